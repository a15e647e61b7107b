"""Charts as PNG: drawn by a real Chromium, the same bytes twice, and a plain word where there is none."""

import io

import plotly.graph_objects as go
import pytest
from PIL import Image

from milepost.errors import BriefingError
from milepost.report import pictures
from milepost.report.pictures import Drawing


def bars() -> go.Figure:
    return go.Figure(go.Bar(x=["东丰县", "龙山区"], y=[1, 2]), layout={"height": 300})


@pytest.mark.browser
def test_a_chart_is_drawn_twice_its_size_and_the_same_twice():
    first, second = pictures.draw([Drawing(bars, "县区", "来源"), Drawing(bars, "县区", "来源")])
    assert first.whole == second.whole
    image = Image.open(io.BytesIO(first.whole))
    assert image.size == (pictures.WIDTH * 2, (300 + pictures.TOP + pictures.BOTTOM) * 2)
    assert Image.open(io.BytesIO(first.bare)).height < image.height


@pytest.mark.browser
def test_a_browser_that_died_is_started_again():
    [before] = pictures.draw([Drawing(bars, "县区", "来源")])
    pictures._drawer().close()
    assert pictures.draw([Drawing(bars, "县区", "来源")]) == [before]


def test_without_chromium_it_says_which_line_to_type(monkeypatch):
    monkeypatch.setattr(pictures.Chromium, "find_browser", lambda **_: None)
    assert pictures.why_not() == f"没有装 Chromium 浏览器，不能出图片；请在服务器上运行：{pictures.TO_INSTALL}"
    with pytest.raises(BriefingError, match="没有装 Chromium"):
        pictures.draw([Drawing(bars, "县区", "来源")])


def test_without_a_chinese_font_it_says_so_too(monkeypatch):
    monkeypatch.setattr(pictures, "_chinese_font", lambda: False)
    assert "没有装中文字体" in pictures.why_not()
