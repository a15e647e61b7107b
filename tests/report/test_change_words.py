"""What changed, said in sentences."""

import copy
import math
from dataclasses import replace

import pandas as pd
import pytest

from milepost.measure.account import Account
from milepost.measure.changes import Changes
from milepost.measure.edits import edits
from milepost.measure.flips import Cause, Flip
from milepost.measure.moves import Move
from milepost.measure.revisions import REVISIONS
from milepost.plan.adjustment import Adjustment
from milepost.plan.goal import Goal
from milepost.plan.indicator import Indicator
from milepost.plan.industry import Industry
from milepost.plan.period import Period
from milepost.plan.plan import Bands, Plan
from milepost.plan.redefinition import Comparable, Redefinition
from milepost.plan.scheme import Scheme, SchemeItem
from milepost.plan.tables import table
from milepost.plan.unit import Unit
from milepost.report import change_words, edit_words
from milepost.report.edit_words import FIELD_WORDS

Q1, Q2 = Period.parse("2023Q1"), Period.parse("2023Q2")
NOTHING = pd.DataFrame()


def revision(unit: str, before: float, after: float, **more: str) -> dict[str, object]:
    return {
        "indicator": "market_entities", "unit": unit, "industry": "", "period": "2023Q2", "value_before": before,
        "value_after": after, "sheet": "季报", "cell": "C7", "submission": "1", "sender": unit, "form": "季报",
        "file": f"{unit}.xlsx", "sha256": "", "time": pd.Timestamp("2023-07-14 18:00"),
    } | more  # fmt: skip


@pytest.fixture
def changed(plan):
    """Changes of the small plan in 2023Q2, with the rows, flips and moves given."""

    def build(*rows, flips=(), moves=(), newer: Plan = plan, since: Period = Q2, fresh: int = 0) -> Changes:
        sides = [Account(one, when, NOTHING, NOTHING, NOTHING) for one, when in ((plan, since), (newer, Q2))]
        found = edits(plan, newer)
        return Changes(*sides, table(list(rows), REVISIONS), fresh, tuple(flips), tuple(moves), found)

    return build


def flip(*causes: Cause, unit: str = "city", together: bool = False, **more: str) -> Flip:
    said = {"method": "pace", "before": "符合序时", "after": "略慢", "reason": ""} | more
    return Flip(said["method"], "market_entities", unit, said["before"], said["after"], 0.0, -3.0, said["reason"],
                causes, together)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (28100, 27900, "东丰县2023年二季度市场主体总量由28,100户改为27,900户"),
        (math.nan, 27900, "东丰县2023年二季度市场主体总量补报27,900户"),
        (28100, math.nan, "东丰县2023年二季度市场主体总量撤下28,100户"),
        (10.21, 10.24, "东丰县2023年二季度市场主体总量由10.21户改为10.24户"),
    ],
)
def test_a_revision_is_said_in_full_even_where_it_is_small(changed, before, after, sentence):
    [one] = change_words.revisions(changed(revision("dongfeng", before, after)))
    assert one.sentence == sentence


def test_a_revision_says_who_sent_it_when_and_where_it_stands(changed):
    given, gone = change_words.revisions(changed(revision("dongfeng", 1, 2), revision("xian", 1, math.nan)))
    assert given.lineage == "东丰县7月15日报“dongfeng.xlsx”季报!C7"  # 18:00 UTC is the next day in Shanghai
    assert gone.lineage == "原在“xian.xlsx”季报!C7，现在没有报"


def test_causes_say_whether_each_would_do_or_only_all_together(changed):
    rows = revision("dongfeng", 24200, 22200), revision("xian", 22000, 21000)
    both = Cause("figure", revision=0), Cause("figure", revision=1)
    told = "东丰县2023年二季度市场主体总量由24,200户改为22,200户；西安区2023年二季度市场主体总量由22,000户改为21,000户"
    assert change_words.because(changed(*rows), flip(*both)) == f"{told}，各自单独就会这样"
    assert change_words.because(changed(*rows), flip(*both, together=True)) == f"{told}，共同作用"


def test_of_many_causes_the_first_three_are_told(changed):
    rows = [revision(unit, 1, 2) for unit in ("longshan", "xian", "dongfeng", "dongliao")]
    said = change_words.because(changed(*rows), flip(*(Cause("figure", n) for n in range(4)), together=True))
    assert said.endswith("东丰县2023年二季度市场主体总量由1户改为2户等4项，共同作用")


def test_a_new_base_is_said_without_its_source(changed, document):
    newer = copy.deepcopy(document)
    newer["goals"][0] |= {"base_value": 90800, "base_source": "统计年鉴"}
    found = changed(newer=Plan.from_document(newer))
    assert change_words.because(found, flip(Cause("goal", fields=("base_value", "base_source")))) == (
        "基期值由10万户改为9.08万户"
    )


def test_a_part_is_told_of_its_own_target_alone(changed, document):
    newer = copy.deepcopy(document)
    for unit, value in (("xian", 25000), ("dongfeng", 27000)):
        newer["goals"][0]["allocations"][unit]["value"] = value
    found = changed(newer=Plan.from_document(newer))
    cause = Cause("goal", fields=("allocations",))
    assert change_words.because(found, flip(cause, unit="xian")) == "西安区的目标值由2.4万户改为2.5万户"


def test_the_reason_of_a_missing_judgement_comes_first(changed):
    said = change_words.because(
        changed(revision("dongfeng", 24200, math.nan)), flip(Cause("figure", 0), after="未报", reason="缺东丰县")
    )
    assert said == "缺东丰县：东丰县2023年二季度市场主体总量撤下24,200户"


def test_time_bands_and_definitions_are_named(changed):
    found = changed(since=Q1)
    assert change_words.because(found, flip(Cause("time"))) == "由2023年一季度进到二季度"
    assert change_words.because(found, flip(Cause("bands"))) == "状态门槛调整"
    assert change_words.because(found, flip(Cause("definitions"))) == "单位或指标的规定调整"
    assert change_words.because(found, flip()) == "数和方案都没有使它改变的改动"


def test_the_headline_counts_and_names_the_clearest_flip(changed):
    rows = revision("dongfeng", 24200, 22200), revision("xian", 22000, 21000)
    found = changed(
        *rows,
        flips=[flip(Cause("time")), flip(Cause("figure", 0)), flip(Cause("figure", 0), unit="dongfeng")],
        moves=[Move("counties", "dongfeng", 1, 2, 60, 50)],
    )
    assert change_words.headline(found, "第1版", "第2版") == (
        "第2版比第1版改了2个数，2项目标状态改变：市场主体总量由符合序时变为略慢，因东丰县由24,200户改为22,200户"
    )
    assert change_words.others(found) == "1项分解到各单位的目标状态改变；1家名次变动；两版都按2023年二季度判断。"


def test_the_headline_tells_apart_what_is_new_revised_late_and_dropped(changed):
    rows = revision("xian", 1, 2), revision("dongfeng", math.nan, 2), revision("dongliao", 2, math.nan)
    found = changed(*rows, since=Q1, fresh=45)
    assert change_words.headline(found, "第1版", "第2版") == "第2版比第1版新报45个数，改了1个数，补报1个数，撤下1个数"
    assert change_words.headline(changed(), "第1版", "第2版") == "第2版与第1版没有差别"


def test_a_second_opinion_is_told_in_chinese_with_its_method(changed):
    found = changed(
        revision("dongfeng", 10.2, 10.4, period="2023"),
        flips=[flip(Cause("figure", 0), method="cagr", before="substantial", after="moderate")],
    )
    assert change_words.headline(found, "第1版", "第2版") == (
        "第2版比第1版改了1个数：市场主体总量（CAGR比率法）由进展显著变为进展中等，因东丰县2023年市场主体总量由10.2户改为10.4户"
    )


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (
            Move("counties", "xian", 2, 1, 50, 60.5, (("market_entities", 10.5), ("new_entities", 0.6)), ("longshan",)),
            "超过龙山区；差别在市场主体总量+10.5分",
        ),
        (
            Move("counties", "xian", 1, 3, 50, 50, (("market_entities", -2.0),), ("longshan", "dongfeng")),
            "被龙山区、东丰县超过；差别在市场主体总量−2.0分",
        ),
        (Move("counties", "xian", 1, 2, 50, 45, (("market_entities", -5.0),)), "得分变在市场主体总量−5.0分"),
        (Move("counties", "xian", 2, 3, 50, 50), "得分相近的单位有变动"),
        (Move("counties", "xian", 2, math.nan, 50, math.nan), "缺数超过办法允许的限度"),
        (Move("counties", "xian", math.nan, 2, math.nan, 50), "数据补齐后参加排名"),
    ],
)
def test_a_move_says_who_was_passed_and_by_what(changed, move, words):
    assert change_words.why_moved(changed(), move) == words


def test_new_weights_are_said_where_they_alone_move_a_rank(changed, document):
    newer = copy.deepcopy(document)
    newer["schemes"][0]["items"][0]["weight"] = 70
    found = changed(newer=Plan.from_document(newer))
    move = Move("counties", "xian", 2, 1, 50, 60, (), ("longshan",), by_weights=True)
    assert change_words.why_moved(found, move) == "办法调整：市场主体总量的权重由60改为70；超过龙山区"


def test_every_field_of_a_plan_has_a_name():
    for kind, record in (
        ("goals", Goal), ("schemes", Scheme), ("schemes", SchemeItem), ("bands", Bands), ("indicators", Indicator),
        ("units", Unit), ("industries", Industry), ("adjustments", Adjustment), ("redefinitions", Redefinition),
        ("comparables", Comparable), ("", Plan),
    ):  # fmt: skip
        assert set(record.__dataclass_fields__) - {"id"} <= set(FIELD_WORDS[kind]), record


def test_edits_are_said_as_the_office_says_them(plan, document):
    newer = copy.deepcopy(document)
    newer["goals"][0] |= {"operator": ">=", "deadline": "2025-06-30", "lead_departments": ["science", "commerce"]}
    newer["goals"][1] |= {"path": "milestones", "milestones": {"2023Q4": 25000}, "stretch": True}
    newer["schemes"][0] |= {"cap": 1.5, "units": ["longshan", "xian"]}
    newer["bands"] = {"behind": -12}
    newer["indicators"][1]["way"] = "flow"
    newer["units"][5]["counted_in"] = "longshan"
    newer["goals"].pop()
    plans = plan, Plan.from_document(newer)
    said = [f"{edit_words.subject(edit, plans)}：{edit_words.sentence(edit, plans)}" for edit in edits(*plans)]
    assert said == [
        "市场主体总量：算符由突破（须多于）改为达到（不少于）",
        "市场主体总量：期限由2024年12月31日改为2025年6月30日",
        "市场主体总量：录入牵头部门市科技局、市商务局",
        "新登记市场主体：力争由否改为是",
        "新登记市场主体：序时路径由按季度平均改为按方案节点",
        "新登记市场主体：录入2023年四季度的节点2.5万户",
        "每千人拥有市场主体：取消",
        "县区赛马：录入参赛单位龙山区、西安区",
        "县区赛马：得分上限由1.2改为1.5",
        "状态门槛：滞后的门槛由−10改为−12",
        "高新区：录入已计入龙山区",
        "新登记市场主体：报送方式由年初至今累计改为当期发生数",
    ]


def test_a_title_belongs_to_the_plan_itself(plan):
    plans = plan, replace(plan, title="某市三年行动方案（修订）")
    [edit] = edits(*plans)
    assert edit_words.subject(edit, plans) == "方案"
    assert edit_words.sentence(edit, plans) == ("标题由某市培育壮大市场主体三年行动方案改为某市三年行动方案（修订）")
