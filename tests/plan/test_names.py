import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.plan.names import bare_place, fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("端  州", "端州"),
        ("全　市", "全市"),
        ("\u00a0\u00a0龙山区\u00a0", "龙山区"),
        ("指 标\n名 称", "指标名称"),
        ("市场主体（户）", "市场主体(户)"),
        ("２０２３Ｑ２", "2023q2"),
        ("1—6月", "1-6月"),
        ("1－6月", "1-6月"),
        ("\ufeff东丰县\u200b", "东丰县"),
    ],
)
def test_spellings_of_one_name_fold_together(text, expected):
    assert fold(text) == expected


@given(st.text("龙山区县市户端州（）()—–-－Ａa１1％%\u3000\u00a0\u200b\n ", max_size=12))
def test_folding_a_folded_name_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("龙山区", "龙山"), ("东丰县", "东丰"), ("海 宁 市", "海宁"), ("某市", "某市"), ("长白山", "长白山")],
)
def test_a_place_is_known_without_its_ending(name, expected):
    assert bare_place(name) == expected
