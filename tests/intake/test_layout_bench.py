"""The layout bench: one truth drawn in every habit of reporting tables, in every kind of file, and read back.

`python -m tests.intake.drawn 5000` draws as many as one likes and shows what was not read.
"""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.drawn.style import styles
from tests.intake.drawn.verdict import Tally, judged

SHARE_READ = 0.95


@settings(max_examples=250, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(styles, st.just(Tally()))
def test_no_drawing_is_silently_wrong(style, tally):
    verdict = judged(style)
    assert verdict.outcome != "wrong", verdict.why
    tally.add(verdict)
    assert tally.clean < 100 or tally.share_read >= SHARE_READ, tally.shown
