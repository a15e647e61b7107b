"""Promises kept over versions: a target raised on the way, a base entered late, merged counties."""

import io
import math
from collections.abc import Iterator
from datetime import date

import pytest
from docx import Document as Docx
from openpyxl import load_workbook

from milepost import comparing, issuing, planning, workflow
from milepost.desk import Desk, open_desk
from milepost.issuing import Order
from milepost.measure.pace import pace
from milepost.measure.raising import Raise, raised
from milepost.plan.adjusting import Change, adjusted
from milepost.plan.period import Period, quarters
from milepost.planning import Why
from milepost.report import change_words, origin, pictures, sources
from tests.pages.visit import report

Q1, Q2 = Period.parse("2023Q1"), Period.parse("2023Q2")
COUNTIES = {"龙山区": 32500, "西安区": 21700, "东丰县": 23800, "东辽县": 21700, "高新区": 8600}
RAISED = Why("李明", "上调市场主体目标", "联席会议纪要〔2023〕2号")


@pytest.fixture
def desk(document, monkeypatch) -> Iterator[Desk]:
    """The first quarter of 2023 is published as vintage 1, under the plan's first version."""
    monkeypatch.setattr(pictures, "why_not", lambda: "没有装 Chromium 浏览器")
    document["schemes"][0]["items"] = document["schemes"][0]["items"][:1]
    office = open_desk(None)
    office.store.adopt(document, author="测试", reason="测试")
    take_in(office, Q1, COUNTIES)
    workflow.publish(office, "small", Q1, by="李明")
    yield office
    office.close()


def take_in(desk: Desk, period: Period, counties: dict[str, int]) -> None:
    for unit, value in counties.items():
        result = workflow.load(desk, "small", period, report(unit, period, market=value))
        assert result.status == "accepted", [problem.message for problem in result.problems]


def changed(desk: Desk, made, why: Why = RAISED) -> None:
    """Save what `made` does to the newest draft."""
    planning.save(desk, made(planning.draft(desk, "small")), why)


def progress_of(desk: Desk, vintage: int, period: Period = Q1):
    return workflow.results(desk, "small", period, workflow.moment_of(desk, "small", vintage)).progress


def raise_target(desk: Desk) -> None:
    change = Raise("market_entities", 130000, date(2024, 12, 31), Q1)
    changed(desk, lambda draft: draft.assigned(raised(draft.plans[1], change)))


def briefing_text(desk: Desk, period: Period) -> str:
    made = issuing.brief(desk, "small", period, Order(forms=("docx",)))
    [content] = [content for name, content in made.files.items() if name.endswith(".docx")]
    return "\n".join(paragraph.text for paragraph in Docx(io.BytesIO(content)).paragraphs)


def test_the_old_vintages_progress_is_unchanged_to_the_digit(desk):
    before = progress_of(desk, 1)
    row = before[(before["goal"] == "market_entities") & (before["unit"] == "city") & (before["period"] == "2023Q1")]
    # 108,300 of 120,000 from 100,000; five of twelve quarters have passed.
    assert row[["value", "target", "reached_share", "due_share", "ahead"]].iloc[0].tolist() == [
        108300, 120000, pytest.approx(0.415), pytest.approx(5 / 12), pytest.approx(-1 / 6),
    ]  # fmt: skip
    raise_target(desk)
    take_in(desk, Q2, {unit: value + 500 for unit, value in COUNTIES.items()})
    workflow.publish(desk, "small", Q2, by="李明")
    assert progress_of(desk, 1).equals(before)


def test_the_pace_line_bends_at_the_date(desk):
    raise_target(desk)
    plan = desk.plan("small")
    line = pace(plan.goal_of("market_entities"), plan, quarters(Period.parse("2022Q4"), Period.parse("2023Q4")))
    # 1,666.7 a quarter until then; 21,666.7 are left for seven.
    assert line.round(1).tolist() == [106666.7, 108333.3, 111428.6, 114523.8, 117619.0]


def test_a_raised_target_stands_in_the_changes_and_in_the_next_briefing_with_its_document(desk):
    raise_target(desk)
    take_in(desk, Q2, {unit: value + 500 for unit, value in COUNTIES.items()})
    found = comparing.changes_since(desk, "small", Q1)
    row = found[found["what"] == "市场主体总量：目标值"].iloc[0]
    assert (row["before"], row["after"]) == (120000, 130000)
    assert row["because"] == "李明：上调市场主体目标（依据：联席会议纪要〔2023〕2号）"
    text = briefing_text(desk, Q2)
    assert "目标调整。" in text
    assert "市场主体总量目标值由12万户改为13万户" in text
    assert "李明：上调市场主体目标（依据：联席会议纪要〔2023〕2号）" in text


def test_a_briefing_without_a_changed_promise_has_no_such_line(desk):
    take_in(desk, Q2, {unit: value + 500 for unit, value in COUNTIES.items()})
    assert "目标调整" not in briefing_text(desk, Q2)


def test_what_cannot_be_judged_is_judged_the_moment_its_base_is_entered(desk):
    place = ("goals", "market_entities")
    nothing = dict.fromkeys((("base_value",), ("base_source",)), None)
    changed(desk, lambda draft: draft.assigned({(*place, *field): value for field, value in nothing.items()}))
    workflow.correct(desk, "small", Q1, by="李明", reason="重发")
    workflow.publish(desk, "small", Q1, by="李明")
    unknown = workflow.results(desk, "small", Q1).now.set_index("goal").loc["market_entities"]
    assert (unknown["status"], unknown["reason"]) == ("无法判断", "缺基期")
    assert math.isnan(unknown["reached_share"])
    base = {(*place, "base_value"): 100000, (*place, "base_source"): "市统计局2021年年报"}
    changed(desk, lambda draft: draft.assigned(base), Why("王芳", "录入基期值", "市统计局2021年年报第12页"))
    known = workflow.results(desk, "small", Q1).now.set_index("goal").loc["market_entities"]
    assert (known["status"], known["reason"]) == ("符合序时", "")
    changes = comparing.comparison(desk, "small", 2, Q1)
    flip = next(one for one in change_words.flips(changes, "pace") if one.goal == "market_entities")
    assert change_words.status_words(flip) == ("无法判断", "符合序时")
    assert change_words.because(changes, flip) == "录入基期值10万户"
    assert "王芳：录入基期值（依据：市统计局2021年年报第12页）" in comparing.edit_reasons(desk, "small", 2, Q1)


MERGER = Change("merged", ("longshan", "xian"), ("安山区",), Q2, "国务院批复〔2023〕9号，2023年4月1日起")
ADJUSTED = Why("李明", "区划调整", "国务院批复〔2023〕9号")


@pytest.fixture
def merged(desk) -> Desk:
    """龙山区 and 西安区 are one from the second quarter on, and it has sent its own workbook."""
    changed(desk, lambda draft: draft.remade(adjusted(draft.document, MERGER)), ADJUSTED)
    rest = {unit: value + 500 for unit, value in COUNTIES.items() if unit not in ("龙山区", "西安区")}
    take_in(desk, Q2, {"安山区": 55000, **rest})
    return desk


def heir(desk: Desk) -> str:
    return next(unit.id for unit in desk.plan("small").units if unit.name == "安山区")


def test_after_a_merger_the_heir_is_asked_and_the_merged_are_not(merged):
    names = [name for _, name, _ in workflow.templates(merged, "small", Q2)]
    assert [name for name in names if "区" in name] == ["高新区2023年二季度报表.xlsx", "安山区2023年二季度报表.xlsx"]
    late = workflow.standing(merged, "small", Q2)
    assert "longshan" not in set(late["unit"])
    assert "xian" in set(workflow.standing(merged, "small", Q1)["unit"])


def test_a_table_under_the_old_name_is_refused_with_the_new_one(merged):
    result = workflow.check(merged, "small", Q2, report("西安区", Q2, market=22000))
    assert result.status == "refused"
    assert {(one.message, one.remedy) for one in result.problems if one.level == "error"} == {
        ("西安区2023年二季度起已并入安山区", "2023年二季度的数请按安山区填报")
    }


def test_the_heirs_template_shows_what_stood_in_both_before(merged):
    make = next(make for _, name, make in workflow.templates(merged, "small", Q2) if name.startswith("安山区"))
    sheet = load_workbook(io.BytesIO(make())).worksheets[0]
    head = next(row for row in sheet.iter_rows() if "上季数" in [cell.value for cell in row])
    column = [cell.value for cell in head].index("上季数")
    names = {row[1].value: row[column].value for row in sheet.iter_rows(min_row=head[0].row + 1)}
    assert names["市场主体总量"] == 32500 + 21700


def test_the_heirs_past_walks_back_to_the_cells_of_the_merged(merged):
    results = workflow.results(merged, "small", Q2)
    place = origin.Place(results.plan.indicator_of("market_entities"), results.plan.unit_of(heir(merged)), Q1)
    found = sources.sources(results.plan, results.figures, results.values, place)
    assert [(one.place.unit.name, one.value, one.file, one.cell) for one in found] == [
        ("龙山区", 32500, "龙山区2023年一季度.xlsx", "季报!C3"),
        ("西安区", 21700, "西安区2023年一季度.xlsx", "季报!C3"),
        ("安山区", 54200, "—", "—"),
    ]
    assert origin.how(results.plan, place) == "安山区＝龙山区＋西安区"


def test_the_race_goes_on_with_the_heir_and_compares_no_ranks_of_another_field(merged):
    now = workflow.ranking(merged, "small", Q2).set_index("unit")
    assert heir(merged) in now.index
    assert "longshan" not in now.index
    assert now["rank_last"].isna().all()
    before = workflow.ranking(merged, "small", Q1)
    assert set(before["unit"]) == {"longshan", "xian", "dongfeng", "dongliao", "gaoxin"}


def test_the_published_past_keeps_its_units_and_its_digits(merged):
    plan = merged.plan("small", workflow.moment_of(merged, "small", 1))
    assert [unit.name for unit in plan.parts] == ["龙山区", "西安区", "东丰县", "东辽县", "高新区"]
    rows = progress_of(merged, 1)
    assert rows[(rows["unit"] == "longshan") & (rows["goal"] == "market_entities")]["value"].iloc[-1] == 32500


def test_a_merger_is_told_in_the_briefing_with_its_document(merged):
    text = briefing_text(merged, Q2)
    assert "龙山区、西安区合并为安山区" in text
    assert "国务院批复〔2023〕9号" in text


def test_a_renamed_county_sends_on_under_either_name(desk):
    change = Change("renamed", ("longshan",), ("龙山新区",), Q2, "民政部批复")
    changed(desk, lambda draft: draft.remade(adjusted(draft.document, change)), ADJUSTED)
    take_in(desk, Q2, {"龙山区": 33000, "西安区": 22000})
    results = workflow.results(desk, "small", Q2)
    series = results.values[(results.values["unit"] == "longshan") & (results.values["indicator"] == "market_entities")]
    assert series["value"].dropna().tolist() == [32500, 33000]
    assert results.plan.unit_of("longshan").name == "龙山新区"
    then = desk.plan("small", workflow.moment_of(desk, "small", 1))
    assert then.unit_of("longshan").name == "龙山区"
