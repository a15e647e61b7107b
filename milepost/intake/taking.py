"""From what cells are said to be to one sender's figures: whose they are, what they amount to, who may give them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from milepost.intake.amounts import amount
from milepost.intake.claims import Claim
from milepost.intake.numbers import Blank, Number, Odd, read_number
from milepost.intake.owners import PLACES
from milepost.intake.request import Request
from milepost.plan.indicator import Indicator
from milepost.plan.reading import Problem
from milepost.plan.unit import Unit


def odd_numbers(claims: Iterable[Claim], request: Request) -> list[Problem]:
    """What is wrong with the numbers themselves, whoever sends them."""
    problems = []
    for claim in claims:
        number = read_number(claim.cell)
        if claim.rest or isinstance(number, Blank):
            continue
        value = amount(claim, number, request.plan) if isinstance(number, Number) else number
        if isinstance(value, Odd):
            problems.append(_about(claim, "error", (value.code, value.message, value.remedy)))
    return problems


def _about(claim: Claim, level: Literal["error", "doubt"], words: tuple[str, str, str]) -> Problem:
    code, message, remedy = words
    text = claim.cell.text.strip() if claim.cell else ""
    return Problem(level, code, message, remedy, claim.sheet, claim.address, text)


@dataclass
class Taking:
    """Turns claims into figures of one sender."""

    request: Request
    sender: Unit
    figures: dict[tuple[str, str, str], dict[str, object]] = field(default_factory=dict)
    blanks: dict[tuple[str, str, str], dict[str, object]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    doubted: set[str] = field(default_factory=set)
    """Indicators that the sender is not declared for and that were doubted already."""
    unsure: set[tuple[str, str]] = field(default_factory=set)
    """Sheets and words of their titles that were asked about."""
    _declared: dict[str, frozenset[str] | None] = field(default_factory=dict)

    def take(self, claims: Iterable[Claim]) -> list[Problem]:
        """Take what may be taken; what is wrong with the rest."""
        for claim in claims:
            unit = self.unit_of(claim)
            if unit is not None:
                self._take(claim, unit)
        return self.problems

    def unfilled(self) -> list[dict[str, object]]:
        """The blanks that no other cell of the workbook fills."""
        return [row for key, row in self.blanks.items() if key not in self.figures]

    def unit_of(self, claim: Claim) -> Unit | None:
        """Whose figure a claim is; None when it is not to be taken, or, and told, where the sender must say it."""
        unit = self.known_unit(claim)
        is_said = claim.rest or claim.total or claim.place is not None
        if unit is None and not is_said and not isinstance(read_number(claim.cell), Blank):
            message = f"“{claim.indicator.name}”没有写是哪个单位的数"
            self._refuse(claim, "no-unit", message, "请按单位分行或分列填报")
        return unit

    def known_unit(self, claim: Claim) -> Unit | None:
        """Whose figure a claim is; None when it is not to be taken, or nobody says it."""
        plan, indicator = self.request.plan, claim.indicator
        whole = plan.unit_of(plan.unit)
        declared = self._own(indicator) is not None
        if claim.rest:
            return None
        if claim.total:
            return whole if declared and indicator.reported_for == "whole" else None
        if claim.place is not None:
            # The whole is reported as one figure; its parts beside it only check the sum.
            return None if declared and indicator.reported_for == "whole" and claim.place != whole else claim.place
        if claim.table_place is not None and claim.table_place != self.sender:
            return claim.table_place
        if declared:
            possible = plan.reported_units(indicator, self.sender)
            if len(possible) == 1:
                return possible[0]
        elif self.sender.kind in PLACES:
            return self.sender
        return None

    def _take(self, claim: Claim, unit: Unit) -> None:
        key = (claim.indicator.id, unit.id, claim.industry)
        row: dict[str, object] = {
            "indicator": key[0], "unit": key[1], "industry": key[2], "sheet": claim.sheet, "cell": claim.address,
        }  # fmt: skip
        number = read_number(claim.cell)
        if isinstance(number, Blank):
            self.blanks.setdefault(key, row | {"mark": number.mark})
            return
        if not self.may_report(claim, unit):
            return
        value = number if isinstance(number, Odd) else amount(claim, number, self.request.plan)
        if isinstance(value, Odd):
            self._refuse(claim, value.code, value.message, value.remedy)
            return
        self._doubt_owner(claim, unit)
        earlier = self.figures.get(key)
        if earlier is None:
            self.figures[key] = row | {"period": str(self.request.period), "value": value}
        elif earlier["value"] != value:
            place = f"{earlier['sheet']}!{earlier['cell']}"
            self._refuse(claim, "twice", f"{unit.name}“{claim.indicator.name}”在{place}已有另一个数", "请只留一个")

    def _doubt_owner(self, claim: Claim, unit: Unit) -> None:
        """A doubt, one for each sheet and wording, where a title that speaks of other places says whose figures."""
        is_said = claim.place is not None or claim.total or not claim.others
        if is_said or unit.id == self.request.plan.unit or (claim.sheet, claim.others) in self.unsure:
            return
        self.unsure.add((claim.sheet, claim.others))
        message = f"标题写的是“{claim.others}”，表上的数按{unit.name}的读取"
        words = "title", message, f"请确认都是{unit.name}自己的数；最好在标题里只写{unit.name}"
        self.problems.append(replace(_about(claim, "doubt", words), cell=claim.heading_address))

    def _is_there(self, claim: Claim, unit: Unit) -> bool:
        """Whether there is such a unit in this period; what came of it, or was before it, is named."""
        plan, period = self.request.plan, self.request.period
        if plan.boundaries.living(unit.id, period):
            return True
        end, origin = plan.boundaries.end(unit.id), plan.boundaries.origin(unit.id)
        if end and period.last_quarter() >= end.since:
            others, what = (
                end.into,
                f"{end.since.words}起已并入" if end.kind == "merged" else f"{end.since.words}起已分为",
            )
        else:
            others, what = (origin.units, f"{origin.since.words}才设立，此前是") if origin else ((), "")
        names = "、".join(plan.unit_of(one).name for one in others)
        self._refuse(claim, "unit-adjusted", f"{unit.name}{what}{names}", f"{period.words}的数请按{names}填报")
        return False

    def _own(self, indicator: Indicator) -> frozenset[str] | None:
        """The units whose figures of an indicator the sender is declared to report; None when it is not declared."""
        if indicator.id not in self._declared:
            plan, sender = self.request.plan, self.sender
            units = (unit.id for unit in plan.reported_units(indicator, sender))
            self._declared[indicator.id] = frozenset(units) if sender in plan.reporters(indicator) else None
        return self._declared[indicator.id]

    def may_report(self, claim: Claim, unit: Unit) -> bool:
        """Whether the sender may give this unit's figure of this indicator; a place never gives another place's."""
        if not self._is_there(claim, unit):
            return False
        plan, indicator = self.request.plan, claim.indicator
        own = self._own(indicator)
        declared = own is not None
        if own is not None and unit.id in own:
            return True
        is_summary = self.sender.id == plan.unit
        if unit != self.sender and not is_summary and (self.sender.kind in PLACES or declared):
            message = f"{self.sender.name}不能报{unit.name}的“{indicator.name}”"
            self._refuse(claim, "not-yours", message, "请删去它，或改选报送单位")
            return False
        if not declared:
            self._doubt_reporter(claim, indicator)
        return True

    def _doubt_reporter(self, claim: Claim, indicator: Indicator) -> None:
        names = "、".join(unit.name for unit in self.request.plan.reporters(indicator)[:3]) or "（由其他指标算出）"
        problem = Problem(
            "doubt", "not-declared", f"“{indicator.name}”应由{names}报送，{self.sender.name}的数只作核对",
            "请确认是否要报这项", claim.sheet, claim.heading_address, claim.heading,
        )  # fmt: skip
        if indicator.id not in self.doubted:
            self.doubted.add(indicator.id)
            self.problems.append(problem)

    def _refuse(self, claim: Claim, *words: str) -> None:
        code, message, remedy = words
        self.problems.append(_about(claim, "error", (code, message, remedy)))
