"""Publishing with open eyes: who is missing, who was doubted, what still waits; and one vintage when two publish."""

from dataclasses import dataclass
from datetime import datetime

from milepost import workflow
from milepost.desk import Desk
from milepost.measure.readiness import Readiness, readiness
from milepost.people.act import Act
from milepost.plan.period import Period


def ready(desk: Desk, plan_id: str, period: Period) -> Readiness:
    """How complete `period` is: who lacks something, whose figures were explained, whose files wait for a head."""
    waiting = desk.store.pending.of(plan_id, period)
    declared = desk.store.declarations.last(plan_id, period)
    return readiness(
        workflow.standing(desk, plan_id, period),
        workflow.live_submissions(desk, plan_id, period),
        waiting[waiting["outcome"] == ""]["sender"].tolist(),
        declared.missing if declared else None,
    )


def declare(desk: Desk, plan_id: str, period: Period, *, by: str) -> None:
    """Say 够发布: `period` is complete enough without those who lack something now; they are named in the record."""
    desk.require(Act.PUBLISH)
    missing = ready(desk, plan_id, period).missing
    names = "、".join(desk.plan(plan_id).unit_of(unit).name for unit in missing)
    note = f"缺{len(missing)}家：{names}" if missing else "全部报齐"
    desk.store.declarations.declare(plan_id, period, missing, by=desk.author(by), note=note)


@dataclass(frozen=True)
class Decision:
    """Who publishes, why, and the moment of what they were looking at (UTC)."""

    by: str
    reason: str
    based_on: datetime


def publish(desk: Desk, plan_id: str, period: Period, decision: Decision) -> int:
    """Freeze `period` as it was looked at; the number of the vintage. StaleError when somebody acted since."""
    desk.require(Act.PUBLISH)
    return desk.store.publish(
        plan_id, period, by=desk.author(decision.by), reason=decision.reason, based_on=decision.based_on
    )
