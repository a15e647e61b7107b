"""One table of true figures, drawn in many ways: it is read back as it was, or refused, but never read wrong."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.intake.grid import Cell, Grid
from milepost.intake.reading import Request, read_grids
from milepost.plan.period import Period
from milepost.plan.reading import Reading
from tests.intake.cells import Value, figures
from tests.intake.county_plan import county_plan

PLAN = county_plan()
COUNTIES = {unit.id: unit.name for unit in PLAN.units_of_kind("county")}
HEADINGS = {"tech": "高新技术企业", "small_tech": "科技型中小企业"}
Truth = dict[tuple[str, str], float]


@dataclass(frozen=True)
class Drawing:
    """How a table is drawn."""

    layout: str
    title: bool
    total: str
    spread: bool
    indent: str
    in_tens_of_thousands: bool
    unit_in: str
    as_text: bool
    noise: bool


drawings = st.builds(
    Drawing,
    layout=st.sampled_from(["rows", "columns", "long"]),
    title=st.booleans(),
    total=st.sampled_from(["", "first", "last"]),
    spread=st.booleans(),
    indent=st.sampled_from(["", "  ", "\u3000", "\xa0\xa0"]),
    in_tens_of_thousands=st.booleans(),
    unit_in=st.sampled_from(["heading", "line", "row"]),
    as_text=st.booleans(),
    noise=st.booleans(),
)
truths = st.lists(st.sampled_from(sorted(COUNTIES)), min_size=2, max_size=5, unique=True).flatmap(
    lambda units: st.fixed_dictionaries({(i, u): st.integers(0, 99_999).map(float) for u in units for i in HEADINGS})
)


@dataclass(frozen=True)
class Drawn:
    """A table on its way to rows: each layout is a method."""

    truth: Truth
    how: Drawing

    @property
    def measure(self) -> str:
        return "万户" if self.how.in_tens_of_thousands else "户"

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Units and how their names are written; the total has no unit."""
        how, units = self.how, dict.fromkeys(unit for _, unit in self.truth)
        lines = [(u, how.indent + ("  ".join(COUNTIES[u]) if how.spread else COUNTIES[u])) for u in units]
        if how.total:
            lines.insert(0 if how.total == "first" else len(lines), ("", "全  市" if how.spread else "合计"))
        return lines

    def number(self, indicator: str, unit: str) -> Value:
        value = self.truth[indicator, unit] if unit else sum(v for (i, _), v in self.truth.items() if i == indicator)
        if self.how.in_tens_of_thousands:
            return f"{value / 10_000:.4f}" if self.how.as_text else float(f"{value / 10_000:.4f}")
        return f"{value:,.0f}" if self.how.as_text else value

    def heading(self, indicator: str) -> str:
        return HEADINGS[indicator] + (f"（{self.measure}）" if self.how.unit_in == "heading" else "")

    def rows(self) -> list[list[Value]]:
        how = self.how
        rows: list[list[Value]] = [["表1 2023年二季度科技企业情况"]] if how.title else []
        rows += [[f"单位：{self.measure}"]] if how.unit_in == "line" else []
        rows += {"rows": self.units_as_rows, "columns": self.units_as_columns, "long": self.long}[how.layout]()
        return [*rows, ["注：数据为初步数"]] if how.noise else rows

    def units_as_rows(self) -> list[list[Value]]:
        more: list[Value] = ["同比增长%", "锅炉数"] if self.how.noise else []
        rows: list[list[Value]] = [["地  区", *map(self.heading, HEADINGS), *more]]
        if self.how.unit_in == "row":
            rows.append([None, *(f"（{self.measure}）" for _ in HEADINGS)])
        numbers = [3.5, 7] if self.how.noise else []
        return rows + [[name, *(self.number(i, u) for i in HEADINGS), *numbers] for u, name in self.lines]

    def units_as_columns(self) -> list[list[Value]]:
        more: list[Value] = ["备注"] if self.how.noise else []
        names = [name.strip() for _, name in self.lines]
        rows: list[list[Value]] = [["指标名称", "计量单位", *names, *more]]
        for i in HEADINGS:
            numbers = [self.number(i, u) for u, _ in self.lines]
            rows.append([self.heading(i), self.measure, *numbers, *(["核过"] if self.how.noise else [])])
        return [*rows, ["锅炉数", "台", *(7 for _ in names)]] if self.how.noise else rows

    def long(self) -> list[list[Value]]:
        rows: list[list[Value]] = [["县区", "指标", "数值", "计量单位", "报告期"]]
        for u, name in self.lines:
            rows += [[name, HEADINGS[i], self.number(i, u), self.measure, "2023年二季度"] for i in HEADINGS]
            rows += [[name, HEADINGS["tech"], 5, self.measure, "2023年一季度"]] if self.how.noise else []
        return rows


def grid_of(rows: list[list[Value]]) -> Grid:
    """Rows as a sheet, without the way through a file."""
    cells = {
        (r, c): Cell("number", f"{value:.15g}", float(value))
        if isinstance(value, int | float)
        else Cell("text", str(value))
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None
    }
    return Grid("表", cells)


def read_rows(rows: list[list[Value]]) -> Reading:
    """The reading of rows."""
    return read_grids({"表": grid_of(rows)}, Request(PLAN, Period.parse("2023Q2"), "报表.xlsx", "bureau"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(truths, drawings)
def test_a_table_drawn_in_any_of_these_ways_is_read_back_as_it_was(truth, how):
    reading = read_rows(Drawn(truth, how).rows())
    assert reading.problems == ()
    assert figures(reading) == truth


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(truths, drawings, st.data())
def test_a_table_with_one_cell_spoilt_is_refused_doubted_or_lacks_that_cell_but_is_never_wrong_elsewhere(
    truth, how, data
):
    rows = Drawn(truth, how).rows()
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[row]) - 1))
    was = rows[row][column]
    rows[row][column] = data.draw(
        st.sampled_from([None, "-", "三万左右", "1 2", "东峰县", "合计", "企业", "（元）", "2023年一季度"])
    )
    found = figures(read_rows(rows))
    wrong = {key for key, value in found.items() if truth.get(key) != value}
    assert not wrong or read_rows(rows).problems, (was, rows)
