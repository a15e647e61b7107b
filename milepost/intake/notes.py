"""What notes around a table say of all its figures, and when these are."""

from collections.abc import Iterator

from milepost.intake import wording
from milepost.intake.compact_dates import periods_in_name, spelled_out
from milepost.intake.grid import address
from milepost.intake.layout import Sheet
from milepost.plan.period import Period
from milepost.plan.reading import Problem


def told_of_all(sheet: Sheet, number: int) -> Iterator[tuple[tuple[int, int], str, str]]:
    """What notes above or below a sheet's table say that its figures are: their places, texts and, folded, the words.

    Below a table that another one follows, only what begins as a note is one.
    """
    is_last = number + 1 == len(sheet.tables)
    below = [line for line in sheet.lines_before(number + 1) if is_last or wording.NOTE.match(spelled_out(line[1]))]
    for place, text in (*sheet.lines_before(number), *below):
        for told in wording.OF_ALL_FIGURES.finditer(spelled_out(text)):
            yield place, text, told["rest"]


def note_doubts(sheet: Sheet, number: int, asked: Period) -> Iterator[Problem]:
    """Doubts where a note above or below a sheet's table says that its figures are of another period."""
    for place, text, rest in told_of_all(sheet, number):
        said = list(periods_in_name(rest, asked))
        if said and not any(one.agrees(asked) for one in said):
            message = f"表旁的说明写的是{said[0].text}的数，这张表按{asked.words}读取"
            remedy = f"请确认是不是{asked.words}的数，并改正这句说明"
            yield Problem("doubt", "period-differs", message, remedy, sheet.grid.name, address(*place), text)
