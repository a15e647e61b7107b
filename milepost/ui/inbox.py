"""The inbox: workbooks dropped in this tab, what was found in each, and taking them in.

Nothing is stored by dropping or checking. A file is known by its name and bytes, so dropping it twice is once; it is
taken in by a button, and the store takes the same bytes in once, too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from milepost import workflow
from milepost.errors import MilepostError
from milepost.plan.reading import Problem
from milepost.ui import session, show
from milepost.workflow import FileResult, Upload

LARGEST = 20  # megabytes
# Streamlit has no parameter for these words. Should its names change, they are English again and nothing else breaks.
CHINESE = """<style>
[data-testid=stFileUploaderDropzone] {border-style: dashed; min-height: 6.5rem; align-items: center;}
[data-testid=stFileUploaderDropzone] button p {font-size: 0;}
[data-testid=stFileUploaderDropzone] button p::after {content: "选择文件"; font-size: 1rem;}
[data-testid=stFileUploaderDropzoneInstructions] span {font-size: 0; white-space: normal;}
[data-testid=stFileUploaderDropzoneInstructions] span::after {
  content: "或把报表拖到这里，一次可放多份；xlsx、xls、et、ods、csv 都行，每份不超过20兆"; font-size: 0.875rem;}
</style>"""


@dataclass(frozen=True)
class Received:
    """One dropped file, what was found in it, and how far it has come. `refusal` is why it could not be taken in."""

    upload: Upload
    result: FileResult
    kept: bool = False
    refusal: str = ""

    @property
    def state(self) -> str:
        """The word shown: 可入库, 待说明, 退回, 重复, 认不出, 已入库, 待审签."""
        if self.kept:
            return "已入库"
        if self.result.status == "waiting":
            return "待审签"
        if self.result.repeated:
            return "重复"
        if self.result.status == "unreadable" or not self.result.sender:
            return "认不出"
        return {"accepted": "可入库", "doubts": "待说明", "refused": "退回"}[self.result.status]

    @property
    def key(self) -> str:
        """What tells this file from the others."""
        return _key(self.upload)


def _key(upload: Upload) -> str:
    return f"{upload.sha256} {upload.name}"


def _box() -> dict[str, Received]:
    """The files of this tab for the store, plan and quarter looked at, by key."""
    name = f"inbox {session.desk().folder} {session.plan_id()} {session.period()}"
    return st.session_state.setdefault(name, {})  # type: ignore[no-any-return]  # session state is untyped


def received() -> list[Received]:
    """Every file in the box, in the order of dropping."""
    return list(_box().values())


def empty() -> None:
    """Forget the dropped files; what was taken in stays in the store."""
    _box().clear()


def drop_zone() -> None:
    """Where files are dropped, and the button that has them read."""
    st.html(CHINESE)
    # A new key empties the uploader once its files lie in the box.
    generation = st.session_state.setdefault("uploader", 0)
    dropped = st.file_uploader(
        "收文件", accept_multiple_files=True, key=f"uploader {generation}", label_visibility="collapsed"
    )
    label = f"核对这{len(dropped)}份" if dropped else "核对"
    if st.button(label, type="primary", disabled=not dropped, icon=":material/fact_check:"):
        _each([_upload(file) for file in dropped], "正在读", _read)
        st.session_state["uploader"] += 1
        st.rerun()


def _each(items: list[Upload], doing: str, act: Callable[[Upload], None]) -> None:
    """Go through files one by one: a bar with counts, and below it what became of each so far."""
    bar, told = st.progress(0.0), st.empty()
    lines: list[str] = []
    for done, upload in enumerate(items):
        place = f"第{done + 1}份，共{len(items)}份"
        # Read one after another, none of the files before this one is of this list.
        if ahead := session.desk().workers.ahead:
            place += f"；前面还有别人的{ahead}份"
        bar.progress(done / len(items), f"{doing} {show.literal(upload.name)}（{place}）")
        act(upload)
        lines.append(f"{show.state(_box()[_key(upload)].state)} {show.literal(upload.name)}")
        told.markdown("  \n".join(lines))


def _upload(file: UploadedFile) -> Upload:
    # The bytes of a file that is too large are not even fetched.
    return Upload(file.name, b"" if file.size > LARGEST * 2**20 else file.getvalue())


def _read(upload: Upload) -> None:
    _box()[_key(upload)] = Received(upload, _checked(upload))


def receive(upload: Upload) -> Received:
    """Put a workbook into the box that did not come through the drop zone, and check it."""
    _read(upload)
    return _box()[_key(upload)]


def _checked(upload: Upload) -> FileResult:
    if upload.content:
        return workflow.check(session.desk(), session.plan_id(), session.period(), upload)
    problem = Problem("error", "size", f"文件是空的，或超过{LARGEST}兆", "请打开看看；太大的请只留要报的表，另存后再报")
    return FileResult(upload.name, upload.sha256, "unreadable", problems=(problem,))


def read_as(entry: Received, sender: str) -> None:
    """Read a file again as `sender`'s, when the file itself does not say whose it is."""
    _read(replace(entry.upload, sender=sender))


def read_again(sender: str) -> None:
    """Read every file of a sender again that was not taken in, because something was learnt about its workbooks."""
    for entry in received():
        if not entry.kept and sender in (entry.result.sender, entry.upload.sender):
            _read(entry.upload)


def take_in(entry: Received, explanation: str = "", single: Mapping[Problem, str] | None = None) -> None:
    """Keep a file's figures; `explanation` answers all doubts that `single` does not.

    What the store refuses is noted at the file, and the others go on.
    """
    by = session.person().name
    upload = replace(entry.upload, sender=entry.result.sender, by=by, explanation=explanation, single=single or {})
    try:
        result = workflow.load(session.desk(), session.plan_id(), session.period(), upload)
    except MilepostError as error:
        came = replace(entry, refusal=str(error))
    else:
        came = Received(upload, result, kept=result.status == "accepted" and not result.repeated)
    _box()[entry.key] = came


def take_back(entry: Received, reason: str) -> None:
    """Withdraw what a file of this box has just brought in; the file stays here, checked again."""
    if entry.result.submission:
        workflow.withdraw(session.desk(), entry.result.submission, by=session.person().name, reason=reason)
    _read(replace(entry.upload, explanation="", single={}))


def take_in_all(entries: list[Received]) -> None:
    """Keep several files, one after another, with a progress bar."""
    by_upload = {id(entry.upload): entry for entry in entries}
    _each([entry.upload for entry in entries], "正在入库", lambda upload: take_in(by_upload[id(upload)]))
