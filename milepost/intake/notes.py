"""What notes around a table say of its figures, and when these are."""

import re
from collections.abc import Iterator

from milepost.intake import wording
from milepost.intake.compact_dates import periods_in_name, spelled_out
from milepost.intake.grid import address
from milepost.intake.headings import Lexicon
from milepost.intake.layout import Sheet
from milepost.intake.owners import units_in
from milepost.intake.times import without_times, wrong_way
from milepost.plan.names import fold
from milepost.plan.period import Period
from milepost.plan.reading import Problem

_SENTENCE = 24
"""Longer lines are instructions."""
_CLAUSE = re.compile(r"[,。;]")


def told_of_all(sheet: Sheet, number: int) -> Iterator[tuple[tuple[int, int], str, str]]:
    """What notes above or below a sheet's table say that its figures are: their places, texts and, folded, the words.

    Below a table that another one follows, only what begins as a note is one.
    """
    for place, text in _around(sheet, number):
        for told in wording.OF_ALL_FIGURES.finditer(spelled_out(text)):
            yield place, text, told["rest"]


def note_doubts(sheet: Sheet, number: int, lexicon: Lexicon) -> Iterator[Problem]:
    """Doubts where a note above or below a sheet's table says that figures are of another period, or no actual ones."""
    asked = lexicon.period
    for place, text, rest in told_of_all(sheet, number):
        said = list(periods_in_name(rest, asked))
        if said and not any(one.agrees(asked) for one in said):
            message = f"表旁的说明写的是{said[0].text}的数，这张表按{asked.words}读取"
            remedy = f"请确认是不是{asked.words}的数，并改正这句说明"
            yield Problem("doubt", "period-differs", message, remedy, sheet.grid.name, address(*place), text)
        elif other := wording.OTHER_FIGURES.search(rest):
            yield _note_doubt(sheet, place, text, other[0], asked)
        elif word := _clause_stands_in(f"为{rest}", asked):
            yield _note_doubt(sheet, place, text, word, asked)
    for place, text in _around(sheet, number):
        is_of_all = wording.OF_ALL_FIGURES.search(spelled_out(text))
        scope = wording.SCOPE_LINE.match(fold(text))
        apart = scope[0] if scope else "" if is_of_all else _stand_in(text, asked) or _of_other_way(text, lexicon)
        word = _of_other_bounds(text, lexicon) or apart
        if word:
            yield _note_doubt(sheet, place, text, word, asked)


def cover_doubts(sheet: Sheet, lexicon: Lexicon) -> Iterator[Problem]:
    """Doubts where a sheet without tables says that the workbook's figures are void, or no actual ones."""
    for place, text in sheet.lines:
        folded = spelled_out(text)
        told = (wording.OTHER_FIGURES.search(found["rest"]) for found in wording.OF_ALL_FIGURES.finditer(folded))
        found = next(filter(None, told), None) or re.search("已作废|作废", folded)
        if found and len(folded) <= _SENTENCE:
            yield _note_doubt(sheet, place, text, found[0], lexicon.period)


def _note_doubt(sheet: Sheet, place: tuple[int, int], text: str, word: str, asked: Period) -> Problem:
    message = f"表旁的说明写着“{word}”，表上的数按{asked.words}的实际数读取"
    remedy = "请确认；不是实际数的请改正，或把那几格留空"
    return Problem("doubt", "remark", message, remedy, sheet.grid.name, address(*place), text)


def _around(sheet: Sheet, number: int) -> Iterator[tuple[tuple[int, int], str]]:
    """The lines above and below a sheet's table."""
    is_last = number + 1 == len(sheet.tables)
    below = [line for line in sheet.lines_before(number + 1) if is_last or wording.NOTE.match(spelled_out(line[1]))]
    yield from (*sheet.lines_before(number), *below)


def _of_other_bounds(text: str, lexicon: Lexicon) -> str:
    """What a note says of one place's figures that hold another's, unless the plan says it too, or lack a part of its
    own: 端州区包括鼎湖区, 端州区不含黄岗镇; or of figures without some of what the plan counts: 不含个体工商户.
    """
    folded = fold(text)
    if less := less_than_counted(folded, lexicon):
        return less
    for parted in wording.INCLUDING.finditer(folded) if wording.NOTE.match(folded) else ():
        whole, part = (units_in(lexicon.plan, [half]) for half in (parted["whole"], parted["part"]))
        is_part = any(one.id not in (other.id, other.counted_in) for one in whole for other in part)
        if whole and (is_part or parted["less"]):
            return parted[0]
    return ""


def _of_other_way(text: str, lexicon: Lexicon) -> str:
    """What a note says of another way of some figures: 新登记市场主体为当季数, where the sum since January is asked."""
    indicators = lexicon.plan.indicators
    for clause in _CLAUSE.split(fold(text)) if wording.NOTE.match(fold(text)) else ():
        told = wording.OF_SPAN.search(clause)
        ways = without_times(told["rest"], lexicon.period)[2] & {"quarter", "month"} if told else frozenset()
        named = [one for one in indicators if any(fold(name) in clause for name in (one.name, *one.reported_as))]
        if told and ways and (not named or any(wrong_way(one, ways, lexicon.period) for one in named)):
            return told[0]
    return ""


def _stand_in(text: str, asked: Period) -> str:
    """What a note says that some figures are, where it is not what is asked for: 清水县暂用上年同期数, *为预计数.

    What it says of rates and surveys is left aside: 同比为与上年同期相比, 其余年份为抽样调查推算数.
    """
    folded = fold(text)
    is_note = wording.NOTE.match(folded) or wording.MARKED_NOTE.match(folded)
    return stands_in(folded, asked) if is_note else ""


def stands_in(folded: str, asked: Period) -> str:
    """What any clause of a folded text says that figures are, where it is not what is asked for: 沿用上季度数."""
    return next(filter(None, (_clause_stands_in(clause, asked) for clause in _CLAUSE.split(folded))), "")


def less_than_counted(folded: str, lexicon: Lexicon) -> str:
    """What a folded text says of figures without some of what the plan counts: 不含个体工商户, 仅指企业."""
    names = [fold(name) for one in lexicon.plan.indicators for name in (one.name, *one.reported_as)]
    told = filter(None, map(wording.ONLY.search, _CLAUSE.split(folded)))
    return next((only[0] for only in told if any(name in only["what"] for name in names)), "")


def _clause_stands_in(clause: str, asked: Period) -> str:
    if wording.OF_RATES.search(clause):
        return ""
    if found := wording.STANDS_IN.search(clause) or wording.DOUBTED.search(clause):
        return found[0]
    of_time = wording.IS_OF.search(clause)
    said = list(periods_in_name(of_time["rest"], asked)) if of_time else []
    return of_time[0] if of_time and said and not any(one.agrees(asked) for one in said) else ""
