"""Workbooks → figures and problems, for one sender and one period: everything that is wrong, all at once."""

from collections.abc import Mapping
from dataclasses import replace

from milepost.intake import ours
from milepost.intake.answers import told, with_answers, without_denied
from milepost.intake.form import Form
from milepost.intake.form_fit import changes, placed, resembles
from milepost.intake.form_reading import read_form
from milepost.intake.grid import Grid
from milepost.intake.grids import open_grids
from milepost.intake.headings import Lexicon
from milepost.intake.long_reading import long_reading
from milepost.intake.long_sheet import DeclinedError
from milepost.intake.long_source import long_source
from milepost.intake.problem_list import is_list
from milepost.intake.request import Memory, Request
from milepost.intake.sender import find_sender
from milepost.intake.workbook import WorkbookReader
from milepost.plan.reading import Reading

__all__ = ["Memory", "Request", "read", "read_grids"]


def read(content: bytes, request: Request) -> Reading:
    """What a workbook's bytes say: a long table by its columns, where that is sure to say the same, else cell by cell.

    WorkbookError when they are no workbook that can be read.
    """
    try:
        sheet = long_source(content, request.file)
        reading = long_reading(sheet, request) if sheet else None
        if reading is not None and not request.memory.about(reading.sender, request.sender):
            return reading
    except DeclinedError:
        pass  # As a short one, if its size allows.
    return read_grids(open_grids(content, request.file), request)


def read_grids(grids: Mapping[str, Grid], request: Request) -> Reading:
    """What a workbook says for the request's plan and period.

    Our own form is read by its marks, a layout that a clerk has explained as he said, everything else by its words.
    What is not recognised with confidence becomes no figure; what the plan asks for and the workbook may have meant
    becomes a problem.
    """
    if ours.is_ours(grids):
        return ours.read(grids, request)
    # Senders correct the marked copy that went back to them, and send it again with our list in it.
    own = {name: grid for name, grid in grids.items() if not is_list(name, grid.text(0, 0))}
    fitting = _fitting(own, request)
    if fitting is not None:
        return read_form(own, fitting, request)
    reading = _by_words(own, request)
    return _asked_again(own, request, reading)


def _by_words(grids: Mapping[str, Grid], request: Request) -> Reading:
    """A workbook read by its words, and by what was answered about those that its sender uses."""
    reading = WorkbookReader(grids, request).reading()
    answers = request.memory.of(reading.sender)
    plan, used = with_answers(request.plan, answers)
    if used:
        reading = WorkbookReader(grids, replace(request, plan=plan, sender=reading.sender)).reading()
    return without_denied(told(reading, used, grids, request.plan), answers, request.plan)


def _fitting(grids: Mapping[str, Grid], request: Request) -> Form | None:
    """The form that a workbook is read by: its layout fits, and it is its sender's beyond doubt."""
    lexicon = Lexicon(request.plan, request.period)
    for form in request.memory.forms:
        if not changes(form, grids, lexicon) and _sender(grids, form, request) == form.sender:
            return form
    return None


def _sender(grids: Mapping[str, Grid], form: Form, request: Request) -> str:
    """Who sends a workbook of a form's layout: as the request says, else as the workbook does."""
    if request.sender:
        named = request.plan.unit_named(request.sender)
        return named.id if named else request.sender
    sheets = [one.sheet for one in placed(form, grids, Lexicon(request.plan, request.period)) or []]
    found, _ = find_sender(request, sheets, ())
    return found.id if found else ""


def _asked_again(grids: Mapping[str, Grid], request: Request, reading: Reading) -> Reading:
    """The reading, with what has changed where it is of a sender whose remembered layout the workbook resembles."""
    lexicon = Lexicon(request.plan, request.period)
    for form in request.memory.forms:
        sender = reading.sender or _sender(grids, form, request)
        if form.sender == sender and resembles(form, grids, lexicon):
            return replace(reading, problems=(*changes(form, grids, lexicon), *reading.problems))
    return reading
