"""The Word document: real styles, official measures, and every number as it was judged."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from milepost.errors import BriefingError
from milepost.report import words
from milepost.report.briefing import Imprint, Kind, Wish, compose
from milepost.report.docx import to_docx
from milepost.report.pictures import PNG
from tests.report import quarters
from tests.report.quarters import pixel


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def xml(content: bytes, part: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(part).decode()


@pytest.fixture
def content(briefing) -> bytes:
    return to_docx(briefing, {})


def test_the_page_is_that_of_the_standard(content):
    section = opened(content).sections[0]
    measures = (
        section.page_width,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(m / Mm(1)) for m in measures] == [210, 37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"' in xml(content, "word/styles.xml")


def test_headings_are_headings_and_styles_name_the_official_typefaces(content):
    document = opened(content)
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[:3] == ["一、总体进展", "二、目标完成情况", "三、县区赛马"]
    fonts = {s.name: s.font.name for s in document.styles if s.name in ("Title", "Heading 1", "Normal")}
    assert fonts == {"Title": "方正小标宋简体", "Heading 1": "黑体", "Normal": "仿宋_GB2312"}
    leads = [r.text for p in document.paragraphs for r in p.runs if r.style.name == "段首"]
    assert leads[0].startswith("（一）")


def test_odd_and_even_pages_have_their_number_on_their_own_side(content):
    document = opened(content)
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = document.sections[0].footer.paragraphs[0], document.sections[0].even_page_footer.paragraphs[0]
    assert [p.alignment for p in (odd, even)] == [2, 0]
    assert " PAGE " in odd._p.xml


def test_the_table_of_goals_says_what_progress_says(evidence, content):
    rows = {row.cells[0].text: [c.text for c in row.cells[1:]] for row in opened(content).tables[-1].rows[1:]}
    assert len(rows) == len(evidence.now)
    for judged in evidence.now:
        name = f"{evidence.plan.goal_of(judged.goal).name}（{judged.measure_unit}）"
        assert rows[name] == [
            words.exact(judged.value), words.exact(judged.target), words.percent(judged.completion),
            words.lead(judged.ahead), words.growth(judged.change_last_year), str(judged.status),
        ]  # fmt: skip


def test_the_table_of_the_race_says_what_the_ranking_says(evidence, content):
    table = next(t for t in opened(content).tables if t.rows[0].cells[0].text == "名次")
    said = [(row.cells[1].text, row.cells[0].text, row.cells[2].text) for row in table.rows[1:]]
    ranking = evidence.results.ranking[evidence.results.ranking["period"] == "2024Q2"].sort_values("rank")
    expected = [
        (evidence.plan.unit_of(unit).name, f"{'并列' if tied else ''}{rank:.0f}", f"{score:.1f}")
        for unit, rank, tied, score in zip(
            ranking["unit"], ranking["rank"], ranking["tied"], ranking["score"], strict=True
        )
    ]
    assert said == expected


def test_every_number_of_the_text_was_judged(evidence, content):
    """Nothing is said that is no rounding of a result, a count of things, a date or a rule."""
    known: set[str] = set()
    for judged in [*evidence.now, *(j for u in evidence.plan.parts for j in evidence.of_unit(u.id))]:
        effort = evidence.effort(judged)
        for value in (judged.value, judged.target, judged.gap, abs(judged.value - judged.base_value), effort.required,
                      effort.recent, abs(effort.required) - effort.recent):  # fmt: skip
            if value == value:  # noqa: PLR0124 - not NaN
                rounded = {
                    float(-(-value // 1)),
                    float(round(value)),
                    float(-(-abs(effort.required) // 1)) - float(-(-effort.recent // 1))
                    if effort.required == effort.required
                    else value,
                }
                known |= {words.number(v) for v in (value, *rounded)} | {words.exact(v) for v in (value, *rounded)}
                known.add(words.amount_like(value, judged.value, ""))
        for share in (judged.completion, judged.reached_share, judged.change_last_year, judged.change_last_period):
            known.add(words.percent(share).lstrip("−"))
        known.add(words.lead(judged.ahead).lstrip("+−"))
    scores = evidence.results.ranking.filter(like="score").stack()  # without those that are missing
    known |= {f"{score:.1f}" for score in scores}
    known |= {words.exact(v) for v in evidence.results.figures["value"]} | {
        words.exact(v - 10) for v in evidence.results.figures["value"]
    }
    text = "\n".join(p.text for p in opened(content).paragraphs if p.style.name in ("正文段落", "Title"))
    said = {n for n in re.findall(r"\d[\d,]*(?:\.\d+)?(?:万|亿)?", text) if not re.fullmatch(r"\d{1,2}|20\d\d", n)}
    assert said
    assert said - {n.rstrip("%") for n in known} - known == set()


def test_pictures_have_words_for_those_who_cannot_see_them(briefing):
    drawn = to_docx(briefing, {chart.key: PNG(pixel()) for chart in briefing.charts})
    described = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', xml(drawn))
    assert len(described) == 2
    assert all("比序时" in text or "名次" in text for text in described)
    assert "图1　" in "\n".join(p.text for p in opened(drawn).paragraphs)


def test_without_pictures_nothing_stands_in_their_place(content):
    assert "图1" not in "\n".join(p.text for p in opened(content).paragraphs)


def test_a_draft_is_watermarked_and_a_sample_says_so_on_every_page(plan):
    drafted = quarters.evidence(plan, quarters.figures(plan), vintage=None)
    content = to_docx(compose(drafted, Wish()), {})
    headers = [
        xml(content, n) for n in zipfile.ZipFile(io.BytesIO(content)).namelist() if "header" in n and "rels" not in n
    ]
    assert len(headers) == 2
    assert all('string="草稿"' in header and "示例数据，非真实统计" in header for header in headers)


def test_a_published_quarter_of_real_figures_has_no_mark(evidence):
    real = replace(evidence, edition=replace(evidence.edition, sample=False))
    content = to_docx(compose(real, Wish()), {})
    assert "WaterMark" not in xml(content, "word/header1.xml")


def test_the_same_briefing_is_the_same_bytes(briefing, content):
    assert to_docx(briefing, {}) == content


def test_the_offices_own_document_keeps_its_head_and_gets_the_body_in_its_place(briefing):
    own = docx.Document()
    own.add_paragraph("某市人民政府办公室文件")
    own.add_paragraph("【正文】")
    own.add_paragraph("版记：某市人民政府办公室印")
    saved = io.BytesIO()
    own.save(saved)
    texts = [p.text for p in opened(to_docx(briefing, {}, saved.getvalue())).paragraphs]
    assert texts[0] == "某市人民政府办公室文件"
    assert texts[-1] == "版记：某市人民政府办公室印"
    assert texts.index("一、总体进展") < texts.index("二、目标完成情况")
    assert "【正文】" not in texts


def test_a_base_that_is_no_word_document_is_refused(briefing):
    with pytest.raises(BriefingError, match="不是 Word 文档"):
        to_docx(briefing, {}, b"PK nothing")


@pytest.mark.parametrize("kind", [Kind.BULLETIN, Kind.EVALUATION, Kind.CARD, Kind.UNIT])
def test_every_kind_is_written(evidence, kind):
    briefing = compose(
        evidence, Wish(kind, "xian" if kind is Kind.UNIT else "", imprint=Imprint(office="某办", issue=7))
    )
    text = "\n".join(p.text for p in opened(to_docx(briefing, {})).paragraphs)
    assert "2024年二季度" in text
    assert ("（第7期）" in text) == (kind is Kind.BULLETIN)


def test_hostile_names_are_only_names(plan):
    long = "市" + "数" * 58 + "局"
    odd = quarters.renamed(quarters.renamed(plan, "xian", "=cmd()\x0b"), "science", long)
    content = to_docx(compose(quarters.evidence(odd, quarters.figures(odd)), Wish()), {})
    document = opened(content)
    cells = {c.text for t in document.tables for r in t.rows for c in r.cells}
    assert "=cmd()" in cells
    assert any(long in p.text for p in document.paragraphs)


# Word, unlike LibreOffice, calls a file damaged whose properties stand in another order than the standard's (ECMA-376).
ORDER = {
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


@pytest.mark.parametrize("kind", list(Kind))
def test_every_property_stands_where_the_standard_wants_it(evidence, kind):
    imprint = Imprint(office="某市培育壮大市场主体工作联席会议办公室", copies="市委办公室。")
    wish = Wish(kind, "xian" if kind is Kind.UNIT else "", imprint=imprint)
    content = to_docx(compose(evidence, wish), {})
    for part in ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/footer1.xml", "word/settings.xml"):
        for element in docx.oxml.parse_xml(xml(content, part).encode()).iter():
            name = str(element.tag).rsplit("}", 1)[-1]
            if name in ORDER:
                wanted = ORDER[name].split()
                at = [wanted.index(str(child.tag).rsplit("}", 1)[-1]) for child in element]
                # References to headers and footers may mix among themselves.
                at = [max(k, 1) if name == "sectPr" else k for k in at]
                assert at == sorted(at), (part, name, [str(child.tag).rsplit("}", 1)[-1] for child in element])
