"""Doubts about the sheet itself: rows out of sight, measure units that only some headings say, shares as fractions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from milepost.intake import wording
from milepost.intake.amounts import is_share
from milepost.intake.claims import Claim
from milepost.intake.grid import Grid, address, column_letters
from milepost.intake.measures import shift_between
from milepost.intake.numbers import Number, is_figure, read_number
from milepost.plan.indicator import Indicator
from milepost.plan.plan import Plan
from milepost.plan.reading import Problem

_LONG = 60


def hidden(claims: Sequence[Claim], grids: Mapping[str, Grid]) -> Iterator[Problem]:
    """One doubt for each hidden row or column that holds figures: the sender may not know of them."""
    told: set[tuple[str, str]] = set()
    for claim in claims:
        grid = grids[claim.sheet]
        if not isinstance(read_number(claim.cell), Number):
            continue
        for is_hidden, name in (
            (claim.row in grid.hidden_rows, f"第{claim.row + 1}行"),
            (claim.column in grid.hidden_columns, f"{column_letters(claim.column)}列"),
        ):
            if is_hidden and (claim.sheet, name) not in told:
                told.add((claim.sheet, name))
                text = claim.cell.text if claim.cell else ""
                yield out_of_sight(name, (claim.sheet, claim.address, text))


def commented(claims: Sequence[Claim], grids: Mapping[str, Grid]) -> Iterator[Problem]:
    """A doubt for each figure with a comment of its sender, which may say that another figure is meant, and for each
    heading or label with one that speaks of figures.
    """
    for claim in claims:
        grid = grids[claim.sheet]
        if not grid.comments or not isinstance(read_number(claim.cell), Number):
            continue
        for (row, column), comment in grid.comments.items():
            is_over = (column == claim.column and row < claim.row) or (row == claim.row and column < claim.column)
            cell = grid.cells.get((row, column))
            of_names = is_over and cell and not is_figure(cell) and wording.OF_FIGURES.search(comment)
            if (row, column) == (claim.row, claim.column) or of_names:
                yield has_comment(comment, (claim.sheet, address(row, column), grid.text(row, column)))


def has_comment(comment: str, where: tuple[str, str, str]) -> Problem:
    """The doubt about a figure with a comment; `where` are its sheet, address and text."""
    said = " ".join(comment.split())
    said = said if len(said) <= _LONG else f"{said[:_LONG]}…"
    return Problem("doubt", "comment", f"这一格有批注：“{said}”", "请按批注核对；批注不影响这个数的，请说明", *where)


def out_of_sight(name: str, where: tuple[str, str, str]) -> Problem:
    """The doubt about a hidden row or column; `where` are the sheet, address and text of a figure there."""
    return Problem("doubt", "hidden", f"{name}是隐藏的，里面有数", "请取消隐藏、核对后再报；确实要报的请说明", *where)


def may_be_fraction(indicator: Indicator, value: float, where: tuple[str, str, str]) -> Problem:
    """The doubt about a share that is given as a fraction of one; `where` are its sheet, address and text."""
    message = f"“{indicator.name}”的单位是%，这里是{value:.15g}，可能是小数形式的{100 * value:.6g}%"
    return Problem("doubt", "fraction", message, "请确认；小数形式的请改成百分数", *where)


def fractions(claims: Sequence[Claim], plan: Plan) -> Iterator[Problem]:
    """One doubt for each share of a sheet that may be given as 0.615 for 61.5 %."""
    told: set[tuple[str, str]] = set()
    for claim in claims:
        number, place = read_number(claim.cell), (claim.sheet, claim.indicator.id)
        if place in told or not isinstance(number, Number) or number.unit or not 0 < number.value <= 1:
            continue
        if is_share(claim.indicator, plan):
            told.add(place)
            text = claim.cell.text if claim.cell else ""
            yield may_be_fraction(claim.indicator, number.value, (claim.sheet, claim.address, text))


def unsaid_units(claims: Sequence[Claim], said: Iterable[tuple[str, str]] = ()) -> Iterator[Problem]:
    """A doubt for a heading without measure unit where another heading counts the same thing in 万 or 亿.

    `said` are measure units, by their sheets, that tables mention elsewhere: 合计（单位：万人） may mean them all.
    """
    units_said = dict.fromkeys([*said, *((c.sheet, unit) for c in claims for units in c.measures for unit in units)])
    scaled = {
        (sheet, wanted): unit
        for wanted in {claim.indicator.measure_unit for claim in claims}
        for sheet, unit in units_said
        if shift_between(unit, wanted) not in (None, 0)
    }
    told: set[tuple[str, str]] = set()
    for claim in claims:
        wanted = claim.indicator.measure_unit
        number = read_number(claim.cell)
        place = (claim.sheet, claim.heading_address)
        if claim.measures or claim.table_measures or place in told or not isinstance(number, Number) or number.unit:
            continue
        if (claim.sheet, wanted) in scaled:
            told.add(place)
            yield Problem(
                "doubt", "unsaid-unit",
                f"“{claim.heading}”没有写计量单位，按{wanted}读取；同表其他项用的是{scaled[claim.sheet, wanted]}",
                "请确认；最好在表头写明计量单位", *place, claim.heading,
            )  # fmt: skip


def unmeasured(claims: Sequence[Claim]) -> Iterator[tuple[str, Problem]]:
    """For each heading over amounts of money of which nobody says the unit, its indicator and the doubt about it."""
    told: set[tuple[str, str]] = set()
    for claim in claims:
        wanted, number, place = (
            claim.indicator.measure_unit,
            read_number(claim.cell),
            (claim.sheet, claim.heading_address),
        )
        is_said = claim.measures or claim.table_measures or not isinstance(number, Number) or number.unit
        if not is_said and place not in told and shift_between("元", wanted) not in (None, 0):
            told.add(place)
            message = f"“{claim.heading}”没有写计量单位，按{wanted}读取，也没有往期的数可比"
            remedy = "请确认；最好在表头写明计量单位"
            yield claim.indicator.id, Problem("doubt", "unsaid-unit", message, remedy, *place, claim.heading)
