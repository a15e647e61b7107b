"""Who may ask at all: loopback alone, or exactly the public address behind a proxy."""

import pytest

from milepost.door import reach
from milepost.errors import AddressError


@pytest.mark.parametrize(
    ("client", "host", "origin", "let_in"),
    [
        ("127.0.0.1", "127.0.0.1:8501", None, True),
        ("127.0.0.1", "localhost:8501", "http://localhost:8501", True),
        ("::1", "[::1]:8501", "http://[::1]:8501", True),
        ("127.0.0.1", "LOCALHOST", None, True),
        ("192.168.1.7", "127.0.0.1:8501", None, False),  # bound to the network by hand
        ("127.0.0.1", "192.168.1.2:8501", None, False),
        ("127.0.0.1", "127.0.0.1@example.com", None, False),
        ("127.0.0.1", "[bad", None, False),
        ("127.0.0.1", "localhost:8501", "http://localhost:8502", False),
        (None, "localhost", None, False),
    ],
)
def test_without_a_public_address_only_this_machine_asks(monkeypatch, client, host, origin, let_in):
    monkeypatch.delenv(reach.ADDRESS, raising=False)
    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
    assert reach.may_ask(client, headers) is let_in


@pytest.mark.parametrize(
    ("host", "origin", "let_in"),
    [
        ("jgj.example.gov.cn", None, True),
        ("JGJ.example.gov.cn", "https://jgj.example.gov.cn", True),
        ("jgj.example.gov.cn", "http://jgj.example.gov.cn", False),  # not TLS
        ("jgj.example.gov.cn", "https://jgj.example.gov.cn.evil.example", False),
        ("jgj.example.gov.cn:8501", None, False),
        ("127.0.0.1:8501", None, False),
        ("evil.example", None, False),
    ],
)
def test_with_a_public_address_exactly_that_one_passes(monkeypatch, host, origin, let_in):
    monkeypatch.setenv(reach.ADDRESS, "https://jgj.example.gov.cn")
    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
    assert reach.may_ask("10.1.2.3", headers) is let_in


def test_two_host_names_or_none_are_nobody(monkeypatch):
    monkeypatch.delenv(reach.ADDRESS, raising=False)
    assert not reach.may_ask("127.0.0.1", [])
    assert not reach.may_ask("127.0.0.1", [(b"host", b"localhost"), (b"host", b"example.com")])


def test_only_a_proxy_on_this_machine_says_who_asks(monkeypatch):
    said = [(b"x-forwarded-for", b"6.6.6.6, 10.1.2.3")]
    monkeypatch.delenv(reach.ADDRESS, raising=False)
    assert reach.client_of("127.0.0.1", said) == "127.0.0.1"
    monkeypatch.setenv(reach.ADDRESS, "https://jgj.example.gov.cn")
    assert reach.client_of("127.0.0.1", said) == "10.1.2.3"  # the last one is the proxy's own word
    assert reach.client_of("10.9.9.9", said) == "10.9.9.9"
    assert reach.client_of("127.0.0.1", []) == "127.0.0.1"


@pytest.mark.parametrize("text", ["milepost.example", "ftp://x", "https://", "https://x/path", "https://a@b"])
def test_what_is_no_address_is_said(monkeypatch, text):
    monkeypatch.setenv(reach.ADDRESS, text)
    with pytest.raises(AddressError, match="请写成 https://名称"):
        reach.public()
