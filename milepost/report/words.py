"""How numbers, targets, times and statuses are written: every page, chart and document asks here.

Numbers are in the measure unit at base scale; from 10,000 they are said in 万 with two decimals. Missing is “—”.
"""

import math
from collections.abc import Sequence
from datetime import date

from milepost.plan.goal import Goal
from milepost.plan.period import Period, quarters
from milepost.plan.tables import Status
from milepost.report.palette import MARKS

MISSING = "—"
_POINTS = {"%": "个百分点", "‰": "个千分点"}
MINUS = "−"
_TEN_THOUSAND, _HUNDRED_MILLION = 10_000, 100_000_000
_SCALES = ((_HUNDRED_MILLION, "亿"), (_TEN_THOUSAND, "万"))
_ANSWERS = {"1": "是", "0": "否"}
_DIGITS = "零一二三四五六七八九十"


def _signed(text: str, value: float) -> str:
    """`text` of a magnitude with a true minus; a rounded zero has no sign."""
    return MINUS + text if value < 0 and any(c in "123456789" for c in text) else text


def _whole(value: float) -> bool:
    return abs(value - round(value)) < 1e-9 * max(1.0, abs(value))


def exact(value: float, more: int = 0) -> str:
    """The number in full: 20,720; 117.5; 1.52. `more` decimals than usual where it is not whole."""
    if math.isnan(value):
        return MISSING
    size = abs(value)
    decimals = 0 if _whole(value) else more + (1 if size >= 10 else 2)
    return _signed(f"{size:,.{decimals}f}", value)


def number(value: float) -> str:
    """The number as people say it: 11.69万, 1.20亿, 6,540, 117.5."""
    size = abs(value)
    if size >= _HUNDRED_MILLION:
        return _signed(f"{size / _HUNDRED_MILLION:,.2f}亿", value)
    if size >= _TEN_THOUSAND:
        return _signed(f"{size / _TEN_THOUSAND:,.2f}万", value)
    return exact(value)


def round_number(value: float) -> str:
    """A number set by people, without idle zeros and without loss: 12万, 2.2万, 12,345."""
    for size, word in _SCALES:
        if abs(value) >= size and _whole(value * 100 / size):
            return _signed(_trimmed(f"{abs(value) / size:,.2f}"), value) + word
    return _trimmed(exact(value))


def alike(values: Sequence[float]) -> list[str]:
    """Round numbers of one scale with as many decimals each: 1.8万, 2.0万, 2.2万; a zero stays 0."""
    largest = max((abs(value) for value in values), default=0.0)
    size, word = next(((s, w) for s, w in _SCALES if largest >= s), (1, ""))
    decimals = next(d for d in range(9) if d == 8 or all(_whole(value / size * 10**d) for value in values))
    return [f"{_signed(f'{abs(value) / size:,.{decimals}f}', value)}{word}" if value else "0" for value in values]


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_unit(text: str, measure_unit: str) -> str:
    if measure_unit == "是否" and text in _ANSWERS:
        return _ANSWERS[text]
    return text if text == MISSING else text + measure_unit


def amount(value: float, measure_unit: str) -> str:
    """A number as people say it with its measure unit: 11.69万户, 78.3%."""
    scaled = measure_unit.startswith(("万", "亿"))
    return _with_unit(exact(value) if scaled else number(value), measure_unit)


def amount_like(value: float, other: float, measure_unit: str) -> str:
    """`value` said on the scale of `other`: a rise of 0.87万户 beside 11.20万户."""
    if measure_unit.startswith(("万", "亿")) or not _TEN_THOUSAND <= abs(other) < _HUNDRED_MILLION:
        return amount(value, measure_unit)
    return _with_unit(_signed(f"{abs(value) / _TEN_THOUSAND:,.2f}万", value), measure_unit)


def exact_amount(value: float, measure_unit: str) -> str:
    """A number in full with its measure unit: 20,720户."""
    return _with_unit(exact(value), measure_unit)


def distance(size: float, measure_unit: str) -> str:
    """How far apart two values are, in full: 641户; of percentages 3.03个百分点."""
    return exact_amount(size, _POINTS.get(measure_unit, measure_unit))


def beside_target(value: float, target: float) -> str:
    """`value` as it stands beside `target`: in full where the target is, or where 11.9999万 would round to it."""
    short = number(value)
    full = round_number(target) == exact(target) or (value != target and short == number(target))
    return exact(value) if full else short


def percent(share: float, decimals: int = 1) -> str:
    """A share (1 = 100 %) as 77.1%."""
    return MISSING if math.isnan(share) else _signed(f"{abs(share) * 100:.{decimals}f}%", share)


def score(points: float) -> str:
    """Points of a race with one decimal: 35.2, −2.3; — where there are none."""
    return MISSING if math.isnan(points) else _signed(f"{abs(points):.1f}", points)


def lead(points: float) -> str:
    """Percentage points ahead (+) or behind (−) of pace: +5.8."""
    if math.isnan(points):
        return MISSING
    text = f"{abs(points):.1f}"
    return text if text == "0.0" else ("+" if points > 0 else MINUS) + text


def growth(share: float) -> str:
    """A change of a figure (0.072) as a cell: +7.2%."""
    text = percent(share)
    return f"+{text}" if share > 0 and text != "0.0%" else text


def points(change: float) -> str:
    """A change of a percentage as a cell: +0.8点."""
    return _with_unit(lead(change), "点")


def growth_words(text: str) -> str:
    """A cell of `growth` or `points` in words: 增长7.2%, 下降1.3%, 提高0.8个百分点, 持平; empty when it is missing."""
    if text == MISSING:
        return ""
    if not any(c in "123456789" for c in text):
        return "持平"
    up, down = ("提高", "降低") if text.endswith("点") else ("增长", "下降")
    return (down if text.startswith(MINUS) else up) + text.lstrip("+" + MINUS).replace("点", "个百分点")


def change(value: float, measure_unit: str) -> str:
    """An absolute change in words: 增1,200户, 减3户, 持平."""
    if math.isnan(value) or value == 0:
        return MISSING if math.isnan(value) else "持平"
    return ("增" if value > 0 else "减") + amount(abs(value), measure_unit)


def target(goal: Goal) -> str:
    """What the promise asks for, in the plan's own manner: 突破12万户, 不少于8,000户, 每年20户以上, 达到263个."""
    if goal.value is None:
        return "做到" if goal.kind == "boolean" else f"{beyond_others(goal)}参照值"
    size = _with_unit(round_number(goal.value), goal.measure_unit)
    if goal.kind in _OF_BASE:
        return _of_base(goal, size)
    words = {
        ">": f"突破{size}",
        ">=": f"不低于{size}" if goal.kind in {"keep", "share"} else f"不少于{size}",
        "=": f"达到{size}",
        "<=": f"不超过{size}",
        "≈": f"{size}左右",
    }[goal.operator]
    if goal.kind == "yearly":
        return f"每年{size}以上" if goal.operator == ">=" else f"每年{words}"
    return words


_OF_BASE = {"growth": "年增长", "growth_over_base": "比基期增长", "multiple": "基期的"}


def _of_base(goal: Goal, size: str) -> str:
    """A rate or a multiple and what it is one of: 年增长20%以上, 比基期增长40%以上, 达到基期的2倍."""
    head = _OF_BASE[goal.kind]
    if goal.kind == "multiple":
        return {">": f"超过{head}{size}", ">=": f"不少于{head}{size}", "=": f"达到{head}{size}",
                "<=": f"不超过{head}{size}", "≈": f"{head}{size}左右"}[goal.operator]  # fmt: skip
    return {">": f"{head}超过{size}", ">=": f"{head}{size}以上", "=": f"{head}{size}", "<=": f"{head}不超过{size}",
            "≈": f"{head}{size}左右"}[goal.operator]  # fmt: skip


def beyond_others(goal: Goal) -> str:
    """On which side of what others reach: 超过, 不低于, 不高于, 低于."""
    if goal.operator == "<=":
        return "不高于"
    more = goal.direction > 0
    return ("超过" if more else "低于") if goal.operator == ">" else ("不低于" if more else "不高于")


def counted(n: int) -> str:
    """A small number before a measure word: 两, 三, 十; from eleven on in figures."""
    return "两" if n == 2 else _DIGITS[n] if 0 <= n <= 10 else str(n)


def quarter_end(period: Period) -> str:
    """The moment a period ends: 2021年末, 2023年二季度末."""
    return f"{period.year}年末" if period.ends("year") else f"{period.last_quarter().words}末"


def short_quarter(period: Period, beside: Period) -> str:
    """A quarter named beside another one: 一季度 of the same year, else 2023年四季度."""
    return period.words.split("年")[1] if period.year == beside.year and period.frequency != "year" else period.words


def day(moment: date) -> str:
    """A day as the office says it: 7月12日."""
    return f"{moment.month}月{moment.day}日"


def deadline(goal: Goal) -> str:
    """By when: 2024年末, 2024年左右, 2024年6月末; empty for a promise without a date."""
    if goal.deadline is None:
        return ""
    if goal.deadline_about:
        return f"{goal.deadline.year}年左右"
    return f"{goal.deadline.year}年{'' if goal.deadline.month == 12 else f'{goal.deadline.month}月'}末"


def span(goal: Goal) -> str:
    """How long the promise runs: 三年, 十个季度; empty without a deadline."""
    last = goal.deadline_quarter
    if last is None:
        return ""
    n = len(quarters(goal.start, last))
    return f"{counted(n // 4).replace('两', '二')}年" if n % 4 == 0 else f"{counted(n)}个季度"


def glyphed(status: Status) -> str:
    """A status with its glyph, for charts and plain text: ▲ 快于序时."""
    return f"{MARKS[status].glyph} {status}"


def marked(status: Status, text: str = "") -> str:
    """A status with icon and colour in Streamlit's Markdown; `text` replaces the word."""
    mark = MARKS[status]
    return f":{mark.colour}[:material/{mark.icon}: {text or status}]"


def coloured(status: Status) -> str:
    """A status with its glyph and colour in Streamlit's Markdown."""
    return f":{MARKS[status].colour}[{glyphed(status)}]"


def tied(text: str) -> str:
    """A text for a table that is not broken at its blanks."""
    return text.replace(" ", "\u00a0")


def listed(names: Sequence[str], most: int, counter: str) -> str:
    """Names joined by 、; of more than `most` the first ones and how many there are: 龙山区、西安区等5家."""
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[:most])}等{len(names)}{counter}"
