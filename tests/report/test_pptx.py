"""The slides: one message each, native charts with the very numbers, and sources in the notes."""

import io
import math

import pytest
from pptx import Presentation

from milepost.report.briefing import Wish, compose
from milepost.report.pptx import to_pptx
from tests.report import quarters


@pytest.fixture
def deck(briefing):
    return Presentation(io.BytesIO(to_pptx(briefing)))


def charts(deck):
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def data(shape) -> dict[str, list[float | None]]:
    plot = shape.chart.plots[0]
    return {series.name: list(series.values) for series in plot.series}


def test_slides_are_wide_and_each_title_is_its_message(deck, briefing):
    assert (deck.slide_width, deck.slide_height) == (12192000, 6858000)
    titles = [slide.shapes.title.text_frame.text.replace("\v", "") for slide in deck.slides]
    assert titles[0] == briefing.title.replace("\n", "")
    assert titles[1:] == [slide.message for slide in briefing.slides]


def test_the_chart_of_leads_holds_what_progress_says(deck, evidence):
    shape = next(s for s in charts(deck) if "比序时进度快慢" in data(s))
    names = list(shape.chart.plots[0].categories)
    ahead = {evidence.plan.goal_of(j.goal).name: j.ahead for j in evidence.now if not math.isnan(j.ahead)}
    assert dict(zip(names, data(shape)["比序时进度快慢"], strict=True)) == ahead


def test_the_chart_of_ranks_holds_what_the_ranking_says(deck, evidence):
    shape = next(s for s in charts(deck) if "龙山区" in data(s))
    for unit in evidence.plan.parts:
        own = evidence.results.ranking[evidence.results.ranking["unit"] == unit.id].sort_values("period")["rank"]
        assert data(shape)[unit.name] == [None if math.isnan(v) else v for v in own]


def test_the_chart_of_a_late_goal_holds_its_way(deck, evidence):
    late = [j for j in evidence.now if not math.isnan(j.ahead) and j.ahead < -2]
    ways = [s for s in charts(deck) if "实际" in data(s)]
    assert ways
    path = evidence.path(next(j for j in late if evidence.plan.goal_of(j.goal).name in ways[0]._element.xml))
    reached = [v for v in data(ways[0])["实际"] if v is not None]
    assert reached == [v for v in (path.start, *path.reached) if not math.isnan(v)]
    due = [v for v in data(ways[0])["序时进度"] if v is not None]
    assert due == [v for v in (path.start, *path.due) if not math.isnan(v)]


def test_charts_are_described_and_need_no_legend(deck):
    for shape in charts(deck):
        assert not shape.chart.has_legend
        assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_the_notes_name_the_cells(deck):
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in list(deck.slides)[1:])
    assert "“龙山区.xlsx”季报!B" in notes
    assert "原文：“" in notes


def test_the_same_briefing_is_the_same_bytes(briefing):
    assert to_pptx(briefing) == to_pptx(briefing)


def test_a_draft_is_watermarked(plan):
    drafted = quarters.evidence(plan, quarters.figures(plan), vintage=None)
    deck = Presentation(io.BytesIO(to_pptx(compose(drafted, Wish()))))
    assert len(deck.slide_layouts) == 1
    assert any("草稿" in shape.text_frame.text for shape in deck.slide_layouts[0].shapes if shape.has_text_frame)


def test_hostile_names_and_a_quarter_without_figures_make_slides_too(plan):
    odd = quarters.renamed(plan, "xian", "=cmd()\x0b<&>")
    for given in (quarters.figures(odd), quarters.figures(odd).iloc[:0]):
        deck = Presentation(io.BytesIO(to_pptx(compose(quarters.evidence(odd, given), Wish()))))
        assert len(deck.slides) >= 3
