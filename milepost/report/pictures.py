"""Charts as PNG at twice the size, drawn by a Chromium that stays open; says why when there is none.

The one place that starts a browser. Kaleido's own server is not used: its queue waits for ever when the browser does
not start, and mixes up the answers when two threads ask.
"""

import asyncio
import atexit
import io
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as LateError
from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go
from choreographer.browsers import BrowserClosedError, BrowserFailedError
from choreographer.browsers.chromium import ChromeNotFoundError, Chromium
from kaleido import Kaleido, PageGenerator
from PIL import Image

from milepost.errors import BriefingError
from milepost.report.palette import LIGHT, Palette

WIDTH, SCALE = 610, 2
TOP, SIDE, BOTTOM = 74, 22, 18  # room for the title and round the chart, in pixels of the page
_PATIENCE = 60.0
TO_INSTALL = "apt-get install chromium fonts-noto-cjk"


@dataclass(frozen=True)
class PNG:
    """One chart as a picture, with its title and source."""

    whole: bytes

    @property
    def bare(self) -> bytes:
        """Without title and source, for documents that have a caption."""
        with Image.open(io.BytesIO(self.whole)) as image:
            cut = image.crop((0, (TOP - 14) * SCALE, image.width, image.height))
            made = io.BytesIO()
            cut.save(made, "PNG")
        return made.getvalue()


@dataclass(frozen=True)
class Drawing:
    """What is drawn: how to make the chart, what stands above it, and in whose colours."""

    draw: Callable[[], go.Figure]
    title: str
    source: str
    palette: Palette = LIGHT


class _Drawer:
    """One browser for the whole process, on a thread of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._kaleido: Kaleido | None = None
        self._opening = asyncio.Lock()
        threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True).start()

    async def _opened(self) -> Kaleido:
        async with self._opening:
            if self._kaleido is None:
                # Formulas are not drawn, and without this the page would ask the internet for them.
                kaleido = Kaleido(n=1, page_generator=PageGenerator(mathjax=False))
                await kaleido.open()
                self._kaleido = kaleido
                # Registered after the browser's own clean-up, and so run before it.
                atexit.register(self.close)
            return self._kaleido

    async def _drawn(self, figure: go.Figure) -> bytes:
        kaleido = await self._opened()
        size = {"width": figure.layout.width, "height": figure.layout.height}
        content: bytes = await kaleido.calc_fig(figure, opts={"format": "png", "scale": SCALE, **size})
        return content

    def begin(self) -> None:
        """Start the browser without waiting for it; whoever draws first is told if it fails."""
        asyncio.run_coroutine_threadsafe(self._opened(), self._loop)

    def submit(self, figure: go.Figure) -> Future[bytes]:
        """Have one figure drawn."""
        return asyncio.run_coroutine_threadsafe(self._drawn(figure), self._loop)

    def result(self, figure: go.Figure, drawn: Future[bytes]) -> bytes:
        """The picture of a submitted figure; a browser that died meanwhile is started once more."""
        try:
            return drawn.result(_PATIENCE)
        except (BrowserClosedError, LateError):
            self._kaleido = None
            return self.submit(figure).result(_PATIENCE)

    def close(self) -> None:
        """End the browser."""
        if self._kaleido is not None:
            kaleido, self._kaleido = self._kaleido, None
            asyncio.run_coroutine_threadsafe(kaleido.close(), self._loop).result(10)


@cache
def _drawer() -> _Drawer:
    return _Drawer()


def why_not() -> str:
    """Why no picture can be drawn here, and the line to type; empty when all is there."""
    lacking = []
    if Chromium.find_browser(skip_local=True) is None:
        lacking.append("没有装 Chromium 浏览器")
    if not _chinese_font():
        lacking.append("没有装中文字体")
    return f"{'，'.join(lacking)}，不能出图片；请在服务器上运行：{TO_INSTALL}" if lacking else ""


@cache
def _chinese_font() -> bool:
    """Whether Chinese can be drawn. Windows and macOS always can; elsewhere fontconfig knows."""
    if sys.platform in ("win32", "darwin"):
        return True
    ask = shutil.which("fc-list")
    if ask is None:
        return False
    return bool(subprocess.run([ask, ":lang=zh"], capture_output=True, check=False, timeout=30).stdout.strip())  # noqa: S603 - a fixed question


def warm_up() -> None:
    """Start the browser, where there is one, while the caller does something else."""
    if not why_not():
        _drawer().begin()


class Sketches:
    """Drawings on their way: begun at once, ready when `finished` is asked."""

    def __init__(self, drawings: Sequence[Drawing]) -> None:
        why = why_not()
        if why:
            raise BriefingError(why)
        self._begun: list[tuple[go.Figure, Future[bytes]]] = []
        for drawing in drawings:
            figure = framed(drawing)
            self._begun.append((figure, _drawer().submit(figure)))

    def finished(self, on_drawn: Callable[[int], None] | None = None) -> list[PNG]:
        """Each drawing as a PNG; `on_drawn(count)` after each. BriefingError when the browser does not work."""
        found = []
        for figure, begun in self._begun:
            try:
                found.append(PNG(_drawer().result(figure, begun)))
            except (BrowserFailedError, BrowserClosedError, ChromeNotFoundError, LateError) as error:
                raise BriefingError(f"Chromium 浏览器启动不了，不能出图片；请在服务器上运行：{TO_INSTALL}") from error
            if on_drawn:
                on_drawn(len(found))
        return found


def draw(drawings: Sequence[Drawing]) -> list[PNG]:
    """Each drawing as a PNG; BriefingError with the reason where nothing can be drawn."""
    return Sketches(drawings).finished()


def framed(drawing: Drawing) -> go.Figure:
    """The chart on its ground with its title and source above it, as large as it is printed."""
    figure, palette = drawing.draw(), drawing.palette
    margin, height = figure.layout.margin, (figure.layout.height or 340) + TOP + BOTTOM
    text = f'<b>{drawing.title}</b><br><span style="font-size:12px;color:{palette.mute}">{drawing.source}</span>'
    figure.update_layout(
        width=WIDTH,
        height=height,
        paper_bgcolor=palette.page,
        margin={"t": (margin.t or 0) + TOP, "l": (margin.l or 0) + SIDE, "r": (margin.r or 0) + SIDE, "b": BOTTOM},
        title={
            "text": text, "font": {"size": 17, "color": palette.ink}, "x": SIDE / WIDTH, "xanchor": "left",
            "xref": "container", "y": 1 - 26 / height, "yanchor": "top", "yref": "container",
        },
    )  # fmt: skip
    return figure
