"""Serving starts on this machine alone, and says why when it cannot."""

import asyncio
import gc
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit import config

from milepost.door import nightly, stores
from milepost.errors import AddressError
from milepost.ui.serve import YOUNG, serve, started
from tests.persons import fresh


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "milepost.example"])  # noqa: S104 - refused
def test_a_host_that_others_reach_is_refused(host):
    with pytest.raises(AddressError, match="只在本机打开，由本机的 nginx"):
        serve(host)


def test_a_taken_port_is_named_with_another_to_try():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(AddressError, match=f"端口{port}打不开.*--port {port + 1}"):
            serve(port=port)


def test_what_is_there_at_the_start_is_no_longer_swept_and_the_rest_less_often(monkeypatch, tmp_path):
    fresh(monkeypatch, tmp_path)
    monkeypatch.setattr(config, "get_option", lambda name: "127.0.0.1")
    monkeypatch.setattr(nightly.OWN, "start", lambda: None)
    before = gc.get_threshold()

    async def running() -> tuple[int, int]:
        async with started(None):
            return gc.get_threshold()[0], gc.get_freeze_count()

    try:
        with ThreadPoolExecutor(1) as aside:  # a browser's tests leave a loop running in this thread
            young, frozen = aside.submit(asyncio.run, running()).result()
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
        stores.close()
    assert young == YOUNG
    assert frozen > 10_000
