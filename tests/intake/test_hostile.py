"""Every kind of hostile or broken file ends soon, in little memory, in figures or in a clear sentence.

The files are made here, as small as they can be, and read by a worker as an upload is: what they do is done to it.
"""

import io
import struct
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from milepost.errors import WorkbookError
from milepost.intake.workers import Workers
from tests.intake.cells import old_workbook, workbook
from tests.intake.kinds import binary_workbook, ods_row, open_document, zipped

ROWS = [["县区", "企业"], ["东丰县", 5]]
GOOD = workbook(ROWS)
SHEET = "xl/worksheets/sheet1.xml"
READ = "读到"
SECONDS, MEMORY = 30.0, 1_000_000_000


def members(content: bytes = GOOD) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_sheet(change: Callable[[bytes], bytes], name: str = SHEET) -> bytes:
    parts = members()
    return zipped(parts | {name: change(parts[name])})


def with_rows(rows: str) -> bytes:
    def put(part: bytes) -> bytes:
        before, _, rest = part.partition(b"<sheetData>")
        return before + b"<sheetData>" + rows.encode() + b"</sheetData>" + rest.partition(b"</sheetData>")[2]

    return with_sheet(put)


def cyclic_ole() -> bytes:
    """An .xls whose directory's chain of sectors leads back to its own beginning."""
    content = bytearray(old_workbook(ROWS))
    (start,) = struct.unpack_from("<I", content, 48)
    (first_fat,) = struct.unpack_from("<I", content, 76)
    struct.pack_into("<I", content, (first_fat + 1) * 512 + 4 * start, start)
    return bytes(content)


def bomb() -> bytes:
    blanks = b"<row>" + b" " * 1_000_000
    return with_sheet(lambda part: part.replace(b"<sheetData>", b"<sheetData>" + blanks * 300))


def laughing() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    start = f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>'.encode()
    return with_sheet(lambda part: start + part.replace(b"<v>5</v>", b"<v>&a11;</v>"))


def outside() -> bytes:
    start = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return with_sheet(lambda part: start + part.replace(b"<v>5</v>", b"<v>&e;</v>"))


def lying() -> bytes:
    """A zip whose headers say that its sheet has ten bytes, and whose sheet has three hundred million."""
    content, true = bytearray(bomb()), None
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.find(mark)
        while place >= 0:
            (size,) = struct.unpack_from("<I", content, place + offset)
            if size > 100_000_000 or true:
                true = size
                struct.pack_into("<I", content, place + offset, 10)
                break
            place = content.find(mark, place + 4)
        true = None
    return bytes(content)


def twice() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in members().items():
            archive.writestr(name, part)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(SHEET, members()[SHEET])
    return made.getvalue()


def wide(part: bytes) -> bytes:
    return part.decode("utf-8").replace("UTF-8", "UTF-16").encode("utf-16")


def locked(password: str) -> bytes:
    made = io.BytesIO()
    OOXMLFile(io.BytesIO(GOOD)).encrypt(password, made)
    return made.getvalue()


def linked() -> bytes:
    """A workbook with a macro and a link to another computer's file, both only carried along."""
    link = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="x/externalLinkPath" Target="http://127.0.0.1:9/a.xlsx" TargetMode="External"/></Relationships>'  # noqa: E501
    more = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro", "xl/externalLinks/_rels/externalLink1.xml.rels": link}
    return zipped(members() | more)


MERGES = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 50_001)).encode()
MERGED = b'<mergeCells count="50000">' + MERGES + b"</mergeCells><pageMargins"
FRAMES = "<html><frameset cols='20%,80%'><frame src='报表.files/sheet001.htm'></frameset></html>"
CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "an OLE chain in a circle": (cyclic_ole, "已损坏"),
    "a zip bomb": (bomb, "过大"),
    "a bomb of entities": (laughing, "已损坏或不安全"),
    "an external entity": (outside, "已损坏或不安全|读到"),
    "a lone cell at XFD1048576": (lambda: with_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), READ),
    "an extent of 65536 × 256 in xlsx": (
        lambda: with_rows(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="65536"><c r="IV65536"><v>2</v></c></row>'
        ),
        READ,
    ),
    "an extent of 65536 × 256 in xls": (
        lambda: old_workbook([[1], *[[]] * 65_534, [*[None] * 255, 2]]), "“Sheet1”的范围过大",
    ),
    "an extent of 65536 × 256 in xlsb": (
        lambda: binary_workbook([[1.0], *[[]] * 65_534, [*[None] * 255, 2.0]]), "“季报”的范围过大",
    ),
    "fifty thousand merged ranges": (
        lambda: with_sheet(lambda p: p.replace(b"<pageMargins", MERGED)), "合并单元格过多",
    ),
    "one row of ods a million times": (
        lambda: open_document(ods_row("1", more='table:number-rows-repeated="1048000"')), "重复的行",
    ),
    "a zip that lies about sizes": (lying, "已损坏|过大|不安全"),
    "members with backslashes": (
        lambda: zipped({n.replace("/", "\\") if n.startswith("xl/") else n: p for n, p in members().items()}),
        "已损坏|读到",
    ),
    "two members of one name": (twice, "同名的部件"),
    "parts in UTF-16": (lambda: with_sheet(wide), "已损坏|读到"),
    "a broken xlsb": (lambda: zipped({"xl/workbook.bin": b"\x83\x01\x00\xff" * 9}), "已损坏|缺少"),
    "an Office lock file": (lambda: b"\x07office".ljust(165, b" "), "临时锁定文件"),
    "a page of frames": (lambda: FRAMES.encode("gb18030"), "网页|框架"),
    "a GBK text named .xls": (lambda: "县区,企业\r\n东丰县,5\r\n".encode("gb18030"), READ),
    "half an xlsx": (lambda: GOOD[: len(GOOD) // 2], "已损坏"),
    "half an xls": (lambda: old_workbook(ROWS)[:2_000], "季报|工作簿"),
    "a password": (lambda: locked("1234"), "加了密码"),
    "a macro and an external link": (linked, READ),
    "no styles where styles are named": (
        lambda: with_rows('<row r="1"><c r="A1" s="99"><v>1</v></c></row>'), "已损坏|读到",
    ),
    "a shared text that is not there": (
        lambda: with_rows('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'), "已损坏|读到",
    ),
    "a million cells": (
        lambda: with_rows("".join(f'<row r="{n}">' + "<c><v>1</v></c>" * 100 + "</row>" for n in range(1, 10_001))),
        "万个",
    ),
    "noise": (lambda: bytes(range(256)) * 40, "季报"),
}  # fmt: skip


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pool = Workers(count=1)
    yield pool
    pool.close()


def peak(workers: Workers) -> int:
    """Bytes of memory that the only worker has ever used; 0 where the system does not say."""
    worker = workers._idle.get()
    workers._idle.put(worker)
    status = Path(f"/proc/{worker._process.pid}/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


@pytest.mark.parametrize("case", CASES)
def test_it_ends_soon_in_little_memory_and_in_a_sentence(workers, case, record_property):
    make, expected = CASES[case]
    content = make()
    begin = time.monotonic()
    try:
        workers.open_grids(content, "季报.xlsx")
        said = READ
    except WorkbookError as error:
        said = str(error)
    seconds, memory = time.monotonic() - begin, peak(workers)
    record_property("cost", f"{len(content)} bytes, {seconds:.1f} s, {memory / 1e6:.0f} MB: {said}")
    assert any(words in said for words in expected.split("|"))
    assert not any(word in said for word in ("Error", "Traceback", "expected", "panic"))
    assert seconds < SECONDS
    assert memory < MEMORY
    assert workers.open_grids(GOOD, "季报.xlsx")["Sheet1"].text(1, 0) == "东丰县"


def test_a_panicking_parser_is_only_a_damaged_file(monkeypatch):
    class PanicException(BaseException):
        """What a Rust reader raises where it would have aborted."""

    def panics(content: bytes, name: str) -> None:
        raise PanicException("index out of bounds: the len is 1")

    monkeypatch.setattr("milepost.intake.worker.open_grids", panics)
    from milepost.intake.worker import answer  # noqa: PLC0415 - with the panicking reader

    told, parts = answer("grids", "季报.xls", [b""])
    assert told["message"].startswith("“季报.xls”已损坏或不安全")
    assert parts == []


def test_other_files_go_on_while_one_parser_hangs_and_the_queue_is_told():
    pool = Workers(count=2)
    hanging = threading.Thread(target=lambda: outcome(pool, bomb()))
    hanging.start()
    begin = time.monotonic()
    for _ in range(5):
        assert pool.open_grids(GOOD, "季报.xlsx")
    assert time.monotonic() - begin < SECONDS
    hanging.join()
    taken = [pool._idle.get(), pool._idle.get()]
    late = threading.Thread(target=lambda: outcome(pool, GOOD))
    late.start()
    while not pool.waiting:
        time.sleep(0.01)
    assert (pool.waiting, pool.ahead) == (1, 3)
    for worker in taken:
        pool._idle.put(worker)
    late.join()
    assert (pool.waiting, pool.ahead) == (0, 0)
    pool.close()


def outcome(workers: Workers, content: bytes) -> str:
    try:
        workers.open_grids(content, "季报.xlsx")
    except WorkbookError as error:
        return str(error)
    return READ
