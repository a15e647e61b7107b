"""What a clerk says of a table: where it stands, and what each of its columns and rows is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from milepost.intake.form import FormTable, Said
from milepost.intake.form_fit import heading_path, labelled_rows
from milepost.intake.grid import Grid, column_letters
from milepost.plan.plan import Plan
from milepost.ui import plan_table, show
from milepost.ui.mapping import Explaining, Where

LEFT_OUT, OF_ROWS, OF_COLUMNS = "不读", "看行名", "看列名"
ANY_UNIT, TOTAL, REST = "不分单位", "合计", "小计（只核对）"
ANY_INDUSTRY = "不分行业"
OPEN = "？"


def structure(explaining: Explaining, where: Where) -> None:
    """Which rows are headings and data, which columns name rows, and where measure unit and period stand."""
    table, grid = explaining.said[where], explaining.grid(where)
    key = f"{explaining.entry.key} {where}"
    last = grid.rows[-1] + 1
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        top, bottom = [row + 1 for row in (*table.heading_rows[:1], *table.heading_rows[-1:])] or [0, 0]
        first_heading = st.number_input("表头从第几行", 0, last, top, key=f"{key} h1", width=130, help="没有表头填 0")
        last_heading = st.number_input("到第几行", 0, last, bottom, key=f"{key} h2", width=130)
        first = st.number_input("数据从第几行", 1, last, table.first + 1, key=f"{key} d1", width=130)
        end = st.number_input(
            "到第几行为止", 0, last, 0 if table.last is None else table.last + 1, key=f"{key} d2", width=130,
            help="0 就是到底，行数可以逐季增减",
        )  # fmt: skip
    letters = {column: _column_words(grid, table, column) for column in range(grid.columns[-1] + 1)}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        names = st.multiselect(
            "哪几列是行名（单位名、指标名）", list(letters), list(table.names), format_func=letters.__getitem__,
            key=f"{key} names", placeholder="没有行名", width=360,
        )  # fmt: skip
        measure = _pick_column("计量单位列", letters, table.measure_column, f"{key} measure")
        period = _pick_column("报告期列", letters, table.period_column, f"{key} period")
    headings = tuple(range(int(first_heading) - 1, int(last_heading))) if first_heading else ()
    changed = replace(
        table, heading_rows=headings, first=int(first) - 1, last=int(end) - 1 if end else None,
        names=tuple(sorted(names)), measure_column=measure, period_column=period,
    )  # fmt: skip
    if changed != table:
        explaining.restructure(where, changed)


def _pick_column(label: str, letters: Mapping[int, str], now: int | None, key: str) -> int | None:
    options = [None, *letters]
    return st.selectbox(
        label,
        options,
        options.index(now),
        format_func=lambda c: "没有" if c is None else letters[c],
        key=key,
        width=200,
    )


def _column_words(grid: Grid, table: FormTable, column: int) -> str:
    heading = "/".join(heading_path(grid, table.heading_rows, column))
    return f"{column_letters(column)}列" + (f"（{show.clipped(heading, 12)}）" if heading else "")


def columns(explaining: Explaining, where: Where) -> None:
    """What each column is, typed into a table."""
    begun, grid, plan = explaining.begun[where], explaining.grid(where), explaining.request.plan
    if not begun.columns:
        st.caption("数据行里没有数字列，请先把表头和数据的行号改对。")
        return
    seed = pd.DataFrame(
        {
            "": [OPEN if column in explaining.open_columns(where) else "" for column in begun.columns],
            "列": [column_letters(column) for column in begun.columns],
            "表头": ["/".join(heading_path(grid, begun.heading_rows, column)) for column in begun.columns],
            **_said_columns(plan, list(begun.columns.values()), OF_ROWS),
            "第一个数": [_example(grid, begun, column) for column in begun.columns],
        }
    )
    edited = _edited(explaining, f"列 {where} {explaining.generation}", seed, OF_ROWS)
    said = {column: _said(plan, row) for column, row in zip(begun.columns, edited.to_dict("records"), strict=True)}
    explaining.said[where] = replace(explaining.said[where], columns=said)


def rows(explaining: Explaining, where: Where) -> None:
    """What each row is, typed into a table."""
    begun, grid, plan = explaining.begun[where], explaining.grid(where), explaining.request.plan
    if not begun.rows:
        st.caption("没有行名：每一行都由列决定。")
        return
    places = {key: row for row, key in reversed(list(labelled_rows(grid, begun, explaining.request.period)))}
    seed = pd.DataFrame(
        {
            "": [OPEN if key in explaining.open_rows(where) else "" for key in begun.rows],
            "行": [str(places[key] + 1) if key in places else "" for key in begun.rows],
            "行名": list(begun.rows),
            **_said_columns(plan, list(begun.rows.values()), OF_COLUMNS),
        }
    )
    edited = _edited(explaining, f"行 {where} {explaining.generation}", seed, OF_COLUMNS)
    said = {key: _said(plan, row) for key, row in zip(begun.rows, edited.to_dict("records"), strict=True)}
    explaining.said[where] = replace(explaining.said[where], rows=said)


def whole(explaining: Explaining, where: Where) -> None:
    """What holds for the table as a whole, where neither rows nor columns say it."""
    plan, table = explaining.request.plan, explaining.said[where]
    indicators = {"": "由行或列决定"} | {one.id: one.name for one in plan.indicators if one.ratio is None}
    units = {"": "由行或列决定，都没写就是报送单位自己"} | {one.id: one.name for one in plan.units}
    key = f"{explaining.entry.key} {where} whole"
    with st.container(horizontal=True, gap="small"):
        indicator = st.selectbox(
            "整张表是哪个指标", list(indicators), list(indicators).index(table.whole.indicator),
            format_func=indicators.__getitem__, key=f"{key} i", width=320,
        )  # fmt: skip
        unit = st.selectbox(
            "整张表是哪个单位的数", list(units), list(units).index(table.whole.unit), format_func=units.__getitem__,
            key=f"{key} u", width=320,
        )  # fmt: skip
        industry = _pick_industry(plan, table.whole.industry, key)
        measure = st.text_input(
            "表上没写时的计量单位", table.whole.measure, key=f"{key} m", width=200, placeholder="如：万户"
        )
    explaining.said[where] = replace(table, whole=Said(indicator, unit, industry, measure.strip()))


def _pick_industry(plan: Plan, now: str, key: str) -> str:
    """The id of the industry that a whole table is of; empty for all together."""
    names = {"": "由行或列决定，都没写就是不分行业"} | {one.id: one.name for one in plan.industries}
    if len(names) == 1:
        return ""
    return st.selectbox(
        "整张表是哪个行业",
        list(names),
        list(names).index(now),
        format_func=names.__getitem__,
        key=f"{key} k",
        width=320,
    )


def _said_columns(plan: Plan, said: list[Said], other: str) -> dict[str, list[str]]:
    industries = {one.id: one.name for one in plan.industries}
    by_industry = {"哪个行业": [industries.get(one.industry, ANY_INDUSTRY) for one in said]} if industries else {}
    return {
        "是什么": [
            LEFT_OUT if one.left_out else plan.indicator_of(one.indicator).name if one.indicator else other
            for one in said
        ],
        "哪个单位": [_unit_words(plan, one) for one in said],
        **by_industry,
        "计量单位": [one.measure for one in said],
    }


def _unit_words(plan: Plan, said: Said) -> str:
    if said.rest:
        return REST
    if not said.unit:
        return ANY_UNIT
    return TOTAL if said.unit == plan.unit else plan.unit_of(said.unit).name


def _said(plan: Plan, row: Mapping[Any, Any]) -> Said:
    """What a row of an edited table says; ids out of names."""
    what, unit = row["是什么"], row["哪个单位"]
    if what == LEFT_OUT:
        return Said(left_out=True)
    indicator = plan.indicator_named(what) if what not in (OF_ROWS, OF_COLUMNS) else None
    place = plan.unit_named(unit) if unit not in (ANY_UNIT, TOTAL, REST) else None
    industry = plan.industry_named(row.get("哪个行业", ""))
    return Said(
        indicator=indicator.id if indicator else "",
        unit=plan.unit if unit == TOTAL else place.id if place else "",
        industry=industry.id if industry else "",
        measure=str(row["计量单位"] or "").strip(),
        rest=unit == REST,
    )


def _edited(explaining: Explaining, name: str, seed: pd.DataFrame, other: str) -> pd.DataFrame:
    st.html(plan_table.QUIET)
    plan = explaining.request.plan
    sender, period = plan.unit_of(explaining.request.sender), explaining.request.period
    owed = dict.fromkeys(indicator.name for indicator, _ in plan.owed(sender, period))
    # What the sender owes comes first: the list is long.
    indicators = list(owed | dict.fromkeys(one.name for one in plan.indicators if one.ratio is None))
    units = [one.name for one in plan.units if one.id != plan.unit]
    fixed = {
        column: st.column_config.TextColumn(disabled=True, width="small") for column in ("", "列", "行", "第一个数")
    }
    settings = fixed | {
        "表头": st.column_config.TextColumn(disabled=True, width="medium"),
        "行名": st.column_config.TextColumn(disabled=True, width="medium"),
        "是什么": st.column_config.SelectboxColumn(
            options=[LEFT_OUT, other, *indicators], required=True, width="medium"
        ),
        "哪个单位": st.column_config.SelectboxColumn(options=[ANY_UNIT, TOTAL, REST, *units], required=True),
        "哪个行业": st.column_config.SelectboxColumn(
            options=[ANY_INDUSTRY, *(one.name for one in plan.industries)], required=True
        ),
        "计量单位": st.column_config.TextColumn(help="表上没写计量单位时才填，如：万户", width="small"),
    }
    config = {column: settings[column] for column in seed.columns}
    return st.data_editor(seed, column_config=config, hide_index=True, key=name, placeholder="", alt=name[0])


def _example(grid: Grid, table: FormTable, column: int) -> str:
    texts = (grid.text(row, column) for row in grid.rows if row >= table.first)
    return next((text for text in texts if text), "")
