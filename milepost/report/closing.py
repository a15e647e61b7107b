"""The closing sections of a briefing: what changed, how it is judged, notes on the data, and the next steps."""

from milepost.plan.goal import Goal
from milepost.report import collection, drawings, passages, punctuality_words, race_words, record_tables, since, words
from milepost.report.document import Block, Paragraph
from milepost.report.evidence import Evidence

_PROGRESS = "完成份额为承诺增量中已完成的部分，应达份额为到本季应完成的部分，二者之差为比序时快慢，以百分点计。"
_BANDS = (
    "比序时快{}个百分点及以上为快于序时，慢{}个百分点以内为符合序时，慢{}至{}个百分点为略慢，更慢为滞后，"
    "低于基期为倒退；缺基期或参照值的不作判断，未报的不按零计。"
)


def changes(evidence: Evidence) -> list[Block]:
    """What changed since the last briefing: what is promised, statuses, ranks, corrected figures."""
    if evidence.earlier is None:
        return []
    flips, moves = since.flips(evidence), since.moves(evidence)
    corrected = since.corrections(evidence.earlier.changes)
    better = [since.flip_words(evidence, f) for f in flips if since.steps(f) > 0]
    worse = [since.flip_words(evidence, f) for f in flips if since.steps(f) < 0]
    other = [since.flip_words(evidence, f) for f in flips if since.steps(f) == 0]
    said = []
    if promised := since.promised_otherwise(evidence):
        told = "；".join(since.edit_said(evidence, edit) for edit in promised)
        why = f"。{evidence.earlier.reasons}" if evidence.earlier.reasons else ""
        said.append(("目标调整。", f"{told}{why}。"))
    if better:
        said.append(("好转。", f"{len(better)}项目标状态好转：{'；'.join(better)}。"))
    if worse:
        said.append(("走弱。", f"{len(worse)}项目标状态走弱：{'；'.join(worse)}。"))
    if other:
        said.append(("其他。", f"{len(other)}项目标：{'；'.join(other)}。"))
    if moves:
        said.append(("名次变动。", f"{'，'.join(since.move_words(evidence, m) for m in moves)}。"))
    if corrected:
        first = "；".join(one.sentence for one in corrected[:3])
        more = f"等{len(corrected)}个数，逐项见数据表“变化”" if len(corrected) > 3 else ""
        said.append(("数据更正。", f"{first}{more}，影响已计入本期。"))
    head = Paragraph("changes.head", f"与{evidence.earlier.label}相比：" if said else "")
    if not said:
        return [Paragraph("changes.none", f"与{evidence.earlier.label}相比，各项目标的状态和县区名次没有变化。")]
    return [head, *passages.numbered(said, "changes")]


def method(evidence: Evidence) -> list[Block]:
    """How progress and the race are judged, with the plan's own thresholds."""
    plan, bands = evidence.plan, evidence.plan.bands
    lines = [
        ("进度。", _PROGRESS),
        ("状态。", _BANDS.format(*map(words.exact, (bands.ahead, -bands.slow, -bands.slow, -bands.behind)))),
    ]
    ranked = [p for p in evidence.places if p.ranked]
    if ranked:
        rules = race_words.rules(plan, plan.scheme_of(ranked[0].scheme), evidence.places)
        lines.append(("赛马。", "".join(f"{label}：{text}" for label, text in rules)))
    return passages.numbered(lines, "method")


def notes(evidence: Evidence) -> list[Block]:
    """Who did not report, who reports in time, what rests on part of the reports, and what the senders explained."""
    plan = evidence.plan
    lines = [("报送情况。", f"{collection.headline(plan, evidence.period, evidence.results.standing)}。")]
    if rates := punctuality_words.sentence(plan, evidence.punctuality):
        lines.append(("按时报送。", f"{evidence.period.year}年已到期的季报，{rates}。"))
    partly = [j for j in evidence.now if j.partly]
    if partly:
        listed = "、".join(
            f"{passages.goal_name(evidence, j)}（已报{j.reported:.0f}家，应报{j.expected:.0f}家）" for j in partly[:6]
        )
        lines.append(("汇总不全。", f"{listed}{f'等{len(partly)}项' if len(partly) > 6 else ''}只有部分单位报送。"))
    explained = record_tables.explanations(evidence).rows
    if explained:
        told: dict[str, list[str]] = {}
        for unit, _, text in explained:
            told.setdefault(str(text).strip(), []).append(str(unit))
        listed = "；".join(f"{'、'.join(dict.fromkeys(units))}：“{text}”" for text, units in list(told.items())[:5])
        lines.append(("情况说明。", f"{listed}{'等' if len(told) > 5 else ''}。"))
    if evidence.edition.sample:
        lines.append(("示例声明。", "本件数据均为虚构，仅供演示，非真实统计。"))
    return passages.numbered(lines, "notes")


def next_steps(evidence: Evidence) -> list[Paragraph]:
    """Who has to report, who has to catch up, and who speaks at the next meeting."""
    plan, lines = evidence.plan, []
    for debt in evidence.debts[:8]:
        lacking = words.listed(debt.missing, 3, "项")
        lines.append(
            f"{plan.unit_of(debt.unit).name}尽快补报{evidence.period.words}{lacking}；确无发生的报零，不要留空。"
        )
    late = drawings.slowest(evidence)
    for judged in late[:3]:
        who = _responsible(evidence, plan.goal_of(judged.goal))
        wanted = passages.need(evidence, judged)
        why = f"{passages.goal_name(evidence, judged)}{passages.lag(evidence.promise(judged), judged)}"
        lines.append(f"{who}针对{why}的情况，拿出追赶措施{f'，{wanted}' if wanted else ''}。")
    speakers = speaking(evidence)
    if speakers:
        lines.append(f"下列单位在下一次联席会议上发言：{'、'.join(speakers)}。")
    if not lines:
        lines.append("各单位保持当前进度，按时报送下一季度数据。")
    return [Paragraph(f"next.{k}", text, f"{k}．") for k, text in enumerate(lines, 1)]


def _responsible(evidence: Evidence, goal: Goal) -> str:
    leads = evidence.unit_names(goal.lead_departments)
    return words.listed(leads, 3, "家") if leads else "责任单位"


def speaking(evidence: Evidence) -> list[str]:
    """The speaking list, each once: last units, leads of the three slowest goals, overdue units, with the reason."""
    plan, ranked = evidence.plan, [p for p in evidence.places if p.ranked]
    reasons: dict[str, list[str]] = {}
    for place in race_words.last_places(ranked):
        length = race_words.streak(evidence.results.ranking, place.unit, last=True)
        said = f"连续{length}季末位" if length > 1 else "本季末位"
        reasons.setdefault(plan.unit_of(place.unit).name, []).append(said)
    for judged in drawings.slowest(evidence)[:3]:
        for unit in evidence.unit_names(plan.goal_of(judged.goal).lead_departments[:1]):
            reasons.setdefault(unit, []).append(
                f"{passages.goal_name(evidence, judged)}{passages.VERDICTS[judged.status]}"
            )
    for debt in evidence.debts:
        if debt.state == collection.OVERDUE:
            reasons.setdefault(plan.unit_of(debt.unit).name, []).append("逾期未报")
    return [f"{unit}（{'，'.join(said)}）" for unit, said in reasons.items()]
