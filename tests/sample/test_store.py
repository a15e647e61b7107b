"""The sample through the store: the truth that goes in is judged, in whatever order it comes."""

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest

from milepost import sample
from milepost.comparing import vintage_changes
from milepost.desk import Desk, open_desk
from milepost.intake.workers import Workers
from milepost.plan.period import Period
from milepost.plan.reading import Reading
from milepost.racing import appraise
from milepost.store.store import Source, Store
from milepost.workflow import ranking, results, standing
from tests.sample.committed import LAST, PLANS, SAMPLE

Q2 = Period.parse("2023Q2")


def filled(stories, readings: dict[str, list[tuple[str, str, Reading]]]) -> Desk:
    """A desk in memory that holds these readings, and documents with the sample's own bases and parts."""
    desk = Desk(None, Store.in_memory(), Workers(0), {})
    for plan_id, sent in readings.items():
        desk.store.adopt(stories[plan_id].document(), author="示例", reason="示例")
        for name in dict.fromkeys(name for name, _, _ in sent):
            desk.store.open_period(plan_id, Period.parse(name), by="示例")
        for name, file, reading in sent:
            source = Source(file, desk.store.keep_original(f"{plan_id} {name} {file}".encode()), "示例")
            desk.store.submit(plan_id, reading, source, explanation="示例说明")
    return desk


@pytest.fixture(scope="module")
def desk(stories, readings) -> Iterator[Desk]:
    desk = filled(stories, readings)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def now(desk) -> pd.DataFrame:
    """Progress of 小店区 at 2023Q2, by goal."""
    return results(desk, "xiaodian-2022", Q2).now.set_index("goal")


def test_every_promise_of_the_district_is_judged_or_names_who_has_not_reported(now, plans):
    kinds = {goal.id: goal.kind for goal in plans["xiaodian-2022"].goals}
    assert set(now.index) == set(kinds)
    silent = now[now["status"].isin(["未报", "无法判断"])]
    assert silent["reason"].to_dict() == {
        "strategic_revenue": "缺区工信局",
        "strategic_revenue_growth": "缺区工信局",
    }
    judged = {kinds[goal] for goal in now.index.difference(silent.index)}
    assert judged == {
        "stock", "growth", "share", "window", "growth_over_base", "multiple", "keep", "duration", "boolean",
    }  # fmt: skip


def test_the_sample_shows_every_sort_of_status(now):
    assert set(now["status"]) == {
        "提前达标", "快于序时", "符合序时", "略慢", "滞后", "倒退", "已完成", "未完成", "保持", "未报",
    }  # fmt: skip


def test_the_whole_district_is_the_sum_of_its_streets(now, truths, plans):
    streets = [unit.id for unit in plans["xiaodian-2022"].parts]
    truth = truths["xiaodian-2022"]
    of = truth[truth["unit"].isin(streets)].pivot_table(
        index="indicator", columns="period", values="value", aggfunc="sum"
    )
    level = of["2023Q2"]
    assert now.loc["market_entities", "value"] == level["market_entities"]
    assert now.loc["entities_per_thousand", "value"] == pytest.approx(
        1000 * level["market_entities"] / of.loc["population", "2022Q4"]
    )
    assert now.loc["enterprises_to_individuals", "value"] == pytest.approx(
        level["enterprises"] / level["individual_businesses"]
    )
    assert now.loc["active_share", "value"] == pytest.approx(100 * level["active_entities"] / level["market_entities"])
    assert now.loc["new_jobs", "value"] == of.loc["new_jobs", "2022Q4"] + level["new_jobs"]
    assert now.loc["service_entities_doubled", ["value", "target"]].tolist() == [level["service_entities"], 176000]


def test_26_wan_at_20_percent_a_year_is_due_in_compound_steps(now, truths):
    """12.54万 → 26万 by 2025: after six of sixteen quarters 29.3 % is due, not 37.5 %."""
    row = now.loc["market_entities"]
    due = ((260000 / 125400) ** (6 / 16) - 1) / (260000 / 125400 - 1)
    assert (row["base_value"], row["target"]) == (125400, 260000)
    assert row["due_share"] == pytest.approx(due)
    assert round(due, 3) == 0.293
    assert row["reached_share"] == pytest.approx((row["value"] - 125400) / (260000 - 125400))
    assert row["ahead"] == pytest.approx(100 * (row["reached_share"] - due))
    growth = now.loc["market_entities_growth"]
    assert growth["value"] == pytest.approx(100 * ((row["value"] / 125400) ** (4 / 6) - 1))


def test_amounts_of_a_year_are_judged_by_the_last_four_quarters(now):
    """2022 brought 92.12, its first half 42.31; the first half of 2023 47.96."""
    assert now.loc["industrial_output", "value"] == pytest.approx(92.12 - 42.31 + 47.96)
    over = now.loc["industrial_value_added_over_base"]
    assert over[["value", "target"]].tolist() == pytest.approx([13.86 - 6.41 + 6.98, 12.5 * 1.4])
    assert over["due_share"] == pytest.approx(10 / 20)


@pytest.mark.parametrize("plan_id", PLANS)
def test_the_order_in_which_figures_come_changes_no_rank_and_no_status(stories, readings, desk, plan_id):
    shuffled = [
        (name, file, replace(reading, figures=reading.figures.sample(frac=1, random_state=7)))
        for name, file, reading in sorted(readings[plan_id], key=lambda sent: sent[1][::-1])
    ]
    other = filled(stories, {plan_id: shuffled})
    period = Period.parse(LAST[plan_id])
    for scheme in stories[plan_id].plan().schemes:
        first, again = (ranking(one, plan_id, period, scheme.id) for one in (desk, other))
        pd.testing.assert_frame_equal(first, again)
    pd.testing.assert_frame_equal(results(desk, plan_id, period).now, results(other, plan_id, period).now)
    other.close()


def test_the_streets_race_from_the_second_year_on(desk):
    found = ranking(desk, "xiaodian-2022", Q2).set_index("unit")
    assert found["rank"].notna().all()
    assert found.loc["longcheng", "rank"] == 1
    assert found.loc["liujiabu", "rank"] == len(found) == 10


def test_the_whole_years_are_appraised(desk):
    streets = appraise(desk, "xiaodian-2022", 2022, "streets_completion")
    assert (streets["unit"].iloc[-1], streets["quarters_ranked"].tolist()) == ("liujiabu", [4] * 10)
    for year in (2022, 2023):
        counties = appraise(desk, "liaoyuan-2022", year)
        quarterly = [
            ranking(desk, "liaoyuan-2022", Period(year, "quarter", number)).set_index("unit")["score"]
            for number in (1, 2, 3, 4)
        ]
        mean = sum(quarterly) / 4
        assert counties["mean_score"].tolist() == pytest.approx(sorted(mean, reverse=True))
        assert counties["unit"].tolist() == mean.sort_values(ascending=False).index.tolist()


def test_who_sent_nothing_is_shown_as_owing(desk):
    rows = standing(desk, "xiaodian-2022", Q2).set_index("unit")
    assert rows["state"].to_dict() == {
        "approval_services": "已报", "industry_it": "部分已报", "commerce": "逾期未报", "market_regulation": "已报",
        "statistics": "已报", "human_resources": "已报",
    }  # fmt: skip


def test_a_correction_after_publication_flips_a_status_and_is_named(tmp_path, monkeypatch):
    """市农业农村局 counted one farm of 东丰县 twice: 89 beef-cattle farms were published, 88 there were."""
    source, file = tmp_path / "sample", "市农业农村局2024年一季度农业经营主体.xlsx"
    for quarter in ("2024Q1", "first/2024Q1", "2024Q2"):
        (source / "liaoyuan-2022" / quarter).mkdir(parents=True)
        path = SAMPLE / "liaoyuan-2022" / quarter / file
        if path.exists():
            shutil.copy(path, source / "liaoyuan-2022" / quarter)
    shutil.copy(SAMPLE / "liaoyuan-2022" / "plan.toml", source / "liaoyuan-2022")
    monkeypatch.setattr(sample, "SOURCE", source)
    assert sample.make_sample(tmp_path / "store")
    desk = open_desk(tmp_path / "store")
    published = desk.store.vintages("liaoyuan-2022")
    assert published[["vintage", "period"]].to_numpy().tolist() == [[1, "2024Q1"], [2, "2024Q1"]]
    assert published["reason"].tolist() == ["", sample.CORRECTION]
    said = vintage_changes(desk, "liaoyuan-2022", 1, 2)
    flipped = said[(said["kind"] == "status") & said["what"].str.contains("肉牛") & ~said["what"].str.contains("东丰")]
    assert ("符合序时", "略慢") in set(zip(flipped["before"], flipped["after"], strict=True))
    assert "东丰县" in flipped["because"].iloc[0]
    assert "37户改为36户" in flipped["because"].iloc[0].replace(",", "")
    desk.close()


def test_the_sample_store_tells_both_plans_in_one_time(tmp_path, monkeypatch):
    """Two quarters of one sender of each plan, by the real acts: read by the workers, explained, published."""
    source = tmp_path / "sample"
    for plan_id, name in (("liaoyuan-2022", "龙山区*"), ("xiaodian-2022", "区工信局*")):
        for quarter in ("2022Q3", "2022Q4"):
            (source / plan_id / quarter).mkdir(parents=True)
            for path in (SAMPLE / plan_id / quarter).glob(name):
                shutil.copy(path, source / plan_id / quarter)
        shutil.copy(SAMPLE / plan_id / "plan.toml", source / plan_id)
    monkeypatch.setattr(sample, "SOURCE", source)
    names = []
    assert sample.make_sample(tmp_path / "store", lambda done, every, name: names.append((done, every, name)))
    assert not sample.make_sample(tmp_path / "store")
    assert [(done, every) for done, every, _ in names] == [(0, 4), (1, 4), (2, 4), (3, 4)]
    desk = open_desk(tmp_path / "store")
    assert desk.store.plan_ids() == PLANS
    for plan_id in PLANS:
        plan = desk.plan(plan_id)
        assert plan.sample
        assert plan.due_day == 12
        assert desk.store.vintages(plan_id)[["vintage", "period"]].to_numpy().tolist() == [[1, "2022Q3"]]
        sent = desk.store.submissions(plan_id)
        assert sent["period"].tolist() == ["2022Q3", "2022Q4"]
        assert [time.strftime("%Y-%m") for time in sent["time"]] == ["2022-10", "2023-01"]
    # 新增规上工业企业 fell from 8 to 7, and the sender said why.
    assert desk.store.submissions("xiaodian-2022")["explanation"].tolist() == ["", sample.EXPLANATION]
    desk.close()
