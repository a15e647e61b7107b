"""The cookies: the session's token, the secret that the sign-in form is signed with before there is one, and the token
of a browser that somebody has signed in with (lockout.py).
"""

import hmac
import secrets
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie

from starlette.requests import Request
from starlette.responses import Response

from milepost import lockout
from milepost.door import reach

FIELD = "form_token"


def session_name() -> str:
    """What the session's cookie is called; behind TLS no other host and no plain page can set it."""
    return "__Host-milepost" if _is_tls() else "milepost"


def form_name() -> str:
    """What the form's cookie is called."""
    return f"{session_name()}-form"


def browser_name() -> str:
    """What the cookie of a known browser is called."""
    return f"{session_name()}-browser"


def token_in(headers: list[reach.Header]) -> str:
    """The session's token of a request; empty when there is none, or more than one."""
    found = []
    for text in reach.values(headers, b"cookie"):
        try:
            jar = SimpleCookie(text)
        except CookieError:
            return ""
        if session_name() in jar:
            found.append(jar[session_name()].value)
    return found[0] if len(found) == 1 else ""


def keep_token(response: Response, token: str) -> None:
    """Give the visitor the token. Lax, so that a link in a message opens the page it shows."""
    response.set_cookie(session_name(), token, path="/", secure=_is_tls(), httponly=True, samesite="lax")
    response.delete_cookie(form_name(), path="/", secure=_is_tls(), httponly=True, samesite="strict")


def keep_browser(response: Response, token: str) -> None:
    """Give the browser the token by which it is known; it outlives sessions and signs nobody in."""
    response.set_cookie(
        browser_name(), token, max_age=int(lockout.KNOWN.total_seconds()), path="/", secure=_is_tls(), httponly=True,
        samesite="strict",
    )  # fmt: skip


def drop_token(response: Response) -> None:
    """Take the token back."""
    response.delete_cookie(session_name(), path="/", secure=_is_tls(), httponly=True, samesite="lax")


def form_secret(request: Request) -> str:
    """What this visitor's forms are signed with: the session's token, else the form's own secret, made when absent."""
    return request.cookies.get(session_name()) or request.cookies.get(form_name()) or secrets.token_urlsafe(32)


def keep_form_secret(request: Request, response: Response, secret: str) -> None:
    """Give the visitor the form's secret, unless the session's token signs the form."""
    if secret != request.cookies.get(session_name()):
        response.set_cookie(form_name(), secret, path="/", secure=_is_tls(), httponly=True, samesite="strict")


def signature(secret: str, purpose: str) -> str:
    """What a form for `purpose` carries: nobody who cannot read the cookie can make it."""
    return hmac.new(secret.encode(), purpose.encode(), sha256).hexdigest()


def is_signed(request: Request, given: str, purpose: str) -> bool:
    """Whether a form comes from our own page: signed, and sent from our own address."""
    secrets_ = [request.cookies.get(name) for name in (session_name(), form_name())]
    signed = any(hmac.compare_digest(given.encode(), signature(one, purpose).encode()) for one in secrets_ if one)
    # The gate has refused every foreign origin; here one must be there.
    return signed and "origin" in request.headers


def _is_tls() -> bool:
    known = reach.public()
    return known is not None and known.scheme == "https"
