"""Why a race ranks nobody."""

import pytest

from milepost.measure.progress import progress
from milepost.measure.race import race
from milepost.measure.unranked import why_unranked
from milepost.plan.period import Period
from milepost.plan.plan import Plan

Q2 = Period.parse("2023Q2")
COUNTIES = ["longshan", "xian", "dongfeng", "dongliao", "gaoxin"]


def reason(document, cells, **scheme):
    document["schemes"][0] |= scheme
    plan = Plan.from_document(document)
    of = plan.scheme_of()
    ranking = race(progress(cells, plan, [Q2]), cells, plan, of, [Q2])
    return why_unranked(ranking, plan, of, Q2)


@pytest.fixture
def levels(figures):
    return figures({"2023Q2": dict.fromkeys(COUNTIES, 30000)}, "market_entities")


def test_nothing_is_said_when_somebody_is_ranked(document, levels):
    items = [{"indicator": "market_entities", "weight": 1, "score": "minmax"}]
    assert reason(document, levels, items=items) == ""


def test_without_allocations_there_is_nothing_to_complete(document, levels):
    for goal in document["goals"]:
        goal.pop("allocations", None)
    assert reason(document, levels) == (
        "赛马办法“县区赛马”2023年二季度排不出名次：市场主体总量、新登记市场主体的目标还没有分解到参赛单位"
    )


def test_without_last_year_there_is_no_growth(document, levels):
    items = [
        {"indicator": "market_entities", "weight": 80, "score": "growth"},
        {"indicator": "market_entities", "weight": 20, "score": "minmax"},
    ]
    assert reason(document, levels, items=items) == (
        "赛马办法“县区赛马”2023年二季度排不出名次：市场主体总量没有本期数或上年同期数，算不出同比"
    )


def test_without_figures_every_item_says_so(document, figures):
    items = [
        {"indicator": "market_entities", "weight": 1, "score": "growth"},
        {"indicator": "new_entities", "weight": 1, "score": "minmax"},
        {"indicator": "high_tech", "weight": 1, "score": "minmax"},
    ]
    assert reason(document, figures({}), items=items) == (
        "赛马办法“县区赛马”2023年二季度排不出名次：市场主体总量没有本期数或上年同期数，算不出同比；"
        "新登记市场主体、高新技术企业没有本期数"
    )


def test_without_bases_completion_is_unknown(document, levels):
    goal = document["goals"][0]
    goal |= {"base_value": None, "base_source": ""}
    goal["allocations"] = {unit: {"value": 36000} for unit in COUNTIES}
    items = [{"indicator": "market_entities", "weight": 1, "score": "completion", "goal": "market_entities"}]
    assert reason(document, levels, items=items).endswith("市场主体总量没有本期数或基期值")


def test_gaps_in_different_places_may_leave_nobody(document, figures):
    """Of two indicators each unit lacks another one: half of the weight is too much for everybody."""
    one = figures({"2023Q2": {"longshan": 1, "xian": 2}}, "market_entities")
    other = figures({"2023Q2": {"gaoxin": 3}}, "new_entities")
    cells = one.merge(other, how="outer")
    items = [
        {"indicator": "market_entities", "weight": 1, "score": "minmax"},
        {"indicator": "new_entities", "weight": 1, "score": "minmax"},
    ]
    assert reason(document, cells, items=items).endswith("各单位所缺的指标都超过了缺数上限")
