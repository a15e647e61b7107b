"""变化: two versions told apart on one page."""

from functools import partial

import pytest

from milepost import workflow
from tests.pages import visit
from tests.pages.visit import Q1, Q2, report, table_of, words

opened = partial(visit.opened, "progress/changes.py")
COUNTIES = {"龙山区": 34500, "西安区": 23000, "东丰县": 25300, "东辽县": 23000, "高新区": 9200}


@pytest.fixture
def publish(office):
    def published(period=Q1, **correction: str) -> None:
        if correction:
            workflow.correct(office, "small", period, by="李明", **correction)
        workflow.publish(office, "small", period, by="李明")

    return published


@pytest.fixture
def first_version(send, publish) -> None:
    """Every county stands on its pace of three quarters out of four."""
    for unit, value in COUNTIES.items():
        send(report(unit, Q1, market=value), Q1)
    publish()


def test_before_the_first_publication_it_says_what_to_do(office):
    page = opened()
    assert page.header[0].value == "还没有两版可以比"
    assert "发布过一版，才有可比的" in words(page)
    assert page.get("page_link")[0].proto.label == "去数据报送"


def test_a_published_correction_is_told_with_what_it_flipped(first_version, office, send, publish, document):
    document["goals"][3]["value"] = 30
    office.store.adopt(document, author="李明", reason="联席会议提高目标")
    workflow.correct(office, "small", Q1, by="李明", reason="东丰县重复统计")
    send(report("东丰县", Q1, market=22900), Q1)
    publish()
    page = opened()
    assert visit.plain(page.header[0].value) == (
        "第2版比第1版改了1个数，1项目标状态改变：市场主体总量由符合序时变为滞后，因东丰县由25,300户改为22,900户"
    )
    assert "方案改动1处；两版都按2024年一季度判断" in words(page)
    assert "lineage" in table_of(page, "指标")[0]
    assert table_of(page, "表!格") == ["季报!C3"]
    statuses = table_of(page, "状态")
    assert [text.split("[")[1].replace("\u00a0", " ") for text in statuses] == [
        "▼ 符合序时 → 滞后]",
        "▼ 符合序时 → 滞后]",
    ]
    assert "target?" in table_of(page, "目标")[0]
    assert (table_of(page, "原来"), table_of(page, "现在")) == (["20户"], ["30户"])
    assert "李明：联席会议提高目标" in visit.plain(words(page))


def test_a_correction_in_hand_is_compared_with_the_only_version(first_version, office, send):
    workflow.correct(office, "small", Q1, by="李明", reason="东丰县重复统计")
    page = opened(**{"from": "1", "to": "2024Q1"})
    assert page.header[0].value == "2024年一季度现在的数与第1版没有差别"
    assert "没有目标的状态改变。" in words(page)
    assert "方案没有改动。" in words(page)
    send(report("东丰县", Q1, market=22900), Q1)
    page = opened(**{"from": "1", "to": "2024Q1"})
    assert visit.plain(page.header[0].value).startswith("2024年一季度现在的数比第1版改了1个数，1项目标状态改变")


def test_the_versions_picked_stand_in_the_list(first_version, publish, send):
    for unit, value in COUNTIES.items():
        send(report(unit, Q2, market=value), Q2)
    publish(Q2)
    publish(Q1, reason="文字更正")
    page = opened()
    first, last = (visit.plain(one.value) for one in page.selectbox)
    assert (first, last) == ("2", "3")
    assert [option[:3] for option in page.selectbox[0].options] == ["第1版", "第2版"]
    assert page.header[0].value == "第3版与第2版没有差别"
    page.selectbox[0].select("1").run()
    assert not page.exception
    assert page.header[0].value == "第3版与第1版没有差别"
