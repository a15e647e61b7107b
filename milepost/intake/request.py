"""What somebody wants read: a file, for a plan and a period, perhaps of a named sender."""

from dataclasses import dataclass, field

from milepost.intake.answers import Answer
from milepost.intake.form import Form
from milepost.plan.period import Period
from milepost.plan.plan import Plan


@dataclass(frozen=True)
class Memory:
    """What clerks have said before: layouts of units' own workbooks, and what names in them mean."""

    forms: tuple[Form, ...] = ()
    answers: tuple[Answer, ...] = ()

    def of(self, sender: str) -> tuple[Answer, ...]:
        """The answers about the workbooks of one sender."""
        return tuple(answer for answer in self.answers if answer.sender == sender)

    def about(self, *senders: str) -> bool:
        """Whether anything was said of the workbooks of one of these senders."""
        return any(form.sender in senders for form in self.forms) or any(map(self.of, senders))


@dataclass(frozen=True)
class Request:
    """Figures of `period` for `plan`, from the workbook named `file`.

    `sender` is a unit's id or name; when empty, the workbook must make clear who sends it.
    `memory` is what was said of earlier workbooks.
    """

    plan: Plan
    period: Period
    file: str
    sender: str = ""
    memory: Memory = field(default_factory=Memory)
