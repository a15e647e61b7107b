"""Stamped scans: told by their content, refused when they are none, kept under a harmless name."""

from contextlib import closing

import pytest

from milepost import attaching, workflow
from milepost.desk import open_desk
from milepost.errors import ForbiddenError, NotFoundError, TooLargeError, UnreadableError
from milepost.intake.scan import SCAN_LIMIT
from milepost.people.person import Person
from milepost.people.role import Role
from milepost.plan.period import Period
from tests.pages.visit import report

Q2 = Period.parse("2024Q2")
PDF, JPG, PNG = b"%PDF-1.7\n...", b"\xff\xd8\xff\xe0..", b"\x89PNG\r\n\x1a\n.."


@pytest.fixture
def desk(document):
    with closing(open_desk(None)) as opened:
        opened.store.adopt(document, author="李明", reason="方案印发")
        yield opened


@pytest.fixture
def kept(desk) -> str:
    return workflow.load(desk, "small", Q2, report("龙山区", Q2, market=31200)).submission


@pytest.mark.parametrize(
    ("name", "content", "under"),
    [
        ("盖章.pdf", PDF, "盖章.pdf"),
        ("盖章.html", PDF, "盖章.pdf"),
        ("扫描.PDF", JPG, "扫描.jpg"),
        ("扫描件", PNG, "扫描件.png"),
    ],
)
def test_the_content_says_what_it_is_not_the_name(desk, kept, name, content, under):
    assert attaching.attach(desk, kept, name, content, by="王芳") == under
    [row] = desk.store.attachments.of("small").to_dict("records")
    assert (row["name"], row["kind"], row["by"]) == (under, under[-3:], "王芳")
    assert desk.store.original(row["sha256"]) == content


@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script>", b"", b"PK\x03\x04", b"GIF89a", b" %PDF-1.7"])
def test_what_is_no_scan_is_refused_and_not_kept(desk, kept, content):
    with pytest.raises(UnreadableError, match="不是 PDF、JPG 或 PNG"):
        attaching.attach(desk, kept, "盖章.pdf", content, by="王芳")
    assert desk.store.attachments.of("small").empty


def test_a_scan_beyond_the_limit_is_refused(desk, kept):
    with pytest.raises(TooLargeError, match="21兆，超过上限20兆"):
        attaching.attach(desk, kept, "盖章.pdf", PDF + b"x" * (SCAN_LIMIT + 1_000_000), by="王芳")


def test_a_unit_attaches_to_its_own_submission_alone(desk, kept):
    own = desk.as_(Person("龙山", Role.UNIT, "longshan", "small"))
    attaching.attach(own, kept, "盖章.pdf", PDF, by="别人的名字")
    assert desk.store.attachments.of("small")["by"].tolist() == ["龙山"]
    with pytest.raises(ForbiddenError):
        attaching.attach(desk.as_(Person("西安", Role.UNIT, "xian", "small")), kept, "盖章.pdf", PDF, by="")
    with pytest.raises(NotFoundError):
        attaching.attach(desk, "x", "盖章.pdf", PDF, by="")
