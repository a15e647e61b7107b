"""What of a sentence must not change when its words do."""

import pytest

from milepost.report.facts import differences, said

NAMES = ["龙山区", "东辽县", "企业户数", "市场主体总量"]
TEXT = "龙山区得90.8分，东辽县得68.1分；企业户数2.07万户，慢于序时进度5.8个百分点，同比增长9.7%。"


def test_each_number_belongs_to_the_name_before_it_and_keeps_its_direction():
    assert said(TEXT, NAMES) == [
        ("龙山区", "90.8分"),
        ("东辽县", "68.1分"),
        ("企业户数", "2.07万户"),
        ("企业户数", "慢于序时进度5.8个百分点"),
        ("企业户数", "增长9.7%"),
    ]


@pytest.mark.parametrize(
    "edited",
    [
        TEXT.replace("，同比", "，与上年同期相比"),
        TEXT.replace("龙山区得90.8分，", "龙山区表现突出，得90.8分，"),
        TEXT + "请东辽县于7月25日前说明情况。",
    ],
)
def test_words_names_and_days_may_come_in(edited):
    assert differences(TEXT, edited, NAMES) == []


@pytest.mark.parametrize(
    ("edited", "told"),
    [
        (TEXT.replace("68.1", "78.1"), "少了“东辽县68.1分”"),
        (TEXT.replace("增长9.7%", "下降9.7%"), "少了“企业户数增长9.7%”"),
        (TEXT.replace("慢于序时进度", "快于序时进度"), "少了“企业户数慢于序时进度5.8个百分点”"),
        (TEXT.replace("2.07万户", "2.07户"), "多了“企业户数2.07户”"),
        (TEXT.replace("龙山区", "西安区"), "不再提到“龙山区”"),
        (TEXT.replace("龙山区得90.8分，东辽县得68.1分", "东辽县得90.8分，龙山区得68.1分"), "少了“龙山区90.8分”"),
        (TEXT + "另增300户。", "多了“企业户数300户”"),
        (TEXT.replace("同比增长9.7%", "同比增长"), "少了“企业户数增长9.7%”"),
    ],
)
def test_numbers_directions_units_and_whose_they_are_may_not_change(edited, told):
    assert told in differences(TEXT, edited, NAMES)


def test_statuses_behind_a_count_are_part_of_it():
    before = "26项目标中，12项快于序时，9项慢于序时"
    assert differences(before, "26项目标中，12项慢于序时，9项快于序时", [])


def test_a_number_said_once_more_is_no_mere_wording():
    assert differences("东辽县得68.1分。", "东辽县得68.1分，仅得68.1分。", NAMES) == ["数字的先后或次数变了"]
