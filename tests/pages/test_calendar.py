"""日历: what is to be done by when, with the file for other calendars and the rates."""

from functools import partial

import streamlit as st
from streamlit.testing.v1 import AppTest

from milepost import workflow
from milepost.__main__ import main
from milepost.plan.period import Period
from milepost.ui import chart
from tests import persons
from tests.pages import visit
from tests.pages.visit import Q1, Q2, report, table_of, words

opened = partial(visit.opened, "reporting/calendar.py")


def test_the_working_quarter_is_told_and_the_file_is_offered(office, send):
    send(report("龙山区", Q2, market=31200), Q2)
    page = opened()
    assert page.header[0].value == "2024年三季度有1件事，7月12日前报送数据"
    assert "报送数据（2024年二季度）" in words(page).replace("\\", "")
    assert "逾期：西安区、东丰县、东辽县、高新区、市科技局、市商务局" in words(page).replace("\\", "")
    assert "日历文件（.ics）" in {one.label for one in page.get("download_button")}
    assert "催报文字" in {one.label for one in page.button}


def test_rates_count_the_quarters_whose_day_has_passed(office, send):
    send(report("龙山区", Q1, market=31000), Q1)
    send(report("龙山区", Q2, market=31200), Q2)
    page = opened()
    assert table_of(page, "单位")[0] == "龙山区"
    # Seven units owed two quarters each; one of them sent both, years after their days.
    assert "报送率14.3%、及时率0.0%" in words(page).replace("\\", "")


def whole() -> None:
    import runpy  # noqa: PLC0415 - AppTest runs this function as a script of its own

    from milepost.ui import session  # noqa: PLC0415
    from tests.pages.visit import PAGES  # noqa: PLC0415

    session.begin_page()
    runpy.run_path(str(PAGES / "reporting/calendar.py"))


def test_the_bars_count_a_quarter_opened_since_as_the_table_beside_them_does(office, monkeypatch):
    shown: list[chart.Drawn] = []
    monkeypatch.setattr(chart, "show", lambda made, key, alt: shown.append(made))
    page = AppTest.from_function(whole, default_timeout=30)
    page.query_params["period"] = "2024Q1"
    counted = []
    for quarter in ("2024Q3", "2024Q4"):
        office.store.open_period("small", Period.parse(quarter), by="测试")
        shown.clear()
        assert not page.run().exception
        as_shown = list(shown)
        shown.clear()
        st.cache_data.clear()
        page.run()
        assert as_shown == shown  # as drawn by somebody who remembers nothing
        counted.append(table_of(page, "应报（季）")[0])
    assert counted == ["3", "4"]


def test_a_unit_is_told_the_rates_by_the_plan_that_they_were_published_with(office, send, document, monkeypatch):
    send(report("龙山区", Q1, market=31000), Q1)
    workflow.publish(office, "small", Q1, by="李明")
    renamed = [unit | {"name": "龙山新区"} if unit["id"] == "longshan" else unit for unit in document["units"]]
    office.store.adopt({**document, "units": renamed}, author="测试", reason="更名")
    persons.seat(monkeypatch, persons.UNIT)
    assert "龙山区" in table_of(opened(), "单位")


def test_a_plan_without_days_says_where_to_write_them(office, document):
    office.store.adopt({**document, "due_day": None}, author="测试", reason="无截止日")
    page = opened()
    assert page.header[0].value == "2024年三季度方案没有要办的事"
    assert "**方案还没有写期限**" in words(page)
    assert "日历文件（.ics）" not in {one.label for one in page.get("download_button")}


def test_the_command_line_writes_the_same_calendar(tmp_path, capsys):
    out = tmp_path / "日历.ics"
    assert main(["calendar", "--plan", "xiaodian-2022", "--out", str(out), "--store", str(tmp_path)]) == 0
    content = out.read_bytes().decode()
    # 24 reports, 12 meetings and 4 reports to the leaders a year, for four years; nothing where no day is named.
    assert content.count("BEGIN:VEVENT") == 4 * (24 + 12 + 4)
    assert "UID:xiaodian-2022.progress_report.2024-07.2@milepost\r\n" in content
