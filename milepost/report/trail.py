"""操作记录 in words."""

from collections.abc import Mapping

import pandas as pd

from milepost.errors import MilepostError
from milepost.plan.period import Period
from milepost.plan.plan import Plan

ACTS: Mapping[str, str] = {
    "adopt": "修改方案",
    "submit": "报送入库",
    "withdraw": "撤回报送",
    "open": "开始收数",
    "declare": "说够发布",
    "publish": "发布",
    "correct": "开更正",
    "issue": "通报存档",
    "return": "退回",
    "close_return": "了结退回",
    "attach": "附扫描件",
    "hand_in": "报来待审签",
    "approved": "审签同意",
    "refused": "审签不同意",
    "replaced": "待审文件换新",
    "download": "下载",
    "export": "命令行导出",
    "sign_in": "登录",
    "sign_in_failed": "登录失败",
    "sign_out": "退出",
    "backup": "备份",
    "restore": "恢复",
    "rebuild": "由原件重建",
    "remember_form": "记住版式",
    "retire_form": "停用版式",
    "answer_yes": "认定名称",
    "answer_no": "否认名称",
    "answer_forget": "收回名称",
    "account_create": "建账号",
    "account_role": "改账号角色",
    "account_disable": "停用账号",
    "account_reset": "重置口令",
    "account_password": "改口令",
}
"""Short names of acts → their words; an act that is not here is shown by its name."""
_SHANGHAI = pd.Timedelta(hours=8)


def in_words(trail: pd.DataFrame, plans: Mapping[str, Plan]) -> pd.DataFrame:
    """The trail (columns TRAIL) as people read it, times on the office's clock."""
    return pd.DataFrame(
        {
            "时间": [f"{moment + _SHANGHAI:%Y-%m-%d %H:%M:%S}" for moment in trail["time"]],
            "谁": trail["person"].tolist(),
            "做了什么": [ACTS.get(act, act) for act in trail["act"]],
            "方案": [plans[one].name if one in plans else one for one in trail["plan"]],
            "报告期": [period_words(text) for text in trail["period"]],
            "单位": [_unit(plans.get(plan), unit) for plan, unit in zip(trail["plan"], trail["unit"], strict=True)],
            "内容": trail["what"].tolist(),
            "来自": trail["origin"].tolist(),
        }
    )


def period_words(text: str) -> str:
    """A period in words; any other text as it is."""
    try:
        return Period.parse(text).words
    except MilepostError:  # an act may be about no period, or about one that somebody mistyped
        return text


def _unit(plan: Plan | None, unit: str) -> str:
    names = {one.id: one.name for one in plan.units} if plan else {}
    return names.get(unit, unit)
