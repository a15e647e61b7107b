"""A row whose only number is spoilt stays a row of its table: its cell is named, and nothing below it is lost."""

import pytest

from milepost.plan.plan import Plan
from tests.intake.cells import read, workbook
from tests.intake.county_plan import county_plan


@pytest.fixture
def plan() -> Plan:
    return county_plan()


@pytest.mark.parametrize("spoilt", ["约900户", "一百二", "31200户左右", "9oo", "见附表"])
@pytest.mark.parametrize("place", [0, 1, 2], ids=["first", "middle", "last"])
def test_text_in_the_number_column_is_named_wherever_its_row_stands(plan, spoilt, place):
    rows = [["高新技术企业", "户", 6], ["科技型中小企业", "户", 30], ["市场主体总量", "户", 31200]]
    rows[place][2] = spoilt
    reading = read(plan, workbook([["龙山区2023年二季度情况"], ["指标", "计量单位", "本期数"], *rows]), sender="ls")
    named = {(p.level, p.code, p.cell) for p in reading.problems}
    assert ("error", "not-a-number", f"C{3 + place}") in named
    assert len(reading.figures) == 2


def test_a_second_table_below_still_has_a_heading_of_its_own(plan):
    reading = read(
        plan,
        workbook(
            [
                ["县区", "高新技术企业", "科技型中小企业"], ["龙山区", 6, 30], ["西安区", 2, 10],
                ["县区", "市场主体总量", "市场主体总量"], ["龙山区", 31200, 31200], ["西安区", 20000, 20000],
            ]
        ),
        sender="bureau",
    )  # fmt: skip
    assert not any(p.code == "not-a-number" for p in reading.problems)
    assert set(reading.figures["cell"]) >= {"B2", "C2", "B3", "C3"}
