"""The workbooks of 小店区: six quarters, six senders, each in its own habit.

区市场监管局 sends one wide table of all streets, 区人社局 an .xls with the streets as columns, 区审批服务管理局 a sheet
of its own and one on the tasks of every department, 区商务局 a long table; 区统计局 and 区工信局 use our form. In
2023Q2 区商务局 sends nothing, and 区工信局 leaves one figure blank.
"""

from collections.abc import Iterator
from dataclasses import replace

from quarter import Quarter
from tables import Table, Value, counties_down, indicators_down, one_figure_a_row, to_xls, to_xlsx
from xiaodian_figures import STREETS, departments

REGISTERED = ["market_entities", "enterprises", "individual_businesses", "active_entities", "service_entities"]
SERVICE = [
    "enterprise_start_days", "individual_start_days", "permit_commitments", "online_share", "approval_online_share",
    "approval_done_online_share",
]  # fmt: skip
TASKS = ["tasks_due", "tasks_done"]


def registered(quarter: Quarter) -> Table:
    """区市场监管局's streets as rows, the whole district last."""
    values = quarter.values()
    totals = [sum(values[i, s] for s in STREETS) for i in REGISTERED]
    if str(quarter.period) == "2022Q3":
        # Two digits swapped in the total, as happens in a hurry: a real doubt, while the streets are right.
        last = str(totals[-1])
        totals[-1] = int(last[:-2] + last[-1] + last[-2])
    headings = ["街道（乡镇）", *(f"{quarter.name(i)}（{quarter.measure(i)}）" for i in REGISTERED)]
    body: list[list[Value]] = [[quarter.place(s), *(values[i, s] for i in REGISTERED)] for s in STREETS]
    title = quarter.title("market_regulation", "各街道（乡镇）市场主体情况")
    return counties_down(title, "填报单位：区市场监管局", headings, [*body, ["合  计", *totals]])


def jobs(quarter: Quarter) -> Table:
    """区人社局's one line, the streets as columns."""
    values = [quarter.values()["new_jobs", s] for s in STREETS]
    places = ["全 区", *(quarter.place(s) for s in STREETS)]
    body: list[list[Value]] = [["新增市场主体提供就业岗位", "个", sum(values), *values]]
    return indicators_down(quarter.title("human_resources", "就业岗位情况"), "填报单位：区人社局", places, body)


def service(quarter: Quarter) -> Table:
    """区审批服务管理局's own figures."""
    body: list[list[Value]] = [[quarter.name(i), quarter.measure(i), quarter.values()[i, "xiaodian"]] for i in SERVICE]
    title = quarter.title("approval_services", "营商环境情况")
    return indicators_down(title, "填报单位：区审批服务管理局", ["全区"], body)


def tasks(quarter: Quarter) -> Table:
    """The list of tasks that 区审批服务管理局 keeps for the office: departments as rows."""
    values, names = quarter.values(), departments()
    headings = ["部门", *(f"{quarter.name(i)}（{quarter.measure(i)}）" for i in TASKS)]
    body: list[list[Value]] = [[quarter.place(d), *(values[i, d] for i in TASKS)] for d in names]
    totals = ["合计", *(sum(values[i, d] for d in names) for i in TASKS)]
    title = f"{quarter.words}各部门任务完成情况"
    return counties_down(title, "填报单位：区审批服务管理局", headings, [*body, totals])


def commerce(quarter: Quarter) -> Table:
    """区商务局's one figure."""
    name, measure = quarter.name("featured_buildings"), quarter.measure("featured_buildings")
    value = quarter.values()["featured_buildings", "xiaodian"]
    body: list[list[Value]] = [[quarter.words, quarter.place("xiaodian"), name, measure, value]]
    return one_figure_a_row(quarter.title("commerce", "指标数据"), body)


def workbooks(quarter: Quarter) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of everything that came in for one quarter."""
    words, day = quarter.words, quarter.period.end
    yield f"区市场监管局{words}市场主体情况.xlsx", to_xlsx([registered(quarter)], day)
    yield f"区人社局{words}.xls", to_xls(jobs(quarter))
    sheets = [replace(service(quarter), sheet="营商环境"), replace(tasks(quarter), sheet="任务完成")]
    yield f"区审批服务管理局{words}报表.xlsx", to_xlsx(sheets, day)
    yield f"区统计局{words}报表.xlsx", quarter.our_form("statistics")
    yield f"区工信局{words}报表.xlsx", quarter.our_form("industry_it")
    if ("featured_buildings", "xiaodian") in quarter.values():
        yield f"区商务局-{words}.xlsx", to_xlsx([commerce(quarter)], day)
