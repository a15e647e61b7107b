import pytest

from milepost.plan.plan import Plan
from milepost.plan.sanity import sanity


def indicator(id_, way="stock", **rest):
    return {"id": id_, "name": id_, "measure_unit": "户", "way": way, "reported_by": ["county"]} | rest


def goal(id_, value, kind="stock", **rest):
    return {"id": id_, "name": id_, "indicator": id_, "quote": "到2024年", "operator": ">", "kind": kind,
            "value": value, "measure_unit": "户", "deadline": "2024-12-31"} | rest  # fmt: skip


def remarks(document, indicators, goals):
    """Messages on the small plan with these indicators and goals only."""
    changed = {**document, "indicators": indicators, "goals": goals, "schemes": []}
    return [finding.message for finding in sanity(Plan.from_document(changed))]


def implied(document, indicators, goals):
    """The same without the remark that bases are missing."""
    return [message for message in remarks(document, indicators, goals) if "没有基期值" not in message]


def test_a_sound_plan_gets_only_what_its_numbers_imply(plan):
    assert [(finding.goals, finding.message) for finding in sanity(plan)] == [
        (
            ("market_entities", "per_thousand"),
            "“市场主体总量”12万户与“每千人拥有市场主体”120户/千人合起来看，相当于常住人口100万人",
        )
    ]


def test_parts_that_fill_the_whole_are_shown_as_a_sum(document):
    messages = implied(
        document,
        [indicator("entities", includes=["firms", "shops"]), indicator("firms"), indicator("shops")],
        [goal("entities", 120000), goal("firms", 22000), goal("shops", 98000)],
    )
    assert messages == ["2.2万＋9.8万＝12万户：firms、shops的目标之和正好是“entities”的目标，没有给其他类别留余量"]


def test_parts_that_leave_room_for_others_are_not_remarked(document):
    messages = implied(
        document,
        [indicator("entities", includes=["firms", "shops"]), indicator("firms"), indicator("shops")],
        [goal("entities", 120000), goal("firms", 22000), goal("shops", 90000)],
    )
    assert messages == []


@pytest.mark.parametrize(("field", "what"), [("value", "目标"), ("base_value", "基期值")])
def test_a_whole_smaller_than_its_part_is_a_contradiction(document, field, what):
    whole = goal("entities", 120000, base_value=90000, base_source="虚构") | {field: 20000}
    part = goal("firms", 22000, base_value=21000, base_source="虚构")
    messages = implied(document, [indicator("entities", includes=["firms"]), indicator("firms")], [whole, part])
    assert any(f"“entities”的{what}2万户小于其中各项（firms）之和" in message for message in messages)


def test_goals_for_different_days_are_not_added_up(document):
    late = goal("firms", 22000, deadline="2023-12-31")
    messages = implied(
        document, [indicator("entities", includes=["firms"]), indicator("firms")], [goal("entities", 20000), late]
    )
    assert not any("小于" in message for message in messages)


def test_a_cumulative_target_less_the_window_says_what_stood_before(document):
    messages = implied(
        document,
        [indicator("ever", "cumulative", cumulates="added"), indicator("added", "ytd")],
        [goal("ever", 1200, "cumulative"), goal("added", 530, "window")],
    )
    assert messages == ["“ever”1200户减去方案期内新增的530户，2021年末应已有670户"]


@pytest.mark.parametrize(
    ("total", "rest", "expected"),
    [
        (100, {}, "“total”100户减去方案期内新增的60户，2021年末应已有40户"),
        (
            100,
            {"base_value": 45, "base_source": "虚构"},
            "“total”100户减去方案期内新增的60户，2021年末应已有40户，所填基期值却是45户，请核对",
        ),
        (50, {}, "“total”50户减去方案期内新增的60户成了负数，两个目标互相矛盾，请核对原文"),
    ],
)
def test_sixty_more_and_a_hundred_in_all_imply_forty(document, total, rest, expected):
    goals = [goal("total", total, **rest), goal("more", 60, "window", indicator="total")]
    assert implied(document, [indicator("total")], goals) == [expected]


def test_a_growth_rate_without_a_base_year_implies_two_bases(document):
    goals = [
        goal("total", 260000, deadline="2025-12-31"),
        goal("rate", 20, "growth", indicator="total", measure_unit="%", deadline="2025-12-31"),
    ]
    assert implied({**document, "end": "2025Q4"}, [indicator("total")], goals) == [
        (
            "“total”26万户、年均增长20%，意味着起点以2021年末为基期（4年）约12.54万户，"
            "以2022年末为基期（3年）约15.05万户；按哪一年起算，须写明出处"
        )
    ]


def test_a_growth_rate_with_an_entered_base_is_followed_to_the_end(document):
    goals = [
        goal("total", 260000, deadline="2025-12-31", base_value=120000, base_source="虚构"),
        goal("rate", 20, "growth", indicator="total", measure_unit="%", deadline="2025-12-31"),
    ]
    assert implied({**document, "end": "2025Q4"}, [indicator("total")], goals) == [
        "“total”26万户、年均增长20%：从所填2021年末基期值12万户起，4年后为24.88万户"
    ]


def test_missing_bases_stand_in_one_remark(document):
    messages = remarks(
        document,
        [indicator("a"), indicator("b"), indicator("c", "ytd")],
        [goal("a", 10), goal("b", 20), goal("c", 30, "window")],
    )
    assert messages == ["2个目标没有基期值，进度快慢无法判断，请录入并注明出处：a、b"]


def test_a_target_met_at_its_base_is_named_with_its_county(document):
    met = goal("a", 10, base_value=4, base_source="虚构", allocations={"xian": {"value": 2, "base_value": 2}})
    messages = implied(document, [indicator("a")], [met])
    assert "“a”（西安区）的基期值2户已达到目标2户，无从计算进度，请核对" in messages
    fewer = goal("a", 10, base_value=4, base_source="虚构", direction=-1)
    assert implied(document, [indicator("a")], [fewer]) == ["“a”的基期值4户已达到目标10户，无从计算进度，请核对"]


def test_allocations_that_miss_the_promise_are_counted_out(document):
    document["goals"][0]["allocations"]["xian"]["value"] -= 1500
    document["goals"][0]["allocations"]["gaoxin"]["base_value"] += 70
    messages = [finding.message for finding in sanity(Plan.from_document(document))]
    assert "“市场主体总量”各单位目标合计11.85万户，比总目标12万户少1500户，请核对" in messages
    assert "“市场主体总量”各单位基期值合计10.01万户，比总基期值10万户多70户，请核对" in messages


def test_a_part_counted_in_another_is_not_summed(document):
    zone = next(unit for unit in document["units"] if unit["id"] == "gaoxin")
    zone["counted_in"] = "longshan"
    messages = [finding.message for finding in sanity(Plan.from_document(document))]
    assert "“市场主体总量”各单位目标合计11.04万户，比总目标12万户少9600户，请核对" in messages


def test_counties_left_out_of_an_allocation_are_named_and_keep_the_race_waiting(document):
    del document["goals"][0]["allocations"]["xian"]
    del document["goals"][0]["allocations"]["gaoxin"]
    messages = [finding.message for finding in sanity(Plan.from_document(document))]
    assert "“市场主体总量”还没有分解到西安区、高新区" in messages
    assert (
        "赛马办法“县区赛马”按完成情况计分，但1个目标还没有分解到每个参赛单位：市场主体总量；"
        "分解之前请用按增速或水平计分的办法"
    ) in messages


def test_an_allocation_without_bases_is_named(document):
    del document["goals"][0]["allocations"]["xian"]["base_value"]
    messages = [finding.message for finding in sanity(Plan.from_document(document))]
    assert "1个目标已分解，但有单位没有基期值：市场主体总量" in messages


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"deadline": "2025-12-31"}, "“a”的期限2025-12-31在方案结束（2024年四季度）之后，请核对"),
        ({"deadline": "2021-06-30"}, "“a”的期限2021-06-30在方案开始（2022年一季度）之前，请核对"),
        ({"base_period": "2024"}, "“a”的基期2024年不在期限2024-12-31之前，请核对"),
    ],
)
def test_dates_outside_the_plan_are_named(document, changed, expected):
    assert expected in implied(document, [indicator("a")], [goal("a", 10, **changed)])
