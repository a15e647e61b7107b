"""A file that cannot be taken in as it is: its problems cell by cell, and what can be done about each here."""

from functools import partial

import streamlit as st

from milepost import remembering, returning
from milepost.intake.answers import near
from milepost.intake.ours import FORM
from milepost.people.act import Act
from milepost.plan.reading import Problem
from milepost.report.return_note import return_note
from milepost.store.answers import Met, Word
from milepost.ui import inbox, inbox_problems, mapping, returned, session, show
from milepost.ui.inbox import Received

TO_SETTLE = ("待说明", "退回", "认不出")
ASKED = 8  # questions about names on one card
SINGLE = 12  # doubts that have a line of their own to be explained in


def to_settle() -> None:
    """The problems of all files in one table, then each file that has to be settled."""
    entries = [entry for entry in inbox.received() if entry.state in TO_SETTLE]
    if entries:
        inbox_problems.table(entries)
    for entry in entries:
        _card(entry)


def _card(entry: Received) -> None:
    reading = entry.result.reading
    _head(entry)
    if entry.result.layout:
        st.caption(f"读法：{show.literal(entry.result.layout)}")
    _questions(entry)
    show.problems(entry.result.problems)
    if reading is not None and reading.remarks:
        said = "；".join(f"{remark.about}：{remark.text}" for remark in reading.remarks)
        st.markdown(f"**单位在“说明”栏写的：** {show.literal(said)}")
    if entry.state == "待说明":
        _explanation(entry)
    elif entry.state == "认不出" and entry.result.status != "unreadable":
        _sender(entry)


def _head(entry: Received) -> None:
    name, found = entry.upload.name, entry.result.problems
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{show.literal(name)}**", width="content")
        show.state_badge(entry.state, f"{entry.state} {len(found)}处" if found else "")
        st.space("stretch")
        reading = entry.result.reading
        if reading is not None and reading.form != FORM and session.desk().may(Act.REMEMBER):
            key = f"map {entry.key}"
            st.button("对应版式", icon=":material/table_chart:", key=key, on_click=mapping.begin, args=(entry,))
        if st.button("退回文字", icon=":material/content_copy:", key=f"note {entry.key}"):
            _note(entry)
        marked = partial(returning.annotated, session.desk(), session.plan_id(), session.period(), entry.upload)
        show.download("批注件", marked, returning.annotated_name(name), key=f"a {entry.key}")


@st.dialog("退回文字：点右上角复制，和批注件一起发给单位", width="medium")
def _note(entry: Received) -> None:
    result = entry.result
    text = return_note(session.plan(), session.period(), entry.upload.name, result.sender, result.problems)
    st.code(text, language=None, wrap_lines=True)
    returned.record(entry, text)


def _questions(entry: Received) -> None:
    """Names that resemble one of the plan's: is it that one? The answer is kept, and the file read again."""
    sender = entry.result.sender
    if not sender or not session.desk().may(Act.REMEMBER):
        return
    denied = {
        (answer.text, answer.meant)
        for answer in remembering.remembered(session.desk(), session.plan_id()).of(sender)
        if not answer.yes
    }
    asked = [
        (problem, Met(sender, problem.value, what, meant, entry.upload.name, problem.where), name)
        for problem in entry.result.problems
        for what, meant, name in near(problem, session.plan(), sender, session.period())
        if (problem.value, meant) not in denied
    ]
    for problem, met, name in asked[:ASKED]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f"{show.literal(problem.where)} 的“**{show.literal(met.text)}**”是不是“**{show.literal(name)}**”？",
                width="content",
            )
            key = f"{entry.key} {met.text} {met.meant}"
            st.button("是", key=f"yes {key}", on_click=_answer, args=(met, "yes"))
            st.button("不是", key=f"no {key}", on_click=_answer, args=(met, "no"))
    if asked:
        st.caption("回答会记住，只用于这个单位的表；每次用到都会写明，也可以在“记住的版式和名称”里收回。")


def _answer(met: Met, word: Word) -> None:
    remembering.answer(session.desk(), session.plan_id(), met, word, by=session.person().name)
    inbox.read_again(met.sender)


def _explanation(entry: Received) -> None:
    """A line for each doubt, filled with what the sender wrote beside the figure, and one for all the others."""
    doubts = entry.result.reading.doubts if entry.result.reading else ()
    with st.form(f"explain {entry.key}", enter_to_submit=False, border=False):
        single = {doubt: _single(entry, doubt) for doubt in doubts[:SINGLE]} if len(doubts) > 1 else {}
        rest = _remark(entry, doubts[0]) if len(doubts) == 1 else ""
        text = st.text_area(
            "单位的说明" if not single else "其余存疑的说明（上面没单独写的都用这一条）", rest,
            placeholder="例如：本季度有一家企业迁入，已核实属实",
        )  # fmt: skip
        if st.form_submit_button("带说明入库", icon=":material/edit_note:"):
            unsaid = [doubt for doubt in doubts if not single.get(doubt, "").strip()]
            if text.strip() or not unsaid:
                inbox.take_in(entry, text.strip(), single)
                st.rerun()
            st.warning(f"还有{len(unsaid)}处没有写说明。请把单位的说明写在上面，再入库。")


def _single(entry: Received, doubt: Problem) -> str:
    label = f"{doubt.where}　{doubt.message}".strip()
    return st.text_input(show.literal(label), _remark(entry, doubt), key=f"doubt {entry.key} {label}")


def _remark(entry: Received, doubt: Problem) -> str:
    """What the sender wrote beside the figure that a doubt is about; empty when nothing."""
    remarks = entry.result.reading.remarks if entry.result.reading else ()
    return next((one.text for one in remarks if (one.sheet, one.cell) == (doubt.sheet, doubt.cell)), "")


def _sender(entry: Received) -> None:
    units = {unit.id: unit.name for unit in session.plan().senders(session.period())}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sender = st.selectbox(
            "这份是谁报的", list(units), index=None, placeholder="请选单位", format_func=units.__getitem__,
            key=f"sender {entry.key}", width=240,
        )  # fmt: skip
        st.button(
            "按这个单位再核对", key=f"again {entry.key}", disabled=sender is None, on_click=inbox.read_as,
            args=(entry, sender or ""),
        )  # fmt: skip
