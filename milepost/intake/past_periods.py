"""Which quarters a workbook of many periods speaks of: by its titles, headings, rows and sheet names."""

from collections.abc import Iterator, Mapping

from milepost.intake.grid import Grid
from milepost.plan.period import Period, SaidPeriod, said_periods


def quarters_said(grids: Mapping[str, Grid]) -> list[Period]:
    """The quarters at whose end any figure of the workbook may stand, oldest first; a year means its last quarter."""
    found = {_quarter(said) for text in _texts(grids) for said in said_periods(text)}
    return sorted(found)


def _quarter(said: SaidPeriod) -> Period:
    return said.period.last_quarter()


def _texts(grids: Mapping[str, Grid]) -> Iterator[str]:
    for name, grid in grids.items():
        if grid.hidden:
            continue
        yield name
        for cell in grid.cells.values():
            # A year alone in a heading is stored as a number; a count of 2,021 households is one, too, and reads as
            # no figure of that year later on.
            if cell.kind in ("text", "date") or (cell.number is not None and cell.number in range(1990, 2100)):
                yield cell.text
