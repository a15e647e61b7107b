"""A real Chromium over a real server: Debian's browser, driven by Playwright."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from milepost import desk as desks
from milepost.sample import make_sample
from tests.persons import CLERK
from tests.ui.visits import PASSWORD, let_sign_in, served

expect.set_options(timeout=20_000)
RULES_ARE_THERE = """() => [...document.querySelectorAll("style")].some((one) => one.textContent.includes("> table"))"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--no-proxy-server"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a fresh browser, signs in, waits until the page is drawn; any script error fails the test.

    By account and PASSWORD where one is named, else as the sample's clerk.
    """
    contexts, errors = [], []

    def opened(address: str, as_: str = "", *, width: int = 1366, height: int = 900, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        if as_:
            page.get_by_label("账号").fill(as_)
            page.get_by_label("口令").fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
        else:
            page.get_by_role("button", name="办公室", exact=True).click()
        settled(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def settled(page: Page) -> None:
    """Until the headline stands, Streamlit has stopped running, and the rules for tables have reached the browser.

    Those come by a script of their own, in a fresh browser sometimes after the tables.
    """
    page.locator("h2").first.wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_function(RULES_ARE_THERE)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory) -> Path:
    """A folder whose sample store has been made."""
    folder = tmp_path_factory.mktemp("office")
    make_sample(desks.sample_folder(folder))
    return folder


@pytest.fixture(scope="session")
def sample(sample_store) -> Iterator[str]:
    """Address of an app whose only store is the sample."""
    with served("app.py", sample_store) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def fresh(tmp_path) -> Iterator[str]:
    """Address of an app over a store that holds a clerk's account and nothing else."""
    with closing(desks.open_desk(tmp_path / "fresh")) as desk:
        let_sign_in(desk, CLERK)
    with served("app.py", tmp_path / "fresh") as port:
        yield f"http://127.0.0.1:{port}"
