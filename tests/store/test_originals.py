"""Originals: kept whole, kept once, and known when they are no longer what came in."""

import hashlib

import pytest

from milepost.errors import NotFoundError, StoreError
from milepost.store.originals import OriginalsInFolder, OriginalsInMemory


@pytest.fixture(params=["folder", "memory"])
def originals(request, tmp_path):
    return OriginalsInFolder(tmp_path / "originals") if request.param == "folder" else OriginalsInMemory()


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", b""])
def test_an_original_comes_back_by_its_digest(originals, content):
    sha256 = originals.keep(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert originals.holds(sha256)
    assert originals.get(sha256) == content
    assert originals.keep(content) == sha256


@pytest.mark.parametrize("sha256", ["0" * 64, "", "../../../etc/passwd", "ab"])
def test_what_was_never_kept_is_not_found(originals, sha256):
    originals.keep(b"another workbook")
    assert not originals.holds(sha256)
    with pytest.raises(NotFoundError, match="没有保存摘要为"):
        originals.get(sha256)


def test_an_original_is_one_file_under_its_digest_and_nothing_else(tmp_path):
    originals = OriginalsInFolder(tmp_path / "originals")
    sha256 = originals.keep(b"workbook")
    originals.keep(b"workbook")
    files = [path for path in (tmp_path / "originals").rglob("*") if path.is_file()]
    assert files == [tmp_path / "originals" / sha256[:2] / sha256]


def test_a_damaged_original_is_noticed_and_healed_by_the_same_file(tmp_path):
    originals = OriginalsInFolder(tmp_path / "originals")
    sha256 = originals.keep(b"workbook")
    (tmp_path / "originals" / sha256[:2] / sha256).write_bytes(b"workb")
    with pytest.raises(StoreError, match="已损坏，与收到时不一致"):
        originals.get(sha256)
    originals.keep(b"workbook")
    assert originals.get(sha256) == b"workbook"


def test_trouble_with_the_disk_is_a_sentence(tmp_path):
    (tmp_path / "originals").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match=r"原件文件夹读不了或写不进.*磁盘剩余空间"):
        OriginalsInFolder(tmp_path / "originals").keep(b"workbook")


def test_the_store_keeps_the_original_of_a_file_that_nobody_accepts(filing_clerk, tmp_path):
    sha256 = filing_clerk.store.keep_original(b"garbage")
    assert (tmp_path / "originals" / sha256[:2] / sha256).read_bytes() == b"garbage"
    filing_clerk.store.keep_original(b"garbage")
    with filing_clerk.store._database.read() as cursor:
        assert cursor.rows("select sha256, size from milepost.original") == [(sha256, 7)]
