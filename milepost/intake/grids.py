"""Bytes → grids: what kind of file this is is told by its content, never by its name."""

import io
import zipfile

from milepost.errors import TooLargeError, UnreadableError
from milepost.intake import biff, xlsb
from milepost.intake.calamine import calamine_grids
from milepost.intake.delimited import decoded, text_grid
from milepost.intake.grid import Grid
from milepost.intake.limits import check_unpacked_size
from milepost.intake.locked import unlocked
from milepost.intake.ods import ods_grids
from milepost.intake.web import web_grid
from milepost.intake.xlsx import has_workbook, xlsx_grids

__all__ = ["BYTE_LIMIT", "Grid", "open_grids"]

BYTE_LIMIT = 20_000_000
_ZIP = b"PK\x03\x04"
_PAGE = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PRINTED = bytes(range(32, 127))
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为 .xlsx 再上传"


def check_size(content: bytes, name: str) -> None:
    """TooLargeError for more bytes than a reporting workbook ever has."""
    if len(content) > BYTE_LIMIT:
        raise TooLargeError(
            f"“{name}”有{len(content) / 1_000_000:.0f}兆，超过上限{BYTE_LIMIT // 1_000_000}兆；"
            "请只保留要报的表，去掉图片后再上传"
        )


def open_grids(content: bytes, name: str) -> dict[str, Grid]:
    """The sheets of a workbook by name, in its order.

    UnreadableError says what the file is instead and what to do; TooLargeError which limit it breaks. Foreign
    exceptions of the readers come through: the worker, which alone parses strangers' bytes, translates them.
    """
    check_size(content, name)
    if content.startswith(_ZIP):
        return _opened_zip(content, name)
    if content.startswith(_OLE):
        return _opened_ole(content, name)
    start = _start(content)
    if start.startswith(b"<?xml") and b"excel.sheet" in start:
        raise UnreadableError(f"“{name}”是 XML 表格（Excel 2003），不是 .xlsx 工作簿；{_SAVE_AS}")
    if start.startswith(_PAGE) or b"<table" in start:
        grid = web_grid(content, name)
        return {grid.name: grid}
    text = text_of(content)
    if text is None:
        what = _what_else(content, start) or f"不是 Excel 工作簿，或已经损坏；{_SAVE_AS}"
        raise UnreadableError(f"“{name}”{what}")
    grid = text_grid(text, name)
    return {grid.name: grid}


def text_of(content: bytes) -> str | None:
    """The text of a file that is a text, and no page; None for every other."""
    start = _start(content)
    if content.startswith((_ZIP, _OLE)) or start.startswith(_PAGE) or b"<table" in start or _what_else(content, start):
        return None
    return decoded(content)


def _start(content: bytes) -> bytes:
    return content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()


def _opened_zip(content: bytes, name: str) -> dict[str, Grid]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member.replace("\\", "/").lower() for member in archive.namelist()]
            kind = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in members else ""
    except zipfile.BadZipFile as error:
        raise UnreadableError(f"“{name}”已损坏（压缩包不完整），请重新导出或另存后再上传") from error
    if len(set(members)) < len(members):
        # Which of two parts of one name holds the figures, readers decide differently.
        raise UnreadableError(f"“{name}”已损坏（里面有同名的部件）；{_SAVE_AS}")
    if has_workbook(members):
        return xlsx_grids(content)
    if "xl/workbook.bin" in members:
        check_unpacked_size(content)
        return calamine_grids(content, xlsb.looks(content))
    if "spreadsheet" in kind:
        return ods_grids(content)
    if "word/document.xml" in members:
        raise UnreadableError(f"“{name}”是 Word 文档，不是工作簿；请把表格复制到 Excel 或 WPS 表格后再上传")
    raise UnreadableError(f"“{name}”是压缩包，不是工作簿；请解压后逐个上传")


def _opened_ole(content: bytes, name: str) -> dict[str, Grid]:
    if _says(content, "EncryptedPackage"):
        return _opened_zip(unlocked(content, name), name)
    if not any(_says(content, stream) for stream in ("Workbook", "WORKBOOK", "Book", "BOOK")):
        raise UnreadableError(f"“{name}”不是 Excel 工作簿（可能是旧版 Word、演示文稿或其他文档）；{_SAVE_AS}")
    if biff.is_locked(content):
        content = unlocked(content, name)
    return calamine_grids(content, biff.looks(content))


def _says(content: bytes, stream: str) -> bool:
    """Whether the directory of an OLE file names `stream`; names stand there in UTF-16."""
    return stream.encode("utf-16-le") + b"\0\0" in content


def _what_else(content: bytes, start: bytes) -> str:
    """What a file is that is no table of any kind, and what to do, as the rest of a sentence; empty for others."""
    if not content:
        return "是空文件，请重新导出后再上传"
    if content.startswith(b"\x09\x08") or content[:2] in (b"\x09\x02", b"\x09\x04", b"\x09\x00"):
        return f"是很旧的 Excel 格式（Excel 4 或更早），不能读取；{_SAVE_AS}"
    if len(content) < 200 and content[0] < 55 and (b"\0" in content or content[0] not in b"\t\n\r" + _PRINTED):
        # The length of a user's name, then the name in two encodings; 165 bytes alone may be a small CSV.
        return "是 Office 的临时锁定文件（~$ 开头），请上传不带 ~$ 的那个文件"
    if start.startswith(b"<?xml"):
        return f"是 XML 文件，不是 .xlsx 工作簿；{_SAVE_AS}"
    if start.startswith((b"mime-version:", b"from:")):
        return f"是单个文件的网页（MHT），不是工作簿；{_SAVE_AS}"
    if content.startswith(b"{\\rtf"):
        return "是 RTF 文档，不是工作簿；请把表格复制到 Excel 或 WPS 表格后再上传"
    if content.startswith(b"%PDF"):
        return "是 PDF，不是工作簿；请上传 Excel 表格"
    if content[:3] == b"\xff\xd8\xff" or content.startswith(b"\x89PNG"):
        return "是图片，不是工作簿；请上传 Excel 表格，扫描件可作附件"
    if content.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return "是压缩包，不是工作簿；请解压后逐个上传"
    return ""
