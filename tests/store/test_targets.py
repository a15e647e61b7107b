"""Plan documents from files, and what an office adds to them."""

import copy

import pytest

from milepost.errors import NotFoundError, PlanError
from milepost.plan.plan import Plan
from milepost.store.targets import read_document, read_targets, with_additions

TOML = 'id = "small"\ntitle = "方案"\nunit = "city"\nunits = [{ id = "city", name = "某市", kind = "city" }]\n'


def test_each_file_of_the_folder_is_one_plan(tmp_path):
    (tmp_path / "small.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "README.md").write_text("not a plan", encoding="utf-8")
    documents = read_targets(tmp_path)
    assert list(documents) == ["small"]
    assert documents["small"]["units"] == [{"id": "city", "name": "某市", "kind": "city"}]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("other.toml", TOML.encode(), r"other\.toml 里的方案编号是“small”"),
        ("small.toml", b'id = "small"\ntitle = 2 3', r"small\.toml 第2行第11列不合 TOML 写法"),
        ("small.toml", b'id = "small', r"small\.toml 末尾不合 TOML 写法"),
        ("small.toml", 'id = "方案"'.encode("gb18030"), r"small\.toml 不是 UTF-8"),
    ],
)
def test_a_file_that_is_wrong_is_named(tmp_path, name, content, word):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PlanError, match=word):
        read_targets(tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotFoundError, match=r"nowhere\.toml"):
        read_document(tmp_path / "nowhere.toml")


def test_an_office_adds_bases_and_allocations_to_promises_by_their_id(document):
    before = copy.deepcopy(document)
    additions = {
        "id": "small",
        "due_day": 15,
        "goals": [{"id": "new_entities", "base_value": 9000, "base_source": "2021年年报",
                   "allocations": {"xian": {"value": 8000}}}],
    }  # fmt: skip
    plan = Plan.from_document(with_additions(document, additions))
    goal = plan.goal_of("new_entities")
    assert (goal.base_value, goal.base_source, list(goal.allocations)) == (9000, "2021年年报", ["xian"])
    assert goal.quote == "2022—2024年新登记市场主体4万户以上"
    assert [g.id for g in plan.goals] == [g["id"] for g in before["goals"]]
    assert plan.due_day == 15
    assert document == before


def test_units_indicators_and_schemes_are_replaced_by_id_or_appended(document):
    additions = {
        "units": [{"id": "gaoxin", "name": "高新区", "kind": "county", "counted_in": "longshan"},
                  {"id": "science", "name": "市科技局", "kind": "department"},
                  {"id": "bank", "name": "某银行", "kind": "bank"}],
        "schemes": [document["schemes"][0] | {"id": "second", "title": "第二种办法"}],
    }  # fmt: skip
    plan = Plan.from_document(with_additions(document, additions))
    assert plan.unit_of("gaoxin").counted_in == "longshan"
    assert plan.unit_of("science").other_names == ()
    assert plan.units[-1].id == "bank"
    assert [scheme.id for scheme in plan.schemes] == ["counties", "second"]


@pytest.mark.parametrize(
    "addition", [{"goals": [{"id": "misspelt", "base_value": 1}]}, {"units": [{"name": "无编号"}]}]
)
def test_an_addition_to_nothing_is_refused(document, addition):
    with pytest.raises(PlanError, match="不在方案“small”里，请核对编号"):
        with_additions(document, addition)
