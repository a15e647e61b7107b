"""The smallest files of the kinds that no library here writes: .xlsb and .ods."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

Value = str | float | None
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _record(kind: int, content: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(content), b""
    while True:
        size, low = divmod(size, 128)
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return number + length + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_workbook(
    rows: Sequence[Sequence[Value]],
    *,
    percents: Sequence[tuple[int, int]] = (),
    errors: Sequence[tuple[int, int]] = (),
    struck: Sequence[tuple[int, int]] = (),
    hidden_rows: Sequence[int] = (),
    merges: Sequence[tuple[int, int, int, int]] = (),
) -> bytes:
    """An .xlsb of one sheet; `merges` are (top, bottom, left, right)."""
    sheet = _record(129) + _record(390) + _record(60, struct.pack("<4IH", 3, 3, 2304, 0, 1)) + _record(391)
    sheet += _record(148, struct.pack("<4I", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)) + _record(145)
    for r, row in enumerate(rows):
        sheet += _record(0, struct.pack("<IIHBBBI", r, 0, 300, 0, 0x10 if r in hidden_rows else 0, 0, 0))
        for c, value in enumerate(row):
            place = struct.pack("<II", c, 1 if (r, c) in percents else 2 if (r, c) in struck else 0)
            if (r, c) in errors:
                sheet += _record(3, place + b"\x17")
            elif isinstance(value, str):
                sheet += _record(6, place + _wide(value))
            elif value is not None:
                sheet += _record(5, place + struct.pack("<d", value))
    sheet += _record(146) + _record(177, struct.pack("<I", len(merges)))
    sheet += b"".join(_record(176, struct.pack("<4I", *area)) for area in merges) + _record(178) + _record(130)
    styles = _record(278) + b"".join(_record(43, struct.pack("<HH17x", 220, line)) for line in (0, 8))
    cell_styles = ((0, 0), (10, 0), (0, 1))
    styles += _record(617, struct.pack("<I", len(cell_styles)))
    styles += b"".join(_record(47, struct.pack("<HHH10x", 0, *style)) for style in cell_styles)
    styles += _record(618) + _record(279)
    book = _record(131) + _record(143) + _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("季报"))
    relations = (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
        f'Target="worksheets/sheet1.bin"/></Relationships>'
    )
    return zipped(
        {
            "xl/workbook.bin": book + _record(144) + _record(132),
            "xl/_rels/workbook.bin.rels": relations,
            "xl/styles.bin": styles,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def open_document(body: str, columns: str = "", styles: str = "") -> bytes:
    """An .ods whose one sheet holds these rows, written in its own XML."""
    names = {
        "office": "office:1.0", "table": "table:1.0", "text": "text:1.0", "style": "style:1.0",
    }  # fmt: skip
    spaces = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}"' for k, v in names.items())
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="季报">{columns}{body}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": content,
        }
    )


def ods_row(*cells: str, more: str = "") -> str:
    """A row of an .ods; each cell is written as its text or as its whole element."""
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    plain = (c if c.startswith("<") else text.format(c) for c in cells)
    return f"<table:table-row {more}>{''.join(plain)}</table:table-row>"


def ods_number(value: float, shown: str, kind: str = "float") -> str:
    """A number of an .ods and what it shows."""
    said = f'office:value-type="{kind}" office:value="{value}"'
    return f"<table:table-cell {said}><text:p>{shown}</text:p></table:table-cell>"
