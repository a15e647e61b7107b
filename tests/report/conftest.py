"""A published quarter of the small plan, and its briefing."""

import pytest

from milepost.plan.plan import Plan
from milepost.report.briefing import Briefing, Imprint, Wish, compose
from milepost.report.evidence import Evidence
from tests.report import quarters


@pytest.fixture
def evidence(plan: Plan) -> Evidence:
    return quarters.evidence(plan, quarters.figures(plan))


@pytest.fixture
def briefing(evidence: Evidence) -> Briefing:
    return compose(
        evidence, Wish(imprint=Imprint(office="某市联席会议办公室", number="某办通〔2024〕2号", copies="市委办公室。"))
    )
