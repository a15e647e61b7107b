"""The gate stands before pages, websockets, uploads and downloads, and nobody gets round it."""

import asyncio
import socket

import pytest
from websockets.exceptions import InvalidStatus

from milepost.door import gate, headers
from milepost.ui.shell import UNGUARDED
from tests.ui.visits import Answer, ask, drawn, form, guest, served, session_of, sign_in

PATHS = (
    "/", "/race", "/reporting?period=2024Q2", "/_stcore/health", "/_stcore/host-config", "/_stcore/stream",
    "/_stcore/metrics", "/_stcore/agent/app", "/media/x.png", "/_stcore/upload_file/a/b", "/static/index.js",
    "/component/x/index.html", "/_stcore/bidi-components/x/index.js", "/password", "/app/static/x",
)  # fmt: skip
TRICKS = (
    "/sign-in/../media/x.png", "/sign-in/%2e%2e/_stcore/upload_file/a/b", "//media/x.png", "/healthz/../media/x",
    "/static/../../app.py", "/media/..%2f..%2fapp.py", "/%2e%2e/%2e%2e/etc/passwd", "/sign-in%00/media/x",
)  # fmt: skip
STRANGERS = {
    "a foreign name": {"Host": "milepost.example"},
    "a name that only begins well": {"Host": "localhost.example"},
    "a page from elsewhere": {"Origin": "http://example.com"},
    "another program on this machine": {"Origin": "http://127.0.0.1:1"},
    "a page without an origin of its own": {"Origin": "null"},
    "somebody behind a proxy that is not ours": {"X-Forwarded-For": "10.1.2.3"},
}
FORGERIES = {
    "no cookie": {},
    "an empty cookie": {"Cookie": "milepost="},
    "a made-up token": {"Cookie": "milepost=" + "A" * 43},
    "two tokens": {"Cookie": "milepost=a; milepost=b"},
    "a token for SQL": {"Cookie": "milepost=' or 1=1 --"},
    "the gate's own headers": {"x-milepost-gate": "open", "x-milepost-session": "0" * 64},
    "a user that a proxy would name": {"X-Forwarded-User": "admin", "X-Streamlit-User": "admin"},
}


def outside(answer: Answer) -> bool:
    """Whether an answer lets nobody in and says nothing."""
    return answer.status in (303, 307, 400, 401, 403, 404, 405) and "stApp" not in answer.text


@pytest.mark.parametrize("given", FORGERIES.values(), ids=FORGERIES)
def test_without_a_session_every_path_is_refused(app, given):
    for path in PATHS + TRICKS:
        for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS"):
            answer = ask(app, path, method, **given)
            assert answer.status in (401, 404), (method, path, answer)
            assert "streamlit" not in answer.text.lower(), (method, path)


def test_a_page_leads_to_the_sign_in_and_back(app):
    answer = ask(app, "/race?period=2024Q1", Accept="text/html")
    assert (answer.status, answer.headers["location"]) == (303, "/sign-in?next=%2Frace%3Fperiod%3D2024Q1")
    assert 'name="next" value="/race?period=2024Q1"' in ask(app, answer.headers["location"]).text


@pytest.mark.parametrize("given", FORGERIES.values(), ids=FORGERIES)
def test_without_a_session_there_is_no_websocket(app, given):
    with pytest.raises(InvalidStatus) as refused:
        drawn(app, headers=given)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("given", STRANGERS.values(), ids=STRANGERS)
def test_strangers_are_refused_even_with_a_session(app, given):
    cookie = sign_in(app, "admin")
    for path in ("/", "/sign-in", "/media/x.png"):
        answer = ask(app, path, Cookie=cookie, **given)
        assert (answer.status, answer.text) == (403, gate.REFUSAL), path
    others = {name: value for name, value in given.items() if name != "Host"}
    with pytest.raises(InvalidStatus) as refused:
        drawn(app, cookie, host=given.get("Host", "127.0.0.1"), headers=others)
    assert refused.value.response.status_code == 403


def test_whoever_is_signed_in_gets_the_page(app):
    cookie = sign_in(app, "李明")
    assert ask(app, "/", Cookie=cookie).status == 200
    assert "龙山区" in drawn(app, cookie, page="county")
    assert "龙山区" in drawn(app, cookie, page="county", headers={"Origin": f"http://127.0.0.1:{app}"})


def test_every_answer_bears_the_headers(app):
    cookie = sign_in(app, "李明")
    for path in ("/", "/race", "/sign-in", "/healthz", "/media/x", "/static/x.js", "/password"):
        for given in ({}, {"Cookie": cookie}, {"Host": "other.example"}):
            answer = ask(app, path, **given)
            for name, _ in headers.ALWAYS:
                assert name.decode() in answer.headers, (path, name)
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            if not path.startswith("/static/"):
                assert answer.headers["cache-control"] == "no-store", path


def test_a_sign_of_life_says_nothing_else(app):
    assert ask(app, "/healthz").text == "ok"
    assert ask(app, "/healthz", Host="probe.example").text == "ok"


def test_what_streamlit_offers_beyond_pages_is_shut_for_everybody(app):
    cookie = sign_in(app, "admin")
    for path in ("/_stcore/metrics", "/_stcore/agent/x", "/_stcore/script-health-check", "/app/static/x"):
        assert ask(app, path, Cookie=cookie).status == 404


def test_files_and_uploads_of_another_session_are_not_to_be_had(app):
    mine, other = sign_in(app, "李明"), sign_in(app, "龙山-王芳")
    text = drawn(app, mine, page="race")
    [icon, *_] = [part.split('"')[0] for part in text.split('"/media/')[1:]] or [""]
    [tab, *_] = [part.split('"')[1] for part in text.split("session_id: ")[1:]]
    for cookie in (other, ""):
        assert ask(app, f"/media/{icon or 'x.png'}", Cookie=cookie).status in (401, 404)
        assert ask(app, f"/_stcore/upload_file/{tab}/f1", "PUT", "x", Cookie=cookie).status in (401, 403)
        assert ask(app, f"/_stcore/upload_file/{tab}/f1", "DELETE", Cookie=cookie).status in (401, 403)


def test_a_body_beyond_its_limit_is_refused(app):
    cookie = sign_in(app, "李明")
    assert ask(app, "/password", "POST", "x" * (gate.LARGEST_FORM + 1), Cookie=cookie).status == 413
    too_long = str(gate.LARGEST_UPLOAD + 1)
    assert ask(app, "/_stcore/upload_file/a/b", "PUT", Content_Length=too_long, Cookie=cookie).status in (403, 413)


def test_the_first_page_is_found_under_its_name_too(app):
    answer = ask(app, "/overview?period=2024Q1", Cookie=sign_in(app, "李明"))
    assert (answer.status, answer.headers["location"]) == (307, "/?period=2024Q1")


def test_after_sign_out_the_cookie_is_nobodys_and_open_tabs_show_nothing(app):
    cookie = sign_in(app, "赵局")
    assert "目标" in drawn(app, cookie, page="targets")
    assert form(app, "/sign-out", {}, page="/password", cookie=cookie).status == 303
    assert ask(app, "/", Cookie=cookie).status == 401
    with pytest.raises(InvalidStatus):
        drawn(app, cookie)
    assert ask(app, "/sign-out", "POST", "", Cookie=cookie).status == 403


def test_a_guest_of_the_sample_never_reaches_the_own_store(app):
    for role in ("admin", "clerk", "unit", "head", "leader", "auditor"):
        cookie = guest(app, role)
        text = drawn(app, cookie, page="lineage", query="indicator=market_entities&unit=longshan&period=2024Q1")
        assert "31,417" not in text
        assert "31417" not in text
    assert "这个链接指向另一个库" in drawn(app, sign_in(app, "李明"), page="race", query="store=sample&period=2024Q1")
    assert "这个链接指向另一个库" in drawn(app, guest(app), page="race", query="store=own")
    assert form(app, "/sample", {"role": "console"}).status == 403


def test_a_session_is_made_anew_at_every_sign_in(app):
    planted = "milepost=planted-by-somebody-else"
    fields = {"name": "李明", "password": "liaoyuan-2024-miren"}
    first = session_of(form(app, "/sign-in", fields, cookie=planted))
    assert first != planted
    second = session_of(form(app, "/sign-in", fields, cookie=first))
    assert ask(app, "/", Cookie=first).status == 401  # the new one took its place
    assert ask(app, "/", Cookie=second).status == 200


def test_the_shell_started_without_the_gate_draws_the_refusal_and_nothing_else(tmp_path):
    with served("milepost/ui/shell.py", tmp_path) as port:
        for given in ({}, {"x-milepost-gate": "open"}, {"x-milepost-gate": gate.mark()}):
            text = drawn(port, headers=given)
            assert UNGUARDED in text
            assert text.count("body:") == 1
            assert "从这里开始" not in text


def test_every_process_has_a_mark_of_its_own_and_only_that_lets_in():
    assert gate.let_in({gate.MARK: gate.mark()})
    assert not gate.let_in({gate.MARK: "x"})
    assert not gate.let_in({gate.MARK: "门"})
    assert not gate.let_in({})


def test_a_pages_messages_wait_for_no_confirmation():
    """asyncio leaves Nagle's algorithm on where a listening socket names no protocol, as Streamlit's does."""

    class Wire(asyncio.Transport):
        def get_extra_info(self, name, default=None):
            return held if name == "socket" else default

    class Protocol:
        transport = Wire()

        async def send(self, message):
            pass

    with socket.socket() as held:
        assert held.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0
        gate._hurry(Protocol().send)
        assert held.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
