"""催报: the texts for those who still owe figures, in a dialog, ready to be copied."""

from collections.abc import Sequence

import streamlit as st

from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import reminders
from milepost.report.reminders import Debt


def button(plan: Plan, period: Period, owing: Sequence[Debt]) -> None:
    """A button that opens the texts; nothing where nobody owes anything."""
    # In a dialog, because the code block brings 1.5 MB of script that the page can do without until it is asked for.
    if owing and st.button("催报文字", icon=":material/content_copy:", key="chase"):
        _texts(plan, period, owing)


@st.dialog("催报文字：点右上角复制，贴到工作群或短信", width="medium")
def _texts(plan: Plan, period: Period, owing: Sequence[Debt]) -> None:
    if len(owing) > 1:
        st.caption("发给全体")
        st.code(reminders.reminder_to_all(plan, period, owing), language=None, wrap_lines=True)
    for debt in owing:
        st.caption(f"发给{plan.unit_of(debt.unit).name}")
        st.code(reminders.reminder(plan, period, debt), language=None, wrap_lines=True)
