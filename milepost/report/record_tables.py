"""The tables of the record: who reported and explained what, what changed since, and the source of every figure."""

import pandas as pd

from milepost.plan.period import Period
from milepost.report import change_words, edit_words, origin, since, words
from milepost.report.document import Column, Table
from milepost.report.evidence import OFFICE_CLOCK, Evidence


def standing(evidence: Evidence) -> Table:
    """Who has reported."""
    rows = tuple(
        (evidence.plan.unit_of(unit).name, form or "—", state, _moment(submitted), "逾期" if late else "", missing)
        for unit, form, state, submitted, late, missing in zip(
            *(evidence.results.standing[c].tolist() for c in ("unit", "form", "state", "submitted", "late", "missing")),
            strict=True,
        )
    )
    columns = (
        Column("单位", "name", 2), Column("报表", "name", 2.4), Column("状态"), Column("报送时间", "text", 1.6),
        Column("逾期"), Column("尚缺指标", "name", 4),
    )  # fmt: skip
    return Table("standing", "报送情况", f"{evidence.period.words}报送情况", columns, rows)


def _moment(time: object) -> str:
    stamp = pd.Timestamp(time)  # type: ignore[arg-type]  # a column of times
    return words.MISSING if pd.isna(stamp) else f"{stamp + OFFICE_CLOCK:%Y-%m-%d %H:%M}"


def explanations(evidence: Evidence) -> Table:
    """What the senders said about their doubtful figures."""
    own = evidence.submissions
    own = own[(own["period"] == str(evidence.period)) & (own["explanation"].str.strip() != "")]
    rows = tuple(
        (evidence.plan.unit_of(sender).name, form, text)
        for sender, form, text in zip(own["sender"], own["form"], own["explanation"], strict=True)
    )
    columns = (Column("单位", "name", 1.6), Column("报表", "name", 2), Column("说明", "name", 5))
    return Table("explanations", "情况说明", f"{evidence.period.words}各单位的情况说明", columns, rows)


def changes(evidence: Evidence) -> Table:
    """What changed since the last briefing, and because of what."""
    plan, rows = evidence.plan, []
    columns = (
        Column("类别"), Column("对象", "name", 3.4), Column("原来", "text", 1.8), Column("现在", "text", 1.8),
        Column("因为", "name", 4),
    )  # fmt: skip
    if evidence.earlier is None:
        return Table("changes", "变化", "与上期相比的变化", columns, ())
    found = evidence.earlier.changes
    # The whole place before its parts.
    for flip in sorted(change_words.flips(found, "pace"), key=lambda flip: flip.unit != plan.unit):
        subject, said = change_words.flip_subject(plan, flip), change_words.status_words(flip)
        rows.append(("状态", subject, *said, change_words.because(found, flip)))
    for move in since.moves(evidence):
        ranks = change_words.rank_words(move.before), change_words.rank_words(move.after)
        rows.append(("名次", plan.unit_of(move.unit).name, *ranks, change_words.why_moved(found, move)))
    plans = change_words.plans_of(found)
    for edit in since.promised_otherwise(evidence):
        was, now = (edit_words.said(edit, plans, newer=newer) for newer in (False, True))
        what = f"{edit_words.subject(edit, plans)} {edit_words.aspect(edit, plans)}".strip()
        rows.append(("目标调整", what, was, now, evidence.earlier.reasons))
    rows += [("更正", one.what, *one.amounts, one.lineage) for one in since.corrections(found)]
    return Table("changes", "变化", f"与{evidence.earlier.label}相比的变化", columns, tuple(rows))


def trace(evidence: Evidence, unit: str = "") -> Table:
    """Every figure that the numbers (of one unit) rest on, with the cell it was reported in."""
    plan, own = evidence.plan, evidence.results.figures
    if unit:
        own = own[own["unit"] == unit]
    # The newest quarter first, and the figures of one number together.
    order = {i.id: k for k, i in enumerate(plan.indicators)}
    own = own.assign(order=own["indicator"].map(order)).sort_values(
        ["period", "order"], ascending=[False, True], kind="stable"
    )
    names = ["indicator", "unit", "industry", "period", "value", "sender", "file", "sheet", "cell", "time", "sha256"]
    rows = tuple(
        (
            plan.indicator_of(indicator).name, plan.unit_of(unit).name,
            plan.industry_of(industry).name if industry else "", Period.parse(period).words, value,
            plan.indicator_of(indicator).measure_unit, origin.sender_words(plan, sender), file, sheet, cell,
            _moment(time), sha256,
        )
        for indicator, unit, industry, period, value, sender, file, sheet, cell, time, sha256 in zip(
            *(own[name].tolist() for name in names), strict=True
        )
    )  # fmt: skip
    columns = (
        Column("指标", "name", 2.4), Column("单位", "name", 1.3), Column("行业", "name"), Column("报告期", "text", 1.4),
        Column("数值", "number", 1.3), Column("计量单位"), Column("报送单位", "name", 1.6), Column("文件", "name", 3),
        Column("工作表", "name", 1.4), Column("单元格"), Column("入库时间", "text", 1.6), Column("原件摘要", "name", 2),
    )  # fmt: skip
    return Table("trace", "溯源", "每个数的出处", columns, rows)
