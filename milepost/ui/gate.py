"""The gate: every request passes it, pages, websockets, uploads and downloads alike.

Until there are accounts, milepost serves the people at its own machine and nobody else. So the gate lets in only what
comes from loopback, under a loopback name, from milepost's own pages. What it lets in it marks; the shell draws nothing
for a request without the mark, because `streamlit run` on the wrong file would serve the pages without any gate.
"""

import secrets
from collections.abc import Iterable, Mapping
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

TRUSTED = b"x-milepost-"
MARK = "x-milepost-gate"
ORIGIN = "x-milepost-origin"
"""The address that a request came from, for the record."""
REFUSAL = "没有打开：milepost 目前只供本机使用。请在运行它的电脑上，用浏览器打开启动时显示的 127.0.0.1 地址。"
Header = tuple[bytes, bytes]


@cache
def mark() -> str:
    """What the gate writes on a request it let in; drawn anew by each process, so nobody can know it."""
    return secrets.token_urlsafe(32)


def let_in(headers: Mapping[str, str]) -> bool:
    """Whether these headers carry this process's mark."""
    return secrets.compare_digest(headers.get(MARK, "").encode(), mark().encode())


def is_loopback(name: str | None) -> bool:
    """Whether a host name or address (without its port) is this machine itself."""
    if name is None:
        return False
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name.rstrip(".").lower() == "localhost"


def from_here(client: str | None, headers: Iterable[Header]) -> bool:
    """Whether a request comes from this machine, calls it by a loopback name, and starts from milepost's own pages.

    A foreign name is how a web page elsewhere reaches a local server (DNS rebinding); a foreign origin is such a page
    saying so.
    """
    hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
    origins = [value.decode("latin-1") for name, value in headers if name == b"origin"]
    if len(hosts) != 1 or not is_loopback(client) or not is_loopback(_name_of(hosts[0])):
        return False
    return all(_authority(origin) == hosts[0].lower() for origin in origins)


def _name_of(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _authority(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


async def to_first_page(request: Request) -> RedirectResponse:
    """The first page lives at the root; Streamlit would answer its own name with an English “Page not found”."""
    return RedirectResponse(str(request.url.replace(path="/")))


class Gate:
    """The ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the mark, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        # Names under this prefix are the gate's own; whoever sends one from outside forges it.
        headers = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(TRUSTED)]
        client = scope["client"][0] if scope.get("client") else None
        if from_here(client, headers):
            headers.append((MARK.encode(), mark().encode()))
            headers.append((ORIGIN.encode(), (client or "").encode()))
            await self._app({**scope, "headers": headers}, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
        else:
            await PlainTextResponse(REFUSAL, status_code=403)(scope, receive, send)
