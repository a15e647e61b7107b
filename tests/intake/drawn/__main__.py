"""The layout bench at any length: `python -m tests.intake.drawn 5000` prints what became of so many drawings."""

import re
import sys
from dataclasses import fields, replace
from time import perf_counter

from hypothesis import HealthCheck, Phase, given, settings

from tests.intake.drawn.shapes import drawn
from tests.intake.drawn.style import Style, styles
from tests.intake.drawn.verdict import Tally, Verdict, judged

SHOWN = 30
PLAIN = Style(
    seed=1, units=("dz", "hj"), indicators=("all", "gdp"), kind="xlsx", shape="rows", left=0, titles="",
    table_number="", title="各县区主要经济指标", period="title", unit_in="head", unit_line="单位：{}", scaled=False,
    other_names=False, head="flat", merged=False, broken_lines=False, bilingual=False, total="", total_name="合计",
    spread=False, indent="", short_names=False, subtotals="", numbers="plain", beside="", growth="同比增长%",
    extras="", numbered=False, foot=(), blank_rows=False, preamble=False, mark="", formulas=False, hidden="", flaw="",
    torn="",
)  # fmt: skip


def main(examples: int) -> None:
    tally, begun = Tally(), perf_counter()

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(styles)
    def draw(style: Style) -> None:
        tally.add(judged(style))

    draw()
    for (outcome, is_spoilt), count in sorted(tally.outcomes.items()):
        print(f"{outcome:8} {'with a spoilt cell' if is_spoilt else 'clean':20} {count}")
    print(f"read of the clean ones: {tally.share_read:.2%}; {perf_counter() - begun:.0f} s")
    reasons: dict[tuple[str, str, str], list[Verdict]] = {}
    for verdict in tally.shown:
        reasons.setdefault(_reason(verdict), []).append(verdict)
    for verdicts in sorted(reasons.values(), key=lambda same: (same[0].outcome != "wrong", -len(same)))[:SHOWN]:
        _show(len(verdicts), simplest(min(verdicts, key=lambda verdict: len(repr(verdict.style)))))


def _show(times: int, simple: Verdict) -> None:
    said = {f.name: v for f in fields(Style) if (v := getattr(simple.style, f.name)) != getattr(PLAIN, f.name)}
    print(f"{times} × {simple.outcome}: {simple.why[:300]}\n      {said}")
    for canvas in drawn(simple.style).sheets[:1]:
        for row in range(min(9, canvas.size[0])):
            texts = [canvas.shown(row, column).replace("\n", "⏎") for column in range(canvas.size[1])]
            print("     |", " | ".join(texts)[:200])


def _reason(verdict: Verdict) -> tuple[str, str, str]:
    return verdict.outcome, verdict.style.shape, re.sub(r"“[^”]*”|\d+|\S+!\w+|[A-Z]+\d+", "", verdict.why)[:40]


def simplest(verdict: Verdict) -> Verdict:
    """The plainest style that still comes out the same way."""
    for field in (*fields(Style), *fields(Style)):
        if field.name in ("seed", "shape") or getattr(verdict.style, field.name) == getattr(PLAIN, field.name):
            continue
        tried = judged(replace(verdict.style, **{field.name: getattr(PLAIN, field.name)}))
        if _reason(tried) == _reason(verdict):
            verdict = tried
    return verdict


if __name__ == "__main__":
    main(int(sys.argv[1]))
