"""通报导出: the page before and after a publication, an edit that is refused, and the archive."""

from datetime import date
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from milepost import desk, workflow
from tests import persons
from tests.pages import visit
from tests.pages.visit import Q1, Q2, button, report, words

opened = partial(visit.opened, "briefing/briefing.py")
COUNTIES = {"龙山区": 34500, "西安区": 23000, "东丰县": 25300, "东辽县": 23000, "高新区": 9200}


@pytest.fixture
def reported(office, send):
    for unit, value in COUNTIES.items():
        send(report(unit, Q1, market=value), Q1)
    return office


def test_an_unpublished_quarter_gives_a_draft_and_says_so(reported):
    page = opened(period="2024Q1")
    assert page.header[0].value == "2024年一季度季度通报：还没有发布，出的是草稿"
    assert "关于2024年一季度某市三年行动目标进展" in words(page)


def test_a_published_quarter_is_made_and_kept(reported):
    workflow.publish(reported, "small", Q1, by="李明")
    page = opened(period="2024Q1")
    assert page.header[0].value == "2024年一季度季度通报：按第1版"
    page.pills(key="forms").set_value(["xlsx", "pptx"])
    button(page, "生成文件").click().run()
    assert not page.exception
    button(page, "存档这一份").click().run()
    assert len(reported.store.issued("small")) == 1
    assert reported.store.issued("small")["name"].iloc[0] == "某市三年行动2024年一季度-季度通报.zip"


def test_words_may_be_edited_and_numbers_may_not(reported):
    page = opened(period="2024Q1")
    box = next(one for one in page.text_area if one.value.startswith("现将2024年一季度"))
    box.set_value(box.value.replace("通报如下", "予以通报")).run()
    assert not page.error
    assert "予以通报" in words(page)
    other = next(one for one in page.text_area if "11.50万户" in one.value)
    other.set_value(other.value.replace("11.50万户", "11.60万户")).run()
    assert "少了“11.50万户”" in page.error[0].value.replace("\\", "")
    assert "11.60万户" not in words(page)


def refused_or_drawn() -> None:
    import runpy  # noqa: PLC0415 - AppTest runs this function as a script of its own

    from milepost.errors import ForbiddenError  # noqa: PLC0415
    from milepost.ui import show  # noqa: PLC0415
    from tests.pages.visit import PAGES  # noqa: PLC0415

    try:
        runpy.run_path(str(PAGES / "briefing/briefing.py"))
    except ForbiddenError as error:
        show.trouble(error)


def test_a_draft_that_the_office_looks_at_is_not_shown_to_who_may_not_draft(reported, monkeypatch):
    opened(period="2024Q1")
    persons.seat(monkeypatch, persons.AUDITOR)
    page = AppTest.from_function(refused_or_drawn, default_timeout=30)
    page.query_params["period"] = "2024Q1"
    page.run()
    assert "不能起草未发布的通报" in words(page)


def test_a_draft_is_drawn_up_anew_on_another_day(office, send, monkeypatch):
    send(report("龙山区", Q1, market=34500), Q1)
    said = []
    for day in (date(2024, 4, 11), date(2024, 4, 13)):  # the figures are due on the 12th
        monkeypatch.setattr(desk, "office_today", lambda day=day: day)
        monkeypatch.setattr(workflow, "office_today", lambda day=day: day)
        said.append("逾期" in words(opened(period="2024Q1")))
    assert said == [False, True]


def test_files_made_for_another_quarter_or_of_other_words_are_not_offered(reported, send):
    send(report("龙山区", Q2, market=34600), Q2)
    page = opened(period="2024Q1")
    page.pills(key="forms").set_value(["xlsx"])
    button(page, "生成文件").click().run()
    assert "全部（zip）" in offered(page)
    page.query_params["period"] = "2024Q2"
    assert "全部（zip）" not in offered(page.run())
    page.query_params["period"] = "2024Q1"
    assert "全部（zip）" in offered(page.run())
    box = next(one for one in page.text_area if one.value.startswith("现将2024年一季度"))
    box.set_value(box.value.replace("通报如下", "予以通报")).run()
    assert "全部（zip）" not in offered(page)


def offered(page) -> set[str]:
    """The labels of what can be taken from the page."""
    return {one.label for one in page.get("download_button")}
