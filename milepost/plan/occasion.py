"""Occasions: the deadlines of a plan as days of the calendar, and who has to do what by then."""

from dataclasses import dataclass
from datetime import date

from milepost.plan.deadline import DEADLINE_WORDS, Deadline, DeadlineKind
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan


@dataclass(frozen=True)
class Occasion:
    """One thing to be done by `day`; None where the plan names no day, then some time in `turn`.

    `turn` is the round of the cycle; for figures the quarter that they are of. `number` counts the days of one round
    from 1. `units` are the ids of those who owe it; empty where the plan names nobody.
    """

    id: str
    name: str
    kind: DeadlineKind
    turn: Period
    number: int
    day: date | None
    before: bool
    units: tuple[str, ...]
    quote: str = ""

    @property
    def key(self) -> str:
        """What stays when the day is moved: the rule, the round, and which day of it."""
        return f"{self.id}.{self.turn}.{self.number}"


def occasions(plan: Plan, first: date, last: date) -> list[Occasion]:
    """What the plan wants done from `first` to `last`, by day; things without a day behind the others of their round.

    Only while the plan runs; its figures are owed for each of its quarters, the last one after its end.
    """
    found = [one for quarter in _quarters(plan, first, last) for one in _figures(plan, quarter)]
    for rule in plan.deadlines:
        if rule.kind != "figures":
            found += _of_rule(plan, rule, (first, last))
    within = [one for one in found if first <= (one.day or one.turn.end) <= last]
    return sorted(within, key=lambda one: (one.day or one.turn.end, one.day is None, one.id, one.number))


def whole_calendar(plan: Plan, today: date) -> list[Occasion]:
    """Everything that the plan wants done while it runs; of one without an end, until the end of the next year."""
    first = plan.start.start if plan.start else date(today.year, 1, 1)
    # The last figures fall due after the plan has ended.
    last = plan.end.last_quarter().plus(4).end if plan.end else date(today.year + 1, 12, 31)
    return occasions(plan, first, last)


def _quarters(plan: Plan, first: date, last: date) -> list[Period]:
    """The quarters of the plan whose figures may fall due in that time: those up to two years before."""
    earliest = Period.quarter_of(first).plus(-8)
    start = max(plan.start.last_quarter(), earliest) if plan.start else earliest
    end = Period.quarter_of(last)
    return quarters(start, min(plan.end.last_quarter(), end) if plan.end else end)


def _figures(plan: Plan, quarter: Period) -> list[Occasion]:
    due, senders = plan.due_date(quarter), tuple(unit.id for unit in plan.senders(quarter))
    if due is None or not senders:
        return []
    rule = plan.figures_rule
    name = f"{rule.name if rule else DEADLINE_WORDS['figures']}（{quarter.words}）"
    quote = rule.quote if rule else ""
    return [Occasion("figures", name, "figures", quarter, 1, due, before=True, units=senders, quote=quote)]


def _of_rule(plan: Plan, rule: Deadline, span: tuple[date, date]) -> list[Occasion]:
    start = plan.start.start if plan.start else date.min
    end = plan.end.end if plan.end else date.max
    bound = [unit.id for unit in plan.bound(rule)]
    found = []
    # A day after the end of a round may lie a year later.
    for turn in rule.rounds(max(span[0].replace(day=1, month=1, year=span[0].year - 2), date(1900, 1, 1)), span[1]):
        if not (start <= turn.end and turn.start <= end):
            continue
        units = tuple(unit for unit in bound if plan.boundaries.living(unit, turn))
        days: tuple[date | None, ...] = rule.days_in(turn) or (None,)
        found += [
            Occasion(rule.id, rule.name, rule.kind, turn, number, day, rule.before, units, rule.quote)
            for number, day in enumerate(days, 1)
        ]
    return found
