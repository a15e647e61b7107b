"""Acts: everything that somebody may be allowed or forbidden to do."""

from enum import Enum


class Act(Enum):
    """An act, in the words in which its refusal says it."""

    SEE_DRAFTS = "看未发布的数和报送"
    SEE_PLAN = "看方案的历次修改"
    TEMPLATE = "取报表"
    CHECK = "核对报表"
    ANNOTATE = "取退回的报表"
    LOAD = "报送"
    REMEMBER = "记住版式和名称"
    ATTACH = "附上盖章扫描件"
    RETURN = "退回报送"
    APPROVE = "审签本单位的报送"
    WITHDRAW = "撤回报送"
    OPEN = "开始收一个季度"
    PUBLISH = "发布季度"
    CORRECT = "更正已发布的季度"
    CHANGE_PLAN = "修改方案"
    FOUND_PLAN = "新建方案"
    EXPORT = "导出"
    DRAFT = "起草未发布的通报"
    ISSUE = "存档通报"
    ACCOUNTS = "管理账号"
    AUDIT = "看操作记录"
    BACKUP = "备份和恢复"
    REBUILD = "由原件重新生成数"
