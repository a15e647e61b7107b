"""Every field of every record is declared once, with its words."""

import dataclasses

import pytest

from milepost.plan.adjustment import Adjustment
from milepost.plan.deadline import Deadline
from milepost.plan.fields import FIELDS, field_of
from milepost.plan.goal import Goal
from milepost.plan.indicator import Indicator, Ratio
from milepost.plan.industry import Industry
from milepost.plan.plan import Bands, Plan
from milepost.plan.redefinition import Comparable, Redefinition
from milepost.plan.scheme import Scheme, SchemeItem
from milepost.plan.unit import Unit

# What has a table of its own, or is a record in itself.
APART = {
    "units",
    "industries",
    "indicators",
    "goals",
    "schemes",
    "deadlines",
    "adjustments",
    "redefinitions",
    "comparables",
    "bands",
    "items",
    "milestones",
    "allocations",
    "references",
    "ratio",
}


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("plan", Plan),
        ("bands", Bands),
        ("units", Unit),
        ("adjustments", Adjustment),
        ("redefinitions", Redefinition),
        ("comparables", Comparable),
        ("industries", Industry),
        ("goals", Goal),
        ("schemes", Scheme),
        ("items", SchemeItem),
        ("deadlines", Deadline),
    ],
)
def test_every_field_of_a_record_is_declared(kind, record):
    apart = {"schemes": {"items"}, "adjustments": set()}.get(kind, APART)
    names = {field.name for field in dataclasses.fields(record)} - apart
    # The base period is worked out from the plan's start where the document is silent.
    assert {field.name for field in FIELDS[kind]} == names


def test_an_indicator_has_its_ratio_beside_its_own_fields():
    own = {field.name for field in dataclasses.fields(Indicator)} - {"ratio"}
    ratio = {f"ratio.{field.name}" for field in dataclasses.fields(Ratio)}
    assert {field.name for field in FIELDS["indicators"]} == own | ratio


@pytest.mark.parametrize("kind", FIELDS)
def test_words_are_told_apart_and_defaults_are_the_records_own(kind):
    words = [field.words for field in FIELDS[kind]]
    assert len(set(words)) == len(words)
    record = {
        "bands": Bands,
        "indicators": Indicator,
        "goals": Goal,
        "schemes": Scheme,
        "items": SchemeItem,
        "deadlines": Deadline,
    }.get(kind)
    for held in dataclasses.fields(record) if record else ():
        if held.name not in APART | {"units", "breakthroughs"} and held.default not in (dataclasses.MISSING, None, ""):
            declared = field_of(kind, held.name)
            assert held.default in (declared.default, ()), held.name
