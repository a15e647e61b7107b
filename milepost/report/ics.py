"""The calendar of a plan as an .ics file (RFC 5545), for Outlook, phones and 企业微信: whole days, with reminders."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from milepost.plan.deadline import DEADLINE_WORDS
from milepost.plan.occasion import Occasion
from milepost.plan.plan import Plan

# Before the day begins: nine o'clock three days and one day ahead.
_ALARMS = ("-P2DT15H", "-PT15H")
_OCTETS = 75


def ics(plan: Plan, found: Sequence[Occasion], stamp: datetime) -> bytes:
    """The occasions that have a day, as one calendar; those without are left out, since no day is made up.

    `stamp` is the moment (UTC) of what it is made from; the same plan and moment give the same bytes. An event keeps
    its UID when its day is moved, so that a calendar that takes the file again moves it, too.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//milepost//calendar//ZH", "CALSCALE:GREGORIAN",
             "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(plan.name)}", "X-WR-TIMEZONE:Asia/Shanghai"]  # fmt: skip
    for one in found:
        if one.day is not None:
            lines += _event(plan, one, one.day, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(plan: Plan, one: Occasion, day: date, stamp: datetime) -> Iterator[str]:
    sample = "【示例】" if plan.sample else ""
    said = [f"由谁：{who}"] if (who := "、".join(plan.unit_of(unit).name for unit in one.units)) else []
    said += [f"原文：{one.quote}"] if one.quote else []
    said += ["数据为虚构，非真实统计"] if plan.sample else []
    yield "BEGIN:VEVENT"
    yield f"UID:{plan.id}.{one.key}@milepost"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{sample}{one.name}（{plan.name}）')}"
    yield f"CATEGORIES:{_text(DEADLINE_WORDS[one.kind])}"
    if said:
        yield f"DESCRIPTION:{_text(chr(10).join(said))}"
    # A whole day makes nobody busy.
    yield "TRANSP:TRANSPARENT"
    for before in _ALARMS:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(one.name)}", f"TRIGGER:{before}",
                    "END:VALARM")  # fmt: skip
    yield "END:VEVENT"


def _text(value: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line breaks are written with a backslash; other controls go."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(c for c in lines if c == "\t" or (c >= " " and c != "\x7f"))


def _folded(line: str) -> Iterable[str]:
    """The line in pieces of at most 75 octets, no character torn; every further piece begins with a blank."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece
