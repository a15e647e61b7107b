"""What people write in a field, and what it means."""

import pytest

from milepost.errors import PlanError
from milepost.plan.field_text import Names, taken, value_in, written
from milepost.plan.fields import FIELDS, field_of


@pytest.fixture
def names(document):
    return Names(document)


@pytest.mark.parametrize(
    ("kind", "name", "value", "text"),
    [
        ("goals", "operator", ">", "突破（须多于）"),
        ("goals", "kind", "stock", "期末存量"),
        ("goals", "direction", -1, "越少越好"),
        ("goals", "indicator", "market_entities", "市场主体总量"),
        ("goals", "lead_departments", ["science", "commerce"], "市科技局；市商务局"),
        ("goals", "base_period", "2021Q4", "2021年四季度"),
        ("goals", "base_period", "2020", "2020年"),
        ("goals", "deadline", "2024-12-31", "2024-12-31"),
        ("indicators", "reported_by", ["county", "science"], "各县（市、区）；市科技局"),
        ("indicators", "reported_as", ["市场主体", "在上海、深圳上市"], "市场主体；在上海、深圳上市"),
        ("indicators", "reported_for", "parts", "各地"),
        ("goals", "value", 120000, 120000),
        ("goals", "stretch", True, True),
        ("deadlines", "days", [12, 27], "12、27"),
    ],
)
def test_a_value_is_written_in_words_and_read_back(names, kind, name, value, text):
    field = field_of(kind, name)
    assert written(field, value, names) == text
    assert taken(field, text, names) == value


@pytest.mark.parametrize(
    ("kind", "name", "text", "value"),
    [
        ("goals", "operator", "突破", ">"),
        ("goals", "lead_departments", "市科技局、市商务局", ["science", "commerce"]),
        ("goals", "lead_departments", "science", ["science"]),
        ("goals", "base_period", "2021年末", "2021"),
        ("goals", "base_period", "2021q4", "2021Q4"),
        ("goals", "deadline", "2024年12月31日", "2024-12-31"),
        ("goals", "stretch", "否", False),
        ("deadlines", "days", "12日，27日", [12, 27]),
        ("deadlines", "days", "3", [3]),
        ("goals", "theme", "  ", None),
    ],
)
def test_other_ways_of_writing_mean_the_same(names, kind, name, text, value):
    assert taken(field_of(kind, name), text, names) == value


@pytest.mark.parametrize(
    ("kind", "name", "text", "message"),
    [
        ("deadlines", "days", "12、月底", "日子“月底”不是整数，请写成 12、27"),
        ("goals", "kind", "存量", "类型“存量”不认识，可用：期末存量、"),
        ("goals", "indicator", "市场主体", "指标“市场主体”不在方案的指标里，请用指标全称，或先把它加进方案"),
        ("goals", "lead_departments", "市科技局、市文旅局", "牵头部门“市文旅局”不在方案的单位里"),
        ("goals", "base_period", "去年", "基期“去年”不是报告期，请写成 2021年四季度、2021年 或 2021Q4"),
        ("goals", "deadline", "2024年底", "期限“2024年底”不是日期，请写成 2024-12-31"),
        ("goals", "deadline", "2024-13-01", "期限“2024-13-01”不是日期"),
        ("goals", "value", "12万", "目标值“12万”不是数字"),
        ("goals", "stretch", "也许", "力争“也许”不认识，请填“是”或“否”"),
    ],
)
def test_what_means_nothing_is_said_in_words(names, kind, name, text, message):
    with pytest.raises(PlanError) as error:
        taken(field_of(kind, name), text, names)
    assert str(error.value).startswith(message)


def test_a_name_that_two_records_bear_is_written_by_id(document):
    document["goals"][1]["name"] = document["goals"][0]["name"]
    names = Names(document)
    assert written(field_of("items", "goal"), "market_entities", names) == "market_entities"
    assert names.meant("goals", "市场主体总量") is None


def test_a_field_of_a_ratio_lies_one_level_down(document):
    record = document["indicators"][-1]
    ratio = [field for field in FIELDS["indicators"] if field.name.startswith("ratio.")]
    assert [value_in(record, field) for field in ratio] == ["market_entities", "population", 1000]
    assert [value_in(document["indicators"][0], field) for field in ratio] == [None, None, None]
