"""Writes the sample's workbooks: `python data/sample/generate.py`, byte for byte the same every time.

One folder a quarter, one workbook a sender, each in the sender's own habit: our form,
wide tables either way round, two-row headings, spread names, numbers kept as text, 万户, long tables, .xlsx and .xls.
The figures come from `invented.py`, the bases and the parts of the counties from `plan.toml`. Nothing is real, and
every workbook says so. In 2024Q2 the sheet on beef cattle is missing.
"""

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

# openpyxl spells the same XML in other bytes where lxml happens to be installed; it looks at this when imported.
os.environ["OPENPYXL_LXML"] = "False"

import openpyxl
import pandas as pd

HERE = Path(__file__).resolve().parent
HOME = HERE.parents[1]
# Every folder beside this script is a quarter; a __pycache__ would be taken for one.
sys.dont_write_bytecode = True
# Run as a script, Python looks for modules here and not in the project.
sys.path[:0] = [str(HOME), str(HERE)]

from invented import COUNTIES, PLAN, QUARTERS, truth  # noqa: E402
from tables import (  # noqa: E402
    Table,
    Value,
    counties_down,
    grouped,
    indicators_down,
    one_figure_a_row,
    to_xls,
    to_xlsx,
)

from milepost.intake.template import MARK_LABELS, MARKS, SHEET, template  # noqa: E402
from milepost.intake.writing import written  # noqa: E402
from milepost.plan.period import Period  # noqa: E402
from milepost.plan.plan import Plan  # noqa: E402
from milepost.plan.tables import FIGURES, table  # noqa: E402
from milepost.store.targets import read_document, with_additions  # noqa: E402

REGISTERED = [
    "market_entities", "enterprises", "individual_businesses", "new_entities", "new_enterprises", "conversions",
    "conversions_ever",
]  # fmt: skip
FARMING = ["national_agri_leaders", "provincial_agri_leaders", "family_farms"]


def sample_plan() -> Plan:
    """The plan with the sample's own bases and parts."""
    return Plan.from_document(with_additions(read_document(HOME / "targets" / f"{PLAN['id']}.toml"), PLAN))


@dataclass(frozen=True)
class Quarter:
    """One quarter as its senders know it: `figures` has the columns of truth(), of this quarter and all before."""

    plan: Plan
    period: Period
    figures: pd.DataFrame

    @property
    def words(self) -> str:
        """2023年二季度."""
        return self.period.words

    def values(self) -> dict[tuple[str, str], int]:
        """The quarter's own figures by indicator and unit."""
        now = self.figures[self.figures["period"] == str(self.period)]
        return {(i, u): int(v) for i, u, v in zip(now["indicator"], now["unit"], now["value"], strict=True)}

    def owed_lines(self, county: str) -> list[str]:
        """The indicators a county reports: population joins in the fourth quarter."""
        return [*REGISTERED, "population"] if ("population", county) in self.values() else REGISTERED

    def name(self, indicator: str) -> str:
        """An indicator's own name."""
        return self.plan.indicator_of(indicator).name

    def measure(self, indicator: str) -> str:
        """An indicator's measure unit."""
        return self.plan.indicator_of(indicator).measure_unit

    def place(self, unit: str) -> str:
        """A unit's name."""
        return self.plan.unit_of(unit).name

    def title(self, sender: str, subject: str) -> str:
        """What stands over a clerk's own table."""
        return f"{self.place(sender)}{self.words}{subject}"


def our_form(quarter: Quarter, sender: str) -> bytes:
    """Our form as the sender fills it in."""
    earlier = [
        {"indicator": i, "unit": u, "industry": "", "period": p, "value": v, "sheet": SHEET, "cell": "A1",
         "submission": "", "sender": u, "form": "template", "file": "", "sha256": "", "time": pd.Timestamp(0)}
        for i, u, p, v in quarter.figures.itertuples(index=False) if p != str(quarter.period)
    ]  # fmt: skip
    form = template(quarter.plan, quarter.plan.unit_of(sender), quarter.period, table(earlier, FIGURES))
    book = openpyxl.load_workbook(io.BytesIO(form))
    values = quarter.values()
    for cell, indicator, unit in book[MARKS].iter_rows(min_row=len(MARK_LABELS) + 2, values_only=True):
        book[SHEET][cell] = values[indicator, unit]
    for row in book[SHEET].iter_rows(min_row=book[SHEET].max_row):
        for signed in row:
            if signed.value in ("填报人：", "审核人："):
                signed.value += "示例"
    return written(book, quarter.period.end)


def xian(quarter: Quarter) -> Table:
    """西安区 lists its indicators downwards, and from 2023 on gives the large ones in 万户."""
    values, body = quarter.values(), []
    for indicator in quarter.owed_lines("xian"):
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
    lines = quarter.owed_lines("dongfeng")
    if "population" in lines:
        groups.append(("年末常住人口（人）", []))
    body: list[list[Value]] = [["东 丰 县", *(quarter.values()[i, "dongfeng"] for i in lines)]]
    return grouped(quarter.title("dongfeng", "市场主体发展情况表"), "单位：户", groups, body)


def dongliao(quarter: Quarter) -> Table:
    """东辽县 sent one row of its own in 2022."""
    lines = quarter.owed_lines("dongliao")
    headings = ["地  区", *(f"{quarter.name(i)}（{quarter.measure(i)}）" for i in lines)]
    body: list[list[Value]] = [["东辽县", *(quarter.values()[i, "dongliao"] for i in lines)]]
    return counties_down(quarter.title("dongliao", "市场主体报表"), "填报单位：东辽县", headings, body)


def long_table(quarter: Quarter, sender: str, unit: str, lines: list[str]) -> Table:
    """One figure a row, as some systems export it."""
    body: list[list[Value]] = [
        [quarter.words, quarter.place(unit), quarter.name(i), quarter.measure(i), quarter.values()[i, unit]]
        for i in lines
    ]
    return one_figure_a_row(quarter.title(sender, "指标数据"), body)


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


def cattle(quarter: Quarter) -> Table:
    """市农业农村局's second sheet: places as columns, the whole city first."""
    counts = [quarter.values()["beef_cattle", c] for c in COUNTIES]
    places = ["全 市", *(quarter.place(c) for c in COUNTIES)]
    body: list[list[Value]] = [["肉牛新型经营主体", "户", sum(counts), *counts]]
    return indicators_down(quarter.title("agriculture", "肉牛经营主体情况"), "填报单位：市农业农村局", places, body)


def culture(quarter: Quarter) -> Table:
    """市文旅局's own table of 2022."""
    lines = ["creative_firms", "new_tourism_entities"]
    body: list[list[Value]] = [[quarter.name(i), quarter.measure(i), quarter.values()[i, "liaoyuan"]] for i in lines]
    return indicators_down(quarter.title("culture_tourism", "文旅市场主体情况"), "填报单位：市文旅局", ["全市"], body)


def workbooks(quarter: Quarter) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of everything that came in for one quarter."""
    words, day, year = quarter.words, quarter.period.end, quarter.period.year
    yield f"龙山区{words}.xlsx", our_form(quarter, "longshan")
    yield f"西安区{words}市场主体情况.xlsx", to_xlsx([xian(quarter)], day)
    yield f"东丰县{words}报表.xls", to_xls(dongfeng(quarter))
    if year == 2022:
        yield f"东辽县{quarter.period.number}季度报表.xls", to_xls(dongliao(quarter))
        yield f"市文旅局{words}.xls", to_xls(culture(quarter))
    else:
        yield f"东辽县{words}报表.xlsx", our_form(quarter, "dongliao")
        yield f"市文旅局{words}报表.xlsx", our_form(quarter, "culture_tourism")
    zone = long_table(quarter, "gaoxin", "gaoxin", quarter.owed_lines("gaoxin"))
    yield f"高新区-{words}.xlsx", to_xlsx([zone], day)
    yield f"市科技局-{words}高新技术企业情况.xlsx", to_xlsx([science(quarter)], day)
    yield f"市工信局{words}报表.xlsx", our_form(quarter, "industry_it")
    farms = [replace(farming(quarter), sheet="龙头企业和农场")]
    if ("beef_cattle", "dongfeng") in quarter.values():
        farms.append(replace(cattle(quarter), sheet="肉牛"))
    yield f"市农业农村局{words}农业经营主体.xlsx", to_xlsx(farms, day)
    yield f"市商务局{words}报表.xlsx", our_form(quarter, "commerce")
    yield f"市民政局{words}.xlsx", our_form(quarter, "civil_affairs")
    yield f"药监局辽源检查分局{words}报表.xlsx", our_form(quarter, "drug_inspection")
    listed = long_table(quarter, "finance_office", "liaoyuan", ["listed_companies"])
    yield f"市金融办-{words}上市公司.xlsx", to_xlsx([listed], day)


def sample() -> Iterator[tuple[str, bytes]]:
    """Every workbook of the sample: path inside `data/sample` and bytes."""
    plan, figures = sample_plan(), truth()
    for position, name in enumerate(QUARTERS):
        quarter = Quarter(plan, Period.parse(name), figures[figures["period"].isin(QUARTERS[: position + 1])])
        for file, content in workbooks(quarter):
            yield f"{name}/{file}", content


def main() -> None:
    """Write the sample's workbooks beside this script."""
    count = 0
    for path, content in sample():
        (HERE / path).parent.mkdir(exist_ok=True)
        (HERE / path).write_bytes(content)
        count += 1
    print(f"{count} workbooks in {HERE}")


if __name__ == "__main__":
    main()
