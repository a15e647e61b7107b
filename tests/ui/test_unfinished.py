"""A plan that has nothing in it yet: every page says where to go on."""

import pytest

from milepost.desk import open_desk
from milepost.plan.blank import Outline, outlined
from milepost.plan.period import Period
from tests.persons import CLERK
from tests.ui.visits import drawn, let_sign_in, served, sign_in

START, END = Period.parse("2025Q1"), Period.parse("2027Q4")


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    folder = tmp_path_factory.mktemp("unfinished")
    desk = open_desk(folder)
    outline = Outline("新三年行动", "某市", "city", START, END, "龙山区、西安区")
    desk.store.adopt(outlined(outline, "plan-2025"), author="测试", reason="测试")
    desk.store.open_period("plan-2025", START, by="测试")
    let_sign_in(desk, CLERK)
    desk.close()
    with served("app.py", folder) as port:
        yield port


@pytest.mark.parametrize("page", ["", "targets", "race", "county", "changes", "briefing", "reporting", "lineage"])
def test_a_page_that_has_nothing_to_show_leads_to_the_plan(port, page):
    text = drawn(port, sign_in(port, CLERK.name), page=page)
    assert "新三年行动还没有指标和目标" in text
    assert "去录指标" in text
    assert "出了意外" not in text
