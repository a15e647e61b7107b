"""Judgements and places for the tests of words: every field has a plain value that a test may change."""

from milepost.plan.tables import Status
from milepost.report.judgement import Judgement
from milepost.report.race_words import Place

NAN = float("nan")


def judged(**changes: object) -> Judgement:
    """企业 of the reference: 20,720 户 at the end of 2024Q2, 16,400 at the base, 22,000 promised, −6.2 points."""
    plain: dict[str, object] = {
        "goal": "market_entities", "indicator": "market_entities", "unit": "city", "period": "2024Q2",
        "value": 20720.0, "at_least": 20720.0, "value_last_year": 18850.0, "value_last_period": 20230.0,
        "change_last_year": 0.099, "change_last_period": 0.024, "base_value": 16400.0, "target": 22000.0,
        "measure_unit": "户", "completion": 20720 / 22000, "reached_share": 4320 / 5600, "due_share": 10 / 12,
        "due_value": 16400 + 5600 * 10 / 12, "ahead": 100 * (4320 / 5600 - 10 / 12), "gap": 1281.0,
        "required_per_quarter": 640.5, "status": Status.SLOW, "reason": "", "reported": 5.0, "expected": 5.0,
        "met_since": "", "years_kept": NAN, "years_ended": NAN,
    }  # fmt: skip
    return Judgement(**(plain | changes))  # type: ignore[arg-type]


def place(unit: str, rank: float, **changes: object) -> Place:
    """A unit's place in 2024Q2, on the same rank as a quarter ago."""
    plain: dict[str, object] = {
        "scheme": "counties", "period": "2024Q2", "unit": unit, "rank": rank, "tied": False, "score": 90.0,
        "rank_last": rank, "rank_low": rank, "rank_high": rank, "missing_weight": 0.0,
    }  # fmt: skip
    return Place(**(plain | changes))  # type: ignore[arg-type]
