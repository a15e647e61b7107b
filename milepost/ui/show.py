"""Ways of showing that pages share: tables, states, problems, downloads, nothing there yet, something went wrong."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from milepost.errors import MilepostError
from milepost.plan.reading import Problem
from milepost.report import words
from milepost.report.break_words import Mark
from milepost.ui import session, visitor

# Tables are Markdown; rules between rows are enough, and what is too wide for a phone is moved by a finger. Chinese
# would break after any sign: in a table it does at punctuation and blanks alone; headings, links, figures, and what has
# a colour, such as a state with its icon, stay on one line. No unseen sign does that: it would be copied, too.
TABLES = """<style>
[data-testid=stMarkdownContainer]:has(> table) {overflow-x: auto}
[data-testid=stMarkdownContainer] > table {width: 100%; margin: 0 0 1rem; font-size: 0.875rem}
[data-testid=stMarkdownContainer] > table tr {border-top-width: 0}
[data-testid=stMarkdownContainer] > table :is(th, td) {border-width: 0 0 1px; padding: 0.25rem 0.5rem}
[data-testid=stMarkdownContainer] > table th {font-weight: 400; opacity: 0.75}
[data-testid=stMarkdownContainer] > table td {word-break: keep-all}
[data-testid=stMarkdownContainer] > table :is(th, a, .stMarkdownColoredText, [style*=right]) {white-space: nowrap}
[data-testid=stTable] [data-testid=stMarkdownContainer] p {white-space: nowrap}
</style>"""
_PIPE = re.compile(r"(\\.)|\|")  # after whatever is escaped already
# State of a file or a report → colour and icon; the word itself is always shown.
STATES: Mapping[str, tuple[str, str]] = {
    "已报": ("green", "check_circle"),
    "已入库": ("green", "task_alt"),
    "可入库": ("green", "check_circle"),
    "有效": ("green", "check_circle"),
    "部分已报": ("yellow", "pending"),
    "待说明": ("yellow", "edit_note"),
    "退回": ("orange", "undo"),
    "逾期未报": ("orange", "alarm"),
    "重复": ("gray", "content_copy"),
    "未报": ("gray", "radio_button_unchecked"),
    "待审签": ("yellow", "hourglass_top"),
    "待重报": ("orange", "reply"),
    "已重报": ("green", "check_circle"),
    "已了结": ("gray", "task_alt"),
    "已更替": ("gray", "history"),
    "已撤回": ("gray", "block"),
    "认不出": ("violet", "help"),
}
# Beside the words of a drop zone for many files: those for one workbook.
DROP_ONE = """<style>[data-testid=stFileUploaderDropzoneInstructions] span::after {
  content: "或把改好的工作簿拖到这里，不超过20兆" !important;}</style>"""
NOT_OWED = "·"


def state(word: str, text: str = "") -> str:
    """A state with its icon and colour, in Markdown; `text` replaces the word."""
    colour, icon = STATES[word]
    return f":{colour}[:material/{icon}:\u00a0{text or word}]"


def state_badge(word: str, text: str = "") -> None:
    """A state on its coloured ground."""
    colour, icon = STATES[word]
    st.badge(text or word, icon=f":material/{icon}:", color=colour)  # type: ignore[arg-type]  # STATES holds its names


def literal(text: str) -> str:
    """A text of somebody else, such as a file name, shown as it is and never read as Markdown."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]()#+-.!|<>~:$&" else c for c in text)


def clipped(text: str, most: int = 24) -> str:
    """A text on one line, cut where it grows long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}…"


def short(text: str) -> str:
    """A short text of somebody else for a table, such as a file name or a cell's address."""
    return literal(words.tied(text))


def table(
    rows: pd.DataFrame, formats: Mapping[str, Callable[[Any], str]] | None = None, right: Collection[str] = ()
) -> None:
    """A table with horizontal rules. Numbers stand on the right, and so do columns in `right`.

    `formats` writes the values of a column; numbers that it does not write are written in full. Text is read as
    Markdown, so pass what others wrote through `literal`; nothing and NaN show as —.
    """
    if rows.empty:
        st.caption("（没有）")
        return
    # One text: a browser takes far longer over a table in which Streamlit draws each cell by itself.
    st.markdown(markdown_table(rows, formats or {}, right))


def markdown_table(rows: pd.DataFrame, formats: Mapping[str, Callable[[Any], str]], right: Collection[str]) -> str:
    """`rows` as `table` shows them."""
    # By place, for two columns may have one name.
    columns = [_column(values, formats.get(str(name), _written)) for name, values in rows.items()]
    figures = [name in right or _of_numbers(values) for name, values in rows.items()]
    heads = [_cell(str(name)) for name in rows.columns]
    rule = ["---:" if is_figure else "---" for is_figure in figures]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, rule, *zip(*columns, strict=True)))


def _column(values: pd.Series, written: Callable[[Any], str]) -> list[str]:
    return [words.MISSING if pd.isna(value) else _cell(written(value)) for value in values.tolist()]


def _of_numbers(values: pd.Series) -> bool:
    return is_numeric_dtype(values) and not is_bool_dtype(values)


def _written(value: object) -> str:
    return words.exact(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _cell(text: str) -> str:
    """A text that neither ends its cell nor its row; what `literal` has escaped is left alone."""
    return _PIPE.sub(lambda found: found[1] or r"\|", " ".join(text.splitlines()))


def problems(found: Sequence[Problem]) -> None:
    """What is wrong with one file, cell by cell."""
    rows = [
        {
            "": state("退回", "错误") if p.level == "error" else state("待说明", "存疑"),
            "位置": short(p.where) or words.MISSING,
            "原值": short(p.value) or words.MISSING,
            "问题": literal(p.message),
            "怎么改": literal(p.remedy),
        }
        for p in found
    ]
    table(pd.DataFrame(rows))


def download(label: str, data: Callable[[], bytes], name: str, *, key: str | None = None) -> None:
    """A button for a file that is made only when it is asked for; who takes it is noted."""
    made = visitor.while_signed_in(session.noted(name, data))
    st.download_button(label, data=made, file_name=name, key=key, on_click="ignore", icon=":material/download:")


def nothing_yet(title: str, what_to_do: str) -> None:
    """The place where something will stand, and what to do until then."""
    with st.container(border=True):
        st.markdown(f"**{title}**")
        st.caption(what_to_do)


def trouble(error: MilepostError) -> None:
    """An error of ours: its message says where, what, and what to do."""
    st.error(f"**没有办成。** {literal(str(error))}", icon=":material/error:")


def breakdown(error: Exception) -> bool:
    """An error that nobody foresaw; True tells Streamlit that its English notice is not needed."""
    if isinstance(error, MilepostError):  # a button's own act was refused
        trouble(error)
        return True
    st.error("**出了意外，这一页没有画完。** 数据没有改动。请刷新再试；若再次出现，请把操作步骤告诉维护人员。")
    return True


def marks(found: Sequence[Mark]) -> None:
    """From when on a series is another than before, and by which document."""
    for mark in found:
        st.info(literal(mark.sentence), icon=":material/account_tree:")
