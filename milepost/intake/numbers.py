"""A cell as a number, read strictly: what a clerk would have to guess is refused by name, never repaired."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from milepost.intake.grid import Cell
from milepost.intake.measures import is_measure_unit
from milepost.intake.shown import SCALED
from milepost.plan.names import fold

LESS_THAN_HALF = "不足半个单位"
_MISSING = {
    *("", "-", "--", "---", "~", "/", "\\", "na", "n/a", "n.a.", "n.a"),
    *("缺", "缺报", "暂无", "未报", "空", "空白"),
}
TOO_LARGE = 1e15
"""Where numbers begin that no report holds, and whose digits no program keeps."""
_LONG = 20
_NUMBER = re.compile(r"([+-]?)((?:0|[1-9]\d*)(?:\.\d+)?|\.\d+)")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_WITH_UNIT = re.compile(r"([+-]?[\d.,]+)(%|‰|[^\W\d_]+(?:\([^)]*\))?)")


@dataclass(frozen=True)
class Number:
    """A number as it stands in the cell; `unit` is what the cell itself adds (%, 万, 万户), else empty."""

    value: float
    unit: str = ""


@dataclass(frozen=True)
class Blank:
    """No figure: the mark that says so, empty for an empty cell."""

    mark: str


@dataclass(frozen=True)
class Odd:
    """No number, and not blank either: what is wrong and what to do."""

    code: str
    message: str
    remedy: str


def read_number(cell: Cell | None) -> Number | Blank | Odd:
    """What a cell says where a figure is expected."""
    match cell:
        case None:
            return Blank("")
        case Cell(flaw="struck" | "raised"):
            return _flawed(cell)
        case Cell(kind="number", number=float(value), shown_unit=unit):
            if unit == SCALED:
                return Odd(
                    "scaled-format", "数字格式改变了显示的大小，看到的数和存的数不一样", "请改用“常规”格式，写出实际数"
                )
            return _believable(Number(value, unit), f"{value:g}")
        case Cell(kind="text", text=text):
            return _text_number(text)
        case Cell(kind="error", text=text):
            return Odd("error-value", f"公式出错（{text}）", "请修正公式，或直接填写数字")
        case Cell(kind="formula"):
            return Odd("no-result", "公式没有保存计算结果", "请用 Excel 或 WPS 打开、重新计算并保存后再上传")
        case Cell(kind="date", text=text):
            return Odd("not-a-number", f"“{text}”是日期，不是数字", "请把单元格格式改为“常规”，重新填写数字")
    return Odd("not-a-number", f"“{cell.text}”不是数字", "请填写数字；没有数据请留空")


def is_figure(cell: Cell) -> bool:
    """Whether a figure stands in a cell, sound or not: a number, flawed or not, or a formula that gave none."""
    sound = replace(cell, flaw="") if cell.flaw else cell
    return cell.kind in ("error", "formula") or isinstance(read_number(sound), Number)


def _flawed(cell: Cell) -> Blank | Odd:
    """What a flawed cell says: a mark for nothing is one all the same, and no number counts."""
    found, text = read_number(replace(cell, flaw="")), cell.text.strip()
    if isinstance(found, Blank):
        return found
    if cell.flaw == "struck":
        message, remedy = f"“{text}”全部或部分画了删除线，还算不算数不清楚", "算数的请去掉删除线，不算的请清空这一格"
        return Odd("struck", message, remedy)
    return _footnoted(text)


def _footnoted(text: str) -> Odd:
    message = f"“{text}”里有上标、下标或带圈的数字，分不清是注码还是数"
    return Odd("footnote-mark", message, "请去掉注码，只填数字；要注明的写在说明栏")


def _believable(number: Number, shown: str) -> Number | Odd:
    """The number, unless it is none that a report can hold: infinite, or of more digits than a program keeps."""
    if abs(number.value) < TOO_LARGE:
        return number
    return Odd("not-a-number", f"“{shown}”太大，不像是报表里的数", "请核对数字和计量单位后重新填写")


@lru_cache(maxsize=8_192)  # a table is looked at again and again, and its texts repeat
def _text_number(raw: str) -> Number | Blank | Odd:
    """A number stored as text. Outer blanks and full-width digits are harmless; everything else must be in place."""
    if any(unicodedata.category(sign) == "No" for sign in raw):
        return _footnoted(raw.strip())  # else 356① would be read as 3561
    text = unicodedata.normalize("NFKC", raw).strip().strip("\u200b\ufeff")
    for dash in "‐‑‒–—―−－﹣─":
        text = text.replace(dash, "-")
    if "…" in raw or text in ("...", "......"):
        return Blank(LESS_THAN_HALF) if not re.search(r"\d", text) else _odd(raw)
    if fold(text) in _MISSING:
        return Blank(raw.strip())
    if _NUMBER.fullmatch(text) or _GROUPED.fullmatch(text):
        return _believable(Number(float(text.replace(",", ""))), text if len(text) <= _LONG else f"{text[:_LONG]}…")
    with_unit = _WITH_UNIT.fullmatch(text)
    if with_unit and is_measure_unit(with_unit[2]):
        number = _text_number(with_unit[1])
        if isinstance(number, Number):
            return Number(number.value, with_unit[2])
    return _odd(raw)


def _odd(raw: str) -> Odd:
    text = raw.strip()
    if re.fullmatch(r"[+-]?[\d,，]+(\.\d+)?", text) and ("," in text or "，" in text):
        return Odd("comma", f"“{text}”里的逗号不在千位上，无法确定是多少", "请去掉逗号或写成小数点，如 31200 或 1.24")
    if re.fullmatch(r"[+-]?[\d.．\s]+", text) and (re.search(r"\s", text) or text.count(".") > 1):
        return Odd("broken-number", f"“{text}”中间有空格或多余的点，无法确定是多少", "请重新填写数字，中间不留空格")
    return Odd("not-a-number", f"“{text}”不是数字", "请只填写数字，情况写在说明栏；没有数据请留空")
