"""What is said about a race."""

import pandas as pd
import pytest

from milepost.plan.plan import Plan
from milepost.plan.tables import RANKING, table
from milepost.report import race_listing, race_words
from tests.report.standings import NAN, place

QUARTERS = ["2023Q3", "2023Q4", "2024Q1", "2024Q2"]
RANKS = {
    "longshan": [1, 1, 1, 1],
    "xian": [4, 4, 3, 2],
    "dongfeng": [2, 2, 2, 2],
    "dongliao": [3, 5, 5, 5],
    "gaoxin": [5, 3, 4, NAN],
}


@pytest.fixture
def ranking() -> pd.DataFrame:
    rows = [
        {
            "scheme": "counties", "period": quarter, "unit": unit, "rank": ranks[k], "score": 90.0,
            "tied": sum(r[k] == ranks[k] for r in RANKS.values()) > 1, "rank_last": ranks[k - 1] if k else NAN,
            "rank_low": NAN, "rank_high": NAN, "missing_weight": 0.0,
        }
        for unit, ranks in RANKS.items()
        for k, quarter in enumerate(QUARTERS)
    ]  # fmt: skip
    return table(rows, RANKING)


def test_the_headline_names_leader_mover_last_and_who_could_not_be_ranked(plan, ranking):
    assert race_words.headline(plan, ranking, "2024Q2") == (
        "龙山区连续4季居首；西安区升1位，与东丰县并列第2；东辽县连续3季末位；高新区数据不足，未排名"
    )


def test_a_headline_of_an_earlier_quarter_knows_nothing_of_later_ones(plan, ranking):
    assert race_words.headline(plan, ranking, "2023Q4") == "龙山区连续2季居首；高新区升2位，到第3；东辽县末位"


def test_units_that_share_the_top_or_the_end_are_named_together(plan):
    rows = [
        {"scheme": "counties", "period": "2024Q2", "unit": unit, "rank": rank, "tied": True, "score": 1.0,
         "rank_last": NAN, "rank_low": NAN, "rank_high": NAN, "missing_weight": 0.0}
        for unit, rank in (("longshan", 1), ("xian", 1), ("dongfeng", 3), ("dongliao", 3))
    ]  # fmt: skip
    assert race_words.headline(plan, table(rows, RANKING), "2024Q2") == "龙山区、西安区并列第1；东丰县、东辽县并列末位"


def test_of_many_that_share_the_top_the_first_are_named_and_all_are_counted(document):
    names = [f"第{k}局" for k in range(1, 18)]
    document["units"] += [{"id": f"d{k}", "name": name, "kind": "department"} for k, name in enumerate(names)]
    plan = Plan.from_document(document)
    now = [place(f"d{k}", 1, tied=True, rank_low=1, rank_high=1) for k in range(16)]
    now.append(place("d16", 17, rank_low=17, rank_high=17))
    ranking = table([vars(one) for one in now], RANKING)
    assert race_words.headline(plan, ranking, "2024Q2") == "第1局、第2局、第3局等16家并列第1；第17局末位"
    assert race_words.closeness(plan, now) == "区间相交的单位不宜说谁更好：第1局、第2局、第3局等16家难分先后。"


def test_a_rank_of_two_digits_is_bold_as_a_whole(plan):
    now = [place("xian", 10), place("gaoxin", 12, tied=True), place("longshan", NAN)]
    ranks = race_listing.ranks(plan, now, lambda unit: f"/{unit}").columns["名次"]
    assert ranks == ["**10**", "**12** 并列", "数据不足"]


def test_one_units_place_in_words(plan, ranking):
    words = {unit: race_words.place_words(plan, ranking, unit, "2024Q2") for unit in (*RANKS, "commerce")}
    assert words == {
        "longshan": "第1，连续4季居首",
        "xian": "与东丰县并列第2，升1位",
        "dongfeng": "与西安区并列第2",
        "dongliao": "第5，连续3季末位",
        "gaoxin": "数据不足，未排名",
        "commerce": "",
    }


def test_first_and_last_in_one_clause(plan, ranking):
    assert race_words.ends(plan, ranking, "2024Q2") == "县区赛马龙山区连续4季居首，东辽县连续3季末位"
    assert race_words.ends(plan, ranking[:0], "2024Q2") == ""


def test_movement_and_rank_are_said_with_words():
    assert race_words.movement(place("xian", 2, rank_last=3)) == "▲ 升1"
    assert race_words.movement(place("xian", 4, rank_last=2)) == "▼ 降2"
    assert race_words.movement(place("xian", 2)) == "— 平"
    assert race_words.movement(place("xian", 2, rank_last=NAN)) == "首次"
    assert race_words.rank_words(place("xian", 2, tied=True)) == "2 并列"
    assert race_words.rank_words(place("xian", NAN)) == "数据不足"


def test_units_whose_intervals_overlap_are_not_told_apart(plan):
    now = [
        place("longshan", 1, rank_low=1, rank_high=2),
        place("dongfeng", 2, rank_low=1, rank_high=3),
        place("xian", 3, rank_low=2, rank_high=3),
        place("gaoxin", 4),
    ]
    assert [race_words.interval(p) for p in now] == ["1–2", "1–3", "2–3", "4"]
    assert race_words.closeness(plan, now) == "区间相交的单位不宜说谁更好：龙山区、东丰县、西安区三家难分先后。"
    touching = [place("longshan", 1, rank_low=1, rank_high=2), place("xian", 2, rank_low=2, rank_high=3)]
    assert race_words.closeness(plan, touching) == "区间相交的单位不宜说谁更好：龙山区、西安区两家难分先后。"
    assert race_words.closeness(plan, now[3:]) == "各单位的名次区间互不相交，先后分明。"


def test_the_rules_say_whose_figures_were_missing(plan):
    rules = dict(race_words.rules(plan, plan.scheme_of(), [place("dongliao", 5, missing_weight=0.05)]))
    assert rules["得分"] == "各指标完成份额（封顶120%）按权重加权平均。"
    assert rules["权重"] == "市场主体总量60、新登记市场主体40。"
    assert rules["缺数"] == "缺失权重超过20%的不排名，列为“数据不足”；不超过的，其余权重按比例放大。东辽县缺5%，照排。"
