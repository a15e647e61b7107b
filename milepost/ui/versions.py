"""Which two versions are compared: publications by their number, and quarters that are not published as they stand."""

from collections.abc import Mapping

import streamlit as st

from milepost import seeing
from milepost.comparing import Point
from milepost.plan.period import Period
from milepost.report import words
from milepost.store.quarter import PeriodState
from milepost.ui import controls, session

WHAT_TO_DO = (
    "发布过一版，才有可比的",
    "在“数据报送”点“发布本季”，就是第1版；更正后再发布，或收下一季，这里就列出改了哪些数、哪些状态因此改变、名次怎样变动。",
)


def named() -> dict[str, str]:
    """Every version that can be compared, oldest first, with how it is called: 第2版, 2024年二季度现在的数."""
    store, plan_id = session.desk().store, session.plan_id()
    published = {str(row["vintage"]): f"第{row['vintage']}版" for row in store.vintages(plan_id).to_dict("records")}
    periods = store.periods(plan_id)
    drafts = periods[periods["state"] != PeriodState.PUBLISHED]["period"] if seeing.sees_all(session.desk()) else ()
    return published | {text: f"{Period.parse(text).words}现在的数" for text in drafts}


def comparable(names: Mapping[str, str]) -> bool:
    """Whether there is a publication to begin from and something after it; `names` as `named` gives."""
    return len(names) > 1 and any(version.isdigit() for version in names)


def pick_two(names: Mapping[str, str]) -> tuple[str, str]:
    """The earlier and the later version picked; at first the last two publications, or the only one and the draft."""
    every, shown = list(names), _told(names)
    numbers = [version for version in every if version.isdigit()]
    later = numbers[-1] if len(numbers) > 1 else every[-1]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        controls.pick_plan()
        first_default = numbers[max(0, len(numbers) - 2)]
        firsts = {version: shown[version] for version in numbers if version != every[-1]}
        first = controls.pick("从", firsts, "from", default=first_default, width=280)
        lasts = {version: shown[version] for version in every[every.index(first) + 1 :]}
        last = controls.pick("到", lasts, "to", default=later if later in lasts else every[-1], width=280)
    return first, last


def _told(names: Mapping[str, str]) -> dict[str, str]:
    """The versions with what they are about: 第2版 · 2024年一季度 · 7月18日."""
    shown = dict(names)
    for row in session.desk().store.vintages(session.plan_id()).to_dict("records"):
        day = words.day(controls.office_time(row["time"]))
        shown[str(row["vintage"])] += f" · {Period.parse(row['period']).words} · {day}"
    return shown


def point(version: str) -> Point:
    """What the comparison calls a version."""
    return int(version) if version.isdigit() else Period.parse(version)
