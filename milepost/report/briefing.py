"""A briefing: one value with its head, sections, tables, charts and slides, from which every file is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from milepost.errors import BriefingError
from milepost.plan.period import Period
from milepost.report import contents, drawings, facts, headlines, slides, tables, unit_sheet
from milepost.report.document import Chart, Fact, Paragraph, Picture, Section, Slide, Table
from milepost.report.evidence import Edition, Evidence

T = TypeVar("T")


class Kind(StrEnum):
    """What sort of document; the value is its name."""

    NOTICE = "季度通报"
    BULLETIN = "工作简报"
    EVALUATION = "评估报告"
    CARD = "领导一页卡"
    UNIT = "单位单页"


SECTIONS: Mapping[Kind, tuple[str, ...]] = {
    Kind.NOTICE: ("overall", "targets", "race", "themes", "changes", "notes", "next"),
    Kind.BULLETIN: ("overall", "targets", "race", "changes", "next"),
    Kind.EVALUATION: ("overall", "targets", "themes", "race", "changes", "method", "notes", "next"),
    Kind.CARD: (),
    Kind.UNIT: (),
}


@dataclass(frozen=True)
class Imprint:
    """What the office adds: its name, the document's number (发文字号), who gets it, the issue of a 简报, the day.

    `day` is None in a draft that is not dated yet.
    """

    office: str = ""
    number: str = ""
    to: str = ""
    copies: str = ""
    issue: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class Wish:
    """Which document is wanted: its kind, for a unit's own sheet the unit, the sections (None: the kind's own)."""

    kind: Kind = Kind.NOTICE
    unit: str = ""
    sections: tuple[str, ...] | None = None
    imprint: Imprint = Imprint()


@dataclass(frozen=True)
class Briefing:
    """The document. `sections` are numbered in their order; `appendices` follow on pages of their own.

    `charts` and `tables` are all there are, for slides, workbook and pictures; `facts` are the large numbers of a
    one-page card. `names` are the names that numbers belong to, so that an edit cannot exchange them.
    """

    kind: Kind
    title: str
    plan_name: str
    period: Period
    edition: Edition
    imprint: Imprint
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    appendices: tuple[Table, ...]
    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]
    slides: tuple[Slide, ...]
    names: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    unit_name: str = ""

    @property
    def subject(self) -> str:
        """What files and footers call it: 辽源市场主体三年行动2024年二季度."""
        return f"{self.plan_name}{self.period.words}"

    @property
    def source(self) -> str:
        """来源：各单位报表（第1版）"""
        return f"来源：各单位报表（{'未发布' if self.edition.draft else self.edition.version}）"

    def chart(self, key: str) -> Chart | None:
        """The chart with this key, if there is one."""
        return next((chart for chart in self.charts if chart.key == key), None)

    def pictured(self) -> list[Chart]:
        """The charts that stand in the text, in their order."""
        keys = [b.chart for section in self.sections for b in section.blocks if isinstance(b, Picture)]
        return [chart for chart in map(self.chart, dict.fromkeys(keys)) if chart is not None]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph whose words may be edited."""
        yield Paragraph("title", self.title)
        yield from self.opening
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Paragraph))

    def edited(self, texts: Mapping[str, str]) -> "Briefing":
        """The same with other words; an empty text leaves its paragraph out. BriefingError when a number differs."""
        known = {paragraph.key: paragraph for paragraph in self.paragraphs()}
        wrong = []
        for key, text in texts.items():
            if key not in known:
                raise BriefingError(f"没有“{key}”这一段，没有改；请刷新后重写")
            if text.strip():
                told = facts.differences(known[key].text, text, self.names)
                if told:
                    wrong.append(f"“{known[key].whole[:16]}…”：{'、'.join(told)}")
        if wrong:
            raise BriefingError(
                f"文字可以改，数字和所指的单位、目标不能改。{'；'.join(wrong)}。请照原数写回，或退回改数的单位更正"
            )
        return replace(
            self,
            title=texts.get("title", "").strip() or self.title,
            opening=tuple(_worded(self.opening, texts)),
            sections=tuple(replace(s, blocks=tuple(_worded(s.blocks, texts))) for s in self.sections),
        )


def _worded(blocks: Sequence[T], texts: Mapping[str, str]) -> Iterator[T]:
    for block in blocks:
        if isinstance(block, Paragraph) and block.key in texts:
            if texts[block.key].strip():
                yield replace(block, text=texts[block.key].strip())
        else:
            yield block


def compose(evidence: Evidence, wish: Wish) -> Briefing:
    """The briefing that `wish` asks for, out of `evidence`."""
    plan = evidence.plan
    kind = wish.kind
    if kind is Kind.UNIT:
        if not wish.unit:
            raise BriefingError("单位单页须选一个单位")
        body = unit_sheet.of_unit(evidence, wish.unit)
    elif kind is Kind.CARD:
        body = unit_sheet.card(evidence)
    else:
        body = _body(evidence, kind, wish.sections)
    whole_place = kind in SECTIONS and SECTIONS[kind]
    charts = [*drawings.all_charts(evidence)] if whole_place else list(body.charts)
    return Briefing(
        kind=kind,
        title=body.title,
        plan_name=plan.name,
        period=evidence.period,
        edition=evidence.edition,
        imprint=_imprint(evidence, wish),
        opening=body.opening,
        sections=body.sections,
        appendices=body.appendices,
        charts=tuple(charts),
        tables=tuple(tables.all_tables(evidence)) if whole_place else body.tables,
        slides=tuple(slides.all_slides(evidence, charts)) if whole_place else (),
        names=tuple(dict.fromkeys([*(g.name for g in plan.goals), *(u.name for u in plan.units)])),
        facts=body.facts,
        unit_name=plan.unit_of(wish.unit).name if wish.unit else "",
    )


def _imprint(evidence: Evidence, wish: Wish) -> Imprint:
    """What the office said, completed by what is known: office, day, and the issue by the publication's number."""
    own, edition = wish.imprint, evidence.edition
    day = own.day or (None if edition.draft else edition.day)
    to = own.to or ("各县（市、区），各有关部门：" if wish.kind is Kind.NOTICE else "")
    issue = own.issue or edition.vintage
    return replace(own, office=own.office or evidence.plan.office, day=day, to=to, issue=issue)


def _body(evidence: Evidence, kind: Kind, wanted: tuple[str, ...] | None) -> unit_sheet.Body:
    plan, period = evidence.plan, evidence.period
    keys = SECTIONS[kind] if wanted is None else tuple(k for k in SECTIONS[kind] if k in wanted)
    overview = headlines.overview(plan, period, evidence.now)
    title = {
        Kind.NOTICE: f"关于{period.words}{plan.name}\n目标进展和县区赛马情况的通报",
        Kind.BULLETIN: f"{plan.name}\n{period.words}进展情况",
        Kind.EVALUATION: f"{plan.name}\n{period.words}进展评估报告",
    }[kind]
    told = "通报" if kind is Kind.NOTICE else "报告" if kind is Kind.EVALUATION else "简报"
    opening = Paragraph("opening", f"现将{period.words}{plan.name}目标进展情况{told}如下。本期{overview}。")
    sections = [contents.section(evidence, key) for key in keys]
    goals = tables.on_paper(tables.goals(evidence))
    return unit_sheet.Body(
        title=title,
        opening=(opening,),
        sections=tuple(section for section in sections if section.blocks),
        appendices=(goals,) if goals.rows else (),
    )
