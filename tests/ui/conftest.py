"""A real server for the tests of the gate and the frame."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from milepost.desk import open_desk
from tests.persons import CLERK
from tests.ui.visits import let_sign_in, served


@pytest.fixture(scope="session")
def app(tmp_path_factory) -> Iterator[int]:
    """The app over a store with nothing in it but a clerk's account; its port."""
    folder = tmp_path_factory.mktemp("store")
    with closing(open_desk(folder)) as desk:
        let_sign_in(desk, CLERK)
    with served("app.py", folder) as port:
        yield port
