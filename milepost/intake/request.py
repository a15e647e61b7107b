"""What somebody wants read: a file, for a plan and a period, perhaps of a named sender."""

from dataclasses import dataclass

from milepost.plan.period import Period
from milepost.plan.plan import Plan


@dataclass(frozen=True)
class Request:
    """Figures of `period` for `plan`, from the workbook named `file`.

    `sender` is a unit's id or name; when empty, the workbook must make clear who sends it.
    """

    plan: Plan
    period: Period
    file: str
    sender: str = ""
