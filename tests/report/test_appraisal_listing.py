"""年考核 as it is shown: each quarter beside the mean, so that a reader can do the mean again."""

import numpy as np
import pandas as pd
import pytest

from milepost.measure.appraisal import APPRAISAL
from milepost.plan.plan import Plan
from milepost.report import appraisal_listing

NONE = np.nan
YEAR = pd.DataFrame(
    [
        ["xian", 2023, 4, 75.0, 2, False, 70, 75, 80, 75],
        ["gaoxin", 2023, 3, NONE, NONE, False, 60, NONE, 80, 70],
        ["longshan", 2023, 4, 80.0, 1, False, 70, 80, 90, 80],
    ],
    columns=list(APPRAISAL),
).astype(APPRAISAL)


@pytest.fixture
def plan(document):
    return Plan.from_document(document)


def test_the_quarters_stand_beside_their_mean_and_who_lacks_one_stands_last(plan):
    shown = appraisal_listing.places(plan, YEAR, lambda unit: f"/county?unit={unit}")
    rows = list(zip(*shown.columns.values(), strict=True))
    assert [row[0] for row in rows] == ["1", "2", "数据不足"]
    assert rows[0][2:] == ("80.0", "70.0", "80.0", "90.0", "80.0")
    assert rows[2][2:] == ("—", "60.0", "—", "80.0", "70.0")
    assert "unit=longshan" in rows[0][1]


def test_the_lacking_quarter_is_named(plan):
    assert appraisal_listing.sentence(plan, YEAR) == "四个季度得分的平均；高新区缺二季度，不排名。"
    assert appraisal_listing.sentence(plan, YEAR[YEAR["unit"] != "gaoxin"]) == "四个季度得分的平均。"


def test_a_unit_ranked_without_a_quarter_is_named_too(plan):
    ranked = YEAR.assign(rank=[2.0, 3.0, 1.0], mean_score=[75.0, 70.0, 80.0])
    assert appraisal_listing.sentence(plan, ranked) == "四个季度得分的平均；高新区缺二季度，照排。"
