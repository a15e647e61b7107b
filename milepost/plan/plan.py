"""A plan: a document with its promises, the units that report and race, and the indicators they report.

A plan is built from a *document*, the nested mapping that a TOML file of `targets/` or a stored version holds;
`targets/README.md` names every field.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, get_args

from milepost.errors import PlanError
from milepost.plan.adjustment import Adjustment, Boundaries
from milepost.plan.deadline import Deadline
from milepost.plan.goal import Goal
from milepost.plan.indicator import Indicator
from milepost.plan.industry import Industry
from milepost.plan.names import bare_place, fold
from milepost.plan.period import Period
from milepost.plan.record import (
    dated_in,
    day_in,
    goal_in,
    indicator_in,
    known_fields,
    period_in,
    record_in,
    said,
    scheme_in,
)
from milepost.plan.redefinition import Comparable, Redefinition
from milepost.plan.scheme import Scheme
from milepost.plan.unit import Unit, UnitKind

Document = Mapping[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Bands:
    """Percentage points of lead where its word changes: 快于序时 from `ahead`, 略慢 and 滞后 below the other two."""

    ahead: float = 2.0
    slow: float = -2.0
    behind: float = -10.0

    def __post_init__(self) -> None:
        if not self.ahead > self.slow > self.behind:
            raise PlanError("状态门槛须从大到小：快于序时 > 略慢 > 滞后")


@dataclass(frozen=True)
class Plan:
    """One plan version. `unit` is the place whose promises these are; `sample` marks invented figures.

    `industries` make up the total of whatever is reported by industry. `office` issues the briefings. `due_day` is the
    day of the month after a period by which figures are owed, `deadlines` are all other rules; the figures' day may be
    one of them instead. With `approval` a unit's file counts only when the head of the unit has approved it. Fields
    that the text does not state are None, and `note` says why.
    """

    id: str
    title: str | None
    unit: str
    units: tuple[Unit, ...]
    indicators: tuple[Indicator, ...]
    goals: tuple[Goal, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    document_number: str | None = None
    issuer: str | None = None
    issued: date | None = None
    start: Period | None = None
    end: Period | None = None
    short_title: str = ""
    office: str = ""
    bands: Bands = field(default_factory=Bands)
    due_day: int | None = None
    sample: bool = False
    note: str = ""
    industries: tuple[Industry, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    approval: bool = False
    adjustments: tuple[Adjustment, ...] = ()
    redefinitions: tuple[Redefinition, ...] = ()
    comparables: tuple[Comparable, ...] = ()

    def __post_init__(self) -> None:
        for things, what in (
            (self.units, "单位"),
            (self.adjustments, "区划调整"),
            (self.redefinitions, "口径变化"),
            (self.comparables, "可比数"),
            (self.industries, "行业"),
            (self.indicators, "指标"),
            (self.goals, "目标"),
            (self.schemes, "赛马办法"),
            (self.deadlines, "期限"),
        ):
            seen: set[str] = set()
            for thing in things:
                if thing.id in seen:
                    raise PlanError(f"方案“{self.id}”有两个{what}用了同一个编号“{thing.id}”")
                seen.add(thing.id)
        self._check_references()
        # Built now, so that two meanings of one heading are refused when a plan is loaded, not when it is read.
        _ = self._units_by_name, self._indicators_by_name, self._industries_by_name

    def _check_references(self) -> None:
        """Every id that one record names must exist; the look-ups raise PlanError."""
        self.unit_of(self.unit)
        for unit in self.units:
            if unit.counted_in:
                self.unit_of(unit.counted_in)
        for indicator in self.indicators:
            self._check_indicator(indicator)
        for goal in self.goals:
            self.indicator_of(goal.indicator)
            for unit_id in (*goal.allocations, *goal.lead_departments, *goal.support_departments):
                self.unit_of(unit_id)
        for scheme in self.schemes:
            self._check_scheme(scheme)
        for rule in self.deadlines:
            self._check_units(rule.owed_by)
        if len([rule for rule in self.deadlines if rule.kind == "figures"]) + (self.due_day is not None) > 1:
            raise PlanError("报送数据的期限只能写一处：要么写截止日，要么在期限里写一条“报送数据”")
        self._check_changes()

    def _check_units(self, named: tuple[str, ...]) -> None:
        for one in named:
            # A kind may come before its units: a text speaks of banks and names none.
            if one not in get_args(UnitKind):
                self.unit_of(one)

    def _check_changes(self) -> None:
        """What changes on the way must be about units and indicators that there are, and possible."""
        for adjustment in self.adjustments:
            for unit_id in (*adjustment.units, *adjustment.into):
                if self.unit_of(unit_id).id == self.unit and adjustment.kind != "renamed":
                    raise PlanError(f"“{self.unit_of(unit_id).name}”是方案的地区，不能合并或拆分；请另立方案")
        self.boundaries.refuse_impossible(self._unit_index)
        seen = set()
        for redefinition in self.redefinitions:
            indicator = self.indicator_of(redefinition.indicator)
            if indicator.ratio:
                raise PlanError(f"指标“{indicator.name}”由其他指标算出，请写它的分子或分母的口径变化")
            seen.add((indicator.id, redefinition.since))
        if len(seen) < len(self.redefinitions):
            raise PlanError("同一指标在同一季度有两条口径变化，请合成一条")
        for comparable in self.comparables:
            self.indicator_of(comparable.indicator)
            self.unit_of(comparable.unit)
        if len({(c.indicator, c.unit, c.period) for c in self.comparables}) < len(self.comparables):
            raise PlanError("同一指标、单位、报告期有两个可比数，请只留一个")

    def _check_indicator(self, indicator: Indicator) -> None:
        self._check_units(indicator.reported_by)
        if indicator.ratio:
            self.indicator_of(indicator.ratio.numerator)
            self.indicator_of(indicator.ratio.denominator)
        for related in (*indicator.includes, *filter(None, [indicator.cumulates])):
            self.indicator_of(related)

    def _check_scheme(self, scheme: Scheme) -> None:
        for item in scheme.items:
            self.indicator_of(item.indicator)
            if item.goal and self.goal_of(item.goal).indicator != item.indicator:
                raise PlanError(f"赛马办法“{scheme.title}”：目标“{item.goal}”不是指标“{item.indicator}”的目标")
        for unit_id in scheme.units:
            self.unit_of(unit_id)
        for indicator_id in scheme.breakthroughs:
            self.indicator_of(indicator_id)

    @classmethod
    def from_document(cls, document: Document) -> "Plan":
        """The plan that `document` describes; a missing, unknown or impossible field raises PlanError naming it."""
        if lacking := [name for name in ("id", "unit") if not document.get(name)]:
            raise PlanError(f"方案缺少必填字段：{said(lacking)}")
        rest = dict(document)
        start = period_in(rest.pop("start", None))
        return cls(
            start=start,
            end=period_in(rest.pop("end", None)),
            issued=day_in(rest.pop("issued", None)),
            title=rest.pop("title", None),
            units=tuple(record_in(Unit, row, "单位") for row in rest.pop("units", ())),
            adjustments=tuple(dated_in(Adjustment, row, "区划调整", "since") for row in rest.pop("adjustments", ())),
            redefinitions=tuple(
                dated_in(Redefinition, row, "口径变化", "since") for row in rest.pop("redefinitions", ())
            ),
            comparables=tuple(dated_in(Comparable, row, "可比数", "period") for row in rest.pop("comparables", ())),
            industries=tuple(record_in(Industry, row, "行业") for row in rest.pop("industries", ())),
            indicators=tuple(indicator_in(row) for row in rest.pop("indicators", ())),
            goals=tuple(goal_in(row, start) for row in rest.pop("goals", ())),
            schemes=tuple(scheme_in(row) for row in rest.pop("schemes", ())),
            deadlines=tuple(record_in(Deadline, row, "期限") for row in rest.pop("deadlines", ())),
            bands=record_in(Bands, rest.pop("bands", {}), "状态门槛"),
            **known_fields(cls, rest, "方案"),
        )

    @property
    def name(self) -> str:
        """What pages call the plan: its short title, else its title, else its id."""
        return self.short_title or self.title or self.id

    @cached_property
    def _unit_index(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def _indicator_index(self) -> dict[str, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def _goal_index(self) -> dict[str, Goal]:
        return {goal.id: goal for goal in self.goals}

    @cached_property
    def _units_by_name(self) -> dict[str, Unit]:
        names: dict[str, Unit] = {}
        for unit in self.units:
            for name in (unit.name, *unit.other_names):
                if names.setdefault(fold(name), unit) is not unit:
                    raise PlanError(f"单位名“{name}”有两个意思，请改名或去掉别名")
        return names

    @cached_property
    def _units_by_bare_name(self) -> dict[str, Unit]:
        """A bare name (龙山) is understood only where it can mean one place."""
        bare: dict[str, set[str]] = {}
        for name, unit in self._units_by_name.items():
            bare.setdefault(bare_place(name), set()).add(unit.id)
        return {name: self._unit_index[next(iter(ids))] for name, ids in bare.items() if len(ids) == 1}

    @cached_property
    def _indicators_by_name(self) -> dict[str, Indicator]:
        names: dict[str, Indicator] = {}
        for indicator in self.indicators:
            for name in (indicator.name, *indicator.reported_as):
                if names.setdefault(fold(name), indicator) is not indicator:
                    raise PlanError(f"指标名“{name}”有两个意思，请改名或去掉别名")
        return names

    @cached_property
    def _industries_by_name(self) -> dict[str, Industry]:
        names: dict[str, Industry] = {}
        for industry in self.industries:
            for name in (industry.name, *industry.other_names):
                taken = self.indicator_named(name) or names.setdefault(fold(name), industry) is not industry
                if taken or fold(name) in self._units_by_name:
                    raise PlanError(f"行业名“{name}”有两个意思，请改名或去掉别名")
        return names

    def unit_of(self, unit_id: str) -> Unit:
        """The unit with this id, or PlanError."""
        return _look_up(self._unit_index, unit_id, "单位")

    def indicator_of(self, indicator_id: str) -> Indicator:
        """The indicator with this id, or PlanError."""
        return _look_up(self._indicator_index, indicator_id, "指标")

    def industry_of(self, industry_id: str) -> Industry:
        """The industry with this id, or PlanError."""
        return _look_up({industry.id: industry for industry in self.industries}, industry_id, "行业")

    def industries_of(self, indicator: Indicator) -> tuple[Industry, ...]:
        """The industries by which `indicator` is reported beside its total; mostly none."""
        return self.industries if indicator.by_industry else ()

    def goal_of(self, goal_id: str) -> Goal:
        """The goal with this id, or PlanError."""
        return _look_up(self._goal_index, goal_id, "目标")

    def scheme_of(self, scheme_id: str | None = None) -> Scheme:
        """The scheme with this id, the first one when None, or PlanError."""
        if not self.schemes:
            raise PlanError(f"方案“{self.name}”还没有赛马办法")
        return (
            self.schemes[0] if scheme_id is None else _look_up({s.id: s for s in self.schemes}, scheme_id, "赛马办法")
        )

    def unit_named(self, text: str) -> Unit | None:
        """The unit that a cell names, after folding blanks and width; the 县/区/市 ending may be left off.

        Another ending is another place (西安市 is not 西安区); a renamed place has its old name in `other_names`.
        """
        folded, full = fold(text), self._units_by_name
        return full.get(folded) or self._units_by_bare_name.get(folded) or full.get(bare_place(folded))

    def indicator_named(self, text: str) -> Indicator | None:
        """The indicator that a heading names, after folding blanks and width."""
        return self._indicators_by_name.get(fold(text))

    def industry_named(self, text: str) -> Industry | None:
        """The industry that a text names, after folding blanks and width."""
        return self._industries_by_name.get(fold(text))

    def units_of_kind(self, kind: str) -> tuple[Unit, ...]:
        """The units of one kind, in the plan's order."""
        return tuple(unit for unit in self.units if unit.kind == kind)

    @cached_property
    def boundaries(self) -> Boundaries:
        """Which units there are in which quarter."""
        return Boundaries(self.adjustments)

    @cached_property
    def all_parts(self) -> tuple[Unit, ...]:
        """Every place that ever summed to the whole: counties of a city, cities of a province, streets of a county."""
        below = {"province": "city", "city": "county", "county": "street"}.get(self.unit_of(self.unit).kind, "")
        return tuple(unit for unit in self.units_of_kind(below) if unit.id != self.unit)

    @cached_property
    def parts(self) -> tuple[Unit, ...]:
        """The places that sum to the whole once every adjustment of the plan holds."""
        return tuple(unit for unit in self.all_parts if self.boundaries.end(unit.id) is None)

    def parts_in(self, period: Period) -> tuple[Unit, ...]:
        """The places that sum to the whole in `period`."""
        return tuple(unit for unit in self.all_parts if self.boundaries.living(unit.id, period))

    @cached_property
    def summed_parts(self) -> tuple[Unit, ...]:
        """The parts that a total adds up: those not already counted in another part."""
        return tuple(unit for unit in self.parts if not unit.counted_in)

    def summed_in(self, period: Period) -> tuple[Unit, ...]:
        """The parts that a total of `period` adds up."""
        return tuple(unit for unit in self.parts_in(period) if not unit.counted_in)

    def reporters(self, indicator: Indicator) -> tuple[Unit, ...]:
        """The units that report `indicator`, or ever did, kinds resolved, in the plan's order."""
        return self._named(indicator.reported_by)

    def bound(self, rule: Deadline) -> tuple[Unit, ...]:
        """The units that a deadline binds, kinds resolved, in the plan's order."""
        return self._named(rule.owed_by)

    def _named(self, ids: tuple[str, ...]) -> tuple[Unit, ...]:
        """The units of these ids and kinds, and what became of them, in the plan's order."""
        # Asked for every cell of a workbook, and the same for many indicators.
        if ids not in self._by_ids:
            named = self.boundaries.with_heirs(ids)
            found = (u for u in self.units if u.id in named or (u.kind in named and u.id != self.unit))
            self._by_ids[ids] = tuple(found)
        return self._by_ids[ids]

    @cached_property
    def _by_ids(self) -> dict[tuple[str, ...], tuple[Unit, ...]]:
        return {}

    def reported_units(self, indicator: Indicator, sender: Unit) -> tuple[Unit, ...]:
        """Whose figures `sender` reports of `indicator`, or ever did."""
        match indicator.reported_for:
            case "self":
                return (sender,)
            case "whole":
                return (self.unit_of(self.unit),)
            case "parts":
                return self.all_parts
            case kind:
                return tuple(unit for unit in self.units_of_kind(kind) if unit.id != self.unit)

    def owed(self, sender: Unit, period: Period) -> tuple[tuple[Indicator, Unit], ...]:
        """Every (indicator, unit) cell that `sender` owes for `period`, in the plan's order."""
        if (sender.id, period) not in self._owed:
            self._owed[sender.id, period] = tuple(self._owing(sender, period))
        return self._owed[sender.id, period]

    @cached_property
    def _owed(self) -> dict[tuple[str, Period], tuple[tuple[Indicator, Unit], ...]]:
        return {}

    def _owing(self, sender: Unit, period: Period) -> Iterator[tuple[Indicator, Unit]]:
        return (
            (indicator, unit)
            for indicator in self.indicators
            if period.ends(indicator.frequency)
            and not indicator.same_as
            and sender in self.reporters(indicator)
            and self.boundaries.living(sender.id, period)
            for unit in self.reported_units(indicator, sender)
            if self.boundaries.living(unit.id, period)
        )

    @property
    def figures_rule(self) -> Deadline | None:
        """The deadline by which figures are owed, where the plan has one beside `due_day`."""
        return next((rule for rule in self.deadlines if rule.kind == "figures"), None)

    def due_date(self, period: Period) -> date | None:
        """The day by which figures of `period` are owed: the first that the rule sets after it; None without a rule."""
        if self.due_day is None:
            return self.figures_rule.next_day(period.end) if self.figures_rule else None
        after = Period(period.end.year, "month", period.end.month).plus(1)
        return after.start.replace(day=min(self.due_day, after.end.day))

    def senders(self, period: Period) -> tuple[Unit, ...]:
        """The units that owe anything for `period`, in the plan's order."""
        return tuple(unit for unit in self.units if self.owed(unit, period))


def _look_up(index: Mapping[str, T], key: str, what: str) -> T:
    if key not in index:
        raise PlanError(f"没有编号为“{key}”的{what}；现有：{'、'.join(index) or '无'}")
    return index[key]
