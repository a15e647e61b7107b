"""What the worker read is what the server gets: nothing of a reading stays behind on the way."""

from dataclasses import fields

import pandas as pd

from milepost.intake.parcel import packed, unpacked
from milepost.plan.period import Period
from milepost.plan.reading import Problem, Reading, Remark
from milepost.plan.tables import BESIDE, BLANKS, READ_FIGURES, table

OF = {"indicator": "firms", "unit": "ls", "industry": "", "period": "2023Q2", "sheet": "季报", "cell": "E6"}


def test_every_field_of_a_reading_travels():
    sent = Reading(
        "ls", Period.parse("2023Q2"), "form", "layout",
        figures=table([OF | {"value": 0.1 + 0.2}], READ_FIGURES),
        blanks=table([OF | {"mark": "…"}, OF | {"mark": ""}], BLANKS),
        beside=table([OF | {"what": "growth", "value": 12.5, "half": 0.05}], BESIDE),
        problems=(Problem("doubt", "falls", "减少了", "请说明", "季报", "E6", "1"),),
        remarks=(Remark("季报", "E6", "市场主体总量（龙山区）", "集中清理注销"),),
        unmeasured=(("tax", Problem("doubt", "unsaid-unit", "没有写计量单位", "请确认", "季报", "F5", "税收")),),
    )  # fmt: skip
    back = unpacked(*packed(sent))
    for field in fields(Reading):
        given, got = getattr(sent, field.name), getattr(back, field.name)
        assert len(str(given) if isinstance(given, Period) else given), f"an empty {field.name} proves nothing"
        if isinstance(given, pd.DataFrame):
            pd.testing.assert_frame_equal(got, given)
        else:
            assert got == given
