"""The door. `streamlit run app.py` finds the app only by this literal assignment; behind a function it would serve the
pages without the gate.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from milepost.door.gate import Belongs, Gate
from milepost.door.routes import ROUTES
from milepost.ui import chart, tabs, wire
from milepost.ui.serve import started
from milepost.ui.show import breakdown

app = st.App(
    Path(__file__).resolve().parent / "milepost" / "ui" / "shell.py",
    lifespan=started,
    routes=[*ROUTES, Route(chart.ADDRESS, chart.library)],
    middleware=[
        Middleware(Gate, belongs=Belongs(tabs.owns, tabs.holds, wire.passes)),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=4),
    ],
    on_script_error=breakdown,
)
