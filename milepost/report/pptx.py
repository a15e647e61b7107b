"""A briefing as slides: one message each, with native charts that can be edited in PowerPoint and WPS."""

import io
import math
from functools import partial
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide as PptxSlide
from pptx.util import Cm, Pt

from milepost.report import pptx_look as look
from milepost.report import words
from milepost.report.briefing import Briefing
from milepost.report.document import Chart, Fact, Slide, Table
from milepost.report.evidence import DRAFT
from milepost.report.heat import SPAN
from milepost.report.native_chart import add_chart
from milepost.report.palette import INKS, LIGHT, blend, contrast
from milepost.report.same_bytes import plain, same_office_bytes

TOP, BOTTOM = 4.6, 17.2  # cm: where the body of a slide begins and ends
FACTS = 8.4  # cm: the column of large numbers
MOST_HEAT = 14


def to_pptx(briefing: Briefing) -> bytes:
    """The slides: a cover, then one for each message."""
    deck = Presentation()
    marks = briefing.edition.marks
    watermark = DRAFT if briefing.edition.draft else "示例数据" if marks else ""
    layout = look.dress(deck, watermark)
    _cover(deck.slides.add_slide(layout), briefing)
    for number, slide in enumerate(briefing.slides, 2):
        _write(deck.slides.add_slide(layout), slide, briefing, number)
    _describe(deck, briefing)
    made = io.BytesIO()
    deck.save(made)
    return same_office_bytes(made.getvalue(), briefing.edition.time)


def _describe(deck: Deck, briefing: Briefing) -> None:
    about, time = deck.core_properties, briefing.edition.time.replace(microsecond=0)
    about.title = plain(briefing.title.replace("\n", ""))
    about.author = about.last_modified_by = plain(briefing.imprint.office or "milepost")
    about.created = about.modified = time
    about.language, about.revision = "zh-CN", 1
    about.subject = plain(briefing.subject)
    about.comments = "；".join((briefing.source, *briefing.edition.marks))


def _cover(page: PptxSlide, briefing: Briefing) -> None:
    """What, when, who."""
    title = page.shapes.title
    title.left, title.top, title.width, title.height = Cm(3.2), Cm(5.2), Cm(27), Cm(4.2)
    longest = max(briefing.title.split("\n"), key=len)
    size = look.fitting(longest, (38, 34, 30, 26, 22), 26, 1)
    text = briefing.title.replace("\n", "\v")
    look.write(title.text_frame, [(text, size, LIGHT.ink, True)], anchor=MSO_ANCHOR.MIDDLE)
    _bar(page, (3.2, 4.6, 3.0, 0.12), LIGHT.accent)
    day = briefing.imprint.day
    when = f"{day.year}年{words.day(day)}" if day else "未定稿"
    lines = [(line, 18.0, LIGHT.mute, False) for line in (briefing.imprint.office, when) if line]
    look.write(page.shapes.add_textbox(Cm(3.2), Cm(10.2), Cm(27), Cm(3)).text_frame, lines)
    _footer(page, briefing, 1)


def _message(page: PptxSlide, text: str, sizes: tuple[float, ...], width: float, lines: int) -> None:
    frame = page.shapes.title.text_frame
    # On one line if some size allows it, else on more lines as large as they fit.
    size = look.fitting(text, sizes, width, 1)
    if look.room(text, size, width) > 1:
        size = look.fitting(text, sizes, width, lines)
        text = look.halved(text)
    look.write(frame, [(text, size, LIGHT.ink, True)], anchor=MSO_ANCHOR.MIDDLE)


def _bar(page: PptxSlide, place: tuple[float, float, float, float], colour: str) -> None:
    """A rule as a thin rectangle: lines are drawn differently by each program."""
    shape = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Cm(length) for length in place))
    shape.fill.solid()
    shape.fill.fore_color.rgb = look.rgb(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False


def _footer(page: PptxSlide, briefing: Briefing, number: int) -> None:
    _bar(page, (look.LEFT, 17.75, look.INNER, 0.03), LIGHT.hairline)
    said = " · ".join((briefing.plan_name, briefing.period.words, briefing.source, *briefing.edition.marks))
    size = look.fitting(said, (12, 10, 8), look.INNER - 2, 1)
    look.write(
        page.shapes.add_textbox(Cm(look.LEFT), Cm(18.0), Cm(look.INNER - 2), Cm(0.7)).text_frame,
        [(said, size, LIGHT.mute, False)],
    )
    box = page.shapes.add_textbox(Cm(look.WIDTH - look.LEFT - 2), Cm(18.0), Cm(2), Cm(0.7))
    look.write(box.text_frame, [(str(number), 12, LIGHT.mute, False)])
    box.text_frame.paragraphs[0].alignment = 3


def _write(page: PptxSlide, slide: Slide, briefing: Briefing, number: int) -> None:
    _message(page, slide.message, (30, 28, 26, 24), look.INNER - 1.5, 2)
    if slide.subtitle:
        size = look.fitting(slide.subtitle, (16, 14, 12), look.INNER, 1)
        look.write(
            page.shapes.add_textbox(Cm(look.LEFT), Cm(3.55), Cm(look.INNER), Cm(0.9)).text_frame,
            [(slide.subtitle, size, LIGHT.mute, False)],
        )
    width = look.INNER - (FACTS + 0.8 if slide.facts else 0)
    match slide.body:
        case Chart() if slide.body.shape == "heat":
            _heat(page, slide.body, width)
        case Chart():
            add_chart(page, slide.body, (look.LEFT, TOP, width, BOTTOM - TOP))
        case Table():
            _table(page, slide.body, width)
        case tuple():
            _lines(page, slide.body)
        case None:
            pass
    _facts(page, slide.facts)
    _footer(page, briefing, number)
    page.notes_slide.notes_text_frame.text = plain("\n".join(filter(None, (slide.notes, briefing.source))))


def _facts(page: PptxSlide, facts: tuple[Fact, ...]) -> None:
    """Up to three large numbers, right of the chart."""
    step = (BOTTOM - TOP) / max(len(facts), 3)
    for k, fact in enumerate(facts):
        box = page.shapes.add_textbox(
            Cm(look.WIDTH - look.LEFT - FACTS), Cm(TOP + 0.3 + k * step), Cm(FACTS), Cm(step - 0.4)
        )
        size = look.fitting(fact.number, (54, 44, 34, 26), FACTS, 1)
        look.write(box.text_frame, [(fact.number, size, fact.colour, True), (fact.caption, 16, LIGHT.ink, False)])


def _lines(page: PptxSlide, lines: tuple[str, ...]) -> None:
    """Sentences under one another, each numbered, as large as they fit."""
    height = BOTTOM - 3.6
    for size in (20.0, 18.0, 16.0, 14.0, 12.0):
        needed = sum(look.room(line, size, look.INNER - 1.6) for line in lines) * size * 0.0495 + 0.35 * len(lines)
        if needed <= height:
            break
    frame = page.shapes.add_textbox(Cm(look.LEFT), Cm(3.8), Cm(look.INNER), Cm(height)).text_frame
    look.write(frame, [(f"{k}．{line}", size, LIGHT.ink, False) for k, line in enumerate(lines, 1)])
    for paragraph in frame.paragraphs:
        paragraph.space_after = Pt(size * 0.6)
        paragraph.line_spacing = 1.25


def _table(page: PptxSlide, table: Table, width: float) -> None:
    """A native table: rules instead of boxes, numbers on the right."""
    height = min(1.3, (BOTTOM - TOP) / (len(table.rows) + 1))
    size = 14 if height > 1.1 else 12
    shape = page.shapes.add_table(
        len(table.rows) + 1, len(table.columns), Cm(look.LEFT), Cm(TOP), Cm(width), Cm(height * (len(table.rows) + 1))
    )
    grid = shape.table
    _unstyled(shape)
    total = sum(column.width for column in table.columns)
    for k, column in enumerate(table.columns):
        grid.columns[k].width = Cm(width * column.width / total)
        _cell(grid.cell(0, k), (column.title, size, LIGHT.mute, True), right=column.aligned)
        for r, row in enumerate(table.rows, 1):
            text = column.text(row[k])
            _cell(grid.cell(r, k), (text, size, LIGHT.ink, k == 0), right=column.aligned)


def _unstyled(shape: Any) -> None:
    """No banding and no colours but ours."""
    properties = shape._element.graphic.graphicData.tbl.tblPr
    properties.set("bandRow", "0")
    properties.set("firstRow", "0")
    style = properties.find(qn("a:tableStyleId"))
    style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # No Style, No Grid


def _cell(cell: Any, line: tuple[str, float, str, bool], *, right: bool = False, ground: str = "") -> None:
    frame = cell.text_frame
    cell.margin_left = cell.margin_right = Cm(0.15)
    cell.margin_top = cell.margin_bottom = Cm(0.05)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    run = frame.paragraphs[0].add_run()
    run.text = plain(line[0])
    look.style(run.font, line[1], line[2], bold=line[3])
    frame.paragraphs[0].alignment = 3 if right else 1
    properties = cell._tc.get_or_add_tcPr()
    edge = etree.SubElement(properties, qn("a:lnB"))
    edge.set("w", "6350")
    fill = etree.SubElement(etree.SubElement(edge, qn("a:solidFill")), qn("a:srgbClr"))
    fill.set("val", LIGHT.hairline[1:])
    if ground:
        cell.fill.solid()
        cell.fill.fore_color.rgb = look.rgb(ground)


def _heat(page: PptxSlide, chart: Chart, width: float) -> None:
    """Goals by units as a native table on coloured fields; hollow where there is no number."""
    names = chart.categories[:MOST_HEAT]
    height = min(1.0, (BOTTOM - TOP) / (len(names) + 1))
    size = 12 if height >= 0.85 else 10
    shape = page.shapes.add_table(
        len(names) + 1, len(chart.series) + 1, Cm(look.LEFT), Cm(TOP), Cm(width), Cm(height * (len(names) + 1))
    )
    grid = shape.table
    _unstyled(shape)
    first = width * 0.32
    grid.columns[0].width = Cm(first)
    _cell(grid.cell(0, 0), ("", size, LIGHT.mute, True))
    for r, name in enumerate(names, 1):
        _cell(grid.cell(r, 0), (name, size, LIGHT.ink, False))
    for k, series in enumerate(chart.series, 1):
        grid.columns[k].width = Cm((width - first) / len(chart.series))
        _cell(grid.cell(0, k), (series.name, size, LIGHT.ink, True), right=True)
        for r, value in enumerate(series.values[: len(names)], 1):
            empty = math.isnan(value)
            ground = LIGHT.page if empty else blend(LIGHT.diverging, (value / SPAN + 1) / 2)
            ink = LIGHT.mute if empty else max(INKS, key=partial(contrast, ground))
            _cell(grid.cell(r, k), (words.lead(value), size, ink, False), right=True, ground=ground)
