"""The administrator's page of accounts: the list, a new one, and what can be done with each."""

from collections.abc import Hashable, Mapping

import pandas as pd
import streamlit as st

from milepost import accounts
from milepost.people.person import Person
from milepost.people.role import ACCOUNT_ROLES, Role
from milepost.report import words
from milepost.report.words import MISSING
from milepost.ui import controls, session, show

_DRAWN = "one-time password"
CHANGES = {"reset": "重置口令", "role": "改角色", "disable": "停用"}


def headline(rows: pd.DataFrame) -> str:
    """3个账号可以登录，1个已停用."""
    off = int(rows["disabled"].sum())
    return f"{len(rows) - off}个账号可以登录" + (f"，{off}个已停用" if off else "")


def just_drawn() -> None:
    """The one-time password drawn last, shown once: the next thing done on any page takes it away."""
    drawn = st.session_state.pop(_DRAWN, None)
    if drawn:
        name, password = drawn
        st.success(f"账号**{show.literal(name)}**的一次性口令（只显示这一次，7天内有效，登录后须更改）：")
        st.code(password, language=None)


def table(rows: pd.DataFrame) -> None:
    """Every account: who, as what, since when, last seen."""
    show.table(
        pd.DataFrame(
            {
                "账号": [show.short(name) for name in rows["name"]],
                "角色": [Role(role).words for role in rows["role"]],
                "单位": [_unit(row) for row in rows.to_dict("records")],
                "状态": [show.state("已撤回" if off else "有效", "已停用" if off else "可登录")
                                 for off in rows["disabled"]],
                "建立": [_day(time) for time in rows["since"]],
                "最近在线": [_day(time) for time in rows["seen"]],
            }
        )
    )  # fmt: skip


def _unit(row: Mapping[Hashable, str]) -> str:
    if not row["unit"]:
        return MISSING
    plan = session.desk().plan(row["plan"])
    return show.short(f"{plan.unit_of(row['unit']).name}（{plan.name}）")


def _day(moment: pd.Timestamp) -> str:
    if pd.isna(moment):
        return MISSING
    local = controls.office_time(moment)
    return words.tied(f"{words.day(local)} {local:%H:%M}")


def add() -> None:
    """The form for a new account."""
    role = _role("new")
    plan, unit = _place(role, "new")
    with st.form("add account", border=False, enter_to_submit=False, clear_on_submit=True):
        name = st.text_input("账号名", placeholder="例如 龙山-王芳", max_chars=32)
        if st.form_submit_button("新建账号", type="primary", icon=":material/person_add:"):
            drawn = accounts.add(session.desk(), Person(name, role, unit, plan))
            _show_once(accounts.tidy_name(name), drawn)


def change(rows: pd.DataFrame) -> None:
    """One account and what to do with it; nobody changes the own one here."""
    others = [name for name in rows["name"] if name != session.person().name]
    name = st.selectbox("账号", others, index=None, placeholder="请选账号", key="account")
    if name is None:
        st.caption("自己的口令在右上角“改口令”里改；自己的角色请另一位管理员来改。")
        return
    what = st.segmented_control("做什么", list(CHANGES), format_func=CHANGES.__getitem__, default="reset", key="change")
    match what:
        case "role":
            role = _role("changed")
            plan, unit = _place(role, "changed")
            if st.button("改角色", type="primary"):
                accounts.change_role(session.desk(), Person(name, role, unit, plan))
                st.rerun()
        case "disable":
            st.caption("停用后立即退出，不能再登录；以前的记录都留着。重置口令就重新启用。")
            if st.button("停用", type="primary"):
                accounts.disable(session.desk(), name)
                st.rerun()
        case _:
            st.caption("原口令立即失效，正在用的登录都退出；忘了口令、连续输错或停用后，用它重新开始。")
            if st.button("重置口令", type="primary"):
                _show_once(name, accounts.reset(session.desk(), name))


def _role(key: str) -> Role:
    return st.selectbox("角色", ACCOUNT_ROLES, index=1, format_func=lambda role: str(role.words), key=f"role {key}")


def _place(role: Role, key: str) -> tuple[str, str]:
    """Plan and unit of a reporting unit's account; empty for the others."""
    if not role.of_unit:
        return "", ""
    ids = session.plan_ids()
    if not ids:
        st.caption("先建方案，才有报送单位。")
        return "", ""
    desk = session.desk()
    plan = st.selectbox("方案", ids, format_func=lambda one: desk.plan(one).name, key=f"plan {key}")
    units = {unit.id: unit.name for unit in desk.plan(plan).units}
    unit = st.selectbox("单位", list(units), format_func=lambda one: units.get(one, one), key=f"unit {key} {plan}")
    return plan, unit or ""


def _show_once(name: str, drawn: str) -> None:
    st.session_state[_DRAWN] = (name, drawn)
    st.rerun()
