"""年考核: a year's place out of its four quarterly races (季评估、年考核).

The text asks for an appraisal every year and gives no rule. Taken here: the plain mean of the quarters' scores, each
quarter alike, by the same scheme, ranked like a quarter's race.
"""

import numpy as np
import pandas as pd

from milepost.measure.panel import Bools, Floats, positions, texts
from milepost.measure.race import competition_ranks, tied
from milepost.plan.period import Period
from milepost.plan.scheme import Scheme

APPRAISAL = {
    "unit": "str",
    "year": "int64",
    "quarters_ranked": "int64",  # of the year's four
    "mean_score": "float64",
    "rank": "float64",  # descending competition rank; NaN: not ranked (数据不足)
    "tied": "bool",
    "score_q1": "float64",  # NaN: not ranked in that quarter
    "score_q2": "float64",
    "score_q3": "float64",
    "score_q4": "float64",
}


def appraisal(rankings: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Columns APPRAISAL: a row for each whole year and unit, in the order of `rankings` (RANKING of `scheme`).

    A year is whole when each of its quarters is there and ranks somebody; other years are left out. A quarter without
    score is treated as a missing indicator is within a quarter: a unit lacking more than the scheme's `max_missing` of
    the year has neither mean nor rank; up to that it counts 0, or only the other quarters count, as the scheme says.
    """
    units = rankings["unit"].unique().tolist()
    years, scores = _by_quarter(rankings, units)
    lacking = np.isnan(scores)
    count = (~lacking).sum(axis=2)
    quarters = scores.shape[2]
    enough = (quarters - count) / quarters <= scheme.max_missing + 1e-12
    divisor = np.full(count.shape, quarters) if scheme.missing == "zero" else np.maximum(count, 1)
    mean = np.where(enough & (count > 0), np.where(lacking, 0.0, scores).sum(axis=2) / divisor, np.nan)
    ranks = competition_ranks(mean)
    table = {
        "unit": texts(units, np.tile(np.arange(len(units)), len(years))),
        "year": np.repeat(np.array(years, np.int64), len(units)),
        "quarters_ranked": count.ravel(),
        "mean_score": mean.ravel(),
        "rank": ranks.ravel(),
        "tied": tied(ranks).ravel(),
    }
    return pd.DataFrame(table | {f"score_q{k + 1}": scores[:, :, k].ravel() for k in range(quarters)})


def _by_quarter(rankings: pd.DataFrame, units: list[str]) -> tuple[list[int], Floats]:
    """The whole years, and scores as year × unit × quarter."""
    periods = {text: Period.parse(text).last_quarter() for text in rankings["period"].unique()}
    years = sorted({period.year for period in periods.values()})
    scores = np.full((len(years), len(units), 4), np.nan)
    quarter = [periods[text] for text in rankings["period"]]
    year = np.array([years.index(period.year) for period in quarter], np.int64)
    number = np.array([period.number - 1 for period in quarter], np.int64)
    scores[year, positions(rankings["unit"], units), number] = rankings["score"].to_numpy(np.float64)
    whole: Bools = (~np.isnan(scores)).any(axis=1).all(axis=1)
    return [one for one, is_whole in zip(years, whole, strict=True) if is_whole], scores[whole]
