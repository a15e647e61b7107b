"""Start the web app, on this machine alone."""

import os
import socket
import sys
from pathlib import Path

from streamlit.web import cli

from milepost.errors import AddressError
from milepost.ui.gate import is_loopback

APP = Path(__file__).resolve().parents[2] / "app.py"


def serve(host: str = "127.0.0.1", port: int = 8501, store_folder: Path | None = None) -> None:
    """Serve the pages at http://host:port until interrupted, over the store in `store_folder` (None: the usual one).

    A host that others could reach and a port that is taken raise AddressError.
    """
    if not is_loopback(host):
        raise AddressError(
            f"不能在“{host}”上提供服务：还没有账号登录，milepost 只在本机打开；请去掉 --host，或写 127.0.0.1"
        )
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name != "nt")
        try:
            probe.bind((host, port))
        except OSError as error:
            raise AddressError(f"端口{port}打不开，可能已有程序在用；请换一个，例如 --port {port + 1}") from error
    if store_folder is not None:
        os.environ["MILEPOST_STORE"] = str(store_folder)
    shown = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"milepost 正在打开 http://{shown}:{port} ，停止请按 Ctrl+C\n")
    sys.stdout.flush()
    # Streamlit's own greeting is in English.
    options = {"server.address": host, "server.port": port, "logger.hideWelcomeMessage": "true"}
    cli.main(["run", str(APP), *(f"--{name}={value}" for name, value in options.items())], standalone_mode=False)
