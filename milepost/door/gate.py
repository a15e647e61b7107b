"""The gate: every request passes it, pages, websockets, uploads and downloads alike.

It lets in whoever may ask (reach.py) and is signed in; open to everybody is only signing in. What it lets in it marks,
with the session: the shell draws nothing for a request without the mark, because `streamlit run` on the wrong file
would serve the pages without any gate.
"""

import asyncio
import secrets
import socket
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from milepost.door import cookies, headers, reach, visitors
from milepost.door.reach import Header
from milepost.door.visitors import Visitor
from milepost.errors import StoreError

MARK = "x-milepost-gate"
SESSION = "x-milepost-session"
ORIGIN = "x-milepost-origin"
"""The address that a request came from, for the record."""
# Names that only the gate or a proxy of ours may write; whoever sends one from outside forges it.
_FORGED = (b"x-milepost-", b"x-forwarded-", b"forwarded", b"x-real-ip", b"x-streamlit-user")
REFUSAL = "没有打开：请用浏览器打开 milepost 启动时显示的地址，或单位公布的网址。"
SIGN_IN, PASSWORD, SIGN_OUT, HEALTH = "/sign-in", "/password", "/sign-out", "/healthz"
OPEN = frozenset({SIGN_IN, "/sample", SIGN_OUT, HEALTH})
"""What needs no session: signing in (also to the sample), signing out twice, and a sign of life."""
_PROGRAM = ("/_stcore/", "/media/", "/static/", "/component/", "/app/")  # what only pages ask for, never people
# What Streamlit offers beyond its pages: counts of the process, and doors for programs. Nobody needs them here.
_SHUT = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check", "/app/")
_UPLOAD, _MEDIA = "/_stcore/upload_file/", "/media/"
# Bytes. A little above what Streamlit takes (.streamlit/config.toml): up to there the inbox says in Chinese what is too
# large, and here nobody could be told.
LARGEST_UPLOAD, LARGEST_FORM = 310 * 2**20, 64 * 2**10


class Belongs(NamedTuple):
    """Asks whether an uploading tab and a file to fetch (by their ids) belong to a session (by digest), and
    whether a message of an open page is one that pages send.
    """

    tab: Callable[[str, str], bool]
    file: Callable[[str, str], bool]
    message: Callable[[bytes], bool]


@cache
def mark() -> str:
    """What the gate writes on a request it let in; drawn anew by each process, so nobody can know it."""
    return secrets.token_urlsafe(32)


def let_in(given: Mapping[str, str]) -> bool:
    """Whether these headers carry this process's mark."""
    return secrets.compare_digest(given.get(MARK, "").encode(), mark().encode())


class Gate:
    """The ASGI middleware."""

    def __init__(self, app: ASGIApp, belongs: Belongs) -> None:
        self._app = app
        self._belongs = belongs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the mark, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        client = scope["client"][0] if scope.get("client") else None
        given: list[Header] = scope["headers"]
        if scope["type"] == "websocket":
            _hurry(send)
        send = _dressing(scope, send)
        if not reach.may_ask(client, given) and not _is_sign_of_life(scope, client):
            await _refuse(PlainTextResponse(REFUSAL, status_code=403), scope, receive, send)
            return
        try:
            visitor = await run_in_threadpool(visitors.of_token, cookies.token_in(given))
        except StoreError as error:
            visitor = None
            if scope["path"] not in OPEN:
                await _refuse(PlainTextResponse(str(error), status_code=503), scope, receive, send)
                return
        refusal = self._refusal(scope, visitor)
        if refusal is not None:
            await _refuse(refusal, scope, receive, send)
            return
        passed = [(name, value) for name, value in given if not name.lower().startswith(_FORGED)]
        passed.append((MARK.encode(), mark().encode()))
        passed.append((ORIGIN.encode(), reach.client_of(client, given).encode("latin-1", "replace")))
        if visitor is not None:
            passed.append((SESSION.encode(), visitor.session.digest.encode()))
        heard = self._heard(receive) if scope["type"] == "websocket" else _limited(scope, receive)
        await self._app({**scope, "headers": passed}, heard, send)

    def _heard(self, receive: Receive) -> Receive:
        """What an open page says, without what no page of ours says."""

        async def heard() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or self._belongs.message(message.get("bytes") or b""):
                    return message

        return heard

    def _refusal(self, scope: Scope, visitor: Visitor | None) -> Response | None:
        """Why a request that may ask goes no further, None when it does."""
        path = scope["path"]
        if path in OPEN:
            return None
        if path.startswith(_SHUT):
            return PlainTextResponse("没有这个地址。", status_code=404)
        if visitor is None:
            return RedirectResponse(_sign_in_for(scope), 303) if _is_navigation(scope) else _unauthorised()
        if visitor.session.must_change and path != PASSWORD:
            return RedirectResponse(PASSWORD, 303) if _is_navigation(scope) else _unauthorised()
        digest = visitor.session.digest
        if path.startswith(_UPLOAD) and not self._belongs.tab(path.removeprefix(_UPLOAD).split("/")[0], digest):
            return PlainTextResponse("这个上传不属于您的页面。", status_code=403)
        if path.startswith(_MEDIA) and not self._belongs.file(path.removeprefix(_MEDIA), digest):
            return PlainTextResponse("没有这个文件，或它不属于您的页面。", status_code=404)
        if _length(scope) > _largest(path):
            return PlainTextResponse("文件太大。", status_code=413)
        return None


def _is_sign_of_life(scope: Scope, client: str | None) -> bool:
    """Whether it is this machine asking if the app lives, by whatever name."""
    return scope["type"] == "http" and scope["path"] == HEALTH and reach.is_loopback(client)


def _is_navigation(scope: Scope) -> bool:
    """Whether a person has opened an address, rather than a page fetched something."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"].startswith(_PROGRAM):
        return False
    return "text/html" in ",".join(reach.values(scope["headers"], b"accept"))


def _sign_in_for(scope: Scope) -> str:
    """The sign-in page that leads back to the address asked for."""
    query = scope["query_string"].decode("latin-1")
    asked = quote(scope["path"]) + (f"?{query}" if query else "")
    return SIGN_IN if asked == "/" else f"{SIGN_IN}?next={quote(asked, safe='')}"


def _unauthorised() -> Response:
    return PlainTextResponse("没有登录，或登录已失效。请打开首页登录。", status_code=401)


async def _refuse(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer, or close a websocket before it is accepted: the visitor sees 403."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
    else:
        await answer(scope, receive, send)


def _hurry(send: Send) -> None:
    """Let a page's messages leave at once.

    asyncio switches Nagle's algorithm off only for sockets that name their protocol, which Streamlit's does not: the
    third message of each page would wait 40 ms for the browser to confirm the second. Uvicorn's protocol shows its
    transport; behind another server nothing is done.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    found = transport.get_extra_info("socket") if isinstance(transport, asyncio.Transport) else None
    if found is not None and found.family in (socket.AF_INET, socket.AF_INET6):
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _dressing(scope: Scope, send: Send) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": headers.dressed(scope["path"], message.get("headers", ()))}
        await send(message)

    return dressed


def _largest(path: str) -> int:
    return LARGEST_UPLOAD if path.startswith(_UPLOAD) else LARGEST_FORM


def _length(scope: Scope) -> int:
    said = reach.values(scope["headers"], b"content-length")
    return int(said[0]) if said and said[0].isdigit() else 0


def _limited(scope: Scope, receive: Receive) -> Receive:
    """The body of a request up to its limit; one that never said how long it is ends there as if broken off."""
    taken, most = 0, _largest(scope["path"])

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > most else message

    return counted
