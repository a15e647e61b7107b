"""The sentence at the head of each page: made of the data, one line on a laptop, two or three on a phone."""

import math
from collections.abc import Sequence

from milepost.measure.promises import MET_OR_NOT
from milepost.plan.goal import Goal
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import Status
from milepost.report import terms, words
from milepost.report.effort import Effort
from milepost.report.judgement import Judgement
from milepost.report.sentences import FINE, LATE, PERCENTAGES, compared, coverage, fallen, model, state_words
from milepost.report.tiles import mixed


def _good_words(fine: Sequence[Judgement]) -> str:
    """How the fine ones are called: 已完成或快于序时, 已达标, 快于序时."""
    statuses = {judged.status for judged in fine}
    met = "已达标" if Status.EARLY in statuses else "已完成" if Status.DONE in statuses else ""
    return "或".join(word for word in (met, "快于序时" if Status.AHEAD in statuses or not met else "") if word)


def _late_words(late: Sequence[Judgement]) -> str:
    return "未完成" if late and all(judged.status is Status.MISSED for judged in late) else "慢于序时"


def tally(judged: Sequence[Judgement]) -> str:
    """How many are fine and how many late: 24项目标中，12项已完成或快于序时，9项慢于序时."""
    fine = [j for j in judged if j.status in FINE]
    late = [j for j in judged if j.status in LATE]
    return f"{len(judged)}项目标中，{len(fine)}项{_good_words(fine)}，{len(late)}项{_late_words(late)}"


def overview(plan: Plan, period: Period, judged: Sequence[Judgement]) -> str:
    """The tally, then what fell below its base, and what cannot be said for want of figures."""
    if not judged:
        return f"{plan.name}还没有录入目标"
    if not any(one.known for one in judged):
        return f"{period.words}：{len(judged)}项目标都还没有数"
    fell = [
        f"{plan.goal_of(j.goal).name}{fallen(plan.goal_of(j.goal), j)}" for j in judged if j.status is Status.REGRESSED
    ]
    unreported = [j for j in judged if j.status is Status.UNREPORTED]
    facts = [fell[0] if len(fell) == 1 else f"{len(fell)}项低于基期"] if fell else []
    if unreported:
        facts.append(_unreported_words(plan, unreported))
    return "；".join([tally(judged), "，".join(facts)] if facts else [tally(judged)])


def _unreported_words(plan: Plan, judged: Sequence[Judgement]) -> str:
    """肉牛新型经营主体缺东丰县的数; of several how many, and whose figures they lack."""
    who = plan.goal_of(judged[0].goal).name if len(judged) == 1 else f"{len(judged)}项"
    lacking = list(dict.fromkeys(j.reason.removeprefix("缺") for j in judged if j.reason.startswith("缺")))
    return f"{who}缺{words.listed(lacking, 2, '家')}的数" if lacking else f"{who}未报"


def pulse(plan: Plan, judged: Sequence[Judgement]) -> str:
    """The plan's first level against a year and a quarter ago: what a leader asks first; empty without its figure."""
    levels = [j for j in judged if plan.goal_of(j.goal).kind == "stock"]
    first = next(iter(levels or judged), None)
    if first is None or not first.known:
        return ""
    value = words.amount(first.value, first.measure_unit)
    return f"{plan.goal_of(first.goal).name}{value}，{compared(first, plan.indicator_of(first.indicator).way)}"


def slowest(plan: Plan, judged: Sequence[Judgement]) -> str:
    """The goal furthest behind its pace: 国家重点龙头企业最慢，欠序时83.3点; empty when none is behind."""
    late = [j for j in judged if j.status in LATE and j.status is not Status.REGRESSED and j.ahead < 0]
    if not late:
        return ""
    last = min(late, key=lambda j: j.ahead)
    return f"{plan.goal_of(last.goal).name}最慢，欠序时{words.lead(last.ahead)[1:]}点"


def targets(plan: Plan, judged: Sequence[Judgement]) -> str:
    """The tally and the slowest of the goals shown."""
    return "；".join(part for part in (tally(judged), slowest(plan, judged)) if part)


def target(goal: Goal, effort: Effort) -> str:
    """The gap to pace and what each remaining quarter needs.

    企业20,720户，欠序时347户：余下两个季度每季要净增641户，比近四季平均多151户
    """
    judged = effort.judged
    unit = judged.measure_unit
    if not judged.known:
        return f"{goal.name}：{state_words(judged)}"
    if goal.kind in MET_OR_NOT:
        return f"{goal.name}：{model(goal, judged)}"
    head = f"{goal.name}{terms.reached(goal, judged)}"
    if judged.status in (Status.EARLY, Status.DONE, Status.MISSED, Status.KEPT, Status.NOT_KEPT):
        wanted = "" if judged.status in (Status.KEPT, Status.DONE) else _short_of(judged)
        kept = terms.years(judged)
        return f"{head}，{judged.status}（{words.target(goal)}{f'，{kept}' if kept else ''}）{wanted}"
    if judged.status is Status.UNKNOWN:
        share = "" if judged.waiting else f"，为目标的{words.percent(judged.completion)}"
        return f"{head}{share}；{judged.reason}，无法判断{'' if judged.waiting else '快慢'}"
    off = (judged.value - judged.due_value) * goal.direction
    rounded = round(abs(off)) if float(judged.value).is_integer() and abs(off) >= 1 else abs(off)
    pace = f"，{'超' if off >= 0 else '欠'}序时{words.distance(rounded, unit)}" if not math.isnan(off) else ""
    need = needed(goal, effort)
    return f"{head}{pace}{f'：{need}' if need else ''}"


def _short_of(judged: Judgement) -> str:
    if judged.status is Status.EARLY or math.isnan(judged.gap) or judged.gap == 0:
        return ""
    return f"，还差{words.distance(judged.gap, judged.measure_unit)}"


def _verb(goal: Goal, *, more: bool) -> str:
    if goal.kind in {"window", "cumulative", "yearly"}:
        return "新增"
    return ("提高" if goal.measure_unit in PERCENTAGES else "净增") if more else "减少"


def needed(goal: Goal, effort: Effort) -> str:
    """What the remaining quarters must bring: 余下两个季度每季要净增641户，比近四季平均多151户; empty if nothing."""
    if math.isnan(effort.required) or effort.quarters == 0 or effort.required == 0:
        return ""
    unit = effort.judged.measure_unit
    rest = f"余下{words.counted(effort.quarters)}个季度每季要" if effort.quarters > 1 else "最后一个季度要"
    text = f"{rest}{_verb(goal, more=goal.direction > 0)}{words.distance(effort.each, unit)}"
    if math.isnan(effort.recent):
        return text
    recent = effort.recent * goal.direction
    more = effort.each - (math.ceil(recent - 1e-9) if effort.whole else recent)
    if more == 0:
        return f"{text}，与近期平均相当"
    return f"{text}，比近期平均{'多' if more > 0 else '少'}{words.distance(abs(more), unit)}"


def county(plan: Plan, unit: str, judged: Sequence[Judgement], race: str) -> str:
    """One county: its place in the race, how many of its parts are late, and the furthest behind.

    东辽县第5，连续3季末位；8项分解目标中，2项快于序时，5项慢于序时；个转企最慢，欠序时17.5点
    """
    name = plan.unit_of(unit).name
    parts = [f"{name}{race}" if race else name]
    if judged:
        parts.append(tally(judged).replace("项目标中", "项分解目标中", 1))
        parts.append(slowest(plan, judged))
    return "；".join(part for part in parts if part) if race or judged else f"{name}：还没有分解目标"


def gaps(plan: Plan, efforts: Sequence[Effort]) -> str:
    """How many are late, and the one whose remaining quarters must bring most against the last ones."""
    late = [e for e in efforts if e.judged.status in LATE]
    if not late:
        return f"{len(efforts)}项目标没有慢于序时的"
    still = sum(math.isnan(e.times) for e in late if e.quarters)
    head = f"{len(late)}项{_late_words([e.judged for e in late])}{f'，其中{still}项近期没有增长' if still else ''}"
    steep = [e for e in late if not math.isnan(e.times) and e.quarters]
    if not steep:
        return head
    worst = max(steep, key=lambda e: e.times)
    name = plan.goal_of(worst.judged.goal).name
    return f"{head}；{name}最吃紧，余下每季要达到近期平均的{worst.times:.1f}倍"


def legend(plan: Plan, period: Period, judged: Sequence[Judgement]) -> str:
    """How to read the bars, and what must be known beside the counts."""
    pace = quarter_and_pace(plan, period)
    due = f"到季末应完成的份额{f'（{pace}）' if pace else ''}"
    notes = [mixed(judged), coverage(judged)]
    return "".join(
        [f"横条：已完成的份额。竖线：{due}。灰短线：目标。右端 +/−：比序时快/慢多少个百分点。斜纹：未报。"]
        + [f"{note}。" for note in notes if note]
    )


def quarter_and_pace(plan: Plan, period: Period) -> str:
    """How much of the plan's time has passed: 已过10季，共12季，序时进度83.3%; empty for a plan without dates."""
    if plan.start is None or plan.end is None:
        return ""
    first, last = plan.start.last_quarter().ordinal, plan.end.last_quarter().ordinal
    all_, passed = last - first + 1, min(max(period.ordinal - first + 1, 0), last - first + 1)
    return f"已过{passed}季，共{all_}季，序时进度{words.percent(passed / all_)}"
