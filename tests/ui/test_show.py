"""What others wrote is shown as they wrote it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from milepost.ui.show import STATES, clipped, literal, short, unbroken


def test_a_file_name_is_never_read_as_markdown():
    assert literal("[a](b)_1*.xlsx") == r"\[a\]\(b\)\_1\*\.xlsx"


@given(st.text())
def test_every_mark_of_markdown_is_escaped_and_nothing_is_lost(text):
    shown = literal(text)
    assert re.sub(r"\\(.)", r"\1", shown, flags=re.DOTALL) == text
    assert not set(re.sub(r"\\.", "", shown, flags=re.DOTALL)) & set("[]*_`<>$:#|~")


def test_a_short_text_stays_on_one_line():
    assert unbroken("7月12日 09:10").replace("\u2060", "") == "7月12日\u00a009:10"
    assert short("a.b") == "a\u2060\\.\u2060b"


def test_a_long_text_is_cut():
    assert clipped("报送\n单位", 24) == "报送 单位"
    assert clipped("一" * 30, 24) == "一" * 24 + "…"


def test_states_have_a_colour_of_the_theme_each():
    assert {colour for colour, _ in STATES.values()} <= {"green", "blue", "gray", "yellow", "orange", "violet"}
