"""The table of contents: which pages there are, under which address, name and icon."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from milepost.people.role import ACCOUNT_ROLES, Role
from milepost.plan.plan import Plan

EVERYBODY = frozenset(ACCOUNT_ROLES)
OFFICE = frozenset({Role.ADMIN, Role.CLERK})
SEERS = OFFICE | {Role.AUDITOR}
WATCHERS = frozenset({Role.ADMIN, Role.AUDITOR})
UNITS = frozenset(role for role in ACCOUNT_ROLES if role.of_unit)
ADMINS = frozenset({Role.ADMIN})
PAGES = Path(__file__).resolve().parents[2] / "pages"
START = PAGES / "start" / "start.py"


@dataclass(frozen=True)
class Entry:
    """One page, for the roles of its `audience`. Only `listed` ones stand in the navigation; links reach the others."""

    address: str
    title: str
    icon: str
    file: str
    listed: bool = True
    audience: frozenset[Role] = EVERYBODY
    always: bool = False  # even before there is a quarter to look at


ENTRIES = (
    Entry("overview", "总览", "dashboard", "progress/overview.py"),
    Entry("targets", "目标进度", "flag", "progress/targets.py"),
    Entry("target", "目标详情", "flag", "progress/target.py", listed=False),
    Entry("gaps", "差距", "hourglass_bottom", "progress/gaps.py"),
    Entry("changes", "变化", "difference", "progress/changes.py"),
    Entry("race", "县区赛马", "leaderboard", "race/race.py"),
    Entry("county", "各县区", "location_city", "race/county.py"),
    Entry("industries", "各行业", "category", "progress/industries.py"),
    Entry("briefing", "通报导出", "description", "briefing/briefing.py"),
    Entry("reporting", "数据报送", "upload_file", "reporting/reporting.py", audience=SEERS),
    Entry("mine", "我的报送", "upload_file", "reporting/mine.py", audience=UNITS, always=True),
    Entry("calendar", "日历", "calendar_month", "reporting/calendar.py"),
    Entry("lineage", "溯源", "troubleshoot", "reporting/lineage.py", listed=False),
    Entry("mapping", "对应版式", "table_chart", "reporting/mapping.py", listed=False, audience=OFFICE),
    Entry("fill", "在线填报", "edit_square", "reporting/fill.py", listed=False, audience=OFFICE | UNITS, always=True),
    Entry("history", "补录往期", "history", "reporting/history.py", listed=False, audience=OFFICE),
    Entry("forms", "记住的版式和名称", "bookmarks", "reporting/forms.py", listed=False, audience=OFFICE),
    Entry("plan", "方案", "edit_document", "plan/plan.py", audience=OFFICE),
    Entry("plan-bases", "基期值", "start", "plan/bases.py", listed=False, audience=OFFICE),
    Entry("plan-allocations", "任务分解", "account_tree", "plan/allocations.py", listed=False, audience=OFFICE),
    Entry("plan-goals", "目标", "flag", "plan/goals.py", listed=False, audience=OFFICE),
    Entry("plan-goal", "目标表单", "edit_note", "plan/goal.py", listed=False, audience=OFFICE),
    Entry("plan-units", "单位", "groups", "plan/units.py", listed=False, audience=OFFICE),
    Entry("plan-indicators", "指标", "list_alt", "plan/indicators.py", listed=False, audience=OFFICE),
    Entry("plan-changes", "区划和口径", "account_tree", "plan/changes.py", listed=False, audience=OFFICE),
    Entry("plan-schemes", "赛马办法", "leaderboard", "plan/schemes.py", listed=False, audience=OFFICE),
    Entry("plan-deadlines", "期限", "event", "plan/deadlines.py", listed=False, audience=OFFICE),
    Entry("plan-workbook", "用表格改", "table_view", "plan/workbook.py", listed=False, audience=OFFICE),
    Entry("plan-versions", "历次修改", "history", "plan/versions.py", listed=False, audience=SEERS),
    Entry("plan-new", "新建方案", "add", "plan/new.py", listed=False, audience=OFFICE),
    Entry("people", "账号", "group", "office/people.py", listed=False, audience=ADMINS, always=True),
    Entry("audit", "操作记录", "history_edu", "office/audit.py", listed=False, audience=WATCHERS, always=True),
    Entry("backups", "备份", "backup", "office/backups.py", listed=False, audience=ADMINS, always=True),
)
HOME = ENTRIES[0].address
WORK = {entry.address for entry in ENTRIES if entry.audience != EVERYBODY} - {"audit", "plan-versions"} | {"briefing"}
"""Pages where somebody works: what only some may open, but for records to be read, and where documents are made."""
MENU = ("people", "audit", "backups")
"""Pages about the office itself, which stand in the menu of the person."""
OF_GOALS = ("overview", "targets", "target", "gaps")
"""Pages that have nothing to say of a plan that promises no number, though its units may race."""


def page(entry: Entry, role: Role) -> st.Page:
    """The page as Streamlit knows it; whoever it is not for does not find it in the navigation."""
    return st.Page(
        PAGES / entry.file,
        title=entry.title,
        icon=f":material/{entry.icon}:",
        url_path=entry.address,
        default=entry.address == HOME,
        visibility="visible" if entry.listed and role in entry.audience else "hidden",
    )


def page_at(address: str) -> st.Page:
    """The page under `address`, to be followed to; KeyError when there is none."""
    return page(entry_at(address), Role.CONSOLE)


def entry_at(address: str) -> Entry:
    """The entry under `address`, the first page for an empty one; KeyError when there is none."""
    return {entry.address: entry for entry in ENTRIES}[address or HOME]


def can_show(address: str, plan: Plan) -> bool:
    """Whether `plan` has what the page under `address` is about: goals to judge, a race, or indicators to report."""
    entry = entry_at(address)
    if entry.file.startswith(("plan/", "office/")):
        return True
    races = bool(plan.schemes) and entry.address not in OF_GOALS
    return bool(plan.indicators) and (bool(plan.goals) or races or entry.file.startswith("reporting/"))


def path_of(address: str) -> str:
    """What stands in the browser's address line: the first page lives at the root."""
    return "/" if address == HOME else f"/{address}"
