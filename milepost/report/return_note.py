"""退回: what is said to a sender whose file goes back, as text that is ready to be pasted into a message."""

from collections.abc import Sequence

from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.reading import Problem

_LISTED = 8


def return_note(plan: Plan, period: Period, file: str, sender: str, problems: Sequence[Problem]) -> str:
    """The note to `sender` (a unit's id, or empty when nobody knows) about `file`; its first problems in words."""
    errors = [problem for problem in problems if problem.level == "error"]
    doubts = [problem for problem in problems if problem.level == "doubt"]
    counts = [f"{len(errors)}处须更正"] * bool(errors) + [f"{len(doubts)}处须说明"] * bool(doubts)
    to = f"{plan.unit_of(sender).name}：" if sender else ""
    head = f"{to}报来的{plan.name}{period.words}数据（“{file}”）有{'、'.join(counts)}，现退回，请尽快改好重报："
    listed = [*errors, *doubts]
    lines = [f"{number}. {_said(problem)}" for number, problem in enumerate(listed[:_LISTED], 1)]
    more = [f"……其余{len(listed) - _LISTED}处见批注件。"] * (len(listed) > _LISTED)
    foot = "批注件首页有完整清单，要改的格已标色。数字请由你单位自己更正，办公室不代改。"
    return "\n".join([head, *lines, *more, foot])


def _said(problem: Problem) -> str:
    where = f"{problem.where}：" if problem.where else ""
    return f"{where}{problem.message}。{problem.remedy}。"
