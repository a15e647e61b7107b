"""Acts: what they add, what they refuse, and what they never lose."""

import pytest

from milepost.errors import NotFoundError, PlanError, RefusedError, StaleError
from milepost.plan.period import Period
from milepost.plan.reading import Problem
from milepost.plan.tables import FIGURES
from milepost.store.store import Source

Q2, Q3 = Period.parse("2023Q2"), Period.parse("2023Q3")
ERROR = Problem("error", "not-a-number", "“三万左右”不是数字", "请填写整数", "季报", "B3", "三万左右")
DOUBT = Problem("doubt", "jump", "比上期多80%", "请核实", "季报", "B3", "54000")


def test_a_submitted_figure_comes_back_with_its_lineage(clerk):
    receipt = clerk.send({"market_entities": 31200}, b"the workbook")
    figures = clerk.store.figures("small")
    assert {name: str(dtype) for name, dtype in figures.dtypes.items()} == FIGURES
    [row] = figures.to_dict("records")
    assert (row["indicator"], row["unit"], row["value"]) == ("market_entities", "longshan", 31200)
    assert (row["sheet"], row["cell"], row["file"], row["sender"]) == ("季报", "B3", "龙山区.xlsx", "longshan")
    assert clerk.store.original(row["sha256"]) == b"the workbook"
    assert row["submission"] == receipt.submission
    assert row["time"] == clerk.store.moment()


def test_figures_keep_the_order_of_their_file(clerk):
    clerk.send({"new_entities": 2, "market_entities": 1, "conversions_ever": 3})
    assert clerk.store.figures("small")["value"].tolist() == [2, 1, 3]


def test_the_same_file_twice_changes_nothing(clerk):
    first = clerk.send({"market_entities": 31200})
    before = clerk.store.submissions("small")
    again = clerk.send({"market_entities": 31200})
    assert again.repeated
    assert again.submission == first.submission
    assert clerk.store.submissions("small").equals(before)


def test_the_same_bytes_read_otherwise_are_a_new_submission(clerk):
    """A plan that has learned an indicator finds more in the same workbook."""
    clerk.send({"market_entities": 31200}, b"workbook")
    assert not clerk.send({"market_entities": 31200, "new_entities": 900}, b"workbook").repeated
    assert len(clerk.values()) == 2


def test_a_corrected_file_replaces_the_earlier_one_whole(clerk):
    clerk.send({"market_entities": 31200, "new_entities": 900})
    before = clerk.store.moment()
    clerk.send({"market_entities": 31300})
    assert clerk.values() == {("longshan", "market_entities"): 31300}
    assert clerk.values(as_of=before) == {("longshan", "market_entities"): 31200, ("longshan", "new_entities"): 900}
    assert clerk.store.submissions("small")["state"].tolist() == ["replaced", "live"]


def test_another_form_sender_or_period_adds(clerk):
    clerk.store.open_period("small", Q3, by="李明")
    clerk.send({"market_entities": 31200})
    clerk.send({"new_entities": 900}, form="登记情况表")
    clerk.send({"market_entities": 22000}, sender="dongfeng")
    clerk.send({"market_entities": 31500}, period=Q3)
    assert sorted(clerk.store.figures("small")["value"]) == [900, 22000, 31200, 31500]
    assert clerk.store.submissions("small", Q3)["period"].tolist() == ["2023Q3"]


def test_errors_keep_the_whole_file_out_and_the_message_says_where(clerk):
    with pytest.raises(RefusedError, match=r"1处错误.*季报!B3 “三万左右”不是数字"):
        clerk.send({"new_entities": 900}, problems=(ERROR,), explanation="情况属实")
    assert clerk.store.submissions("small").empty


def test_doubts_pass_with_a_written_explanation_only(clerk):
    for nothing in ("", "  "):
        with pytest.raises(RefusedError, match=r"1处存疑.*季报!B3 比上期多80%"):
            clerk.send({"market_entities": 54000}, problems=(DOUBT,), explanation=nothing)
    clerk.send({"market_entities": 54000}, problems=(DOUBT,), explanation="高新区划入")
    assert clerk.store.submissions("small")["explanation"].tolist() == ["高新区划入"]


@pytest.mark.parametrize(
    ("cells", "word"), [({}, "没有读到任何数字"), ({"market_entities": float("nan")}, "不是数字"),
                        ({"market_entities": float("inf")}, "不是数字")],
)  # fmt: skip
def test_a_reading_without_figures_or_with_no_number_is_refused(clerk, cells, word):
    with pytest.raises(RefusedError, match=word):
        clerk.send(cells)


def test_a_figure_whose_place_is_missing_is_refused(clerk, read):
    torn = read({"market_entities": 31200})
    torn.figures.loc[0, "unit"] = None
    with pytest.raises(RefusedError, match="不完整"):
        clerk.store.submit("small", torn, Source("a.xlsx", clerk.store.keep_original(b"a"), "王芳"))


def test_figures_of_another_period_are_never_stored_along(clerk, read):
    strays = read({"market_entities": 1}, period=Period.parse("2022Q2")).figures
    mixed = read({"market_entities": 31200})
    mixed.figures.loc[1] = strays.iloc[0]
    with pytest.raises(RefusedError, match="不属于2023年二季度"):
        clerk.store.submit("small", mixed, Source("a.xlsx", clerk.store.keep_original(b"a"), "王芳"))


def test_one_cell_given_twice_is_refused_with_both_addresses(clerk, read):
    twice = read({"market_entities": 31200})
    twice.figures.loc[1] = twice.figures.loc[0].replace("B3", "B9")
    with pytest.raises(RefusedError, match="季报!B3、季报!B9"):
        clerk.store.submit("small", twice, Source("a.xlsx", clerk.store.keep_original(b"a"), "王芳"))


def test_an_unknown_sender_plan_or_original_is_refused(clerk, read):
    kept = clerk.store.keep_original(b"a")
    with pytest.raises(PlanError, match="没有编号为“atlantis”的单位"):
        clerk.send({"market_entities": 1}, sender="atlantis")
    with pytest.raises(NotFoundError, match="没有方案“other”"):
        clerk.store.submit("other", read({"market_entities": 1}), Source("a.xlsx", kept, "王芳"))
    with pytest.raises(NotFoundError, match="原件还没有保存"):
        clerk.store.submit("small", read({"market_entities": 1}), Source("a.xlsx", "0" * 64, "王芳"))


def test_a_period_is_opened_before_anybody_reports(clerk):
    with pytest.raises(RefusedError, match="2023年三季度未开放，不能报送；请先开放"):
        clerk.send({"market_entities": 31200}, period=Q3)
    with pytest.raises(RefusedError, match="收数中，不能开放"):
        clerk.store.open_period("small", Q2, by="李明")
    with pytest.raises(NotFoundError):
        clerk.store.open_period("other", Q2, by="李明")


def test_a_withdrawn_submission_leaves_an_empty_place(clerk):
    """The replaced one does not come back: nobody has said that its numbers hold again."""
    clerk.send({"market_entities": 31200})
    second = clerk.send({"market_entities": 31300}).submission
    before = clerk.store.moment()
    clerk.store.withdraw(second, by="王芳", reason="传错文件")
    assert clerk.values() == {}
    assert clerk.values(as_of=before) == {("longshan", "market_entities"): 31300}
    submissions = clerk.store.submissions("small")
    assert submissions["state"].tolist() == ["replaced", "withdrawn"]
    assert submissions["withdrawn_because"].tolist() == ["", "传错文件"]
    assert not clerk.send({"market_entities": 31300}).repeated
    assert clerk.values() == {("longshan", "market_entities"): 31300}


def test_only_what_counts_can_be_withdrawn_and_only_with_a_reason(clerk):
    first = clerk.send({"market_entities": 31200}).submission
    second = clerk.send({"market_entities": 31300}).submission
    with pytest.raises(RefusedError, match="写明原因"):
        clerk.store.withdraw(second, by="王芳", reason=" ")
    with pytest.raises(RefusedError, match="被后来的报送替换"):
        clerk.store.withdraw(first, by="王芳", reason="传错")
    clerk.store.withdraw(second, by="王芳", reason="传错")
    with pytest.raises(RefusedError, match="已经撤回过"):
        clerk.store.withdraw(second, by="王芳", reason="传错")
    with pytest.raises(NotFoundError, match="没有编号为“x”的报送"):
        clerk.store.withdraw("x", by="王芳", reason="传错")


def test_a_published_period_is_closed_until_a_correction_is_opened(clerk):
    live = clerk.send({"market_entities": 31200}).submission
    assert clerk.store.publish("small", Q2, by="李明", reason="二季度通报") == 1
    with pytest.raises(RefusedError, match="已发布，不能报送；要改动请先开更正"):
        clerk.send({"market_entities": 31300})
    with pytest.raises(RefusedError, match="已发布，不能撤回"):
        clerk.store.withdraw(live, by="王芳", reason="传错")
    with pytest.raises(RefusedError, match="须写明原因"):
        clerk.store.correct("small", Q2, by="李明", reason="")
    assert clerk.send({"market_entities": 31200}).repeated
    clerk.store.correct("small", Q2, by="李明", reason="龙山区漏报")
    clerk.send({"market_entities": 31300})
    assert clerk.store.publish("small", Q2, by="李明", reason="更正") == 2
    for vintage, value in zip(clerk.store.vintages("small").to_dict("records"), (31200, 31300), strict=True):
        assert clerk.values(as_of=vintage["time"]) == {("longshan", "market_entities"): value}


def test_the_states_of_a_period_in_their_order(clerk):
    states = [clerk.store.state("small", Q3)]
    clerk.store.open_period("small", Q3, by="李明")
    states.append(clerk.store.state("small", Q3))
    clerk.send({"market_entities": 31200}, period=Q3)
    clerk.store.publish("small", Q3, by="李明")
    states.append(clerk.store.state("small", Q3))
    clerk.store.correct("small", Q3, by="李明", reason="漏报")
    states.append(clerk.store.state("small", Q3))
    assert states == ["未开放", "收数中", "已发布", "更正中"]
    assert clerk.store.periods("small")[["period", "state", "reason"]].to_numpy().tolist() == [
        ["2023Q2", "收数中", ""],
        ["2023Q3", "更正中", "漏报"],
    ]


def test_nothing_is_published_that_is_not_collected(clerk):
    with pytest.raises(RefusedError, match="还没有任何单位报送"):
        clerk.store.publish("small", Q2, by="李明")
    with pytest.raises(RefusedError, match="未开放，不能发布"):
        clerk.store.publish("small", Q3, by="李明")
    clerk.store.withdraw(clerk.send({"market_entities": 1}).submission, by="王芳", reason="传错")
    with pytest.raises(RefusedError, match="还没有任何单位报送"):
        clerk.store.publish("small", Q2, by="李明")


def test_a_vintage_names_its_period_plan_version_release_and_author(clerk, document):
    clerk.send({"market_entities": 31200})
    clerk.store.publish("small", Q2, by="李明", reason="二季度通报")
    [vintage] = clerk.store.vintages("small").to_dict("records")
    assert (vintage["vintage"], vintage["period"], vintage["by"]) == (1, "2023Q2", "李明")
    assert vintage["plan_digest"] == clerk.store.plan_versions("small")["digest"].iloc[-1]
    assert vintage["release"]
    clerk.store.adopt(document | {"title": "修订稿"}, author="李明", reason="修订")
    assert clerk.store.plan("small", vintage["time"]).title == document["title"]


def test_who_looked_before_somebody_else_acted_is_told_and_changes_nothing(clerk):
    looked = clerk.store.moment()
    clerk.send({"market_entities": 31200})
    with pytest.raises(StaleError, match=r"王芳报送了数字.*请刷新"):
        clerk.store.publish("small", Q2, by="李明", based_on=looked)
    with pytest.raises(StaleError, match="王芳报送了数字"):
        clerk.send({"market_entities": 31300}, based_on=looked)
    with pytest.raises(StaleError, match="李明开放了报告期"):
        clerk.store.open_period("small", Q2, by="赵强", based_on=looked.replace(year=2000))
    clerk.send({"market_entities": 22000}, sender="dongfeng", based_on=looked)
    assert clerk.store.publish("small", Q2, by="李明", based_on=clerk.store.moment()) == 1


def test_a_plan_is_kept_in_every_version_with_author_and_reason(clerk, document):
    before = clerk.store.moment()
    clerk.store.adopt(document, author="赵强", reason="再存一次")
    assert len(clerk.store.plan_versions("small")) == 1
    document["goals"][0]["base_value"] = 100500
    newer = clerk.store.adopt(document, author="赵强", reason="基期值按年报订正")
    versions = clerk.store.plan_versions("small")
    assert versions["digest"].iloc[-1] == newer
    assert versions[["author", "reason"]].to_numpy().tolist() == [["李明", "方案印发"], ["赵强", "基期值按年报订正"]]
    assert clerk.store.plan("small").goal_of("market_entities").base_value == 100500
    assert clerk.store.plan("small", before).goal_of("market_entities").base_value == 100000
    assert clerk.store.document("small")["goals"][0]["base_value"] == 100500


def test_going_back_to_an_older_version_is_a_version_too(clerk, document):
    clerk.store.adopt(document | {"due_day": 15}, author="赵强", reason="改日期")
    clerk.store.adopt(document, author="赵强", reason="改回")
    assert len(clerk.store.plan_versions("small")) == 3
    assert clerk.store.plan("small").due_day == 12


def test_an_impossible_plan_is_not_kept(clerk, document):
    with pytest.raises(PlanError):
        clerk.store.adopt(document | {"unit": "nowhere"}, author="赵强", reason="")
    assert len(clerk.store.plan_versions("small")) == 1


def test_every_figure_ever_given_for_a_cell_is_its_history(clerk):
    clerk.send({"market_entities": 31200})
    clerk.store.withdraw(clerk.send({"market_entities": 31300}).submission, by="王芳", reason="传错")
    clerk.send({"market_entities": 31400})
    history = clerk.store.history("small", "market_entities", "longshan", Q2)
    assert history[["value", "state"]].to_numpy().tolist() == [
        [31200, "replaced"],
        [31300, "withdrawn"],
        [31400, "live"],
    ]
    first = history["submission"].iloc[0]
    assert clerk.store.submitted(first)["value"].tolist() == [31200]


def test_an_issued_pack_is_kept_with_its_vintage_and_noted_once(clerk):
    clerk.send({"market_entities": 31200})
    clerk.store.publish("small", Q2, by="李明")
    moment = clerk.store.moment()
    digests = {clerk.store.issue("small", 1, name="通报.zip", content=b"pack", by="王芳") for _ in range(2)}
    assert len(digests) == 1
    issued = clerk.store.issued("small")
    assert issued[["vintage", "period", "name", "size", "by"]].to_numpy().tolist() == [
        [1, str(Q2), "通报.zip", 4, "王芳"]
    ]
    assert clerk.store.original(digests.pop()) == b"pack"
    assert issued["time"].iloc[0] > moment


def test_nothing_is_issued_of_a_vintage_that_is_not_there(clerk):
    with pytest.raises(NotFoundError, match="没有第1版"):
        clerk.store.issue("small", 1, name="通报.zip", content=b"pack", by="王芳")
    assert clerk.store.issued("small").empty


def test_of_two_clerks_who_change_the_plan_at_once_the_second_is_told_of_the_first(store, document):
    seen = store.moment()
    document["note"] = "李明的备注"
    store.adopt(document, author="李明", reason="补备注", based_on=seen)
    document["note"] = "王芳的备注"
    with pytest.raises(StaleError, match=r"李明修改了方案.*没有执行"):
        store.adopt(document, author="王芳", reason="补备注", based_on=seen)
    assert store.plan("small").note == "李明的备注"
    store.adopt(document, author="王芳", reason="补备注", based_on=store.moment())
    assert store.plan("small").note == "王芳的备注"


def test_a_report_that_came_in_meanwhile_does_not_stop_a_change_of_the_plan(clerk, document):
    seen = clerk.store.moment()
    clerk.send({"market_entities": 31200})
    document["note"] = "备注"
    clerk.store.adopt(document, author="李明", reason="补备注", based_on=seen)
    assert clerk.store.plan("small").note == "备注"
