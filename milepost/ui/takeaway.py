"""Taking things away from a page: each of its charts as a picture, each of its tables as a workbook.

Charts and tables are noted while the page is drawn; at its end one button offers them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from milepost.report.charts import Figure
from milepost.report.palette import Palette, palette
from milepost.ui import session, show

SAMPLE = "示例数据，非真实统计"


@dataclass(frozen=True)
class Thing:
    """What can be taken: its file name, what it shows, and what makes its bytes out of the words of their source."""

    name: str
    words: str
    make: Callable[[str], bytes]


def begin() -> None:
    """A page begins: nothing has been noted yet."""
    st.session_state["takeaway"] = []


def _noted() -> list[Thing] | None:
    """What has been noted; None where nobody began, as on a page that is drawn by itself."""
    found: list[Thing] | None = st.session_state.get("takeaway")
    return found


def chart(draw: Callable[[], Figure], words: str) -> None:
    """Note a chart and what draws it; `words` say what it shows."""
    things = _noted()
    if things is not None:
        number = sum(thing.name.endswith(".png") for thing in things) + 1
        make = partial(_picture, draw, _title(words), palette(st.context.theme.type))
        things.append(Thing(f"图{number}.png", words, make))


def table(rows: pd.DataFrame) -> None:
    """Note a table."""
    things = _noted()
    if things is not None:
        number = sum(thing.name.endswith(".xlsx") for thing in things) + 1
        words = "、".join(str(name) for name in rows.columns if str(name).strip())
        make = partial(_workbook, rows, f"表{number}")
        things.append(Thing(f"表{number}.xlsx", words, make))


def offer(page: str) -> None:
    """The button with everything that was noted, under the page's name."""
    things = _noted()
    if not things:
        return
    # Listed only when asked for: every change of quarter would send the list again.
    if st.button("取图表", icon=":material/download:"):
        _list(things, f"{page}-{session.period().words}", _source())


@st.dialog("取图表：图存为图片，表存为工作簿", width="medium")
def _list(things: list[Thing], stem: str, source: str) -> None:
    for thing in things:
        st.caption(show.literal(_title(thing.words, 40)))
        show.download(thing.name, partial(thing.make, source), f"{stem}-{thing.name}", key=f"takeaway {thing.name}")


def _title(words: str, most: int = 28) -> str:
    """The beginning of what a chart says about itself."""
    first = words.split("；", 1)[0]
    return first if len(first) <= most else f"{first[: most - 1]}…"


def _source() -> str:
    plan = session.plan()
    marks = (SAMPLE,) if plan.sample or session.as_sample() else ()
    return "　".join((f"{plan.name}{session.period().words}", "来源：各单位报表", *marks))


def _picture(draw: Callable[[], Figure], title: str, colours: Palette, source: str) -> bytes:
    from milepost.report import pictures  # noqa: PLC0415 - the browser's driver is only needed once one is asked for

    [drawn] = pictures.draw([pictures.Drawing(draw, title, source, colours)])
    return drawn.whole


def _workbook(rows: pd.DataFrame, title: str, source: str) -> bytes:
    from milepost.report import one_table  # noqa: PLC0415 - as above

    return one_table.workbook(rows, title, source, session.desk().store.moment())
