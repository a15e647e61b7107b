"""What each column of the published district tables of Shanghai holds, written down by hand from the tables."""

from dataclasses import dataclass

from milepost.plan.plan import Plan
from tests.intake.shanghai import BUREAU, shanghai

COUNTED = ("个", "张", "所", "户", "幢")


@dataclass(frozen=True)
class Held:
    """What a column holds: name, its words in the tables, the dictionary's measure unit, power of ten to that unit."""

    name: str
    also: tuple[str, ...] = ()
    measure_unit: str = "人"
    shift: int = 0


NOTHING = Held("")
_AGES = ("17岁及以下", "18～34岁", "35～59岁", "60岁及以上")
_OLD = ("60～64岁", "65～79岁", "80岁及以上")
_FLOORS = ("8～10层", "11～15层", "16～19层", "20～29层", "30层以上")
_HOUSES = ("花园住宅", "公寓", "联列住宅", "新式里弄", "旧式里弄", "简屋")
_OTHERS = ("工厂", "学校", "仓库堆栈", "办公楼", "商场店铺", "医院", "旅馆", "影剧院")


def _of(names: tuple[str, ...], measure_unit: str, shift: int = 0) -> list[Held]:
    return [Held(name, (), measure_unit, shift) for name in names]


def _school(kind: str) -> list[Held]:
    counted = ("毕业生数", "招生数", "在校学生", "教职员工", "专任教师")
    return [Held(f"{kind}学校数", ("学校",), "所"), *_sector(kind, [Held(name) for name in counted])]


def _sector(sector: str, table: list[Held]) -> list[Held]:
    """Columns of a table whose title alone names the sector: 从业人员 below 建筑业主要指标 are not all of them."""
    return [
        held
        if sector in held.name
        else Held(f"{sector}{held.name}", (held.name, *held.also), held.measure_unit, held.shift)
        for held in table
    ]


def _taken(words: str, shift: int) -> list[Held]:
    return [
        Held("征收户数", (f"{words}户数",), "户"), Held("居民住宅征收户数", (f"{words}户数居民住宅",), "户"),
        Held("征收面积", (f"{words}面积",), "平方米", shift),
        Held("居民住宅征收面积", (f"{words}面积居民住宅",), "平方米", shift),
    ]  # fmt: skip


_ALL_PUPILS = [Held(f"{stage}{what}") for what in ("毕业生数", "招生数", "在校学生") for stage in ("初中", "高中")]
_HIGH = [
    held
    for floor in _FLOORS
    for held in (Held(f"{floor}房屋", (floor,), "幢"), Held(f"{floor}房屋面积", (f"{floor}面积",), "万平方米"))
]
_BUILDING = _sector("建筑业", [
    Held("建筑业企业数", ("企业数",), "个"), Held("从业人员", ("年末从业人员",), "人", 4),
    Held("建筑业总产值", ("总产值",), "亿元"), *_of(("房屋施工面积", "房屋竣工面积"), "万平方米"),
    Held("住宅竣工面积", ("住宅房屋", "房屋竣工面积住宅房屋"), "平方米", 4),
])  # fmt: skip
_LAND = [
    Held("土地面积", ("行政区划面积",), "平方公里"), Held("年末常住人口", (), "人", 4), Held("外来人口", (), "人", 4),
    Held("人口密度", (), "人/平方公里"),
]  # fmt: skip
_BUILT = [
    Held("房屋建筑面积", ("建筑面积", "全部房屋"), "平方米", 4), *_of(("居住房屋", "非居住房屋"), "平方米", 4),
]  # fmt: skip
_FACTORY = _sector("工业企业", [
    Held("从业人员", ("年末从业人员",), "万人"), Held("工业总产值", (), "万元", 4),
    *_of(("年末资产总计", "主营业务收入", "利润总额"), "亿元"),
])  # fmt: skip
_GREEN = [Held("绿地面积", ("城市绿地面积",), "公顷"), *_of(("公园绿地面积",), "公顷"), Held("公园数", (), "个")]
_VISITORS = Held("公园游园人数", (), "人次", 4)
_CARE = [Held("卫生机构数", ("机构数",), "个"), Held("卫生机构床位数", ("床位数",), "张")]
_CARERS = [Held("卫生技术人员"), Held("医生"), Held("护士", ("护师、护士",))]
_CARERS_NOW = [Held("卫生技术人员"), Held("执业（助理）医师"), Held("注册护士")]

TABLES: dict[tuple[str, str], list[Held]] = {
    ("2012", "C0202"): _LAND,
    ("2017", "C0202"): _LAND,
    ("2012", "C0205"): [
        *_of(("市内迁入", "市外迁入"), "人"), *(Held(f"迁往市{where}", (f"迁出迁往市{where}",)) for where in "内外"),
    ],
    ("2017", "C0205"): [NOTHING, NOTHING, *_of(("市外迁入", "迁往市外"), "人")],
    ("2012", "C0206"): [NOTHING, *_of(_AGES, "人", 4)],
    ("2017", "C0206"): [NOTHING, *_of(_AGES, "人", 4)],
    ("2012", "C0207"): [NOTHING, *_of(_OLD, "人", 4)],
    ("2017", "C0207"): [NOTHING, *_of(_OLD, "人", 4)],
    ("2012", "C0208"): [
        *_of(("出生人数", "已婚育龄妇女人数", "采取避孕措施人数"), "人", 4), *_of(("计划生育率", "避孕率"), "%"),
    ],
    ("2012", "C1105"): _BUILT,
    ("2017", "C1105"): _BUILT,
    ("2012", "C1106"): _of(("居住房屋", *_HOUSES, "非居住房屋", *_OTHERS), "万平方米"),
    ("2017", "C1106"): _of(
        ("居住房屋", "花园住宅", "联列住宅", "公寓", *_HOUSES[3:], "非居住房屋", *_OTHERS[:3], "办公建筑",
         *_OTHERS[4:]),
        "万平方米",
    ),
    ("2012", "C1107"): [NOTHING, NOTHING, *_HIGH],
    ("2017", "C1107"): [NOTHING, NOTHING, *_HIGH],
    ("2012", "C1117"): [*_GREEN, _VISITORS],
    ("2017", "C1117"): [*_GREEN, Held("公园面积", (), "公顷"), _VISITORS],
    ("2012", "C1302"): [Held("工业企业数", ("单位数",), "个"), *_FACTORY],
    ("2017", "C1302"): _FACTORY,
    ("2012", "C1403"): _BUILDING,
    ("2017", "C1403"): _BUILDING,
    ("2012", "C1806"): _taken("征收（拆迁）", 4),
    ("2017", "C1805"): _taken("征收", 4),
    ("2012", "C2013"): _school("普通中学"),
    ("2017", "C2013"): _school("普通中学"),
    ("2012", "C2014"): _ALL_PUPILS,
    ("2017", "C2014"): _ALL_PUPILS,
    ("2012", "C2015"): _school("普通小学"),
    ("2017", "C2015"): _school("普通小学"),
    ("2012", "C2103"): [*_CARE, *_sector("卫生机构", _CARERS)],
    ("2017", "C2103"): [*_CARE, *_sector("卫生机构", _CARERS_NOW)],
}  # fmt: skip


def plan_of(table: list[Held]) -> Plan:
    """A plan that asks for what the table holds, for every district, once a year."""
    units = [{"id": u.id, "name": u.name, "kind": u.kind, "other_names": list(u.other_names)} for u in shanghai().units]
    return Plan.from_document(
        {
            "id": "shanghai", "title": "试读", "unit": "shanghai", "units": units,
            "indicators": [
                {
                    "id": held.name, "name": held.name, "reported_as": [w for w in held.also if w != held.name],
                    "measure_unit": held.measure_unit, "way": "stock", "frequency": "year", "reported_by": [BUREAU],
                    "reported_for": "parts", "counts": held.measure_unit in COUNTED,
                }
                for held in table if held.name
            ],
        }
    )  # fmt: skip
