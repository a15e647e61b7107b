"""How a style words names, numbers, units and periods."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from random import Random

from tests.intake.drawn.canvas import Ink
from tests.intake.drawn.style import ENGLISH, Style
from tests.intake.drawn.truth import BEFORE, BY_ID, COUNTIES, NOW, YEAR_AGO

_WIDE = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
_SPLIT = {
    "all": ("市场主体", "总  量"), "new": ("新登记", "市场主体"), "gdp": ("地区生产", "总  值"),
    "tax": ("税  收", "收  入"), "tech": ("高新技术", "企  业"), "people": ("常  住", "人  口"),
    "visits": ("走访企业", "次  数"), "online": ("网上办理", "占  比"), "new_firms": ("新登记", "企  业"),
    "solo": ("个体", "工商户"),
}  # fmt: skip
_SECTIONS = {
    "gdp": "经济运行情况",
    "tax": "经济运行情况",
    "people": "人口情况",
    "visits": "服务情况",
    "online": "服务情况",
}
_PINYIN = {
    "dz": "Duanzhou", "dh": "Dinghu", "gy": "Gaoyao", "sh": "Sihui", "gn": "Guangning", "hj": "Huaiji", "gx": "Gaoxin",
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """The wording of one style; every choice that is no habit of its own comes from the seed."""

    style: Style

    def pick(self, what: str, *choices: str) -> str:
        """One of the choices, always the same for the same question."""
        return Random(f"{self.style.seed} {what}").choice(choices)  # noqa: S311 - a repeatable drawing

    # ------------------------------------------------------------------ measure units

    def scale(self, indicator: str) -> tuple[str, int]:
        """The measure unit that the table uses, and its power of ten; one for all counts of a kind."""
        counted = BY_ID[indicator]
        if indicator == "tax" and self.style.unit_in == "line" and "gdp" in self.style.indicators:
            return counted.scales[-1]  # one line cannot say 亿元 and 万元 at once
        if not self.style.scaled or self.style.unit_in == "nowhere":
            return counted.scales[0]
        if indicator == "tech" and self.style.unit_in in ("line", "row") and "万" in self._households:
            return counted.scales[0]
        if counted.measure_unit == "户":
            return next(scale for scale in BY_ID["all"].scales if scale[0] == self._households)
        return counted.scales[0] if indicator == "gdp" else counted.scales[-1]

    @cached_property
    def _households(self) -> str:
        # A line for the whole table cannot say 户 and 万户 at once.
        if self.style.unit_in == "line" and "tech" in self.style.indicators:
            return "户"
        return self.pick("households", "户", "万户", "个", "家", "百户")

    def number(self, indicator: str, value: Decimal, place: int) -> Ink:
        """A figure as it is written; `place` varies what a mixed column holds."""
        scaled = value.scaleb(-self.scale(indicator)[1])
        if indicator == "online" and self.style.numbers == "decimals":
            return Ink(float(scaled / 100), "0.0%")
        plain = f"{scaled.normalize():f}"
        match ("plain", "text", "grouped")[place % 3] if self.style.numbers == "mixed" else self.style.numbers:
            case "text":
                return Ink(plain)
            case "grouped":
                return Ink(f"{scaled.normalize():,f}")
            case "wide":
                return Ink(plain.translate(_WIDE))
            case "blanks":
                return Ink((f" {plain}", f"{plain}\xa0", f"{plain}  ", f"\u3000{plain}")[place % 4])
            case "decimals":
                return Ink(f"{scaled:.6f}".rstrip("0") + "0" if "." in plain else plain)
        number = float(scaled)
        return Ink(int(number) if number.is_integer() else number)

    # ------------------------------------------------------------------ names

    def heading(self, indicator: str) -> str:
        """An indicator's name."""
        counted = BY_ID[indicator]
        name = self.pick(indicator, counted.name, *counted.also) if self.style.other_names else counted.name
        return self.dressed(name, "" if name.isascii() else ENGLISH[indicator])

    def dressed(self, name: str, english: str = "") -> str:
        """A name with this style's blanks, line breaks, translation."""
        if self.style.spread and len(name) <= 3:
            name = "  ".join(name)
        elif self.style.broken_lines and len(name) > 4 and "（" not in name:
            name = f"{name[: len(name) // 2]}\n{name[len(name) // 2 :]}"
        return f"{name}{self.pick('gap', ' ', chr(10))}{english}" if self.style.bilingual and english else name

    def with_unit(self, text: str, indicator: str) -> str:
        """The heading with its measure unit, where this style says it there."""
        if self.style.unit_in not in ("head", "column"):
            return text
        unit = self.scale(indicator)[0]
        bracket = self.pick("bracket", "（{}）", "({})", "\n（{}）", "（单位：{}）").format(unit)
        if self.style.bilingual and ENGLISH[indicator] in text:
            name, gap, english = text.partition(ENGLISH[indicator])
            return f"{name.rstrip()}{bracket}{self.pick('gap', ' ', chr(10))}{gap}{english}"
        return text + bracket

    def split(self, indicator: str) -> tuple[str, ...]:
        """A name parted over two rows of the header."""
        return _SPLIT.get(indicator, (BY_ID[indicator].name,))

    def section(self, indicator: str) -> str:
        """The section that an indicator stands under."""
        return _SECTIONS.get(indicator, "市场主体情况")

    def unit(self, unit: str) -> str:
        """A county's name, without its indentation."""
        name = COUNTIES[unit]
        if self.style.short_names and self.pick(unit, "a", "b") == "a":
            name = name[:-1]
        english = f"{_PINYIN[unit]} District"
        if self.style.spread and len(name) <= 3:
            name = self.pick("spread", "  ", " ", "\u3000").join(name)
        return f"{name} {english}" if self.style.bilingual else name

    def pinyin(self, unit: str) -> str:
        """A county's English name; of other lines the English word for a total."""
        return _PINYIN.get(unit, "Total")

    # ------------------------------------------------------------------ periods

    @property
    def period(self) -> str:
        """The open quarter, in words that suit everything in the table."""
        ways = {BY_ID[indicator].way for indicator in self.style.indicators}
        choices = ["2023年二季度", "2023年第二季度", "2023年2季度", "二〇二三年二季度", "2023Q2", "2023年二季度"]
        if "flow" not in ways:
            choices += ["2023年1—6月", "2023年上半年", "2023年1-6月"]
            choices += ["2023年6月"] if self.style.period != "head" else []
        if ways == {"stock"}:
            choices += ["2023年6月末", "截至2023年6月30日", "2023年二季度末"]
        return self.pick("period", *choices)

    def period_of(self, indicator: str, which: str) -> str:
        """A period over one indicator's column, in words that suit its way."""
        year, quarter, months = {"now": (2023, "二", 6), "before": (2023, "一", 3), "year ago": (2022, "二", 6)}[which]
        match BY_ID[indicator].way:
            case "ytd":
                form = self.pick("ytd", "{y}年1-{m}月", "{y}年1—{m}月", "{y}年1～{m}月累计")
            case "flow":
                form = self.pick("flow", "{y}年{q}季度", "{y}年第{q}季度")
            case _:
                form = self.pick("stock", "{y}年{q}季度", "{y}年{m}月末", "{y}年{q}季度末", "{y}Q{n}")
        return form.format(y=year, q=quarter, m=months, n=months // 3)


WHICH = {"now": NOW, "before": BEFORE, "year ago": YEAR_AGO}
