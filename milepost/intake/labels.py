"""What the naming columns of a table say, row after row: names from outside in, the outer ones carried down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from milepost.intake import wording
from milepost.intake.table import NAMING, Role, Table
from milepost.plan.names import fold
from milepost.plan.period import plain_times

NAMES: tuple[Role, ...] = ("indicator", "other")
CARRIED_OVER: tuple[Role, ...] = (*NAMING, "industry", "period")
"""What an outer name left blank may still speak for: 注销 written once over 企业 and 个体工商户."""


_YEAR = re.compile(r"(20\d\d)年?度?")


def within(outer: str, inner: str) -> str:
    """A period as two texts say it, one within the other: 2022年 and 一季度 are 2022年一季度; else the inner one."""
    year = _YEAR.fullmatch(fold(outer))
    if (
        not inner
        or year is None
        or re.search(r"20\d\d", inner)
        or not wording.YEARLESS.search(plain_times(fold(inner)))
    ):
        return inner or outer
    return f"{year[1]}年{inner.strip()}"


@dataclass(frozen=True)
class Labels:
    """The texts of one row: `names` is the path of what is counted, outermost first; the others the innermost text."""

    names: tuple[str, ...]
    others: dict[Role, str]
    is_named: bool
    """Whether there is any column that names rows at all."""
    outer_place: str = ""
    """What the first of several columns of places says, or said above: 东丰县 beside 大阳镇."""

    def of(self, role: Role) -> str:
        """The row's text in the columns of a role that is none of names; empty where there is none."""
        return self.others.get(role, "")


@dataclass
class LabelReader:
    """Reads the labels of the rows of `table` in these naming columns, in their order."""

    table: Table
    stubs: tuple[int, ...]
    _above: dict[int, str] = field(default_factory=dict)
    _years: dict[int, str] = field(default_factory=dict)

    def next(self, row: int) -> Labels:
        """What the naming columns say of the next row."""
        texts = {stub: self.table.grid.merged_text(row, stub) for stub in sorted(self.stubs)}
        roles = self.table.roles
        others: dict[Role, str] = {}
        for stub, text in texts.items():
            if roles[stub] not in NAMES and (text or roles[stub] not in others):
                others[roles[stub]] = text
        if "period" in others:
            others["period"] = self._period([(stub, text) for stub, text in texts.items() if roles[stub] == "period"])
        names: list[str] = []
        for name in self._names(texts):
            # A name merged over two columns stands in both.
            if name and names[-1:] != [name]:
                names.append(name)
        places = [stub for stub in texts if roles[stub] == "place"]
        outer = texts[places[0]] or self._above.get(places[0], "") if len(places) > 1 else ""
        return Labels(tuple(names), others, any(roles[stub] in NAMING for stub in texts), outer)

    def _period(self, said: list[tuple[int, str]]) -> str:
        """The period of a row out of all its columns of periods; a year holds for the quarters beside and below it."""
        whole = ""
        for stub, text in said:
            outer = whole or self._years.get(stub, "")
            if year := re.search(r"20\d\d(?=年|$)", fold(text)):
                self._years[stub] = year[0]
            is_carried = not text and stub != said[-1][0]
            whole = outer if is_carried else within(outer, text) if text else whole
        return whole

    def forget(self) -> None:
        """A heading between the rows ends what the names above it speak for."""
        self._above.clear()

    def _names(self, texts: dict[int, str]) -> Iterator[str]:
        """The names of a row, and those above it that still speak for it."""
        for stub, text in texts.items():
            role = self.table.roles[stub]
            if text and role in NAMING and text != self._above.get(stub):
                self._above = {outer: above for outer, above in self._above.items() if outer < stub} | {stub: text}
            if role in NAMES:
                speaks = any(
                    texts[inner] for inner in texts if inner > stub and self.table.roles[inner] in CARRIED_OVER
                )
                yield text or (self._above.get(stub, "") if speaks else "")
