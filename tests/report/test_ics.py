"""The .ics file, parsed back line by line as a calendar does."""

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.plan.occasion import Occasion, occasions
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report.ics import ics

STAMP = datetime(2024, 7, 1, 8, 30)
REPORT = {"id": "report", "name": "报告进展", "kind": "report", "cycle": "month", "days": [12, 27],
          "owed_by": ["department"], "quote": "每月12日和27日向工作专班报告"}  # fmt: skip


def parsed(content: bytes) -> list[dict[str, list[str]]]:
    """The events of a calendar: property → its values, lines unfolded, texts as they were before escaping."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    events: list[dict[str, list[str]]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            events[-1].setdefault(name, []).append(
                re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], value)
            )
    return events


@pytest.fixture
def plan(document) -> Plan:
    return Plan.from_document(document | {"deadlines": [REPORT, {"id": "s", "name": "总结", "kind": "summary",
                                                                  "cycle": "month"}]})  # fmt: skip


def test_july_as_a_calendar_reads_it(plan):
    events = parsed(ics(plan, occasions(plan, date(2024, 7, 1), date(2024, 7, 31)), STAMP))
    assert [(event["UID"][0], event["DTSTART;VALUE=DATE"][0]) for event in events] == [
        ("small.figures.2024Q2.1@milepost", "20240712"),
        ("small.report.2024-07.1@milepost", "20240712"),
        ("small.report.2024-07.2@milepost", "20240727"),
    ]
    last = events[-1]
    assert last["SUMMARY"] == ["【示例】报告进展（某市三年行动）"]
    assert last["DTEND;VALUE=DATE"] == ["20240728"]
    assert last["DTSTAMP"] == ["20240701T083000Z"]
    assert last["DESCRIPTION"][0].split("\n")[:2] == ["由谁：市科技局、市商务局", "原文：每月12日和27日向工作专班报告"]
    assert last["TRIGGER"] == ["-P2DT15H", "-PT15H"]


def test_the_same_plan_gives_the_same_bytes_and_a_moved_day_keeps_its_uid(plan, document):
    july = date(2024, 7, 1), date(2024, 7, 31)
    assert ics(plan, occasions(plan, *july), STAMP) == ics(plan, occasions(plan, *july), STAMP)
    later = Plan.from_document(document | {"due_day": 20})
    [event] = parsed(ics(later, occasions(later, *july), STAMP))
    assert (event["UID"], event["DTSTART;VALUE=DATE"]) == (["small.figures.2024Q2.1@milepost"], ["20240720"])


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120),
    st.text("；;,\\\n，一a", max_size=90),
)
def test_whatever_is_written_comes_back_and_no_line_is_too_long(name, quote):
    plan = Plan.from_document(
        {"id": "p", "unit": "u", "short_title": "方案", "units": [{"id": "u", "name": "市", "kind": "city"}]}
    )
    turn = Period.parse("2024-07")
    one = Occasion("r", name, "meeting", turn, 1, date(2024, 7, 3), before=True, units=(), quote=quote)
    [event] = parsed(ics(plan, [one], STAMP))
    assert event["SUMMARY"] == [f"{name}（方案）"]
    assert event["DESCRIPTION"][0] == (f"原文：{quote}" if quote else name)


@pytest.mark.parametrize(
    "hostile", ["会议\r\nBEGIN:VALARM\r\nACTION:PROCEDURE", "会议\x00\x1b[31m", "a\nEND:VCALENDAR"]
)
def test_nothing_written_by_a_person_begins_a_line_of_its_own(hostile):
    plan = Plan.from_document({"id": "p", "unit": "u", "units": [{"id": "u", "name": "市", "kind": "city"}]})
    one = Occasion("r", hostile, "meeting", Period.parse("2024-07"), 1, date(2024, 7, 3), before=False, units=())
    lines = ics(plan, [one], STAMP).decode().split("\r\n")
    assert lines.count("END:VCALENDAR") == 1
    assert not any(line.startswith(("ACTION:PROCEDURE", "\x1b")) for line in lines)
    assert "\x00" not in "".join(lines)
