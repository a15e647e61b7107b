"""The administrator's page of backups: the list, one more now, and how to go back to one."""

import pandas as pd
import streamlit as st

from milepost import keeping
from milepost.door import nightly, stores
from milepost.report import words
from milepost.store import backup
from milepost.store.backup import Backup
from milepost.ui import controls, session, show

_MADE = "backup made"


def listed() -> list[Backup]:
    """The backups of the own store, the newest first; the sample has none."""
    return [] if session.as_sample() else backup.listed(keeping.pool(stores.own_folder()))


def headline(kept: list[Backup]) -> str:
    """最近一次备份：2023年7月12日 09:00，共12份."""
    return f"最近一次备份：{_when(kept[0])}，共{len(kept)}份" if kept else "还没有备份"


def _when(one: Backup) -> str:
    local = controls.office_time(pd.Timestamp(one.time))
    return f"{words.day(local)} {local:%H:%M}"


def trouble() -> None:
    """Why the last automatic backup did not succeed, if it did not; and what was just made."""
    if nightly.OWN.failure and not session.as_sample():
        st.error(show.literal(f"上一次自动备份没有成功：{nightly.OWN.failure}"), icon=":material/error:")
    if made := st.session_state.pop(_MADE, None):
        st.success(f"已备份，并逐表、逐份原件核对：{made}", icon=":material/task_alt:")


def make() -> None:
    """The button for one more."""
    if session.as_sample():
        show.nothing_yet("示例不用备份", "示例的数是虚构的，随时可以重新生成；登录本单位的库后，这里列出它的备份。")
        return
    if st.button("现在备份", type="primary", icon=":material/backup:"):
        with st.spinner("正在备份并核对……"):
            made = keeping.back_up(session.desk(), keeping.pool(stores.own_folder()))
        st.session_state[_MADE] = made.folder.name
        st.rerun()


def table(kept: list[Backup]) -> None:
    """Every backup and what it holds."""
    rows = [
        {
            "时间": words.tied(_when(one)),
            "报送": one.submissions,
            "原件": one.tables["original"][0],
            "大小": f"{one.size / 2**20:.1f}兆",
            "名称": f"`{one.folder.name}`",
        }
        for one in kept
    ]
    if rows:
        show.table(pd.DataFrame(rows), {"报送": "{:.0f}份".format, "原件": "{:.0f}份".format})


def way_back() -> None:
    """Where the backups lie and how one is put back; no page does that, because the app must not run meanwhile."""
    if session.as_sample():
        return
    pool = keeping.pool(stores.own_folder())
    st.caption(
        f"程序运行时每天自动备份一次，留最近{keeping.KEPT}份，放在 {show.literal(str(pool))} ；最好另放一块磁盘"
        "（启动前设 MILEPOST\\_BACKUP）。每份当场读回，与库逐表核对；原件按摘要核对，各份备份共用一套。"
    )
    with st.expander("怎么恢复"):
        st.markdown("先停下 milepost，再在服务器上运行下面的命令。现在的库会移到一边，不会删。")
        st.code(
            f"python -m milepost restore {pool} --store {stores.own_folder()}\n"
            f"python -m milepost rebuild --store {stores.own_folder()}",
            language=None,
        )
