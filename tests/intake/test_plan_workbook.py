"""All records of a plan out as one workbook and in again: the same document, or every wrong cell by its place."""

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.intake.grids import open_grids
from milepost.intake.plan_reading import mark_of, read_plan
from milepost.intake.plan_workbook import parts_workbook, plan_workbook
from milepost.plan.editing import assigned, tidy
from milepost.plan.goal import KIND_WORDS, OPERATOR_WORDS
from milepost.plan.period import Period
from milepost.store.targets import read_targets

DAY = Period.parse("2024").end
TARGETS = read_targets(Path(__file__).parents[2] / "targets")


def read(content: bytes, base=None):
    return read_plan(open_grids(content, "方案.xlsx"), base or {})


def edited(content: bytes, *changes: tuple[str, str, object]) -> bytes:
    """The workbook with cells changed: sheet, address, value."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet, cell, value in changes:
        book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def workbook(document) -> bytes:
    return plan_workbook(document, DAY)


@pytest.mark.parametrize("plan_id", sorted(TARGETS))
def test_every_shipped_plan_comes_back_as_it_went_out(plan_id):
    reading = read(plan_workbook(TARGETS[plan_id], DAY))
    assert reading.problems == ()
    assert reading.document == tidy(TARGETS[plan_id])


def test_the_same_document_gives_the_same_bytes(document, workbook):
    assert plan_workbook(document, DAY) == workbook


def test_a_person_finds_the_records_in_words(workbook):
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    assert book.sheetnames == [
        "说明", "方案", "单位", "行业", "指标", "目标", "任务分解", "单位基期", "节点", "参照值", "赛马办法", "期限",
        "区划调整", "口径变化", "可比数", "赛马计分",
    ]  # fmt: skip
    goals = [[cell.value for cell in row] for row in book["目标"].iter_rows(max_col=8)]
    assert goals[0] == ["编号", "名称", "分组", "指标", "原文", "算符", "类型", "目标值"]
    assert goals[1][3:] == ["市场主体总量", "到2024年,市场主体突破12万户", "突破（须多于）", "期末存量", 120000]
    parts = [[cell.value for cell in row] for row in book["任务分解"].iter_rows(max_row=2)]
    assert parts[0] == [
        "编号", "目标", "计量单位", "全域", "龙山区", "西安区", "东丰县", "东辽县", "高新区", "合计", "还差",
    ]  # fmt: skip
    assert parts[1][3:] == [120000, 36000, 24000, 26400, 24000, 9600, "=E2+F2+G2+H2+I2", "=D2-J2"]


def test_a_cell_that_was_changed_is_the_only_thing_changed(document, workbook):
    reading = read(
        edited(workbook, ("目标", "H2", 130000), ("任务分解", "E2", "4.6万"), ("单位", "D3", "老龙山；龙山"))
    )
    assert reading.problems == ()
    wanted = assigned(document, ("goals", "market_entities", "value"), 130000)
    wanted = assigned(wanted, ("goals", "market_entities", "allocations", "longshan", "value"), 46000)
    assert reading.document == assigned(wanted, ("units", "longshan", "other_names"), ["老龙山", "龙山"])


def test_a_row_more_is_a_record_with_an_id_of_its_own_and_a_row_less_one_gone(document, workbook):
    reading = read(edited(workbook, ("单位", "B10", "新区"), ("单位", "C10", "县（市、区）"), ("目标", "I2", "户")))
    assert reading.problems == ()
    assert reading.document["units"][-1] == {"id": "unit_9", "name": "新区", "kind": "county"}
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    book["目标"].delete_rows(5)
    book["任务分解"].delete_rows(5)
    book["单位基期"].delete_rows(5)
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()).document == assigned(document, ("goals", "trained"), None)


def test_the_parts_alone_change_nothing_else(document):
    content = edited(parts_workbook(document, DAY), ("任务分解", "E2", 35000), ("任务分解", "F3", None))
    reading = read(content, document)
    assert reading.problems == ()
    wanted = assigned(document, ("goals", "market_entities", "allocations", "longshan", "value"), 35000)
    assert reading.document == assigned(wanted, ("goals", "new_entities", "allocations", "xian"), None)


def test_a_workbook_says_which_version_it_comes_from(document):
    for make in (plan_workbook, parts_workbook):
        assert mark_of(open_grids(make(document, DAY, "abc123"), "方案.xlsx")) == "abc123"
        assert mark_of(open_grids(make(document, DAY), "方案.xlsx")) == ""


def test_a_benchmark_gets_its_references_row_by_row(document):
    compared = assigned(document, ("goals", "trained", "kind"), "benchmark")
    compared = assigned(assigned(compared, ("goals", "trained", "value"), None), ("goals", "trained", "deadline"), None)
    book = plan_workbook(compared, DAY)
    cells = (("参照值", "A2", "培训外贸企业"), ("参照值", "B2", "2022年"), ("参照值", "C2", "118.5"),
             ("参照值", "D2", "国家统计局公报"))  # fmt: skip
    reading = read(edited(book, *cells))
    assert reading.problems == ()
    trained = next(goal for goal in reading.document["goals"] if goal["id"] == "trained")
    assert trained["references"] == {"2022": {"value": 118.5, "source": "国家统计局公报"}}
    assert read(plan_workbook(reading.document, DAY)).document == reading.document
    [error] = read(edited(book, *cells[:3])).errors
    assert (error.where, error.message) == ("参照值!D2", "缺少出处")


WRONG = [
    ("not-understood", ("目标", "G2", "存量"), "目标!G2", "类型“存量”不认识"),
    ("not-understood", ("目标", "D2", "市场主体"), "目标!D2", "指标“市场主体”不在方案的指标里"),
    ("not-understood", ("目标", "H2", "十二万"), "目标!H2", "目标值：“十二万”不是数字"),
    ("not-understood", ("目标", "L2", "2024年底"), "目标!L2", "期限“2024年底”不是日期"),
    ("not-understood", ("目标", "N2", "去年"), "目标!N2", "基期“去年”不是报告期"),
    ("empty", ("目标", "E2", None), "目标!E2", "缺少原文"),
    ("plan", ("目标", "P2", None), "目标!B2", "填了基期值，请同时写明出处"),
    ("twice", ("单位", "A4", "longshan"), "单位!A4", "编号“longshan”在 A3 已经用过"),
    ("missing-column", ("目标", "H1", "目标数"), "目标", "“目标”的表头缺少：目标值；表里多出：目标数"),
    ("not-understood", ("任务分解", "E1", "龙山新区"), "任务分解!E1", "表头“龙山新区”不是方案里的单位"),
    ("not-understood", ("任务分解", "E2", "若干"), "任务分解!E2", "“若干”不是数字"),
    ("not-understood", ("任务分解", "A2", "market"), "任务分解!A2", "第2行的目标不在方案里"),
    ("not-understood", ("赛马计分", "A2", "区县赛马"), "赛马计分!A2", "没有这个赛马办法"),
    ("empty", ("赛马计分", "C2", None), "赛马计分!C2", "缺少权重"),
    ("missing-row", ("方案", "A9", "开始"), "方案", "缺少“起始”一行"),
    ("plan", ("方案", "B16", -5), "", "状态门槛须从大到小"),
    ("not-understood", ("目标", "H2", "=1/0"), "目标!H2", "公式"),
    ("no-name", ("单位", "C10", "部门"), "单位!B10", "第10行有内容，却没有名称"),
]


@pytest.mark.parametrize(("code", "change", "where", "message"), WRONG)
def test_a_wrong_edit_is_named_by_sheet_and_cell(workbook, code, change, where, message):
    first = read(edited(workbook, change)).errors[0]
    assert (first.code, first.where) == (code, where)
    assert message in first.message
    assert first.remedy


def test_all_wrong_cells_are_named_at_once(workbook):
    cells = [change for code, change, *_ in WRONG if code == "not-understood"][:5]
    assert len(read(edited(workbook, *cells)).errors) >= 5


def test_a_sheet_that_is_gone_or_another_workbook_is_named(workbook):
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    del book["指标"]
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()).errors[0].message.startswith("缺少工作表“指标”；文件里有：说明、方案、单位")
    other = openpyxl.Workbook()
    other.active.title = "季报"
    out = io.BytesIO()
    other.save(out)
    assert read(out.getvalue()).errors[0].message == "缺少工作表“目标”；文件里有：季报"


words = st.text("甲乙丙丁市县=+-@'“”、0123 abc", min_size=1, max_size=8).map(str.strip).filter(bool)
# A spreadsheet keeps fifteen digits.
numbers = st.decimals(0, 10**6, places=4).map(float)
periods = st.sampled_from(["2021Q4", "2023H1", "2022", "2023-06"])


@st.composite
def documents(draw):
    count = draw(st.integers(1, 3))
    units = [{"id": "city", "name": "某市", "kind": "city"}] + [
        {"id": f"u{n}", "name": draw(words) + str(n), "kind": "county"}
        | draw(st.fixed_dictionaries({}, optional={"code": words, "other_names": st.just([f"别{n}"])}))
        for n in range(count)
    ]
    goal = {
        "quote": draw(words), "name": draw(words), "indicator": "m", "measure_unit": "户", "value": draw(
            st.integers(1, 10**9) | numbers),
        "operator": draw(st.sampled_from(list(OPERATOR_WORDS))),
        "kind": draw(st.sampled_from([kind for kind in KIND_WORDS if kind not in ("boolean", "benchmark")])),
    }  # fmt: skip
    part = st.fixed_dictionaries(
        {"value": st.integers(0, 999)}, optional={"base_value": numbers, "milestones": st.just({"2023Q1": 5})}
    )
    extra = st.fixed_dictionaries({}, optional={
        "stretch": st.booleans(), "direction": st.sampled_from([1, -1]), "deadline": st.just("2024-12-31"),
        "base_period": periods, "note": words, "theme": words, "lead_departments": st.just(["u0"]),
        "milestones": st.dictionaries(periods, st.integers(0, 999), max_size=2),
        "allocations": st.dictionaries(st.sampled_from([one["id"] for one in units[1:]]), part),
    })  # fmt: skip
    return {
        "id": "p", "title": draw(words), "start": "2022Q1", "unit": "city", "units": units,
        "indicators": [{"id": "m", "name": "总量", "measure_unit": "户", "way": "stock", "reported_by": ["county"]}],
        "goals": [goal | draw(extra) | {"id": f"g{n}"} for n in range(draw(st.integers(0, 2)))],
        "bands": draw(st.sampled_from([{}, {"ahead": 3}, {"ahead": 1.5, "slow": -1, "behind": -9}])),
    }  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_a_document_comes_back_as_it_went_out(document):
    reading = read(plan_workbook(document, DAY))
    assert reading.problems == ()
    assert reading.document == tidy(document)
