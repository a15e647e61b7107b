"""The routes of signing in and out, of the password, and of the sign of life."""

from threading import Lock
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from milepost import accounts
from milepost.door import cookies, gate, page, stores, visitors
from milepost.door.page import Form
from milepost.errors import MilepostError
from milepost.people.role import Role
from milepost.sample import make_sample

FORGED = "这个表单不是从本页提交的，或页面开得太久；请再试一次。"
_MAKING = Lock()


async def sign_in(request: Request) -> Response:
    """Show the form; or begin a session and go on to the address that was asked for."""
    if request.method == "GET":
        return _asked(request, _onward(request.query_params.get("next", "")))
    form = await request.form()
    onward = _onward(_text(form, "next"))
    if not cookies.is_signed(request, _text(form, cookies.FIELD), "sign-in"):
        return _asked(request, onward, FORGED, 403)
    known = request.cookies.get(cookies.browser_name(), "")
    try:
        token = await run_in_threadpool(
            accounts.sign_in, stores.own(), _text(form, "name"), _text(form, "password"), _client(request), known
        )
        browser = await run_in_threadpool(accounts.know_browser, stores.own(), token, known)
    except MilepostError as error:
        return _asked(request, onward, str(error), 403)
    answer = await _signed_in(request, token, onward)
    cookies.keep_browser(answer, browser)
    return answer


async def sample(request: Request) -> Response:
    """Begin a session in the sample store, which is made when there is none yet."""
    form = await request.form()
    role = next((one for one in Role if one.value == _text(form, "role") and one.value in page.ROLES), None)
    if role is None or not cookies.is_signed(request, _text(form, cookies.FIELD), "sample"):
        return _asked(request, "/", FORGED, 403)
    try:
        token = await run_in_threadpool(_guest, role, _client(request))
    except MilepostError as error:
        return _asked(request, "/", str(error), 503)
    return await _signed_in(request, token, _onward(_text(form, "next")))


def _guest(role: Role, address: str) -> str:
    with _MAKING:  # it takes half a minute, once
        make_sample(stores.sample_folder())
    desk = stores.sample()
    if desk is None:
        raise FileNotFoundError(stores.sample_folder())
    return accounts.guest(desk, role, address)


async def sign_out(request: Request) -> Response:
    """End the session; every tab of it has nothing more to show or do."""
    form = await request.form()
    token = request.cookies.get(cookies.session_name(), "")
    if not cookies.is_signed(request, _text(form, cookies.FIELD), "sign-out"):
        return _asked(request, "/", FORGED, 403)
    await run_in_threadpool(_end, token, _client(request))
    answer = RedirectResponse(gate.SIGN_IN, 303)
    cookies.drop_token(answer)
    return answer


def _end(token: str, address: str) -> None:
    visitor = visitors.of_token(token)
    if visitor is not None:
        accounts.sign_out(visitor.desk.at(address), visitor.session)


async def password(request: Request) -> Response:
    """Show the form; or take another password and begin a new session with it."""
    token = request.cookies.get(cookies.session_name(), "")
    visitor = await run_in_threadpool(visitors.of_token, token)
    if visitor is None:
        return RedirectResponse(gate.SIGN_IN, 303)
    form, forced, name = Form(token), visitor.session.must_change, visitor.person.name
    if visitor.store == "sample":
        return page.told("示例没有口令", "示例的身份不用口令登录，没有口令可改。", form)
    if request.method == "GET":
        return page.password(form, name, forced=forced)
    given = await request.form()
    if not cookies.is_signed(request, _text(given, cookies.FIELD), "password"):
        return page.password(form, name, forced=forced, said=FORGED, status=403)
    if _text(given, "new") != _text(given, "again"):
        return page.password(form, name, forced=forced, said="两遍新口令不一样，请重写", status=403)
    try:
        fresh = await run_in_threadpool(
            accounts.change_password, visitor.desk, visitor.session,
            (_text(given, "old"), _text(given, "new")), _client(request),
        )  # fmt: skip
    except MilepostError as error:
        return page.password(form, name, forced=forced, said=str(error), status=403)
    answer = RedirectResponse("/", 303)
    cookies.keep_token(answer, fresh)
    known = request.cookies.get(cookies.browser_name(), "")
    cookies.keep_browser(answer, await run_in_threadpool(accounts.know_browser, visitor.desk, fresh, known))
    return answer


async def health(request: Request) -> Response:  # noqa: ARG001 - a sign of life says the same to everybody
    """Say that the app lives, and nothing else."""
    return PlainTextResponse("ok")


async def first_page(request: Request) -> Response:
    """The first page lives at the root; Streamlit would answer its own name with an English “Page not found”."""
    return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/")


ROUTES = (
    Route(gate.SIGN_IN, sign_in, methods=["GET", "POST"]),
    Route("/sample", sample, methods=["POST"]),
    Route(gate.SIGN_OUT, sign_out, methods=["POST"]),
    Route(gate.PASSWORD, password, methods=["GET", "POST"]),
    Route(gate.HEALTH, health),
    Route("/overview", first_page),
)


def _asked(request: Request, onward: str, said: str = "", status: int = 200) -> Response:
    secret = cookies.form_secret(request)
    answer = page.sign_in(Form(secret, onward), said, status)
    cookies.keep_form_secret(request, answer, secret)
    return answer


async def _signed_in(request: Request, token: str, onward: str) -> Response:
    """The new session takes the place of the old one, which ends: nobody can be led into a session prepared for him."""
    await run_in_threadpool(_end, request.cookies.get(cookies.session_name(), ""), _client(request))
    answer = RedirectResponse(onward, 303)
    cookies.keep_token(answer, token)
    return answer


def _onward(asked: str) -> str:
    """The address to go on to, if it is one of our own; else the first page."""
    parts = urlsplit(asked)
    ours = asked.startswith("/") and not asked.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return asked if ours and asked.isprintable() and "\\" not in asked else "/"


def _text(form: FormData, field: str) -> str:
    value = form.get(field)
    return value if isinstance(value, str) else ""


def _client(request: Request) -> str:
    return request.headers.get(gate.ORIGIN, "")
