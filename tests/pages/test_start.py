"""开始: a fresh install shows the sample or begins the office's own store."""

import pytest
import streamlit as st

from milepost.plan.period import Period
from milepost.ui import session
from tests.pages.visit import opened


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    monkeypatch.setenv("MILEPOST_STORE", str(tmp_path / "store"))
    st.cache_resource.clear()
    yield tmp_path / "store"
    if (tmp_path / "store" / "milepost.duckdb").exists():
        session.own_desk().close()
    st.cache_resource.clear()


def test_looking_makes_no_store(fresh):
    page = opened("start/start.py")
    assert [one.label for one in page.button] == ["看示例"]
    assert not fresh.exists()


def test_a_plan_and_a_first_quarter_begin_the_own_store(fresh):
    page = opened("start/start.py")
    page.selectbox[0].select("liaoyuan-2022").run()
    assert page.selectbox[1].value == Period.parse("2022Q1")
    page.selectbox[1].select(Period.parse("2022Q2"))
    next(one for one in page.button if one.label == "新建").click().run()
    store = session.own_desk().store
    assert store.plan_ids() == ["liaoyuan-2022"]
    assert store.periods("liaoyuan-2022")["period"].tolist() == ["2022Q2"]
