"""Walking a number back: pick it, see its cell in the sender's sheet, every earlier answer, and its parts."""

from functools import partial

import pandas as pd
import streamlit as st

from milepost import seeing, workflow
from milepost.report import origin, words
from milepost.report.origin import Place
from milepost.ui import controls, quarter, scans, session, sheet, show


def pick_place() -> Place:
    """The number that the visitor picks or the link names."""
    plan = session.plan()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        indicator = controls.pick("指标", {i.id: i.name for i in plan.indicators}, "indicator", width=280)
        chosen = plan.indicator_of(indicator)
        units = {plan.unit: plan.unit_of(plan.unit).name} | {
            unit.id: unit.name for sender in plan.reporters(chosen) for unit in plan.reported_units(chosen, sender)
        }
        unit = controls.pick("单位", units | {u.id: u.name for u in plan.all_parts}, "unit", width=180)
        split = {one.id: one.name for one in plan.industries_of(chosen)}
        of = controls.pick("行业", {"": "全部行业"} | split, "industry", width=200) if split else ""
        period = controls.pick_quarter()
    return Place(chosen, plan.unit_of(unit), period, plan.industry_of(of) if of else None)


def value(place: Place) -> float:
    """The number at a place, reported or made of others; NaN where there is none."""
    results = session.results()
    return origin.value_of(session.plan(), results.figures, results.values, place)


def counted(place: Place) -> pd.Series | None:
    """The reported figure that counts at a place (a row of FIGURES), if one was reported."""
    rows = origin.reported(session.results().figures, place)
    return None if rows.empty else rows.iloc[0]


def cell(place: Place, row: pd.Series) -> None:
    """The cell in its sheet, who sent it when, and the original."""
    plan = session.plan()
    if place.indicator.same_as:
        other = session.desk().plan(place.indicator.elsewhere[0]).name
        st.caption(f"这个数在方案“{show.literal(other)}”里报送，这里取的是同一份。")
    facts = pd.DataFrame(
        {
            "报送单位": [origin.sender_words(plan, row["sender"])],
            "报表": [quarter.form_words(row["form"])],
            "文件": [show.short(row["file"])],
            "表!格": [show.short(f"{row['sheet']}!{row['cell']}")],
            "入库时间": [words.tied(moment(row["time"]))],
        }
    )
    show.table(facts)
    grid = workflow.original_grid(session.desk(), row["sha256"], row["file"], row["sheet"], row["cell"])
    sheet.draw(grid, row["cell"], place.amount(float(row["value"])))
    show.download("下载原件", partial(seeing.original, session.desk(), row["sha256"]), row["file"], key="original")
    scans.beside(row["submission"])


def explained(row: pd.Series) -> None:
    """What was odd about the figure when it was taken in, and what was said of it in writing."""
    store = session.desk().store
    doubts = store.doubts.of(row["submission"])
    own = doubts[(doubts["sheet"] == row["sheet"]) & (doubts["cell"] == row["cell"])]
    if not own.empty:
        st.markdown("**入库时存疑，已书面说明：**")
        show.table(
            pd.DataFrame(
                {"存疑": [show.literal(one) for one in own["message"]],
                 "说明": [show.literal(one) for one in own["explanation"]]}
            )
        )  # fmt: skip
        return
    sent = store.submissions(session.plan_id())
    said = sent.loc[sent["submission"] == row["submission"], "explanation"]
    if not said.empty and said.iloc[0]:
        st.caption(f"这份报送附的说明：{show.literal(said.iloc[0])}")


def moment(time: pd.Timestamp) -> str:
    """A stored time on the office's clock, in full: 2024年7月10日 09:12."""
    local = controls.office_time(time)
    return f"{local.year}年{words.day(local)} {local:%H:%M}"


def history(place: Place, row: pd.Series) -> None:
    """Every answer this cell ever got: earlier submissions, withdrawn ones, and live ones of other senders or forms."""
    every = workflow.lineage(session.desk(), session.plan_id(), place.indicator.id, place.unit.id, place.period)
    every = every[every["industry"] == place.industry_id]
    others = every[(every["state"] == "live") & (every["submission"] != row["submission"])]
    if not others.empty:
        same = (others["value"] == row["value"]).all()
        st.markdown(
            f"另有{len(others)}份有效报送也给了这个数，"
            + ("与它一致。" if same else "**与它不一致**，以上面这份为准。")
        )
    states = [
        show.state("有效", "采用") if s == row["submission"] else show.state(quarter.LIVES[state])
        for s, state in zip(every["submission"], every["state"], strict=True)
    ]
    show.table(
        pd.DataFrame(
            {
                "状态": states,
                f"数（{place.indicator.measure_unit}）": every["value"].tolist(),
                "报送单位": [origin.sender_words(session.plan(), one) for one in every["sender"]],
                "报表": [quarter.form_words(one) for one in every["form"]],
                "文件": [show.short(one) for one in every["file"]],
                "表!格": [show.short(f"{s}!{c}") for s, c in zip(every["sheet"], every["cell"], strict=True)],
                "入库时间": [words.tied(moment(one)) for one in every["time"]],
            }
        )
    )


def parts(place: Place) -> None:
    """What the number was made of, each part with the way further back."""
    plan, results = session.plan(), session.results()
    found = origin.parts(plan, results.figures, place)
    before = None if found else origin.earlier(results.figures, place)
    sources = found or ([before] if before else [])
    if not sources:
        show.nothing_yet(f"{place.title}没有报送", "到“数据报送”页看谁还没报；单位报送入库后，这里会列出文件和单元格。")
        return
    if before is not None:
        st.markdown(f"本期不须报送，沿用{before.period.words}的数。")
    else:
        st.markdown(show.literal(origin.how(plan, place)))
    rows = [_part(one, value(one)) for one in sources]
    show.table(pd.DataFrame(rows))


def _part(place: Place, value: float) -> dict[str, object]:
    return {
        "单位": place.unit.name,
        "指标": show.short(place.indicator.name),
        "季度": place.period.words,
        "数": value,
        "计量单位": show.short(place.indicator.measure_unit),
        "出处": f"[看出处]({controls.link_to_place(place)})",
    }
