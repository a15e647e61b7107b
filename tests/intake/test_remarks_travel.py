"""What a sender wrote beside a figure comes back from the worker that read the workbook."""

from dataclasses import fields

import pandas as pd

from milepost.intake.parcel import packed, unpacked
from milepost.plan.period import Period
from milepost.plan.reading import Problem, Reading, Remark


def test_every_field_of_a_reading_travels():
    remark = Remark("季报", "E6", "市场主体总量（龙山区）", "集中清理注销")
    problem = Problem("doubt", "falls", "减少了", "请说明", "季报", "E6", "1")
    sent = Reading("ls", Period.parse("2023Q2"), "form", "layout", problems=(problem,), remarks=(remark,))
    back = unpacked(*packed(sent))
    plain = [field.name for field in fields(Reading) if not isinstance(getattr(sent, field.name), pd.DataFrame)]
    assert "remarks" in plain
    assert {name: getattr(back, name) for name in plain} == {name: getattr(sent, name) for name in plain}
