"""The list of problems that goes back: every problem once, and no text of a stranger becomes a formula."""

import csv
import io
from datetime import date

from openpyxl import load_workbook

from milepost.intake.returned import HEADINGS, problem_csv, problem_workbook
from milepost.plan.reading import Problem

DAY = date(2024, 7, 10)
PROBLEMS = (
    Problem("error", "not-a-number", "“三万左右”不是数字", "请填写整数", "季报", "C7", "三万左右"),
    Problem("doubt", "scale", "是上季的10.2倍", "疑为“户”填成“万户”", "季报", "C8", "=1+1"),
)
LINES = [
    ["东丰县.xlsx", "东丰县", "数字写法", "错误，须更正", "季报", "C7", "三万左右", "“三万左右”不是数字", "请填写整数"],
    ["东丰县.xlsx", "东丰县", "与往期比", "存疑，须说明", "季报", "C8", "=1+1", "是上季的10.2倍", "疑为“户”填成“万户”"],
]


def test_the_workbook_lists_every_problem_and_keeps_text_text():
    sheet = load_workbook(
        io.BytesIO(problem_workbook([("东丰县.xlsx", "东丰县", PROBLEMS), ("空.xlsx", "", ())], DAY))
    ).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [list(HEADINGS), *LINES]
    assert sheet["G3"].data_type == "s"


def test_the_same_problems_make_the_same_bytes():
    told = [("a.xlsx", "", PROBLEMS)]
    assert problem_workbook(told, DAY) == problem_workbook(told, DAY)


def test_the_csv_opens_in_chinese_and_disarms_formulas():
    content = problem_csv([("东丰县.xlsx", "东丰县", PROBLEMS)])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    disarmed = [*LINES[1][:6], "'=1+1", *LINES[1][7:]]
    assert rows == [list(HEADINGS), LINES[0], disarmed]
