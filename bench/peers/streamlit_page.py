"""A plain Streamlit page: a radio for the quarter and the peers' charts, nothing cached."""

import os

import charts
import streamlit as st

st.set_page_config(layout="wide")
table = charts.load()
periods = charts.quarters(table)
quarter = st.radio("Quarter", periods, index=len(periods) - 1, horizontal=True)
for number, figure in enumerate(charts.figures(table, quarter, int(os.environ["BENCH_CHARTS"]))):
    st.plotly_chart(figure, key=str(number))
