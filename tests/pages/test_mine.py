"""我的报送: a unit takes its workbook, hands it in, and sees nothing of others."""

import pytest

from milepost import workflow
from tests.pages.visit import Q1, Q2, cells, opened, report, words
from tests.persons import ADMIN, LEADER, UNIT, seat


@pytest.fixture
def half(office, send, monkeypatch):
    send(report("龙山区", Q1, market=30_500), Q1)
    send(report("西安区", Q1, market=20_500), Q1)
    workflow.publish(office, "small", Q1, by="测试")
    send(report("龙山区", Q2, market=31_000), Q2)
    send(report("西安区", Q2, market=20_700), Q2)
    seat(monkeypatch, UNIT)
    return office


def test_a_unit_sees_what_it_owes_and_what_it_sent(half):
    page = opened("reporting/mine.py", period="2024Q2")
    assert page.header[0].value.startswith("龙山区2024年二季度")
    assert "龙山区2024年二季度.xlsx" in cells(page)
    assert not any("西安区" in cell for cell in cells(page))
    assert "西安区" not in words(page)


def test_the_quarter_being_collected_is_there_though_it_is_not_published(half):
    assert opened("reporting/mine.py").header[0].value.startswith("龙山区2024年二季度")
    assert "2024年一季度" in opened("progress/overview.py").selectbox[0].options


def test_a_leader_gets_the_published_quarter_whatever_the_link_says(half, monkeypatch):
    seat(monkeypatch, LEADER)
    page = opened("progress/overview.py", period="2024Q2")
    assert page.selectbox[0].options == ["2024年一季度"]
    assert "已发布" in "".join(one.value for one in page.markdown)


def test_the_administrator_makes_an_account_and_sees_its_password_once(office, monkeypatch):
    seat(monkeypatch, ADMIN)
    page = opened("office/people.py")
    page.text_input[0].set_value("wang")
    next(one for one in page.button if one.label == "新建账号").click().run()
    assert len(page.code[0].value) == 19
    page.run()
    assert not page.code
    assert office.store.accounts.all()["name"].tolist() == ["wang"]
