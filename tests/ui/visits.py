"""A real server, and a visitor without a browser: what the browser tests need not draw."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from google.protobuf.text_format import MessageToString
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

HOME = Path(__file__).parents[2]


@contextmanager
def served(script: str, store: Path) -> Iterator[int]:
    """`streamlit run script` over an own store; the port it answers at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", "--server.headless=true"]
    process = subprocess.Popen(
        command, cwd=HOME, env=os.environ | {"MILEPOST_STORE": str(store)}, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health") as answer:
                assert answer.read() == b"ok"
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the server did not start")


def drawn(
    port: int, *, page: str = "", query: str = "", host: str = "127.0.0.1", headers: dict[str, str] | None = None
) -> str:
    """Everything that a first visit to `page` draws, as one text. `host` is what the visitor calls the machine."""
    start = BackMsg()
    start.rerun_script.page_name = page
    start.rerun_script.query_string = query
    texts = []
    address = f"ws://{host}:{port}/_stcore/stream"
    wire = socket.create_connection(("127.0.0.1", port))
    with (
        wire,
        connect(
            address, sock=wire, subprotocols=["streamlit"], additional_headers=headers or {}, max_size=None
        ) as visit,
    ):
        visit.send(start.SerializeToString())
        finished = False
        while not finished:
            message = ForwardMsg.FromString(visit.recv(timeout=60))
            texts.append(MessageToString(message, as_utf8=True))
            finished = message.WhichOneof("type") == "script_finished"
    return "\n".join(texts)
