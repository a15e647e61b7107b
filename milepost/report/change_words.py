"""What changed between two accounts, in sentences: which figure, which status, which rank, and because of what."""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from milepost.measure.changes import Changes
from milepost.measure.flips import Cause, Flip
from milepost.measure.moves import Move
from milepost.measure.trials import Method
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.report import edit_words, words
from milepost.report.edit_words import Plans

METHOD_WORDS: Mapping[Method, str] = {"pace": "序时进度", "cagr": "CAGR比率法"}
VERDICT_WORDS: Mapping[str, str] = {
    "achieved": "已实现",
    "substantial": "进展显著",
    "moderate": "进展中等",
    "limited": "进展有限",
    "deterioration": "恶化",
    "no verdict": "不作判断",
}
# So many causes are told one by one; of more the first ones and their number.
_TOLD = 3
_TELLING = 0.1
# A stored time is UTC; the office's day is eight hours further.
_OFFICE = pd.Timedelta(hours=8)


@dataclass(frozen=True)
class Revision:
    """One row of REVISIONS, with its names at hand. A value is NaN where there is no figure."""

    plans: Plans
    indicator_id: str
    unit_id: str
    industry: str
    period_text: str
    before: float
    after: float
    sender_id: str
    file: str
    sheet: str
    cell: str
    time: pd.Timestamp

    @classmethod
    def of(cls, row: Mapping[Hashable, Any], plans: Plans) -> "Revision":
        """The revision that a row of REVISIONS tells."""
        return cls(
            plans, row["indicator"], row["unit"], row["industry"], row["period"], row["value_before"],
            row["value_after"], row["sender"], row["file"], row["sheet"], row["cell"], row["time"],
        )  # fmt: skip

    @property
    def unit(self) -> str:
        """Whose figure it is."""
        return edit_words.name_of("units", self.unit_id, self.plans)

    @property
    def sender(self) -> str:
        """Who reported it."""
        return edit_words.name_of("units", self.sender_id, self.plans)

    @property
    def indicator(self) -> str:
        """Which figure, with its industry where it is of one."""
        name = edit_words.name_of("indicators", self.indicator_id, self.plans)
        return f"{name}（{edit_words.name_of('industries', self.industry, self.plans)}）" if self.industry else name

    @property
    def period(self) -> str:
        """Of when."""
        return Period.parse(self.period_text).words

    @property
    def what(self) -> str:
        """东丰县2023年二季度市场主体总量"""
        return f"{self.unit}{self.period}{self.indicator}"

    @property
    def measure_unit(self) -> str:
        """As the newer plan has it, or the older one where the indicator is gone."""
        known = (one for plan in reversed(self.plans) for one in plan.indicators if one.id == self.indicator_id)
        return next((one.measure_unit for one in known), "")

    @property
    def amounts(self) -> tuple[str, str]:
        """The two values in full; with every digit where they would read alike."""
        before, after = (words.exact_amount(value, self.measure_unit) for value in (self.before, self.after))
        if before == after:
            before, after = (f"{value:,.15g}{self.measure_unit}" for value in (self.before, self.after))
        return before, after

    @property
    def act(self) -> str:
        """由28,100户改为27,900户, 补报27,900户, 撤下28,100户"""
        before, after = self.amounts
        if math.isnan(self.before):
            return f"补报{after}"
        return f"撤下{before}" if math.isnan(self.after) else f"由{before}改为{after}"

    @property
    def sentence(self) -> str:
        """东丰县2023年二季度市场主体总量由28,100户改为27,900户"""
        return self.what + self.act

    @property
    def place(self) -> str:
        """季报!C7, of a figure that was dropped where it stood."""
        return f"{self.sheet}!{self.cell}"

    @property
    def day(self) -> str:
        """When it came in, on the office's clock; — for a figure that is no longer reported."""
        return words.MISSING if math.isnan(self.after) else words.day((self.time + _OFFICE).date())

    @property
    def lineage(self) -> str:
        """东丰县7月15日报“东丰县报表.xlsx”季报!C7; of a figure that was dropped, where it stood."""
        where = f"“{self.file}”{self.place}"
        return f"原在{where}，现在没有报" if math.isnan(self.after) else f"{self.sender}{self.day}报{where}"


def plans_of(changes: Changes) -> Plans:
    """The two plan versions, the older one first."""
    return changes.before.plan, changes.after.plan


def revisions(changes: Changes, *only: int) -> list[Revision]:
    """Every figure that was changed, added or dropped, or those at some indices of REVISIONS."""
    rows = changes.revisions.loc[list(only)] if only else changes.revisions
    return [Revision.of(row, plans_of(changes)) for row in rows.to_dict("records")]


def because(changes: Changes, flip: Flip) -> str:
    """What flipped a status: 东丰县2023年二季度…由10.2改为10.4; of several, whether each does or only all together."""
    told = [_cause(changes, flip, cause) for cause in flip.causes]
    if not told:
        return "数和方案都没有使它改变的改动"
    known = f"{flip.reason}：" if flip.reason else ""
    return known + _all(told, together=flip.together)


def _all(told: Sequence[str], *, together: bool) -> str:
    """Causes in one sentence: whether each alone would do, or only all of them together."""
    if len(told) == 1:
        return told[0]
    some = "；".join(told[:_TOLD]) + (f"等{len(told)}项" if len(told) > _TOLD else "")
    return f"{some}，共同作用" if together else f"{some}，各自单独就会这样"


def _cause(changes: Changes, flip: Flip, cause: Cause) -> str:
    before, after = changes.before.period, changes.after.period
    match cause.kind:
        case "figure":
            return revisions(changes, cause.revision)[0].sentence
        case "goal":
            return _record(changes, flip, cause.fields)
        case "bands":
            return "状态门槛调整"
        case "definitions":
            return "单位或指标的规定调整"
        case "time":
            return f"由{before.words}进到{words.short_quarter(after, before)}"


def _record(changes: Changes, flip: Flip, fields: Sequence[str]) -> str:
    """What was changed in the goal's record, the source of a base left aside."""
    shown = set(fields) - ({"base_source"} if "base_value" in fields else set())
    edits = [
        edit
        for edit in changes.edits
        if edit.goal == flip.goal and len(edit.place) > 2 and edit.place[2] in shown
        if edit.place[2] != "allocations" or edit.place[3] == flip.unit
    ]
    return "、".join(edit_words.sentence(edit, plans_of(changes)) for edit in edits)


def flip_subject(plan: Plan, flip: Flip) -> str:
    """市场主体总量, of a part 市场主体总量（东丰县）, by another method 市场主体总量（CAGR比率法）."""
    notes = [] if flip.unit == plan.unit else [plan.unit_of(flip.unit).name]
    notes += [] if flip.method == "pace" else [METHOD_WORDS[flip.method]]
    return plan.goal_of(flip.goal).name + (f"（{'，'.join(notes)}）" if notes else "")


def rank_words(rank: float) -> str:
    """第3, or 数据不足 without a rank."""
    return "数据不足" if math.isnan(rank) else f"第{rank:.0f}"


def score_words(score: float) -> str:
    """A score in points with one decimal."""
    return words.MISSING if math.isnan(score) else f"{score:.1f}"


def why_moved(changes: Changes, move: Move) -> str:
    """Which indicator's contribution, whose overtaking or which weights moved a rank."""
    plan = changes.after.plan
    if math.isnan(move.after):
        return "缺数超过办法允许的限度"
    if math.isnan(move.before):
        return "数据补齐后参加排名"
    names = "、".join(plan.unit_of(unit).name for unit in move.passed)
    facts = [f"办法调整：{_reweighted(changes, move)}"] if move.by_weights else []
    if names:
        facts.append(f"超过{names}" if move.after < move.before else f"被{names}超过")
    if move.shares:
        facts.append(f"{'差别在' if names else '得分变在'}{_shares(plan, move)}")
    return "；".join(facts) or "得分相近的单位有变动"


def _shares(plan: Plan, move: Move) -> str:
    """市场主体总量+3.5分、新登记市场主体+0.4分; what weighs little beside the first is left out."""
    largest = abs(move.shares[0][1])
    telling = [share for share in move.shares[:_TOLD] if abs(share[1]) >= largest * _TELLING]
    return "、".join(f"{plan.indicator_of(indicator).name}{words.lead(change)}分" for indicator, change in telling)


def _reweighted(changes: Changes, move: Move) -> str:
    mine = [edit for edit in changes.edits if edit.place[:2] == ("schemes", move.scheme)]
    return "、".join(edit_words.sentence(edit, plans_of(changes)) for edit in mine[:_TOLD])


def headline(changes: Changes, before: str, after: str) -> str:
    """第2版改了3个数，2项目标状态改变：企业户数由符合序时变为略慢，因东丰县由10.2户改为10.4户"""
    if changes.empty:
        return f"{after}与{before}没有差别"
    by_pace = flips(changes, "pace")
    whole = [flip for flip in by_pace if flip.unit == changes.after.plan.unit]
    counts = [_figures(changes), f"{len(whole)}项目标状态改变" if whole else ""]
    head = f"{after}比{before}{'，'.join(count for count in counts if count) or '数没有改'}"
    # What time has brought is no news; a revision is, and then a changed promise.
    news = [flip for flip in (*whole, *changes.flips) if flip.causes and flip.causes[0].kind != "time"]
    told = min(news, key=lambda flip: (len(flip.causes), flip.causes[0].kind != "figure"), default=None)
    if told is None:
        return head
    name, (was, now) = flip_subject(changes.after.plan, told), status_words(told)
    return f"{head}：{name}由{was}变为{now}，因{_short(changes, told)}"


def flips(changes: Changes, method: Method) -> list[Flip]:
    """The flips that one method sees."""
    return [flip for flip in changes.flips if flip.method == method]


def status_words(flip: Flip) -> tuple[str, str]:
    """Both verdicts in Chinese."""
    return VERDICT_WORDS.get(flip.before, flip.before), VERDICT_WORDS.get(flip.after, flip.after)


def _short(changes: Changes, flip: Flip) -> str:
    """The causes of a flip where its goal and period have just been named."""
    if len(flip.causes) > 1 or flip.causes[0].kind != "figure":
        return because(changes, flip)
    [revision] = revisions(changes, flip.causes[0].revision)
    goal = changes.after.plan.goal_of(flip.goal)
    same = (goal.indicator, str(changes.after.period)) == (revision.indicator_id, revision.period_text)
    return revision.unit + revision.act if same else revision.sentence


def others(changes: Changes) -> str:
    """What the headline leaves out: parts, ranks, the plan itself, and what is compared."""
    parts = sum(flip.unit != changes.after.plan.unit for flip in flips(changes, "pace"))
    facts = [
        f"{parts}项分解到各单位的目标状态改变" if parts else "",
        f"{len({move.unit for move in changes.moves})}家名次变动" if changes.moves else "",
        f"方案改动{len(changes.edits)}处" if changes.edits else "",
        basis(changes),
    ]
    return "；".join(fact for fact in facts if fact)


def _figures(changes: Changes) -> str:
    """新报45个数，改了3个数，补报2个，撤下1个"""
    values = changes.revisions[["value_before", "value_after"]].notna()
    both, added = values.all(axis=1).sum(), values["value_after"].sum() - values.all(axis=1).sum()
    dropped = len(values) - both - added
    facts = [(changes.fresh, "新报"), (both, "改了"), (added, "补报"), (dropped, "撤下")]
    return "，".join(f"{what}{n}个数" for n, what in facts if n)


def basis(changes: Changes) -> str:
    """Which periods are compared."""
    before, after = changes.before.period, changes.after.period
    if before == after:
        return f"两版都按{after.words}判断。"
    end = words.short_quarter(before, after)
    return f"前一版按{before.words}判断，后一版按{after.words}判断；改过的数只列{end}及以前的，新一期报来的不算改动。"
