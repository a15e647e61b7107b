"""日历: who owes what by when, and who has been in time."""

import streamlit as st

from milepost.plan.occasion import occasions, whole_calendar
from milepost.report import agenda, reminders
from milepost.ui import agenda as ui
from milepost.ui import chasing, controls, session

results, today = session.results(), session.today()
plan, period = results.plan, results.period
span = agenda.working_quarter(period)
found, every = occasions(plan, span.start, span.end), whole_calendar(plan, today)
controls.headline(agenda.headline(found, span, today))
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    controls.quarter_bar()
    st.space("stretch")
    chasing.button(plan, period, reminders.debts(results.standing))
    if every:
        ui.take_away(plan, every)
if not every:
    ui.nothing()
st.caption(
    f"{period.words}的数在{span.words}收，这里是{span.words}要办的事。逢周末、节假日不顺延，方案怎么写就怎么算。"
)
ui.months(found, span, today)
st.subheader("报送率和及时率", anchor=False)
ui.rates(session.periods(), today)
