"""The mapping page around what is being said: whose file, which table, the sheet itself, and what comes of it."""

import pandas as pd
import streamlit as st

from milepost.intake.form_fit import bare, labelled_rows
from milepost.intake.grid import Grid, place_of
from milepost.intake.numbers import Number, read_number
from milepost.plan.reading import Reading
from milepost.report import words
from milepost.report.sheet_html import Taken, legend, sheet_html
from milepost.ui import controls, drawing, mapping, mapping_editor, session, show
from milepost.ui.inbox import Received
from milepost.ui.mapping import Explaining, Where


def pick_sender(entry: Received) -> str:
    """The id of the unit whose workbook it is: as it was read, or as the clerk says; empty until then."""
    known = entry.upload.sender or entry.result.sender
    if known:
        return known
    units = {unit.id: unit.name for unit in session.plan().senders(session.period())}
    supposed = mapping.supposed_sender(entry)
    picked = st.selectbox(
        "这份是谁报的", list(units), list(units).index(supposed) if supposed in units else None,
        placeholder="请选单位", format_func=units.__getitem__, width=280,
    )  # fmt: skip
    return picked or ""


def pick_table(explaining: Explaining) -> Where:
    """Which tables of the workbook are read, and which one of them is being explained."""
    names = {where: _table_words(explaining, where) for where in explaining.begun}
    every = list(names)
    if len(every) > 1:
        chosen = st.multiselect(
            "这份文件里要读哪几张表", every, explaining.chosen, format_func=names.__getitem__,
            key=f"{explaining.entry.key} tables", placeholder="至少选一张",
        )  # fmt: skip
        explaining.chosen = [where for where in every if where in chosen] or every[:1]
    if len(explaining.chosen) == 1:
        return explaining.chosen[0]
    key = f"{explaining.entry.key} active"
    picked = st.segmented_control(
        "正在指认", explaining.chosen, default=explaining.chosen[0], format_func=names.__getitem__, key=key,
        on_change=_begin_anew, args=(explaining,), required=True,
    )  # fmt: skip
    return picked if picked in explaining.chosen else explaining.chosen[0]


def _begin_anew(explaining: Explaining) -> None:
    """The tables to be edited begin with what was said before another one was looked at."""
    explaining.begun = dict(explaining.said)
    explaining.generation += 1


def _table_words(explaining: Explaining, where: Where) -> str:
    table = explaining.begun[where]
    end = f"第{table.last + 1}行" if table.last is not None else "底"
    return f"{where[0]}：第{table.first + 1}行到{end}"


def pick_name(explaining: Explaining) -> str:
    """What the layout is called."""
    if explaining.earlier is not None:
        return explaining.earlier.name
    table = explaining.said[explaining.chosen[0]]
    stem = bare(explaining.entry.upload.name.rpartition(".")[0], explaining.request.period)
    return table.title or table.sheet or stem or "自用表"


def headline(explaining: Explaining, reading: Reading) -> str:
    """What is still open, or what will be read."""
    unsaid = sum(len(explaining.open_columns(w)) + len(explaining.open_rows(w)) for w in explaining.chosen)
    file = explaining.entry.upload.name
    if unsaid:
        return f"“{file}”还有{unsaid}处拿不准，请指认"
    errors = len(reading.errors)
    return f"“{file}”读出{len(reading.figures)}个数" + (f"，{errors}处有错" if errors else "")


def why(explaining: Explaining) -> None:
    """Whose file for which quarter, and what this page is for."""
    unit, period = session.plan().unit_of(explaining.request.sender).name, explaining.request.period.words
    st.caption(
        f"{unit} · {period}。说清哪几行是表头、每一列和每一行是什么；说过一次就记住，"
        "以后同样的表直接读。数字一个也不改。"
    )
    if explaining.earlier is not None:
        st.warning(
            f"这份表像记住的版式“{show.literal(explaining.earlier.name)}”，但有变动，所以没有直接读。"
            "以前说过的已按名称填好，请核对变动的地方。"
        )


def sheet(explaining: Explaining, where: Where, reading: Reading) -> None:
    """The sheet of a table in a frame of its own, its cells on the ground of what they are taken for."""
    grid = explaining.grid(where)
    st.html(legend(drawing.tokens()) + sheet_html(grid, taken(explaining, where, reading), drawing.tokens()))


def taken(explaining: Explaining, where: Where, reading: Reading) -> dict[tuple[int, int], Taken]:
    """What each place of a table's sheet is taken for."""
    grid, table = explaining.grid(where), explaining.said[where]
    found: dict[tuple[int, int], Taken] = {}
    rows = list(labelled_rows(grid, table, explaining.request.period))
    for row in table.heading_rows:
        found |= dict.fromkeys(((row, column) for column in grid.columns), "heading")
    found |= dict.fromkeys(((row, column) for row, key in rows if key for column in table.names), "name")
    open_columns, open_rows = explaining.open_columns(where), explaining.open_rows(where)
    found |= dict.fromkeys(
        (
            (row, column)
            for row, key in rows
            for column in table.columns
            if (column in open_columns or key in open_rows) and _is_number(grid, row, column)
        ),
        "doubt",
    )
    figures = reading.figures[reading.figures["sheet"] == grid.name]
    found |= dict.fromkeys(((at.row, at.column) for at in map(place_of, figures["cell"])), "figure")
    wrong = [place_of(one.cell) for one in reading.problems if one.sheet == grid.name and one.cell]
    return found | dict.fromkeys(((at.row, at.column) for at in wrong), "wrong")


def _is_number(grid: Grid, row: int, column: int) -> bool:
    return isinstance(read_number(grid.cells.get((row, column))), Number)


def ask(explaining: Explaining, where: Where) -> None:
    """Everything that the clerk says of one table."""
    st.subheader("表在哪里", anchor=False)
    mapping_editor.structure(explaining, where)
    st.subheader("每一列是什么", anchor=False)
    mapping_editor.columns(explaining, where)
    st.subheader("每一行是什么", anchor=False)
    mapping_editor.rows(explaining, where)
    mapping_editor.whole(explaining, where)


def outcome(explaining: Explaining, reading: Reading) -> None:
    """What is read by what has been said: every figure with its cell, and what is wrong."""
    plan, figures = explaining.request.plan, reading.figures
    st.subheader(f"这样读出{len(figures)}个数", anchor=False)
    if figures.empty:
        st.caption("还没有读出数：请在上面指认每一列、每一行是什么。")
    else:
        amounts = [
            f"{words.exact(value)}{plan.indicator_of(one).measure_unit}"
            for value, one in zip(figures["value"], figures["indicator"], strict=True)
        ]
        cells = [f"{name}!{cell}" for name, cell in zip(figures["sheet"], figures["cell"], strict=True)]
        names = {industry.id: industry.name for industry in plan.industries}
        show.table(
            pd.DataFrame(
                {
                    "指标": [
                        "·".join(filter(None, (plan.indicator_of(one).name, names.get(of, ""))))
                        for one, of in zip(figures["indicator"], figures["industry"], strict=True)
                    ],
                    "单位": [plan.unit_of(one).name for one in figures["unit"]],
                    "数": amounts,
                    "单元格": [show.short(cell) for cell in cells],
                }
            )
        )
    # Before anything was said it is no news that nothing is read.
    told = [problem for problem in reading.problems if problem.code != "no-figures"]
    if told:
        st.markdown("**要留意的**")
        show.problems(told)


def confirmed(explaining: Explaining, reading: Reading, proposed: str) -> bool:
    """The name of the layout and the button that keeps it; whether it has just been kept."""
    name = st.text_input("给这个版式起个名", proposed, key=f"{explaining.entry.key} name", width=360)
    blocked = reading.figures.empty or not name.strip()
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("记住这个版式，按它核对", type="primary", disabled=blocked, icon=":material/bookmark_added:"):
            mapping.remember(explaining, name)
            return True
        controls.follow("reporting", "不记，回数据报送")
    st.caption("记住的版式可以在“记住的版式和名称”里查看和停用。记住并不入库，入库仍在“数据报送”页点。")
    return False
