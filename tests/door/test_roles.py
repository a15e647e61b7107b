"""Each role at every page, over the real websocket; links lead nobody further than his role."""

import pytest

from milepost.ui.contents import ENTRIES
from tests.door.conftest import OTHERS_DRAFT, OWN_DRAFT, furnish
from tests.persons import EVERY, LEADER, UNIT
from tests.ui.visits import ask, drawn, form, served, sign_in

NOT_FOR = "不对您的身份开放"
DRAFTS = [f"{number:{style}}" for number in (OWN_DRAFT, OTHERS_DRAFT) for style in (",", "")]


@pytest.fixture(scope="module")
def port(tmp_path_factory, small_document):
    folder = tmp_path_factory.mktemp("office")
    furnish(folder, small_document)
    with served("app.py", folder) as port:
        yield port


@pytest.mark.parametrize("person", EVERY, ids=lambda person: person.role.value)
def test_each_role_opens_its_own_pages_and_no_others(port, person):
    cookie = sign_in(port, person.name)
    for entry in ENTRIES:
        text = drawn(port, cookie, page=entry.address, query="period=2024Q1")
        assert (NOT_FOR in text) is (person.role not in entry.audience), entry.address
        assert "出了意外" not in text, entry.address


@pytest.mark.parametrize("page", ["", "targets", "race", "county", "lineage", "reporting", "changes", "briefing"])
@pytest.mark.parametrize("person", [LEADER, UNIT], ids=lambda person: person.role.value)
def test_no_link_shows_a_draft_to_whoever_may_not_see_it(port, person, page):
    cookie = sign_in(port, person.name)
    for unit in ("xian", "longshan"):
        query = f"period=2024Q2&unit={unit}&indicator=market_entities&from=1&to=2024Q2"
        text = drawn(port, cookie, page=page, query=query)
        assert [number for number in DRAFTS if number in text] == []


def test_a_unit_sees_its_own_draft_on_its_own_page_and_nobody_elses(port):
    text = drawn(port, sign_in(port, UNIT.name), page="mine", query="period=2024Q2")
    assert "龙山区2024年二季度.xlsx" in text.replace("\\\\", "")
    assert "西安区" not in text


def test_a_form_that_is_not_ours_begins_and_ends_nothing(port):
    cookie = sign_in(port, LEADER.name)
    here = {"Origin": f"http://127.0.0.1:{port}", "Content_Type": "application/x-www-form-urlencoded"}
    forged = (("/sign-out", "form_token="), ("/sign-out", "form_token=00"), ("/password", "old=a&new=b"))
    for path, body in forged:
        assert ask(port, path, "POST", body, Cookie=cookie, **here).status == 403
    assert ask(port, "/sign-in", "POST", "name=a&password=b", **here).status == 403
    assert ask(port, "/sample", "POST", "role=admin", **here).status == 403
    assert ask(port, "/", Cookie=cookie).status == 200


@pytest.mark.parametrize(
    "onward", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_away_after_signing_in(port, onward):
    answer = form(port, "/sign-in", {"name": LEADER.name, "password": "liaoyuan-2024-miren", "next": onward})
    assert (answer.status, answer.headers["location"]) == (303, "/")


def test_a_name_with_a_script_comes_back_as_text(port):
    answer = form(port, "/sign-in", {"name": "<script>alert(1)</script>", "password": "x"})
    assert answer.status == 403
    assert "<script" not in answer.text


def test_what_a_form_carries_unseen_is_not_seen(port):
    shown = ask(port, "/password", Cookie=sign_in(port, LEADER.name)).text
    assert " hidden>" in shown  # the account, for whatever keeps passwords
    assert "[hidden]{display:none}" in shown  # or `input{display:block}` would show it


def test_behind_a_proxy_only_the_public_address_passes_and_cookies_are_for_tls(tmp_path, small_document):
    furnish(tmp_path, small_document)
    outside = {"Host": "jgj.example.gov.cn", "X_Forwarded_For": "10.1.2.3", "X_Forwarded_Proto": "https"}
    with served("app.py", tmp_path, MILEPOST_ADDRESS="https://jgj.example.gov.cn") as port:
        assert ask(port, "/sign-in").status == 403  # by its own name the app is nobody's
        shown = ask(port, "/sign-in", **outside)
        assert shown.status == 200
        [cookie] = shown.cookies
        assert cookie.startswith("__Host-milepost-form=")
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert ask(port, "/sign-in", Origin="https://evil.example", **outside).status == 403
        assert ask(port, "/healthz").text == "ok"
