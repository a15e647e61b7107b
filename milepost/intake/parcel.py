"""A reading on its way between two processes: plain values beside tables in Arrow's own format.

What comes back from a worker that parsed a stranger's bytes is data and nothing else; only the way there, from our
own process, carries objects.
"""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd
import pyarrow as pa

from milepost.intake.request import Request
from milepost.plan.period import Period
from milepost.plan.reading import Problem, Reading, Remark
from milepost.plan.tables import BESIDE, BLANKS, READ_FIGURES, Columns, typed


def packed(reading: Reading) -> tuple[Mapping[str, Any], list[bytes]]:
    """A reading as plain values and three tables."""
    told = {
        "sender": reading.sender,
        "period": str(reading.period),
        "form": reading.form,
        "layout": reading.layout,
        "problems": [asdict(problem) for problem in reading.problems],
        "remarks": [asdict(remark) for remark in reading.remarks],
        "unmeasured": [(indicator, asdict(problem)) for indicator, problem in reading.unmeasured],
    }
    return told, [_written(reading.figures), _written(reading.blanks), _written(reading.beside)]


def unpacked(told: Mapping[str, Any], parts: Sequence[bytes]) -> Reading:
    """The reading that was packed; ValueError or KeyError for anything else."""
    figures, blanks, beside = parts
    return Reading(
        sender=told["sender"],
        period=Period.parse(told["period"]),
        form=told["form"],
        layout=told["layout"],
        figures=_table(figures, READ_FIGURES),
        blanks=_table(blanks, BLANKS),
        problems=tuple(Problem(**problem) for problem in told["problems"]),
        remarks=tuple(Remark(**remark) for remark in told["remarks"]),
        beside=_table(beside, BESIDE),
        unmeasured=tuple((indicator, Problem(**problem)) for indicator, problem in told["unmeasured"]),
    )


def request_out(request: Request) -> bytes:
    """A request on its way to a worker."""
    return pickle.dumps(request)


def request_in(asked: bytes) -> Request:
    """The request that our own process sent."""
    request: Request = pickle.loads(asked)  # noqa: S301 - from the process that started this one, never from a file
    return request


def _written(rows: pd.DataFrame) -> bytes:
    made = pa.BufferOutputStream()
    arrow = pa.Table.from_pandas(rows, preserve_index=False)
    with pa.ipc.new_stream(made, arrow.schema) as stream:
        stream.write_table(arrow)
    return made.getvalue().to_pybytes()  # type: ignore[no-any-return]


def _table(part: bytes, columns: Columns) -> pd.DataFrame:
    found: pd.DataFrame = pa.ipc.open_stream(part).read_all().to_pandas()
    return typed(found, columns)
