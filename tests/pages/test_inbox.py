"""The cards of the inbox: names asked about, doubts explained one by one, undoing, all problems in one table."""

from streamlit.testing.v1 import AppTest

from milepost.workflow import Upload
from tests.pages import visit
from tests.pages.test_reporting import drop, opened
from tests.pages.visit import Q1, Q2, button, report, table_of, words, workbook

MISSPELT = [["2024年二季度"], ["县区", "高新技术企业(户)"], ["龙山区", 16], ["东丰线", 9], ["西安区", 12]]


def asked(page: AppTest) -> list[str]:
    return [one.value.replace("\\", "") for one in page.markdown if "是不是" in one.value]


def test_a_near_name_is_asked_once_answered_and_said_at_each_use(office):
    page = drop(opened(), ("科技局.xlsx", workbook(MISSPELT)))
    assert asked(page)[0] == "季报!A4 的“**东丰线**”是不是“**东丰县**”？"
    page = button(page, "是").click().run()
    assert asked(page) == []
    (kept,) = office.store.answers.live("small").to_dict("records")
    assert (kept["sender"], kept["text"], kept["meant"], kept["place"]) == ("science", "东丰线", "dongfeng", "季报!A4")
    again = drop(opened(), ("科技局.xlsx", workbook(MISSPELT)))
    assert "按记住的回答：“东丰线”就是“东丰县”" in visit.plain(words(again))


def test_an_answer_is_listed_and_can_be_taken_back(office):
    page = drop(opened(), ("科技局.xlsx", workbook(MISSPELT)))
    button(page, "不是").click().run()
    forms = visit.opened("reporting/forms.py")
    assert forms.header[0].value == "记住了0种版式、1个名称"
    button(forms, "收回").click().run()
    assert office.store.answers.live("small").empty


def test_each_doubt_has_its_own_explanation_which_stays_with_the_figure(office, send):
    before = workbook([["龙山区2024年一季度"], ["指标", "本期数"], ["市场主体总量", 60000], ["累计个转企", 500]])
    send(Upload("龙山区2024年一季度.xlsx", before, by="办公室", explanation="属实"), Q1)
    upload = report("龙山区", Q2, market=20000)
    page = drop(opened(), (upload.name, upload.content))
    lines = [box for box in page.text_input if box.label.startswith("季报")]
    assert len(lines) > 1
    next(box for box in lines if "C3" in box.label).set_value("集中清理注销")
    page = button(page, "带说明入库").click().run()
    assert "处没有写说明" in words(page)
    page.text_area[0].set_value("其余属实")
    button(page, "带说明入库").click().run()
    (sent,) = office.store.submissions("small", Q2).to_dict("records")
    kept = office.store.doubts.of(sent["submission"])
    by_cell = dict(zip(kept["cell"], kept["explanation"], strict=True))
    assert by_cell.pop("C3") == "市场主体总量：集中清理注销"
    assert set(by_cell.values()) == {"其余属实"}
    walk = visit.opened("reporting/lineage.py", indicator="market_entities", unit="longshan", period="2024Q2")
    assert table_of(walk, "说明") == ["市场主体总量：集中清理注销"]


def test_what_was_just_taken_in_is_taken_back_in_place(office):
    upload = report("龙山区", Q1, market=31200)
    page = drop(opened(period="2024Q1"), (upload.name, upload.content))
    page = button(page, "入库").click().run()
    next(box for box in page.text_input if (box.key or "").startswith("reason ")).set_value("放错了季度")
    page = button(page, "撤回这一份").click().run()
    assert office.store.submissions("small")["withdrawn_because"].tolist() == ["放错了季度"]
    assert "1份可入库" in words(page)


def test_all_problems_are_filtered_together(office):
    odd = workbook([["2024年二季度"], ["县区", "市场主体总量(户)"], ["西安区", "三万左右"]])
    page = drop(opened(), ("西安区.xlsx", odd), ("坏的.xlsx", b"not a workbook"))
    assert "2份文件共2处，表里2处" in words(page)
    next(box for box in page.multiselect if box.label == "类别").select("数字写法").run()
    assert "2份文件共2处，表里1处" in words(page)
    assert page.dataframe[0].value["文件"].tolist() == ["西安区.xlsx"]


def test_what_an_acceptable_file_holds_besides_is_listed_and_can_be_explained(office):
    figures = [["市场主体总量", 31200], ["新登记市场主体", 900], ["累计个转企", 120], ["锅炉数", 7]]
    rows = [["龙山区2024年一季度"], ["指标", "本期数"], *figures]
    page = drop(opened(period="2024Q1"), ("龙山区2024年一季度.xlsx", workbook(rows)))
    assert button(page, "入库")
    assert "没有读取：锅炉数" in visit.plain(words(page))
    assert button(page, "对应版式")
