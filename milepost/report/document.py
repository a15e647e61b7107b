"""The parts that a document is made of: paragraphs, tables, charts and slides, as values without any file format."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import plotly.graph_objects as go

from milepost.report import words
from milepost.report.charts import round_ticks

Value = str | float | None
Shown = Literal["text", "name", "number", "share", "growth", "points", "score", "count"]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. `lead` opens it in 楷体 （（一）总量快于序时。）; `key` names it for whoever edits its words."""

    key: str
    text: str
    lead: str = ""

    @property
    def whole(self) -> str:
        """Lead and text together."""
        return self.lead + self.text


@dataclass(frozen=True)
class Column:
    """A column: how its values are shown, and its share of the width on paper."""

    title: str
    shown: Shown = "text"
    width: float = 1.0

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers."""
        return self.shown not in ("text", "name")

    @property
    def aligned(self) -> bool:
        """Whether its numbers differ so much in length that they stand on the right."""
        return self.shown in ("number", "share", "growth", "points")

    def text(self, value: Value) -> str:
        """A value as it is written on paper."""
        if isinstance(value, str):
            return value
        if value is None or math.isnan(value):
            return words.MISSING
        match self.shown:
            case "share":
                return words.percent(value)
            case "growth":
                return words.growth(value)
            case "points":
                return words.lead(value)
            case "score":
                return f"{value:.1f}"
            case _:
                return words.exact(value)


Origin = tuple[str, str, str]
"""Which reported figures a number was made of: names of indicator and unit (empty: of all units), and the period."""


@dataclass(frozen=True)
class Table:
    """A table; every row has one value a column. `name` is its sheet in the workbook, `note` stands below it.

    `origins` says for (row, column) which reported figures the number was made of, so that it can be walked back.
    """

    key: str
    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    origins: Mapping[tuple[int, int], Origin] = field(default_factory=dict)

    def with_rows(self, rows: tuple[tuple[Value, ...], ...]) -> "Table":
        """The same table with other rows."""
        return replace(self, rows=rows, origins={})

    def only(self, *titles: str) -> "Table":
        """The same table with some of its columns, in the order given."""
        at = [[column.title for column in self.columns].index(title) for title in titles]
        return replace(
            self,
            columns=tuple(self.columns[k] for k in at),
            rows=tuple(tuple(row[k] for k in at) for row in self.rows),
            origins={},
        )


@dataclass(frozen=True)
class Series:
    """One line or row of bars. `labels` stand at its points; `colours` differ by point where status has a colour."""

    name: str
    values: tuple[float, ...]
    colour: str
    dash: Literal["solid", "dash", "thin"] = "solid"
    thick: bool = False
    colours: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    ink: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart: `draw` gives the picture, `series` the numbers for native charts; both come from the same results.

    `bars` lie, first category on top; `ranks` is a line chart whose best rank is on top. `unit` is the measure unit.
    """

    key: str
    title: str
    shape: Literal["bars", "lines", "ranks", "heat"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    draw: Callable[[], go.Figure] = field(compare=False)
    unit: str = ""
    alt: str = ""

    def axis(self) -> tuple[float, float, float]:
        """Least and greatest value of the axis and its step: round, just outside the values, zero where it is near."""
        known = [v for series in self.series for v in series.values if not math.isnan(v)]
        low, high = (min(known), max(known)) if known else (0.0, 1.0)
        low = 0.0 if 0 <= low < (high - low) * 0.5 else low
        ticks = round_ticks(low, high)
        step = ticks[1] - ticks[0] if len(ticks) > 1 else max(high - low, 1.0)
        counted = all(v.is_integer() for v in self.series[0].values if not math.isnan(v))
        step = max(step, 1.0) if counted else step
        top = math.ceil(high / step - 1e-9) * step + (step / 2 if high > 0 else 0)
        return math.floor(low / step + 1e-9) * step, top, step


@dataclass(frozen=True)
class Picture:
    """Where a chart stands in a document, by its key."""

    chart: str


Block = Paragraph | Table | Picture


@dataclass(frozen=True)
class Section:
    """A numbered section of the text."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Fact:
    """One large number on a slide, what it is, and its colour."""

    number: str
    caption: str
    colour: str


@dataclass(frozen=True)
class Slide:
    """One message, the chart or table that shows it, up to three numbers, and the sources for the speaker."""

    message: str
    subtitle: str
    body: Chart | Table | tuple[str, ...] | None
    facts: tuple[Fact, ...] = ()
    notes: str = ""
