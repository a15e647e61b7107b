"""The same content as the same bytes: fixed times and order in every zip, and text that any file format takes."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime

from milepost.report.evidence import OFFICE_CLOCK

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CREATED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def plain(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def zipped(files: Mapping[str, bytes], time: datetime) -> bytes:
    """A zip of `files` in their order, each dated with the publication's time on the office's clock."""
    made = io.BytesIO()
    stamp = (max(time, datetime(1980, 1, 2)) + OFFICE_CLOCK).timetuple()[:6]  # noqa: DTZ001 - stored times are UTC
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 0, 0
            archive.writestr(entry, content)
    return made.getvalue()


def same_office_bytes(content: bytes, time: datetime) -> bytes:
    """An Office file zipped anew: fixed dates outside and inside, workbooks embedded in it too."""
    said = f"{time.replace(microsecond=0).isoformat()}Z".encode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {}
        for name in archive.namelist():
            part = archive.read(name)
            if name.endswith(".xlsx"):
                part = same_office_bytes(part, time)
            elif name == "docProps/core.xml":
                part = _CREATED.sub(lambda m: m[1] + said + m[3], part)
            files[name] = part
    return zipped(files, time)
