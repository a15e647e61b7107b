"""The sample's own scripts, loaded from `data/sample`, and every plan that it tells of."""

import importlib.util
import sys
from types import ModuleType

import pytest

from milepost.intake.grids import open_grids
from milepost.intake.reading import read_grids
from milepost.intake.request import Request
from milepost.plan.period import Period
from milepost.plan.reading import Reading
from tests.sample.committed import SAMPLE, quarters_of, workbooks


@pytest.fixture(scope="session")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_generate", SAMPLE / "generate.py")
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their own module up while it is being made.
    sys.modules["sample_generate"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def stories(generate):
    return generate.STORIES


@pytest.fixture(scope="session")
def plans(stories):
    return {plan_id: story.plan() for plan_id, story in stories.items()}


@pytest.fixture(scope="session")
def truths(stories):
    return {plan_id: story.truth() for plan_id, story in stories.items()}


@pytest.fixture(scope="session")
def splits(stories, truths):
    """The single industries of each plan's truth."""
    return {plan_id: story.split(truths[plan_id]) for plan_id, story in stories.items()}


@pytest.fixture(scope="session")
def readings(plans) -> dict[str, list[tuple[str, str, Reading]]]:
    """Of each plan quarter, file and reading of every workbook; nobody names the sender."""
    return {
        plan_id: [
            (name, file, read_grids(open_grids(content, file), Request(plan, Period.parse(name), file)))
            for name in quarters_of(plan_id)
            for file, content in workbooks(plan_id, name).items()
        ]
        for plan_id, plan in plans.items()
    }
