"""The pack: its files, its manifest, the same bytes twice, and what is left out where a program is missing."""

import io
import json
import zipfile
from hashlib import sha256

import pytest

from milepost.errors import BriefingError
from milepost.report import pack, pdf, pictures
from milepost.report.pictures import PNG
from tests.report.quarters import pixel


@pytest.fixture
def drawn(monkeypatch) -> None:
    """Pictures without a browser: every chart the same white sheet."""

    class White:
        def __init__(self, drawings) -> None:
            self.many = len(drawings)

        def finished(self, on_drawn):
            for n in range(self.many):
                on_drawn(n + 1)
            return [PNG(pixel())] * self.many

    monkeypatch.setattr(pack, "Sketches", White)


OFFICE = ("docx", "pptx", "xlsx", "png")


def test_all_files_lie_in_one_zip_with_a_manifest_of_their_digests(briefing, drawn):
    made = pack.make(briefing, OFFICE)
    archive = zipfile.ZipFile(io.BytesIO(made.archive))
    assert archive.namelist() == list(made.files)
    manifest = json.loads(made.files["manifest.json"])
    assert (manifest["period"], manifest["vintage"], manifest["time"]) == ("2024Q2", 2, "2024-07-18T01:00:00Z")
    assert (manifest["release"], manifest["plan_digest"], manifest["sample"]) == ("0.1.0", "d" * 64, True)
    assert {f["file"]: f["sha256"] for f in manifest["files"]} == {
        name: sha256(content).hexdigest() for name, content in made.files.items() if name != "manifest.json"
    }
    assert "某市三年行动2024年二季度-季度通报.docx" in made.files
    assert sum(name.startswith("图/") for name in made.files) == len(briefing.charts)


def test_twice_gives_the_same_bytes_dated_with_the_publication(briefing, drawn):
    first, second = (pack.make(briefing, OFFICE) for _ in range(2))
    assert first.archive == second.archive
    dates = {info.date_time for info in zipfile.ZipFile(io.BytesIO(first.archive)).infolist()}
    assert dates == {(2024, 7, 18, 9, 0, 0)}


def test_without_chromium_all_but_the_pictures_is_made_and_the_reason_given(briefing, monkeypatch):
    monkeypatch.setattr(pictures.Chromium, "find_browser", lambda **_: None)
    made = pack.make(briefing, OFFICE)
    assert [name.rsplit(".")[-1] for name in made.files] == ["docx", "pptx", "xlsx", "json"]
    assert made.left_out == (pictures.why_not(),)
    assert json.loads(made.files["manifest.json"])["left_out"] == [pictures.why_not()]


def test_without_libreoffice_the_pdf_is_left_out_and_the_reason_given(briefing, drawn, monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda _: None)
    made = pack.make(briefing, ("docx", "pdf"))
    assert [name.rsplit(".")[-1] for name in made.files] == ["docx", "json"]
    assert "没有装 LibreOffice" in made.left_out[0]
    with pytest.raises(BriefingError, match="LibreOffice"):
        pdf.to_pdf(b"", "x.docx")


def test_only_what_is_asked_for_is_made(briefing, drawn):
    assert [name.rsplit(".")[-1] for name in pack.make(briefing, ("xlsx",)).files] == ["xlsx", "json"]


def test_how_far_it_is_is_told(briefing, drawn):
    told: list[float] = []
    pack.make(briefing, OFFICE, on_step=lambda share, _said: told.append(share))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_forms_are_named_as_on_the_command_line():
    assert pack.forms_of("xlsx, docx") == ("docx", "xlsx")
    with pytest.raises(BriefingError, match="没有“doc”这种文件"):
        pack.forms_of("doc,pptx")
