"""Everything milepost raises on purpose.

A broken contract is an error from this tree; odd data is a `Problem` (plan/reading.py) and work goes on.
Every message is one Chinese sentence for the clerk: where, what, what to do.

    MilepostError
    ├── PlanError            a plan document breaks a rule of its record
    ├── PeriodError          a text is no period
    ├── WorkbookError        bytes that cannot be read as a workbook
    │   ├── UnreadableError  damaged, hostile, encrypted, or of a kind we do not read
    │   └── TooLargeError    beyond the limits on bytes, cells, memory or time
    ├── MeasureError         a judgement was asked for that has no answer
    ├── BriefingError        a document cannot be made as it was asked for
    ├── AddressError         the pages cannot be served at an address
    ├── ForbiddenError       this person may not do that
    ├── SignedOutError       nobody is signed in here any more
    └── StoreError           the store cannot do what was asked
        ├── NotFoundError    no such plan, submission, period, vintage or original
        ├── StoreBusyError   another process holds the store
        ├── StaleError       somebody else acted first; look again, then decide
        └── RefusedError     an act the rules of the quarter do not allow
"""


class MilepostError(Exception):
    """Root of the tree; a page or the command line catches this once and shows `str(error)`."""


class PlanError(MilepostError):
    """A plan document breaks a rule of its record."""


class PeriodError(MilepostError):
    """A text is no period."""


class WorkbookError(MilepostError):
    """Bytes that cannot be read as a workbook."""


class UnreadableError(WorkbookError):
    """Damaged, hostile, encrypted, or of a kind we do not read."""


class TooLargeError(WorkbookError):
    """Beyond the limits on bytes, cells, memory or time."""


class MeasureError(MilepostError):
    """A judgement was asked for that has no answer, such as a race under a scheme the plan lacks."""


class BriefingError(MilepostError):
    """A document cannot be made as asked: an edit changes a number, a base is no document, a program is missing."""


class AddressError(MilepostError):
    """The pages cannot be served at an address: others could reach it, or it is taken."""


class ForbiddenError(MilepostError):
    """Not allowed to this person: what, who may, and whom to ask."""


class SignedOutError(MilepostError):
    """Nobody is signed in here any more."""


class StoreError(MilepostError):
    """The store cannot do what was asked."""


class NotFoundError(StoreError):
    """No such plan, submission, period, vintage or original."""


class StoreBusyError(StoreError):
    """Another process holds the store."""


class StaleError(StoreError):
    """Somebody else acted first; look again, then decide."""


class RefusedError(StoreError):
    """An act the rules of the quarter do not allow."""
