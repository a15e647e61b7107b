"""All problems of all files at once: filtered by level, file, unit and kind, sorted by any column, taken away."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from milepost.desk import office_today
from milepost.intake.returned import HEADINGS, Told, problem_csv, problem_rows, problem_workbook
from milepost.plan.reading import Problem
from milepost.ui import session, show
from milepost.ui.inbox import Received

FILTERS = ("级别", "文件", "单位", "类别")


def table(entries: list[Received]) -> None:
    """The problems of the files with their filters; the downloads hold what the filters leave."""
    every = problem_rows([_told(entry) for entry in entries])
    frame = pd.DataFrame(every, columns=list(HEADINGS))
    if frame.empty:
        return
    if len(entries) > 1:
        st.subheader("要改的地方", anchor=False)
    chosen = _filtered(frame) if len(entries) > 1 else pd.Series(data=True, index=frame.index)
    left: Told = _left(entries, chosen.tolist())
    today = office_today()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if len(entries) > 1:
            st.markdown(f"**{len(entries)}份文件共{len(frame)}处，表里{int(chosen.sum())}处**", width="content")
        else:
            st.subheader("要改的地方", anchor=False)
        st.space("stretch")
        show.download("问题清单.xlsx", partial(problem_workbook, left, today), "问题清单.xlsx", key="problems x")
        show.download("问题清单.csv", partial(problem_csv, left), "问题清单.csv", key="problems c")
    if len(entries) > 1:
        shown = frame[chosen]
        if shown.empty:
            st.caption("没有符合筛选的问题。")
        else:
            st.dataframe(shown, hide_index=True, width="stretch", height=min(420, 38 + 35 * len(shown)))
            st.caption("点列名排序；右上角可搜索。下面逐份处理。")


def _filtered(frame: pd.DataFrame) -> pd.Series:
    """Which rows the filters leave; a filter with nothing chosen leaves all."""
    chosen = pd.Series(data=True, index=frame.index)
    with st.container(horizontal=True, gap="small"):
        for column in FILTERS:
            options = sorted(text for text in frame[column].unique() if text)
            if len(options) > 1:
                picked = st.multiselect(
                    column, options, key=f"problems {column}", placeholder=f"全部{column}", width=220
                )
                if picked:
                    chosen &= frame[column].isin(picked)
    return chosen


def _told(entry: Received) -> tuple[str, str, Sequence[Problem]]:
    sender = entry.result.sender
    return entry.upload.name, session.plan().unit_of(sender).name if sender else "", entry.result.problems


def _left(entries: list[Received], keep: list[bool]) -> Told:
    """The files with those of their problems that are kept, in the order of `problem_rows`."""
    flags = iter(keep)
    told = [_told(entry) for entry in entries]
    return [(file, unit, [problem for problem in problems if next(flags)]) for file, unit, problems in told]
