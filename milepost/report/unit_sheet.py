"""The two papers of one page: a leader's card, and one unit's own sheet."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from milepost.plan.tables import Status
from milepost.report import (
    drawings,
    headlines,
    passages,
    race_tables,
    race_words,
    record_tables,
    sentences,
    tables,
    words,
)
from milepost.report.document import Chart, Fact, Paragraph, Picture, Section, Table
from milepost.report.evidence import Evidence
from milepost.report.judgement import Judgement
from milepost.report.palette import LIGHT

LATE = 6


@dataclass(frozen=True)
class Body:
    """What differs between the kinds of documents."""

    title: str
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    appendices: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    facts: tuple[Fact, ...] = ()


def tally(judged: Sequence[Judgement]) -> tuple[Fact, ...]:
    """How many goals are fine, in order, late and unknown: the large numbers of a card or a slide."""
    groups = (
        ("项达标或快于序时", sentences.FINE, Status.AHEAD),
        ("项符合序时", sentences.IN_ORDER, Status.ON_PACE),
        ("项慢于序时", sentences.LATE, Status.BEHIND),
        ("项未报或无法判断", sentences.OPEN, Status.UNREPORTED),
    )
    return tuple(
        Fact(str(sum(j.status in group for j in judged)), caption, LIGHT.tone(tone).word)
        for caption, group, tone in groups
    )


def card(evidence: Evidence) -> Body:
    """A leader's card: the tally, 同比 first, who is last and why, what is slowest and what it needs."""
    plan, period = evidence.plan, evidence.period
    pulse = [
        Paragraph(f"pulse.{k}", f"{passages.brief_words(evidence, j)}。", f"{plan.goal_of(j.goal).name}：")
        for k, j in enumerate(evidence.main_goals(2), 1)
    ]
    sections = [Section("pulse", "总量和同比", tuple(pulse))]
    late = drawings.slowest(evidence)[:4]
    if late:
        lines = [
            Paragraph(f"late.{k}", f"{passages.late_briefly(evidence, j)}。", f"{k}．") for k, j in enumerate(late, 1)
        ]
        sections.append(Section("late", "最慢的目标", tuple(lines)))
    made = [tables.goals(evidence)]
    if any(p.ranked for p in evidence.places):
        race = race_tables.race(evidence)
        head = race_words.headline(plan, evidence.results.ranking, str(period))
        sections.append(Section("race", "县区赛马", (Paragraph("race", f"{head}。"), replace(race, note=""))))
        made.append(race)
    charts = [chart for chart in drawings.all_charts(evidence) if chart.key in ("leads", "ranks")]
    return Body(
        title=f"{period.words}{plan.name}一页通",
        opening=(Paragraph("opening", f"{headlines.overview(plan, period, evidence.now)}。"),),
        sections=tuple(sections),
        charts=tuple(charts),
        tables=tuple(made),
        facts=tally(evidence.now),
    )


def of_unit(evidence: Evidence, unit: str) -> Body:
    """One unit's own sheet: its place in the race, its goals, what each late one needs, what it still owes."""
    plan, period = evidence.plan, evidence.period
    name, own = plan.unit_of(unit).name, evidence.of_unit(unit)
    place = next((p for p in evidence.places if p.unit == unit and p.ranked), None)
    opening = f"{name}{period.words}"
    if place is not None:
        of = sum(p.ranked for p in evidence.places)
        moved = f"，较上季{race_tables.moved(place)}" if not math.isnan(place.rank_last) else ""
        opening += (
            f"在{of}个单位的赛马中得{place.score:.1f}分，第{race_words.rank_words(place).replace(' ', '')}{moved}；"
        )
    opening += f"{headlines.tally(own)}。" if own else "没有分解到本单位的目标。"
    sections = []
    goals = tables.on_paper(tables.of_unit(evidence, unit))
    chart = drawings.leads(evidence, unit) if any(not math.isnan(j.ahead) for j in own) else None
    if goals.rows:
        sections.append(Section("goals", "分解目标进展", (goals,)))
    late = sorted((j for j in own if j.status in sentences.LATE), key=lambda j: (math.isnan(j.ahead), j.ahead))
    if late:
        lines = [
            Paragraph(f"late.{k}", f"{passages.late_briefly(evidence, j)}。", f"{k}．")
            for k, j in enumerate(late[:LATE], 1)
        ]
        if late[LATE:]:
            lines.append(Paragraph("late.rest", f"另有{passages.names(evidence, late[LATE:])}。"))
        sections.append(Section("late", "需要追赶的目标", tuple(lines)))
    debt = next((d for d in evidence.debts if d.unit == unit), None)
    owed = (
        f"尚缺{len(debt.missing)}项：{words.listed(debt.missing, 8, '项')}，请尽快补报。"
        if debt
        else "本期应报数据已报齐。"
    )
    sections.append(Section("debts", "报送情况", (Paragraph("debts", owed), *([Picture("leads")] if chart else []))))
    return Body(
        title=f"{name}{period.words}\n{plan.name}进展单",
        opening=(Paragraph("opening", opening),),
        sections=tuple(sections),
        charts=(chart,) if chart else (),
        tables=tuple(t for t in (tables.of_unit(evidence, unit), record_tables.trace(evidence, unit)) if t.rows),
    )
