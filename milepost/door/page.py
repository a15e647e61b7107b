"""The pages for signing in, as plain HTML without scripts: calm, fit for a phone, light and dark."""

from dataclasses import dataclass
from html import escape

from starlette.responses import HTMLResponse

from milepost.door import cookies

STYLE = """
:root{color-scheme:light dark;--ground:#F4F6F8;--sheet:#FFF;--text:#1B2733;--quiet:#565F69;--line:#D9DFE5;
--accent:#1F4E79;--on:#FFF;--warn:#A8400A;--warn-ground:#FBE8DC;--try:#855C00;--try-ground:#FAF0D7}
@media(prefers-color-scheme:dark){:root{--ground:#10171E;--sheet:#1A232D;--text:#E6ECF1;--quiet:#A9B4BF;--line:#33404D;
--accent:#3A76B0;--on:#FFF;--warn:#FF8442;--warn-ground:#43220E;--try:#FADA66;--try-ground:#3A300E}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--ground);color:var(--text);font:16px/1.6 "PingFang SC","Microsoft YaHei",
"Noto Sans SC","Noto Sans CJK SC",sans-serif;
display:flex;flex-direction:column;align-items:center;padding:6vh 1rem 2rem}
main{width:100%;max-width:26rem}
h1{font-size:1.5rem;line-height:1.4;margin:0 0 .25rem;font-weight:600}
h2{font-size:1.0625rem;margin:0 0 .25rem;font-weight:600}
p{margin:0 0 1rem}.quiet{color:var(--quiet);font-size:.875rem}
section{background:var(--sheet);border:1px solid var(--line);border-radius:6px;padding:1.5rem;margin-top:1.25rem}
label{display:block;font-size:.875rem;margin-bottom:1rem}
input{display:block;width:100%;margin-top:.25rem;padding:.6rem .75rem;font:inherit;color:inherit;
background:var(--ground);border:1px solid var(--line);border-radius:4px}
[hidden]{display:none}
a{color:inherit}
button{font:inherit;padding:.6rem 1.25rem;border-radius:4px;border:1px solid var(--accent);background:var(--accent);
color:var(--on);cursor:pointer}
button.plain{background:transparent;color:var(--text);border-color:var(--line)}
input:focus-visible,button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.wide{width:100%}
.refused{color:var(--warn);background:var(--warn-ground);padding:.6rem .75rem;border-radius:4px}
.badge{display:inline-block;color:var(--try);background:var(--try-ground);font-size:.8125rem;padding:.1rem .5rem;
border-radius:4px;margin-bottom:.5rem}
.roles{display:grid;grid-template-columns:1fr 1fr;gap:.5rem}
.roles button:last-child:nth-child(odd){grid-column:1/-1}
"""
ROLES = {
    "clerk": "办公室", "unit": "报送单位", "head": "单位负责人", "leader": "领导", "auditor": "审计", "admin": "管理员"
}  # fmt: skip
"""Who can be tried in the sample, by the words on the buttons: every role that an account can have."""


@dataclass(frozen=True)
class Form:
    """What every form carries unseen: the secret it is signed with, and the address to go on to."""

    secret: str
    onward: str = "/"

    def hidden(self, purpose: str) -> str:
        """The unseen fields."""
        signed = cookies.signature(self.secret, purpose)
        return (
            f'<input type="hidden" name="{cookies.FIELD}" value="{signed}">'
            f'<input type="hidden" name="next" value="{escape(self.onward)}">'
        )


def sign_in(form: Form, said: str = "", status: int = 200) -> HTMLResponse:
    """The sign-in page; `said` is why the last try failed."""
    roles = "".join(
        f'<button class="plain" name="role" value="{role}">{words}</button>' for role, words in ROLES.items()
    )
    return _page(
        "登录",
        f"""<h1>三年行动目标跟踪</h1><p class="quiet">季报收进来，进度、差距和名次自动算出。</p>
<section>{_refused(said)}
<form method="post" action="/sign-in">{form.hidden("sign-in")}
<label>账号<input name="name" autocomplete="username" required maxlength="64" autofocus></label>
<label>口令<input name="password" type="password" autocomplete="current-password" required maxlength="256"></label>
<button class="wide">登录</button></form></section>
<section><span class="badge">示例数据，非真实统计</span><h2>先看示例</h2>
<p class="quiet">选一种身份进入示例：数是虚构的，单独存放，与本单位的数互不相通，不需要账号。</p>
<form method="post" action="/sample" class="roles">{form.hidden("sample")}{roles}</form></section>
<p class="quiet" style="margin-top:1.25rem">没有账号或忘了口令，请联系办公室管理员。</p>""",
        status,
    )


def password(form: Form, name: str, *, forced: bool, said: str = "", status: int = 200) -> HTMLResponse:
    """The page for another password; `forced` after a one-time one."""
    lead = "这是一次性口令，请先换成自己的口令。" if forced else "换口令后，这个账号在别处的登录都会退出。"
    back = "" if forced else '<p class="quiet" style="margin-top:1rem"><a href="/">不改了，返回</a></p>'
    return _page(
        "改口令",
        f"""<h1>改口令</h1><p class="quiet">账号：{escape(name)}。{lead}</p>
<section>{_refused(said)}
<form method="post" action="/password">{form.hidden("password")}
<input type="text" name="name" value="{escape(name)}" autocomplete="username" hidden>
<label>{"一次性口令" if forced else "原口令"}
<input name="old" type="password" autocomplete="current-password" required maxlength="256"></label>
<label>新口令（至少10个字符）
<input name="new" type="password" autocomplete="new-password" required maxlength="256"></label>
<label>再写一遍<input name="again" type="password" autocomplete="new-password" required maxlength="256"></label>
<button class="wide">保存新口令</button></form>{back}</section>
{_leave(form)}""",
        status,
    )


def told(title: str, text: str, form: Form, status: int = 200) -> HTMLResponse:
    """A page that only says something, with the way out."""
    return _page(title, f"<h1>{escape(title)}</h1><section><p>{escape(text)}</p>{_leave(form)}</section>", status)


def _leave(form: Form) -> str:
    return (
        f'<form method="post" action="/sign-out" style="margin-top:1rem">{form.hidden("sign-out")}'
        '<button class="plain">退出登录</button></form>'
    )


def _refused(said: str) -> str:
    return f'<p class="refused" role="alert">{escape(said)}</p>' if said else ""


def _page(title: str, body: str, status: int) -> HTMLResponse:
    return HTMLResponse(
        f"""<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}｜milepost</title>
<link rel="icon" href="data:,"><style>{STYLE}</style></head><body><main>{body}</main></body></html>""",
        status,
        {
            "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        },
    )
