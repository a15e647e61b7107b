"""Parsers in processes of their own, so that a hostile workbook kills one of them and never the server."""

import base64
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from milepost.errors import TooLargeError, UnreadableError
from milepost.intake.grid import Grid
from milepost.intake.grids import check_size
from milepost.intake.worker import DAMAGED
from milepost.plan.reading import Problem

SECONDS = 30.0
_ERRORS = {"UnreadableError": UnreadableError, "TooLargeError": TooLargeError}


class Workers:
    """A few parsers, started before they are needed and replaced when one dies; safe to share between threads."""

    def __init__(self, count: int = 2, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._closed = False
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for _ in range(count):
            self._idle.put(_Worker())

    def open_grids(self, content: bytes, name: str) -> dict[str, Grid]:
        """As `grids.open_grids`; whatever the bytes do, it ends in time, with grids or a WorkbookError."""
        reply = self._ask(content, {"name": name})
        return {plain["name"]: Grid.from_plain(plain) for plain in reply["grids"]}

    def annotate(self, content: bytes, name: str, problems: Sequence[Problem], day: date) -> bytes:
        """As `annotate.annotate`; whatever the bytes do, it ends in time, with a copy or a WorkbookError."""
        marks = {"problems": [asdict(problem) for problem in problems], "day": day.isoformat()}
        return base64.b64decode(self._ask(content, {"name": name} | marks)["copy"])

    def _ask(self, content: bytes, request: dict[str, Any]) -> dict[str, Any]:
        name = request["name"]
        check_size(content, name)
        if self._closed:
            raise UnreadableError(f"系统正在关闭，“{name}”没有读取，请稍后再传")
        worker = self._idle.get()
        if worker.is_dead():
            worker.kill()
            worker = _Worker()
        try:
            reply = worker.ask(content, request, self._seconds)
        except (OSError, EOFError, ValueError) as error:
            worker.kill()
            worker = _Worker()
            raise UnreadableError(DAMAGED.format(name=name)) from error
        finally:
            self._put_back(worker)
        if "error" in reply:
            raise _ERRORS[reply["error"]](reply["message"])
        return reply

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

    def ask(self, content: bytes, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The child's answer; OSError, EOFError or ValueError when it dies, hangs or answers nonsense."""
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        if pipe_in is None or pipe_out is None:
            raise EOFError
        # Killing the child closes the pipe, so a read that waits for a hanging parser ends too.
        clock = threading.Timer(seconds, self._process.kill)
        clock.start()
        try:
            pipe_in.write(json.dumps(request | {"size": len(content)}).encode() + b"\n" + content)
            pipe_in.flush()
            header = pipe_out.read(8)
            size = int.from_bytes(header, "big")
            body = pipe_out.read(size)
        finally:
            clock.cancel()
        if len(header) < 8 or len(body) < size:
            raise EOFError
        reply: dict[str, Any] = json.loads(body)
        return reply

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
