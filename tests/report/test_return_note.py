"""The note that goes with a returned file: to whom, how much, what first, and whose numbers they are."""

from milepost.plan.period import Period
from milepost.plan.reading import Problem
from milepost.report.return_note import return_note

Q2 = Period.parse("2024Q2")
ODD = Problem("error", "not-a-number", "“三万左右”不是数字", "请填整数", "季报", "C7", "三万左右")
DOUBT = Problem("doubt", "missing", "应报的“企业”没有数", "请补报")


def test_the_note_names_the_sender_the_file_and_every_place(plan):
    assert return_note(plan, Q2, "东丰.xlsx", "dongfeng", [DOUBT, ODD]).split("\n") == [
        "东丰县：报来的某市三年行动2024年二季度数据（“东丰.xlsx”）有1处须更正、1处须说明，现退回，请尽快改好重报：",
        "1. 季报!C7：“三万左右”不是数字。请填整数。",
        "2. 应报的“企业”没有数。请补报。",
        "批注件首页有完整清单，要改的格已标色。数字请由你单位自己更正，办公室不代改。",
    ]


def test_a_long_list_is_cut_and_says_so(plan):
    lines = return_note(plan, Q2, "a.xlsx", "", [ODD] * 20).split("\n")
    assert lines[0].startswith("报来的")
    assert lines[9] == "……其余12处见批注件。"
