"""A stamped scan: which kind of picture a file is, by its content; its name says nothing."""

from typing import Literal

from milepost.errors import TooLargeError, UnreadableError

ScanKind = Literal["pdf", "jpg", "png"]
SCAN_LIMIT = 20_000_000
MIME: dict[ScanKind, str] = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
_BEGINNINGS: dict[ScanKind, bytes] = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}


def scan_kind(name: str, content: bytes) -> ScanKind:
    """The kind of a scan; TooLargeError beyond 20 MB, UnreadableError for anything but a PDF, JPEG or PNG."""
    if len(content) > SCAN_LIMIT:
        size = f"{len(content) / 1_000_000:.0f}兆，超过上限{SCAN_LIMIT // 1_000_000}兆"
        raise TooLargeError(f"“{name}”有{size}；请降低扫描分辨率（200 dpi 足够）后再传")
    for kind, beginning in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    raise UnreadableError(f"“{name}”不是 PDF、JPG 或 PNG 的扫描件；请把盖章的报表扫描或拍照后再传")


def scan_name(name: str, kind: ScanKind) -> str:
    """The file's name with the ending of what it is, so that nothing opens it as something else."""
    stem = name.rpartition(".")[0] or name
    return f"{stem}.{kind}"
