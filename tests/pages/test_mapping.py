"""对应版式: an unknown sheet is explained, looked at and remembered; the next quarter's is read by it."""

from streamlit.testing.v1 import AppTest

from milepost import workflow
from milepost.plan.period import Period
from milepost.ui.inbox import Received
from milepost.workflow import Upload
from tests.pages import visit
from tests.pages.visit import Q2, button, plain, table_of, words, workbook

Q3 = Period.parse("2024Q3")


def ledger(period: str, total: object = 22500, head: str = "户数") -> bytes:
    return workbook(
        [
            [f"东丰县{period}经营主体登记台账"],
            ["登记类别", head, "上年数"],
            ["在册经营主体合计", total, 20900],
            ["本年新设", 2100, 1900],
        ],
        sheet="台账",
    )


def explaining(office, content: bytes, period: Period = Q2, file: str = "台账.xlsx") -> AppTest:
    """The mapping page with this file taken up."""
    upload = Upload(file, content)
    entry = Received(upload, workflow.check(office, "small", period, upload))
    page = AppTest.from_file(visit.PAGES / "reporting/mapping.py", default_timeout=30)
    page.session_state[f"inbox {office.folder} small {period}"] = {entry.key: entry}
    page.session_state["explaining"] = entry.key
    page.query_params["period"] = str(period)
    page.run()
    assert not page.exception
    return page


def said(page: AppTest, table: int, row: int, **row_cells: object) -> AppTest:
    """Type into a row of the columns' table (0) or of the rows' (1)."""
    editor = page.data_editor[table]
    key = f"{'列行'[table]} ('台账', 0) 0"
    held = page.session_state[key]["edited_rows"] if key in page.session_state else {}
    page.session_state[key] = {
        "edited_rows": {**held, row: {**held.get(row, {}), **row_cells}}, "added_rows": [], "deleted_rows": [],
    }  # fmt: skip
    page.run()
    assert editor
    assert not page.exception
    return page


def test_without_a_file_the_page_says_what_to_do(office):
    page = visit.opened("reporting/mapping.py")
    assert plain(page.header[0].value) == "没有要对应的文件"


def explained(office) -> AppTest:
    """The ledger of the second quarter with everything said."""
    page = explaining(office, ledger("2024年二季度"))
    assert plain(page.header[0].value) == "“台账.xlsx”还有1处拿不准，请指认"
    said(page, 0, 0, 是什么="看行名")
    said(page, 1, 0, 是什么="市场主体总量")
    return said(page, 1, 1, 是什么="新登记市场主体")


def test_what_has_been_said_is_shown_as_figures_with_their_cells_and_nothing_is_stored(office):
    page = explained(office)
    assert plain(page.header[0].value) == "“台账.xlsx”读出2个数"
    assert table_of(page, "指标") == ["市场主体总量", "新登记市场主体"]
    assert table_of(page, "数") == ["22,500户", "2,100户"]
    assert table_of(page, "单元格") == ["台账!B3", "台账!B4"]
    assert office.store.forms.live("small").empty
    assert office.store.submissions("small").empty


def test_the_sheet_is_shown_as_the_clerk_knows_it(office):
    page = explaining(office, ledger("2024年二季度"))
    (drawn,) = [one.proto.body for one in page.get("html") if "mp-sheet" in one.proto.body]
    assert "<th scope='col'>B</th>" in drawn
    assert "<td class='mp-doubt mp-number' title='拿不准，请指认'>22500</td>" in drawn


def test_a_remembered_layout_reads_the_next_quarter_and_asks_again_when_it_changes(office):
    page = explained(office)
    button(page, "记住这个版式").click().run()  # and then to another page, which a visit of one page cannot follow
    office.store.open_period("small", Q3, by="测试")
    result = workflow.check(office, "small", Q3, Upload("三季度.xlsx", ledger("2024年三季度", 22900)))
    assert (result.sender, result.reading.form) == ("dongfeng", "对应：经营主体登记台账")
    assert result.figures == 2
    changed = workflow.check(office, "small", Q3, Upload("三季度.xlsx", ledger("2024年三季度", head="期初户数")))
    assert changed.problems[0].code == "layout-changed"
    assert "原来是“户数”，现在是“期初户数”" in changed.problems[0].message
    again = explaining(office, ledger("2024年三季度", head="期初户数"), Q3)
    assert "但有变动" in words(again)


def test_a_table_of_one_indicator_is_said_as_a_whole(office):
    page = said(explaining(office, ledger("2024年二季度")), 0, 0, 是什么="看行名")
    page = said(page, 1, 1, 是什么="不读")
    next(box for box in page.selectbox if box.label == "整张表是哪个指标").select("market_entities").run()
    assert table_of(page, "数") == ["22,500户"]


def split(office, document) -> None:
    """The plan with two industries by which market entities are reported."""
    document["industries"] = [{"id": "making", "name": "制造业"}, {"id": "trade", "name": "批发和零售业"}]
    document["indicators"][0]["by_industry"] = True
    office.store.adopt(document, author="测试", reason="分行业")


def by_industries() -> bytes:
    rows = [["东丰县2024年二季度台账"], ["登记类别", "户数", "制造", "商贸"], ["在册经营主体", 22500, 2500, 9000]]
    return workbook(rows, sheet="台账")


def test_columns_of_industries_are_said_to_be_of_them(office, document):
    split(office, document)
    page = explaining(office, by_industries())
    for row, industry in enumerate(("不分行业", "制造业", "批发和零售业")):
        page = said(page, 0, row, 是什么="看行名", 哪个行业=industry)
    page = said(page, 1, 0, 是什么="市场主体总量")
    assert table_of(page, "指标") == ["市场主体总量", "市场主体总量·制造业", "市场主体总量·批发和零售业"]
    assert table_of(page, "数") == ["22,500户", "2,500户", "9,000户"]


def test_industries_that_were_recognised_stay_when_something_else_is_said(office, document):
    """What the page proposes and the clerk leaves alone must not turn into figures of all industries."""
    split(office, document)
    rows = [
        ["东丰县2024年二季度市场主体总量台账"],
        ["类别", "期末", "数额"],
        ["制造业", 2500, 1],
        ["批发和零售业", 9000, 2],
    ]
    page = explaining(office, workbook(rows, sheet="台账"))
    page = said(page, 0, 1, 是什么="不读")
    page = said(page, 0, 0, 是什么="市场主体总量")
    page = said(said(page, 1, 0, 是什么="看列名"), 1, 1, 是什么="看列名")
    assert table_of(page, "指标") == ["市场主体总量·制造业", "市场主体总量·批发和零售业"]


def test_what_is_not_asked_by_industry_is_refused_as_one(office, document):
    split(office, document)
    page = explaining(office, by_industries())
    page = said(page, 0, 1, 是什么="看行名", 哪个行业="制造业")
    page = said(page, 1, 0, 是什么="新登记市场主体")
    assert any("“新登记市场主体”不分行业报送" in text for text in visit.cells(page))
