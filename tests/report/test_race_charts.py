"""Pictures of a race."""

import math

import pandas as pd

from milepost.plan.period import quarters
from milepost.plan.tables import RANKING, table
from milepost.report import heat, race_charts, race_words
from milepost.report.palette import DARK, INKS, LIGHT, contrast
from tests.report.standings import NAN, judged

RANKS = {"longshan": [1, 1], "xian": [3, 2], "dongfeng": [2, 2], "gaoxin": [4, 4]}


def ranking(ranks=RANKS) -> pd.DataFrame:
    return table(
        [
            {"scheme": "counties", "period": f"2024Q{k + 1}", "unit": unit, "rank": own[k], "tied": False, "score": 9.5,
             "rank_last": NAN if k == 0 else own[k - 1], "rank_low": 1, "rank_high": own[k] + 1, "missing_weight": 0}
            for unit, own in ranks.items() for k in range(2)
        ],
        RANKING,
    )  # fmt: skip


def two_quarters(plan):
    return quarters(plan.end.plus(-3), plan.end.plus(-2))


def test_tied_units_stand_a_little_apart_and_do_not_cross(plan):
    chart = race_charts.bump_chart(plan, ranking(), two_quarters(plan), LIGHT)
    discs, beside = [trace for trace in chart.data if trace.text]
    assert sorted(zip(discs.text, discs.y, strict=True)) == [
        ("<b>1</b>", 1), ("<b>2</b>", 1.8), ("<b>2</b>", 2.2), ("<b>4</b>", 4),
    ]  # fmt: skip
    names = dict(zip([text.strip("\u3000") for text in beside.text], beside.y, strict=True))
    # 东丰县 came from above, 西安区 (who moved, and so is bold) from below.
    assert names["东丰县"] == 1.8
    assert names["<b>西安区</b>"] == 2.2


def test_every_rank_has_its_dot_and_tells_of_it(plan):
    chart = race_charts.bump_chart(plan, ranking(RANKS | {"xian": [NAN, 2]}), two_quarters(plan), LIGHT)
    [dots] = [trace for trace in chart.data if trace.mode == "markers"]
    told = [text.split("<br>")[0] for text in dots.customdata]
    assert sorted(told) == sorted(
        f"<b>{name}</b> {period.words}"
        for period, names in zip(
            two_quarters(plan), (["龙山区", "东丰县", "高新区"], ["龙山区", "西安区", "东丰县", "高新区"]), strict=True
        )
        for name in names
    )


def test_lines_step_in_cosines_and_never_leave_the_two_ranks(plan):
    chart = race_charts.bump_chart(plan, ranking(), two_quarters(plan), LIGHT)
    for trace in chart.data:
        if trace.mode == "lines":
            ends = sorted((trace.y[0], trace.y[-1]))
            assert all(ends[0] - 1e-9 <= y <= ends[1] + 1e-9 for y in trace.y)


def test_ranks_are_drawn_from_the_first_quarter_that_had_any(plan):
    every = quarters(plan.end.plus(-6), plan.end.plus(-2))
    assert race_charts.ranked(ranking(), every) == two_quarters(plan)
    assert race_charts.ranked(ranking({"xian": [NAN, 2]}), every) == two_quarters(plan)[1:]
    assert race_charts.ranked(ranking({"xian": [NAN, NAN]}), every) == []


def test_a_quarter_without_a_rank_leaves_a_gap(plan):
    chart = race_charts.bump_chart(plan, ranking(RANKS | {"xian": [NAN, 2]}), two_quarters(plan), LIGHT)
    assert any(math.isnan(y) for trace in chart.data if trace.mode == "lines" for y in trace.y)


def test_intervals_are_drawn_for_ranked_units_only(plan):
    now = race_words.places(ranking(RANKS | {"xian": [3, NAN]}), "2024Q2")
    chart = race_charts.interval_chart(plan, now, LIGHT)
    assert [text.strip("　") for text in chart.layout.yaxis.ticktext] == ["龙山区", "东丰县", "高新区"]


def test_a_heat_table_of_goals_shows_leads_and_leaves_the_missing_hollow(plan):
    rows = pd.DataFrame(
        [
            vars(judged(goal=item, indicator=item, unit=unit, ahead=NAN if unit == "xian" else 7.5, status="未报"))
            for item in ("market_entities", "new_entities") for unit in RANKS
        ]
    )  # fmt: skip
    found = heat.of_scheme(plan, plan.scheme_of(), rows, ranking(), plan.end.plus(-2))
    assert found.title.startswith("快慢各在哪项")
    assert found.columns == ["龙山区", "西安区", "东丰县", "高新区"]
    assert [cell.text for cell in found.cells[0]] == ["+7.5", "未报", "+7.5", "+7.5"]
    chart = heat.heat_table(found, DARK)
    dashed = [shape for shape in chart.layout.shapes if shape.line.dash]
    assert len(dashed) == 2
    assert len(chart.data[0].x) == 6


def test_without_parts_the_heat_table_shows_the_scores(plan):
    scored = ranking().assign(score_market_entities=[80.0, 90.0] * 4, score_new_entities=[NAN, NAN] * 4)
    empty = pd.DataFrame(columns=list(vars(judged())))
    found = heat.of_scheme(plan, plan.scheme_of(), empty, scored, plan.end.plus(-2))
    assert found.title.startswith("得分各在哪项")
    assert [cell.text for cell in found.cells[0]] == ["90.0"] * 4
    assert all(cell.empty for cell in found.cells[1])
    spread = scored.assign(score_market_entities=[0, 100.0, 0, 60, 0, 80, 0, 80])
    cells = heat.of_scheme(plan, plan.scheme_of(), empty, spread, plan.end.plus(-2)).cells[0]
    # The mean of 100, 60, 80 and 80 lies in the middle of the scale; the furthest from it at the end.
    assert [cell.position for cell in cells] == [1.0, -1.0, 0.0, 0.0]


def test_many_units_stand_below_one_another_and_headings_break_to_fit_a_phone():
    streets = [f"街道{n}" for n in range(10)]
    names = ["市场主体总量", "企业户数", "服务业市场主体", "活跃市场主体占比"]
    cells = [[heat.Cell(f"{row}{column}", 0.0, "") for column in range(10)] for row in range(4)]
    wide = heat.Heat("得分", names, streets, cells)
    assert wide.fitting.rows == streets
    assert [cell.text for cell in wide.fitting.cells[3]] == ["03", "13", "23", "33"]
    chart = heat.heat_table(wide, LIGHT)
    assert list(chart.layout.xaxis.ticktext) == [
        "市场主体<br>总量",
        "企业户数",
        "服务业市<br>场主体",
        "活跃市场<br>主体占比",
    ]
    assert chart.layout.height == 28 + 17 + 36 * 10
    narrow = heat.Heat("得分", streets, names[:2], [row[:2] for row in zip(*cells, strict=True)])
    assert narrow.fitting is narrow


def test_numbers_on_colour_can_be_read():
    for palette in (LIGHT, DARK):
        for ground in palette.diverging:
            assert max(contrast(ink, ground) for ink in INKS) >= 4.3, ground
