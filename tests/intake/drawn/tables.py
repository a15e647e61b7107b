"""Tables drawn in every shape; what is drawn where is kept, so that the reading can be held against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from tests.intake.drawn.canvas import ENDINGS, Canvas, Ink, Kind, written
from tests.intake.drawn.style import Style
from tests.intake.drawn.truth import BUREAU, COUNTIES, Truth
from tests.intake.drawn.words import WHICH, Words

ONE_SHEET = ("ods", "html", "csv gb18030", "csv utf-8", "csv utf-8-sig")
_BLOCKS = {"市区": ("dz", "dh", "gy", "gx"), "县级市": ("sh",)}
_SORTS = {"一、四区": ("dz", "dh", "gy", "gx"), "二、县（市）": ("sh", "gn", "hj")}
_PLATES = {"东南板块": ("dz", "dh", "gx", "gy"), "西北板块": ("sh", "gn", "hj")}

Key = tuple[str, str]
"""Indicator and unit."""


@dataclass(frozen=True)
class Spot:
    """Where a figure of the open quarter was drawn, and what it is."""

    sheet: str
    row: int
    column: int
    value: Decimal


@dataclass(frozen=True)
class Column:
    """A value column: its heading, outermost first, and what stands in it (`unit` empty: by row)."""

    path: tuple[str, ...]
    what: str
    indicator: str = ""
    unit: str = ""


@dataclass
class Drawing:
    """A style on its way to a file."""

    style: Style
    sheets: list[Canvas] = field(default_factory=list)
    spots: dict[Key, Spot] = field(default_factory=dict)
    file: str = ""
    row: int = 0
    shift: int = 0
    """Columns to the right of where the table began."""
    unit_at: str = ""
    """Where the unit line of the one table of a sheet went instead: into its title, its corner, a note below."""
    unit_said: str = ""

    def __post_init__(self) -> None:
        if self.style.shape == "sections" and self.style.unit_in == "row":
            self.style = replace(self.style, unit_in="head")
        if self.style.unit_in in ("title", "corner", "note"):
            is_alone = self.style.shape == "rows" and not self.style.bilingual
            self.unit_at = self.style.unit_in if is_alone else ""
            self.style = replace(self.style, unit_in="line")
        self.words = Words(self.style)
        self.truth = Truth(self.style.seed, self.style.units, self.style.indicators)
        self.is_own = self.style.shape == "own"
        self.units = self.style.units[:1] if self.is_own else self.style.units
        order = ["all", "firms", "solo", "new", "new_firms", "tech", "gdp", "tax", "people", "visits", "online"]
        self.indicators = sorted(self.style.indicators, key=order.index)
        self.period_in = self.style.period
        if self.period_in == "sheet" and self.kind.startswith(("csv", "html")):
            self.period_in = "file"

    @property
    def kind(self) -> Kind:
        """The kind of the file; several sheets need a workbook."""
        is_one = self.style.kind in ONE_SHEET
        return "xlsx" if self.style.shape == "sheets" and is_one else self.style.kind

    @property
    def sender(self) -> str:
        return self.units[0] if self.is_own else BUREAU

    def content(self) -> bytes:
        return written(self.sheets, self.kind)

    def name(self) -> str:
        period = self.words.period if self.period_in == "file" else ""
        return f"{period}报表.{ENDINGS.get(self.kind, 'csv')}"

    # ------------------------------------------------------------------ writing

    @property
    def left(self) -> int:
        return self.style.left + self.shift

    @property
    def canvas(self) -> Canvas:
        return self.sheets[-1]

    def put(self, row: int, column: int, value: str | float | Ink) -> None:
        ink = value if isinstance(value, Ink) else Ink(value)
        if ink.value != "":
            self.canvas.ink[row, column + self.left] = ink

    def line(self, *texts: str) -> None:
        """A row of texts from the first column on."""
        for column, text in enumerate(texts):
            self.put(self.row, column, text)
        self.row += 1

    def figure(self, at: tuple[int, int], key: Key, which: str = "now") -> None:
        """A figure of a unit, kept as drawn when it is of the open quarter."""
        indicator, unit = key
        value = self.truth.of(indicator, unit, WHICH[which])
        self.put(*at, self.words.number(indicator, value, at[0]))
        if which == "now":
            self.spots[key] = Spot(self.canvas.name, at[0], at[1] + self.left, value)

    def growth(self, indicator: str, unit: str) -> Ink:
        """The growth on the year before as tables give it, to one decimal; of a share in points."""
        now, then = (self.truth.of(indicator, unit, WHICH[which]) for which in ("now", "year ago"))
        return Ink(float(round(now - then if indicator == "online" else (now / then - 1) * 100, 1)))

    # ------------------------------------------------------------------ around the table

    def begin(self, sheet: str) -> None:
        self.sheets.append(Canvas(sheet))
        self.row = 0

    def head_lines(self, more: Sequence[str] = ()) -> None:
        style, words = self.style, self.words
        period = words.period if self.period_in == "title" else ""
        if style.titles == "three":
            self.line("岭南市统计局")
        if style.titles or period or self.unit_at == "title":
            measured = f"（2023年，{self._units(self.indicators)}）" if self.unit_at == "title" else ""
            self.line(f"{style.table_number}{period}{style.title}{measured}")
            self.canvas_title_merge()
        if style.titles == "english":
            self.line("Main Indicators by County")
        if style.titles in ("year line", "three") and period:
            self.line(f"（{period}）")
        if self.period_in == "line":
            self.line(words.pick("line", "（{}）", "时间：{}", "报告期：{}").format(words.period))
        if style.preamble and style.shape != "periods":
            self.line("数据库：县区季度数据")
        if self.is_own:
            self.line(f"填报单位（盖章）：{COUNTIES[self.units[0]]}")
        if style.blank_rows:
            self.row += 1
        for text in more:
            self.line(text)

    def canvas_title_merge(self) -> None:
        if self.style.merged:
            self.canvas.merges.append((self.row - 1, self.left, self.row - 1, self.left + 4))

    def unit_line(self, indicators: Iterable[str]) -> None:
        if self.style.unit_in != "line":
            return
        units = self._units(indicators)
        if self.unit_at:
            self.unit_said = units
        else:
            self.line(self.style.unit_line.format(units.replace("、", self.words.pick("joint", "、", "，", "、"))))

    def _units(self, indicators: Iterable[str]) -> str:
        return "、".join(dict.fromkeys(self.words.scale(i)[0] for i in indicators))

    @property
    def corner(self) -> str:
        """What the heading of the names says of units."""
        return f"（单位：{self.unit_said}）" if self.unit_at == "corner" else ""

    def foot_lines(self) -> None:
        if self.unit_at == "note":
            number, said = self.words.pick("note", "", "1."), self.words.pick("said", "单位为", "单位：")
            self.line(f"注：{number}{said}{self.unit_said}。")
        for text in self.style.foot:
            self.line(text)

    # ------------------------------------------------------------------ the header

    def header(self, stubs: Sequence[str], columns: Sequence[Column], unit_row: bool) -> None:
        """The heading rows, merged or with each group's name over its first column only."""
        depth = max(len(column.path) for column in columns)
        top, first = self.row, len(stubs)
        for number, stub in enumerate(stubs):
            self.put(top, number, stub)
            self._merge_down(top, number, depth)
        paths = [column.path for column in columns]
        for number, path in enumerate(paths):
            for level, text in enumerate(path):
                same_group = number and level < len(path) - 1 and paths[number - 1][: level + 1] == path[: level + 1]
                if not same_group:
                    self.put(top + level, first + number, text)
                    self._merge_right(top + level, first + number, paths[number:], level)
            if len(path) < depth and path[-1]:
                self._merge_down(top + len(path) - 1, first + number, depth - len(path) + 1)
        self.row += depth
        if unit_row:
            for number, column in enumerate(columns):
                unit = {"level": self._unit_of(column), "growth": "%"}.get(column.what, "")
                self.put(self.row, first + number, f"（{unit}）" if unit else "")
            self.row += 1

    def _unit_of(self, column: Column) -> str:
        return self.words.scale(column.indicator)[0] if column.indicator else ""

    def _merge_down(self, row: int, column: int, depth: int) -> None:
        if self.style.merged and depth > 1:
            at = column + self.left
            self.canvas.merges.append((row, at, row + depth - 1, at))

    def _merge_right(self, row: int, column: int, paths: Sequence[tuple[str, ...]], level: int) -> None:
        group = paths[0][: level + 1]
        width = next((k for k, path in enumerate(paths) if path[: level + 1] != group), len(paths))
        if self.style.merged and width > 1 and level < len(paths[0]) - 1:
            left = column + self.left
            self.canvas.merges.append((row, left, row, left + width - 1))

    def paths(self) -> list[Column]:
        """The indicators as columns under their groups, without what stands beside them."""
        style, words, columns = self.style, self.words, []
        for indicator in self.indicators:
            own = words.with_unit(words.heading(indicator), indicator)
            plain = {"firms": "企业", "solo": "个体工商户", "new_firms": "企业"}.get(indicator, "")
            part = words.with_unit(words.dressed(plain), indicator) if plain and not style.bilingual else own
            whole = "new" if indicator == "new_firms" else "all"
            has_whole = whole in self.indicators and indicator in ("firms", "solo", "new_firms")
            path: tuple[str, ...] = (own,)
            match style.head:
                case "section":
                    path = (words.section(indicator), own)
                case "group" if indicator in ("all", "new"):
                    group = "市场主体" if indicator == "all" else "新登记市场主体"
                    path = (group, words.with_unit(words.pick(indicator, "合计", "总数", "总 量"), indicator))
                case "group" if has_whole:
                    path = ("新登记市场主体" if whole == "new" else "市场主体", part)
                case "of which" if has_whole and plain:
                    first = indicator != "solo" or "firms" not in self.indicators
                    path = (words.pick("mark", "其中：", "#", "# ", "其中:", "其中") * first + part,)
                case "of which above" if has_whole:
                    mark = "# " * (words.pick("mark", "a", "b") == "a" and indicator != "solo")
                    path = (f"其  中{' ' * (whole == 'new')}", mark + part)
                case "split" if not style.bilingual:
                    path = words.split(indicator)
                    path = (*path[:-1], words.with_unit(path[-1], indicator))
            columns.append(Column(path, "level", indicator))
            if style.extras == "part" and indicator in ("all", "firms", "new", "tech"):
                columns.append(Column((*path[:-1], words.pick(f"part {indicator}", *_PARTS)), "count"))
        return columns

    def beside(self, columns: Sequence[Column]) -> list[Column]:
        """The columns with what this style sets beside them: growth, earlier figures, other periods."""
        style, words = self.style, self.words
        if style.beside == "quarters":
            return [
                replace(c, path=(quarter, *c.path), what=what if c.indicator else c.what)
                for which, what in (("now", "level"), ("year ago", "year ago"))
                for quarter in (words.pick("quarter", *_QUARTERS[which]),)
                for c in columns
            ]  # fmt: skip
        told = []
        for column in columns:
            if not column.indicator:
                told.append(column)
                continue
            match style.beside:
                case "growth" if words.pick("flat", "a", "b") == "a":
                    told += [column, Column((*column.path[:-1], style.growth), "growth", column.indicator)]
                case "growth":
                    level = words.pick("level", "本期数", "数值", "绝对数", "总量", "绝对值")
                    told += [self._under(column, level, "level"), self._under(column, style.growth, "growth")]
                case "earlier":
                    told += [self._under(column, "本期数", "level"), self._under(column, "上年同期", "year ago")]
                case "periods":
                    for which in ("now", "before", "year ago"):
                        text = words.period_of(column.indicator, which)
                        told.append(self._under(column, text, "level" if which == "now" else which))
                case _:
                    told.append(column)
        return told

    def _under(self, column: Column, text: str, what: str) -> Column:
        return Column((*column.path, text), what, column.indicator)

    def extras(self) -> list[Column]:
        match self.style.extras:
            case "unknown":
                return [Column(("锅炉数（台）",), "count")]
            case "remark":
                return [Column(("备注",), "remark")]
            case "rank":
                return [Column(("排名",), "count")]
            case "english column":
                return [Column(("Region",), "english")]
            case "target":
                return [Column(("年度目标",), "count"), Column(("完成率（%）",), "count")]
        return []

    # ------------------------------------------------------------------ lines of units

    def lines(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Rows (or columns) of a table in their order: unit id or sort of line, name, and the units summed."""
        style, words, indent = self.style, self.words, self.style.indent
        blocks = {"市区": _BLOCKS, "县（市）": _SORTS, "板块": _PLATES, "two stubs": _PLATES}.get(style.subtotals, {})
        lines: list[tuple[str, str, tuple[str, ...]]] = []
        left = list(self.units)
        for name, members in blocks.items():
            inside = tuple(u for u in self.units if u in members)
            if inside and style.subtotals == "two stubs" and style.shape in ("rows", "period sections"):
                lines += [(u, f"{name}|{words.unit(u)}", ()) for u in inside]
                left = [u for u in left if u not in inside]
            elif inside:
                lines.append(("subtotal", words.dressed(name) if len(name) < 4 else name, inside))
                lines += [(u, indent * 2 + words.unit(u), ()) for u in inside]
                left = [u for u in left if u not in inside]
        lines += [(u, indent + words.unit(u), ()) for u in left]
        if style.subtotals == "小计" and style.total:
            lines.append(("subtotal", "小  计", self.units))
        if style.subtotals == "其他":
            lines.append(("other", indent + words.pick("other", "其  他", "其他", "其他地区"), ()))
        total = ("total", style.total_name, self.units)
        return [total, *lines] if style.total == "first" else [*lines, total] if style.total == "last" else lines

    def value(self, at: tuple[int, int], column: Column, line: tuple[str, str, tuple[str, ...]]) -> None:
        """One cell of a table."""
        who, _, among = line
        which = {"level": "now"}.get(column.what, column.what)
        if column.what == "english":
            self.put(*at, self.words.pinyin(who))
        elif column.what in ("count", "remark"):
            text = Random(f"{at}").choice(["", "核过", "见附件", "较上季略增"])  # noqa: S311
            self.put(*at, text if column.what == "remark" else at[0] % 7 + 1)
        elif column.what == "growth":
            self.put(*at, self.growth(column.indicator, who) if who in COUNTIES else Ink(3.5))
        elif who in COUNTIES:
            self.figure(at, (column.indicator, who), which)
        else:
            rest = Decimal(0) if column.indicator == "online" or self.style.subtotals != "其他" else Decimal(700)
            value = rest if who == "other" else self.truth.total(column.indicator, WHICH[which], among)
            whole = value + rest if who == "total" else value
            if who == "other" and column.indicator == "online":
                return
            self.put(*at, self.words.number(column.indicator, whole, at[0]))


_PARTS = ("其中：私营企业", "#国有企业", "其中：规上企业", "注销企业", "# 外资企业户数", "其中：小微企业")
_QUARTERS = {
    "now": ("2023年二季度", "2023年第二季度", "2023Q2"),
    "year ago": ("2022年二季度", "2022年第二季度", "2022Q2"),
}
