"""Start the web app on this machine; a proxy in front of it gives it its public address."""

import gc
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from streamlit import config
from streamlit.web import cli

from milepost import accounts
from milepost.door import nightly, reach, stores
from milepost.door.reach import is_loopback
from milepost.errors import AddressError, StoreError

YOUNG = 10_000
"""Objects made and not freed before Python looks for cycles among them; by itself, Python 3.11 would after 700."""
APP = Path(__file__).resolve().parents[2] / "app.py"


def serve(host: str = "127.0.0.1", port: int = 8501, store_folder: Path | None = None) -> None:
    """Serve the pages at http://host:port until interrupted, over the store in `store_folder` (None: the usual one).

    A host that others could reach and a port that is taken raise AddressError.
    """
    if not is_loopback(host):
        raise AddressError(
            f"不能直接在“{host}”上提供服务：milepost 只在本机打开，由本机的 nginx 等代理以 https 对外；"
            "请去掉 --host，对外的网址写 --address https://名称"
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
    known = reach.public()
    outside = f"（对外 {known.scheme}://{known.host}）" if known else ""
    sys.stdout.write(f"milepost 正在打开 http://{shown}:{port}{outside} ，停止请按 Ctrl+C\n")
    sys.stdout.flush()
    # Streamlit's own greeting is in English.
    options = {"server.address": host, "server.port": port, "logger.hideWelcomeMessage": "true"}
    cli.main(["run", str(APP), *(f"--{name}={value}" for name, value in options.items())], standalone_mode=False)


@asynccontextmanager
async def started(app: st.App) -> AsyncIterator[None]:  # noqa: ARG001 - as Streamlit calls it
    """What holds while the app runs, however it was started: loopback only, an account to begin with, daily backups."""
    host = config.get_option("server.address")
    if not is_loopback(host):
        raise AddressError(f"server.address 是“{host}”，milepost 只在本机打开；请去掉它，对外的网址写 {reach.ADDRESS}")
    reach.public()
    try:
        drawn = accounts.first_admin(stores.own())
    except StoreError as error:
        sys.stderr.write(f"{error}\n")  # the sign-in page says so, too
        drawn = None
    if drawn:
        sys.stdout.write(
            f"首次启动，已建管理员账号 {accounts.ADMIN} ，一次性口令 {drawn} （登录后即须更改，只显示这一次）\n"
        )
        sys.stdout.flush()
    # In Python 3.11 every hundredth such look is at all objects there are: it stops everybody for 0.2 s, and finds next
    # to nothing.
    gc.freeze()  # what is there now stays
    gc.set_threshold(YOUNG)
    nightly.OWN.start()
    try:
        yield
    finally:
        nightly.OWN.stop()
