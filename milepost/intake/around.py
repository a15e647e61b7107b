"""A cell in its surroundings, without opening all of a long workbook for it."""

from milepost.intake.grid import Grid, place_of
from milepost.intake.grids import open_grids
from milepost.intake.long_sheet import DeclinedError
from milepost.intake.long_source import long_source

_HEAD, _NEAR = 10, 8
"""Rows of a long sheet that are opened: its first ones, and those on both sides of the cell."""


def grids_around(content: bytes, name: str, sheet: str, cell: str) -> dict[str, Grid]:
    """The sheets of a workbook; of a long one the head and the rows around a cell alone. WorkbookError as opening."""
    try:
        long = long_source(content, name)
        if long is not None and long.name == sheet:
            row = place_of(cell).row
            return dict(long.grids({*range(_HEAD), *range(max(0, row - _NEAR), row + _NEAR + 1)}))
    except DeclinedError:
        pass  # As a short one, if its size allows.
    return open_grids(content, name)
