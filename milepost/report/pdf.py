"""Documents as PDF and as pictures of pages, where LibreOffice is installed; says so where it is not."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from milepost.errors import BriefingError

_PATIENCE = 180
TO_INSTALL = "apt-get install libreoffice-writer libreoffice-impress poppler-utils"


def why_not() -> str:
    """Why no PDF can be made here, and the line to type; empty when it can."""
    if shutil.which("soffice") is None:
        return f"没有装 LibreOffice，不能出PDF（可在 Word 或 WPS 里另存为PDF）；要装请运行：{TO_INSTALL}"
    return ""


def to_pdf(content: bytes, name: str) -> bytes:
    """An Office file as PDF; BriefingError where LibreOffice is missing or fails. Its bytes differ from run to run."""
    why = why_not()
    if why:
        raise BriefingError(why)
    with tempfile.TemporaryDirectory(prefix="milepost-") as place:
        source = Path(place) / f"document{Path(name).suffix}"
        source.write_bytes(content)
        _run(
            # A profile of its own: an office that somebody has open on this machine is left alone.
            ["soffice", f"-env:UserInstallation={(Path(place) / 'profile').as_uri()}", "--headless", "--norestore",
             "--convert-to", "pdf", "--outdir", place, str(source)]
        )  # fmt: skip
        made = source.with_suffix(".pdf")
        if not made.exists():
            raise BriefingError(f"LibreOffice 没有转出“{name}”的PDF；请在 Word 或 WPS 里另存为PDF")
        return made.read_bytes()


def pages(content: bytes, name: str, width: int = 900) -> list[bytes]:
    """Every page of an Office file as a PNG, for looking at; needs pdftoppm beside LibreOffice."""
    pdf = to_pdf(content, name)
    if shutil.which("pdftoppm") is None:
        raise BriefingError(f"没有装 pdftoppm，不能按页预览；请在服务器上运行：{TO_INSTALL}")
    with tempfile.TemporaryDirectory(prefix="milepost-") as place:
        source = Path(place) / "document.pdf"
        source.write_bytes(pdf)
        _run(
            ["pdftoppm", "-png", "-scale-to-x", str(width), "-scale-to-y", "-1", str(source), str(source.parent / "p")]
        )
        return [page.read_bytes() for page in sorted(source.parent.glob("p-*.png"))]


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, check=True, timeout=_PATIENCE)  # noqa: S603 - fixed programs, paths of our own
    except (OSError, subprocess.SubprocessError) as error:
        raise BriefingError(f"{command[0]} 出错，没有转成；请稍后再试，或在 Word、WPS 里另存为PDF") from error
