"""Names that resemble: asked, answered once for one sender, said at every use, and never believed against the plan."""

from milepost.intake.answers import Answer, near, with_answers
from milepost.intake.grids import open_grids
from milepost.intake.reading import Memory, Request, read_grids
from milepost.plan.period import Period
from tests.intake.cells import Rows, figures, said, workbook
from tests.intake.county_plan import county_plan

PLAN, Q2 = county_plan(), Period.parse("2023Q2")
MISSPELT = [["县区", "高新技术企业", "科技型中小企业"], ["东丰线", 10, 25], ["东辽县", 3, 15]]
LINE = Answer("bureau", "东丰线", "unit", "df", yes=True)
OWN = [["东丰县2023年二季度"], ["指标", "本期数"], ["市场主体总数量", 28000], ["企业", 5600]]


def read(rows: Rows, *answers: Answer, sender: str = "bureau"):
    grids = open_grids(workbook(rows), "报表.xlsx")
    return read_grids(grids, Request(PLAN, Q2, "报表.xlsx", sender, Memory(answers=answers)))


def test_a_misspelt_unit_is_asked_about_and_not_read():
    reading = read(MISSPELT)
    (problem,) = [one for one in reading.problems if one.code == "unknown-unit"]
    assert near(problem, PLAN, "bureau", Q2)[0] == ("unit", "df", "东丰县")
    assert ("tech", "df") not in figures(reading)


def test_after_a_yes_it_is_read_and_said():
    reading = read(MISSPELT, LINE)
    assert reading.problems == ()
    assert figures(reading)["tech", "df"] == 10
    assert "按记住的回答：“东丰线”就是“东丰县”" in reading.layout


def test_the_answer_of_one_sender_is_not_anothers_and_a_no_is_no_name():
    assert ("unknown-unit", "Sheet1!A2") in said(read(MISSPELT, Answer("ls", "东丰线", "unit", "df", yes=True)))
    assert ("unknown-unit", "Sheet1!A2") in said(read(MISSPELT, Answer("bureau", "东丰线", "unit", "df", yes=False)))


def test_a_workbook_that_needs_no_answer_is_not_told_of_one():
    reading = read([MISSPELT[0], ["东丰县", 10, 25], MISSPELT[2]], LINE)
    assert "按记住的回答" not in reading.layout


def test_a_near_indicator_is_asked_about_read_after_a_yes_and_left_alone_after_a_no():
    reading = read(OWN, sender="df")
    (problem,) = [one for one in reading.problems if one.code == "near-name"]
    assert near(problem, PLAN, "df", Q2) == [("indicator", "all", "市场主体总量")]
    yes = read(OWN, Answer("df", problem.value, "indicator", "all", yes=True), sender="df")
    assert figures(yes)["all", "df"] == 28000
    no = read(OWN, Answer("df", problem.value, "indicator", "all", yes=False), sender="df")
    assert "near-name" not in [code for code, _ in said(no)]
    assert ("all", "df") not in figures(no)


def test_what_the_plan_says_itself_outweighs_an_answer():
    plan, used = with_answers(PLAN, [Answer("bureau", "东辽县", "unit", "df", yes=True)])
    assert used == ()
    assert plan.unit_named("东辽县").id == "dl"


def test_an_answer_whose_meaning_the_plan_has_lost_is_left_alone():
    assert with_answers(PLAN, [Answer("bureau", "北城", "unit", "gone", yes=True)]) == (PLAN, ())
