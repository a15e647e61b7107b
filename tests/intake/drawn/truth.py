"""The true figures that the layout bench draws, and the plan that they are of."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from random import Random

from milepost.plan.period import Period
from milepost.plan.plan import Plan

NOW, BEFORE, YEAR_AGO = (Period.parse(text) for text in ("2023Q2", "2023Q1", "2022Q2"))
PERIODS = (NOW, BEFORE, YEAR_AGO)
COUNTIES = {
    "dz": "端州区", "dh": "鼎湖区", "gy": "高要区", "sh": "四会市", "gn": "广宁县", "hj": "怀集县", "gx": "高新区",
}  # fmt: skip
BUREAU = "bureau"


@dataclass(frozen=True)
class Counted:
    """An indicator of the bench: its id, name, other headings, way, measure unit and the sizes that it takes."""

    id: str
    name: str
    also: tuple[str, ...]
    way: str
    measure_unit: str
    decimals: int
    sizes: tuple[float, float]
    scales: tuple[tuple[str, int], ...]
    """The measure units that tables give it in, each with its power of ten."""


_HOUSEHOLDS = (("户", 0), ("万户", 4), ("个", 0), ("家", 0), ("百户", 2))
INDICATORS = (
    Counted("all", "市场主体总量", ("市场主体", "实有市场主体"), "stock", "户", 0, (9_000, 70_000), _HOUSEHOLDS),
    Counted("firms", "企业", ("企业户数",), "stock", "户", 0, (1_000, 8_000), _HOUSEHOLDS),
    Counted("solo", "个体工商户", (), "stock", "户", 0, (6_000, 50_000), _HOUSEHOLDS),
    Counted("new", "新登记市场主体", ("新设市场主体",), "ytd", "户", 0, (900, 4_000), _HOUSEHOLDS),
    Counted("new_firms", "新登记企业", (), "ytd", "户", 0, (100, 800), _HOUSEHOLDS),
    Counted("tech", "高新技术企业", ("国家级高新技术企业",), "stock", "户", 0, (3, 400), _HOUSEHOLDS[:1]),
    Counted("gdp", "地区生产总值", ("生产总值", "GDP"), "ytd", "亿元", 2, (20, 900), (("亿元", 0), ("万元", -4))),
    Counted("tax", "税收收入", (), "ytd", "万元", 1, (900, 90_000), (("万元", 0), ("亿元", 4))),
    Counted("visits", "走访企业次数", (), "flow", "次", 0, (5, 300), (("次", 0),)),
    Counted("people", "常住人口", ("年末常住人口",), "stock", "人", -2, (90_000, 900_000), (("人", 0), ("万人", 4))),
    Counted("online", "网上办理占比", (), "stock", "%", 1, (30, 99), (("%", 0),)),
)  # fmt: skip
BY_ID = {counted.id: counted for counted in INDICATORS}


def plan(*, by_counties: bool) -> Plan:
    """The plan, reported by the bureau for every county, or by each county for itself."""
    reported = {"reported_by": ["county"]} if by_counties else {"reported_by": [BUREAU], "reported_for": "parts"}
    includes = {"all": ["firms", "solo"], "new": ["new_firms"]}
    return Plan.from_document(
        {
            "id": "drawn", "title": "画出来的表", "unit": "city", "start": "2022Q1",
            "units": [
                {"id": "city", "name": "岭南市", "kind": "city"},
                *(
                    {"id": id_, "name": name, "kind": "county", "counted_in": "dh" if id_ == "gx" else ""}
                    for id_, name in COUNTIES.items()
                ),
                {"id": BUREAU, "name": "市统计局", "kind": "department"},
            ],
            "indicators": [
                {
                    "id": c.id, "name": c.name, "reported_as": list(c.also), "way": c.way,
                    "measure_unit": c.measure_unit, "counts": c.decimals <= 0, "includes": includes.get(c.id, []),
                }
                | reported
                for c in INDICATORS
            ],
        }
    )  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """What is true of `units` and `indicators`; every seed is another truth."""

    seed: int
    units: tuple[str, ...]
    indicators: tuple[str, ...]

    def of(self, indicator: str, unit: str, period: Period = NOW) -> Decimal:
        """The figure in the dictionary's measure unit."""
        return self._values[indicator, unit, period]

    def total(self, indicator: str, period: Period = NOW, among: tuple[str, ...] = ()) -> Decimal:
        """The sum over units, a zone inside a county not counted twice; the mean of a share."""
        units = [u for u in among or self.units if not (u == "gx" and "dh" in (among or self.units))]
        total = sum((self.of(indicator, unit, period) for unit in units), Decimal(0))
        return _rounded(total / len(units), 1) if indicator == "online" else total

    @cached_property
    def _values(self) -> dict[tuple[str, str, Period], Decimal]:
        random, values = Random(self.seed), {}  # noqa: S311 - a repeatable truth
        for unit in COUNTIES:
            for counted in INDICATORS:
                value = _rounded(Decimal(random.uniform(*counted.sizes)), counted.decimals)
                for period in PERIODS:
                    values[counted.id, unit, period] = value
                    shrink = random.uniform(0.4, 0.6) if counted.way == "ytd" else random.uniform(0.9, 1.02)
                    factor = shrink if period == NOW else random.uniform(0.9, 1.05) / shrink
                    value = _rounded(value * Decimal(factor), counted.decimals)
            for period in PERIODS:
                extra = random.randint(0, 300)
                values["all", unit, period] = values["firms", unit, period] + values["solo", unit, period] + extra
                values["online", unit, period] = min(values["online", unit, period], Decimal(100))
        return values


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals)).quantize(Decimal(1).scaleb(-max(0, decimals)))
