"""A sender's sheet as he knows it: cells in their rows and columns, merged ones wide, and what each is taken for."""

from collections.abc import Mapping
from html import escape
from typing import Literal

from milepost.intake.grid import Area, Grid, column_letters
from milepost.report.palette import Palette

Taken = Literal["heading", "name", "figure", "doubt", "wrong"]
"""What a place is taken for."""
WORDS: Mapping[Taken, str] = {
    "heading": "表头", "name": "行名", "figure": "读成数", "doubt": "拿不准，请指认", "wrong": "有问题",
}  # fmt: skip
ROW_LIMIT, COLUMN_LIMIT = 200, 60
_CLIPPED = 60


def sheet_html(grid: Grid, taken: Mapping[tuple[int, int], Taken], tokens: Palette) -> str:
    """The sheet as an HTML table in a frame of its own that scrolls; every text in it is escaped.

    At most ROW_LIMIT rows and COLUMN_LIMIT columns from the first filled ones on; letters and numbers are the sender's.
    """
    rows = range(grid.rows[0], min(grid.rows[-1], grid.rows[0] + ROW_LIMIT - 1) + 1) if grid.rows else range(0)
    columns = range(min(grid.columns[-1] + 1, COLUMN_LIMIT)) if grid.columns else range(0)
    spans, covered = _spans(grid, rows, columns)
    head = "".join(f"<th scope='col'>{column_letters(column)}</th>" for column in columns)
    body = []
    for row in rows:
        cells = [
            _cell(grid, (row, column), spans.get((row, column)), taken.get((row, column)))
            for column in columns
            if (row, column) not in covered
        ]
        hidden = " class='hidden'" if row in grid.hidden_rows else ""
        body.append(f"<tr{hidden}><th scope='row'>{row + 1}</th>{''.join(cells)}</tr>")
    return (
        f"{_style(tokens)}<div class='mp-sheet' tabindex='0' role='region' aria-label='{escape(grid.name)}'>"
        f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _spans(
    grid: Grid, rows: range, columns: range
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """The extent of each merged range as far as it is shown, by its corner, and the places that it covers."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for area in grid.merges:
        if area.top not in rows or area.left not in columns:
            continue
        shown = Area(area.top, area.left, min(area.bottom, rows[-1]), min(area.right, columns[-1]))
        corner = (area.top, area.left)
        spans[corner] = (shown.bottom - shown.top + 1, shown.right - shown.left + 1)
        covered |= {(r, c) for r in range(shown.top, shown.bottom + 1) for c in range(shown.left, shown.right + 1)}
        covered.discard(corner)
    return spans, covered


def _cell(grid: Grid, at: tuple[int, int], span: tuple[int, int] | None, taken: Taken | None) -> str:
    cell = grid.cells.get(at)
    text = cell.text.strip() if cell else ""
    clipped = text if len(text) <= _CLIPPED else f"{text[:_CLIPPED]}…"
    kinds = [*([f"mp-{taken}"] if taken else []), *(["mp-number"] if cell and cell.kind == "number" else [])]
    attributes = f" class='{' '.join(kinds)}'" if kinds else ""
    if span:
        attributes += f" rowspan='{span[0]}' colspan='{span[1]}'"
    if taken:
        attributes += f" title='{WORDS[taken]}'"
    return f"<td{attributes}>{escape(clipped)}</td>"


def legend(tokens: Palette) -> str:
    """What the grounds of the cells mean, in one line."""
    keys = "".join(f"<span class='mp-key mp-{taken}'>{words}</span>" for taken, words in WORDS.items())
    return f"{_style(tokens)}<div class='mp-legend'>{keys}</div>"


def _style(tokens: Palette) -> str:
    tones = tokens.tones
    grounds = {
        "heading": (tones["blue"].badge, tones["blue"].word),
        "name": (tones["gray"].badge, tokens.ink),
        "figure": (tones["green"].badge, tones["green"].word),
        "doubt": (tones["yellow"].badge, tones["yellow"].word),
        "wrong": (tones["orange"].badge, tones["orange"].word),
    }
    coloured = "".join(
        f".mp-{taken} {{background: {ground}; color: {ink};}}" for taken, (ground, ink) in grounds.items()
    )
    return f"""<style>
.mp-sheet {{overflow: auto; max-height: 26rem; border: 1px solid {tokens.hairline}; border-radius: 4px;}}
.mp-sheet table {{border-collapse: separate; border-spacing: 0; font-size: 0.875rem; color: {tokens.ink};}}
.mp-sheet td, .mp-sheet th {{border: 0 solid {tokens.hairline}; border-width: 0 1px 1px 0; padding: 0.2rem 0.5rem;
  min-width: 3rem; max-width: 16rem; vertical-align: middle;}}
.mp-sheet th {{position: sticky; background: {tokens.panel}; color: {tokens.mute}; font-weight: 400;
  text-align: center; top: 0; z-index: 1;}}
.mp-sheet tbody th {{left: 0; min-width: 2rem;}}
.mp-sheet thead th:first-child {{left: 0; z-index: 2; min-width: 2rem;}}
.mp-sheet td.mp-number {{text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap;}}
.mp-sheet tr.hidden td {{opacity: 0.6;}}
.mp-legend {{display: flex; flex-wrap: wrap; gap: 0.5rem; font-size: 0.8125rem; margin-bottom: 0.5rem;}}
.mp-key {{padding: 0.1rem 0.5rem; border-radius: 4px;}}
.mp-doubt {{font-weight: 600;}}
{coloured}
</style>"""
