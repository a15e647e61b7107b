"""The life of a reporting period: opened, published, opened again for corrections; and who came first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from milepost.errors import RefusedError, StaleError
from milepost.plan.period import Period
from milepost.store.database import Cursor


class PeriodState(StrEnum):
    """Where a period stands; the value is the word shown."""

    NOT_OPEN = "未开放"
    COLLECTING = "收数中"
    PUBLISHED = "已发布"
    CORRECTING = "更正中"


AFTER = {"open": PeriodState.COLLECTING, "publish": PeriodState.PUBLISHED, "correct": PeriodState.CORRECTING}
"""Which state an act brings."""
_NEXT = {
    PeriodState.NOT_OPEN: "请先开放这个报告期",
    PeriodState.COLLECTING: "单位可以直接报送或重报",
    PeriodState.PUBLISHED: "要改动请先开更正，并写明原因",
    PeriodState.CORRECTING: "单位可以直接重报，改完请再发布",
}
_DID = {
    "adopt": "修改了方案",
    "submit": "报送了数字",
    "withdraw": "撤回了报送",
    "open": "开放了报告期",
    "publish": "发布了数据",
    "correct": "打开了更正",
}


def state_of(cursor: Cursor, plan_id: str, period: Period) -> PeriodState:
    """Where `period` stands now."""
    [(last,)] = cursor.rows(
        """select arg_max(act, time) from milepost.journal
        where plan = $plan and period = $period and act in ('open', 'publish', 'correct')""",
        plan=plan_id, period=str(period),
    )  # fmt: skip
    return AFTER.get(last, PeriodState.NOT_OPEN)


def require_state(cursor: Cursor, plan_id: str, period: Period, act: str, *allowed: PeriodState) -> None:
    """RefusedError, naming the `act`, unless `period` stands at one of `allowed`."""
    state = state_of(cursor, plan_id, period)
    if state not in allowed:
        raise RefusedError(f"{period.words}{state}，不能{act}；{_NEXT[state]}")


@dataclass(frozen=True)
class Scope:
    """The part of a plan's journal that a decision rests on; empty fields leave it wide."""

    plan: str
    period: str = ""
    sender: str = ""
    form: str = ""
    act: str = ""


def refuse_stale(cursor: Cursor, scope: Scope, based_on: datetime | None) -> None:
    """StaleError when anything happened in `scope` after `based_on`, the moment the person was looking at.

    None stands for "as it is now" and is never stale.
    """
    if based_on is None:
        return
    newer = cursor.rows(
        """select person, act from milepost.journal
        where plan = $plan and time > $based_on
        and ($period = '' or period = $period)
        and ($sender = '' or sender = $sender)
        and ($form = '' or form = $form)
        and ($act = '' or act = $act)
        order by time limit 1""",
        plan=scope.plan, period=scope.period, sender=scope.sender, form=scope.form, act=scope.act, based_on=based_on,
    )  # fmt: skip
    for person, act in newer:
        raise StaleError(f"您查看之后，{person or '另一个人'}{_DID[act]}，所以这次没有执行；请刷新，看过最新情况再决定")
