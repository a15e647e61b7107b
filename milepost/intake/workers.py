"""Parsers in processes of their own, so that a hostile workbook kills one of them and never the server."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from milepost.errors import TooLargeError, UnreadableError
from milepost.intake import parcel
from milepost.intake.grid import Grid
from milepost.intake.grids import check_size
from milepost.intake.request import Request
from milepost.intake.worker import DAMAGED
from milepost.plan.reading import Problem, Reading

SECONDS = 25.0
"""How long a parser may take over one file; with a new parser's start the person waits less than thirty."""
_ERRORS = {"UnreadableError": UnreadableError, "TooLargeError": TooLargeError}


class Workers:
    """A few parsers, started before they are needed and replaced when one dies; safe to share between threads."""

    def __init__(self, count: int = 2, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._count = count
        self._closed = False
        self._waiting = 0
        self._counting = threading.Lock()
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for _ in range(count):
            self._idle.put(_Worker())

    def open_grids(self, content: bytes, name: str) -> dict[str, Grid]:
        """As `grids.open_grids`; whatever the bytes do, it ends in time, with grids or a WorkbookError."""
        told, _ = self._ask(_Question("grids", name, (content,)))
        return {plain["name"]: Grid.from_plain(plain) for plain in told["grids"]}

    def grids_around(self, content: bytes, name: str, sheet: str, cell: str) -> dict[str, Grid]:
        """As `around.grids_around`, in time as `open_grids`."""
        told, _ = self._ask(_Question("around", name, (content, json.dumps([sheet, cell]).encode())))
        return {plain["name"]: Grid.from_plain(plain) for plain in told["grids"]}

    def read(self, content: bytes, request: Request) -> Reading:
        """As `reading.read`; whatever the bytes do, it ends in time, with a reading or a WorkbookError."""
        told, parts = self._ask(_Question("read", request.file, (content, parcel.request_out(request))))
        return parcel.unpacked(told, parts)

    def annotate(self, content: bytes, name: str, problems: Sequence[Problem], day: date) -> bytes:
        """As `annotate.annotate`; whatever the bytes do, it ends in time, with a copy or a WorkbookError."""
        marks = {"problems": [asdict(problem) for problem in problems], "day": day.isoformat()}
        _, [copy] = self._ask(_Question("annotate", name, (content, json.dumps(marks).encode())))
        return copy

    @property
    def waiting(self) -> int:
        """How many files wait for a parser to become free."""
        return self._waiting

    @property
    def ahead(self) -> int:
        """How many files a new one waits for, those being parsed included; 0 when a parser is free."""
        return 0 if self._idle.qsize() else self._waiting + self._count

    def _ask(self, question: "_Question") -> "_Answer":
        check_size(question.parts[0], question.name)
        if self._closed:
            raise UnreadableError(f"系统正在关闭，“{question.name}”没有读取，请稍后再传")
        worker = self._next()
        if worker.is_dead():
            worker.kill()
            worker = _Worker()
        try:
            told, parts = worker.ask(question, self._seconds)
        except (OSError, EOFError, ValueError) as error:
            worker.kill()
            worker = _Worker()
            raise UnreadableError(DAMAGED.format(name=question.name)) from error
        finally:
            self._put_back(worker)
        if "error" in told:
            raise _ERRORS[told["error"]](told["message"])
        return told, parts

    def _next(self) -> "_Worker":
        """The next parser that is free; files come up in the order in which they came."""
        with self._counting:
            self._waiting += 1
        try:
            return self._idle.get()
        finally:
            with self._counting:
                self._waiting -= 1

    def _put_back(self, worker: "_Worker") -> None:
        if self._closed:
            worker.kill()
        else:
            self._idle.put(worker)

    def close(self) -> None:
        """End the idle parsers now, and the busy ones when they have answered."""
        self._closed = True
        while True:
            try:
                self._idle.get_nowait().kill()
            except queue.Empty:
                return


_Answer = tuple[dict[str, Any], list[bytes]]
"""What is told, and the parts that come with it."""


@dataclass(frozen=True)
class _Question:
    """What a child is asked to do with a file, whose bytes are the first of the parts."""

    act: str
    name: str
    parts: tuple[bytes, ...]

    @property
    def head(self) -> dict[str, Any]:
        """The line that goes before the parts."""
        return {"act": self.act, "name": self.name, "sizes": list(map(len, self.parts))}


class _Worker:
    """One child process and its pipes."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "milepost.intake.worker"],
            # Its arithmetic is small; a thread for every core would eat the memory that the child may have.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            cwd=Path(__file__).resolve().parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, question: _Question, seconds: float) -> _Answer:
        """The child's answer; OSError, EOFError or ValueError when it dies, hangs or answers nonsense."""
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        if pipe_in is None or pipe_out is None:
            raise EOFError
        # Killing the child closes the pipe, so a read that waits for a hanging parser ends too.
        clock = threading.Timer(seconds, self._process.kill)
        clock.start()
        try:
            pipe_in.write(json.dumps(question.head).encode() + b"\n")
            for part in question.parts:
                pipe_in.write(part)
            pipe_in.flush()
            head = pipe_out.readline()
            if not head.endswith(b"\n"):
                raise EOFError
            answered = json.loads(head)
            parts = [pipe_out.read(size) for size in answered["sizes"]]
        finally:
            clock.cancel()
        if any(len(part) < size for part, size in zip(parts, answered["sizes"], strict=True)):
            raise EOFError
        return answered["told"], parts

    def is_dead(self) -> bool:
        """Whether the child ended while nobody asked it anything."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """End the child and take back its pipes."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        self._process.wait()
