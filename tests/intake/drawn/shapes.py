"""The shapes of tables: counties down or across, long lists, a county's own form, blocks, sheets by period."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.intake.drawn.canvas import Ink
from tests.intake.drawn.style import ENGLISH, Style
from tests.intake.drawn.tables import Column, Drawing, Key, Spot
from tests.intake.drawn.truth import BY_ID, COUNTIES
from tests.intake.drawn.words import WHICH

_STUBS = ("地  区", "县区", "县（市、区）", "区域", "地 区", "单位名称", "行政区划")
_SHEETS = {"now": ("2023年二季度", "2023Q2", "2023年6月"), "before": ("2023年一季度", "2023Q1", "2023年3月"),
           "year ago": ("2022年二季度", "2022Q2", "2022年6月")}  # fmt: skip


def drawn(style: Style) -> Drawing:
    """The file of a style."""
    drawing = Drawing(style)
    sheet = drawing.words.period if drawing.period_in == "sheet" else "Sheet1"
    if style.shape == "sheets":
        _sheets(drawing)
    else:
        drawing.begin(sheet)
        if drawing.kind.startswith(("csv", "html")):
            drawing.canvas.name = "Sheet1"
        elif drawing.kind == "ods":
            drawing.canvas.name = "季报"
        {
            "rows": _rows, "columns": _columns, "long": _long, "own": _own, "periods": _periods, "blocks": _blocks,
            "crossed": _crossed, "sections": _sections, "period sections": _period_sections, "wrapped": _wrapped,
            "county blocks": _county_blocks, "two periods": _two_periods,
        }[style.shape](drawing)  # fmt: skip
    return drawing


def _stub(d: Drawing) -> str:
    stub = d.words.pick("stub", *_STUBS)
    return f"{stub} Region" if d.style.bilingual else stub + d.corner


def _rows(d: Drawing) -> None:
    d.head_lines()
    d.unit_line(d.indicators)
    _rows_table(d, [*d.beside(d.paths()), *d.extras()])
    d.foot_lines()


def _rows_table(d: Drawing, columns: Sequence[Column]) -> None:
    """Counties down, indicators across."""
    if d.period_in == "head" and d.style.beside not in ("quarters", "periods"):
        columns = [Column((d.words.period, *c.path), c.what, c.indicator) if c.indicator else c for c in columns]
    stubs = [*(["序号"] * d.style.numbered), *(["片区"] * _has_two_stubs(d)), _stub(d)]
    d.header(stubs, columns, d.style.unit_in == "row")
    if d.style.extras == "english row":
        d.line(*[""] * (len(stubs) - 1), "Region", *(ENGLISH.get(c.indicator, "") for c in columns))
    lines = d.lines()
    for number, line in enumerate(lines):
        if d.style.extras == "repeat" and number == len(lines) // 2 > 0:
            d.header(stubs, columns, d.style.unit_in == "row")
        _row(d, line, (number, len(stubs)), columns)
        if d.style.blank_rows and line[0] == "total" and number == 0:
            d.row += 1


def _has_two_stubs(d: Drawing) -> bool:
    return d.style.subtotals == "two stubs" and d.style.shape in ("rows", "period sections")


def _row(d: Drawing, line: tuple[str, str, tuple[str, ...]], at: tuple[int, int], columns: Sequence[Column]) -> None:
    """One line of a table: running number, names, figures."""
    number, first = at
    if d.style.numbered:
        d.put(d.row, 0, number + 1 if line[0] in COUNTIES else "")
    block, _, name = line[1].rpartition("|")
    if block and d.canvas.shown(d.row - 1, first - 2 + d.style.left) != block:
        d.put(d.row, first - 2, block)
    d.put(d.row, first - 1, name)
    for offset, column in enumerate(columns):
        d.value((d.row, first + offset), column, line)
    d.row += 1


def _columns(d: Drawing) -> None:
    """Counties across, indicators down."""
    d.head_lines()
    d.unit_line(d.indicators)
    lines = [(who, name.strip(), among) for who, name, among in d.lines()]
    has_unit = d.style.unit_in in ("column", "row")
    unit_head = (d.words.pick("unit", "计量单位", "单位", "计 量\n单 位"),) * has_unit
    if d.style.unit_in == "row" and not d.style.merged:
        d.put(d.row, 1, "计量")
        unit_head = ("单位",)
        d.row += 1
    stubs = [d.words.pick("name", "指标", "指 标 名 称", "指标名称", "项  目"), *unit_head]
    if d.style.unit_in == "row" and not d.style.merged:
        d.put(d.row - 1, 0, stubs[0])
        stubs[0] = ""
    d.header(stubs, [Column((name,), "level") for _, name, _ in lines], unit_row=False)
    for indicator in d.indicators:
        name = _row_name(d, indicator)
        d.put(d.row, 0, name)
        if has_unit:
            d.put(d.row, 1, d.words.scale(indicator)[0])
        for offset, line in enumerate(lines):
            d.value((d.row, len(stubs) + offset), Column((), "level", indicator), line)
        d.row += 1
    if d.style.extras == "unknown":
        d.line("锅炉数", *(["台"] * has_unit))
        for offset in range(len(lines)):
            d.put(d.row - 1, len(stubs) + offset, 7)
    d.foot_lines()


def _row_name(d: Drawing, indicator: str) -> str:
    """An indicator's name at the head of a row, indented and marked where it is a part."""
    whole = "new" if indicator == "new_firms" else "all"
    name = d.words.heading(indicator).replace("\n", " " if d.style.bilingual else "")
    marked = d.style.head in ("of which", "of which above", "group") and not d.style.bilingual
    if indicator in ("firms", "solo", "new_firms") and whole in d.indicators and marked:
        short = {"firms": "企业", "solo": "个体工商户", "new_firms": "企业"}[indicator]
        first = indicator != "solo" or "firms" not in d.indicators
        mark = d.words.pick("mark", "其中：", "#", "其中:", "# ", "##") if first else ""
        return d.words.with_unit(f"  {mark}{'' if mark else '    '}{short}", indicator)
    number = d.words.pick("numbering", "", "", "{}.", "{}、") if d.style.numbered else ""
    return d.words.with_unit(number.format(d.indicators.index(indicator) + 1) + name, indicator)


def _long(d: Drawing) -> None:
    """A line for each figure."""
    d.head_lines()
    has_unit, has_period = d.style.unit_in != "nowhere", d.style.beside in ("periods", "quarters", "earlier")
    heads = ["县区", "指标", "数值", *(["计量单位"] * has_unit), *(["报告期"] * has_period)]
    order = list(range(len(heads)))
    Random(d.style.seed).shuffle(order)  # noqa: S311
    at = {heads[k]: number for number, k in enumerate(order)}
    for head, column in at.items():
        d.put(d.row, column, head)
    d.row += 1
    which = ("now", "before", "year ago") if has_period else ("now",)
    for unit in d.units:
        for indicator in d.indicators:
            for when in which:
                d.put(d.row, at["县区"], d.words.unit(unit))
                d.put(d.row, at["指标"], d.words.heading(indicator).replace("\n", " " if d.style.bilingual else ""))
                d.figure((d.row, at["数值"]), (indicator, unit), when)
                if has_unit:
                    d.put(d.row, at["计量单位"], d.words.scale(indicator)[0])
                if has_period:
                    d.put(d.row, at["报告期"], str(WHICH[when]) if d.style.numbered else WHICH[when].words)
                d.row += 1
    d.foot_lines()


def _own(d: Drawing) -> None:
    """A county's own form: indicators down, this quarter, its end, the year so far and comparisons across."""
    d.head_lines()
    d.unit_line(d.indicators)
    (unit,), style = d.units, d.style
    ways = {
        "stock": ("本季末", "本期末", "期末数"),
        "ytd": ("本年累计", "累计", "年初至今累计"),
        "flow": ("本季", "本季度", "当季"),
    }
    if style.beside in ("ways", "quarters"):
        columns = [Column((d.words.pick(way, *texts),), way) for way, texts in ways.items()]
        columns += [Column(("上年同期",), "year ago"), Column((style.growth,), "growth")]
    else:
        columns = [Column((d.words.pick("now", "本期数", "本期", "数值", "实际完成"),), "level")]
        columns += {
            "growth": [Column((style.growth,), "growth")],
            "earlier": [
                Column(("上期数",), "before"), Column(("上年同期",), "year ago"), Column((style.growth,), "growth"),
            ],
            "periods": [Column(("2023年一季度",), "before")],
        }.get(style.beside, [])  # fmt: skip
    has_unit = style.unit_in in ("column", "row")
    stubs = [*(["序号"] * style.numbered), "指标名称", *(["计量单位"] * has_unit)]
    d.header(stubs, columns, unit_row=False)
    if style.preamble:
        d.line(*("甲", "乙", "丙")[: len(stubs)])
        for number in range(len(columns)):
            d.put(d.row - 1, len(stubs) + number, number + 1)
    for number, indicator in enumerate(d.indicators):
        texts = [*([str(number + 1)] * style.numbered), _row_name(d, indicator)]
        d.line(*texts, *([d.words.scale(indicator)[0]] * has_unit))
        for offset, column in enumerate(columns):
            at = d.row - 1, len(stubs) + offset
            if column.what == "growth":
                d.put(*at, d.growth(indicator, unit))
            elif column.what in ways:
                if column.what == BY_ID[indicator].way:
                    d.figure(at, (indicator, unit))
            else:
                d.figure(at, (indicator, unit), "now" if column.what == "level" else column.what)
    d.foot_lines()


def _periods(d: Drawing) -> None:
    """One indicator: counties down, quarters across, the newest first."""
    indicator = d.indicators[0]
    d.indicators = [indicator]
    unit = d.words.scale(indicator)[0]
    name = BY_ID[indicator].name
    if d.style.preamble:
        d.line("数据库：县区季度数据")
        d.line(f"指标：{name}({unit})")
        d.line(d.words.pick("when", "时间：最近3期", "地区：全部"))
    else:
        d.line(f"{d.style.table_number}{d.words.pick('of', '各县区', '各县（市、区）', '岭南市各县区')}{name}")
        d.line(d.style.unit_line.format(unit))
    which = ("now", "before", "year ago")
    columns = [
        Column((d.words.period_of(indicator, w),), "level" if w == "now" else w, indicator) for w in which
    ]  # fmt: skip
    d.header([_stub(d)], columns, unit_row=False)
    for line in d.lines():
        d.put(d.row, 0, line[1])
        for offset, column in enumerate(columns):
            d.value((d.row, 1 + offset), column, line)
        d.row += 1
    d.foot_lines()


def _blocks(d: Drawing) -> None:
    """Several tables on one sheet, each with its own title and header."""
    d.head_lines()
    every = d.indicators
    for number, half in enumerate((every[: (len(every) + 1) // 2], every[(len(every) + 1) // 2 :])):
        if not half:
            continue
        d.indicators = half
        if number:
            d.row += d.style.blank_rows
            d.line(d.words.pick("next", "续表", "二、其他指标情况", "表2 其他主要指标", "（二）其他指标"))
        d.unit_line(half)
        _rows_table(d, [*d.beside(d.paths()), *d.extras()])
    d.indicators = every
    d.foot_lines()


def _sheets(d: Drawing) -> None:
    """A sheet for each quarter, the layout drifting between them."""
    form = Random(d.style.seed).randrange(2 if "visits" in d.indicators else 3)  # noqa: S311
    for which in ("now", "before", "year ago"):
        d.begin(_SHEETS[which][form])
        d.line(f"{d.style.table_number}{d.style.title}")
        d.unit_line(d.indicators)
        when = "level" if which == "now" else which
        columns = [Column(c.path, when if c.indicator else c.what, c.indicator) for c in d.paths()]
        if which != "now" and d.style.blank_rows:
            d.row += 1
        _rows_table(d, columns)
        d.foot_lines()
    if d.style.numbered:
        d.sheets.reverse()


def _crossed(d: Drawing) -> None:
    """Counties across, each with its figure and its growth; indicators down."""
    d.head_lines()
    d.unit_line(d.indicators)
    has_unit = d.style.unit_in in ("column", "row")
    level = d.words.pick("level", "本期数", "数值", "绝对数", "本期")
    columns = [
        Column((name.strip(), text), what, unit=who)
        for who, name, _ in d.lines()
        for text, what in ((level, "level"), (d.style.growth, "growth"))
    ]
    among = {who: units for who, _, units in d.lines()}
    stubs = ["指标名称", *(["计量单位"] * has_unit)]
    d.header(stubs, columns, unit_row=False)
    for indicator in d.indicators:
        d.line(_row_name(d, indicator), *([d.words.scale(indicator)[0]] * has_unit))
        for offset, column in enumerate(columns):
            line = column.unit, "", among[column.unit]
            d.value((d.row - 1, len(stubs) + offset), Column((), column.what, indicator), line)
    d.foot_lines()


def _sections(d: Drawing) -> None:
    """One table in which each indicator stands alone above its counties."""
    d.head_lines()
    d.unit_line(d.indicators)
    columns = [Column((d.words.pick("now", "本期数", "数值", "绝对数"),), "level")]
    columns += [Column((d.style.growth,), "growth")] if d.style.beside == "growth" else []
    columns += [Column(("上年同期",), "year ago")] if d.style.beside == "earlier" else []
    d.header([_stub(d)], columns, unit_row=False)
    for number, indicator in enumerate(d.indicators):
        name = d.words.with_unit(d.words.heading(indicator), indicator).replace("\n", " " if d.style.bilingual else "")
        d.line(f"{'一二三四五六'[number]}、{name}" if d.style.numbered else name)
        for line in d.lines():
            d.put(d.row, 0, line[1])
            for offset, column in enumerate(columns):
                d.value((d.row, 1 + offset), Column((), column.what, indicator), line)
            d.row += 1
    d.foot_lines()


def _period_sections(d: Drawing) -> None:
    """One table in which each quarter stands alone above its counties."""
    d.head_lines()
    d.unit_line(d.indicators)
    columns = d.paths()
    stubs = [*(["序号"] * d.style.numbered), *(["片区"] * _has_two_stubs(d)), _stub(d)]
    d.header(stubs, columns, d.style.unit_in == "row")
    order = ["now", "before", "year ago"]
    for which in reversed(order) if d.style.merged else order:
        d.line(*[""] * (len(stubs) - 1), d.words.pick("section", WHICH[which].words, f"{WHICH[which].words}："))
        told = [
            Column(c.path, "level" if which == "now" else which, c.indicator) if c.indicator else c for c in columns
        ]
        for number, line in enumerate(d.lines()):
            _row(d, line, (number, len(stubs)), told)
    d.foot_lines()


def _county_blocks(d: Drawing) -> None:
    """A block for each county, one below the other, under its name."""
    d.head_lines()
    d.unit_line(d.indicators)
    has_unit = d.style.unit_in in ("column", "row")
    level = Column((d.words.pick("now", "本期数", "数值"),), "level")
    columns = [level, Column((d.style.growth,), "growth")] if d.style.beside == "growth" else [level]
    for number, unit in enumerate(d.units):
        d.line(d.words.pick("block", "{}", "（" + "一二三四五六七"[number] + "）{}").format(COUNTIES[unit]))
        d.header(["指标", *(["计量单位"] * has_unit)], columns, unit_row=False)
        for indicator in d.indicators:
            d.line(_row_name(d, indicator), *([d.words.scale(indicator)[0]] * has_unit))
            for offset, column in enumerate(columns):
                at = d.row - 1, 1 + has_unit + offset
                d.value(at, Column((), column.what, indicator), (unit, "", ()))
        d.row += d.style.blank_rows
    d.foot_lines()


def _wrapped(d: Drawing) -> None:
    """Counties down in two halves side by side."""
    d.head_lines()
    d.unit_line(d.indicators)
    columns, lines, stub = d.paths(), d.lines(), _stub(d)
    top, left = d.row, d.style.left
    middle = (len(lines) + 1) // 2
    for number, half in enumerate((lines[:middle], lines[middle:])):
        d.row, d.shift = top, number * (len(columns) + 1)
        if half:
            d.header([stub], columns, d.style.unit_in == "row")
        for line in half:
            d.put(d.row, 0, line[1])
            for offset, column in enumerate(columns):
                d.value((d.row, 1 + offset), column, line)
            d.row += 1
    d.shift, d.row = 0, top + 4 + middle
    assert d.style.left == left
    d.foot_lines()


def _two_periods(d: Drawing) -> None:
    """The same table twice on a sheet, of this quarter and of the year before, each under its title."""
    which = ["now", "year ago"]
    for when in reversed(which) if d.style.merged else which:
        d.line(f"{WHICH[when].words}{d.style.title}")
        d.unit_line(d.indicators)
        columns = d.paths()
        told = [Column(c.path, "level" if when == "now" else when, c.indicator) if c.indicator else c for c in columns]
        _rows_table(d, told)
        d.row += d.style.blank_rows
    d.foot_lines()


def spoilt(d: Drawing) -> dict[str, tuple[Key, Spot]]:  # noqa: C901 - one sort after the other
    """Spoil the drawing as its style says; what is to be said of it, by sort."""
    told: dict[str, tuple[Key, Spot]] = {}
    random, keys = Random(d.style.seed), sorted(d.spots)  # noqa: S311
    random.shuffle(keys)
    if d.style.torn:
        _tear(d, random)
        told["torn"] = ("", ""), Spot("", 0, 0, Decimal(0))
    by_name = {canvas.name: canvas for canvas in d.sheets}
    if d.style.flaw and keys:
        spot = d.spots.pop(keys[0])
        by_name[spot.sheet].ink[spot.row, spot.column] = Ink(d.style.flaw)
        told["flaw"] = keys.pop(0), spot
    if d.style.mark and keys:
        spot = d.spots.pop(keys[0])
        by_name[spot.sheet].ink.pop((spot.row, spot.column))
        if d.style.mark != "blank":
            by_name[spot.sheet].ink[spot.row, spot.column] = Ink(d.style.mark)
        told["mark"] = keys.pop(0), spot
    if d.style.formulas and keys and d.kind.startswith("xlsx"):
        spot = d.spots[keys[0]]
        ink = by_name[spot.sheet].ink[spot.row, spot.column]
        if not isinstance(ink.value, str):
            by_name[spot.sheet].ink[spot.row, spot.column] = Ink(ink.value, ink.format, f"={ink.value!r}+0")
            if d.kind == "xlsx again":
                told["formula"] = keys[0], d.spots.pop(keys[0])
    if d.style.hidden and d.spots and not d.kind.startswith("csv"):
        spot = d.spots[min(d.spots)]
        if d.style.hidden == "row":
            by_name[spot.sheet].hidden_rows.add(spot.row)
        elif d.kind != "html":
            by_name[spot.sheet].hidden_columns.add(spot.column)
    return told


def _tear(d: Drawing, random: Random) -> None:
    """Insert an empty row or column somewhere, or lose the words of a cell whose loss can be noticed."""
    canvas = d.sheets[0]
    if d.style.torn == "erased":
        has_groups = d.style.head not in ("flat", "of which", "section") and not d.style.merged
        if d.style.scaled or d.style.unit_in == "line" or has_groups:
            return
        drawn_at = {(spot.row, spot.column) for spot in d.spots.values() if spot.sheet == canvas.name}
        words = [at for at, ink in canvas.ink.items() if isinstance(ink.value, str) and at not in drawn_at]
        lost = random.choice(words)
        if not any(character.isdigit() for character in canvas.ink[lost].shown):
            del canvas.ink[lost]
        return
    axis = 0 if d.style.torn == "row" else 1
    at = random.randrange(canvas.size[axis])
    moved = [tuple(p + (p >= at) * (k == axis) for k, p in enumerate(place)) for place in canvas.ink]
    canvas.ink = dict(zip(moved, canvas.ink.values(), strict=True))
    canvas.merges = [
        tuple(corner + (corner >= at) * (k % 2 == axis) for k, corner in enumerate(area)) for area in canvas.merges
    ]
    for key, spot in d.spots.items():
        if spot.sheet == canvas.name:
            row, column = spot.row, spot.column
            d.spots[key] = replace(
                spot, row=row + (axis == 0 and row >= at), column=column + (axis == 1 and column >= at)
            )
