"""What the documents say is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
README = (HOME / "README.md").read_text(encoding="utf-8")


def house() -> list[str]:
    """The first words of the lines of README's picture of the house."""
    block = README.split("## The house")[1].split("```")[1]
    return [line.split()[0] for line in block.strip().splitlines()]


def test_the_house_in_the_readme_is_the_house():
    missing = [name for name in house() if not (HOME / name).exists()]
    assert not missing
    rooms = {p.name for p in HOME.iterdir() if p.is_dir() and not p.name.startswith((".", "_"))}
    assert {name.strip("/") for name in house() if name.endswith("/")} == rooms


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_every_link_of_the_readmes_leads_somewhere(readme: str):
    text = (HOME / readme).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert links
    assert [link for link in links if not (HOME / link).exists()] == []


def test_the_two_commands_stand_in_the_readme():
    assert "make run" in README
    assert "make test" in README


def test_every_act_of_the_command_line_says_what_it_does():
    listed = subprocess.run(
        [sys.executable, "-m", "milepost", "--help"], cwd=HOME, capture_output=True, text=True, check=True
    ).stdout
    acts = re.findall(r"^ {4}([a-z]+) +(\S.*)$", listed, re.MULTILINE)
    assert {"goals", "load", "progress", "race", "serve"} <= {name for name, _ in acts}
    assert all(re.search(r"[一-鿿]", words) for _, words in acts), acts


def test_measured_figures_have_been_filled_in():
    assert not re.search(r"[A-Z]+_(SECONDS|TABLE)\b", README)
