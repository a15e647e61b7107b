"""A real server for the tests of the gate and the frame."""

from collections.abc import Iterator

import pytest

from tests.ui.visits import served


@pytest.fixture(scope="session")
def app(tmp_path_factory) -> Iterator[int]:
    """The app over an empty store; its port."""
    with served("app.py", tmp_path_factory.mktemp("store")) as port:
        yield port
