"""A sheet of the plan's workbook by its headings, and what its cells say of a field."""

from dataclasses import dataclass
from functools import cached_property

from milepost.errors import PlanError
from milepost.intake.grid import Cell, Grid
from milepost.intake.measures import shift_between
from milepost.intake.numbers import Blank, Odd, read_number
from milepost.plan.fields import Field
from milepost.plan.measure_unit import shifted


@dataclass
class Table:
    """A sheet with headings in row `top`; `columns` says where each known heading stands."""

    grid: Grid
    columns: dict[str, int]
    top: int

    @cached_property
    def rows(self) -> list[int]:
        """The rows below the headings that hold anything under a known one."""
        known = set(self.columns.values())
        return sorted({row for row, column in self.grid.cells if row > self.top and column in known and
                       self.grid.text(row, column)})  # fmt: skip

    def cell(self, row: int, heading: str) -> Cell | None:
        """The cell of a row under a heading."""
        return self.grid.cells.get((row, self.columns[heading]))

    def text(self, row: int, heading: str) -> str:
        """Its text."""
        return self.grid.text(row, self.columns[heading])


def words_in(cell: Cell | None, one: Field) -> str | None:
    """The text of a cell; PlanError for a formula that gave an error or has no result."""
    if cell is None:
        return None
    if cell.kind == "error":
        raise PlanError(f"{one.words}的公式出错（{cell.text}），请改成文字或数字")
    if cell.kind == "formula":
        raise PlanError(f"{one.words}的公式没有保存结果，请用 Excel 或 WPS 打开、保存后再导入")
    return cell.text


def number_in(cell: Cell | None, one: Field, measure: str) -> float | None:
    """A number in `measure`; what the cell itself says (12万, 20%) is converted where it can be."""
    match read_number(cell):
        case Blank(mark):
            if mark:
                raise PlanError(f"{one.words}写着“{mark}”，没有就空着")
            return None
        case Odd(message=message, remedy=remedy):
            raise PlanError(f"{one.words}：{message}，{remedy}".replace("；", "、"))
        case number:
            if not number.unit:
                return number.value
            shift = shift_between(number.unit, measure) if measure else None
            if shift is None:
                raise PlanError(f"{one.words}带着单位“{number.unit}”，请只写数字")
            return shifted(number.value, shift)
