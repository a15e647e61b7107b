"""The briefing as a value: what it says, for whom, and what may be edited."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from milepost.errors import BriefingError
from milepost.measure.punctuality import PUNCTUALITY
from milepost.plan.goal import Goal
from milepost.plan.industry import Industry
from milepost.plan.plan import Plan
from milepost.plan.tables import table
from milepost.report import words
from milepost.report.briefing import Kind, Wish, compose
from milepost.report.document import Table
from milepost.report.pack import file_name
from tests.report import quarters
from tests.report.quarters import Q2


def text_of(briefing) -> str:
    return "\n".join(paragraph.whole for paragraph in briefing.paragraphs())


def test_the_notice_says_how_the_plan_stands_in_official_words(evidence):
    text = text_of(compose(evidence, Wish()))
    first = evidence.now[0]
    assert "关于2024年二季度某市三年行动\n目标进展和县区赛马情况的通报" in text
    assert f"为目标的{words.percent(first.completion)}；比2021年末净增" in text
    assert "快于序时进度" in text or "慢于序时进度" in text
    assert "同比增长" in text
    assert "西安区" in text


def test_who_did_not_report_is_named_in_the_notes_and_asked_for_in_the_next_steps(evidence):
    briefing = compose(evidence, Wish())
    notes = text_of(replace(briefing, sections=tuple(s for s in briefing.sections if s.key == "notes")))
    steps = text_of(replace(briefing, sections=tuple(s for s in briefing.sections if s.key == "next")))
    assert "逾期未报2家（市科技局、市商务局）" in notes
    assert "“=1+1 年检清理所致”" in notes
    assert "市科技局尽快补报2024年二季度高新技术企业" in steps
    assert "市科技局（逾期未报）" in steps


def test_the_notes_say_who_reports_in_time(evidence):
    rates = table(
        [{"unit": unit, "owed": 2, "reported": 2, "on_time": on_time, "late": 2 - on_time, "reporting_rate": 1.0,
          "on_time_rate": on_time / 2} for unit, on_time in (("longshan", 2), ("xian", 1))],
        PUNCTUALITY,
    )  # fmt: skip
    notes = text_of(compose(replace(evidence, punctuality=rates), Wish()))
    assert "按时报送。2024年已到期的季报，报送率100.0%、及时率75.0%；不都按时的有西安区（50.0%）。" in notes
    assert "按时报送。" not in text_of(compose(evidence, Wish()))  # nothing was due yet


def test_what_changed_since_the_last_publication_has_a_section(evidence):
    section = next(s for s in compose(evidence, Wish()).sections if s.key == "changes")
    assert section.blocks[0].text == "与第1版（2024年一季度）相比："
    assert any("2024年一季度" in block.text and "由" in block.text for block in section.blocks[1:])


def test_sections_can_be_chosen(evidence):
    assert [s.key for s in compose(evidence, Wish(sections=("race", "overall"))).sections] == ["overall", "race"]


@pytest.mark.parametrize("kind", [Kind.BULLETIN, Kind.EVALUATION, Kind.CARD])
def test_every_kind_speaks_of_the_quarter(evidence, kind):
    briefing = compose(evidence, Wish(kind))
    assert "2024年二季度" in briefing.title
    assert briefing.sections


def test_a_county_has_its_own_sheet_with_its_goals_only(evidence):
    briefing = compose(evidence, Wish(Kind.UNIT, "dongliao"))
    assert briefing.title.startswith("东辽县2024年二季度")
    goals = briefing.sections[0].blocks[0]
    assert [row[0] for row in goals.rows] == ["市场主体总量（户）", "新登记市场主体（户）"]
    assert {row[1] for row in briefing.tables[-1].rows} == {"东辽县"}


def test_a_sheet_needs_its_unit(evidence):
    with pytest.raises(BriefingError, match="选一个单位"):
        compose(evidence, Wish(Kind.UNIT))


def test_edited_words_stand_in_the_briefing_and_an_emptied_paragraph_is_left_out(briefing):
    opening = briefing.opening[0]
    edited = briefing.edited({"opening": opening.text.replace("通报如下", "予以通报"), "notes.1": ""})
    assert "予以通报" in edited.opening[0].text
    assert "notes.1" not in {p.key for p in edited.paragraphs()}


def test_an_edit_that_changes_a_number_is_refused_with_what_differs(briefing):
    paragraph = next(p for p in briefing.paragraphs() if p.key == "overall.1")
    number = re.search(r"\d+\.\d+%", paragraph.text)[0]
    with pytest.raises(BriefingError, match=r"数字.*不能改.*少了"):
        briefing.edited({"overall.1": paragraph.text.replace(number, "99.9%", 1)})


def test_a_quarter_with_nothing_reported_says_so_everywhere(plan):
    given = quarters.figures(plan)
    briefing = compose(quarters.evidence(plan, given[given["period"] < "2024Q1"], Q2), Wish())
    text = text_of(briefing)
    assert "都还没有数" in text
    assert "不排名" in text
    assert "nan" not in text.lower()
    assert all(chart.key != "ranks" for chart in briefing.charts)


def test_a_plan_without_goals_or_race_still_has_a_briefing(plan):
    bare = replace(plan, goals=(), schemes=())
    briefing = compose(quarters.evidence(bare, quarters.figures(bare)), Wish())
    assert "还没有录入目标" in text_of(briefing)


def hundred(plan: Plan) -> Plan:
    first = plan.goals[0]
    more: list[Goal] = [replace(first, id=f"g{k}", name=f"第{k}项目标", value=120000.0 + k) for k in range(95)]
    return replace(plan, goals=(*plan.goals, *more))


def test_a_hundred_targets_are_all_in_the_table_and_the_chart_shows_both_ends(plan):
    big = hundred(plan)
    briefing = compose(quarters.evidence(big, quarters.figures(big)), Wish())
    assert len(briefing.appendices[0].rows) == 100
    leads = briefing.chart("leads")
    assert len(leads.categories) == 16
    assert "最快和最慢的各8项" in leads.title
    assert len(briefing.charts) <= 12


def test_file_names_are_safe_everywhere():
    assert file_name('a/b\\c:d*e?"<>|\x01.') == "a_b_c_d_e_"
    assert file_name("=cmd()") == "=cmd()"
    assert file_name(" . ") == "未命名"


def test_figures_by_industry_stand_industry_by_place(plan):
    trade, works = Industry("trade", "批发和零售业"), Industry("works", "制造业")
    ours = replace(plan, industries=(trade, works))
    given = quarters.figures(ours)
    of_trade = given[(given["indicator"] == "market_entities") & (given["period"] == "2024Q2")].assign(industry="trade")
    briefing = compose(quarters.evidence(ours, pd.concat([given, of_trade.head(2)], ignore_index=True)), Wish())
    tables = [b for s in briefing.sections if s.key == "themes" for b in s.blocks if isinstance(b, Table)]
    assert [c.title for c in tables[0].columns] == ["行业", "龙山区", "西安区"]
    assert tables[0].rows == (("批发和零售业", 35400.0, 23000.0),)
    assert {row[0] for row in next(t for t in briefing.tables if t.key == "industries").rows} == {"批发和零售业"}
