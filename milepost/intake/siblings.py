"""Headings in their order: a 其中 belongs to the one before it, and so may the unmarked ones that follow."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from milepost.intake.headings import Lexicon, alike, narrows
from milepost.intake.meaning import Meaning
from milepost.intake.measures import shift_between
from milepost.intake.times import Said
from milepost.plan.indicator import Indicator
from milepost.plan.names import fold


@dataclass
class Siblings:
    """Reads the headings of a table's columns, or of its rows, one after the other.

    Only the first part of a group is marked in practice (新登记市场主体 | 其中：企业 | 个体工商户), so a plain name
    after a marked one is looked at twice.
    """

    lexicon: Lexicon
    _whole: Meaning | None = None
    _whole_indent: int = 0
    _part: Meaning | None = None
    _part_indent: int = 0
    _is_grouped: bool = False
    """Whether 其中 stands above the parts, so that a heading beside it is none of them."""
    _above: list[tuple[int, Meaning]] = field(default_factory=list)
    """The headings that the last one stands below, by their indentation, outermost first."""

    def next(self, path: Sequence[str], indent: int = 0) -> Meaning:
        """What the next heading says; `indent` says how deep it stands below those before it."""
        while self._above and self._above[-1][0] >= indent:
            self._above.pop()
        meaning = self._next(path, indent)
        if meaning.name:
            self._above.append((indent, meaning))
        return meaning

    def _next(self, path: Sequence[str], indent: int) -> Meaning:
        if not path:
            # What a column without a heading holds is unknown, and so is what the parts behind it are parts of.
            self._whole = self._part = None
        meaning = self.lexicon.meaning(path, self._whole)
        if meaning.industry is not None and not meaning.name and self._whole is not None:
            # An industry beside an indicator is a part of it, marked 其中 or not.
            return replace(meaning, name=self._whole.name, indicator=self._whole.indicator)
        if meaning.of_which and meaning.periods and meaning.says_nothing and self._whole is not None:
            # 其中：二季度 is the quarter's part of what stands before it.
            is_alone = not any(said.ytd for said in meaning.periods)
            ways = meaning.ways | frozenset[Said](("quarter",) if is_alone else ())
            return replace(meaning, name=self._whole.name, indicator=self._whole.indicator, ways=ways)
        if meaning.says_nothing or not (meaning.name or meaning.excluded):
            return meaning
        if meaning.excluded and not meaning.name:
            return meaning
        if meaning.of_which:
            self._part, self._part_indent = meaning, indent
            self._is_grouped = any(self.lexicon.piece(text).of_which for text in path[:-1])
            return meaning
        is_out = self._is_grouped or self._is_back_out(indent)
        if self._whole is not None and self._part is not None and not is_out:
            meaning, is_part = self._looked_at_twice(meaning, indent)
            if is_part:
                return meaning
        elif self._above and not meaning.excluded and not is_out:
            return self.lexicon.part(self._above[-1][1], meaning)
        self._whole, self._whole_indent, self._part, self._is_grouped = meaning, indent, None, False
        return meaning

    def _beside_part_of_unknown(self, meaning: Meaning, alone: Indicator) -> tuple[Meaning, bool]:
        """A known name after a part like it of what the plan does not know: 注销市场主体 / 其中：企业 / 个体工商户."""
        whole = self._whole.name if self._whole else ""
        if narrows(whole, alone):
            return replace(meaning, excluded=f"说不清是“{whole}”的一部分，还是全部"), True
        return replace(meaning, doubt=f"按“{alone.name}”读取，但它跟在“{whole}”的其中项之后，可能只是其中一部分"), True

    def _is_back_out(self, indent: int) -> bool:
        """Whether the indentation says that the parts are over."""
        return indent <= self._whole_indent < self._part_indent

    def _looked_at_twice(self, meaning: Meaning, indent: int) -> tuple[Meaning, bool]:
        """An unmarked heading after a marked part, and whether it is a part too, or one of a part that nobody knows."""
        whole, alone = self._whole, meaning.indicator
        is_inside = indent > self._whole_indent
        if whole is None or self._part is None:
            return meaning, False
        known = self._part.indicator
        is_of_part = known is None or self.lexicon.composed(fold(known.name), meaning.name) is not None
        if indent > self._part_indent and is_of_part and not meaning.excluded:
            return self.lexicon.part(self._part, meaning), True
        composed = self.lexicon.composed(whole.name, meaning.name)
        if composed is not None and (alone is None or is_inside):
            return replace(meaning, indicator=composed, name=whole.name + meaning.name), True
        if composed is not None and composed != alone:
            return replace(meaning, excluded=f"说不清是“{whole.name}”的一部分，还是全部"), True
        marked_alone = self.lexicon.piece(self._part.text.split(" / ")[-1]).indicator
        if alone is not None and whole.indicator is None and marked_alone is not None and alike(marked_alone, alone):
            return self._beside_part_of_unknown(meaning, alone)
        if alone is None or whole.indicator is None or alone.id in whole.indicator.includes:
            return meaning, alone is not None and whole.indicator is not None
        part_was_narrowed = self._part.indicator is not None and self._part.indicator != marked_alone
        may_be_part = shift_between(whole.indicator.measure_unit, alone.measure_unit) is not None
        if part_was_narrowed and may_be_part and not alike(whole.indicator, alone):
            return replace(meaning, doubt=f"按“{alone.name}”读取，但它跟在“{whole.name}”的其中项之后"), False
        return meaning, False
