"""Who has sent what, in a sentence and as a matrix."""

import pandas as pd

from milepost.plan.period import Period
from milepost.report.collection import given_states, headline, matrix, unit_states

Q1, Q2 = Period.parse("2024Q1"), Period.parse("2024Q2")


def standing(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit", "state"])


def test_the_sentence_counts_units_and_names_the_late_ones(plan):
    rows = standing(("longshan", "已报"), ("xian", "部分已报"), ("dongfeng", "逾期未报"), ("science", "逾期未报"))
    assert headline(plan, Q2, rows) == (
        "2024年二季度应报4家，已报齐1家；部分已报1家（西安区），逾期未报2家（东丰县、市科技局）"
    )


def test_two_forms_of_one_unit_are_one_unit(plan):
    rows = standing(("longshan", "已报"), ("longshan", "已报"))
    assert headline(plan, Q2, rows) == "2024年二季度应报1家，全部报齐"


def test_the_worst_form_of_a_unit_counts():
    assert unit_states(standing(("longshan", "已报"), ("longshan", "部分已报"))) == {"longshan": "部分已报"}


def test_more_than_four_names_are_cut_short_since_their_number_stands_beside_them(plan):
    rows = standing(*((unit.id, "未报") for unit in plan.parts))
    assert headline(plan, Q2, rows) == "2024年二季度应报5家，已报齐0家；未报5家（龙山区、西安区、东丰县等）"


def test_nobody_owes_anything(plan):
    assert headline(plan, Q2, standing()) == "2024年二季度没有单位应报"


def test_the_matrix_has_the_plans_order_and_leaves_open_who_owed_nothing(plan):
    found = matrix(plan, {Q2: {"science": "未报", "longshan": "已报"}, Q1: {"longshan": "已报"}})
    assert list(found.index) == ["longshan", "science"]
    assert found[Q2].tolist() == ["已报", "未报"]
    assert found[Q1].tolist() == ["已报", ""]


def test_past_quarters_are_told_by_the_cells_that_are_there(plan):
    cells = [("market_entities", "longshan"), ("new_entities", "longshan"), ("conversions_ever", "longshan")]
    figures = pd.DataFrame([*cells, ("market_entities", "xian")], columns=["indicator", "unit"])
    figures = figures.assign(period="2024Q1", industry="")
    states = given_states(plan, figures, Q1)
    assert (states["longshan"], states["xian"], states["dongfeng"]) == ("已报", "部分已报", "未报")
    assert given_states(plan, figures, Q2)["longshan"] == "未报"
    single = figures.assign(industry="manufacturing")
    assert given_states(plan, single, Q1)["longshan"] == "未报", "an industry alone is not what is owed"
