"""The look of an official document in Word (GB/T 9704-2012): page, grid, styles, page numbers, marks and watermark."""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

SONG, HEI, KAI, FANG, TITLE = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体"
RED, GREY = "D0121B", "565F69"
BODY, LEAD, SMALL_LEAD = "正文段落", "段首", "小段首"
MASTHEAD, ISSUE, NUMBER, ADDRESSEE, SIGNATURE, ANNEX = (
    "发文机关标志",
    "期数",
    "发文字号",
    "主送机关",
    "署名",
    "附件标识",
)
HEAD_CELL, CELL, NOTE, TABLE_TITLE, FACT, FACT_WORDS = "表头", "表文", "表注", "表题", "大数", "大数说明"
PITCH = 579  # twentieths of a point between lines: 22 lines on 225 mm
_NOT_INHERITED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def dress(document: Document, *, compact: bool = False) -> None:
    """Give `document` every style that a briefing uses; those it has already are its own and stay."""
    _normal(document, compact=compact)
    body = 14 if compact else 16
    for name, font, size, how in (
        ("Title", TITLE, 22, {"align": "center", "line": 34, "after": 0}),
        ("Heading 1", HEI, body, {"first": 200}),
        (BODY, FANG, body, {"first": 200, "align": "both"}),
        (ADDRESSEE, FANG, body, {"align": "both"}),
        (SIGNATURE, FANG, body, {"align": "right"}),
        (ANNEX, HEI, body, {}),
        (MASTHEAD, TITLE, 30, {"align": "center", "line": 44, "colour": RED}),
        (ISSUE, FANG, body, {"align": "center"}),
        (NUMBER, FANG, body, {"align": "center", "after": 8}),
        ("Caption", HEI, 14, {"align": "center", "line": 24}),
        (TABLE_TITLE, HEI, 14, {"align": "center", "line": 24, "keep": True}),
        (HEAD_CELL, HEI, 12, {"align": "center", "line": 16, "keep": True}),
        (CELL, FANG, 12, {"align": "center", "line": 16}),
        (NOTE, FANG, 10.5, {"line": 17, "after": 6}),
        (FACT, HEI, 26, {"align": "center", "line": 34}),
        (FACT_WORDS, FANG, 12, {"align": "center", "line": 17}),
        ("Footer", SONG, 14, {"line": 18}),
        ("Header", SONG, 10.5, {"align": "center", "line": 14, "colour": GREY}),
    ):
        _paragraph_style(document, name, font, size, how)
    for name, font in ((LEAD, KAI), (SMALL_LEAD, HEI)):
        if name not in document.styles:
            style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
            style.quick_style = True
            set_font(style, font)


def _normal(document: Document, *, compact: bool) -> None:
    """Body type for everything, Chinese as its language, and −0.25 pt so that 28 characters fit the line."""
    normal = document.styles["Normal"]
    set_font(normal, FANG, 14 if compact else 16)
    properties = normal.element.get_or_add_rPr()
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), "-5")
    properties.append(spacing)
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for owner in filter(lambda found: found is not None, (properties, defaults)):
        for old in owner.findall(qn("w:lang")):
            owner.remove(old)
        language = OxmlElement("w:lang")
        for which in ("val", "eastAsia"):
            language.set(qn(f"w:{which}"), "zh-CN")
        language.set(qn("w:bidi"), "ar-SA")
        owner.append(language)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    normal.paragraph_format.widow_control = False


def set_font(style: Any, font: str, size: float | None = None) -> None:
    """One typeface for Chinese and Latin alike: nothing is left to the theme."""
    style.font.name = font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in _NOT_INHERITED:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for which in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{which}"), font)
    if size is not None:
        style.font.size = Pt(size)


def _paragraph_style(document: Document, name: str, font: str, size: float, how: dict[str, Any]) -> None:
    known = name in document.styles
    if known and name not in ("Title", "Heading 1", "Caption", "Footer", "Header"):
        return
    style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - the name is a paragraph style's
    style.base_style = document.styles["Normal"]
    style.quick_style, style.hidden = True, False
    for old in style.element.findall(qn("w:pPr")):
        style.element.remove(old)
    set_font(style, font, size)
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(how.get("colour", "000000"))
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(0), Pt(how.get("after", 0))
    form.keep_with_next = name.startswith("Heading") or how.get("keep", False)
    if "align" in how:
        form.alignment = {
            "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT, "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
        }[how["align"]]  # fmt: skip
    properties = style.element.get_or_add_pPr()
    if "line" in how:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(how["line"])
        _set(properties, "w:snapToGrid", val="0")
    if "first" in how:
        _set(
            properties, "w:ind", firstLineChars=str(how["first"]), firstLine=str(round(size * 20 * how["first"] / 100))
        )
    if name.startswith("Heading"):
        _set(properties, "w:outlineLvl", val="0")


def _set(properties: Any, name: str, **attributes: str) -> None:
    """Add a child to paragraph properties."""
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    properties.append(element)


def lay_out(section: Section, *, compact: bool = False) -> None:
    """A4 with the standard's margins and its 22 lines a page."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(30 if compact else 37), Mm(28 if compact else 35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(18), Mm(16 if compact else 23)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(480 if compact else PITCH))
    properties.append(grid)


def number_pages(document: Document, section: Section) -> None:
    """— 1 — in 四号宋体, on odd pages to the right and on even ones to the left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["Footer"]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
        indent = OxmlElement("w:ind")
        indent.set(qn(f"w:{side}Chars"), "100")
        indent.set(qn(f"w:{side}"), "280")
        paragraph._p.get_or_add_pPr().append(indent)
        paragraph.add_run("— ")
        for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("text", "1"), ("end", "")):
            run = paragraph.add_run(text if kind == "text" else "")
            if kind in ("begin", "separate", "end"):
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)
            elif not kind:
                code = OxmlElement("w:instrText")
                code.set(qn("xml:space"), "preserve")
                code.text = text
                run._r.append(code)
        paragraph.add_run(" —")


def mark_pages(document: Document, section: Section, line: str, watermark: str) -> None:
    """A line at the head of every page, and a pale word across it; both may be empty."""
    for k, header in enumerate((section.header, section.even_page_header)):
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        paragraph.style = document.styles["Header"]
        paragraph.add_run(line)
        if watermark:
            paragraph.add_run()._r.append(_watermark(watermark, f"水印{k + 1}"))


def _watermark(text: str, name: str) -> Any:
    """The very shape that Word's own watermark makes, so that Word's own menu takes it away."""
    width = 130 * len(text) if len(text) <= 3 else 460
    return parse_xml(
        f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
        'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" '
        'shapetype="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject{len(name)}" o:spid="_x0000_s{2048 + len(name)}" type="#_x0000_t136" '
        f'alt={quoteattr(name)} style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:120pt;'
        "rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d5dae0" '
        f'stroked="f"><v:fill opacity=".4"/><v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" '
        f"string={quoteattr(text)}/></v:shape></w:pict>"
    )


def rule(paragraph: Any, sides: Mapping[str, int], colour: str) -> None:
    """Lines over or under a paragraph: side (top, bottom) and thickness in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    for side, eighths in sides.items():
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "6"), ("color", colour)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(borders)


# Word, unlike LibreOffice, calls a file damaged whose properties stand in another order than the standard's (ECMA-376).
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left bottom right insideH insideV",
}


def in_order(root: Any) -> None:
    """Put the properties under `root` into the order of the standard: they are written as they come to mind."""
    for element in root.iter():
        order = _ORDER.get(_name(element))
        if order is not None:
            places = {name: k for k, name in enumerate(order.split())}
            # What is not named there stays behind all that is.
            element[:] = sorted(element, key=lambda child: places.get(_name(child), len(places)))


def _name(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]
