"""What the office has said of units' own tables, to look at and to take back: layouts, and what names mean."""

import pandas as pd
import streamlit as st

from milepost import remembering
from milepost.errors import PlanError
from milepost.intake.answers import Answer
from milepost.intake.form import Form, FormTable, Said
from milepost.intake.form_reading import FORM
from milepost.intake.grid import column_letters
from milepost.plan.plan import Plan
from milepost.report import words
from milepost.store.answers import Met
from milepost.ui import controls, session, show, walk


def headline() -> str:
    """How much is remembered."""
    memory = remembering.remembered(session.desk(), session.plan_id())
    if not memory.forms and not memory.answers:
        return "还没有记住的版式和名称"
    return f"记住了{len(memory.forms)}种版式、{len(memory.answers)}个名称"


def back() -> None:
    """The way back to the reports."""
    st.caption(
        "各单位自用的表，指认过一次就记在这里，下季度同样的表直接读；版式变了会再问。停用或收回后不再使用，记录保留。"
    )
    controls.follow("reporting", "回数据报送")


def forms() -> None:
    """Each layout in use: whose, since when, how often used, what it says; and the button that retires it."""
    st.subheader("版式", anchor=False)
    desk, plan_id, plan = session.desk(), session.plan_id(), session.plan()
    kept = desk.store.forms.live(plan_id)
    if kept.empty:
        show.nothing_yet("还没有记住版式", "在“数据报送”页核对一份没认准的表，点“对应版式”，指认后记住。")
        return
    submissions = desk.store.submissions(plan_id)
    for form, by, time in zip(remembering.remembered(desk, plan_id).forms, kept["by"], kept["time"], strict=True):
        used = submissions[(submissions["sender"] == form.sender) & (submissions["form"] == f"{FORM}{form.name}")]
        with st.expander(f"{_unit(plan, form.sender)} · {show.literal(form.name)}（用过{len(used)}次）"):
            st.caption(f"{show.literal(by)}，{walk.moment(time)}")
            for table in form.tables:
                _table(plan, table)
            _retire(form)
    _history(plan)


def _unit(plan: Plan, unit_id: str) -> str:
    try:
        return plan.unit_of(unit_id).name
    except PlanError:
        return f"{unit_id}（方案里已没有）"


def _table(plan: Plan, table: FormTable) -> None:
    headings = "、".join(str(row + 1) for row in table.heading_rows) or "无"
    extent = f"到第{table.last + 1}行" if table.last is not None else "到底"
    sheet = show.literal(table.sheet or "（只有一张）")
    st.markdown(
        f"工作表“{sheet}”，表头第{headings}行，数据从第{table.first + 1}行{extent}"
        + (f"；整张表：{_meaning(plan, table.whole)}" if table.whole else "")
    )
    rows = [
        {"位置": f"{column_letters(column)}列", "写着": show.literal(table.headings.get(column, "")) or "（空）",
         "就是": _meaning(plan, said)}
        for column, said in table.columns.items()
    ] + [
        {"位置": "行", "写着": show.literal(key), "就是": _meaning(plan, said)} for key, said in table.rows.items()
    ]  # fmt: skip
    show.table(pd.DataFrame(rows))


def _meaning(plan: Plan, said: Said) -> str:
    if said.left_out:
        return "不读"
    indicators = {one.id: one.name for one in plan.indicators}
    units = {one.id: one.name for one in plan.units}
    parts = [
        indicators.get(said.indicator, said.indicator), units.get(said.unit, said.unit), said.measure,
        "小计（只核对）" if said.rest else "",
    ]  # fmt: skip
    return " · ".join(filter(None, parts)) or "由另一方向决定"


def _retire(form: Form) -> None:
    with st.form(f"retire {form.sender} {form.name}", enter_to_submit=False, border=False):
        reason = st.text_input("停用原因", placeholder="例如：单位改用模板")
        if st.form_submit_button("停用这个版式", icon=":material/bookmark_remove:"):
            if reason.strip():
                remembering.retire_form(
                    session.desk(), session.plan_id(), form, by=session.person().name, reason=reason.strip()
                )
                st.rerun()
            st.warning("请写明停用原因。")


def _history(plan: Plan) -> None:
    every = session.desk().store.forms.history(session.plan_id()).iloc[::-1]
    with st.expander(f"先后记过、停过（{len(every)}次）"):
        show.table(
            pd.DataFrame(
                {
                    "时间": [words.tied(walk.moment(time)) for time in every["time"]],
                    "谁": [show.short(by) for by in every["by"]],
                    "单位": [_unit(plan, one) for one in every["sender"]],
                    "版式": [show.literal(name) for name in every["name"]],
                    "做了什么": ["记住" if act == "remember" else "停用" for act in every["act"]],
                    "原因": [show.literal(reason) for reason in every["reason"]],
                }
            )
        )


def answers() -> None:
    """Each name answered: what it means or does not mean, where it was met; and the button that takes it back."""
    st.subheader("名称", anchor=False)
    desk, plan_id, plan = session.desk(), session.plan_id(), session.plan()
    kept = desk.store.answers.live(plan_id)
    if kept.empty:
        show.nothing_yet("还没有记住名称", "表里的名称和方案只差一点时，会在“数据报送”页问一句，回答记在这里。")
        return
    for row in kept.to_dict("records"):
        known = Answer(row["sender"], row["text"], row["what"], row["meant"], yes=row["answer"] == "yes")
        verb = "就是" if known.yes else "不是"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f"**“{show.literal(known.text)}”{verb}“{show.literal(known.name(plan) or known.meant)}”**"
                f" :gray[{_unit(plan, known.sender)}的表，{show.literal(row['by'])}答于{walk.moment(row['time'])}，"
                f"见“{show.literal(row['file'])}”{show.literal(row['place'])}]"
            )
            met = Met(known.sender, known.text, known.what, known.meant)
            key = f"forget {known.sender} {known.text} {known.meant}"
            if st.button("收回", key=key, icon=":material/undo:"):
                remembering.answer(desk, plan_id, met, "forget", by=session.person().name)
                st.rerun()
