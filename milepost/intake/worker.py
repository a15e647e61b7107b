"""The child that parses strangers' bytes: `python -m milepost.intake.worker` over its own pipes.

One request is a line of JSON ({"act", "name", "sizes"}) and parts of these sizes, the workbook first. One answer is a
line of JSON ({"told", "sizes"}) and its parts: the grids, a reading with its tables, a marked copy, or the sentence
that says why not. Whatever goes wrong here, only this process dies.
"""

import json
import os
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

from milepost.errors import TooLargeError, UnreadableError
from milepost.intake import parcel
from milepost.intake.annotate import annotate
from milepost.intake.around import grids_around
from milepost.intake.grids import open_grids
from milepost.intake.reading import read
from milepost.plan.reading import Problem

MEMORY_LIMIT = 1_200_000_000
"""Bytes of address space, a third of it taken by a parser at rest; on Windows only the time is limited."""
BACK = 10
"""Steps of priority behind the server: a tenth of its share where both want the same core."""
DAMAGED = "“{name}”已损坏或不安全，无法读取；请用 Excel 或 WPS 打开确认，另存为 .xlsx 再上传"


def answer(act: str, name: str, parts: Sequence[bytes]) -> tuple[Mapping[str, Any], list[bytes]]:
    """What is told of a workbook, as plain values and parts; or the kind and the sentence of an error."""
    try:
        return _ACTS[act](name, *parts)
    except (UnreadableError, TooLargeError) as error:
        return {"error": type(error).__name__, "message": str(error)}, []
    except zipfile.BadZipFile:
        return {"error": "UnreadableError", "message": DAMAGED.format(name=name)}, []
    except MemoryError:
        return {"error": "TooLargeError", "message": f"读取“{name}”所需内存过大；请只保留要报的表再上传"}, []
    # The border of the readers: openpyxl raises bare KeyError, calamine's panics are BaseException. None of their
    # text is for a clerk, and none of it may end more than this one request.
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return {"error": "UnreadableError", "message": DAMAGED.format(name=name)}, []


def _grids(name: str, content: bytes) -> tuple[Mapping[str, Any], list[bytes]]:
    return {"grids": [grid.to_plain() for grid in open_grids(content, name).values()]}, []


def _around(name: str, content: bytes, asked: bytes) -> tuple[Mapping[str, Any], list[bytes]]:
    return {"grids": [grid.to_plain() for grid in grids_around(content, name, *json.loads(asked)).values()]}, []


def _reading(name: str, content: bytes, asked: bytes) -> tuple[Mapping[str, Any], list[bytes]]:  # noqa: ARG001 - the request knows it
    return parcel.packed(read(content, parcel.request_in(asked)))


def _marked(name: str, content: bytes, asked: bytes) -> tuple[Mapping[str, Any], list[bytes]]:
    told = json.loads(asked)
    problems = [Problem(**problem) for problem in told["problems"]]
    return {}, [annotate(content, name, problems, date.fromisoformat(told["day"]))]


_ACTS: Mapping[str, Callable[..., tuple[Mapping[str, Any], list[bytes]]]] = {
    "grids": _grids,
    "around": _around,
    "read": _reading,
    "annotate": _marked,
}


def limit_memory() -> None:
    """Keep a hostile file from taking the machine's memory; Windows has no such limit for a plain process."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - exists on Unix alone

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def step_back() -> None:
    """Let the server go first, whose pages others look at meanwhile; Windows knows no such thing as a plain step."""
    if sys.platform != "win32":
        os.nice(BACK)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the pipe closes."""
    while line := requests.readline():
        asked = json.loads(line)
        told, parts = answer(asked["act"], asked["name"], [requests.read(size) for size in asked["sizes"]])
        head = json.dumps({"told": told, "sizes": list(map(len, parts))}, ensure_ascii=False)
        answers.write(head.encode() + b"\n")
        answers.writelines(parts)
        answers.flush()


def main() -> None:
    """Serve on the pipes that were given as standard input and output."""
    limit_memory()
    step_back()
    # What a library prints must not fall between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
