"""What shows that a promise was met: the first figure of the run that meets it, with its file, or a stated document."""

import pandas as pd

from milepost.plan.goal import Goal
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import origin, sources, words
from milepost.report.judgement import Judgement
from milepost.report.origin import Place
from milepost.report.sources import Source


def proof(plan: Plan, goal: Goal, judged: Judgement, held: tuple[pd.DataFrame, pd.DataFrame]) -> str:
    """Since when the promise is met and by which reports, the document stated, the source of what it is compared with.

    `held` are FIGURES and VALUES. Empty for a promise that is not met and states nothing.
    """
    figures, values = held
    parts = []
    if judged.met_since:
        then = Period.parse(judged.met_since)
        place = Place(plan.indicator_of(goal.indicator), plan.unit_of(judged.unit), then)
        found = [one for one in sources.sources(plan, figures, values, place) if one.file != words.MISSING]
        reports = f"，凭据：{_said(plan, figures, found)}" if found else ""
        parts.append(f"{then.words}起达到目标{reports}")
    if goal.evidence:
        parts.append(f"办成凭据：{goal.evidence}")
    standing = reference_at(goal, Period.parse(judged.period))
    if standing:
        parts.append(f"参照值：{standing}")
    return f"{'；'.join(parts)}。" if parts else ""


def _said(plan: Plan, figures: pd.DataFrame, found: list[Source]) -> str:
    """市科技局《季报.xlsx》季报!C5（4月10日入库）, of several the first and their number."""
    first = found[0]
    sender = origin.sender_words(plan, str(origin.reported(figures, first.place).iloc[0]["sender"]))
    more = f"等{len(found)}处" if len(found) > 1 else ""
    return f"{sender}《{first.file}》{first.cell}（{first.day}入库）{more}"


def reference_at(goal: Goal, period: Period) -> str:
    """The reference entered last until the end of a period, with its source; empty where there is none."""
    known = [one for one in goal.references if one.last_quarter() <= period.last_quarter()]
    if not known:
        return ""
    last = max(known, key=lambda one: one.last_quarter())
    held = goal.references[last]
    return f"{last.words}{words.exact_amount(held.value, goal.measure_unit)}，出处：{held.source}"
