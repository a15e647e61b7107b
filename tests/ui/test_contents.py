"""Which pages a plan has something for."""

import pytest

from milepost.plan.plan import Plan
from milepost.ui import contents


@pytest.fixture
def banks(document) -> Plan:
    """A plan that promises no number, and whose units race."""
    items = [{"indicator": "market_entities", "weight": 1, "score": "minmax"}]
    schemes = [{"id": "race", "title": "排名", "unit_kind": "county", "items": items}]
    return Plan.from_document(document | {"goals": [], "schemes": schemes})


@pytest.mark.parametrize("page", ["race", "county", "changes", "briefing", "reporting", "plan"])
def test_a_race_without_promises_has_its_pages(banks, page):
    assert contents.can_show(page, banks)


@pytest.mark.parametrize("page", ["", "overview", "targets", "target", "gaps"])
def test_without_promises_there_is_no_progress_to_show(banks, page):
    assert not contents.can_show(page, banks)


@pytest.mark.parametrize("page", ["reporting", "mine", "fill", "mapping", "plan", "people", "backups", "briefing"])
def test_who_sends_edits_or_makes_documents_works(page):
    assert page in contents.WORK


@pytest.mark.parametrize("page", ["overview", "race", "calendar", "lineage", "audit", "plan-versions"])
def test_who_reads_looks(page):
    assert contents.entry_at(page).address not in contents.WORK
