"""The look of the slides: 16:9, one layout whose title is the message, and the office's typeface."""

from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Cm, Emu, Pt

from milepost.report.palette import LIGHT
from milepost.report.same_bytes import plain

FONT = "Microsoft YaHei"
WIDTH, LEFT = 33.867, 1.6  # cm
INNER = WIDTH - 2 * LEFT
TITLE_ONLY = 5  # python-pptx's own template: the layout with nothing but a title


def rgb(colour: str) -> RGBColor:
    """A palette colour as PowerPoint takes it."""
    return RGBColor.from_string(colour.lstrip("#"))


def dress(deck: Presentation, watermark: str) -> Any:
    """16:9, the typeface in the theme, one layout; the layout."""
    deck.slide_width, deck.slide_height = Emu(12192000), Emu(6858000)
    layout = deck.slide_layouts[TITLE_ONLY]
    for other in [one for one in deck.slide_layouts if one is not layout]:
        deck.slide_layouts.remove(other)
    for holder in (layout, deck.slide_master):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type.name not in ("TITLE", "CENTER_TITLE"):
                shape._element.getparent().remove(shape._element)
        for shape in holder.placeholders:
            _title(shape)
    _theme(deck)
    if watermark:
        _watermark(layout, watermark)
    return layout


def _title(shape: Any) -> None:
    shape.left, shape.top, shape.width, shape.height = Cm(LEFT), Cm(0.8), Cm(INNER), Cm(2.4)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    shape.text_frame.word_wrap = True


def _theme(deck: Presentation) -> None:
    """The theme's typefaces and the master's title style, so that new slides look the same."""
    part = next(r.target_part for r in deck.slide_master.part.rels.values() if r.reltype.endswith("/theme"))
    theme = etree.fromstring(part.blob)
    for fonts in theme.iter(qn("a:majorFont"), qn("a:minorFont")):
        for which in ("a:latin", "a:ea"):
            fonts.find(qn(which)).set("typeface", FONT)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
    style = deck.slide_master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    properties = style.find(qn("a:defRPr"))
    properties.set("sz", "3000")
    properties.set("b", "1")


def _watermark(layout: Any, text: str) -> None:
    """A pale word across every slide, under all that stands on it."""
    shapes = layout.shapes
    box = etree.SubElement(shapes._spTree, qn("p:sp"))
    size = 13000 if len(text) <= 3 else 9600
    box.append(etree.fromstring(
        f'<p:nvSpPr {_SPACES}><p:cNvPr id="90" name="水印"/><p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr>'
    ))  # fmt: skip
    box.append(etree.fromstring(
        f'<p:spPr {_SPACES}><a:xfrm rot="-1500000"><a:off x="{Cm(5)}" y="{Cm(6)}"/><a:ext cx="{Cm(24)}" cy="{Cm(7)}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
    ))  # fmt: skip
    box.append(etree.fromstring(
        f'<p:txBody {_SPACES}><a:bodyPr anchor="ctr" wrap="square"/><a:p><a:pPr algn="ctr"/><a:r><a:rPr lang="zh-CN" '
        f'sz="{size}" b="1"><a:solidFill><a:srgbClr val="EEF0F3"/></a:solidFill></a:rPr><a:t>{text}</a:t></a:r></a:p>'
        "</p:txBody>"
    ))  # fmt: skip


_SPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def write(frame: Any, lines: list[tuple[str, float, str, bool]], *, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP) -> None:
    """Lines of (text, points, colour, bold) into a text frame without inner margins."""
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for k, (text, size, colour, bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if k == 0 else frame.add_paragraph()
        for part, said in enumerate(text.split("\v")):
            if part:
                paragraph.add_line_break()
            run = paragraph.add_run()
            run.text = plain(said)
            style(run.font, size, colour, bold=bold)


def style(font: Any, size: float, colour: str = LIGHT.ink, *, bold: bool = False) -> None:
    """Size, colour and the typeface for Latin and Chinese alike; the language is Chinese."""
    font.size, font.bold = Pt(size), bold
    font.color.rgb = rgb(colour)
    font.name = FONT
    properties = font._rPr
    properties.set("lang", "zh-CN")
    for old in properties.findall(qn("a:ea")):
        properties.remove(old)
    east = etree.SubElement(properties, qn("a:ea"))
    east.set("typeface", FONT)
    latin = properties.find(qn("a:latin"))
    if latin is not None:
        latin.addnext(east)


def room(text: str, size: float, width: float) -> float:
    """Lines that `text` takes at `size` points in `width` cm; Latin letters count as wide as in any fallback font."""
    ems = sum(0.7 if ord(c) < 0x2000 else 1.0 for c in text)
    return -(-ems * size * 0.03528 // width)


def halved(text: str) -> str:
    """`text` on two lines, broken behind the mark (：；，、) nearest to its middle; as it is where there is none."""
    marks = [k + 1 for k, c in enumerate(text[:-1]) if c in "：；，、"]
    middle = len(text) / 2
    at = min(marks, key=lambda k: abs(k - middle), default=0)
    return f"{text[:at]}\v{text[at:]}" if 0.25 < at / len(text) < 0.75 else text


def fitting(text: str, sizes: tuple[float, ...], width: float, lines: int) -> float:
    """The first of `sizes` at which `text` keeps within `lines`; else the last one."""
    return next((size for size in sizes if room(text, size, width) <= lines), sizes[-1])
