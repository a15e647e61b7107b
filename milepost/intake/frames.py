"""What a sheet says around its tables: title, period, measure unit, place; and the name of the form that this makes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from milepost.intake import wording
from milepost.intake.compact_dates import periods_in_name, spelled_out
from milepost.intake.grid import address
from milepost.intake.headings import Lexicon
from milepost.intake.layout import Sheet
from milepost.intake.meaning import Meaning
from milepost.intake.mixed_periods import meant, other_than
from milepost.intake.notes import told_of_all
from milepost.intake.owners import Owner, owner_of, unit_names
from milepost.intake.table import NAMING, Table
from milepost.intake.table_measures import SaidUnits, parted, units_around
from milepost.intake.times import periods_in, without_times
from milepost.intake.unit_notes import UnitNote
from milepost.plan.names import fold
from milepost.plan.period import SaidPeriod, plain_times
from milepost.plan.plan import Plan

_INDICATOR_LINE = re.compile(r"^\s*指标(?:名称)?[:：]")
_BRACKETS = re.compile(r"\([^()]*\)")
_TITLE_START = re.compile(
    r"^(?:全[省市县区])?(?:(?:各|分)(?:县\(市、?区\)|县\(区\)|市\(州\)|县、?区|区、?县|县市区|市县区|市州|市县|地区|街道|乡镇|[市区县])的?)?"
    r"(?:(?:各|分|按)(?:大?行业|门类)(?:分组|划分|分)?的?)?"
)
_TITLE_END = re.compile(
    r"(?:[各分按]+(?:大?行业|门类|地区|县区)(?:分组|划分|分)?)?"
    r"(?:的?(?:基本|完成|分布|发展|变化)?情况)?(?:统计|一览|汇总|明细)?[表数]?$"
)
_LEFTOVERS = re.compile(r"[()\[\]〔〕《》“”\"':;,.、_/\\-]+|累计|截[至止]|(?:季|月|年)?[末底](?=$|\()")

UNTITLED = "无题"


@dataclass(frozen=True)
class Said:
    """Which periods a line above a table says, the stretch they make, and another one said beside the one asked for."""

    cell: str = ""
    periods: tuple[SaidPeriod, ...] = ()
    span: str = ""
    other: SaidPeriod | None = None


@dataclass(frozen=True)
class Frame:
    """The words around one table. `periods` are those its title (else the sheet's name) says, at `cell`.

    `owner` is the one unit that title and sheet name speak of, the plan's own place aside.
    """

    title: str = ""
    measures: tuple[str, ...] = ()
    measures_are_inherited: bool = False
    """Whether they are said above an earlier table of the sheet."""
    unit_notes: tuple[UnitNote, ...] = ()
    """What its lines say of the measure units of single things."""
    other_units: tuple[str, ...] = ()
    """Scaled measure units that its lines mention, of what is not understood."""
    periods: tuple[SaidPeriod, ...] = ()
    cell: str = ""
    owner: Owner = field(default_factory=Owner)
    titles: tuple[str, ...] = ()
    """The sheet's name, the titles above the table, and what a unit line adds: 单位：亿元（2020年不变价）."""
    notes: tuple[str, ...] = ()
    """What notes say that all its figures are: 以上均为规模以上企业."""
    span: str = ""
    """The words at `cell` where they are of a stretch from one year into another: 2022Q1—2023Q2."""
    other_period: SaidPeriod | None = None
    """Another period than the one asked for that the same lines say: only columns or rows can tell them apart."""
    meaning: Meaning = field(default_factory=Meaning)
    """The indicator that a line names by itself (指标：市场主体总量（户）), for tables of places and periods."""

    def is_of(self, lexicon: Lexicon) -> bool:
        """Whether the table may hold figures of the period asked for: it says that period, or none at all."""
        return not self.periods or any(said.agrees(lexicon.period) for said in self.periods)

    @property
    def words(self) -> str:
        """All that the titles and the sheet's name say, folded."""
        return spelled_out(" ".join(self.titles))

    def is_since_january(self, lexicon: Lexicon) -> bool:
        """Whether it says 1—6月 or 上半年."""
        return any(said.ytd for said in self.periods if said.agrees(lexicon.period))


def frame_of(sheet: Sheet, number: int, lexicon: Lexicon) -> Frame:
    """The frame of a sheet's table: the lines between the table before it and its own data.

    What stands above an earlier table (its title, 单位：万人) holds for those after it that say nothing of their own.
    """
    units = _units_around(sheet, number)
    blocks = [sheet.lines_before(k) for k in range(number, -1, -1)]
    own, above = blocks[0], [line for block in blocks for line in block]
    titles = next(filter(None, (list(filter(_is_title, _texts(block))) for block in blocks)), [])
    said = (_said(block, lexicon) for block in ([*own, *_corner(sheet.tables[number])], *blocks[1:]))
    when = next((one for one in said if one.periods), Said())
    is_sent = any(wording.SENDER_LINE.match(fold(text)) for _, text in above)
    return Frame(
        title=next((title for title in titles if form_title(lexicon.plan, title, lexicon) != UNTITLED), ""),
        measures=units.of_all,
        measures_are_inherited=units.is_inherited,
        unit_notes=units.notes,
        other_units=units.others,
        periods=when.periods
        or tuple(periods_in_name(sheet.grid.name, lexicon.period))
        or _earlier(sheet.grid.name, lexicon),
        cell=when.cell,
        span=when.span,
        other_period=when.other,
        titles=(sheet.grid.name, *titles, *_asides(above)),
        notes=tuple(rest for _, _, rest in told_of_all(sheet, number)),
        owner=owner_of(lexicon.plan, [sheet.grid.name, *titles], is_sent=is_sent),
        meaning=next((m for m in _named(own, lexicon) if m.indicator), Meaning()),
    )


def _asides(lines: Iterable[tuple[tuple[int, int], str]]) -> Iterator[str]:
    """What lines of measure units say in brackets of other figures: （2020年不变价）."""
    for text in map(fold, _texts(lines)):
        if wording.UNIT_LINE.match(text):
            yield from filter(wording.OTHER_FIGURES.search, _BRACKETS.findall(text))


def _corner(table: Table) -> Iterator[tuple[tuple[int, int], str]]:
    """What the headings of the columns of names say: 地区（2022年）."""
    for row in table.heading_rows:
        for column, role in table.roles.items():
            if role in NAMING and (text := table.grid.text(row, column)):
                yield (row, column), text


def _unit_in_corner(sheet: Sheet, number: int) -> Iterator[tuple[tuple[int, int], str]]:
    """The measure unit in the corner of a table's headings: 单位：亿元 | 地区生产总值."""
    for table in sheet.tables[number : number + 1]:
        yield from (line for line in _corner(table) if wording.UNIT_LINE.match(fold(line[1])))


def _earlier(text: str, lexicon: Lexicon) -> tuple[SaidPeriod, ...]:
    """The period of a sheet, or of a line, that is called 去年同期 or 上季度."""
    folded, asked = fold(text), lexicon.period
    if wording.YEAR_AGO_SHEET.fullmatch(folded):
        return (SaidPeriod(asked.year_ago(), ytd=False, text=text),)
    is_before = asked.frequency == "quarter" and wording.QUARTER_BEFORE.fullmatch(folded)
    return (SaidPeriod(asked.previous(), ytd=False, text=text),) if is_before else ()


def _units_around(sheet: Sheet, number: int) -> SaidUnits:
    """What is said around a table of measure units."""
    blocks = [list(_texts([*sheet.lines_before(k), *_unit_in_corner(sheet, k)])) for k in range(number + 2)]
    if number + 1 == len(sheet.tables):
        return units_around(blocks[:-1], blocks[-1], sheet.grid.name)
    return units_around(blocks[:-1], parted(blocks[-1])[0], sheet.grid.name)


def _texts(lines: Iterable[tuple[tuple[int, int], str]]) -> Iterator[str]:
    return (text for _, text in lines)


def _named(lines: Iterable[tuple[tuple[int, int], str]], lexicon: Lexicon) -> Iterator[Meaning]:
    for _, text in lines:
        yield lexicon.piece(_INDICATOR_LINE.sub("", text))
        if _is_title(text):
            yield lexicon.piece(_bare_title(lexicon, text))


def _bare_title(lexicon: Lexicon, text: str) -> str:
    """What a title says its figures are of: 企业 of 表3-1 各县区企业情况（2023年）."""
    bare, numbered = plain_times(fold(text)), ""
    while bare != numbered:
        bare, numbered = wording.NUMBERING.sub("", wording.TABLE_NUMBER.sub("", bare)), bare
    bare = without_times(wording.BY_TIMES.sub("", bare), lexicon.period)[0]
    whole = lexicon.plan.unit_of(lexicon.plan.unit)
    for name in sorted(map(fold, (whole.name, *whole.other_names)), key=len, reverse=True):
        bare = bare.removeprefix(name)
    bare = _BRACKETS.sub("", _TITLE_START.sub("", bare))
    # 企业户数 is a name as it stands, while 表 and 情况 are none of it.
    return bare if lexicon.piece(bare).indicator else _TITLE_END.sub("", bare)


def _is_title(text: str) -> bool:
    folded = fold(text)
    return not any(
        pattern.match(folded) for pattern in (wording.UNIT_LINE, wording.SENDER_LINE, wording.META, wording.NOTE)
    )


def _said(lines: list[tuple[tuple[int, int], str]], lexicon: Lexicon) -> Said:
    """What the first line says that says the period asked for, else the first that says any."""
    folded = [(place, spelled_out(text)) for place, text in _joined(lines)]
    told = [(place, wording.TABLE_NUMBER.sub("", text)) for place, text in folded if not _is_silent(text)]
    found = [(place, text, tuple(periods_in(text, lexicon.period)) or _earlier(text, lexicon)) for place, text in told]
    said = meant([(place, text, periods) for place, text, periods in found if periods])
    agreeing = [one for one in said if any(period.agrees(lexicon.period) for period in one[2])]
    for place, text, periods in (*agreeing, *said):
        span = _span(text, periods)
        return Said(address(*place), periods, span, None if span else other_than(said, lexicon.period))
    return Said()


def _is_silent(text: str) -> bool:
    """Whether the dates of a line are not those of the figures."""
    return bool(wording.NOTE.match(text) or wording.WITHOUT_PERIOD.match(text))


def _joined(lines: Iterable[tuple[tuple[int, int], str]]) -> Iterator[tuple[tuple[int, int], str]]:
    """The lines, those behind a 报告期： in the same row together with it: 报告期： | 2023年 | 一季度."""
    place, label = (-1, -1), ""
    for (row, column), text in lines:
        folded = fold(text)
        if wording.PERIOD_LABEL.match(folded):
            place, label = (row, column), text
        elif label and row == place[0] and ":" not in folded:
            label += text
        else:
            if label:
                yield place, label
            label = ""
            yield (row, column), text
    if label:
        yield place, label


def _span(text: str, periods: Sequence[SaidPeriod]) -> str:
    """A stretch that begins in one year and ends in another; within a year it is what came since January."""
    for first, last in pairwise(periods):
        words = re.escape(first.text) + "[末底]?[-~至到]" + re.escape(last.text)
        if first.period.year != last.period.year and (found := re.search(words, text)):
            return found[0]
    return ""


def form_title(plan: Plan, title: str, lexicon: Lexicon) -> str:
    """A title as it names the form from quarter to quarter: without table number, period, revision marks and units."""
    text = wording.TABLE_NUMBER.sub("", fold(title))
    for said in periods_in(text, lexicon.period):
        text = text.replace(said.text, "").replace(said.text.removeprefix(f"{lexicon.period.year}年"), "")
    text = wording.FULL_DATE.sub("", wording.YEAR_RANGE.sub("", text))
    for name, _ in unit_names(plan):
        if len(name) > 2:
            text = text.replace(name, "")
    previous = None
    while previous != text:
        previous, text = text, wording.REVISION.sub("", _LEFTOVERS.sub("", text))
    return text or UNTITLED
