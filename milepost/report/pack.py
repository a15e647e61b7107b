"""The pack: every file of a briefing under names that a clerk finds, with a manifest, and all of them in one zip."""

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, get_args

from milepost.errors import BriefingError
from milepost.report import pdf
from milepost.report.briefing import Briefing
from milepost.report.document import Chart
from milepost.report.docx import to_docx
from milepost.report.pictures import PNG, Drawing, Sketches
from milepost.report.pptx import to_pptx
from milepost.report.same_bytes import plain, zipped
from milepost.report.xlsx import to_xlsx

Form = Literal["docx", "pptx", "xlsx", "png", "pdf"]
FORMS: tuple[Form, ...] = get_args(Form)
MANIFEST = "manifest.json"
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
OnStep = Callable[[float, str], None]


@dataclass(frozen=True)
class Pack:
    """Files by name, the manifest among them, and `left_out`: what could not be made, and why."""

    name: str
    files: Mapping[str, bytes]
    archive: bytes
    vintage: int | None
    left_out: tuple[str, ...] = ()


def forms_of(text: str) -> tuple[Form, ...]:
    """The forms that `docx,pptx` names; BriefingError for one that there is not."""
    named = [word.strip().lower() for word in text.split(",") if word.strip()]
    unknown = [word for word in named if word not in FORMS]
    if unknown or not named:
        raise BriefingError(f"没有“{'、'.join(unknown) or text}”这种文件；可选：{'、'.join(FORMS)}，用英文逗号隔开")
    return tuple(form for form in FORMS if form in named)


def file_name(text: str) -> str:
    """A name that Windows, Linux and a zip take alike."""
    cut = _UNSAFE.sub("_", plain(text)).strip(" .")
    return cut[:80] or "未命名"


def make(
    briefing: Briefing, forms: Collection[Form] = FORMS, *, base: bytes | None = None, on_step: OnStep | None = None
) -> Pack:
    """Every file of `briefing` in the `forms` wanted; `base` is the office's own .docx.

    Pictures and PDF are left out, with the reason, where their programs are missing. `on_step(share, words)` tells how
    far it is. The same briefing gives the same bytes, the PDF aside.
    """
    tell = on_step or (lambda _share, _words: None)
    left_out: list[str] = []
    stem = file_name(f"{briefing.subject}{briefing.unit_name}-{briefing.kind}")
    # The browser draws while the office files are written.
    wanted = _pictured(briefing, forms)
    sketches = _begun(briefing, wanted, left_out)
    files: dict[str, bytes] = {}
    if "pptx" in forms and briefing.slides:
        tell(0.05, "正在写幻灯片")
        files[f"{stem}.pptx"] = to_pptx(briefing)
    if "xlsx" in forms and briefing.tables:
        tell(0.1, "正在写数据表")
        files[f"{stem}.xlsx"] = to_xlsx(briefing)
    drawn = _drawn(sketches, wanted, tell, left_out)
    if "docx" in forms or "pdf" in forms:
        tell(0.8, "正在写 Word 文档")
        document = to_docx(briefing, drawn, base)
        files = ({f"{stem}.docx": document} if "docx" in forms else {}) | files
    if "png" in forms:
        for k, chart in enumerate((c for c in briefing.charts if c.key in drawn), 1):
            files[f"图/{k:02}-{file_name(chart.title)}.png"] = drawn[chart.key].whole
    same = dict(files)
    if "pdf" in forms:
        tell(0.9, "正在转PDF")
        try:
            files[f"{stem}.pdf"] = pdf.to_pdf(document, f"{stem}.docx")
        except BriefingError as error:
            left_out.append(str(error))
    files[MANIFEST] = _manifest(briefing, same, left_out)
    tell(1.0, "完成")
    return Pack(stem, files, zipped(files, briefing.edition.time), briefing.edition.vintage, tuple(left_out))


def _pictured(briefing: Briefing, forms: Collection[Form]) -> Sequence[Chart]:
    """The charts whose pictures the forms need: all for PNG, those in the text for a document."""
    if "png" in forms:
        return briefing.charts
    return briefing.pictured() if {"docx", "pdf"} & set(forms) else ()


def _begun(briefing: Briefing, wanted: Sequence[Chart], left_out: list[str]) -> Sketches | None:
    if not wanted:
        return None
    said = plain("　".join((briefing.subject, briefing.source, *briefing.edition.marks)))
    try:
        return Sketches([Drawing(chart.draw, plain(chart.title), said) for chart in wanted])
    except BriefingError as error:
        left_out.append(str(error))
        return None


def _drawn(
    sketches: Sketches | None, wanted: Sequence[Chart], tell: OnStep, left_out: list[str]
) -> Mapping[str, PNG]:  # fmt: skip
    """The pictures by chart key; none where they cannot be drawn."""
    if sketches is None:
        return {}
    try:
        made = sketches.finished(lambda n: tell(0.15 + 0.65 * n / len(wanted), f"正在画图 {n}/{len(wanted)}"))
    except BriefingError as error:
        left_out.append(str(error))
        return {}
    return {chart.key: png for chart, png in zip(wanted, made, strict=True)}


def _manifest(briefing: Briefing, files: Mapping[str, bytes], left_out: list[str]) -> bytes:
    """What is in the pack and which numbers it speaks of. The PDF is not listed: its bytes differ from run to run."""
    edition = briefing.edition
    told = {
        "plan": briefing.plan_name,
        "kind": str(briefing.kind),
        "unit": briefing.unit_name or None,
        "period": str(briefing.period),
        "vintage": edition.vintage,
        "draft": edition.draft,
        "sample": edition.sample,
        "time": f"{edition.time.isoformat(timespec='seconds')}Z",
        "release": edition.release,
        "plan_digest": edition.plan_digest,
        "left_out": left_out,
        "files": [
            {"file": name, "sha256": sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in files.items()
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
