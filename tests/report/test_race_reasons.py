"""这个名次怎么来的: the score of one unit, to be added up from what the table shows."""

import pandas as pd
import pytest

from milepost.measure.progress import progress
from milepost.measure.race import race
from milepost.measure.results import Results
from milepost.measure.values import values
from milepost.plan.period import quarters
from milepost.plan.plan import Plan
from milepost.report import heat, race_reasons, race_words
from tests.report.quarters import Q2, figures

# 2024Q2 and 2023Q2: 龙山区 35400, 33240; 东丰县 26100, 24460; 西安区 23000, 21800; 东辽县 21900; 高新区 9200.
TWICE = [
    {"indicator": "market_entities", "weight": 80, "score": "growth"},
    {"indicator": "market_entities", "weight": 20, "score": "minmax"},
]


def results(document, items=None, without=()) -> Results:
    document["schemes"][0]["items"] = items or document["schemes"][0]["items"]
    plan = Plan.from_document(document)
    given, periods = figures(plan, without=without), quarters(plan.start, Q2)
    found = progress(given, plan, periods)
    ranking = race(found, given, plan, plan.scheme_of(), periods)
    return Results(plan, Q2, tuple(periods), given, values(given, plan, periods), found, ranking, pd.DataFrame())


def explained(of: Results, unit: str) -> tuple[dict[str, list[str]], str]:
    scheme = of.plan.scheme_of()
    now = race_words.places(of.ranking, str(Q2))
    place = next(one for one in now if one.unit == unit)
    rows = race_reasons.listing(scheme, race_reasons.shares(of, scheme, unit), place)
    told = race_reasons.sentence(of, scheme, place, now)
    return {name: list(texts) for name, texts in rows.columns.items()}, told


def test_points_times_weights_add_up_to_the_score(document):
    rows, told = explained(results(document, TWICE), "dongfeng")
    assert rows["本期数"] == ["2.61万户", "2.61万户（本组9,200户至3.54万户）", ""]
    assert rows["得分"] == ["6.7", "64.5", ""]  # (26100 − 24460) ÷ 24460; (26100 − 9200) ÷ (35400 − 9200)
    assert rows["单项名次"] == ["第1", "第2", "第2"]
    assert rows["权重"] == ["80.0%", "20.0%", ""]
    assert rows["得分×权重"] == ["5.4", "12.9", "18.3"]
    assert told == "比第1名龙山区少6.9分，差得最多的是市场主体总量（−7.1分）。"


def test_who_leads_is_set_beside_the_next_below(document):
    _, told = explained(results(document, TWICE), "longshan")
    assert told == "比第2名东丰县多6.9分，差得最多的是市场主体总量（+7.1分）。"


def test_a_completion_shows_figure_and_target(document):
    rows, _ = explained(results(document), "dongliao")
    assert rows["本期数"][0] == "2.19万户 / 2.4万户"
    assert rows["计分"] == ["完成份额", "完成份额", ""]


def test_what_is_not_reported_has_no_points_and_the_rest_weighs_more(document):
    document["schemes"][0]["max_missing"] = 0.5
    rows, _ = explained(results(document, without={("new_entities", "xian", "2024Q2")}), "xian")
    assert rows["得分"][1] == "—"
    assert rows["单项名次"][1] == "—"
    assert rows["权重"][:2] == ["100.0%", "0.0%"]


def test_who_lacks_too_much_is_told_so_instead(document):
    rows, told = explained(results(document, without={("new_entities", "xian", "2024Q2")}), "xian")
    assert rows["单项名次"][-1] == "未排"
    assert told == "缺40%的权重，超过上限，没有名次。"


def test_an_indicator_that_is_scored_twice_has_two_rows_of_heat(document):
    of = results(document, TWICE)
    table = heat.of_scheme(of.plan, of.plan.scheme_of(), of.progress, of.ranking, Q2)
    assert [line[0].text for line in table.cells] == ["6.5", "100.0"]


@pytest.mark.parametrize("mean", ["arithmetic", "geometric"])
def test_the_mean_is_named(document, mean):
    document["schemes"][0]["mean"] = mean
    rows, _ = explained(results(document), "longshan")
    assert rows["指标"][-1] == {"arithmetic": "**合计**", "geometric": "**加权几何平均**"}[mean]
