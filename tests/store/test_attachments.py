"""Stamped scans: the newest is shown, none is lost."""

import pytest

from milepost.errors import NotFoundError
from milepost.store.attachments import Scan


def scan(clerk, content: bytes, name="盖章.pdf") -> Scan:
    return Scan(name, clerk.store.keep_original(content), len(content), "pdf")


def test_a_newer_scan_is_shown_and_the_older_one_is_kept(clerk):
    receipt = clerk.send({"market_entities": 31200})
    clerk.store.attachments.add(receipt.submission, scan(clerk, b"%PDF-1"), by="王芳")
    clerk.store.attachments.add(receipt.submission, scan(clerk, b"%PDF-2", "重盖.pdf"), by="赵强")
    found = clerk.store.attachments.of("small")
    assert found[["name", "latest", "by", "sender"]].to_numpy().tolist() == [
        ["重盖.pdf", True, "赵强", "longshan"], ["盖章.pdf", False, "王芳", "longshan"],
    ]  # fmt: skip
    assert [clerk.store.original(one) for one in found["sha256"]] == [b"%PDF-2", b"%PDF-1"]


def test_the_same_scan_twice_is_once(clerk):
    receipt = clerk.send({"market_entities": 31200})
    for _ in range(2):
        clerk.store.attachments.add(receipt.submission, scan(clerk, b"%PDF-1"), by="王芳")
    assert len(clerk.store.attachments.of("small")) == 1


def test_a_scan_belongs_to_a_submission(clerk):
    with pytest.raises(NotFoundError):
        clerk.store.attachments.add("x", scan(clerk, b"%PDF-1"), by="王芳")
    assert clerk.store.attachments.of("small").empty
