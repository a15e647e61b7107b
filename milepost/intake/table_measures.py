"""Which measure units the words around a table say of all of it, and which of a part: 单位：万元, 注：以万元计."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from milepost.intake import wording
from milepost.intake.measures import measures_among, unit_words
from milepost.intake.mentions import mentioned, mentions
from milepost.intake.unit_notes import UnitNote, plain_line, unit_notes
from milepost.plan.names import fold

_IN_BRACKETS = re.compile(r"\((?:计量)?(?:单位:?)?([^()]*)\)")
_SAID = re.compile(r"(?:单\s*位|其余|其他)\s*(?:均|都)?\s*(?:为|是)?\s*[:-]*\s*(?=(?P<units>[^\s。()]+))")
_COUNTED_IN = re.compile(r"[以按](?P<unit>[^,;。()\s]{1,6}?)(?:为(?:计量|统计)?单位|计|统计)")
_BEHIND = re.compile(r"[\s_-]+([^\s_:,;。()-]+)$")
_DASHES = re.compile("[‐‑‒–—―−－﹣]")


@dataclass(frozen=True)
class SaidUnits:
    """The measure units `of_all` of a table, the `notes` about single things, and `others` that are only mentioned."""

    of_all: tuple[str, ...] = ()
    notes: tuple[UnitNote, ...] = ()
    others: tuple[str, ...] = ()
    is_inherited: bool = False
    """Whether those of all are said above an earlier table."""

    def __add__(self, more: "SaidUnits") -> "SaidUnits":
        """Both, in their order."""
        return SaidUnits(
            tuple(dict.fromkeys(self.of_all + more.of_all)),
            tuple(dict.fromkeys(self.notes + more.notes)),
            tuple(dict.fromkeys(self.others + more.others)),
        )


def units_around(blocks: Sequence[Sequence[str]], below: Sequence[str], name: str) -> SaidUnits:
    """What is said around a table: by the lines above it, the last of `blocks`, by those below it, else above an
    earlier table of its sheet, else by the sheet's `name`. What contradicts the chosen ones is mentioned.
    """
    own = units_above(parted(blocks[-1])[1] if len(blocks) > 1 else blocks[-1])
    under, named = units_below(below), units_above([name])
    earlier = [units_above(parted(block)[1] if k else block) for k, block in enumerate(blocks[:-1])][::-1]
    of_all = next((said.of_all for said in (own, under, *earlier, named) if said.of_all), ())
    beside = (own, under, named) if own.of_all or under.of_all else (own, under, named, *earlier)
    others = [unit for said in beside for unit in (*said.others, *said.of_all)]
    if not of_all:
        others += [unit for block in blocks[1:] for unit in mentioned(parted(block)[0])]
    notes = [note for said in (own, under, *earlier) for note in said.notes]
    is_inherited = not (own.of_all or under.of_all) and any(said.of_all for said in earlier)
    others = [unit for unit in dict.fromkeys(others) if unit not in of_all]
    return SaidUnits(of_all, tuple(dict.fromkeys(notes)), tuple(others), is_inherited)


def parted(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines between two tables: the notes of the first, and what is the second's."""
    for number, text in enumerate(texts):
        folded = fold(text)
        if not wording.NOTE.match(folded) and not (number and wording.NUMBERING.match(folded)):
            return list(texts[:number]), list(texts[number:])
    return list(texts), []


def units_above(texts: Iterable[str]) -> SaidUnits:
    """What lines above a table say; 单位： in a cell of its own together with what stands in the next one."""
    found, before = SaidUnits(), ""
    for text in texts:
        found += units_of_note(text) if wording.NOTE.match(fold(text)) else _units_of_line(before + text)
        before = text if fold(text).endswith("单位:") else ""
    return found


def units_below(texts: Iterable[str]) -> SaidUnits:
    """What lines below a table say."""
    return sum(map(units_of_note, texts), SaidUnits())


def _units_of_line(text: str) -> SaidUnits:
    notes = list(unit_notes(text))
    general = (unit for note in notes if note.is_of_all for unit in note.units)
    of_all = tuple(dict.fromkeys((*measures_in(text), *general)))
    tied = tuple(note for note in notes if not (note.is_of_all or note.says_unit or set(note.units) <= set(of_all)))
    return _with_others(text, of_all, tied)


def units_of_note(text: str) -> SaidUnits:
    """What a note says: only where it names nothing, or all of the table, it is of all of it."""
    notes = list(unit_notes(text))
    of_all = tuple(unit for note in notes if note.is_of_all and not note.mark for unit in note.units)
    return _with_others(text, of_all, tuple(note for note in notes if note.mark or not note.is_of_all))


def _with_others(text: str, of_all: Sequence[str], notes: tuple[UnitNote, ...]) -> SaidUnits:
    understood = {*of_all, *(unit for note in notes for unit in note.units)}
    others = tuple(unit for unit in mentions(text) if unit not in understood)
    return SaidUnits(tuple(dict.fromkeys(of_all)), notes, others)


def unit_row(text: str) -> tuple[str, ...]:
    """The units that a lone text in a table says of the rows below it: 以下单位：万元, （亿元）; empty for a name."""
    if alone := unit_words(fold(plain_line(text)).strip("()")):
        return tuple(alone)
    notes = list(unit_notes(text))
    found = tuple(dict.fromkeys(unit for note in notes for unit in note.units))
    return found if notes and all(note.is_of_all for note in notes) else ()


def measures_in(text: str) -> Iterator[str]:
    """The measure units that one line says of a table, wherever in the line."""
    plain = plain_line(text)
    folded = fold(plain)
    if len(folded) > 1 and (alone := unit_words(folded.strip("-"))):
        yield from alone
        return
    for match in _IN_BRACKETS.finditer(folded):
        yield from measures_among(match[1])
    told = list(_said(folded)) or list(_said(plain))
    yield from told
    for match in _COUNTED_IN.finditer(folded):
        yield from unit_words(match["unit"])
    behind = _BEHIND.search(_DASHES.sub("-", plain).strip())
    if behind and not told and mentions(behind[1]):
        yield from unit_words(behind[1])


def _said(text: str) -> Iterator[str]:
    for match in _SAID.finditer(text):
        for word in re.split("[、,;和及]", match["units"]):
            units = unit_words(word)
            if not units:
                break
            yield from units
