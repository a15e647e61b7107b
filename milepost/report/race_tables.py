"""The tables of a race: the places of the quarter, the scores by indicator, and the ranks over time."""

import math

from milepost.report import race_words, words
from milepost.report.document import Column, Table, Value
from milepost.report.evidence import Evidence
from milepost.report.race_words import Place


def _placed(place: Place) -> Value:
    return place.rank if place.ranked else math.nan


def race(evidence: Evidence) -> Table:
    """The race of the quarter."""
    columns = (
        Column("名次", "text"),
        Column("单位", "text", 1.4),
        Column("得分", "score"),
        Column("较上季", "text"),
        Column("名次区间", "text", 1.2),
        Column("快于序时", "text", 1.2),
        Column("慢于序时", "text", 1.2),
    )
    rows = tuple(
        (
            _rank_words(place),
            evidence.plan.unit_of(place.unit).name,
            place.score,
            moved(place),
            race_words.interval(place),
            *_ahead_and_behind(evidence, place.unit),
        )
        for place in evidence.places
    )
    note = "名次区间为权重各自上下浮动20%、抽样1,000次所得，区间相交的单位差别不显著。"
    return Table("race", "赛马名次", f"{evidence.period.words}县区赛马名次", columns, rows, note)


def _rank_words(place: Place) -> str:
    if not place.ranked:
        return "数据不足"
    return f"并列{place.rank:.0f}" if place.tied else f"{place.rank:.0f}"


def moved(place: Place) -> str:
    """升1位, 降2位, 持平; 首次 without a rank before."""
    if not place.ranked:
        return words.MISSING
    if math.isnan(place.rank_last):
        return "首次"
    return f"{'升' if place.rise > 0 else '降'}{abs(place.rise)}位" if place.rise else "持平"


def _ahead_and_behind(evidence: Evidence, unit: str) -> tuple[str, str]:
    bands = evidence.plan.bands
    known = [j.ahead for j in evidence.of_unit(unit) if not math.isnan(j.ahead)]
    return f"{sum(a >= bands.ahead for a in known)}项", f"{sum(a < bands.slow for a in known)}项"


def scores(evidence: Evidence) -> Table:
    """The score of each unit by indicator."""
    items = [name for name in evidence.results.ranking.columns if name.startswith("score_")]
    rows = evidence.results.ranking[evidence.results.ranking["period"] == str(evidence.period)]
    by_unit = {row["unit"]: row for row in rows.to_dict("records")}
    columns = (
        Column("单位", "name", 1.4),
        Column("名次", "count"),
        Column("得分", "score"),
        *(Column(indicator_of_score(evidence, name), "score", 1.4) for name in items),
        Column("缺失权重", "share"),
    )
    filled = tuple(
        (
            evidence.plan.unit_of(place.unit).name,
            _placed(place),
            place.score,
            *(by_unit[place.unit][name] for name in items),
            place.missing_weight,
        )
        for place in evidence.places
    )
    return Table("scores", "赛马得分", f"{evidence.period.words}县区赛马分项得分", columns, filled)


def indicator_of_score(evidence: Evidence, column: str) -> str:
    """The indicator's name behind a column score_<indicator>[_<way of scoring>] of RANKING."""
    rest = column.removeprefix("score_")
    known = {i.id: i.name for i in evidence.plan.indicators}
    longest = max((i for i in known if rest == i or rest.startswith(f"{i}_")), key=len, default="")
    return known.get(longest, rest)


def rank_history(evidence: Evidence) -> Table:
    """The ranks of all quarters."""
    texts = [str(p) for p in evidence.results.periods]
    held = {
        (unit, period): rank
        for unit, period, rank in zip(
            *(evidence.results.ranking[c].tolist() for c in ("unit", "period", "rank")), strict=True
        )
    }  # fmt: skip
    units = list(dict.fromkeys(unit for unit, _ in held))
    rows = tuple(
        (evidence.plan.unit_of(unit).name, *(held.get((unit, text), math.nan) for text in texts)) for unit in units
    )
    columns = (Column("单位", "name", 1.4), *(Column(p.words, "count") for p in evidence.results.periods))
    return Table("rank_history", "历季名次", "县区赛马历季名次", columns, rows)
