"""Every problem that reading can tell has a kind to be filtered by."""

import re
from pathlib import Path

from milepost.intake.problem_kinds import KINDS, OTHER, kind_of
from milepost.plan.reading import Problem

INTAKE = Path(__file__).parents[2] / "milepost" / "intake"
# Told of plan workbooks, which are not reports.
OF_PLANS = {"missing-sheet", "other-plan", "plan", "taken"}


def test_every_code_that_is_told_has_a_kind():
    told = (
        {
            code
            for path in INTAKE.glob("*.py")
            for code in re.findall(
                r"""(?:Problem|Odd|_whole|_disagreement)\(\s*(?:"(?:error|doubt)",\s*)?"([a-z]+(?:-[a-z]+)*)",""",
                path.read_text(encoding="utf-8"),
            )
        }
        - {"error", "doubt"}
        - OF_PLANS
    )
    assert len(told) > 25
    unkind = {code for code in told if kind_of(Problem("error", code, "", "")) == OTHER}
    assert unkind == set()


def test_no_code_is_of_two_kinds():
    codes = [code for kind in KINDS.values() for code in kind]
    assert len(codes) == len(set(codes))
