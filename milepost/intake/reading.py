"""Grids → figures and problems, for one sender and one period: everything that is wrong, all at once."""

from collections.abc import Mapping

from milepost.intake import ours
from milepost.intake.grid import Grid
from milepost.intake.problem_list import is_list
from milepost.intake.request import Request
from milepost.intake.workbook import WorkbookReader
from milepost.plan.reading import Reading

__all__ = ["Request", "read_grids"]


def read_grids(grids: Mapping[str, Grid], request: Request) -> Reading:
    """What a workbook says for the request's plan and period.

    Our own form is read by its marks, everything else by its words. What is not recognised with confidence becomes
    no figure; what the plan asks for and the workbook may have meant becomes a problem.
    """
    if ours.is_ours(grids):
        return ours.read(grids, request)
    # Senders correct the marked copy that went back to them, and send it again with our list in it.
    own = {name: grid for name, grid in grids.items() if not is_list(name, grid.text(0, 0))}
    return WorkbookReader(own, request).reading()
