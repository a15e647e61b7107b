"""The race looked at: which scheme, its ranking in every quarter, the year that it makes, and 零突破."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from milepost.errors import MeasureError
from milepost.measure.appraisal import appraisal
from milepost.measure.breakthroughs import breakthroughs
from milepost.measure.race import race
from milepost.measure.results import Results
from milepost.measure.unranked import why_unranked
from milepost.plan.plan import Plan
from milepost.plan.scheme import Scheme
from milepost.plan.tables import RANKING, empty
from milepost.report import race_reasons, race_words
from milepost.report.race_words import Place
from milepost.ui import controls, drawing, session, show


def pick_scheme(plan: Plan) -> Scheme | None:
    """The scheme looked at; the control appears only where there is a choice. None while the plan has none."""
    if len(plan.schemes) < 2:
        return next(iter(plan.schemes), None)
    return plan.scheme_of(controls.pick("赛马办法", {s.id: s.title for s in plan.schemes}, "scheme", width=240))


def ranking(results: Results, scheme: Scheme | None) -> tuple[pd.DataFrame, str]:
    """The ranking of `scheme` in every quarter, and why nobody is ranked in the last one, if so."""
    if scheme is None:
        return empty(RANKING), ""
    if scheme == results.plan.schemes[0]:
        why = results.race_refusal or why_unranked(results.ranking, results.plan, scheme, results.period)
        return results.ranking, why
    try:
        rows = race(results.progress, results.figures, results.plan, scheme, results.periods)
    except MeasureError as error:
        return empty(RANKING), str(error)
    return rows, why_unranked(rows, results.plan, scheme, results.period)


def last_year(ranking: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """年考核 of the latest whole year in `ranking`: columns APPRAISAL, empty while no year is whole."""
    years = appraisal(ranking, scheme)
    latest: pd.DataFrame = years[years["year"] == years["year"].max()]
    return latest


def links(plan: Plan, scheme: Scheme, units: Iterable[str]) -> dict[str, str]:
    """Unit → where its name leads: to its own page; a bank or a department has none, and is explained on this one."""
    parts = {unit.id for unit in plan.all_parts}
    every = list(units)
    here = drawing.addresses(lambda unit: controls.link("race", scheme=scheme.id, of=unit), every)
    return here | drawing.addresses(controls.link_to_county, (unit for unit in every if unit in parts))


def reason(results: Results, scheme: Scheme, now: Sequence[Place]) -> None:
    """这个名次怎么来的 of the unit picked, at first the one in front."""
    names = {place.unit: results.plan.unit_of(place.unit).name for place in now}
    picked = controls.pick("单位", names, "of", width=200)
    place = next(place for place in now if place.unit == picked)
    rows, sentence = session.once(
        "reason",
        lambda: (
            race_reasons.listing(scheme, race_reasons.shares(results, scheme, picked), place),
            race_reasons.sentence(results, scheme, place, now),
        ),
    )
    drawing.listing(rows, "")
    st.caption(show.literal(f"{names[picked]}{sentence}"))


def rules(plan: Plan, scheme: Scheme, now: Sequence[Place]) -> None:
    """How the ranks are made, rule by rule."""
    st.subheader("怎么排的", anchor=False)
    with st.container(border=True):
        st.markdown("\n".join(f"- **{label}**　{text}" for label, text in race_words.rules(plan, scheme, now)))
    st.caption("点单位名，可看它的各项目标、历季名次和报送情况。")


def first_ones(results: Results, scheme: Scheme) -> pd.DataFrame:
    """零突破 in the quarter looked at: columns BREAKTHROUGHS."""
    return session.once("first ones", lambda: breakthroughs(results.figures, results.plan, scheme, results.period))
