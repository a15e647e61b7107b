"""The door. `streamlit run app.py` finds the app only by this literal assignment; behind a function it would serve the
pages without the gate.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from milepost.ui import chart
from milepost.ui.gate import Gate, to_first_page
from milepost.ui.show import breakdown

app = st.App(
    Path(__file__).resolve().parent / "milepost" / "ui" / "shell.py",
    routes=[Route("/overview", to_first_page), Route(chart.ADDRESS, chart.library)],
    middleware=[Middleware(Gate), Middleware(GZipMiddleware, minimum_size=1024, compresslevel=4)],
    on_script_error=breakdown,
)
