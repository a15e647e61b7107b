"""What a workbook seems to be, as a form that a clerk confirms or corrects: proposed from what was recognised."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from milepost.intake.claims import Claim
from milepost.intake.form import FormTable, Said
from milepost.intake.form_fit import Placed, bare, heading_path, labelled_rows
from milepost.intake.grid import Cell, Grid
from milepost.intake.headings import Lexicon
from milepost.intake.industries import industry_in
from milepost.intake.layout import take_apart
from milepost.intake.numbers import Number, read_number
from milepost.intake.request import Request
from milepost.intake.sender import find_sender
from milepost.intake.table import NAMING, Table
from milepost.intake.workbook import WorkbookReader

ROW_LIMIT = 600
"""Rows that a clerk can still look through."""


@dataclass(frozen=True)
class Proposal:
    """A table as it seems to be; `doubtful` columns and row keys hold figures that nothing was recognised for."""

    table: FormTable
    doubtful_columns: frozenset[int] = frozenset()
    doubtful_rows: frozenset[str] = frozenset()


def proposals(grids: Mapping[str, Grid], request: Request) -> dict[str, list[Proposal]]:
    """For each visible sheet the tables found on it, or at least one guessed; sheets in the workbook's order."""
    reader = WorkbookReader(grids, request)
    reader.reading()
    lexicon = Lexicon(request.plan, request.period)
    found: dict[str, list[Proposal]] = {}
    for name, grid in grids.items():
        if not grid.cells or grid.hidden:
            continue
        tables = take_apart(grid, lexicon).tables
        claims = [claim for claim in reader.findings.claims if claim.sheet == name]
        made = [_proposal(each, _following(tables, k), claims, lexicon) for k, each in enumerate(tables)]
        found[name] = made or [Proposal(guessed(grid, lexicon))]
    return found


def supposed_sender(grids: Mapping[str, Grid], request: Request) -> str:
    """The id of the unit that a workbook and its name speak of, though nothing else was recognised; empty when none."""
    lexicon = Lexicon(request.plan, request.period)
    sheets = [take_apart(grid, lexicon) for grid in grids.values() if grid.cells and not grid.hidden]
    found, _ = find_sender(request, sheets, ())
    return found.id if found else ""


def _following(tables: Sequence[Table], number: int) -> Table | None:
    return tables[number + 1] if number + 1 < len(tables) else None


def guessed(grid: Grid, lexicon: Lexicon) -> FormTable:
    """A table over the whole sheet: headings in its first row of several texts, names in its first column."""
    texts = {row: [c for c in grid.columns if grid.text(row, c)] for row in grid.rows}
    heading = next((row for row, columns in texts.items() if len(columns) > 1), grid.rows[0])
    table = FormTable(
        bare(grid.name, lexicon.period), (heading,), heading + 1, names=grid.columns[:1],
        columns={column: Said(left_out=True) for column in grid.columns[1:]},
    )  # fmt: skip
    return completed(table, grid, lexicon)


def completed(table: FormTable, grid: Grid, lexicon: Lexicon) -> FormTable:
    """`table` with the words by which its layout is known again: title, headings, unit line."""
    seen = Placed(table, grid, lexicon)
    return replace(table, title=seen.title, headings=seen.headings, measures=seen.frame.measures)


def _proposal(found: Table, following: Table | None, claims: Iterable[Claim], lexicon: Lexicon) -> Proposal:
    grid = found.grid
    ends_before = (following.heading_rows or following.data_rows)[0] if following else None
    first_value = min(found.paths, default=None)
    names = tuple(
        column
        for column, role in found.roles.items()
        if (role in NAMING or role == "industry") and (first_value is None or column < first_value)
    )
    by_role = {role: column for column, role in reversed(tuple(found.roles.items()))}
    table = FormTable(
        bare(grid.name, lexicon.period), found.heading_rows, found.data_rows[0],
        found.data_rows[-1] if ends_before is not None else None, names,
        by_role.get("measure"), by_role.get("period"),
    )  # fmt: skip
    inside = [c for c in claims if c.row in found.data_rows and c.column in found.paths]
    table = _with_meanings(table, found, inside, lexicon)
    table = replace(completed(table, grid, lexicon), dated=_is_dated(table, grid, lexicon))
    return _doubted(table, grid, lexicon)


def _with_meanings(table: FormTable, found: Table, claims: Sequence[Claim], lexicon: Lexicon) -> FormTable:
    """`table` with what its rows and columns were read as."""
    grid, whole = found.grid, lexicon.plan.unit
    keys = dict(labelled_rows(grid, table, lexicon.period))
    headed = {found.roles[column] for column in table.names}
    by = {
        "indicator": _by_column([(c.row, c.column, c.indicator.id) for c in claims], rows_first="indicator" in headed),
        "unit": _by_column([(c.row, c.column, _unit(c, whole)) for c in claims], rows_first="place" in headed),
        "industry": _by_column([(c.row, c.column, c.industry) for c in claims], rows_first="industry" in headed),
    }
    columns = {column: Said(left_out=True) for column in found.paths}
    with_numbers = {row for (row, column), cell in grid.cells.items() if column in columns and _is_number(cell)}
    # Where nothing at all was recognised a row may be anything: then what is said of its columns holds for it.
    rows = {
        key: Said(left_out=True) if claims else Said(industry=_industry(key, lexicon))
        for row, key in keys.items()
        if key and row in with_numbers
    }
    for claim in claims:
        said = Said(claim.indicator.id, _unit(claim, whole), claim.industry, rest=claim.rest)
        columns[claim.column] = _only(said, {name for name in by if by[name]})
        if key := keys.get(claim.row, ""):
            rows[key] = _only(said, {name for name in by if not by[name]})
    return replace(table, columns=_with_other_periods(columns, table, grid, lexicon), rows=rows)


def _industry(key: str, lexicon: Lexicon) -> str:
    """The id of the industry that a row is named after; empty for all others."""
    industry = industry_in(lexicon.plan, key.rpartition(" / ")[2])
    return industry.id if industry else ""


def _only(said: Said, names: set[str]) -> Said:
    """The part of what is said that one direction says; a remainder is one of units."""
    return Said(
        indicator=said.indicator if "indicator" in names else "",
        unit=said.unit if "unit" in names else "",
        industry=said.industry if "industry" in names else "",
        rest=said.rest and "unit" in names,
    )


def _is_number(cell: Cell) -> bool:
    return isinstance(read_number(cell), Number)


def _unit(claim: Claim, whole: str) -> str:
    return whole if claim.total else claim.place.id if claim.place else ""


def _by_column(read: Sequence[tuple[int, int, str]], *, rows_first: bool) -> bool:
    """Whether columns say a thing and not rows: every column is always of the same, and rows do not say it better."""
    in_columns = _one_each((column, what) for _, column, what in read)
    return in_columns and not (rows_first and _one_each((row, what) for row, _, what in read))


def _one_each(pairs: Iterable[tuple[int, str]]) -> bool:
    first: dict[int, str] = {}
    return all(first.setdefault(line, what) == what for line, what in pairs)


def _with_other_periods(columns: dict[int, Said], table: FormTable, grid: Grid, lexicon: Lexicon) -> dict[int, Said]:
    """Columns of other periods are what their neighbours of this period are: their heading says when they count."""
    bares = {
        column: tuple(bare(text, lexicon.period) for text in heading_path(grid, table.heading_rows, column))
        for column in columns
    }
    known: dict[tuple[str, ...], Said] = {bares[column]: said for column, said in columns.items() if not said.left_out}
    return {
        column: known[bares[column]]
        if said.left_out
        and bares[column] in known
        and lexicon.meaning(heading_path(grid, table.heading_rows, column)).periods
        else said
        for column, said in columns.items()
    }


def _is_dated(table: FormTable, grid: Grid, lexicon: Lexicon) -> bool:
    paths = [heading_path(grid, table.heading_rows, column) for column in table.columns]
    return (
        bool(Placed(table, grid, lexicon).frame.periods)
        or table.period_column is not None
        or any(lexicon.meaning(path).periods for path in paths)
    )


def _doubted(table: FormTable, grid: Grid, lexicon: Lexicon) -> Proposal:
    """The proposal, with the columns and rows of figures that were not recognised."""
    here = Placed(table, grid, lexicon)
    numbers = [
        (row, key, column)
        for row, key in here.rows
        for column in table.columns
        if isinstance(read_number(grid.cells.get((row, column))), Number)
    ]
    unread = {column for _, _, column in numbers if table.columns[column].left_out}
    explained = {
        column for column in unread if lexicon.meaning(heading_path(grid, table.heading_rows, column)).excluded
    }
    rows = {key for _, key, column in numbers if not table.columns[column].left_out and _is_left_out(table, key)}
    return Proposal(table, frozenset(unread - explained), frozenset(rows))


def _is_left_out(table: FormTable, key: str) -> bool:
    said = table.rows.get(key)
    return said is None or said.left_out


def restructured(table: FormTable, grid: Grid, lexicon: Lexicon) -> FormTable:
    """`table` after its headings, names or extent were changed: what was said of rows and columns that are still there.

    Columns with a number below the headings that nothing is known of are left out; such rows are what their columns
    are.
    """
    aside = {*table.names, table.measure_column, table.period_column}
    below = {
        (row, column)
        for (row, column), cell in grid.cells.items()
        if row >= table.first and (table.last is None or row <= table.last) and column not in aside and _is_number(cell)
    }
    columns = sorted({column for _, column in below} | {c for c in table.columns if c not in aside})
    unsaid = Said(left_out=True)
    table = replace(table, columns={column: table.columns.get(column, unsaid) for column in columns})
    table = completed(table, grid, lexicon)
    filled = {row for row, _ in below}
    keys = [key for row, key in Placed(table, grid, lexicon).rows if key and row in filled]
    return replace(table, rows={key: table.rows.get(key, Said()) for key in keys})


def recalled(proposal: Proposal, form: FormTable) -> Proposal:
    """The proposal with what an earlier form said of headings and rows of the same words, wherever they stand now."""
    by_heading = {text: form.columns[column] for column, text in form.headings.items() if column in form.columns}
    columns = {
        column: by_heading.get(proposal.table.headings.get(column, ""), said)
        for column, said in proposal.table.columns.items()
    }
    rows = {key: form.rows.get(key, said) for key, said in proposal.table.rows.items()}
    table = replace(proposal.table, columns=columns, rows=rows, whole=form.whole)
    known = {column for column in columns if proposal.table.headings.get(column, "") in by_heading}
    return Proposal(table, frozenset(columns) - known, frozenset(rows) - frozenset(form.rows))
