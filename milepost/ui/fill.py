"""A unit's form as an editable table: what it owes, what it said before, checks while one types, and handing it in."""

import pandas as pd
import streamlit as st

from milepost import filling
from milepost.errors import RefusedError
from milepost.filling import Cell, Sheet, Typed
from milepost.plan.indicator import WAY_WORDS
from milepost.store.quarter import PeriodState
from milepost.ui import controls, plan_table, session, show
from milepost.workflow import FileResult


def pick_unit() -> str:
    """Whose form: one's own, or any unit's at the office."""
    own = session.desk().person.unit
    if own:
        return own
    return controls.pick(
        "单位", {unit.id: unit.name for unit in session.plan().senders(session.period())}, "unit", width=240
    )


def headline(of: Sheet, result: FileResult) -> str:
    """How far the form is filled in, and what is wrong with it."""
    unit = session.plan().unit_of(of.unit).name
    errors = sum(problem.level == "error" for problem in result.problems)
    filled = f"{unit}{of.period.words}：应报{len(of.lines)}个数，已填{result.figures}个"
    return filled + (f"，{errors}处要改" if errors else "")


def table(of: Sheet) -> tuple[dict[Cell, float], dict[Cell, str]]:
    """The figures and the remarks as they are typed."""
    if of.sent:
        st.info("这个单位本期已用本系统报表报过，下面是它报的数；提交后整份替换，原来的一份保留备查。")
    several = len({line.unit.id for line in of.lines}) > 1
    seed = pd.DataFrame(
        {
            "指标": [f"　　{line.industry.name}" if line.industry else line.indicator.name for line in of.lines],
            **({"报告对象": [line.unit.name for line in of.lines]} if several else {}),
            "本期数": pd.Series([of.sent.get(line.cell) for line in of.lines], dtype="float64"),
            "单位": [line.indicator.measure_unit for line in of.lines],
            "上季数": pd.Series([of.last.get(line.cell) for line in of.lines], dtype="float64"),
            "上年同期": pd.Series([of.year_ago.get(line.cell) for line in of.lines], dtype="float64"),
            "说明": pd.Series([""] * len(of.lines), dtype="str"),
            "口径": [WAY_WORDS[line.indicator.way] for line in of.lines],
        }
    )
    st.html(plan_table.QUIET)
    fixed = st.column_config.TextColumn(disabled=True, width="small")
    edited = st.data_editor(
        seed,
        column_config={
            "指标": st.column_config.TextColumn(disabled=True, pinned=True, width="medium"),
            "报告对象": fixed,
            "单位": fixed,
            "口径": fixed,
            "本期数": plan_table.number("本期数"),
            "上季数": plan_table.number(disabled=True),
            "上年同期": plan_table.number(disabled=True),
            "说明": st.column_config.TextColumn("说明（存疑或没有数时写）", width="large"),
        },
        hide_index=True,
        key=f"填报 {session.plan_id()} {of.unit} {of.period} {_generation()}",
        placeholder="",
        alt="填报",
        height="content",
    )
    st.caption("双击单元格再输入；可以从 Excel 整块粘贴。没有发生的填 0，暂时没有的留空并写说明。")
    cells = [line.cell for line in of.lines]
    values = {cell: float(v) for cell, v in zip(cells, edited["本期数"], strict=True) if pd.notna(v)}
    remarks = {
        cell: str(t).strip() for cell, t in zip(cells, edited["说明"], strict=True) if pd.notna(t) and str(t).strip()
    }
    return values, remarks


def _generation() -> int:
    return int(st.session_state.get("fill generation", 0))


def checked(of: Sheet, values: dict[Cell, float], remarks: dict[Cell, str]) -> FileResult:
    """What would become of what is typed."""
    return filling.check(session.desk(), session.plan_id(), of, Typed(values, remarks, session.person().name))


def problems(of: Sheet, result: FileResult) -> None:
    """What is odd so far, by the names of the figures instead of cells."""
    if not result.figures:
        st.caption("在“本期数”一列填上数，这里就逐项核对。")
        return
    names = {f"{line.row}": line for line in of.lines}
    rows = []
    for problem in result.problems:
        line = names.get("".join(filter(str.isdigit, problem.cell)))
        about = f"{line.title}（{line.unit.name}）" if line else ""
        rows.append(
            {
                "": show.state("退回", "错误") if problem.level == "error" else show.state("待说明", "存疑"),
                "哪个数": show.literal(about),
                "问题": show.literal(problem.message),
                "怎么办": show.literal(problem.remedy if problem.level == "error" else "核对后改，或在“说明”栏写原因"),
            }
        )
    if rows:
        show.table(pd.DataFrame(rows))
    else:
        st.markdown(show.state("可入库", "没有发现问题"))


def hand_in(of: Sheet, result: FileResult, values: dict[Cell, float], remarks: dict[Cell, str]) -> None:
    """Who signs, on what basis, and the button."""
    desk = session.desk()
    state = desk.store.state(session.plan_id(), of.period)
    if state is PeriodState.PUBLISHED:
        st.warning("这个季度已经发布，现在只能看；要补报，请办公室先开更正。")
        return
    own = desk.person.unit == of.unit
    with st.form("hand in", enter_to_submit=False, border=False):
        with st.container(horizontal=True, gap="small"):
            by = st.text_input("填报人", placeholder="姓名", width=200) if desk.person.is_console else desk.person.name
            basis = (
                ""
                if own
                else st.text_input("代填依据（必填）", placeholder="如：7月10日传真、来函、电话记录", width=360)
            )
        explanation = st.text_input("其余存疑的说明", placeholder="“说明”栏没有写到的存疑，用这一条")
        if st.form_submit_button("提交入库", type="primary", icon=":material/inventory:", disabled=not result.figures):
            _submit(of, Typed(values, remarks, by, basis), explanation)


def _submit(of: Sheet, typed: Typed, explanation: str) -> None:
    try:
        made = filling.submit(session.desk(), session.plan_id(), of, typed, explanation)
    except RefusedError as error:
        st.error(show.literal(str(error)))
        return
    outcomes = {"accepted": f"已入库{made.figures}个数", "waiting": "已交，等单位负责人审签后入库"}
    if made.status not in outcomes:
        st.warning("没有入库：还有错误，或有存疑没写说明。请看上面的表，改好再提交。")
        return
    told = "与已入库的完全相同，没有重复入库" if made.repeated else outcomes[made.status]
    st.session_state["fill generation"] = _generation() + 1
    st.session_state["filled"] = f"{session.plan().unit_of(of.unit).name}：{told}，原件是按所填生成的报表。"
    st.rerun()


def done() -> None:
    """What was handed in last, said once."""
    told = st.session_state.pop("filled", "")
    if told:
        st.success(show.literal(told))
