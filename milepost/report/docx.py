"""A briefing as a Word document in official form, or on the office's own document."""

import io
from collections.abc import Mapping, Sequence
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph

from milepost.errors import BriefingError
from milepost.report import docx_look as look
from milepost.report import docx_table, words
from milepost.report.briefing import Briefing, Kind
from milepost.report.document import Fact, Paragraph, Picture, Section, Table
from milepost.report.evidence import DRAFT
from milepost.report.pictures import PNG
from milepost.report.same_bytes import plain, same_office_bytes

WIDTH, PICTURE = 156.0, 138.0  # mm: the text area, and a picture in it
SHORT = 12  # rows that a table keeps on one page
PLACE = "【正文】"
_BREAKS = ("工作联席会议", "联席会议", "工作领导小组", "领导小组", "工作专班", "人民政府", "办公室", "委员会")
_ORDINALS = "一二三四五六七八九十"


def to_docx(briefing: Briefing, pictures: Mapping[str, PNG], base: bytes | None = None) -> bytes:
    """The document; `pictures` by chart key, those missing are left out.

    `base` is the office's own .docx: its page, styles, head and 版记 stay, and the text goes where it says 【正文】
    (else to its end). BriefingError when it is no .docx.
    """
    compact = briefing.kind in (Kind.CARD, Kind.UNIT)
    document = docx.Document() if base is None else _opened(base)
    look.dress(document, compact=compact)
    section = document.sections[0]
    writer = _Writer(document, pictures, compact=compact)
    if base is None:
        look.lay_out(section, compact=compact)
        look.number_pages(document, section)
        marks = briefing.edition.marks
        watermark = DRAFT if briefing.edition.draft else "示例数据" if briefing.edition.sample else ""
        look.mark_pages(document, section, "　".join(marks), watermark)
        for margin in (section.header, section.even_page_header, section.footer, section.even_page_footer):
            look.in_order(margin._element)
        writer.head(briefing)
        writer.body(briefing)
    else:
        _fill(document, writer, briefing)
    _describe(document, briefing)
    look.in_order(document.element)
    look.in_order(document.styles.element)
    made = io.BytesIO()
    document.save(made)
    return same_office_bytes(made.getvalue(), briefing.edition.time)


def _opened(base: bytes) -> Document:
    try:
        return docx.Document(io.BytesIO(base))
    except (BadZipFile, OpcError, KeyError, ValueError) as error:
        raise BriefingError("所给的样板不是 Word 文档（.docx），没有生成；请另存为 .docx 再用") from error


def _fill(document: Document, writer: "_Writer", briefing: Briefing) -> None:
    """The body in the place of 【正文】; what stands around it is the office's."""
    place = next((p for p in document.paragraphs if p.text.strip() == PLACE), None)
    body = document.element.body
    before = list(body)
    writer.body(briefing)
    if place is not None:
        for element in [e for e in body if e not in before]:
            place._p.addprevious(element)
        body.remove(place._p)


def _describe(document: Document, briefing: Briefing) -> None:
    """Core properties: what Windows shows, with the publication's time."""
    about, edition = document.core_properties, briefing.edition
    about.title = plain(briefing.title.replace("\n", ""))
    about.author = plain(briefing.imprint.office or "milepost")
    about.last_modified_by = about.author
    about.created = about.modified = edition.time.replace(microsecond=0)
    about.language, about.revision, about.subject = "zh-CN", 1, briefing.subject
    about.comments = "；".join((briefing.source, *edition.marks))
    about.keywords = ""


class _Writer:
    """Writes the parts of a briefing one after another; counts tables and figures."""

    def __init__(self, document: Document, pictures: Mapping[str, PNG], *, compact: bool) -> None:
        self._document = document
        self._pictures = pictures
        self._ids = {style.name: style.style_id for style in document.styles}
        self._tables = self._figures = 0
        self._row_height = Mm(7 if compact else 8.5)

    def _paragraph(self, text: str, style: str) -> DocxParagraph:
        return self._document.add_paragraph(plain(text), style=style)

    def head(self, briefing: Briefing) -> None:
        """The masthead: the office in red over a red rule; a 简报 its own name, issue, issuer and day."""
        imprint, kind = briefing.imprint, briefing.kind
        if kind is Kind.BULLETIN:
            name = self._paragraph(kind, look.MASTHEAD)
            name.runs[0].font.size = Pt(44)
            name.paragraph_format.line_spacing = Pt(64)
            issue = f"第{imprint.issue}期" if imprint.issue else "第　期"
            self._paragraph(f"（{issue}）", look.ISSUE)
            line = self._paragraph(f"{imprint.office}\t{_day(briefing)}", look.ADDRESSEE)
            line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), alignment=2)
            line.alignment = WD_ALIGN_PARAGRAPH.LEFT
            look.rule(line, {"bottom": 16}, look.RED)
            self._paragraph("", look.ADDRESSEE)
        elif kind is Kind.NOTICE and imprint.office:
            for part in _balanced(imprint.office, 16):
                self._paragraph(part, look.MASTHEAD)
            line = self._paragraph(imprint.number, look.NUMBER)
            look.rule(line, {"bottom": 16}, look.RED)
            self._paragraph("", look.ADDRESSEE)

    def body(self, briefing: Briefing) -> None:
        """Title, text, signature and appendices."""
        title = self._paragraph(briefing.title, "Title")
        title.paragraph_format.space_after = Pt(10 if briefing.facts else 17)
        if briefing.imprint.to:
            self._paragraph(briefing.imprint.to, look.ADDRESSEE)
        for paragraph in briefing.opening:
            self._text(paragraph)
        if briefing.facts:
            self._facts(briefing.facts)
        for k, section in enumerate(briefing.sections):
            self._section(section, f"{_ORDINALS[k]}、", briefing)
        # Kept with what follows, so that the signature never stands alone on a page.
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        if briefing.kind in (Kind.NOTICE, Kind.EVALUATION):
            self._annexes_named(briefing.appendices)
            self._sign(briefing)
        for k, table in enumerate(briefing.appendices, 1):
            self._annex(table, k if len(briefing.appendices) > 1 else 0)
        if briefing.imprint.copies:
            self._colophon(briefing)

    def _section(self, section: Section, ordinal: str, briefing: Briefing) -> None:
        self._paragraph(f"{ordinal}{section.title}", "Heading 1")
        for block in section.blocks:
            match block:
                case Paragraph():
                    self._text(block)
                case Table():
                    self._tables += 1
                    self._paragraph(f"表{self._tables}　{block.title}", look.TABLE_TITLE)
                    self._table(block)
                case Picture():
                    self._picture(block, briefing)

    def _text(self, paragraph: Paragraph) -> None:
        written = self._document.add_paragraph(style=look.BODY)
        if paragraph.lead:
            style = look.LEAD if paragraph.lead.startswith("（") else None
            written.add_run(plain(paragraph.lead), style=style)
        written.add_run(plain(paragraph.text))

    def _picture(self, picture: Picture, briefing: Briefing) -> None:
        chart, drawn = briefing.chart(picture.chart), self._pictures.get(picture.chart)
        if chart is None or drawn is None:
            return
        self._figures += 1
        holder = self._document.add_paragraph(style="Caption")
        holder.paragraph_format.line_spacing, holder.paragraph_format.keep_with_next = 1.0, True
        holder.paragraph_format.space_before = Pt(8)
        shape = holder.add_run().add_picture(io.BytesIO(drawn.bare), width=Mm(PICTURE))
        about = shape._inline.docPr
        about.set("descr", plain(f"{chart.title}。{chart.alt}"))
        about.set("name", f"图{self._figures}")
        caption = self._paragraph(f"图{self._figures}　{chart.title}", "Caption")
        caption.paragraph_format.space_after = Pt(8)

    def _table(self, table: Table) -> None:
        made = self._document.add_table(rows=1, cols=len(table.columns))
        widths = [WIDTH * column.width / sum(c.width for c in table.columns) for column in table.columns]
        docx_table.frame(made, widths)
        self._row(made, 0, [column.title for column in table.columns], look.HEAD_CELL)
        docx_table.repeat(made, 0)
        for k, row in enumerate(table.rows, 1):
            made.add_row()
            texts = [column.text(value) for column, value in zip(table.columns, row, strict=True)]
            self._row(made, k, texts, look.CELL)
            for cell, column in zip(made.rows[k].cells, table.columns, strict=True):
                paragraph = cell.paragraphs[0]
                if column.shown == "name":
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
                elif column.aligned:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                # A short table stays whole; a long one breaks between rows, under its repeated head.
                paragraph.paragraph_format.keep_with_next = len(table.rows) <= SHORT and k < len(table.rows)
        docx_table.rules(made)
        note = self._paragraph(f"注：{table.note}" if table.note else "", look.NOTE)
        if not table.note:
            note.paragraph_format.line_spacing = Pt(10)

    def _row(self, made: DocxTable, k: int, texts: Sequence[str], style: str) -> None:
        row = made.rows[k]
        row.height, row.height_rule = self._row_height, WD_ROW_HEIGHT_RULE.AT_LEAST
        docx_table.unbroken(row._tr)
        for cell, text in zip(row.cells, texts, strict=True):
            cell.vertical_alignment = 1
            paragraph = cell.paragraphs[0]
            paragraph._p.style = self._ids[style]  # by its id: python-docx would search all styles for each cell
            paragraph.add_run(plain(text))

    def _facts(self, facts: Sequence[Fact]) -> None:
        """The large numbers of a card, side by side over their words."""
        made = self._document.add_table(rows=2, cols=len(facts))
        docx_table.frame(made, [WIDTH / len(facts)] * len(facts))
        for k, fact in enumerate(facts):
            number, caption = made.cell(0, k).paragraphs[0], made.cell(1, k).paragraphs[0]
            number.style, caption.style = self._document.styles[look.FACT], self._document.styles[look.FACT_WORDS]
            number.add_run(plain(fact.number)).font.color.rgb = RGBColor.from_string(fact.colour[1:])
            caption.add_run(plain(fact.caption))
        self._paragraph("", look.NOTE).paragraph_format.line_spacing = Pt(8)

    def _annexes_named(self, appendices: Sequence[Table]) -> None:
        if not appendices:
            return
        lines = [""]
        for k, table in enumerate(appendices, 1):
            number = f"{k}．" if len(appendices) > 1 else ""
            lines.append(f"{'附件：' if k == 1 else '　　　'}{number}{table.title}")
        for text in lines:
            self._paragraph(text, look.BODY).paragraph_format.keep_with_next = True

    def _sign(self, briefing: Briefing) -> None:
        """Office and day at the right, never alone on a page."""
        self._paragraph("", look.SIGNATURE).paragraph_format.keep_with_next = True
        lines = [line for line in (briefing.imprint.office, _day(briefing)) if line]
        for k, text in enumerate(lines):
            line = self._paragraph(text, look.SIGNATURE)
            line.paragraph_format.keep_with_next = k < len(lines) - 1
            line.paragraph_format.right_indent = Pt(32 if k == 0 and len(lines) > 1 else 64)

    def _annex(self, table: Table, number: int) -> None:
        label = self._paragraph(f"附件{number or ''}", look.ANNEX)
        label.paragraph_format.page_break_before = True
        title = self._paragraph(table.title, "Title")
        title.paragraph_format.space_after = Pt(8)
        self._table(table)

    def _colophon(self, briefing: Briefing) -> None:
        """版记 at the foot of the last page: who else gets it, who printed it and when."""
        imprint = briefing.imprint
        lines = [f"抄送：{imprint.copies}", f"{imprint.office}\t{_day(briefing)}印发"]
        # From the foot of the text area upwards, in twentieths of a point: frames are placed by their upper edge.
        height = sum(-(-len(text) // 31) for text in lines) * 28 * 20 + 360
        top = round(262 / 25.4 * 1440) - height
        for text in lines:
            line = self._paragraph(text, look.ADDRESSEE)
            line.runs[0].font.size = Pt(14)
            line.paragraph_format.line_spacing = Pt(28)
            line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), alignment=2)
            line.alignment = WD_ALIGN_PARAGRAPH.LEFT
            frame = OxmlElement("w:framePr")
            for key, value in (
                ("w", "8845"), ("hRule", "auto"), ("wrap", "around"), ("vAnchor", "page"), ("hAnchor", "page"),
                ("x", "1588"), ("y", str(top)),
            ):  # fmt: skip
                frame.set(qn(f"w:{key}"), value)
            properties = line._p.get_or_add_pPr()
            properties.append(frame)
            # Both alike: LibreOffice drops a frame whose paragraphs differ in their borders.
            look.rule(line, {"top": 8, "bottom": 8}, "000000")


def _day(briefing: Briefing) -> str:
    day = briefing.imprint.day
    return f"{day.year}年{words.day(day)}" if day else "　　年　月　日"


def _balanced(text: str, most: int) -> list[str]:
    """A long name in lines of about the same length, broken before 联席会议, 办公室 … where that leaves both short."""
    if len(text) <= most:
        return [text]
    middle = -(-len(text) // 2)
    breaks = [text.find(word) for word in _BREAKS if most >= text.find(word) >= len(text) - most]
    at = min(breaks, key=lambda k: abs(k - middle), default=middle)
    return [text[:at], *_balanced(text[at:], most)]
