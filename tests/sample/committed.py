"""What is committed in `data/sample`."""

from pathlib import Path

from milepost.plan.period import Period, quarters

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
LAST = {"liaoyuan-2022": "2024Q2", "xiaodian-2022": "2023Q2"}
PLANS = list(LAST)


def quarters_of(plan_id: str) -> list[str]:
    """The quarters that the sample has of a plan."""
    return [str(quarter) for quarter in quarters(Period.parse("2022Q1"), Period.parse(LAST[plan_id]))]


CASES = [(plan_id, name) for plan_id in PLANS for name in quarters_of(plan_id)]


def workbooks(plan_id: str, quarter: str) -> dict[str, bytes]:
    """The workbooks of one quarter by file name, in their order."""
    return {path.name: path.read_bytes() for path in sorted((SAMPLE / plan_id / quarter).iterdir())}
