"""A quarter at the office's table: hand out templates, see who reported, take a report back."""

import io
import zipfile
from collections.abc import Callable

import pandas as pd
import streamlit as st

from milepost import returning, seeing, workflow
from milepost.intake.ours import FORM, LAYOUT
from milepost.people.act import Act
from milepost.plan.period import Period
from milepost.report import collection, reminders, words
from milepost.ui import controls, scans, session, show

SHOWN = 6  # quarters in the matrix: a year and a half stands beside this one on a laptop
FEW = 3  # units whose missing figures are worth the room without being asked for
LIVES = {"live": "有效", "replaced": "已更替", "withdrawn": "已撤回"}


def matrix() -> None:
    """Who reported what: one row a unit, one column a quarter, the one looked at first; then who lacks what."""
    results = session.results()
    plan, period, standing = results.plan, results.period, results.standing
    earlier = [one for one in session.periods() if one < period][: SHOWN - 1]
    given = session.once(
        f"given {earlier}", lambda: {one: collection.given_states(plan, results.figures, one) for one in earlier}
    )
    states = collection.matrix(plan, {period: collection.unit_states(standing)} | given)
    shown = pd.DataFrame(
        {
            _heading(one): [show.state(word) if word else show.NOT_OWED for word in states[one]]
            for one in (period, *earlier)
        }
    )
    shown.insert(0, "单位", [plan.unit_of(unit).name for unit in states.index])
    show.table(shown)
    owing = reminders.debts(standing)
    if owing:
        with st.expander(f"还缺哪些数（{len(owing)}家）", expanded=len(owing) <= FEW):
            # Prose, not a table: long names wrap badly in narrow columns.
            for debt in owing:
                unit, lacking = plan.unit_of(debt.unit).name, show.literal("、".join(debt.missing))
                st.markdown(f"**{unit}**还缺{len(debt.missing)}项：{lacking}")


def _heading(period: Period) -> str:
    return f"{period.year % 100}年{period.words.split('年')[1]}"


def hand_out() -> None:
    """Templates: all in one zip, or one by one."""
    plan, period = session.plan(), session.period()
    templates = workflow.templates(session.desk(), plan.id, period)
    made = [(plan.unit_of(unit).name, name, make) for unit, name, make in templates]
    everything = _zip([(name, make) for _, name, make in made])
    show.download(f"全部报表（{len(made)}份）.zip", everything, f"{period.words}报表.zip", key="templates")
    with st.expander("分单位下载"), st.container(horizontal=True):
        for unit, name, make in made:
            show.download(unit, make, name, key=f"template {unit}")


def _zip(files: list[tuple[str, Callable[[], bytes]]]) -> Callable[[], bytes]:
    def packed() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, make in files:
                archive.writestr(name, make())
        return out.getvalue()

    return packed


def reports() -> None:
    """Every submission of the quarter, the newest first, and the form to take one back."""
    desk = session.desk()
    found = seeing.submissions(desk, session.plan_id(), session.period()).iloc[::-1]
    if not seeing.sees_all(desk):
        found = found[found["sender"] == desk.person.unit]
    if found.empty:
        show.nothing_yet("这个季度还没有入库的报送", "核对无误的文件点“入库”后，会出现在这里。")
        return
    plan = session.plan()
    rows = pd.DataFrame(
        {
            "单位": [plan.unit_of(unit).name for unit in found["sender"]],
            "报表": [form_words(form) for form in found["form"]],
            "文件": [show.short(file) for file in found["file"]],
            "数": found["figures"].tolist(),
            "入库时间": [words.tied(f"{words.day(t)} {t:%H:%M}") for t in map(controls.office_time, found["time"])],
            "状态": [show.state(LIVES[state]) for state in found["state"]],
            "说明": [
                show.short(show.clipped(reason or text))
                for text, reason in zip(found["explanation"], found["withdrawn_because"], strict=True)
            ],
        }
    )
    show.table(rows)
    live = found[found["state"] == "live"]
    mine = [desk.may(Act.WITHDRAW, sender, plan.id) for sender in live["sender"]]
    if any(mine):
        _take_back(live[mine])
    scans.listed(found)


def form_words(form: str) -> str:
    """A form's name as the office says it."""
    return show.short(LAYOUT if form == FORM else form)


def _take_back(live: pd.DataFrame) -> None:
    names = collection.named(session.plan(), live)
    may_return = session.desk().may(Act.RETURN)
    label = "撤回或退回一份报送" if may_return else "撤回一份报送"
    with st.expander(label), st.form("take back", clear_on_submit=True, enter_to_submit=False, border=False):
        st.caption(
            "撤回后这份数不再计入；原件和记录都保留，单位可以重新报。"
            + ("退回是撤回并记下要单位重报，列在“退回的报表”里，单位报来前一直挂着。" if may_return else "")
        )
        submission = st.selectbox(
            "撤回哪一份", list(names), index=None, placeholder="请选", format_func=names.__getitem__
        )
        reason = st.text_input("撤回原因", placeholder="例如：报错了季度")
        with st.container(horizontal=True, gap="small"):
            withdraws = st.form_submit_button("撤回", icon=":material/undo:")
            returns = may_return and st.form_submit_button("退回给单位", icon=":material/reply:")
        if withdraws or returns:
            if submission and reason.strip():
                act = returning.take_back if returns else workflow.withdraw
                act(session.desk(), submission, by=session.author(), reason=reason.strip())
                st.rerun()
            st.warning("请选定一份，并写明原因。")
