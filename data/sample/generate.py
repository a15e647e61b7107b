"""Writes the sample's workbooks: `python data/sample/generate.py`, byte for byte the same every time.

One folder a plan, in it one folder a quarter, in it one workbook a sender; below `first` what a sender sent before the
quarter was published and corrected afterwards. Of each plan `<place>.py` shapes the
workbooks, `<place>_figures.py` invents what is in them, and `plan.toml` beside the quarters holds the bases and parts
that a text leaves to the office. Nothing is real, and every workbook says so.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

HERE = Path(__file__).resolve().parent
HOME = HERE.parents[1]
# Every folder beside this script is a plan; a __pycache__ would be taken for one.
sys.dont_write_bytecode = True
# Run as a script, Python looks for modules here and not in the project.
sys.path[:0] = [str(HOME), str(HERE)]

import liaoyuan  # noqa: E402
import liaoyuan_figures  # noqa: E402
import liaoyuan_industries  # noqa: E402
import xiaodian  # noqa: E402
import xiaodian_figures  # noqa: E402
from quarter import Quarter  # noqa: E402

from milepost.plan.period import Period  # noqa: E402
from milepost.plan.plan import Plan  # noqa: E402
from milepost.store.targets import read_document, with_additions  # noqa: E402


@dataclass(frozen=True)
class Story:
    """One plan of the sample: what its office adds, its invented figures, and the workbooks they come in.

    `truth` has the columns indicator, unit, period (2022Q1 …) and value, one row a cell; `split` adds a column industry
    for the single industries of some of these cells.
    """

    additions: dict[str, Any]
    truth: Callable[[], pd.DataFrame]
    workbooks: Callable[[Quarter], Iterator[tuple[str, bytes]]]
    split: Callable[[pd.DataFrame], pd.DataFrame]
    first: Callable[[Quarter], Iterator[tuple[str, bytes]]]

    def document(self) -> dict[str, Any]:
        """The plan's document with the sample's own bases and parts."""
        shipped = read_document(HOME / "targets" / f"{self.additions['id']}.toml")
        return with_additions(shipped, self.additions)

    def plan(self) -> Plan:
        """The plan that it describes."""
        return Plan.from_document(self.document())

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path inside `data/sample` and bytes of every workbook."""
        plan, figures = self.plan(), self.truth()
        split = self.split(figures)
        for name in sorted(figures["period"].unique()):
            known = (table[table["period"] <= name] for table in (figures, split))
            quarter = Quarter(plan, Period.parse(name), *known)
            for file, content in self.workbooks(quarter):
                yield f"{plan.id}/{name}/{file}", content
            for file, content in self.first(quarter):
                yield f"{plan.id}/first/{name}/{file}", content


def unsplit(figures: pd.DataFrame) -> pd.DataFrame:
    """No industries at all."""
    return figures[:0].assign(industry="")[["indicator", "unit", "industry", "period", "value"]]


def nothing(quarter: Quarter) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - one of the shapes of `first`
    """Nothing that had to be corrected."""
    return iter(())


STORIES = {
    "liaoyuan-2022": Story(
        liaoyuan_figures.ADDITIONS,
        liaoyuan_figures.truth,
        liaoyuan.workbooks,
        liaoyuan_industries.split,
        liaoyuan.first,
    ),
    "xiaodian-2022": Story(xiaodian_figures.ADDITIONS, xiaodian_figures.truth, xiaodian.workbooks, unsplit, nothing),
}


def main() -> None:
    """Write the sample's workbooks beside this script."""
    count = 0
    for story in STORIES.values():
        for path, content in story.files():
            (HERE / path).parent.mkdir(parents=True, exist_ok=True)
            (HERE / path).write_bytes(content)
            count += 1
    print(f"{count} workbooks in {HERE}")


if __name__ == "__main__":
    main()
