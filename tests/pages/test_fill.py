"""在线填报 and 补录往期: a form typed on the page, a workbook of many periods; stored only by a button."""

from functools import partial

from tests.pages import visit
from tests.pages.visit import Q1, Q2, button, plain, report, table_of, words, workbook

fill = partial(visit.opened, "reporting/fill.py", unit="longshan", period="2024Q2")
history = partial(visit.opened, "reporting/history.py")


def typed(page, **by_row):
    """Type into the table, all rows at once."""
    key = "填报 small longshan 2024Q2 0"
    rows = {int(row.removeprefix("r")): cells for row, cells in by_row.items()}
    page.session_state[key] = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}
    page.run()
    assert not page.exception
    return page


def test_a_form_shows_what_is_owed_beside_last_quarter(office, send):
    send(report("龙山区", Q1, market=30800), Q1)
    page = fill()
    frame = page.data_editor[0].value
    assert frame["指标"].tolist() == ["市场主体总量", "新登记市场主体", "累计个转企"]
    assert frame["上季数"].tolist() == [30800, 900, 120]
    assert plain(page.header[0].value) == "龙山区2024年二季度：应报3个数，已填0个"
    assert office.store.submissions("small", Q2).empty


def test_what_is_typed_is_checked_at_once_and_stored_by_the_button(office):
    page = typed(fill(), r0={"本期数": 31200.5}, r1={"本期数": 900}, r2={"本期数": 120})
    assert "户数、个数应是整数（31200.5）" in "".join(table_of(page, "问题"))
    assert table_of(page, "哪个数")[0] == "市场主体总量（龙山区）"
    assert office.store.submissions("small").empty
    page = typed(page, r0={"本期数": 31200}, r1={"本期数": 900}, r2={"本期数": 120})
    page = button(page, "提交入库").click().run()
    assert "办公室代单位填报须写明依据" in plain(words(page))
    next(one for one in page.text_input if one.label.startswith("代填依据")).set_value("7月10日传真")
    page = button(page, "提交入库").click().run()
    assert "已入库3个数" in plain(page.success[0].value)
    (sent,) = office.store.submissions("small").to_dict("records")
    assert (sent["sender"], sent["figures"], sent["explanation"]) == ("longshan", 3, "办公室代填，依据：7月10日传真")


def test_a_workbook_of_many_periods_is_shown_by_period_and_loaded_by_one_button(office):
    rows = [
        ["东丰县历年市场主体"],
        ["指标", "2020年", "2021年"],
        ["市场主体总量", 20000, 22000],
        ["新登记市场主体", 1800, 1900],
        ["累计个转企", 30, 60],
        ["常住人口", 300000, 299000],
    ]
    page = history()
    page.file_uploader[0].set_value([("历年.xlsx", workbook(rows), "application/octet-stream")])
    page.run()
    assert plain(page.header[0].value) == "东丰县：2020年四季度至2021年四季度共2期，8个数"
    assert table_of(page, "2021年四季度")[0] == "22,000"
    assert office.store.submissions("small").empty
    page = button(page, "补录这2期").click().run()
    assert "存疑没有说明，全部没有入库" in plain(words(page))
    page.text_area[0].set_value("取自统计公报")
    page = button(page, "补录这2期").click().run()
    assert not page.exception
    assert office.store.submissions("small")["period"].tolist() == ["2020Q4", "2021Q4"]


def test_a_workbook_of_many_periods_is_looked_at_anew_for_another_plan(office, document):
    units = [unit | {"name": "东丰新区"} if unit["id"] == "dongfeng" else unit for unit in document["units"]]
    office.store.adopt({**document, "id": "small-too", "units": units}, author="测试", reason="测试")
    rows = [["东丰县市场主体历年数"], ["指标", "计量单位", "2021年四季度"], ["市场主体总量", "户", 22000]]
    page = history(plan="small")
    page.file_uploader[0].set_value([("历年.xlsx", workbook(rows), "application/octet-stream")])
    assert plain(page.run().header[0].value).startswith("东丰县：")
    page.query_params["plan"] = "small-too"
    assert "东丰" not in plain(page.run().header[0].value)  # which knows no 东丰县
    assert not page.exception
