"""Office files as PDF: what we write opens in LibreOffice, hostile names and all."""

import io
import shutil

import pytest
from PIL import Image

from milepost.report import pdf
from milepost.report.briefing import Wish, compose
from milepost.report.docx import to_docx
from milepost.report.pptx import to_pptx
from milepost.report.xlsx import to_xlsx
from tests.report import quarters

installed = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")


@installed
@pytest.mark.parametrize("suffix", ["docx", "pptx", "xlsx"])
def test_files_with_hostile_names_open_in_libreoffice(plan, suffix):
    odd = quarters.renamed(quarters.renamed(plan, "xian", "=cmd()<&\x0b>"), "science", "市" + "数" * 58 + "局")
    briefing = compose(quarters.evidence(odd, quarters.figures(odd)), Wish())
    content = {
        "docx": lambda: to_docx(briefing, {}),
        "pptx": lambda: to_pptx(briefing),
        "xlsx": lambda: to_xlsx(briefing),
    }
    assert pdf.to_pdf(content[suffix](), f"a.{suffix}").startswith(b"%PDF")


@installed
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is not installed here")
def test_pages_can_be_looked_at(briefing):
    pages = pdf.pages(to_docx(briefing, {}), "a.docx", width=300)
    assert len(pages) > 2
    assert Image.open(io.BytesIO(pages[0])).width == 300
