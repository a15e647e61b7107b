"""A served office: one quarter published, the next one half reported, an account of each role, and a small sample."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from milepost import workflow
from milepost.desk import Desk, open_desk, sample_folder
from tests.pages.visit import Q1, Q2, report
from tests.persons import EVERY
from tests.ui.visits import let_sign_in, served

PUBLISHED, OWN_DRAFT, OTHERS_DRAFT = 31_417, 32_718, 21_618
"""市场主体总量 of 龙山区 in the published quarter, and of 龙山区 and 西安区 in the one being collected."""


def quarters(desk: Desk) -> None:
    """2024Q1 published, 2024Q2 open with drafts of two units."""
    for unit, period, market in (
        ("龙山区", Q1, PUBLISHED),
        ("西安区", Q1, 20_500),
        ("龙山区", Q2, OWN_DRAFT),
        ("西安区", Q2, OTHERS_DRAFT),
    ):
        workflow.load(desk, "small", period, report(unit, period, market=market))
        if unit == "西安区" and period == Q1:
            workflow.publish(desk, "small", Q1, by="测试")


def furnish(folder: Path, document: dict[str, object]) -> None:
    """Make both stores in `folder`."""
    for place in (folder, sample_folder(folder)):
        desk = open_desk(place)
        desk.store.adopt(document, author="测试", reason="测试")
        if place == folder:
            quarters(desk)
            let_sign_in(desk, *EVERY)
        else:
            desk.store.open_period("small", Q1, by="测试")
        desk.close()


@pytest.fixture(scope="module", params=["app.py", ""], ids=["streamlit run", "milepost serve"])
def app(request, tmp_path_factory, small_document) -> Iterator[int]:
    """The app started either way; its port."""
    folder = tmp_path_factory.mktemp("office")
    furnish(folder, small_document)
    with served(request.param, folder) as port:
        yield port
