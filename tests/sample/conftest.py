"""The sample's own scripts, loaded from `data/sample`."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


@pytest.fixture(scope="session")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_generate", SAMPLE / "generate.py")
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their own module up while it is being made.
    sys.modules["sample_generate"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def plan(generate):
    return generate.sample_plan()


@pytest.fixture(scope="session")
def truth(generate):
    return generate.truth()
