"""Everything that a briefing may speak of: the judged results of one quarter and the edition that they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

import pandas as pd

from milepost.measure.changes import Changes
from milepost.measure.results import Results
from milepost.plan.goal import Goal
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report.effort import Effort, effort
from milepost.report.judgement import Judgement, judgements
from milepost.report.paths import Path, path_of
from milepost.report.race_words import Place, places
from milepost.report.reminders import Debt, debts

OFFICE_CLOCK = timedelta(hours=8)
DRAFT, SAMPLE = "草稿", "示例数据，非真实统计"


@dataclass(frozen=True)
class Edition:
    """Which state of the numbers: publication number `vintage`, None for a draft; `time` (UTC) is the publication's.

    A draft's time is that of the last act in the store, so that the same state makes the same document.
    """

    vintage: int | None
    time: datetime
    release: str
    plan_digest: str
    sample: bool = False

    @property
    def draft(self) -> bool:
        """Whether the quarter is not published."""
        return self.vintage is None

    @property
    def version(self) -> str:
        """第1版, or 草稿."""
        return DRAFT if self.vintage is None else f"第{self.vintage}版"

    @property
    def day(self) -> date:
        """The day on the office's clock."""
        return (self.time + OFFICE_CLOCK).date()

    @property
    def marks(self) -> tuple[str, ...]:
        """What every page must carry: 草稿, 示例数据."""
        return (*([DRAFT] if self.draft else []), *([SAMPLE] if self.sample else []))


@dataclass(frozen=True)
class Earlier:
    """The publication before this edition, `label` 第1版（2024年一季度）, and all that differs from it.

    `reasons` are those given with the plan versions between: 李明：上调目标（依据：联席会议纪要〔2024〕1号）.
    """

    label: str
    changes: Changes
    reasons: str = ""


@dataclass(frozen=True)
class Evidence:
    """The results of one quarter, its submissions (SUBMISSIONS that count), and what came before.

    `punctuality` (PUNCTUALITY) is who has reported in time in the quarters of this year up to this one.
    """

    results: Results
    submissions: pd.DataFrame
    punctuality: pd.DataFrame
    edition: Edition
    earlier: Earlier | None = None

    @property
    def plan(self) -> Plan:
        """The plan version that the results were judged by."""
        return self.results.plan

    @property
    def period(self) -> Period:
        """The quarter."""
        return self.results.period

    @cached_property
    def now(self) -> list[Judgement]:
        """How every goal stands for the whole place, in the plan's order."""
        return self.of_unit(self.plan.unit)

    @cached_property
    def _every(self) -> dict[tuple[str, str], dict[str, Judgement]]:
        """All rows of progress, read once: (unit, goal) → period → judgement."""
        found: dict[tuple[str, str], dict[str, Judgement]] = {}
        for judged in judgements(self.results.progress):
            found.setdefault((judged.unit, judged.goal), {})[judged.period] = judged
        return found

    def over(self, judged: Judgement) -> dict[str, Judgement]:
        """How the goal of `judged` stood for its unit, by period."""
        return self._every[judged.unit, judged.goal]

    @cached_property
    def places(self) -> list[Place]:
        """The race of this quarter, by rank; empty where there is none."""
        return places(self.results.ranking, str(self.period))

    @cached_property
    def debts(self) -> list[Debt]:
        """Who still owes figures."""
        return debts(self.results.standing)

    @cached_property
    def _by_goal(self) -> dict[str, Judgement]:
        return {judged.goal: judged for judged in self.now}

    def judged(self, goal: Goal) -> Judgement:
        """How a goal stands for the whole place."""
        return self._by_goal[goal.id]

    def of_unit(self, unit: str) -> list[Judgement]:
        """How a unit's own goals stand."""
        now = str(self.period)
        return [over[now] for (whose, _), over in self._every.items() if whose == unit and now in over]

    def effort(self, judged: Judgement) -> Effort:
        """What the remaining quarters must bring."""
        found = effort(self.promise(judged), self.results.progress, self.period, judged.unit)
        if found is None:  # `judged` is a row of this very table
            raise LookupError(judged.goal)
        return found

    def promise(self, judged: Judgement) -> Goal:
        """The goal as it was promised to the unit of `judged`."""
        goal = self.plan.goal_of(judged.goal)
        return goal.for_unit(judged.unit) or goal

    def path(self, judged: Judgement) -> Path:
        """The way of one goal for its unit, quarter by quarter, against its pace."""
        goal = self.plan.goal_of(judged.goal)
        found = path_of(self.plan, goal, judged.unit, self.over(judged), self.period)
        if found is None:  # `judged` is a row of this very table
            raise LookupError(judged.goal)
        return found

    def main_goals(self, most: int) -> list[Judgement]:
        """The goals of the plan's first theme, levels before amounts: what the whole plan is about."""
        themes = {judged.goal: self.plan.goal_of(judged.goal).theme for judged in self.now}
        first = [j for j in self.now if themes[j.goal] == themes[self.now[0].goal]]
        return sorted(first, key=lambda j: self.plan.goal_of(j.goal).kind != "stock")[:most]

    def unit_names(self, units: Sequence[str]) -> list[str]:
        """Names of units, in their order."""
        return [self.plan.unit_of(unit).name for unit in units]
