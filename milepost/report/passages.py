"""The sections of a briefing in official wording: each turns the evidence into paragraphs, tables and pictures."""

from collections.abc import Sequence

from milepost.measure.promises import MET_OR_NOT
from milepost.plan.goal import Goal
from milepost.plan.tables import Status
from milepost.report import drawings, headlines, race_tables, race_words, sentences, tables, words
from milepost.report.document import Block, Paragraph, Picture
from milepost.report.effort import Effort
from milepost.report.evidence import Evidence
from milepost.report.judgement import Judgement

VERDICTS = {
    Status.EARLY: "已达到目标",
    Status.DONE: "已完成",
    Status.AHEAD: "快于序时",
    Status.ON_PACE: "符合序时",
    Status.SLOW: "略慢于序时",
    Status.BEHIND: "滞后于序时",
    Status.REGRESSED: "低于基期",
    Status.MISSED: "未完成",
    Status.KEPT: "保持达标",
    Status.NOT_KEPT: "未能保持",
    Status.UNREPORTED: "数据未报齐",
    Status.UNKNOWN: "无法判断",
}
HEAD_GOALS, LATE_GOALS = 4, 6


def numbered(lines: Sequence[tuple[str, str]], key: str) -> list[Block]:
    """Paragraphs （一）…, each with its lead and text."""
    return [
        Paragraph(f"{key}.{k}", text, f"（{_ordinal(k)}）{lead}") for k, (lead, text) in enumerate(lines, 1)
    ]  # fmt: skip


def _ordinal(k: int) -> str:
    """一, 十, 十一, 二十一."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(k, 10)
    if tens == 0:
        return digits[ones]
    return f"{'' if tens == 1 else digits[tens]}十{digits[ones] if ones else ''}"


def goal_words(evidence: Evidence, judged: Judgement) -> str:
    """The model sentence with 同比 and 环比: 11.69万户，为目标的97.4%；…；同比增长7.2%，环比增长1.9%."""
    goal = evidence.promise(judged)
    text = sentences.model(goal, judged)
    if not judged.known or goal.kind == "boolean":
        return text
    return f"{text}；{sentences.compared(judged, evidence.plan.indicator_of(judged.indicator).way)}"


def overall(evidence: Evidence) -> list[Block]:
    """The plan's first goals, each in the model sentence."""
    return numbered(
        [
            (f"{evidence.plan.goal_of(j.goal).name}{VERDICTS[j.status]}。", f"{goal_words(evidence, j)}。")
            for j in evidence.main_goals(HEAD_GOALS)
        ],
        "overall",
    )


def by_status(evidence: Evidence) -> list[Block]:
    """Targets by status: the fine ones by name, the late ones each with what it needs."""
    late = drawings.slowest(evidence)
    lines = []
    for title, group in (
        ("达标和快于序时的", sentences.FINE),
        ("符合序时的", sentences.IN_ORDER),
        ("慢于序时的", sentences.LATE),
        ("数据未报齐、不能判断的", sentences.OPEN),
    ):
        own = late if group is sentences.LATE else [j for j in evidence.now if j.status in group]
        if own:
            told = _late_list(evidence, own) if group is sentences.LATE else names(evidence, own)
            lines.append((f"{title}{len(own)}项。", f"{told}。"))
    blocks = numbered(lines, "targets")
    return [*blocks, Picture("leads")] if drawings.led(evidence) else blocks


def _late_list(evidence: Evidence, late: Sequence[Judgement]) -> str:
    """The slowest ones each with what they need, the others by name."""
    said = "；".join(late_words(evidence, j) for j in late[:LATE_GOALS])
    rest = names(evidence, late[LATE_GOALS:])
    return f"{said}。另有{rest}" if rest else said


def names(evidence: Evidence, judged: Sequence[Judgement]) -> str:
    """高新技术企业（提前达标）、企业户数（慢5.8个百分点）"""
    return "、".join(f"{goal_name(evidence, j)}（{_briefly(j)}）" for j in judged)


def goal_name(evidence: Evidence, judged: Judgement) -> str:
    """The short name of the goal judged."""
    return evidence.plan.goal_of(judged.goal).name


def _briefly(judged: Judgement) -> str:
    """What stands in brackets behind a goal: 快5.8个百分点, 提前达标, 缺东丰县."""
    if judged.status in sentences.OPEN:
        return judged.reason or str(judged.status)
    if judged.status in (Status.AHEAD, Status.ON_PACE, Status.SLOW, Status.BEHIND):
        text = words.lead(judged.ahead)
        return "与序时持平" if text == "0.0" else f"{'快' if judged.ahead > 0 else '慢'}{text[1:]}个百分点"
    return str(judged.status)


def late_words(evidence: Evidence, judged: Judgement) -> str:
    """企业户数2.07万户，慢于序时进度6.2个百分点，余下两个季度每季要净增641户，比近期平均多151户"""
    return "，".join(filter(None, [short_of(evidence, judged), headlines.needed(*_way(evidence, judged))]))


def late_briefly(evidence: Evidence, judged: Judgement) -> str:
    """企业户数2.07万户，慢于序时进度6.2个百分点：余下两个季度每季要净增641户"""
    return "：".join(filter(None, [short_of(evidence, judged), need(evidence, judged)]))


def brief_words(evidence: Evidence, judged: Judgement) -> str:
    """11.69万户，为目标的97.4%，快于序时进度5.8个百分点；同比增长7.2%，环比增长1.9%"""
    if not judged.known:
        return sentences.state_words(judged)
    if (goal := evidence.promise(judged)).kind in MET_OR_NOT:
        return sentences.model(goal, judged)
    value = sentences.short_value(goal, judged)
    parts = [
        value,
        "" if judged.waiting else f"为目标的{words.percent(judged.completion)}",
        sentences.pace_words(judged.ahead),
    ]
    way = evidence.plan.indicator_of(judged.indicator).way
    return f"{'，'.join(filter(None, parts))}；{sentences.compared(judged, way)}"


def short_of(evidence: Evidence, judged: Judgement) -> str:
    """企业户数2.07万户，慢于序时进度6.2个百分点"""
    goal = evidence.promise(judged)
    return f"{goal_name(evidence, judged)}{sentences.short_value(goal, judged)}，{lag(goal, judged)}"


def need(evidence: Evidence, judged: Judgement) -> str:
    """余下两个季度每季要净增641户; empty if nothing is needed or known."""
    return headlines.needed(*_way(evidence, judged)).split("，")[0]


def _way(evidence: Evidence, judged: Judgement) -> tuple[Goal, Effort]:
    return evidence.promise(judged), evidence.effort(judged)


def lag(goal: Goal, judged: Judgement) -> str:
    """慢于序时进度6.2个百分点, 比基期减1户, 未完成."""
    if judged.status is Status.REGRESSED:
        return sentences.fallen(goal, judged)
    return sentences.pace_words(judged.ahead) or VERDICTS[judged.status]


def race(evidence: Evidence) -> list[Block]:
    """Who leads, who moved, who is last and where it lost; the table and the ranks over time."""
    plan = evidence.plan
    ranked = [p for p in evidence.places if p.ranked]
    if not ranked:
        why = evidence.results.race_refusal or "各单位数据都不足，本季不排名"
        return [Paragraph("race.none", f"{why}。")]
    scheme = plan.scheme_of(ranked[0].scheme)
    head = race_words.headline(plan, evidence.results.ranking, str(evidence.period))
    blocks: list[Block] = [
        Paragraph("race.rule", f"按{len(scheme.items)}项指标加权计分，得分相同的并列名次（表1）。{head}。"),
        race_tables.race(evidence),
        Picture("ranks"),
    ]
    for place in race_words.last_places(ranked):
        weak = weak_points(evidence, place.unit)
        if weak:
            name = plan.unit_of(place.unit).name
            blocks.append(Paragraph(f"race.last.{place.unit}", f"{name}失分较多的是{weak}。"))
    blocks.append(Paragraph("race.close", race_words.closeness(plan, ranked)))
    return blocks


def weak_points(evidence: Evidence, unit: str, most: int = 3) -> str:
    """The indicators with a unit's lowest scores below 100: 个转企（62.5分）、高新技术企业（70.0分）."""
    rows = evidence.results.ranking
    row = rows[(rows["unit"] == unit) & (rows["period"] == str(evidence.period))].iloc[0]
    low = sorted((row[c], c) for c in rows.columns if c.startswith("score_") and row[c] < 100)
    return "、".join(f"{race_tables.indicator_of_score(evidence, c)}（{score:.1f}分）" for score, c in low[:most])


def themes(evidence: Evidence) -> list[Block]:
    """How each theme of the plan, and each industry that was reported, stands."""
    by_theme: dict[str, list[Judgement]] = {}
    for judged in evidence.now:
        by_theme.setdefault(evidence.plan.goal_of(judged.goal).theme or "其他", []).append(judged)
    lines = []
    for theme, own in by_theme.items():
        late = sorted((j for j in own if j.status in sentences.LATE), key=lambda j: j.ahead)
        worst = f"；较慢的是{names(evidence, late[:3])}" if late else ""
        lines.append((f"{theme}。", f"{_counts(own)}{worst}。"))
    found = numbered(lines, "themes")
    return [*found, *tables.by_industry(evidence)]


def _counts(judged: Sequence[Judgement]) -> str:
    """8项目标中，提前达标1项，快于序时3项，略慢4项"""
    statuses = [status for status in Status if any(j.status is status for j in judged)]
    return f"{len(judged)}项目标中，" + "，".join(f"{s}{sum(j.status is s for j in judged)}项" for s in statuses)
