"""Issuing from a real store: which edition, the numbers of its vintage for ever, and the archive."""

import io
import json
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from milepost import issuing, workflow
from milepost.desk import Desk
from milepost.errors import NotFoundError, RefusedError
from milepost.intake.workers import Workers
from milepost.issuing import Order
from milepost.plan.period import Period
from milepost.report import pictures
from milepost.report.briefing import Wish
from milepost.store.store import Store
from tests.pages.visit import report

Q1, Q2 = Period.parse("2024Q1"), Period.parse("2024Q2")
COUNTIES = {"龙山区": 34500, "西安区": 23000, "东丰县": 25300, "东辽县": 23000, "高新区": 9200}
NUMBERS = Order(forms=("xlsx",))


@pytest.fixture
def desk(document, monkeypatch):
    # What is tried here are the numbers; pictures have their own tests.
    monkeypatch.setattr(pictures, "why_not", lambda: "没有装 Chromium 浏览器")
    office = Desk(None, Store.in_memory(), Workers())
    office.store.adopt(document, author="测试", reason="测试")
    for unit, value in COUNTIES.items():
        assert workflow.load(office, "small", Q1, report(unit, Q1, market=value)).status == "accepted"
    yield office
    office.close()


def total(made) -> object:
    """现值 of the first goal in the workbook of a pack."""
    [content] = [content for name, content in made.files.items() if name.endswith(".xlsx")]
    sheet = load_workbook(io.BytesIO(content))["目标进展"]
    head = [cell.value for cell in sheet[4]]
    return sheet.cell(5, head.index("现值") + 1).value


def correct(desk, value: int) -> None:
    workflow.correct(desk, "small", Q1, by="李明", reason="核对")
    workflow.load(desk, "small", Q1, report("龙山区", Q1, market=value))


def test_an_unpublished_quarter_is_a_draft(desk):
    assert issuing.edition(desk, "small", Q1).draft
    manifest = json.loads(issuing.brief(desk, "small", Q1, NUMBERS).files["manifest.json"])
    assert (manifest["draft"], manifest["vintage"]) == (True, None)


def test_the_last_publication_speaks_unless_an_earlier_one_is_asked_for(desk):
    workflow.publish(desk, "small", Q1, by="李明")
    correct(desk, 34600)
    workflow.publish(desk, "small", Q1, by="李明")
    assert total(issuing.brief(desk, "small", Q1, NUMBERS)) == 115100
    assert total(issuing.brief(desk, "small", Q1, Order(vintage=1, forms=("xlsx",)))) == 115000


def test_a_vintage_gives_the_same_bytes_whatever_happened_since(desk):
    workflow.publish(desk, "small", Q1, by="李明")
    order = Order(vintage=1, forms=("docx", "pptx", "xlsx"), wish=Wish())
    first = issuing.brief(desk, "small", Q1, order)
    correct(desk, 34600)
    workflow.publish(desk, "small", Q1, by="李明")
    assert issuing.brief(desk, "small", Q1, order).archive == first.archive


def test_numbers_of_the_pack_are_those_of_progress_as_of_the_vintage(desk):
    workflow.publish(desk, "small", Q1, by="李明")
    moment = workflow.moment_of(desk, "small", 1)
    judged = workflow.results(desk, "small", Q1, moment).now
    assert total(issuing.brief(desk, "small", Q1, NUMBERS)) == judged["value"].iloc[0]


def test_what_changed_is_told_against_the_publication_before(desk):
    workflow.publish(desk, "small", Q1, by="李明")
    correct(desk, 34600)
    workflow.publish(desk, "small", Q1, by="李明")
    briefing = issuing.draft(desk, "small", Q1, Order())
    told = "\n".join(p.whole for p in briefing.paragraphs())
    assert "与第1版（2024年一季度）相比" in told
    assert "龙山区2024年一季度市场主体总量由34,500户改为34,600户" in told


def test_a_vintage_that_is_not_there_is_refused(desk):
    with pytest.raises(NotFoundError, match="没有第3版"):
        issuing.brief(desk, "small", Q1, Order(vintage=3))


def test_what_goes_out_is_kept_byte_by_byte_and_once(desk):
    workflow.publish(desk, "small", Q1, by="李明")
    made = issuing.brief(desk, "small", Q1, NUMBERS)
    digests = {issuing.issue(desk, "small", made, by="李明") for _ in range(2)}
    issued = issuing.issued(desk, "small")
    assert len(issued) == 1
    assert issued[["vintage", "period", "name", "by"]].to_numpy().tolist() == [
        [1, "2024Q1", "某市三年行动2024年一季度-季度通报.zip", "李明"]
    ]
    assert issuing.reissue(desk, digests.pop()) == made.archive


def test_a_draft_is_not_kept(desk):
    with pytest.raises(RefusedError, match="草稿不能存档"):
        issuing.issue(desk, "small", issuing.brief(desk, "small", Q1, NUMBERS), by="李明")


def test_a_quarter_nobody_reported_for_has_a_draft_too(desk):
    workflow.open_period(desk, "small", Q2, by="李明")
    assert total(issuing.brief(desk, "small", Q2, NUMBERS)) is None


def test_a_pack_lies_in_a_folder_file_by_file(desk, tmp_path):
    made = issuing.brief(desk, "small", Q1, NUMBERS)
    written = issuing.write(made, tmp_path / "pack")
    names = [Path(file).name for file in written["file"]]
    assert names == ["某市三年行动2024年一季度-季度通报.xlsx", "manifest.json", "某市三年行动2024年一季度-季度通报.zip"]
    for file, digest in zip(written["file"], written["sha256"], strict=True):
        assert sha256(Path(file).read_bytes()).hexdigest() == digest


def test_who_reports_in_time_is_told_as_of_the_publication_and_again_the_same_later(desk):
    workflow.publish(desk, "small", Q1, by="李明")
    once = issuing.evidence(desk, "small", Q1, 1).punctuality.set_index("unit")
    assert once.loc["longshan", ["owed", "reported", "on_time"]].tolist() == [1, 1, 0]  # loaded long after the day
    assert once.loc["science", ["owed", "reported"]].tolist() == [1, 0]
    workflow.load(desk, "small", Q2, report("龙山区", Q2, market=34_700))
    again = issuing.evidence(desk, "small", Q1, 1).punctuality.set_index("unit")
    assert again.equals(once)
    assert issuing.evidence(desk, "small", Q2).punctuality.set_index("unit").loc["longshan", "owed"] == 2
