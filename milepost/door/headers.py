"""The headers that every answer bears."""

from collections.abc import Iterable

from milepost.door.reach import Header

# Streamlit writes styles into the page, a line of script into its first one, and hands a component's own script to the
# browser as a blob; everything else comes from here.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
ALWAYS: tuple[Header, ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
# Program text under names that change with it; all else is somebody's data.
_LASTING = ("/static/", "/plotly-basic-")


def dressed(path: str, headers: Iterable[Header]) -> list[Header]:
    """The headers of an answer for `path`, with ours added; a stricter policy of its own stays."""
    given = list(headers)
    names = {name.lower() for name, _ in given}
    out = [*given, *((name, value) for name, value in ALWAYS if name not in names)]
    if not path.startswith(_LASTING):
        out = [(name, value) for name, value in out if name.lower() != b"cache-control"]
        out.append((b"cache-control", b"no-store"))
    return out
