"""An office with the small plan and its own store on disk, as the pages find it."""

from collections.abc import Callable, Iterator

import pytest

from milepost import workflow
from milepost.desk import Desk
from milepost.door import stores
from milepost.plan.period import Period
from milepost.workflow import FileResult, Upload
from tests.pages.visit import Q1, Q2
from tests.persons import CLERK, fresh, seat


@pytest.fixture
def office(tmp_path, monkeypatch, document) -> Iterator[Desk]:
    """The office's desk: the small plan adopted, two quarters open, nobody has reported."""
    fresh(monkeypatch, tmp_path)
    seat(monkeypatch, CLERK)
    desk = stores.own()
    desk.store.adopt(document, author="测试", reason="测试")
    for period in (Q1, Q2):
        desk.store.open_period("small", period, by="测试")
    yield desk
    stores.close()


@pytest.fixture
def send(office) -> Callable[[Upload, Period], FileResult]:
    """Take a workbook in, as the office does."""

    def sent(upload: Upload, period: Period) -> FileResult:
        result = workflow.load(office, "small", period, upload)
        assert result.status == "accepted", [problem.message for problem in result.problems]
        return result

    return sent
