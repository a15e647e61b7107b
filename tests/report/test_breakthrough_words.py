"""零突破 in words."""

import numpy as np
import pandas as pd
import pytest

from milepost.measure.breakthroughs import BREAKTHROUGHS
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import breakthrough_words

Q2 = Period.parse("2023Q2")


@pytest.fixture
def plan(document):
    return Plan.from_document(document)


def said(plan, *rows):
    table = pd.DataFrame([("high_tech", *row) for row in rows], columns=list(BREAKTHROUGHS)).astype(BREAKTHROUGHS)
    return breakthrough_words.sentences(plan, table, Q2)


def test_everybody_is_named_once_by_how_it_stands(plan):
    rows = (
        ("longshan", 3, ""), ("xian", 2, "2023Q1"), ("dongfeng", 1, "2023Q2"), ("dongliao", 0, ""),
        ("gaoxin", np.nan, ""),
    )  # fmt: skip
    assert said(plan, *rows) == [
        ("高新技术企业", "本季零突破：东丰县；此前零突破：西安区；仍为零：东辽县；未报：高新区")
    ]


def test_one_that_lost_its_first_is_at_none_again(plan):
    assert said(plan, ("xian", 0, "2023Q1")) == [("高新技术企业", "仍为零：西安区")]


def test_when_all_have_one_that_is_all_there_is_to_say(plan):
    assert said(plan, ("longshan", 3, ""), ("xian", 2, "2023Q1")) == [("高新技术企业", "参赛单位都已有")]


def test_the_quarter_of_the_last_one_is_still_news(plan):
    assert said(plan, ("longshan", 3, ""), ("xian", 1, "2023Q2")) == [("高新技术企业", "本季零突破：西安区")]


def test_nothing_is_said_of_a_scheme_without_such_indicators(plan):
    assert said(plan) == []
