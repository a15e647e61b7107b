"""The child that parses strangers' bytes: `python -m milepost.intake.worker` over its own pipes.

One request is a line of JSON ({"name", "size"}) and `size` bytes; one answer is eight bytes of length and
that much JSON: the grids, or the sentence that says why not. A request that brings problems ({"problems", "day"})
is answered with the marked copy. Whatever goes wrong here, only this process dies.
"""

import base64
import json
import os
import sys
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any, BinaryIO

from milepost.errors import TooLargeError, UnreadableError
from milepost.intake.annotate import annotate
from milepost.intake.grids import open_grids
from milepost.plan.reading import Problem

MEMORY_LIMIT = 1_500_000_000
DAMAGED = "“{name}”已损坏或不安全，无法读取；请用 Excel 或 WPS 打开确认，另存为 .xlsx 再上传"


def answer(content: bytes, request: Mapping[str, Any]) -> Mapping[str, Any]:
    """The grids of a workbook as plain values, or its marked copy, or the kind and the sentence of an error."""
    name = request["name"]
    try:
        if "problems" in request:
            problems = [Problem(**problem) for problem in request["problems"]]
            copy = annotate(content, name, problems, date.fromisoformat(request["day"]))
            return {"copy": base64.b64encode(copy).decode()}
        return {"grids": [grid.to_plain() for grid in open_grids(content, name).values()]}
    except (UnreadableError, TooLargeError) as error:
        return {"error": type(error).__name__, "message": str(error)}
    except zipfile.BadZipFile:
        return {"error": "UnreadableError", "message": DAMAGED.format(name=name)}
    except MemoryError:
        return {"error": "TooLargeError", "message": f"读取“{name}”所需内存过大；请只保留要报的表再上传"}
    # The border of the readers: openpyxl raises bare KeyError, calamine's panics are BaseException. None of their
    # text is for a clerk, and none of it may end more than this one request.
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return {"error": "UnreadableError", "message": DAMAGED.format(name=name)}


def limit_memory() -> None:
    """Keep a hostile file from taking the machine's memory; Windows has no such limit for a plain process."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - exists on Unix alone

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the pipe closes."""
    while line := requests.readline():
        request = json.loads(line)
        content = requests.read(request["size"])
        reply = json.dumps(answer(content, request), ensure_ascii=False).encode()
        answers.write(len(reply).to_bytes(8, "big"))
        answers.write(reply)
        answers.flush()


def main() -> None:
    """Serve on the pipes that were given as standard input and output."""
    limit_memory()
    # What a library prints must not fall between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
