"""Reach: from where, under which name and from whose pages a request may come.

Without a public address the app serves this machine alone. Behind a proxy that speaks TLS, MILEPOST_ADDRESS names the
one address that people call it by; then exactly this name passes, and who is asking is what the proxy says.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from milepost.errors import AddressError

ADDRESS = "MILEPOST_ADDRESS"
Header = tuple[bytes, bytes]


@dataclass(frozen=True)
class Public:
    """The public address: https and a host, with its port if it is not the usual one."""

    scheme: str
    host: str


def public() -> Public | None:
    """What MILEPOST_ADDRESS names, None when it names nothing; AddressError when it is no address."""
    text = os.environ.get(ADDRESS, "").strip()
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or "@" in parts.netloc:
        raise AddressError(f"{ADDRESS}=“{text}”不是网址，请写成 https://名称，例如 https://milepost.example.gov.cn")
    return Public(parts.scheme, parts.netloc.lower())


def is_loopback(name: str | None) -> bool:
    """Whether a host name or address (without its port) is this machine itself."""
    if name is None:
        return False
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name.rstrip(".").lower() == "localhost"


def may_ask(client: str | None, headers: Iterable[Header]) -> bool:
    """Whether a request may be answered at all: by whom it comes, what it calls us, from whose pages it starts.

    A foreign name is how a web page elsewhere reaches a local server (DNS rebinding); a foreign origin is such a page
    saying so.
    """
    headers = list(headers)
    hosts, origins = values(headers, b"host"), values(headers, b"origin")
    if len(hosts) != 1:
        return False
    known = public()
    if known is None:
        here = is_loopback(client) and is_loopback(_name_of(hosts[0]))
        return here and all(_authority(origin) == hosts[0].lower() for origin in origins)
    return hosts[0].lower() == known.host and all(origin == f"{known.scheme}://{known.host}" for origin in origins)


def client_of(client: str | None, headers: Iterable[Header]) -> str:
    """Who is asking. A proxy on this machine says it last in X-Forwarded-For; nobody else is believed."""
    said = ",".join(values(headers, b"x-forwarded-for")).split(",")[-1].strip()
    return said if said and public() is not None and is_loopback(client) else client or ""


def values(headers: Iterable[Header], wanted: bytes) -> list[str]:
    """Every value that a header of this name has."""
    return [value.decode("latin-1") for name, value in headers if name.lower() == wanted]


def _name_of(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _authority(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
