"""The workbooks of 辽源: ten quarters, thirteen senders, each in its own habit.

Our form, wide tables either way round, two-row headings, spread names, numbers kept as text, 万户, long tables, .xlsx
and .xls. Industries stand below their indicator or in a sheet of their own. In 2024Q2 the sheet on beef
cattle is missing.
"""

from collections.abc import Iterator
from dataclasses import replace

from liaoyuan_figures import COUNTIES
from quarter import Quarter
from tables import (
    Table,
    Value,
    counties_down,
    grouped,
    indicators_down,
    industries_down,
    one_figure_a_row,
    to_xls,
    to_xlsx,
)

REGISTERED = [
    "market_entities", "enterprises", "individual_businesses", "new_entities", "new_enterprises", "conversions",
    "conversions_ever",
]  # fmt: skip
FARMING = ["national_agri_leaders", "provincial_agri_leaders", "family_farms"]


def owed_lines(quarter: Quarter, county: str) -> list[str]:
    """The indicators a county reports: population joins in the fourth quarter."""
    return [*REGISTERED, "population"] if ("population", county) in quarter.values() else REGISTERED


def xian(quarter: Quarter) -> Table:
    """西安区 lists its indicators downwards, and from 2023 on gives the large ones in 万户."""
    values, body = quarter.values(), []
    for indicator in owed_lines(quarter, "xian"):
        value: Value = values[indicator, "xian"]
        measure = quarter.measure(indicator)
        if indicator in REGISTERED[:3] and quarter.period.year > 2022:
            value, measure = values[indicator, "xian"] / 10000, "万户"
        body.append([quarter.name(indicator), measure, value])
    return indicators_down(quarter.title("xian", "市场主体情况"), "填报单位：西安区", ["西 安 区"], body)


def dongfeng(quarter: Quarter) -> Table:
    """东丰县 sends one row under a heading of two rows."""
    groups = [
        ("期末实有", ["市场主体", "企业", "个体工商户"]),
        ("新登记", ["市场主体", "企业"]),
        ("个转企户数", []),
        ("累计个转企", []),
    ]
    lines = owed_lines(quarter, "dongfeng")
    if "population" in lines:
        groups.append(("年末常住人口（人）", []))
    body: list[list[Value]] = [["东 丰 县", *(quarter.values()[i, "dongfeng"] for i in lines)]]
    return grouped(quarter.title("dongfeng", "市场主体发展情况表"), "单位：户", groups, body)


def dongliao(quarter: Quarter) -> Table:
    """东辽县 sent one row of its own in 2022."""
    lines = owed_lines(quarter, "dongliao")
    headings = ["地  区", *(f"{quarter.name(i)}（{quarter.measure(i)}）" for i in lines)]
    body: list[list[Value]] = [["东辽县", *(quarter.values()[i, "dongliao"] for i in lines)]]
    return counties_down(quarter.title("dongliao", "市场主体报表"), "填报单位：东辽县", headings, body)


def long_table(quarter: Quarter, sender: str, unit: str, lines: list[str]) -> Table:
    """One figure a row, as some systems export it, each industry below its total."""
    split = quarter.by_industry(unit)
    body: list[list[Value]] = []
    for i in lines:
        values = {"": quarter.values()[i, unit]} | {of: value for (name, of), value in split.items() if name == i}
        for of, value in values.items():
            industry = [quarter.industry(of)] if split else []
            body.append([quarter.words, quarter.place(unit), *industry, quarter.name(i), quarter.measure(i), value])
    return one_figure_a_row(quarter.title(sender, "指标数据"), body, split=bool(split))


def in_a_sheet(quarter: Quarter, county: str) -> list[Table]:
    """A county's own table of its industries, once it has them, for a sheet of its own."""
    split, values = quarter.by_industry(county), quarter.values()
    lines = list(dict.fromkeys(indicator for indicator, _ in split))
    body: list[list[Value]] = [["合计", *(values[i, county] for i in lines)]]
    body += [[quarter.industry(of), *(split[i, of] for i in lines)] for of in dict.fromkeys(of for _, of in split)]
    title, sender = quarter.title(county, "市场主体分行业情况"), f"填报单位：{quarter.place(county)}"
    found = industries_down(title, sender, [quarter.name(i) for i in lines], body)
    return [replace(found, sheet="分行业")] if split else []


def science(quarter: Quarter) -> Table:
    """市科技局 puts the whole city first, spreads and indents the names and keeps its numbers as text."""
    values, lines = quarter.values(), ["high_tech_enterprises", "tech_smes"]
    headings = ["地　区", "高新技术企业（户）", "科技型中小企业评价备案累计"]
    body: list[list[Value]] = [["全  市", *(str(sum(values[i, c] for c in COUNTIES)) for i in lines)]]
    body += [["　" + " ".join(quarter.place(c)), *(str(values[i, c]) for i in lines)] for c in COUNTIES]
    return counties_down(quarter.title("science_technology", "科技型企业情况"), "填报单位：市科技局", headings, body)


def farming(quarter: Quarter) -> Table:
    """市农业农村局's leaders and farms, the total in the last row."""
    values = quarter.values()
    groups = [("农业产业化", [quarter.name(i) for i in FARMING[:2]]), ("省级示范家庭农场（个）", [])]
    body: list[list[Value]] = [[quarter.place(c), *(values[i, c] for i in FARMING)] for c in COUNTIES]
    totals = [sum(values[i, c] for c in COUNTIES) for i in FARMING]
    if str(quarter.period) == "2022Q3":
        # Two digits swapped in the total, as happens in a hurry: a real doubt, while the counties are right.
        totals[1] = int(str(totals[1])[::-1])
    return grouped(quarter.title("agriculture", "农业经营主体情况"), "单位：户", groups, [*body, ["合  计", *totals]])


def cattle(quarter: Quarter, twice: str = "") -> Table:
    """市农业农村局's second sheet: places as columns, the whole city first; a county in which one is counted twice."""
    counts = [quarter.values()["beef_cattle", c] + (c == twice) for c in COUNTIES]
    places = ["全 市", *(quarter.place(c) for c in COUNTIES)]
    body: list[list[Value]] = [["肉牛新型经营主体", "户", sum(counts), *counts]]
    return indicators_down(quarter.title("agriculture", "肉牛经营主体情况"), "填报单位：市农业农村局", places, body)


def farms_and_cattle(quarter: Quarter, twice: str = "") -> tuple[str, bytes]:
    """市农业农村局's workbook; the sheet on beef cattle may be missing."""
    sheets = [replace(farming(quarter), sheet="龙头企业和农场")]
    if ("beef_cattle", "dongfeng") in quarter.values():
        sheets.append(replace(cattle(quarter, twice), sheet="肉牛"))
    return f"市农业农村局{quarter.words}农业经营主体.xlsx", to_xlsx(sheets, quarter.period.end)


def first(quarter: Quarter) -> Iterator[tuple[str, bytes]]:
    """What came in first and was corrected after publication: in 2024Q1 one farm of 东丰县 was counted twice."""
    if str(quarter.period) == "2024Q1":
        yield farms_and_cattle(quarter, "dongfeng")


def culture(quarter: Quarter) -> Table:
    """市文旅局's own table of 2022."""
    lines = ["creative_firms", "new_tourism_entities"]
    body: list[list[Value]] = [[quarter.name(i), quarter.measure(i), quarter.values()[i, "liaoyuan"]] for i in lines]
    return indicators_down(quarter.title("culture_tourism", "文旅市场主体情况"), "填报单位：市文旅局", ["全市"], body)


def workbooks(quarter: Quarter) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of everything that came in for one quarter."""
    words, day, year = quarter.words, quarter.period.end, quarter.period.year
    yield f"龙山区{words}.xlsx", quarter.our_form("longshan")
    yield f"西安区{words}市场主体情况.xlsx", to_xlsx([xian(quarter), *in_a_sheet(quarter, "xian")], day)
    yield f"东丰县{words}报表.xls", to_xls(dongfeng(quarter), *in_a_sheet(quarter, "dongfeng"))
    if year == 2022:
        yield f"东辽县{quarter.period.number}季度报表.xls", to_xls(dongliao(quarter))
        yield f"市文旅局{words}.xls", to_xls(culture(quarter))
    else:
        yield f"东辽县{words}报表.xlsx", quarter.our_form("dongliao")
        yield f"市文旅局{words}报表.xlsx", quarter.our_form("culture_tourism")
    zone = long_table(quarter, "gaoxin", "gaoxin", owed_lines(quarter, "gaoxin"))
    yield f"高新区-{words}.xlsx", to_xlsx([zone], day)
    yield f"市科技局-{words}高新技术企业情况.xlsx", to_xlsx([science(quarter)], day)
    yield f"市工信局{words}报表.xlsx", quarter.our_form("industry_it")
    yield farms_and_cattle(quarter)
    yield f"市商务局{words}报表.xlsx", quarter.our_form("commerce")
    yield f"市民政局{words}.xlsx", quarter.our_form("civil_affairs")
    yield f"药监局辽源检查分局{words}报表.xlsx", quarter.our_form("drug_inspection")
    listed = long_table(quarter, "finance_office", "liaoyuan", ["listed_companies"])
    yield f"市金融办-{words}上市公司.xlsx", to_xlsx([listed], day)
