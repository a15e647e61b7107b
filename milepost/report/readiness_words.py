"""What publishing leaves open, said before somebody publishes."""

from milepost.measure.readiness import Readiness
from milepost.plan.plan import Plan


def lines(plan: Plan, ready: Readiness) -> list[str]:
    """Who is missing, whose files wait for a head, whose figures were doubted and explained; or nothing."""
    told = (
        ("还没报齐", ready.missing, "按未报发布"),
        ("报来的文件还在等负责人审签", ready.waiting, "不计入这一版"),
        ("的数有存疑，已由单位说明", ready.explained, "照报来的数发布"),
    )
    said = []
    for what, units, then in told:
        if units:
            names = "、".join(plan.unit_of(unit).name for unit in units)
            said.append(f"{names}（{len(units)}家）{what}，{then}")
    return said


def state(ready: Readiness) -> str:
    """已报齐, 够发布 (said by the office, naming who is missing), or 还差3家."""
    if not ready.missing:
        return "已报齐"
    return f"够发布 · 缺{len(ready.missing)}家" if ready.complete else f"还差{len(ready.missing)}家"
