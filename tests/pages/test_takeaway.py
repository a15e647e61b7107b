"""取图表: what a page drew can be taken from it, and nothing is offered where nothing was drawn."""

import io

import pandas as pd
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from milepost.ui import takeaway


# AppTest runs the source of these functions by itself, and so they import what they need.
# ruff: noqa: PLC0415
def page() -> None:
    import pandas as pd

    from milepost.report import charts
    from milepost.report.palette import LIGHT
    from milepost.ui import takeaway

    takeaway.begin()
    takeaway.chart(lambda: charts.figure(LIGHT, 200), "龙山区居首；东辽县末位")
    takeaway.table(pd.DataFrame({"单位": ["龙山区"], "数": [1]}))
    takeaway.offer("县区赛马")


def empty() -> None:
    from milepost.ui import takeaway

    takeaway.begin()
    takeaway.offer("县区赛马")


def listed() -> None:
    from milepost.report.listing import Listing
    from milepost.ui import drawing, takeaway

    takeaway.begin()
    drawing.listing(Listing({"单位": ["龙山区", "西安区"], "得分": ["90.8", "87.6"]}, frozenset({"得分"})), "")


def test_what_stands_on_the_right_of_a_table_is_taken_as_it_is_read(office):
    visit = AppTest.from_function(listed).run()
    [thing] = visit.session_state["takeaway"]
    sheet = load_workbook(io.BytesIO(thing.make("某市")))["表"]
    assert [[cell.value for cell in row] for row in sheet["A4:B6"]] == [
        ["单位", "得分"],
        ["龙山区", "90.8"],
        ["西安区", "87.6"],
    ]


def test_each_chart_and_table_of_a_page_is_offered_with_what_it_shows(office):
    visit = AppTest.from_function(page).run()
    assert not visit.get("download_button")
    visit.button[0].click().run()
    assert not visit.exception
    assert [one.proto.label for one in visit.get("download_button")] == ["图1.png", "表1.xlsx"]
    assert [one.value for one in visit.caption] == ["龙山区居首", "单位、数"]


def test_a_page_without_charts_and_tables_offers_nothing(office):
    visit = AppTest.from_function(empty).run()
    assert not visit.button


def test_a_table_is_taken_with_whose_and_sample_figures_it_holds(office):
    content = takeaway._workbook(pd.DataFrame({"单位": ["[龙山区](/x)"]}), "表1", "某市三年行动　示例数据，非真实统计")
    sheet = load_workbook(io.BytesIO(content))["表"]
    assert sheet["A2"].value == "某市三年行动　示例数据，非真实统计"
    assert sheet["A5"].value == "龙山区"
