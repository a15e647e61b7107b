"""The acts of the quarter from a terminal: `python -m milepost ACT …`, for bulk loads, cron jobs and tests.

Exit status: 0 done, 1 refused or listed with errors, 2 wrong usage; an error is one line, never a traceback.
"""

import argparse
import getpass
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from milepost import terminal, terminal_users
from milepost.errors import MilepostError
from milepost.people.role import ACCOUNT_ROLES
from milepost.plan.period import Period


class Parser(argparse.ArgumentParser):
    """Usage errors in one Chinese line, exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words of the call."""
        sys.stderr.write(f"用法不对：{message}。查看用法：python -m milepost {self.prog.split()[-1]} --help\n")
        raise SystemExit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one act; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a Windows console may default to GBK
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (MilepostError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parser() -> Parser:
    parser = Parser(prog="milepost", description="目标跟踪：收季报、看进度、排名次")
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    store = _words("--store", help="库所在的文件夹；默认 MILEPOST_STORE 或 data/")
    quoted = "csv 中以 =、+、-、@ 开头的文字和表头前加单引号，免得表格软件当公式算；json 是原样"
    shown = _words("--format", choices=("table", "csv", "json"), default="table", help=f"输出格式；{quoted}")
    plan = _words("--plan", required=True, help="方案编号")
    any_plan = _words("--plan", help="方案编号；不写则全部方案")
    period = _words("--period", required=True, type=_period, help="报告期，如 2023Q2")
    past = _words("--periods", nargs="*", type=_period, default=(), help="只补这几期；不写则文件里写明的各期")
    any_period = _words("--period", type=_period, help="只要这一期")
    vintage = _words("--vintage", type=int, help="第几版（已发布）")
    as_of = _words("--as-of", type=_moment, help="某一时刻（UTC），如 2024-07-18T00:00")
    files = _words("files", nargs="+", type=Path, metavar="FILE")
    sender = _words("--sender", default="", help="报送单位；不写则从文件里认")
    by = _words("--by", default=_person(), help="经办人")
    explain = _words("--explain", default="", help="对存疑处的说明")
    reason = _words("--reason", required=True, help="原因")
    why = _words("--reason", default="", help="原因")
    submission = _words("submission", help="报送编号")
    unit = _words("--unit", help="只要这一个单位的")
    out = _words("--out", required=True, type=Path, help="放到哪个文件夹")
    file = _words("file", type=Path, metavar="FILE")
    copy = _words("--out", required=True, type=Path, help="写成哪个 .xlsx 文件")
    agenda = _words("--out", required=True, type=Path, help="写成哪个 .ics 文件")
    pending = _words("pending", help="待审签文件的编号，见 waiting")
    person = _words("--person", default="", help="只要这个人的")
    what = _words("--act", dest="what", default="", help="只要这一种，如 publish")
    scheme = _words("--scheme", help="赛马办法编号；默认第一个")
    first = _words("--from", dest="first", required=True, type=int, help="从第几版")
    last = _words("--to", dest="last", required=True, type=int, help="到第几版")
    only = _words("--only", default=terminal.USUAL_FORMS, help=f"只要哪些文件；默认 {terminal.USUAL_FORMS}")
    method = _words("--method", required=True, choices=sorted(terminal.METHODS), help="哪种方法")
    table = _words("file", type=Path, metavar="FILE.csv")
    pool = _words("folder", type=Path, metavar="DIR", help="备份文件夹；恢复时也可指其中按时间命名的一份")
    host = _words("--host", default="127.0.0.1", help="只在本机打开")
    port = _words("--port", type=int, default=8501, help="端口")
    address = _words("--address", help="对外的网址（代理后面），如 https://milepost.example.gov.cn")
    for name, run, text, words in (
        ("plans", terminal.plans, "列出方案", (shown,)),
        ("goals", terminal.goals, "列出目标", (shown, any_plan)),
        ("units", terminal.units, "列出单位", (shown, plan)),
        ("indicators", terminal.indicators, "列出指标", (shown, plan)),
        ("sanity", terminal.sanity, "核对方案自身的数", (shown, any_plan)),
        ("template", terminal.template, "生成预填报表", (shown, plan, period, unit, out)),
        ("check", terminal.check, "读取并校验文件，不入库", (plan, period, sender, files)),
        ("load", terminal.load, "读取、校验并入库", (plan, period, sender, by, explain, files)),
        (
            "history",
            terminal.history,
            "补录往期：一份多期的表，全部入库或都不入库",
            (plan, sender, by, explain, past, file),
        ),
        ("annotate", terminal.annotate, "给报表标出问题，另存一份退回", (plan, period, sender, copy, file)),
        ("withdraw", terminal.withdraw, "撤回一次报送", (submission, reason, by)),
        ("open", terminal.begin, "开始收一个季度", (plan, period, by)),
        ("publish", terminal.publish, "发布一个季度", (plan, period, by, why)),
        ("declare", terminal.declare, "记下：够发布", (plan, period, by)),
        ("correct", terminal.correct, "更正已发布的季度", (plan, period, by, reason)),
        ("status", terminal.status, "谁报了什么", (shown, plan, period)),
        ("figures", terminal.figures, "列出报送数及其出处", (shown, plan, any_period, vintage, as_of)),
        ("progress", terminal.progress, "各目标进度", (shown, plan, period, vintage, as_of)),
        ("race", terminal.race, "赛马名次", (shown, plan, period, scheme, vintage, as_of)),
        ("changes", terminal.changes, "两版之间变了什么", (shown, plan, first, last)),
        ("brief", terminal.brief, "生成通报材料", (shown, plan, period, vintage, only, out)),
        ("calendar", terminal.calendar, "把期限写成日历文件（.ics）", (plan, agenda)),
        ("attach", terminal.attach, "给一份报送附上盖章扫描件", (submission, file, by)),
        ("return", terminal.give_back, "退回一份已入库的报送", (submission, reason, by)),
        ("returns", terminal.returns, "列出退回的报表", (shown, plan, any_period)),
        ("waiting", terminal.waiting, "列出待审签的文件", (shown, plan, any_period)),
        ("approve", terminal.approve, "代单位负责人审签同意", (pending, by)),
        ("refuse", terminal.refuse, "代单位负责人不同意", (pending, reason, by)),
        ("audit", terminal.audit, "谁在什么时候做了什么", (shown, any_plan, any_period, person, what)),
        ("assess", terminal.assess, "用公开的方法评判任意序列", (shown, method, table)),
        ("backup", terminal.back_up, "备份，并当场核对", (pool,)),
        ("restore", terminal.restore, "用备份恢复；现有的库移到一边，不删除", (pool,)),
        ("rebuild", terminal.rebuild, "由原件重新生成全部数", ()),
        ("demo", terminal.demo, "生成示例库（虚构数据）", ()),
        ("serve", terminal.serve, "启动网页", (host, port, address)),
    ):
        acts.add_parser(name, help=text, description=text, parents=[store, *words]).set_defaults(run=run)
    _users(acts.add_parser("user", help="账号", description="账号"), (store, by), shown)
    return parser


def _users(parser: argparse.ArgumentParser, common: tuple[Parser, Parser], shown: Parser) -> None:
    """The acts on accounts, one word further."""
    acts = parser.add_subparsers(dest="user_act", required=True, metavar="ACT")
    name = _words("name", help="账号名")
    role = _words("--role", required=True, choices=[role.value for role in ACCOUNT_ROLES], help="角色")
    unit = _words("--unit", help="报送单位的账号：哪个单位")
    plan = _words("--plan", help="报送单位的账号：哪个方案")
    for act, run, text, words in (
        ("add", terminal_users.add, "新建账号，给出一次性口令", (name, role, unit, plan)),
        ("list", terminal_users.listing, "列出账号", (shown,)),
        ("reset", terminal_users.reset, "重置口令，也解除锁定和停用", (name,)),
        ("disable", terminal_users.disable, "停用账号", (name,)),
    ):
        acts.add_parser(act, help=text, description=text, parents=[*common, *words]).set_defaults(run=run)


def _words(*names: str, **meaning: Any) -> Parser:  # noqa: ANN401 - argparse's own words
    """One argument that several acts share."""
    parent = Parser(add_help=False)
    parent.add_argument(*names, **meaning)
    return parent


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except MilepostError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是时刻，请写成 2024-07-18T00:00") from error
    return moment.replace(tzinfo=None)


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "命令行"


if __name__ == "__main__":
    sys.exit(main())
