"""基期值 and 任务分解: typed into a table, seen as a difference, saved as a version, and judged by at once."""

from functools import partial

import pytest

from tests.pages import visit
from tests.pages.plan_pages import save, typed
from tests.pages.visit import Q2, button, plain, report, table_of, words

bases = partial(visit.opened, "plan/bases.py")
allocations = partial(visit.opened, "plan/allocations.py")
COUNTIES = ("龙山区", "西安区", "东丰县", "东辽县", "高新区")


@pytest.fixture
def without_base(office, document):
    for goal in document["goals"]:
        goal.pop("base_value", None)
        goal.pop("base_source", None)
    office.store.adopt(document, author="测试", reason="没有基期值")
    return office


def test_a_base_typed_in_is_shown_as_a_difference_and_saved_as_a_version(without_base):
    page = bases()
    assert page.header[0].value == "3项目标缺基期值，进度快慢还无法判断"
    assert "还没有改动" in words(page)
    typed(page, 0, 基期值=100000, 出处="统计年鉴")
    assert page.header[0].value == "2项目标缺基期值，进度快慢还无法判断"
    assert table_of(page, "哪一项") == ["基期值", "基期值出处"]
    assert table_of(page, "现在") == ["10万户", "统计年鉴"]
    assert without_base.store.plan("small").goal_of("market_entities").base_value is None
    save(page)
    goal = without_base.store.plan("small").goal_of("market_entities")
    assert (goal.base_value, goal.base_source) == (100000, "统计年鉴")
    last = without_base.store.plan_versions("small").iloc[-1]
    assert last["reason"] == "录入基期值（依据：市统计局2021年年报）"
    assert last["author"] == "李明"


def test_a_base_without_source_cannot_be_saved_and_says_so(without_base):
    page = typed(bases(), 0, 基期值=100000)
    assert "填了基期值，请同时写明出处" in plain(page.error[0].value)
    assert not [one for one in page.button if one.label == "保存为新的一版"]


def test_reason_and_basis_are_asked_for(without_base):
    page = typed(bases(), 0, 基期值=100000, 出处="统计年鉴")
    save(page, basis="")
    assert "请写明依据" in plain(page.error[0].value)
    assert len(without_base.store.plan_versions("small")) == 2


def test_the_unknown_turns_into_a_status_the_moment_a_base_is_entered(without_base, send):
    for unit in COUNTIES:
        send(report(unit, Q2, market=23000), Q2)
    targets = partial(visit.opened, "progress/targets.py")
    assert "无法判断" in table_of(targets(), "状态")[0]
    save(typed(bases(), 0, 基期值=100000, 出处="统计年鉴"))
    assert "略慢" in table_of(targets(), "状态")[0]


def test_the_parts_are_summed_while_they_are_typed(office):
    page = allocations()
    assert page.header[0].value == "2项目标已分解到各单位，合计都与总目标相符"
    frame = page.data_editor[0].value
    assert frame.loc[0, ["全市", "龙山区", "合计", "还差"]].tolist() == [120000, 36000, 120000, 0]
    typed(page, 0, 龙山区=35000)
    assert page.data_editor[0].value.loc[0, ["合计", "还差"]].tolist() == [119000, 1000]
    assert page.header[0].value == "2项目标已分解到各单位，1项合计与总目标不符"
    assert "“市场主体总量”各单位目标合计11.9万户，比总目标12万户少1000户，请核对" in plain(words(page))
    assert table_of(page, "哪一项") == ["龙山区的目标值"]


def test_what_a_draft_brings_about_is_told_in_the_line_that_stays_in_view(office):
    page = allocations()
    assert "[还没有改动](#plan-changes) · 方案体检" in words(page)
    assert "新增" not in words(page)
    typed(page, 0, 龙山区=35000)
    line = next(one.value for one in page.markdown if "#plan-changes" in one.value)
    assert plain(line).startswith("[1处改动，还没有保存](#plan-changes) · 方案体检")
    assert "新增1条：“市场主体总量”各单位目标合计11.9万户，比总目标12万户少1000户" in plain(line)


def test_two_clerks_at_once_lose_nothing_and_overwrite_nothing_unseen(office, document):
    page = typed(allocations(), 0, 龙山区=35000, 西安区=25000)
    document["goals"][0]["allocations"]["longshan"]["value"] = 37000
    document["note"] = "李明的备注"
    office.store.adopt(document, author="李明", reason="调整")
    save(page, "调整分解", "联席会议纪要")
    assert office.store.plan("small").goal_of("market_entities").allocations["longshan"].value == 37000
    notices = [plain(one.value) for one in page.warning]
    assert "李明修改了方案" in notices[0]
    assert notices[1].startswith("两个人都改了：市场主体总量的龙山区的目标值。")
    assert table_of(page, "原来") == ["3.7万户", "2.4万户"]
    save(page, "调整分解", "联席会议纪要")
    plan = office.store.plan("small")
    assert plan.note == "李明的备注"
    assert [plan.goal_of("market_entities").allocations[unit].value for unit in ("longshan", "xian")] == [35000, 25000]


def test_changes_that_are_given_up_are_gone(office):
    page = typed(allocations(), 0, 龙山区=35000)
    button(page, "放弃改动").click().run()
    assert "还没有改动" in words(page)
    assert page.data_editor[0].value.loc[0, "龙山区"] == 36000


@pytest.fixture
def with_benchmark(office, document):
    goal = next(one for one in document["goals"] if one["id"] == "per_thousand")
    for field in ("value", "base_value", "base_source"):
        del goal[field]
    document["goals"] = [goal | {"kind": "benchmark"}, *(g for g in document["goals"] if g is not goal)]
    document["indicators"] = [
        {key: one[key] for key in one if key != "ratio"} | {"reported_by": ["commerce"], "reported_for": "whole"}
        if one["id"] == "per_thousand" else one for one in document["indicators"]
    ]  # fmt: skip
    office.store.adopt(document, author="测试", reason="与全国平均比")
    return office


@pytest.mark.parametrize("page", [bases, partial(visit.opened, "plan/goal.py")])
def test_a_reference_typed_in_is_kept_with_its_source_and_judged_by(with_benchmark, page):
    goal = with_benchmark.store.plan("small").goals[0]
    assert goal.references == {}
    desk = page()
    at = next(n for n, one in enumerate(desk.data_editor) if one.proto.alt.startswith("参照值"))
    assert desk.data_editor[at].value["报告期"].tolist()[:2] == ["2024年二季度末", "2024年一季度末"]
    typed(desk, 1, at, 参照值=119.5)
    assert "2024年一季度的参照值没有出处，请补上" in plain(desk.error[0].value)
    typed(desk, 1, at, 出处="国家统计局公报")
    assert table_of(desk, "现在") == ["119.5户/千人（国家统计局公报）"]
    save(desk, "录入全国平均数", "国家统计局公报")
    [(period, reference)] = with_benchmark.store.plan("small").goals[0].references.items()
    assert (str(period), reference.value, reference.source) == ("2024Q1", 119.5, "国家统计局公报")
