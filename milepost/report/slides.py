"""The slides of a briefing: one message each, the chart or table that shows it, and the sources for the speaker."""

import math
from collections.abc import Sequence

from milepost.plan.tables import Status
from milepost.report import (
    closing,
    drawings,
    headlines,
    passages,
    race_words,
    record_tables,
    sentences,
    since,
    tables,
    unit_sheet,
    words,
)
from milepost.report.document import Chart, Fact, Slide
from milepost.report.evidence import Evidence
from milepost.report.judgement import Judgement
from milepost.report.palette import LIGHT

LATE_SLIDES, SOURCES = 4, 12


def all_slides(evidence: Evidence, charts: Sequence[Chart]) -> list[Slide]:
    """Tally, the first goals against last year, the slowest goals, the race, where units lose, changes, next steps."""
    by_key = {chart.key: chart for chart in charts}
    made = [_tally(evidence, by_key.get("leads")), _on_year(evidence)]
    made += [_late(evidence, judged, by_key) for judged in _pressing(evidence)]
    if "ranks" in by_key:
        made.append(_race(evidence, by_key["ranks"]))
    if "heat" in by_key:
        made.append(_heat(evidence, by_key["heat"]))
    made += [_changes(evidence), _next(evidence)]
    return [slide for slide in made if slide is not None]


def _tally(evidence: Evidence, chart: Chart | None) -> Slide:
    return Slide(
        message=headlines.tally(evidence.now) if evidence.now else f"{evidence.plan.name}还没有录入目标",
        subtitle=f"{chart.title}（百分点）" if chart else "本季没有可以比较快慢的目标",
        body=chart,
        facts=tuple(fact for fact in unit_sheet.tally(evidence.now) if fact.number != "0")[:3],
        notes=f"{headlines.overview(evidence.plan, evidence.period, evidence.now)}。",
    )


def _on_year(evidence: Evidence) -> Slide | None:
    """What a leader asks first: the main goals beside last year."""
    if not evidence.now:
        return None
    pulse = headlines.pulse(evidence.plan, evidence.now)
    table = tables.goals(evidence).only(
        "目标", "现值", "目标值", "计量单位", "完成率", "同比", "环比", "比序时", "状态"
    )
    first = evidence.main_goals(8)
    rows = tuple(table.rows[evidence.now.index(judged)] for judged in first)
    return Slide(
        message=pulse or "主要目标的同比和进度",
        subtitle="主要目标：现值、目标、同比、环比和比序时（百分点）",
        body=table.with_rows(rows),
        notes="\n".join(f"{evidence.plan.goal_of(j.goal).name}：{passages.goal_words(evidence, j)}。" for j in first),
    )


def _pressing(evidence: Evidence) -> list[Judgement]:
    """The late goals that get a slide: what the plan is about before the slowest ones."""
    late = drawings.slowest(evidence)
    main = evidence.main_goals(LATE_SLIDES) if late else []
    return list({j.goal: j for j in [*(j for j in main if j in late), *late]}.values())[:LATE_SLIDES]


def _late(evidence: Evidence, judged: Judgement, charts: dict[str, Chart]) -> Slide:
    """One late goal: its way, its gap to pace, and what each remaining quarter needs."""
    goal, path, effort = evidence.promise(judged), evidence.path(judged), evidence.effort(judged)
    unit, tone = judged.measure_unit, LIGHT.tone(judged.status).word
    facts = [Fact(words.exact(judged.value), f"{unit}，现值（{words.quarter_end(evidence.period)}）", LIGHT.accent)]
    counted = judged.value.is_integer()
    if judged.status is not Status.REGRESSED and counted and abs(path.behind) >= 1:
        facts.append(Fact(words.exact(-float(round(path.behind))), f"{unit}，比序时进度", tone))
    elif judged.status is not Status.REGRESSED and not math.isnan(judged.ahead):
        facts.append(Fact(words.lead(judged.ahead), "个百分点，比序时进度", tone))
    elif not math.isnan(judged.gap):
        facts.append(Fact(words.exact(judged.gap), f"{unit}，距目标", tone))
    if effort.quarters and not math.isnan(effort.required) and effort.required:
        size = float(math.ceil(abs(effort.required) - 1e-9)) if counted else abs(effort.required)
        facts.append(Fact(words.exact(size), f"{unit}，余下每季须完成", LIGHT.tone(Status.AHEAD).word))
    chart = charts.get(f"way-{goal.id}") or drawings.way(evidence, judged)
    return Slide(
        message=passages.late_briefly(evidence, judged),
        subtitle=f"{goal.name}（{unit}）：实线为实际，虚线为序时进度，细线为目标（{words.target(goal)}）",
        body=chart,
        facts=tuple(facts),
        notes=f"原文：“{goal.quote}”\n{passages.goal_words(evidence, judged)}。\n{sources(evidence, [goal.indicator])}",
    )


def _race(evidence: Evidence, chart: Chart) -> Slide:
    plan, ranked = evidence.plan, [p for p in evidence.places if p.ranked]
    weak = [
        f"{plan.unit_of(p.unit).name}失分较多的是{passages.weak_points(evidence, p.unit)}。"
        for p in race_words.last_places(ranked)
    ]
    scheme = plan.scheme_of(ranked[0].scheme)
    rules = "\n".join(f"{label}：{text}" for label, text in race_words.rules(plan, scheme, ranked))
    return Slide(
        message=race_words.headline(plan, evidence.results.ranking, str(evidence.period)),
        subtitle=f"{words.counted(len(chart.categories))}个季度的名次；{race_words.closeness(plan, ranked)}",
        body=chart,
        notes="\n".join([*weak, rules, sources(evidence, [item.indicator for item in scheme.items])]),
    )


def _heat(evidence: Evidence, chart: Chart) -> Slide:
    """Which unit is behind with what; the message names the largest lag."""
    cells = [
        (value, series.name, name)
        for series in chart.series
        for name, value in zip(chart.categories, series.values, strict=True)
        if not math.isnan(value)
    ]
    worst = min(cells, default=None)
    late = sum(value < evidence.plan.bands.slow for value, _, _ in cells)
    message = f"{len(cells)}项分解目标中，{late}项慢于序时"
    if worst and worst[0] < 0:
        message += f"；{worst[1]}的{worst[2]}慢{words.lead(worst[0])[1:]}个百分点"
    return Slide(message, "各单位各项目标比序时进度快慢（百分点）；“—”为没有分解或没有数", chart,
                 notes="比序时：完成份额减应达份额，百分点。")  # fmt: skip


def _changes(evidence: Evidence) -> Slide | None:
    if evidence.earlier is None:
        return None
    table = record_tables.changes(evidence)
    flips = since.flips(evidence)
    better, worse = sum(since.steps(f) > 0 for f in flips), sum(since.steps(f) < 0 for f in flips)
    moved = len(since.moves(evidence))
    if not table.rows:
        return None
    message = f"与{evidence.earlier.label}相比，{better}项目标好转，{worse}项走弱"
    message += f"，{moved}个单位名次变动" if moved else ""
    return Slide(message, "状态、名次和更正", table.with_rows(table.rows[:10]), notes=f"共{len(table.rows)}项变化。")


def _next(evidence: Evidence) -> Slide:
    lines = [p.text for p in closing.next_steps(evidence)]
    owing, late = len(evidence.debts), sum(j.status in sentences.LATE for j in evidence.now)
    parts = [f"{owing}家补报" if owing else "", f"{late}项目标追赶" if late else ""]
    speakers = closing.speaking(evidence)
    parts.append(f"{len(speakers)}家在联席会议上发言" if speakers else "")
    said = "，".join(part for part in parts if part)
    return Slide(f"下步：{said}" if said else "下步：保持进度，按时报送", "", tuple(lines[:8]), notes="\n".join(lines))


def sources(evidence: Evidence, indicators: Sequence[str]) -> str:
    """Where this quarter's figures of `indicators` stand: 来源：龙山区，“龙山区报表.xlsx”季报!C7 …"""
    plan, wanted = evidence.plan, set(indicators)
    for indicator in indicators:
        ratio = plan.indicator_of(indicator).ratio
        wanted |= {ratio.numerator, ratio.denominator} if ratio else set()
    rows = evidence.results.figures
    rows = rows[rows["indicator"].isin(wanted) & (rows["period"] == str(evidence.period))]
    cells = [
        f"{plan.unit_of(unit).name}{plan.indicator_of(indicator).name}{words.exact(value)}：“{file}”{sheet}!{cell}"
        for indicator, unit, value, file, sheet, cell in zip(
            *(rows[c].tolist() for c in ("indicator", "unit", "value", "file", "sheet", "cell")), strict=True
        )
    ]
    if not cells:
        return "来源：本季没有报送数。"
    more = f"\n……共{len(cells)}个数，其余见数据表“溯源”。" if len(cells) > SOURCES else ""
    return "来源：\n" + "\n".join(cells[:SOURCES]) + more
