"""数据报送: what came in is shown, what is dropped is checked, and only a button stores anything."""

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from milepost import approving, attaching, workflow
from milepost.errors import ForbiddenError
from tests import persons
from tests.pages import visit
from tests.pages.visit import Q2, button, cells, report, table_of, words, workbook

opened = partial(visit.opened, "reporting/reporting.py")


def drop(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    page.file_uploader[0].set_value([(name, content, "application/octet-stream") for name, content in files])
    page.run()
    return button(page, "核对").click().run()


def test_the_headline_and_the_matrix_say_who_reported(office, send):
    send(report("龙山区", Q2, market=31200), Q2)
    page = opened()
    assert page.header[0].value == "2024年二季度应报7家，已报齐1家；逾期未报6家（西安区、东丰县、东辽县等）"
    assert "已报" in table_of(page, "24年二季度")[0]
    assert "逾期未报" in table_of(page, "24年二季度")[1]
    assert "**东丰县**还缺3项" in words(page)


def test_checking_stores_nothing_and_accepting_stores_once(office):
    upload = report("龙山区", Q2, market=31200)
    page = drop(opened(), (upload.name, upload.content))
    assert office.store.submissions("small").empty
    assert "1份可入库" in words(page)
    page = button(page, "全部入库").click().run()
    assert len(office.store.submissions("small")) == 1
    page = page.run()
    assert len(office.store.submissions("small")) == 1
    assert page.header[0].value.startswith("2024年二季度应报7家，已报齐1家")
    again = drop(opened(), (upload.name, upload.content))
    assert "与已入库的完全相同" in words(again)


def test_every_bad_file_gets_its_sentence_and_the_good_one_goes_on(office):
    good, nobodys = report("龙山区", Q2, market=31200), report("", Q2, market=31200)
    odd = workbook([["2024年二季度"], ["县区", "市场主体总量(户)", "累计个转企(户)"], ["西安区", "三万左右", 120]])
    page = drop(
        opened(),
        (good.name, good.content),
        ("西安区.xlsx", odd),
        (nobodys.name, nobodys.content),
        ("坏的.xlsx", b"not a workbook"),
        ("空的.xlsx", b""),
    )
    assert "**这次收到5份：1份可入库，4份要处理**" in words(page)
    assert {"季报!B3", "三万左右", "文件是空的，或超过20兆"} <= set(cells(page))


def test_an_unknown_sender_can_be_named(office):
    nobodys = report("", Q2, market=31200)
    page = drop(opened(), (nobodys.name, nobodys.content))
    next(box for box in page.selectbox if box.label == "这份是谁报的").select("gaoxin").run()
    page = button(page, "按这个单位再核对").click().run()
    assert "1份可入库" in words(page)
    button(page, "入库").click().run()
    assert office.store.submissions("small")["sender"].tolist() == ["gaoxin"]


def test_a_withdrawal_wants_a_reason_and_leaves_a_trace(office, send):
    send(report("龙山区", Q2, market=31200), Q2)
    page = opened()
    page = button(page, "撤回").click().run()
    assert "写明原因" in words(page)
    chosen = next(box for box in page.selectbox if box.label == "撤回哪一份")
    chosen.select_index(0)
    next(box for box in page.text_input if box.label == "撤回原因").input("报错了季度")
    page = button(page, "撤回").click().run()
    assert office.store.submissions("small")["state"].tolist() == ["withdrawn"]
    assert "已撤回" in table_of(page, "状态")[0]
    assert "报错了季度" in table_of(page, "说明")


def test_the_next_quarter_begins_with_a_button(office):
    page = opened()
    page = button(page, "确定开始").click().run()
    assert workflow.results(office, "small", Q2).period == Q2
    assert office.store.periods("small")["period"].tolist() == ["2024Q1", "2024Q2", "2024Q3"]
    assert page.header[0].value.startswith("2024年三季度")


def test_a_quarter_is_published_then_corrected_with_a_reason_then_published_again(office, send):
    send(report("龙山区", Q2, market=31200), Q2)
    page = opened()
    assert "（6家）还没报齐，按未报发布" in words(page).replace("\\", "")
    page = button(page, "确定照此发布").click().run()
    assert "已发布 · 第1版" in words(page)
    upload = report("龙山区", Q2, market=31250)
    page = drop(page, (upload.name, upload.content))
    assert "已经发布，现在只能核对" in words(page)
    page = button(page, "全部入库").click().run()
    assert "2024年二季度已发布" in words(page)
    next(box for box in page.text_input if box.label == "更正原因").input("龙山区来函更正")
    page = button(page, "开更正").click().run()
    assert "更正中" in words(page)
    page = button(page, "全部入库").click().run()
    page = button(page, "确定照此发布").click().run()
    assert "已发布 · 第2版" in words(page)
    assert office.store.figures("small")["value"].max() == 31250


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(office):
    page = drop(opened(), ("大.xlsx", b"x" * (20 * 2**20 + 1)))
    assert "文件是空的，或超过20兆" in cells(page)


def test_a_link_opens_its_quarter(office, send):
    assert opened(period="2024Q1").header[0].value.startswith("2024年一季度")
    assert opened(period="1999Q1").header[0].value.startswith("2024年二季度")


def test_a_file_with_errors_goes_back_with_a_note_and_a_marked_copy(office):
    odd = workbook([["2024年二季度"], ["县区", "市场主体总量(户)"], ["西安区", "三万左右"]])
    page = drop(opened(), ("西安区.xlsx", odd))
    assert {"批注件", "问题清单.xlsx", "问题清单.csv"} <= {one.label for one in page.get("download_button")}
    page = button(page, "退回文字").click().run()
    (note,) = page.code
    assert note.value.startswith("西安区：报来的某市三年行动2024年二季度数据（“西安区.xlsx”）有1处须更正")


def test_of_two_clerks_who_publish_the_second_is_told(office, send):
    send(report("龙山区", Q2, market=31200), Q2)
    mine, theirs = opened(), opened()
    button(theirs, "确定照此发布").click().run()
    button(mine, "确定照此发布").click().run()
    assert "发布了数据，所以这次没有执行；请刷新" in words(mine).replace("\\", "")
    assert len(office.store.vintages("small")) == 1


def test_the_office_calls_a_quarter_complete_enough(office, send):
    send(report("龙山区", Q2, market=31200), Q2)
    page = button(opened(), "记下：够发布").click().run()
    assert "够发布 · 缺6家" in words(page)
    assert "记下：够发布" not in [one.label for one in page.button]
    assert office.store.declarations.last("small", Q2).note.startswith("缺6家：西安区、东丰县")


def test_a_correction_without_a_reason_is_refused_in_words(office, send):
    send(report("龙山区", Q2, market=31200), Q2)
    workflow.publish(office, "small", Q2, by="李明")
    page = button(opened(), "开更正").click().run()
    assert "须写明原因" in words(page)


def test_a_returned_file_is_listed_until_its_unit_sends_again(office, send):
    odd = workbook([["2024年二季度"], ["县区", "市场主体总量(户)"], ["西安区", "三万左右"]])
    page = drop(opened(), ("西安区.xlsx", odd))
    button(page, "退回文字").click().run()
    button(page, "记为已退回").click().run()
    page = opened()
    assert "退回的报表：1份待重报" in [one.value for one in page.subheader]
    assert "已等0天" in words(page)
    assert "三万左右" in office.store.returns.of("small")["note"].iloc[0]
    send(report("西安区", Q2, market=22000), Q2)
    assert "退回的报表：都已重报或了结" in [one.value for one in opened().subheader]


def test_a_submission_taken_in_goes_back_to_its_unit(office, send):
    send(report("龙山区", Q2, market=31200), Q2)
    page = opened()
    next(box for box in page.selectbox if box.label == "撤回哪一份").select_index(0)
    next(box for box in page.text_input if box.label == "撤回原因").input("与台账不一致")
    page = button(page, "退回给单位").click().run()
    assert office.store.submissions("small")["state"].tolist() == ["withdrawn"]
    assert "退回的报表：1份待重报" in [one.value for one in page.subheader]


def test_a_scan_stands_beside_its_submission(office, send):
    result = send(report("龙山区", Q2, market=31200), Q2)
    attaching.attach(office, result.submission, "盖章.html", b"%PDF-1.7", by="王芳")
    labels = {one.label for one in opened().get("download_button")}
    assert "盖章.pdf" in labels


def test_a_waiting_file_is_approved_by_the_head_of_its_unit(office, document, monkeypatch):
    office.store.adopt(document | {"approval": True}, author="测试", reason="须审签")
    assert workflow.load(office, "small", Q2, report("龙山区", Q2, market=31200)).status == "waiting"
    page = opened()
    assert "等负责人审签的1份" in [one.value for one in page.subheader]
    assert "同意" not in [one.label for one in page.button]
    assert office.store.figures("small").empty
    persons.seat(monkeypatch, persons.HEAD)
    page = visit.opened("reporting/mine.py", period="2024Q2")
    assert "看原件" in [one.label for one in page.get("download_button")]  # nobody signs what he cannot read
    button(page, "同意").click().run()
    assert office.store.figures("small")["value"].max() == 31200
    assert office.store.submissions("small")["by"].tolist() == ["办公室（龙山-张主任审签）"]


def test_nobody_signs_what_he_has_handed_in_himself(office, document):
    office.store.adopt(document | {"approval": True}, author="测试", reason="须审签")
    mine = office.as_(persons.HEAD)
    workflow.load(mine, "small", Q2, report("龙山区", Q2, market=31200))
    [waiting] = office.store.pending.of("small", Q2)["id"]
    with pytest.raises(ForbiddenError, match="不能自己审签"):
        approving.approve(mine, waiting, by="")
    assert office.store.figures("small").empty
