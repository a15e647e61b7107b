"""The whole pack of the sample's last published quarter against Kaleido alone drawing the same pictures, in one run.

Both start their own Chromium, in processes of their own, in turns; a process is told its peak memory at its end.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from milepost import desk as desks
from milepost import issuing, sample
from milepost.issuing import Order
from milepost.plan.period import Period
from milepost.report import pictures
from milepost.report.pack import Form
from milepost.report.pictures import Drawing

PLAN, PERIOD = "liaoyuan-2022", Period.parse("2024Q1")
ROUNDS = 3
ALL: tuple[Form, ...] = ("docx", "pptx", "xlsx", "png")
OFFICE: tuple[Form, ...] = ("docx", "pptx", "xlsx")


def pack(folder: Path, forms: tuple[Form, ...]) -> dict[str, float]:
    """Seconds from an open store to the zip."""
    desk = desks.open_desk(folder)
    start = time.perf_counter()
    if "png" not in forms:
        pictures.why_not = lambda: "measured without pictures"
    made = issuing.brief(desk, PLAN, PERIOD, Order(forms=forms))
    seconds = time.perf_counter() - start
    desk.close()
    return {"seconds": seconds, "pictures": sum(name.startswith("图/") for name in made.files)}


def kaleido_alone(folder: Path) -> dict[str, float]:
    """Seconds for Kaleido to draw the same figures, made beforehand, from starting its server to the last PNG."""
    import kaleido  # noqa: PLC0415 - the peer, in a process of its own

    desk = desks.open_desk(folder)
    briefing = issuing.draft(desk, PLAN, PERIOD, Order())
    figures = [pictures.framed(Drawing(chart.draw, chart.title, briefing.source)) for chart in briefing.charts]
    start = time.perf_counter()
    kaleido.start_sync_server()
    for figure in figures:
        size = {"width": figure.layout.width, "height": figure.layout.height}
        kaleido.calc_fig_sync(figure, opts={"format": "png", "scale": 2, **size})
    seconds = time.perf_counter() - start
    kaleido.stop_sync_server()
    desk.close()
    return {"seconds": seconds, "pictures": len(figures)}


def child(what: str, folder: Path) -> None:
    """One measurement, told as a line of JSON with the peak memory of this process (Chromium's is its own)."""
    told = {
        "pack": lambda: pack(folder, ALL),
        "office": lambda: pack(folder, OFFICE),
        "kaleido": lambda: kaleido_alone(folder),
    }[what]()
    print(json.dumps(told | {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def measured(what: str, folder: Path) -> dict[str, float]:
    run = subprocess.run(
        [sys.executable, "-m", "bench.briefing", what, str(folder)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).resolve().parents[1],
    )  # fmt: skip
    found: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        sample.make_sample(folder)
        rounds = [{what: measured(what, folder) for what in ("kaleido", "pack", "office")} for _ in range(ROUNDS)]
    median = {what: statistics.median(one[what]["seconds"] for one in rounds) for what in ("kaleido", "pack", "office")}
    ratio = statistics.median(one["pack"]["seconds"] / one["kaleido"]["seconds"] for one in rounds)
    first = rounds[0]
    print(f"Kaleido alone, {first['kaleido']['pictures']:.0f} pictures   {median['kaleido']:6.2f} s")
    print(f"whole pack, the same pictures      {median['pack']:6.2f} s   {ratio:.2f} ×   (at most 1.5)")
    print(f"without pictures                   {median['office']:6.2f} s   (at most 2)")
    print(f"memory of the packing process      {max(one['pack']['megabytes'] for one in rounds):6.0f} MB")


if __name__ == "__main__":
    child(sys.argv[1], Path(sys.argv[2]))
