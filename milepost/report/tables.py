"""The tables of a briefing, each with every number as a value; paper shows some columns, the workbook all."""

import math
from collections.abc import Sequence
from dataclasses import replace

from milepost.plan.goal import Goal
from milepost.plan.period import Period
from milepost.report import race_tables, record_tables, terms, words
from milepost.report.document import Column, Origin, Table, Value
from milepost.report.evidence import Evidence
from milepost.report.judgement import Judgement
from milepost.report.sentences import PERCENTAGES

WIDEST = 6  # places beside one another on a page
GOAL_COLUMNS = (
    Column("目标", "name", 3.6),
    Column("单位", "name", 1.6),
    Column("现值", "number", 1.5),
    Column("计量单位", "text", 1.2),
    Column("指标", "name", 2.4),
    Column("目标值", "number", 1.5),
    Column("完成率", "share", 1.3),
    Column("完成份额", "share", 1.4),
    Column("应达份额", "share", 1.4),
    Column("比序时", "points", 1.3),
    Column("同比", "growth", 1.3),
    Column("环比", "growth", 1.3),
    Column("上年同期", "number", 1.5),
    Column("上季", "number", 1.5),
    Column("基期值", "number", 1.5),
    Column("还差", "number", 1.4),
    Column("余下每季须", "number", 1.5),
    Column("状态", "text", 1.4),
    Column("说明", "name", 2.4),
    Column("达标自", "text", 1.6),
    Column("已满年度", "text", 1.8),
)


def all_tables(evidence: Evidence) -> list[Table]:
    """Every table of the quarter, for the workbook; those without a row are left out."""
    made = [
        goals(evidence),
        themes(evidence),
        race_tables.race(evidence),
        race_tables.scores(evidence),
        race_tables.rank_history(evidence),
        parts(evidence),
        history(evidence),
        pace(evidence),
        unit_values(evidence),
        industries(evidence),
        record_tables.standing(evidence),
        record_tables.explanations(evidence),
        record_tables.changes(evidence),
        record_tables.trace(evidence),
    ]
    return [table for table in made if table.rows]


def _goal_row(evidence: Evidence, judged: Judgement) -> tuple[Value, ...]:
    promise, percentages = evidence.promise(judged), judged.measure_unit in PERCENTAGES
    return (
        promise.name,
        evidence.plan.unit_of(judged.unit).name,
        _answer(promise, judged),
        judged.measure_unit if promise.kind != "boolean" else "",
        _made_of(evidence, judged.indicator),
        words.target(promise) if promise.kind == "boolean" else judged.target,
        judged.completion,
        judged.reached_share,
        judged.due_share,
        judged.ahead,
        math.nan if percentages else judged.change_last_year,
        math.nan if percentages else judged.change_last_period,
        judged.value_last_year,
        judged.value_last_period,
        judged.base_value,
        judged.gap,
        judged.required_per_quarter,
        str(judged.status),
        judged.reason,
        Period.parse(judged.met_since).words if judged.met_since else "",
        terms.years(judged),
    )


def _answer(promise: Goal, judged: Judgement) -> Value:
    """The value; of a yes or no its word."""
    return terms.answered(judged) if promise.kind == "boolean" and judged.known else judged.value


def _made_of(evidence: Evidence, indicator: str) -> str:
    """The indicator behind a goal: 市场主体总量, or of a derived one 市场主体总量 ÷ 常住人口."""
    found = evidence.plan.indicator_of(indicator)
    if found.ratio is None:
        return found.name
    both = (found.ratio.numerator, found.ratio.denominator)
    return " ÷ ".join(evidence.plan.indicator_of(one).name for one in both)


def _origin(evidence: Evidence, indicator: str, unit: str, period: Period) -> Origin:
    """What a number is walked back to: a unit's own report, or those of all units."""
    own = "" if unit == evidence.plan.unit else evidence.plan.unit_of(unit).name
    return _made_of(evidence, indicator).split(" ÷ ")[0], own, period.words


def _goal_origins(evidence: Evidence, judged: Sequence[Judgement]) -> dict[tuple[int, int], Origin]:
    """Where the values of a table of goals come from: now, a year ago, a quarter ago."""
    periods = {
        "现值": evidence.period, "上年同期": evidence.period.year_ago(), "上季": evidence.period.previous()
    }  # fmt: skip
    at = {column.title: k for k, column in enumerate(GOAL_COLUMNS)}
    return {
        (row, at[title]): _origin(evidence, j.indicator, j.unit, period)
        for row, j in enumerate(judged)
        for title, period in periods.items()
    }


def goals(evidence: Evidence) -> Table:
    """Every goal of the whole place."""
    rows = tuple(_goal_row(evidence, judged) for judged in evidence.now)
    note = "完成份额为承诺增量中已完成的部分，比序时为完成份额与应达份额之差（百分点）；“—”为没有数或无法计算。"
    title = f"{evidence.period.words}目标进展一览"
    return Table("goals", "目标进展", title, GOAL_COLUMNS, rows, note, _goal_origins(evidence, evidence.now))


def on_paper(table: Table) -> Table:
    """A table of goals as narrow as a page: the measure unit beside the name, the main columns."""
    titles = [column.title for column in table.columns]
    at = {title: titles.index(title) for title in titles}
    shown = ("现值", "目标值", "完成率", "比序时", "同比", "状态")
    widths = (2.0, 2.0, 1.85, 1.75, 2.0, 2.1)
    columns = (
        Column("目标", "name", 4.8),
        *(replace(table.columns[at[title]], width=width) for title, width in zip(shown, widths, strict=True)),
    )
    rows = tuple(
        (
            f"{row[at['目标']]}{f'（{unit}）' if (unit := row[at['计量单位']]) else ''}",
            *(row[at[title]] for title in shown),
        )
        for row in table.rows
    )
    note = "比序时为完成份额与应达份额之差（百分点）；“—”为没有数或无法计算。"
    return replace(table, columns=columns, rows=rows, note=note, origins={})


def parts(evidence: Evidence) -> Table:
    """Every goal of every unit it is allocated to."""
    plan, period = evidence.plan, evidence.period
    units = [unit for unit in plan.units if unit.id != plan.unit and plan.boundaries.living(unit.id, period)]
    own = [judged for unit in units for judged in evidence.of_unit(unit.id)]
    rows = tuple(_goal_row(evidence, judged) for judged in own)
    title = f"{period.words}各单位分解目标进展"
    return Table("parts", "分解目标", title, GOAL_COLUMNS, rows, origins=_goal_origins(evidence, own))


def of_unit(evidence: Evidence, unit: str) -> Table:
    """The goals of one unit."""
    own = evidence.of_unit(unit)
    rows = tuple(_goal_row(evidence, judged) for judged in own)
    title = f"{evidence.plan.unit_of(unit).name}{evidence.period.words}目标进展"
    return Table("unit", "目标进展", title, GOAL_COLUMNS, rows, origins=_goal_origins(evidence, own))


def themes(evidence: Evidence) -> Table:
    """How many goals of each theme stand how."""
    statuses = list(dict.fromkeys(judged.status for judged in evidence.now))
    by_theme: dict[str, list[Judgement]] = {}
    for judged in evidence.now:
        by_theme.setdefault(evidence.plan.goal_of(judged.goal).theme or "未分类", []).append(judged)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (theme, float(len(own)), *(float(sum(j.status is s for j in own)) for s in statuses))
        for theme, own in by_theme.items()
    )
    columns = (Column("领域", "name", 3), Column("目标", "count"), *(Column(str(s), "count", 1.2) for s in statuses))
    return Table("themes", "分领域", f"{evidence.period.words}分领域目标状态（项）", columns, rows)


def _over_time(evidence: Evidence, key: str, name: str, column: str) -> Table:
    """One column of PROGRESS for the whole place, goal by quarter."""
    rows: list[tuple[Value, ...]] = []
    for judged in evidence.now:
        over = evidence.over(judged)
        own = [getattr(over[str(p)], column) if str(p) in over else math.nan for p in evidence.results.periods]
        rows.append((evidence.plan.goal_of(judged.goal).name, judged.measure_unit, *own))
    shown = Column("", "share" if column.endswith("share") else "number", 1.2)
    columns = (
        Column("目标", "name", 3),
        Column("计量单位", "text"),
        *(Column(p.words, shown.shown, 1.2) for p in evidence.results.periods),
    )
    origins = {
        (row, k): _origin(evidence, j.indicator, j.unit, period)
        for row, j in enumerate(evidence.now)
        for k, period in enumerate(evidence.results.periods, 2)
        if column == "value"
    }
    return Table(key, name, name, columns, tuple(rows), origins=origins)


def history(evidence: Evidence) -> Table:
    """What was reached, goal by quarter."""
    return _over_time(evidence, "history", "历季数值", "value")


def pace(evidence: Evidence) -> Table:
    """The share that was due, goal by quarter."""
    return _over_time(evidence, "pace", "历季应达份额", "due_share")


def unit_values(evidence: Evidence) -> Table:
    """Every indicator of every place in this quarter."""
    plan = evidence.plan
    rows = evidence.results.values[evidence.results.values["period"] == str(evidence.period)]
    held = {(i, u): v for i, u, v in zip(rows["indicator"], rows["unit"], rows["value"], strict=True)}
    places = [plan.unit_of(plan.unit), *plan.parts_in(evidence.period)]
    filled = tuple(
        (i.name, i.measure_unit, *(held.get((i.id, p.id), math.nan) for p in places))
        for i in plan.indicators
        if any((i.id, p.id) in held for p in places)
    )
    shown = [i for i in plan.indicators if any((i.id, p.id) in held for p in places)]
    origins = {
        (row, k): _origin(evidence, indicator.id, place.id, evidence.period)
        for row, indicator in enumerate(shown)
        for k, place in enumerate(places, 2)
    }
    columns = (Column("指标", "name", 3), Column("计量单位", "text"), *(Column(p.name, "number", 1.3) for p in places))
    title = f"{evidence.period.words}各地指标数值"
    return Table("unit_values", "各地数值", title, columns, filled, origins=origins)


def industries(evidence: Evidence) -> Table:
    """Figures that were given by industry."""
    plan, own = evidence.plan, evidence.results.figures
    own = own[(own["period"] == str(evidence.period)) & (own["industry"] != "")]
    names = ("industry", "indicator", "unit", "value")
    rows = tuple(
        (plan.industry_of(industry).name, plan.indicator_of(indicator).name, plan.unit_of(unit).name, value,
         plan.indicator_of(indicator).measure_unit)
        for industry, indicator, unit, value in zip(*(own[c].tolist() for c in names), strict=True)
    )  # fmt: skip
    columns = (
        Column("行业", "name", 2), Column("指标", "name", 2.4), Column("单位", "name", 1.4),
        Column("数值", "number", 1.3), Column("计量单位", "text"),
    )  # fmt: skip
    return Table("industries", "分行业", f"{evidence.period.words}分行业数值", columns, rows)


def by_industry(evidence: Evidence) -> list[Table]:
    """For each indicator that was given by industry, industries × parts of the place: as wide as paper allows."""
    plan, own = evidence.plan, evidence.results.figures
    own = own[(own["period"] == str(evidence.period)) & (own["industry"] != "")]
    found = []
    for indicator in (i for i in plan.indicators if i.id in set(own["indicator"])):
        given = own[own["indicator"] == indicator.id]
        held = {(k, u): v for k, u, v in zip(given["industry"], given["unit"], given["value"], strict=True)}
        places = [unit for unit in (plan.unit_of(plan.unit), *plan.all_parts) if unit.id in {u for _, u in held}]
        rows = tuple(
            (one.name, *(held.get((one.id, unit.id), math.nan) for unit in places))
            for one in plan.industries
            if any((one.id, unit.id) in held for unit in places)
        )
        title = f"{evidence.period.words}分行业{indicator.name}（{indicator.measure_unit}）"
        columns = (Column("行业", "name", 3), *(Column(unit.name, "number", 1.4) for unit in places[:WIDEST]))
        narrow = tuple(row[: WIDEST + 1] for row in rows)
        found.append(Table(f"industry-{indicator.id}", "分行业", title, columns, narrow))
    return found
