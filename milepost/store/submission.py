"""What a submission brings with it, what the store answers, and what it will not take."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from milepost.errors import RefusedError
from milepost.plan.figure import CELL
from milepost.plan.reading import Problem, Reading


@dataclass(frozen=True)
class Source:
    """Where a reading came from: the sender's file name, the digest of the kept original, the person who brings it."""

    file: str
    sha256: str
    by: str


@dataclass(frozen=True)
class Receipt:
    """The submission that holds the figures now; `repeated` when it did so before and nothing changed."""

    submission: str
    repeated: bool


@dataclass(frozen=True)
class Explanation:
    """What is said in writing about a submission: in `general`, and of `single` doubts; a `note` explains no doubt."""

    general: str = ""
    single: Mapping[Problem, str] = field(default_factory=dict)
    note: str = ""

    @property
    def words(self) -> str:
        """All that is said, each once."""
        every = (self.note, self.general, *self.single.values())
        return "；".join(dict.fromkeys(text.strip() for text in every if text.strip()))

    def of(self, doubt: Problem) -> str:
        """What answers a doubt; empty when nobody has explained it."""
        return self.single.get(doubt, "").strip() or self.general.strip()


def refuse_unsound(reading: Reading) -> None:
    """RefusedError for a reading that must not be kept: with errors, without figures, or at odds with itself."""
    if reading.errors:
        raise RefusedError(f"文件有{len(reading.errors)}处错误，没有保存：{_words(reading.errors)}；请改正后重新报送")
    figures = reading.figures
    if figures.empty:
        raise RefusedError("文件里没有读到任何数字，没有保存；要取消已报的数字，请用撤回")
    if set(figures["period"].unique()) != {str(reading.period)}:
        raise RefusedError(f"文件里有不属于{reading.period.words}的数字，没有保存；别的报告期请分别报送")
    if figures.isna().any(axis=None) or not np.isfinite(figures["value"]).all():
        raise RefusedError("文件里有不完整或不是数字的值，没有保存；没有数字的请留空")
    twice = figures[figures.duplicated(CELL, keep=False)]
    if not twice.empty:
        cells = "、".join(f"{sheet}!{cell}" for sheet, cell in zip(twice["sheet"], twice["cell"], strict=True))
        raise RefusedError(f"同一个数字报了两次（{cells}），没有保存；请删去多余的再报送")


def refuse_unexplained(reading: Reading, explanation: Explanation) -> None:
    """RefusedError for doubts that nobody has explained."""
    open_ones = tuple(doubt for doubt in reading.doubts if not explanation.of(doubt))
    if open_ones:
        raise RefusedError(f"文件有{len(open_ones)}处存疑，没有保存：{_words(open_ones)}；请改正，或写明说明后再报送")


def _words(problems: tuple[Problem, ...]) -> str:
    said = "；".join(f"{p.where} {p.message}".strip() for p in problems[:3])
    return f"{said}……" if len(problems) > 3 else said
