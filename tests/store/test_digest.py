"""The same content has the same digest, whatever the order it came in."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import PlanError
from milepost.plan.plan import Plan
from milepost.plan.tables import READ_FIGURES, table
from milepost.store.digest import canonical, of_document, of_figures, parsed

ROWS = [
    {"indicator": "market_entities", "unit": unit, "industry": "", "period": "2023Q2", "value": value,
     "sheet": "季报", "cell": cell}
    for unit, value, cell in [("xian", 20000, "B3"), ("longshan", 0.1, "B4"), ("gaoxin", 0.1, "B5"), ("xian", 7, "B6")]
]  # fmt: skip


def test_a_plan_survives_being_written_and_read(document):
    document["issued"] = date(2022, 3, 1)
    document["goals"][0]["deadline"] = date(2024, 12, 31)
    assert Plan.from_document(parsed(canonical(document))) == Plan.from_document(document)


def test_the_order_of_keys_and_dates_or_their_text_make_no_difference(document):
    document["issued"] = date(2022, 3, 1)
    turned = dict(reversed(list(document.items()))) | {"issued": "2022-03-01"}
    assert of_document(canonical(turned)) == of_document(canonical(document))
    assert of_document(canonical(document | {"due_day": 13})) != of_document(canonical(document))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"bytes"])
def test_what_has_no_one_way_to_be_written_is_refused(document, value):
    with pytest.raises(PlanError):
        canonical(document | {"note": value})


@given(st.permutations(range(4)), st.integers(0, 3))
def test_figures_are_the_same_in_any_order_and_differ_by_the_last_bit(order, row):
    figures = table(ROWS, READ_FIGURES)
    assert of_figures(figures.iloc[order], READ_FIGURES) == of_figures(figures, READ_FIGURES)
    nudged = figures.copy()
    nudged.loc[row, "value"] *= 1 + 2**-52
    assert of_figures(nudged, READ_FIGURES) != of_figures(figures, READ_FIGURES)


NUMBERS = st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0)  # no zero below zero


@given(st.lists(st.tuples(st.text(max_size=4), st.sampled_from("ab"), NUMBERS)))
def test_a_digest_is_that_of_the_sorted_rows_as_json(cells):
    rows = [ROWS[0] | {"sheet": sheet, "unit": unit, "value": value} for sheet, unit, value in cells]
    written = json.dumps(sorted([[row[column] for column in READ_FIGURES] for row in rows]), ensure_ascii=False)
    assert of_figures(table(rows, READ_FIGURES), READ_FIGURES) == of_document(written)
