"""Serving starts on this machine alone, and says why when it cannot."""

import socket

import pytest

from milepost.errors import AddressError
from milepost.ui.serve import serve


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
