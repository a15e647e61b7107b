"""Taking a submission back, as part of an act."""

from milepost.errors import NotFoundError, RefusedError
from milepost.plan.period import Period
from milepost.store.database import Act
from milepost.store.quarter import PeriodState, require_state


def take_back(act: Act, submission: str, *, by: str, reason: str) -> None:
    """Withdraw a live submission; NotFoundError for an unknown one, RefusedError for one that no longer counts."""
    found = act.rows(
        "select plan, period, withdrawn, replaced from milepost.submission_life where id = $id", id=submission
    )
    if not found:
        raise NotFoundError(f"没有编号为“{submission}”的报送，请在报送记录里核对编号")
    [(plan_id, period, withdrawn, replaced)] = found
    if withdrawn is not None or replaced is not None:
        what = "已经撤回过" if withdrawn is not None else "已被后来的报送替换"
        raise RefusedError(f"这份报送{what}，不需要再撤回")
    require_state(act, plan_id, Period.parse(period), "撤回", PeriodState.COLLECTING, PeriodState.CORRECTING)
    act.run(
        """insert into milepost.withdrawal (submission, person, reason, time)
        select $id, $person, $reason, $time""",
        id=submission, person=by, reason=reason, time=act.time,
    )  # fmt: skip
