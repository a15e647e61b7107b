"""Colours: what they must guarantee to every reader."""

import tomllib
from pathlib import Path

import pytest

from milepost.plan.tables import Status
from milepost.report.palette import DARK, LIGHT, MARKS, blend, contrast, palette, unit_colours

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda t: t.name)


@BOTH
def test_every_word_can_be_read_on_the_page_and_on_its_badge(tokens):
    for name, tone in tokens.tones.items():
        assert contrast(tone.word, tokens.page) >= 4.5, name
        assert contrast(tone.word, tone.badge) >= 4.5, name
    for colour in (tokens.ink, tokens.mute, tokens.accent):
        assert contrast(colour, tokens.page) >= 4.5


@BOTH
def test_every_unit_has_a_line_that_shows_and_a_name_that_can_be_read(tokens):
    assert len(tokens.units) == 13
    assert len({unit.line for unit in tokens.units}) == 13
    # The second line of the light palette is as pale as the reference allows; its name is darker.
    assert all(contrast(unit.line, tokens.page) >= 2.3 for unit in tokens.units)
    assert all(contrast(unit.text, tokens.page) >= 4.5 for unit in tokens.units)


def test_every_status_has_glyph_icon_and_colour():
    assert set(MARKS) == set(Status)
    for status in Status:
        assert LIGHT.tone(status).word
        assert MARKS[status].glyph
        assert MARKS[status].icon


def test_counties_keep_their_colours_by_the_order_of_the_plan(plan):
    colours = unit_colours(plan, LIGHT)
    assert list(colours) == ["longshan", "xian", "dongfeng", "dongliao", "gaoxin"]
    assert colours["longshan"].line == "#14307F"
    assert colours["xian"].text == "#8F5A00"


def test_the_theme_of_the_pages_has_the_same_colours():
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    for tokens in (LIGHT, DARK):
        colours = theme[tokens.name]
        assert colours["backgroundColor"] == tokens.page
        assert colours["textColor"] == tokens.ink
        for name, tone in tokens.tones.items():
            assert colours[f"{name}TextColor"] == tone.word, name
            assert colours[f"{name}BackgroundColor"] == tone.badge, name


def test_blend_and_contrast_have_known_ends():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert [blend(("#000000", "#FFFFFF"), share) for share in (-1, 0, 0.5, 1, 2)] == [
        "#000000", "#000000", "#808080", "#FFFFFF", "#FFFFFF",
    ]  # fmt: skip


def test_an_unknown_theme_is_light():
    assert [palette(theme) for theme in ("dark", "light", None)] == [DARK, LIGHT, LIGHT]
