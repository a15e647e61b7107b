"""The gate stands before pages, websockets, uploads and downloads, and nobody gets round it."""

from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from websockets.exceptions import InvalidStatus

from milepost.ui import gate
from milepost.ui.shell import UNGUARDED
from tests.ui.visits import drawn, served

PATHS = ("/", "/race", "/_stcore/health", "/media/x.png", "/_stcore/upload_file/a/b", "/static/index.js")
STRANGERS = {
    "a foreign name": {"Host": "milepost.example"},
    "a name that only begins well": {"Host": "localhost.example"},
    "a page from elsewhere": {"Origin": "http://example.com"},
    "another program on this machine": {"Origin": "http://127.0.0.1:1"},
    "a page without an origin of its own": {"Origin": "null"},
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS)
def test_strangers_are_refused_on_every_path(app, path, headers):
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"http://127.0.0.1:{app}{path}", headers=headers))
    with refused.value as answer:
        assert answer.code == 403
        assert answer.read().decode() == gate.REFUSAL


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS)
def test_strangers_get_no_websocket(app, headers):
    others = {name: value for name, value in headers.items() if name != "Host"}
    with pytest.raises(InvalidStatus) as refused:
        drawn(app, host=headers.get("Host", "127.0.0.1"), headers=others)
    assert refused.value.response.status_code == 403


def test_the_people_at_this_machine_get_the_page(app):
    with urlopen(f"http://127.0.0.1:{app}/") as answer:
        assert answer.status == 200
    assert "从这里开始" in drawn(app)
    assert "从这里开始" in drawn(app, headers={"Origin": f"http://127.0.0.1:{app}"})


def test_the_first_page_is_found_under_its_name_too(app):
    with urlopen(f"http://127.0.0.1:{app}/overview?period=2024Q2") as answer:
        assert answer.url == f"http://127.0.0.1:{app}/?period=2024Q2"
        assert answer.status == 200


def test_the_shell_started_without_the_gate_draws_the_refusal_and_nothing_else(tmp_path):
    with served("milepost/ui/shell.py", tmp_path) as port:
        for headers in ({}, {"x-milepost-gate": "open"}, {"x-milepost-gate": gate.mark()}):
            text = drawn(port, headers=headers)
            assert UNGUARDED in text
            assert text.count("body:") == 1
            assert "从这里开始" not in text


def test_every_process_has_a_mark_of_its_own_and_only_that_lets_in():
    assert gate.let_in({gate.MARK: gate.mark()})
    assert not gate.let_in({gate.MARK: "x"})
    assert not gate.let_in({gate.MARK: "门"})
    assert not gate.let_in({})


async def _nothing():
    return {"type": "websocket.connect"}


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_forged_mark_is_taken_off_and_the_true_one_put_on(kind):
    seen = []

    async def inner(scope, receive, send):
        seen.append(scope["headers"])

    forged = [
        (b"host", b"localhost:8501"), (b"X-Milepost-Gate", b"forged"), (b"x-milepost-user", b"root"),
        (b"x-milepost-origin", b"10.9.9.9"),
    ]  # fmt: skip
    scope = {"type": kind, "headers": forged, "client": ("127.0.0.1", 1)}
    with pytest.raises(StopIteration):
        gate.Gate(inner)(scope, _nothing, None).send(None)
    true = (b"x-milepost-gate", gate.mark().encode()), (b"x-milepost-origin", b"127.0.0.1")
    assert seen == [[(b"host", b"localhost:8501"), *true]]


@pytest.mark.parametrize(
    ("client", "host", "origin", "let_in"),
    [
        ("127.0.0.1", "127.0.0.1:8501", None, True),
        ("127.0.0.1", "localhost:8501", "http://localhost:8501", True),
        ("::1", "[::1]:8501", "http://[::1]:8501", True),
        ("127.0.0.1", "LOCALHOST", None, True),
        ("192.168.1.7", "127.0.0.1:8501", None, False),  # bound to the network by hand
        ("127.0.0.1", "192.168.1.2:8501", None, False),
        ("127.0.0.1", "127.0.0.1@example.com", None, False),
        ("127.0.0.1", "[bad", None, False),
        ("127.0.0.1", "localhost:8501", "http://localhost:8502", False),
        (None, "localhost", None, False),
    ],
)
def test_who_comes_from_here(client, host, origin, let_in):
    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
    assert gate.from_here(client, headers) is let_in


def test_two_host_names_or_none_are_nobody():
    assert not gate.from_here("127.0.0.1", [])
    assert not gate.from_here("127.0.0.1", [(b"host", b"localhost"), (b"host", b"example.com")])
