"""The acts of the quarter from a terminal: `python -m milepost ACT …`, for bulk loads, cron jobs and tests.

Tables go to standard output as `--format table|csv|json`; messages go to standard error. Exit status: 0 done,
1 refused or listed with errors, 2 wrong usage.
"""

import argparse
import getpass
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd

from milepost import desk as desks
from milepost import workflow
from milepost.desk import Desk
from milepost.errors import MilepostError, NotFoundError
from milepost.plan.figure import counted
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.sanity import sanity
from milepost.sample import make_sample

Records = list[dict[str, object]]
READING_ACTS = {
    "plans", "goals", "units", "indicators", "sanity", "template", "check", "status", "figures", "progress", "race",
}  # fmt: skip
FIGURE_COLUMNS = [
    "indicator", "unit", "industry", "period", "value", "measure_unit", "file", "sha256", "sheet", "cell", "sender",
    "time", "vintage",
]  # fmt: skip


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
    shown = _words("--format", choices=("table", "csv", "json"), default="table", help="输出格式")
    plan = _words("--plan", required=True, help="方案编号")
    any_plan = _words("--plan", help="方案编号；不写则全部方案")
    period = _words("--period", required=True, type=_period, help="报告期，如 2023Q2")
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
    scheme = _words("--scheme", help="赛马办法编号；默认第一个")
    host = _words("--host", default="127.0.0.1", help="只在本机打开")
    port = _words("--port", type=int, default=8501, help="端口")
    for name, run, text, words in (
        ("plans", _plans, "列出方案", (shown,)),
        ("goals", _goals, "列出目标", (shown, any_plan)),
        ("units", _units, "列出单位", (shown, plan)),
        ("indicators", _indicators, "列出指标", (shown, plan)),
        ("sanity", _sanity, "核对方案自身的数", (shown, any_plan)),
        ("template", _template, "生成预填报表", (shown, plan, period, unit, out)),
        ("check", _check, "读取并校验文件，不入库", (plan, period, sender, files)),
        ("load", _load, "读取、校验并入库", (plan, period, sender, by, explain, files)),
        ("withdraw", _withdraw, "撤回一次报送", (submission, reason, by)),
        ("open", _open, "开始收一个季度", (plan, period, by)),
        ("publish", _publish, "发布一个季度", (plan, period, by, why)),
        ("correct", _correct, "更正已发布的季度", (plan, period, by, reason)),
        ("status", _status, "谁报了什么", (shown, plan, period)),
        ("figures", _figures, "列出报送数及其出处", (shown, plan, any_period, vintage, as_of)),
        ("progress", _progress, "各目标进度", (shown, plan, period, vintage, as_of)),
        ("race", _race, "赛马名次", (shown, plan, period, scheme, vintage, as_of)),
        ("rebuild", _rebuild, "由原件重新生成全部数", ()),
        ("demo", _demo, "生成示例库（虚构数据）", ()),
        ("serve", _serve, "启动网页", (host, port)),
    ):
        acts.add_parser(name, help=text, description=text, parents=[store, *words]).set_defaults(run=run)
    return parser


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


def _desk(options: argparse.Namespace) -> "closing[Desk]":
    """The desk of the call. Where no store is yet, acts that only read look at the sample, and make no store."""
    own = desks.store_folder(options.store)
    folder: Path | None = own
    if options.act in READING_ACTS and not desks.is_store(own):
        sample = desks.sample_folder(own)
        folder = sample if desks.is_store(sample) else None
        if folder:
            sys.stderr.write(f"还没有正式库，以下出自示例库 {folder}（虚构数据，非真实统计）\n")
    return closing(desks.open_desk(folder))


def _show(records: Records | pd.DataFrame, options: argparse.Namespace) -> int:
    frame = records if isinstance(records, pd.DataFrame) else pd.DataFrame(records)
    if options.format == "json":
        plain = frame.astype(object).where(frame.notna(), None).to_dict("records")
        print(json.dumps(plain, ensure_ascii=False, indent=1, default=str))
    elif options.format == "csv":
        print(frame.to_csv(index=False, lineterminator="\n"), end="")
    elif frame.empty:
        sys.stderr.write("没有可列的内容\n")
    else:
        with pd.option_context({"display.unicode.east_asian_width": True, "display.max_colwidth": 60}):
            print(frame.astype(object).where(frame.notna(), "").to_string(index=False))
    return 0


def _chosen(desk: Desk, options: argparse.Namespace) -> list[Plan]:
    return [desk.plan(options.plan)] if options.plan else desks.plans(desk)


def _plans(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        return _show(
            [
                {"id": p.id, "title": p.title, "document_number": p.document_number, "issuer": p.issuer,
                 "start": p.start, "end": p.end, "sample": p.sample, "adopted": p.id in desk.store.plan_ids()}
                for p in desks.plans(desk)
            ],
            options,
        )  # fmt: skip


def _goals(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        rows: Records = []
        for plan in _chosen(desk, options):
            for goal in plan.goals:
                departments = [
                    [plan.unit_of(d).name for d in ids] for ids in (goal.lead_departments, goal.support_departments)
                ]
                rows.append(
                    {"id": goal.id, "plan": plan.id, "indicator": goal.indicator, "quote": goal.quote,
                     "operator": goal.operator, "value": goal.value, "measure_unit": goal.measure_unit,
                     "kind": goal.kind, "stretch": goal.stretch, "base_value": goal.base_value,
                     "base_period": str(goal.base_period), "base_source": goal.base_source or None, "path": goal.path,
                     "deadline": goal.deadline and goal.deadline.isoformat(), "deadline_about": goal.deadline_about,
                     "lead_departments": departments[0], "support_departments": departments[1],
                     "section": goal.section, "name": goal.name, "theme": goal.theme, "note": goal.note}
                )  # fmt: skip
        return _show(rows, options)


def _units(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        return _show(
            [
                {"id": u.id, "name": u.name, "other_names": list(u.other_names), "code": u.code, "kind": u.kind,
                 "counted_in": u.counted_in}
                for u in desk.plan(options.plan).units
            ],
            options,
        )  # fmt: skip


def _indicators(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        plan = desk.plan(options.plan)
        return _show(
            [
                {"id": i.id, "name": i.name, "other_names": list(i.reported_as), "measure_unit": i.measure_unit,
                 "way": i.way, "frequency": i.frequency, "reported_by": [u.name for u in plan.reporters(i)]}
                for i in plan.indicators
            ],
            options,
        )  # fmt: skip


def _sanity(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        return _show(
            [
                {"plan": plan.id, "goals": list(finding.goals), "message": finding.message}
                for plan in _chosen(desk, options)
                for finding in sanity(plan)
            ],
            options,
        )


def _template(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        only = workflow.unit_id(desk.plan(options.plan), options.unit) if options.unit else None
        options.out.mkdir(parents=True, exist_ok=True)
        rows: Records = []
        for unit, name, make in workflow.templates(desk, options.plan, options.period):
            if only in (None, unit):
                (options.out / name).write_bytes(make())
                rows.append({"unit": unit, "file": str(options.out / name)})
        if not rows:
            raise NotFoundError(f"{options.period.words}没有应报的单位，或该单位本期无须报送")
        return _show(rows, options)


def _check(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        return _files(desk, options, keep=False)


def _load(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        return _files(desk, options, keep=True)


def _files(desk: Desk, options: argparse.Namespace, *, keep: bool) -> int:
    """Check or load each file; 1 when anything was refused, or left out for want of an explanation."""
    sender = workflow.unit_id(desk.plan(options.plan), options.sender) if options.sender else ""
    answers: Records = []
    for path in options.files:
        said = {"by": options.by, "explanation": options.explain} if keep else {}
        upload = workflow.Upload(path.name, path.read_bytes(), sender, **said)
        result = (workflow.load if keep else workflow.check)(desk, options.plan, options.period, upload)
        problems = [
            {"level": p.level, "code": p.code, "sheet": p.sheet, "cell": p.cell, "value": p.value,
             "message": p.message, "remedy": p.remedy}
            for p in result.problems
        ]  # fmt: skip
        answers.append(
            {"file": result.file, "sha256": result.sha256, "status": result.status, "submission": result.submission,
             "figures": result.figures, "layout": result.layout, "sender": result.sender,
             "repeated": result.repeated, "problems": problems}
        )  # fmt: skip
    print(json.dumps({"files": answers}, ensure_ascii=False, indent=1))
    fine = {"accepted"} if keep else {"accepted", "doubts"}
    return 0 if all(answer["status"] in fine for answer in answers) else 1


def _withdraw(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        workflow.withdraw(desk, options.submission, by=options.by, reason=options.reason)
    return 0


def _open(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        workflow.open_period(desk, options.plan, options.period, by=options.by)
    return 0


def _publish(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        print(workflow.publish(desk, options.plan, options.period, by=options.by, reason=options.reason))
    return 0


def _correct(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        workflow.correct(desk, options.plan, options.period, by=options.by, reason=options.reason)
    return 0


def _status(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        return _show(workflow.standing(desk, options.plan, options.period), options)


def _as_of(desk: Desk, options: argparse.Namespace) -> datetime | None:
    if options.vintage is None:
        moment: datetime | None = options.as_of
        return moment
    return workflow.moment_of(desk, options.plan, options.vintage)


def _figures(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        plan = desk.plan(options.plan)
        figures = counted(desk.store.figures(options.plan, _as_of(desk, options)), plan)
        if options.period:
            figures = figures[figures["period"] == str(options.period)]
        units = {i.id: i.measure_unit for i in plan.indicators}
        shown = figures.assign(measure_unit=figures["indicator"].map(units), vintage=options.vintage)
        return _show(shown[FIGURE_COLUMNS], options)


def _progress(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        return _show(workflow.results(desk, options.plan, options.period, _as_of(desk, options)).now, options)


def _race(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        ranking = workflow.ranking(desk, options.plan, options.period, options.scheme, _as_of(desk, options))
        return _show(ranking, options)


def _rebuild(options: argparse.Namespace) -> int:
    with _desk(options) as desk:
        print(workflow.rebuild(desk))
    return 0


def _demo(options: argparse.Namespace) -> int:
    folder = desks.sample_folder(desks.store_folder(options.store))

    terminal = sys.stderr.isatty()

    def progress(done: int, every: int, name: str) -> None:
        if terminal:
            sys.stderr.write(f"\r正在生成示例库 {done + 1}/{every} {name}\033[K")

    made = make_sample(folder, progress)
    end = "\r\033[K" if terminal else ""
    sys.stderr.write(f"{end}示例库{'已生成' if made else '早已生成'}：{folder}（虚构数据，非真实统计）\n")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from milepost.ui.serve import serve  # noqa: PLC0415 - Streamlit takes a second; the other acts do without it

    serve(options.host, options.port, desks.store_folder(options.store))
    return 0


if __name__ == "__main__":
    sys.exit(main())
