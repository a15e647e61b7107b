"""通报导出: the page before and after a publication, an edit that is refused, and the archive."""

from functools import partial

import pytest

from milepost import workflow
from tests.pages import visit
from tests.pages.visit import Q1, button, report, words

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
