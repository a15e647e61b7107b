"""The charts of a briefing: the numbers for native charts and the same picture as on the pages."""

import math
from collections.abc import Sequence
from functools import partial

import plotly.graph_objects as go

from milepost.plan.period import Period
from milepost.plan.tables import Status
from milepost.report import charts, race_charts, words
from milepost.report.document import Chart, Series
from milepost.report.evidence import Evidence
from milepost.report.heat import SPAN, Cell, Heat, heat_table
from milepost.report.judgement import Judgement
from milepost.report.palette import LIGHT, MARKS, unit_colours
from milepost.report.paths import Path, path_chart
from milepost.report.race_words import last_places, moved_most
from milepost.report.sentences import LATE, state_words

MOST_BARS, MOST_ROWS, PATHS = 16, 24, 8
_ROW = 23
_ORDINALS = "一二三四"


def all_charts(evidence: Evidence) -> list[Chart]:
    """Every chart of the quarter: leads, race (ranks, scores, heat), then the ways of the goals that matter most."""
    found = [leads(evidence)] if led(evidence) else []
    if any(place.ranked for place in evidence.places):
        found += [ranks(evidence), race_scores(evidence)]
    if heat_rows(evidence):
        found.append(heat(evidence))
    return found + [way(evidence, judged) for judged in notable(evidence)]


def led(evidence: Evidence, unit: str = "") -> list[Judgement]:
    """Goals (of one unit) with a lead or lag, the furthest ahead first; of more than 16 the first and last eight."""
    own = evidence.of_unit(unit) if unit else evidence.now
    known = sorted((j for j in own if not math.isnan(j.ahead)), key=lambda j: -j.ahead)
    half = MOST_BARS // 2
    return known if len(known) <= MOST_BARS else [*known[:half], *known[-half:]]


def slowest(evidence: Evidence) -> list[Judgement]:
    """The goals behind their pace, the furthest behind first."""
    late = [j for j in evidence.now if j.status in LATE]
    return sorted(late, key=lambda j: (math.isnan(j.ahead), j.ahead))


def notable(evidence: Evidence) -> list[Judgement]:
    """Up to eight goals whose way is drawn: the plan's first ones, then the slowest; only such with a figure."""
    wanted = [*evidence.main_goals(PATHS // 2), *slowest(evidence), *evidence.now] if evidence.now else []
    drawn = [j for j in wanted if j.known and not math.isnan(j.target)]
    return list({j.goal: j for j in drawn}.values())[:PATHS]


def leads(evidence: Evidence, unit: str = "") -> Chart:
    """How far each goal (of one unit) is ahead of or behind its pace, in points."""
    rows = led(evidence, unit)
    names = tuple(evidence.plan.goal_of(j.goal).name for j in rows)
    known = sum(not math.isnan(j.ahead) for j in (evidence.of_unit(unit) if unit else evidence.now))
    cut = f"（最快和最慢的各{MOST_BARS // 2}项）" if known > MOST_BARS else ""
    whose = evidence.plan.unit_of(unit).name if unit else ""
    series = Series(
        "比序时进度快慢",
        tuple(j.ahead for j in rows),
        LIGHT.accent,
        colours=tuple(LIGHT.tone(j.status).fill for j in rows),
        labels=tuple(words.lead(j.ahead) for j in rows),
    )
    alt = "；".join(f"{n}{words.lead(j.ahead)}" for n, j in zip(names, rows, strict=True))
    title = f"{whose}{evidence.period.words}各项目标比序时进度快慢{cut}"
    draw = partial(_bars, names, series, [j.status for j in rows])
    return Chart("leads", title, "bars", names, (series,), draw, "百分点", alt)


def _bars(names: Sequence[str], series: Series, statuses: Sequence[Status]) -> go.Figure:
    """Bars from a middle line, the names on the left, glyph and number at each end."""
    chart = charts.figure(LIGHT, _ROW * len(names) + 12)
    values = list(series.values)
    low, high = min(0.0, *values), max(0.0, *values)
    pad = (high - low or 1.0) * 0.13
    chart.update_xaxes(range=[low - pad if low < 0 else low, high + pad], visible=False)
    chart.update_yaxes(
        range=[len(names) - 0.5, -0.5], tickmode="array", tickvals=list(range(len(names))),
        ticktext=[f"{_short(name)}　" for name in names], tickfont={"color": LIGHT.ink, "size": 13}, automargin=True,
    )  # fmt: skip
    marks = [f"{MARKS[s].glyph} {label}" for s, label in zip(statuses, series.labels, strict=True)]
    chart.add_bar(
        x=values, y=list(range(len(names))), orientation="h", width=0.62, text=marks, textposition="outside",
        textfont={"size": 12, "color": [LIGHT.tone(s).word for s in statuses]}, cliponaxis=False,
        marker={"color": list(series.colours), "line": {"width": 0}},
    )  # fmt: skip
    chart.add_vline(x=0, line={"color": LIGHT.faint, "width": 1})
    return chart


def _short(name: str, most: int = 18) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def quarter_labels(periods: Sequence[Period]) -> tuple[str, ...]:
    """2022年一季, 二季, 三季 …: the year stands with the first quarter shown of each."""
    return tuple(
        f"{f'{p.year}年' if k == 0 or p.number == 1 else ''}{_ORDINALS[p.number - 1]}季" for k, p in enumerate(periods)
    )


def ranks(evidence: Evidence) -> Chart:
    """The ranks of the units over the quarters."""
    plan, now = evidence.plan, [p for p in evidence.places if p.ranked]
    texts = [str(p) for p in evidence.results.periods]
    rows = evidence.results.ranking
    mover = moved_most(now)
    named = {p.unit for p in last_places(now)} | ({mover.unit} if mover else set())
    series = []
    for place in now:
        own = rows[rows["unit"] == place.unit].set_index("period")["rank"]
        colour = race_charts.unit_colour(plan, place.unit, LIGHT)
        values = tuple(float(own.get(text, math.nan)) for text in texts)
        series.append(
            Series(
                plan.unit_of(place.unit).name, values, colour.line, ink=colour.text,
                thick=place.unit in named,
            )
        )  # fmt: skip
    alt = "；".join(f"{s.name}第{s.values[-1]:.0f}" for s in series)
    draw = partial(race_charts.bump_chart, plan, evidence.results.ranking, evidence.results.periods, LIGHT)
    title = f"{words.counted(len(texts))}个季度的县区赛马名次" if len(texts) > 1 else "县区赛马名次"
    return Chart("ranks", title, "ranks", quarter_labels(evidence.results.periods), tuple(series), draw, "名", alt)


def race_scores(evidence: Evidence) -> Chart:
    """The scores of the race in this quarter."""
    plan, now = evidence.plan, [p for p in evidence.places if p.ranked]
    names = tuple(plan.unit_of(p.unit).name for p in now)
    series = Series(
        "得分",
        tuple(p.score for p in now),
        LIGHT.accent,
        colours=tuple(race_charts.unit_colour(plan, p.unit, LIGHT).line for p in now),
        labels=tuple(f"{p.score:.1f}" for p in now),
    )
    alt = "；".join(f"{n}{label}分" for n, label in zip(names, series.labels, strict=True))
    title = f"{evidence.period.words}县区赛马得分"
    return Chart("scores", title, "bars", names, (series,), partial(_score_bars, names, series), "分", alt)


def _score_bars(names: Sequence[str], series: Series) -> go.Figure:
    chart = charts.figure(LIGHT, 40 * len(names) + 12)
    chart.update_xaxes(range=[0, max(series.values) * 1.1], visible=False)
    chart.update_yaxes(
        range=[len(names) - 0.5, -0.5], tickmode="array", tickvals=list(range(len(names))),
        ticktext=[f"{_short(name)}　" for name in names], tickfont={"color": LIGHT.ink, "size": 13}, automargin=True,
    )  # fmt: skip
    chart.add_bar(
        x=list(series.values), y=list(range(len(names))), orientation="h", width=0.5, text=list(series.labels),
        textposition="outside", cliponaxis=False, marker={"color": list(series.colours), "line": {"width": 0}},
    )  # fmt: skip
    return chart


def heat_rows(evidence: Evidence) -> list[str]:
    """Goals that are allocated to the parts of the place: the rows of the heat table."""
    parts = {unit.id for unit in evidence.plan.parts_in(evidence.period)}
    known = {j.goal for unit in parts for j in evidence.of_unit(unit)}
    return [goal.id for goal in evidence.plan.goals if goal.id in known][:MOST_ROWS]


def heat(evidence: Evidence) -> Chart:
    """Each unit's lead or lag by goal."""
    plan = evidence.plan
    goals = [plan.goal_of(goal) for goal in heat_rows(evidence)]
    parts = plan.parts_in(evidence.period)
    by_unit = {unit: {j.goal: j for j in evidence.of_unit(unit.id)} for unit in parts}
    names, units = tuple(goal.name for goal in goals), [unit.name for unit in parts]
    colours = unit_colours(plan, LIGHT)
    series = tuple(
        Series(unit.name, tuple(_ahead(own.get(goal.id)) for goal in goals), colours[unit.id].line)
        for unit, own in by_unit.items()
    )
    cells = [[_cell(own.get(goal.id)) for own in by_unit.values()] for goal in goals]
    title = f"{evidence.period.words}各县区各项目标比序时进度快慢"
    draw = partial(heat_table, Heat(title, [_short(n) for n in names], units, cells), LIGHT)
    return Chart("heat", title, "heat", names, series, draw, "百分点", f"{len(units)}个单位、{len(goals)}项目标")


def _ahead(judged: Judgement | None) -> float:
    return math.nan if judged is None else judged.ahead


def _cell(judged: Judgement | None) -> Cell:
    if judged is None or math.isnan(judged.ahead):
        return Cell("—" if judged is None else str(judged.status), math.nan, "")
    return Cell(words.lead(judged.ahead), judged.ahead / SPAN, "")


def way(evidence: Evidence, judged: Judgement) -> Chart:
    """One goal's way from its base: actual, pace and target."""
    path = evidence.path(judged)
    goal, n = path.goal, len(path.periods)
    base = () if path.restarts else (path.start,)
    head = () if path.restarts else (f"{words.quarter_end(goal.base_period)}",)
    gaps = (math.nan,) * (n - len(path.reached))
    series = [
        Series("实际", (*base, *path.reached, *gaps), LIGHT.accent, thick=True),
        Series("序时进度", (*base, *path.due), LIGHT.mute, "dash"),
    ]
    if not math.isnan(judged.target):
        series.append(Series("目标", (judged.target,) * (len(base) + n), LIGHT.ink, "thin"))
    whose = "" if judged.unit == evidence.plan.unit else evidence.plan.unit_of(judged.unit).name
    title = f"{whose}{goal.name}与序时进度（{judged.measure_unit}）"
    alt = f"{goal.name}{state_words(judged)}，现值{words.exact_amount(judged.value, judged.measure_unit)}"
    categories = (*head, *quarter_labels(path.periods))
    return Chart(
        f"way-{goal.id}", title, "lines", categories, tuple(series), partial(_way, path), judged.measure_unit, alt
    )


def _way(path: Path) -> go.Figure:
    return path_chart(path, LIGHT)
