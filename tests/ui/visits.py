"""A real server, and a visitor without a browser: what the browser tests need not draw."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from google.protobuf.text_format import MessageToString
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from milepost.desk import Desk
from milepost.people.password import hashed
from milepost.people.person import Person
from milepost.store.accounts import Credential

HOME = Path(__file__).parents[2]


PASSWORD = "-".join(["liaoyuan", "2024", "miren"])


class Answer(NamedTuple):
    """What a server answers: status, headers by their lower-case names, cookies set, and the text."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    text: str


@contextmanager
def served(script: str, store: Path, **environment: str) -> Iterator[int]:
    """`streamlit run script`, or `milepost serve` for an empty one, over an own store; the port it answers at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run = ["streamlit", "run", script, f"--server.port={port}", "--server.headless=true"]
    command = [sys.executable, "-m", *(run if script else ["milepost", "serve", f"--port={port}"])]
    process = subprocess.Popen(
        command,
        cwd=HOME,
        env=os.environ | {"MILEPOST_STORE": str(store)} | environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            ask(port, "/_stcore/health")  # whatever it answers
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server did not start")


def ask(port: int, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
    """One request; `headers` with _ for -, so that a test may forge any of them."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, named)
    got = connection.getresponse()
    told = {name.lower(): value for name, value in got.getheaders()}
    text = got.read().decode("utf-8", "replace")
    cookies = [value for name, value in got.getheaders() if name.lower() == "set-cookie"]
    connection.close()
    return Answer(got.status, told, cookies, text)


def form(port: int, path: str, fields: dict[str, str], *, page: str = "/sign-in", cookie: str = "") -> Answer:
    """Fill in the form of `page` that goes to `path`, as a browser does: with its cookie and its unseen fields."""
    shown = ask(port, page, Cookie=cookie)
    jar = "; ".join([cookie, *(one.split(";")[0] for one in shown.cookies)]).strip("; ")
    [text] = re.findall(rf'<form[^>]*action="{path}".*?</form>', shown.text, re.DOTALL)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    return ask(
        port, path, "POST", urlencode(hidden | fields), Cookie=jar, Origin=f"http://127.0.0.1:{port}",
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip


def session_of(answer: Answer) -> str:
    """The cookie of the session that an answer begins."""
    assert answer.status == 303, answer.text
    [cookie] = [one.split(";")[0] for one in answer.cookies if one.startswith("milepost=")]
    return cookie


def guest(port: int, role: str = "clerk") -> str:
    """Sign in to the sample with one click; the cookie."""
    return session_of(form(port, "/sample", {"role": role}))


def sign_in(port: int, name: str, password: str = PASSWORD) -> str:
    """Sign in to the own store; the cookie."""
    return session_of(form(port, "/sign-in", {"name": name, "password": password}))


def let_sign_in(desk: Desk, *people: Person) -> None:
    """Give people an account with PASSWORD."""
    kept = Credential(hashed(PASSWORD))
    for person in people:
        desk.store.accounts.create(person, kept, by="测试")


def drawn(
    port: int,
    cookie: str = "",
    *,
    page: str = "",
    query: str = "",
    host: str = "127.0.0.1",
    headers: dict[str, str] | None = None,
) -> str:
    """Everything that a first visit to `page` draws, as one text. `host` is what the visitor calls the machine."""
    start = BackMsg()
    start.rerun_script.page_name = page
    start.rerun_script.query_string = query
    texts = []
    address = f"ws://{host}:{port}/_stcore/stream"
    wire = socket.create_connection(("127.0.0.1", port))
    with (
        wire,
        connect(
            address,
            sock=wire,
            subprotocols=["streamlit"],
            additional_headers=(headers or {}) | ({"Cookie": cookie} if cookie else {}),
            max_size=None,
        ) as visit,
    ):
        visit.send(start.SerializeToString())
        finished = False
        while not finished:
            message = ForwardMsg.FromString(visit.recv(timeout=60))
            texts.append(MessageToString(message, as_utf8=True))
            finished = message.WhichOneof("type") == "script_finished"
    return "\n".join(texts)
