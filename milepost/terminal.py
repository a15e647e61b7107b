"""What each act of the command line does and prints: tables on standard output, messages on standard error.

Every public function is one act; it takes the parsed words and gives the exit status: 0 done, 1 refused or listed with
errors. Tables come as `--format table|csv|json`.
"""

import argparse
import json
import os
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from milepost import (
    approving,
    attaching,
    auditing,
    comparing,
    issuing,
    keeping,
    loading_history,
    publishing,
    returning,
    workflow,
)
from milepost import desk as desks
from milepost.desk import Desk
from milepost.errors import MeasureError, NotFoundError, RefusedError
from milepost.measure.cagr import cagr_verdict, composite_verdict
from milepost.measure.trend import trend_verdict, weakest
from milepost.measure.verdict import NO_VERDICT
from milepost.plan import sanity as plan_sanity
from milepost.plan.harmless import harmless
from milepost.plan.occasion import whole_calendar
from milepost.plan.plan import Plan
from milepost.report import readiness_words
from milepost.report.ics import ics
from milepost.report.pack import forms_of
from milepost.sample import make_sample
from milepost.store.audit import About, Asked

Records = list[dict[str, object]]
READING = {
    "plans", "goals", "units", "indicators", "sanity", "template", "check", "status", "figures", "progress", "race",
    "changes", "brief", "annotate", "calendar", "audit", "returns", "waiting",
}  # fmt: skip
"""Acts that only read: where no store is yet they look at the sample, and make none."""
FIGURE_COLUMNS = [
    "indicator", "unit", "industry", "period", "value", "measure_unit", "file", "sha256", "sheet", "cell", "sender",
    "time", "vintage",
]  # fmt: skip
USUAL_FORMS = "docx,pptx,xlsx,png"
METHODS = {"cagr": cagr_verdict, "trend": trend_verdict}


def desk_of(options: argparse.Namespace) -> "closing[Desk]":
    """The desk of the call. Where no plan is kept yet, acts that only read look at the sample, and make no store."""
    own = desks.store_folder(options.store)
    if options.act not in READING:
        return closing(desks.open_desk(own).at("命令行"))
    if desks.is_store(own):
        desk = desks.open_desk(own).at("命令行")
        if desk.store.plan_ids():
            return closing(desk)
        desk.close()
    sample = desks.sample_folder(own)
    if not desks.is_store(sample):
        return closing(desks.open_desk(None))
    sys.stderr.write(f"还没有正式库，以下出自示例库 {sample}（虚构数据，非真实统计）\n")
    return closing(desks.open_desk(sample))


def _note_export(desk: Desk, options: argparse.Namespace, what: str) -> None:
    """Note that something was taken out of a store that is kept; a store of the moment keeps no note."""
    if desk.folder is not None and desk.store.plan_ids():
        named = vars(options)
        about = About(named.get("plan") or "", str(named.get("period") or ""), what=what)
        desk.store.audit.note("export", desk.person.name, about)


def hand_out(desk: Desk, records: Records | pd.DataFrame, options: argparse.Namespace) -> int:
    """Print a table of what is kept; as csv or json, which is how it is taken elsewhere, it is noted."""
    if options.format != "table":
        _note_export(desk, options, f"{options.act}.{options.format}")
    return show(records, options)


def show(records: Records | pd.DataFrame, options: argparse.Namespace) -> int:
    """Print a table as `--format` says."""
    frame = records if isinstance(records, pd.DataFrame) else pd.DataFrame(records)
    if options.format == "json":
        plain = frame.astype(object).where(frame.notna(), None).to_dict("records")
        print(json.dumps(plain, ensure_ascii=False, indent=1, default=str))
    elif options.format == "csv":
        print(harmless(frame).to_csv(index=False, lineterminator="\n"), end="")
    elif frame.empty:
        sys.stderr.write("没有可列的内容\n")
    else:
        with pd.option_context({"display.unicode.east_asian_width": True, "display.width": None}):
            print(frame.map(_clipped).to_string(index=False))
    return 0


def _clipped(cell: Any) -> Any:  # noqa: ANN401 - whatever a table holds
    """A cell as it fits into a terminal; csv and json have it whole."""
    if isinstance(cell, list | tuple):
        cell = "、".join(map(str, cell))
    if isinstance(cell, str):
        return f"{cell[:39]}…" if len(cell) > 40 else cell
    return "" if pd.isna(cell) else cell


def _chosen(desk: Desk, options: argparse.Namespace) -> list[Plan]:
    return [desk.plan(options.plan)] if options.plan else desks.plans(desk)


def plans(options: argparse.Namespace) -> int:
    """The plans of the store, and the shipped ones nobody has adopted yet."""
    with desk_of(options) as desk:
        return show(
            [
                {"id": p.id, "title": p.title, "document_number": p.document_number, "issuer": p.issuer,
                 "start": p.start, "end": p.end, "sample": p.sample, "adopted": p.id in desk.store.plan_ids()}
                for p in desks.plans(desk)
            ],
            options,
        )  # fmt: skip


def goals(options: argparse.Namespace) -> int:
    """The goal records of one plan, or of all."""
    with desk_of(options) as desk:
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
        return show(rows, options)


def units(options: argparse.Namespace) -> int:
    """Who reports and who is ranked."""
    with desk_of(options) as desk:
        return show(
            [
                {"id": u.id, "name": u.name, "other_names": list(u.other_names), "code": u.code, "kind": u.kind,
                 "counted_in": u.counted_in}
                for u in desk.plan(options.plan).units
            ],
            options,
        )  # fmt: skip


def indicators(options: argparse.Namespace) -> int:
    """What is reported, in which way, by whom."""
    with desk_of(options) as desk:
        plan = desk.plan(options.plan)
        return show(
            [
                {"id": i.id, "name": i.name, "other_names": list(i.reported_as), "measure_unit": i.measure_unit,
                 "way": i.way, "frequency": i.frequency, "reported_by": [u.name for u in plan.reporters(i)]}
                for i in plan.indicators
            ],
            options,
        )  # fmt: skip


def sanity(options: argparse.Namespace) -> int:
    """What the numbers of a plan imply together."""
    with desk_of(options) as desk:
        return show(
            [
                {"plan": plan.id, "goals": list(finding.goals), "message": finding.message}
                for plan in _chosen(desk, options)
                for finding in plan_sanity.sanity(plan)
            ],
            options,
        )


def template(options: argparse.Namespace) -> int:
    """Write pre-filled workbooks into a folder."""
    with desk_of(options) as desk:
        only = workflow.unit_id(desk.plan(options.plan), options.unit) if options.unit else None
        options.out.mkdir(parents=True, exist_ok=True)
        rows: Records = []
        for unit, name, make in workflow.templates(desk, options.plan, options.period):
            if only in (None, unit):
                (options.out / name).write_bytes(make())
                rows.append({"unit": unit, "file": str(options.out / name)})
        if not rows:
            raise NotFoundError(f"{options.period.words}没有应报的单位，或该单位本期无须报送")
        _note_export(desk, options, "、".join(Path(str(row["file"])).name for row in rows))
        return show(rows, options)


def check(options: argparse.Namespace) -> int:
    """Read and validate files; keep nothing."""
    with desk_of(options) as desk:
        return _files(desk, options, keep=False)


def load(options: argparse.Namespace) -> int:
    """Read, validate and keep files, all or nothing each."""
    with desk_of(options) as desk:
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


def history(options: argparse.Namespace) -> int:
    """Take in many periods of one workbook, all or none; 1, and why, when they are not."""
    with desk_of(options) as desk:
        sender = workflow.unit_id(desk.plan(options.plan), options.sender) if options.sender else ""
        content = options.file.read_bytes()
        upload = workflow.Upload(options.file.name, content, sender, options.by, options.explain)
        past = loading_history.look(desk, options.plan, upload, options.periods)
        refused = ""
        try:
            submissions = loading_history.load(desk, options.plan, upload, options.periods)
        except RefusedError as error:
            submissions, refused = [], str(error)
        rows = [
            {"period": str(one.period), "figures": len(one.reading.figures), "state": str(one.state),
             "problems": [{"level": p.level, "code": p.code, "sheet": p.sheet, "cell": p.cell, "message": p.message}
                          for p in one.reading.problems]}
            for one in past.periods
        ]  # fmt: skip
        answer = {"file": options.file.name, "sha256": upload.sha256, "sender": past.sender, "refused": refused,
                  "submissions": submissions, "periods": rows}  # fmt: skip
        print(json.dumps(answer, ensure_ascii=False, indent=1))
        return 1 if refused else 0


def annotate(options: argparse.Namespace) -> int:
    """Write the sender's workbook, marked and commented; keep nothing."""
    with desk_of(options) as desk:
        sender = workflow.unit_id(desk.plan(options.plan), options.sender) if options.sender else ""
        upload = workflow.Upload(options.file.name, options.file.read_bytes(), sender)
        options.out.write_bytes(returning.annotated(desk, options.plan, options.period, upload))
        _note_export(desk, options, options.out.name)
    return 0


def withdraw(options: argparse.Namespace) -> int:
    """Take a submission back."""
    with desk_of(options) as desk:
        workflow.withdraw(desk, options.submission, by=options.by, reason=options.reason)
    return 0


def begin(options: argparse.Namespace) -> int:
    """Open a period for collecting."""
    with desk_of(options) as desk:
        workflow.open_period(desk, options.plan, options.period, by=options.by)
    return 0


def publish(options: argparse.Namespace) -> int:
    """Freeze a period; print the number of the vintage. What it leaves open is said on standard error."""
    with desk_of(options) as desk:
        open_ones = publishing.ready(desk, options.plan, options.period)
        for line in readiness_words.lines(desk.plan(options.plan), open_ones):
            sys.stderr.write(f"{line}\n")
        print(workflow.publish(desk, options.plan, options.period, by=options.by, reason=options.reason))
    return 0


def declare(options: argparse.Namespace) -> int:
    """Call a period complete enough, naming who is missing."""
    with desk_of(options) as desk:
        publishing.declare(desk, options.plan, options.period, by=options.by)
        print(readiness_words.state(publishing.ready(desk, options.plan, options.period)))
    return 0


def correct(options: argparse.Namespace) -> int:
    """Open a published period for corrections."""
    with desk_of(options) as desk:
        workflow.correct(desk, options.plan, options.period, by=options.by, reason=options.reason)
    return 0


def status(options: argparse.Namespace) -> int:
    """Who has reported what."""
    with desk_of(options) as desk:
        return hand_out(desk, workflow.standing(desk, options.plan, options.period), options)


def _as_of(desk: Desk, options: argparse.Namespace) -> datetime | None:
    if options.vintage is None:
        moment: datetime | None = options.as_of
        return moment
    return workflow.moment_of(desk, options.plan, options.vintage)


def figures(options: argparse.Namespace) -> int:
    """Reported figures with their lineage."""
    with desk_of(options) as desk:
        plan = desk.plan(options.plan)
        figures = workflow.holdings(desk, options.plan, _as_of(desk, options)).figures
        if options.period:
            figures = figures[figures["period"] == str(options.period)]
        units = {i.id: i.measure_unit for i in plan.indicators}
        shown = figures.assign(measure_unit=figures["indicator"].map(units), vintage=options.vintage)
        return hand_out(desk, shown[FIGURE_COLUMNS], options)


def progress(options: argparse.Namespace) -> int:
    """Each goal of the whole place."""
    with desk_of(options) as desk:
        return hand_out(desk, workflow.results(desk, options.plan, options.period, _as_of(desk, options)).now, options)


def race(options: argparse.Namespace) -> int:
    """The ranking under one scheme."""
    with desk_of(options) as desk:
        ranking = workflow.ranking(desk, options.plan, options.period, options.scheme, _as_of(desk, options))
        return hand_out(desk, ranking, options)


def changes(options: argparse.Namespace) -> int:
    """What one vintage says otherwise than another."""
    with desk_of(options) as desk:
        return hand_out(desk, comparing.vintage_changes(desk, options.plan, options.first, options.last), options)


def brief(options: argparse.Namespace) -> int:
    """Write the briefing pack of a period: its last publication, the vintage named, or the draft marked as one."""
    with desk_of(options) as desk:
        order = issuing.Order(vintage=options.vintage, forms=forms_of(options.only))
        made = issuing.brief(desk, options.plan, options.period, order)
        for why in made.left_out:
            sys.stderr.write(f"{why}\n")
        written = issuing.write(made, options.out)
        _note_export(desk, options, "、".join(Path(name).name for name in written["file"]))
        return show(written, options)


def assess(options: argparse.Namespace) -> int:
    """Judge the series of a CSV by a published method; a series without a verdict says why and is no error."""
    try:
        # As text: 14.5% and up are read by the method, which also says what is no number.
        series = pd.read_csv(options.file, dtype=str, skipinitialspace=True, encoding="utf-8-sig")
    except pd.errors.EmptyDataError as error:
        raise MeasureError(f"“{options.file}”是空的；请写上表头和数据再试") from error
    except (ValueError, UnicodeDecodeError) as error:
        raise MeasureError(f"“{options.file}”不是 UTF-8 的 CSV 表，读不了；请另存为“CSV UTF-8”再试") from error
    except OSError as error:
        raise MeasureError(f"“{options.file}”读不了，请核对文件名和权限") from error
    series.columns = [str(name).strip() for name in series.columns]
    if "series" not in series:
        raise MeasureError(f"“{options.file}”缺少列 series；请补上序列名称")
    verdicts = METHODS[options.method](series)
    verdicts.insert(0, "series", series["series"])
    if "group" in series:
        verdicts = pd.concat([verdicts, _of_groups(options.method, verdicts, series["group"])], ignore_index=True)
    return show(verdicts, options)


def _of_groups(method: str, verdicts: pd.DataFrame, given: pd.Series) -> pd.DataFrame:
    """A row for each named group of series that make one promise: by their mean score (cagr), or the worst (trend)."""
    groups = given.fillna("").str.strip()
    groups = groups[groups != ""]
    named = verdicts.loc[groups.index]
    made = composite_verdict(named, groups) if method == "cagr" else weakest(named, groups).to_frame("status")
    without = groups[named["status"] == NO_VERDICT].tolist()
    how = "得分平均" if method == "cagr" else "取最差"
    reasons = []
    for group in made.index:
        left = without.count(group)
        told = f"{groups.tolist().count(group)}个序列综合：{how}"
        reasons.append(f"{told}，其中{left}个没有结论，未计" if left else told)
    return made.assign(series=made.index, reason=reasons).reindex(columns=verdicts.columns)


def back_up(options: argparse.Namespace) -> int:
    """Make a proved backup."""
    with desk_of(options) as desk:
        made = keeping.back_up(desk, options.folder)
    print(f"已备份到 {made.folder}：{made.submissions}份报送，已逐表、逐份原件核对")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put a backup back; the present database is moved aside."""
    chosen, aside = keeping.restore(options.folder, desks.store_folder(options.store))
    kept = f"；原来的数据库移到了 {aside}" if aside else ""
    print(f"已恢复 {chosen.folder.name} 的备份：{chosen.submissions}份报送{kept}。请再运行 rebuild 与原件核对")
    return 0


def calendar(options: argparse.Namespace) -> int:
    """Write everything that a plan wants done, as an .ics file."""
    with desk_of(options) as desk:
        plan = desk.plan(options.plan)
        found = whole_calendar(plan, desks.office_today())
        options.out.write_bytes(ics(plan, found, desk.store.moment()))
        _note_export(desk, options, options.out.name)
    return 0


def audit(options: argparse.Namespace) -> int:
    """Who did what, when, from where."""
    with desk_of(options) as desk:
        asked = Asked(
            person=options.person, act=options.what, plan=options.plan or "", period=str(options.period or "")
        )
        return hand_out(desk, auditing.trail(desk, asked), options)


def attach(options: argparse.Namespace) -> int:
    """Put a stamped scan beside a submission; print the name it is kept under."""
    with desk_of(options) as desk:
        name = options.file.name
        print(attaching.attach(desk, options.submission, name, options.file.read_bytes(), by=options.by))
    return 0


def give_back(options: argparse.Namespace) -> int:
    """Return a submission that was taken in: withdrawn, and open until its sender sends it again."""
    with desk_of(options) as desk:
        returning.take_back(desk, options.submission, by=options.by, reason=options.reason)
    return 0


def returns(options: argparse.Namespace) -> int:
    """The files that went back, and how long they have waited."""
    with desk_of(options) as desk:
        return hand_out(desk, returning.returns(desk, options.plan, options.period), options)


def waiting(options: argparse.Namespace) -> int:
    """The files that wait, or waited, for the head of their unit."""
    with desk_of(options) as desk:
        return hand_out(desk, desk.store.pending.of(options.plan, options.period), options)


def approve(options: argparse.Namespace) -> int:
    """Approve a waiting file for the head of its unit; print its submission."""
    with desk_of(options) as desk:
        print(approving.approve(desk, options.pending, by=options.by).submission)
    return 0


def refuse(options: argparse.Namespace) -> int:
    """Refuse a waiting file for the head of its unit."""
    with desk_of(options) as desk:
        approving.refuse(desk, options.pending, by=options.by, reason=options.reason)
    return 0


def rebuild(options: argparse.Namespace) -> int:
    """Make the figures again from the kept originals."""
    with desk_of(options) as desk:
        print(workflow.rebuild(desk))
    return 0


def demo(options: argparse.Namespace) -> int:
    """Make the sample store, if it is not there."""
    folder = desks.sample_folder(desks.store_folder(options.store))

    terminal = sys.stderr.isatty()

    def progress(done: int, every: int, name: str) -> None:
        if terminal:
            sys.stderr.write(f"\r正在生成示例库 {done + 1}/{every} {name}\033[K")

    made = make_sample(folder, progress)
    end = "\r\033[K" if terminal else ""
    sys.stderr.write(f"{end}示例库{'已生成' if made else '早已生成'}：{folder}（虚构数据，非真实统计）\n")
    return 0


def serve(options: argparse.Namespace) -> int:
    """Serve the pages until interrupted."""
    from milepost.ui.serve import serve  # noqa: PLC0415 - Streamlit takes a second; the other acts do without it

    if options.address:
        os.environ["MILEPOST_ADDRESS"] = options.address
    serve(options.host, options.port, desks.store_folder(options.store))
    return 0
