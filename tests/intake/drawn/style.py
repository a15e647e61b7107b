"""How a table is drawn: every habit of Chinese reporting tables is a choice, and all choices combine."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.intake.drawn.canvas import KINDS, Kind
from tests.intake.drawn.truth import COUNTIES, INDICATORS

BROKEN = (
    "7. 35", "10．8．9", "1 375281", "31 200", "- 45.0.1", "1,24", "1,2345", "超20000*", "约500", "#REF!", "三百",
    "12O", "5~8", "0530", "3万左右", "2023-07-05",
)  # fmt: skip
"""Cells that no reader can be sure of."""
MISSING = ("", "-", "－", "—", "~", "/", "NA", "…", "……", "--")
TITLES = (
    "各县（市、区）主要指标情况", "各县区主要经济指标", "市场主体与经济运行主要指标表", "主要指标完成情况",
    "县区基本情况统计表",
)  # fmt: skip
NUMBERS = ("", "表1 ", "表20 ", "2-5 ", "表二 ", "表2.2 ", "3-6 ", "附表1：", "表3-1　", "附件1 ", "1-12 续表 ", "二、")
TOTALS = ("全市", "全 市", "全市合计", "总  计", "全  市", "总  计 ", "合计", "岭南市", "合　　计", "全市总计")
INDENTS = ("", "  ", "\u3000", "\xa0\xa0", "\u3000\u3000", "    ")
UNIT_LINES = ("单位：{}", "单位:{}", "计量单位：{}", "（单位：{}）", "单 位：{}")
GROWTHS = (
    "同比增长%",
    "同比±%",
    "比上年增长（%）",
    "增速（%）",
    "比上年同期\n增长%",
    "同比（%）",
    "比2022年\n+、-%",
    "环比增长（%）",
)
FOOTNOTES = (
    ("注：本表数据为初步统计数。",),
    ("数据来源：市统计局、市市场监督管理局。", "注：1.企业含分支机构。", "    2.高新区数据含在鼎湖区内。"),
    ("注1：2023年起企业口径有调整，与2022年不可比。", "注2：个体工商户为实有数。"),
    ("单位负责人：李四", "填表人：张三　联系电话：0758-1234567　报出日期：2023年7月5日"),
    ("审核人：", "填报人：王五"),
    ("* 高新区为开发区。",),
    ("Source: Statistics Bureau",),
)
ENGLISH = {
    "all": "Market Entities", "firms": "Enterprises", "solo": "Self-employed", "new": "Newly Registered",
    "tech": "High-tech", "new_firms": "New Firms", "gdp": "Gross Domestic Product", "tax": "Tax Revenue",
    "visits": "Visits",    "people": "Population", "online": "Share Online",
}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """The choices; what a shape cannot show it leaves alone."""

    seed: int
    units: tuple[str, ...]
    indicators: tuple[str, ...]
    kind: Kind
    shape: str
    left: int
    titles: str
    table_number: str
    title: str
    period: str
    unit_in: str
    unit_line: str
    scaled: bool
    other_names: bool
    head: str
    merged: bool
    broken_lines: bool
    bilingual: bool
    total: str
    total_name: str
    spread: bool
    indent: str
    short_names: bool
    subtotals: str
    numbers: str
    beside: str
    growth: str
    extras: str
    numbered: bool
    foot: tuple[str, ...]
    blank_rows: bool
    preamble: bool
    mark: str
    formulas: bool
    hidden: str
    flaw: str
    torn: str


def _some(names: tuple[str, ...], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), min_size=1, max_size=most, unique=True).map(tuple)


def _rarely(*choices: str) -> st.SearchStrategy[str]:
    """Nothing, mostly."""
    return st.sampled_from(("",) * max(4, 2 * len(choices))) | st.sampled_from(choices)


SHAPES = (
    "rows", "rows", "rows", "columns", "columns", "long", "own", "periods", "blocks", "sheets", "crossed", "sections",
    "period sections", "county blocks", "wrapped", "two periods",
)  # fmt: skip
styles = st.builds(
    Style,
    seed=st.integers(0, 10**6),
    units=st.lists(st.sampled_from(tuple(COUNTIES)), min_size=2, max_size=7, unique=True).map(tuple),
    indicators=_some(tuple(counted.id for counted in INDICATORS), 6),
    kind=st.sampled_from(KINDS),
    shape=st.sampled_from(SHAPES),
    left=st.sampled_from((0, 0, 0, 1)),
    titles=st.sampled_from(("", "one", "english", "year line", "three")),
    table_number=st.sampled_from(NUMBERS),
    title=st.sampled_from(TITLES),
    period=st.sampled_from(("title", "title", "file", "sheet", "head", "line", "nowhere")),
    unit_in=st.sampled_from(("line", "head", "row", "column", "nowhere", "title", "corner", "note")),
    unit_line=st.sampled_from(UNIT_LINES),
    scaled=st.booleans(),
    other_names=st.booleans(),
    head=st.sampled_from(("flat", "flat", "section", "group", "of which", "of which above", "split")),
    merged=st.booleans(),
    broken_lines=st.booleans(),
    bilingual=st.sampled_from((False, False, False, True)),
    total=st.sampled_from(("", "first", "last")),
    total_name=st.sampled_from(TOTALS),
    spread=st.booleans(),
    indent=st.sampled_from(INDENTS),
    short_names=st.booleans(),
    subtotals=st.sampled_from(("", "", "市区", "县（市）", "板块", "其他", "小计", "two stubs")),
    numbers=st.sampled_from(("plain", "text", "grouped", "wide", "blanks", "mixed", "decimals")),
    beside=st.sampled_from(("", "", "growth", "earlier", "periods", "quarters", "ways")),
    growth=st.sampled_from(GROWTHS),
    extras=st.sampled_from(
        ("", "", "unknown", "remark", "rank", "target", "english row", "english column", "repeat", "part")
    ),
    numbered=st.booleans(),
    foot=st.sampled_from(((), (), *FOOTNOTES)),
    blank_rows=st.booleans(),
    preamble=st.booleans(),
    mark=_rarely(*MISSING[1:], "blank"),
    formulas=st.booleans(),
    hidden=_rarely("row", "column"),
    flaw=_rarely(*BROKEN),
    torn=_rarely("row", "column", "erased"),
)  # fmt: skip
