"""Working at the plan desk without a browser: typing into tables, saving."""

from streamlit.testing.v1 import AppTest

from milepost.planning import Draft
from tests.pages.visit import button


def typed(page: AppTest, row: int, table: int = 0, **cells: object) -> AppTest:
    """Type into a row of a table, as the browser tells it; edits of before stay."""
    mark(page, row, table, **cells)
    page.run()
    assert not page.exception
    return page


def mark(page: AppTest, row: int, table: int = 0, **cells: object) -> None:
    """Type into a row without telling the page yet: the next act tells it."""
    name = page.data_editor[table].proto.alt
    key = f"{name} small {page.session_state['draft generation']}"
    held = page.session_state[key]["edited_rows"] if key in page.session_state else {}
    rows = {**held, row: {**held.get(row, {}), **cells}}
    page.session_state[key] = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}


def save(page: AppTest, reason: str = "录入基期值", basis: str = "市统计局2021年年报") -> AppTest:
    """Save the draft with reason and basis."""
    for label, text in (("原因", reason), ("依据", basis)):
        next(one for one in page.text_input if one.label == label).set_value(text)
    button(page, "保存为新的一版").click().run()
    assert not page.exception
    return page


def draft_of(page: AppTest, store: object) -> Draft:
    """The draft that the page holds."""
    held: Draft = page.session_state[f"plan draft {store} small"]
    return held


def widget(page: AppTest, label: str, sort: str = "text_input"):
    """The widget with that label."""
    return next(one for one in getattr(page, sort) if one.label.startswith(label))
