"""What became of a drawing: read as it was, doubted or refused by name, or silently wrong."""

from collections import Counter
from dataclasses import dataclass, field

from milepost.intake.checks import doubts
from milepost.intake.grid import address
from milepost.intake.grids import open_grids
from milepost.intake.reading import Request, read_grids
from milepost.plan.reading import Problem, Reading
from milepost.plan.tables import FIGURES, empty
from tests.intake.drawn.shapes import drawn, spoilt
from tests.intake.drawn.style import Style
from tests.intake.drawn.tables import Drawing, Spot
from tests.intake.drawn.truth import NOW, plan

_A_TO_Z = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PLANS = {own: plan(by_counties=own) for own in (False, True)}


@dataclass(frozen=True)
class Verdict:
    """`outcome` is read, doubted, refused or wrong; `why` says what a person should look at."""

    style: Style
    outcome: str
    why: str
    is_spoilt: bool


def judged(style: Style) -> Verdict:
    """Draw, write, open, read and compare."""
    drawing = drawn(style)
    told = spoilt(drawing)
    grids = open_grids(drawing.content(), drawing.name())
    own_plan = PLANS[drawing.is_own]
    reading = read_grids(grids, Request(own_plan, NOW, drawing.name(), drawing.sender))
    problems = [*reading.problems]
    if not reading.errors:
        problems += doubts(reading, empty(FIGURES), own_plan)
    return _verdict(drawing, told, reading, problems)


def _verdict(
    drawing: Drawing, told: dict[str, tuple[tuple[str, str], Spot]], reading: Reading, problems: list[Problem]
) -> Verdict:
    wrong = list(_wrong(drawing, reading))
    lost = set(drawing.spots) - {(row.indicator, row.unit) for row in reading.figures.itertuples()}
    missing = " ".join(p.message for p in problems if p.code == "missing")
    names = {key: PLANS[drawing.is_own].indicator_of(key[0]).name for key in lost}
    unsaid = [
        f"{key} lost without a word" for key, name in names.items() if not errors_of(problems) and name not in missing
    ]
    expected: set[tuple[str, str]] = set()
    is_spoilt = bool(set(told) - {"mark"})
    is_torn = told.pop("torn", None) is not None
    for sort, (key, spot) in told.items():
        where = f"{spot.sheet}!{address(spot.row, spot.column)}"
        if sort != "mark" and not any((is_torn or p.where == where) and p.level == "error" for p in problems):
            named = PLANS[drawing.is_own].indicator_of(key[0]).name in missing
            unsaid += [f"{sort} at {where} not named"] * (not errors_of(problems) and not named)
            lost.add(key)
        else:
            expected |= {(p.code, where) for p in problems if p.where == where}
    odd = [p for p in problems if (p.code, p.where) not in expected and not _is_due(p, drawing.style)]
    errors = [p for p in odd if p.level == "error"]
    said = "; ".join(f"{p.level} {p.code} {p.where} {p.message}" for p in odd)
    if wrong or unsaid:
        named = bool(errors) or all(_is_named(where, odd) for where, _ in wrong)
        outcome = ("refused" if errors else "doubted") if wrong and named and not unsaid else "wrong"
        return Verdict(drawing.style, outcome, f"{[text for _, text in wrong]} {unsaid} {said}", is_spoilt)
    if errors:
        return Verdict(drawing.style, "refused", said, is_spoilt)
    return Verdict(drawing.style, "doubted" if odd or lost else "read", f"{said} lost: {sorted(lost)}", is_spoilt)


def _is_due(problem: Problem, style: Style) -> bool:
    """Whether a doubt is as it should be: about hidden rows, what is owed, 本期数 or a single month over a sum, and
    amounts of which nothing says the unit, or figures of which nothing but the year is said.
    """
    is_open = problem.code == "unclear-way" and "本期" in problem.value
    is_open = is_open or (problem.code == "unsaid-unit" and style.unit_in == "nowhere")
    is_open = is_open or (problem.message.startswith("只写了") and style.period == "nowhere")
    return problem.code in ("hidden", "missing") or is_open or problem.message.startswith("标题写的是一个月")


def errors_of(problems: list[Problem]) -> bool:
    return any(problem.level == "error" for problem in problems)


def _wrong(drawing: Drawing, reading: Reading) -> list[tuple[str, str]]:
    found = []
    for row in reading.figures.itertuples():
        spot = drawing.spots.get((row.indicator, row.unit))
        where = f"{row.sheet}!{row.cell}"
        if spot is None:
            found.append((where, f"{row.indicator} {row.unit} {row.value} at {where}: not drawn"))
        else:
            there = f"{spot.sheet}!{address(spot.row, spot.column)}"
            if abs(float(spot.value) - row.value) > 1e-9 * abs(row.value) or where != there:
                found.append((where, f"{row.indicator} {row.unit} {row.value} at {where}: is {spot.value} at {there}"))
    return found


def _is_named(where: str, problems: list[Problem]) -> bool:
    """Whether a doubt points at the cell or at a heading of its column or row."""
    sheet, _, cell = where.rpartition("!")
    return any(
        p.sheet == sheet and (_letters(p.cell) == _letters(cell) or p.cell.lstrip(_A_TO_Z) == cell.lstrip(_A_TO_Z))
        for p in problems
    )


def _letters(cell: str) -> str:
    return cell.rstrip("0123456789")


@dataclass
class Tally:
    """How many drawings became what."""

    outcomes: Counter[tuple[str, bool]] = field(default_factory=Counter)
    shown: list[Verdict] = field(default_factory=list)

    def add(self, verdict: Verdict) -> None:
        self.outcomes[verdict.outcome, verdict.is_spoilt] += 1
        if verdict.outcome != "read":
            self.shown.append(verdict)

    @property
    def clean(self) -> int:
        """How many had no spoilt cell."""
        return sum(count for (_, is_spoilt), count in self.outcomes.items() if not is_spoilt)

    @property
    def share_read(self) -> float:
        """Of the drawings without a spoilt cell, how many were read whole."""
        return self.outcomes["read", False] / self.clean if self.clean else 1.0
