"""A deadline (期限): what a plan wants done again and again, by which day, in whose words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from milepost.errors import PlanError
from milepost.plan.period import MONTHS, Frequency, Period

DeadlineKind = Literal["figures", "report", "meeting", "summary"]
DEADLINE_WORDS: dict[DeadlineKind, str] = {
    "figures": "报送数据",
    "report": "报告进展",
    "meeting": "会议调度",
    "summary": "通报评估",
}
Cycle = Literal["month", "odd_months", "even_months", "quarter", "half", "year"]
CYCLE_WORDS: dict[Cycle, str] = {
    "month": "每月",
    "odd_months": "每单月",
    "even_months": "每双月",
    "quarter": "每季度",
    "half": "每半年",
    "year": "每年",
}
Counted = Literal["day", "after"]
COUNTED_WORDS: dict[Counted, str] = {"day": "当月的日子", "after": "期满后的天数"}
_LENGTH: Mapping[Cycle, Frequency] = {
    "month": "month", "odd_months": "month", "even_months": "month", "quarter": "quarter", "half": "half",
    "year": "year",
}  # fmt: skip


@dataclass(frozen=True)
class Deadline:
    """One rule: each `cycle`, on these `days`.

    `days` are days of the month (`counted` day: of month number `month` of the cycle, 1 to 12; the 31st of a short
    month is its last day), or days after the cycle ends (`counted` after: 15 is 15 days after the quarter's last day).
    Without days the text names none, and none is made up. `before` says that the thing may be done earlier (3日前); the
    day itself still counts. A day that falls on a weekend or holiday stays, as the text says nothing else.
    `owed_by` are unit ids or a unit kind; for kind `figures` everybody who owes figures, where it is empty.
    """

    id: str
    name: str
    kind: DeadlineKind
    cycle: Cycle
    days: tuple[int, ...] = ()
    counted: Counted = "day"
    month: int | None = None
    before: bool = False
    owed_by: tuple[str, ...] = ()
    quote: str = ""

    def __post_init__(self) -> None:
        for value, allowed, what in (
            (self.kind, get_args(DeadlineKind), "类别"),
            (self.cycle, get_args(Cycle), "周期"),
            (self.counted, get_args(Counted), "日子算法"),
        ):
            if value not in allowed:
                raise PlanError(f"期限“{self.name}”的{what}“{value}”不认识，可用：{'、'.join(allowed)}")
        self._check_days()
        self._check_month()
        if self.kind == "figures" and not self.days:
            raise PlanError(f"期限“{self.name}”是报送数据的，须写日子")

    def _check_days(self) -> None:
        most = 31 if self.counted == "day" else 366
        for day in self.days:
            # A document may hold anything: a true is no day.
            if type(day) is not int or not 1 <= day <= most:
                raise PlanError(f"期限“{self.name}”的日子“{day}”不对，须是1到{most}的整数")
        if len(set(self.days)) < len(self.days):
            raise PlanError(f"期限“{self.name}”的日子有重复")

    def _check_month(self) -> None:
        months = MONTHS[_LENGTH[self.cycle]]
        if self.counted == "after":
            if self.month is not None or self.cycle in ("odd_months", "even_months"):
                raise PlanError(f"期限“{self.name}”按期满后的天数算，不写第几个月，也不分单双月")
        elif months == 1:
            if self.month is not None:
                raise PlanError(f"期限“{self.name}”逐月算，不写第几个月")
        elif self.days and self.month is None:
            raise PlanError(f"期限“{self.name}”须写在周期的第几个月（季度首月写1）")
        if self.month is not None and (type(self.month) is not int or not 1 <= self.month <= months):
            raise PlanError(f"期限“{self.name}”的第几个月“{self.month}”不对，须是1到{months}")

    @property
    def frequency(self) -> Frequency:
        """Length of one round of the cycle."""
        return _LENGTH[self.cycle]

    def rounds(self, first: date, last: date) -> Iterator[Period]:
        """The rounds of the cycle that touch the days from `first` to `last`, in time."""
        length = MONTHS[self.frequency]
        one = Period(first.year, self.frequency, (first.month - 1) // length + 1)
        while one.start <= last:
            if self.cycle not in ("odd_months", "even_months") or one.number % 2 == (self.cycle == "odd_months"):
                yield one
            one = one.plus(1)

    def days_in(self, turn: Period) -> tuple[date, ...]:
        """The days that one round of the cycle sets, in time; none where the text names none."""
        if self.counted == "after":
            return tuple(turn.end + timedelta(days=day) for day in sorted(self.days))
        month = Period(turn.start.year, "month", turn.start.month + (self.month or 1) - 1)
        # Two days beyond the end of a short month are one.
        found = {month.start.replace(day=min(day, month.end.day)) for day in self.days}
        return tuple(sorted(found))

    def next_day(self, after: date) -> date | None:
        """The first day that it sets later than `after`; None where it names none."""
        if not self.days:
            return None
        # A round that set a day after its end lies at most a year and a round before; so does the next one ahead.
        far = timedelta(days=800)
        every = (day for turn in self.rounds(after - far, after + far) for day in self.days_in(turn))
        return min(day for day in every if day > after)

    @property
    def words(self) -> str:
        """The rule as the office says it: 每月12日、27日, 每季度第1个月3日前, 每半年（日子未定）."""
        cycle = CYCLE_WORDS[self.cycle]
        month = f"第{self.month}个月" if self.month is not None else ""
        if not self.days:
            return f"{cycle}{month}（日子未定）"
        days = "、".join(f"{day}日" for day in sorted(self.days))
        if self.counted == "after":
            return f"{cycle}期满后{days}内"
        return f"{cycle}{month}{days}{'前' if self.before else ''}"
