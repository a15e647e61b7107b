"""Evidence for briefings out of the small plan: ten quarters of invented figures, judged as the workflow does it."""

import io
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

import pandas as pd
from PIL import Image

from milepost.errors import MeasureError, PlanError
from milepost.measure.account import Account
from milepost.measure.changes import changes
from milepost.measure.progress import progress
from milepost.measure.punctuality import PUNCTUALITY
from milepost.measure.race import race
from milepost.measure.results import Results
from milepost.measure.values import values
from milepost.plan.period import Period, quarters
from milepost.plan.plan import Plan
from milepost.plan.tables import FIGURES, RANKING, empty, table
from milepost.report.evidence import Earlier, Edition, Evidence
from milepost.store.questions import SUBMISSIONS

Q1, Q2 = Period.parse("2024Q1"), Period.parse("2024Q2")
PUBLISHED = datetime(2024, 7, 18, 1, 0)
START = {"longshan": 30000, "xian": 20000, "dongfeng": 22000, "dongliao": 20000, "gaoxin": 8000}
PACE = {"longshan": 540, "xian": 300, "dongfeng": 410, "dongliao": 190, "gaoxin": 120}
Cell = tuple[str, str, str]


def figures(plan: Plan, *, without: Collection[Cell] = ()) -> pd.DataFrame:
    """Ten quarters of every figure, but for the cells (indicator, unit, period) left out."""
    rows: list[dict[str, object]] = []

    def add(indicator: str, unit: str, period: Period, value: float) -> None:
        if (indicator, unit, str(period)) in without or unit not in {u.id for u in plan.units}:
            return
        rows.append(
            {"indicator": indicator, "unit": unit, "industry": "", "period": str(period), "value": float(value),
             "sheet": "季报", "cell": f"B{len(rows) + 3}", "submission": "s", "sender": unit, "form": "季报",
             "file": f"{plan.unit_of(unit).name}.xlsx", "sha256": "ab" * 32, "time": pd.Timestamp("2024-07-10 02:00")}
        )  # fmt: skip

    for k, period in enumerate(quarters(Period.parse("2021Q4"), Q2)):
        for unit, start in START.items():
            add("market_entities", unit, period, start + PACE[unit] * k)
            if k:
                add("new_entities", unit, period, PACE[unit] * 2 * period.number)
                add("conversions_ever", unit, period, 130 + 8 * k)
            if period.number == 4:
                add("population", unit, period, start * 10)
        add("trained", "city", period, 6)
    return table(rows, FIGURES)


def judged(plan: Plan, given: pd.DataFrame, period: Period) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Progress and ranking of all quarters up to `period`."""
    periods = quarters(plan.start, period)
    found = progress(given, plan, periods)
    try:
        return found, race(found, given, plan, plan.scheme_of(), periods)
    except (MeasureError, PlanError):
        return found, empty(RANKING)


def evidence(plan: Plan, given: pd.DataFrame, period: Period = Q2, *, vintage: int | None = 2) -> Evidence:
    """What a briefing of `period` may say; the edition before is the quarter before, with one figure read otherwise."""
    found, ranking = judged(plan, given, period)
    owed = plan.senders(period)
    have = set(given[given["period"] == str(period)]["unit"])
    standing = pd.DataFrame(
        [
            {"unit": u.id, "form": "季报" if u.id in have else "", "state": "已报" if u.id in have else "逾期未报",
             "submitted": pd.Timestamp("2024-07-10 02:00") if u.id in have else pd.NaT, "late": u.id not in have,
             "figures": 3, "owed": 3, "missing": "" if u.id in have else "高新技术企业", "due": plan.due_date(period)}
            for u in owed
        ]
    )  # fmt: skip
    sent = {"submission": "s", "sender": "longshan", "period": str(period), "form": "季报", "state": "live",
            "explanation": "=1+1 年检清理所致"}  # fmt: skip
    submissions = pd.DataFrame([{name: sent.get(name, "") for name in SUBMISSIONS}])
    before = period.previous()
    old = given.assign(value=given["value"].where(given["period"] != str(before), given["value"] - 10))
    sides = ((old, before), (given, period)) if plan.schemes and plan.goals else ()
    accounts = [_account(plan, own, at) for own, at in sides]
    earlier = Earlier(f"第1版（{before.words}）", changes(*accounts)) if accounts else None
    edition = Edition(vintage, PUBLISHED, "0.1.0", "d" * 64, plan.sample)
    periods = tuple(quarters(plan.start, period))
    results = Results(plan, period, periods, given, values(given, plan, periods), found, ranking, standing)
    return Evidence(results, submissions, empty(PUNCTUALITY), edition, earlier)


def _account(plan: Plan, given: pd.DataFrame, period: Period) -> Account:
    found = progress(given, plan, [period])
    return Account(plan, period, given, found, race(found, given, plan, plan.scheme_of(), [period]))


def pixel() -> bytes:
    """A picture as large as a chart's."""
    made = io.BytesIO()
    Image.new("RGB", (1220, 700), "white").save(made, "PNG")
    return made.getvalue()


def renamed(plan: Plan, unit: str, name: str) -> Plan:
    """The plan with another name for one unit."""
    return replace(plan, units=tuple(replace(u, name=name) if u.id == unit else u for u in plan.units))
