"""Visiting one page without a browser, and reading what it shows; and the tables that counties send."""

import io
import re
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from milepost.plan.period import Period
from milepost.workflow import Upload

PAGES = Path(__file__).parents[2] / "pages"
Q1, Q2 = Period.parse("2024Q1"), Period.parse("2024Q2")


def workbook(rows: list[list[object]], sheet: str = "季报") -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def report(unit: str, period: Period, *, market: object) -> Upload:
    """A county's own table of one quarter; without a name it does not say whose it is."""
    rows = [
        [f"{unit}{period.words}市场主体情况"],
        ["指标", "计量单位", "数值"],
        ["市场主体总量", "户", market],
        ["新登记市场主体", "户", 900],
        ["累计个转企", "户", 120],
    ]
    return Upload(f"{unit}{period.words}.xlsx", workbook(rows), by="办公室", explanation="属实")


def opened(page: str, **query: str) -> AppTest:
    """A page, as the address with these parameters opens it."""
    visit = AppTest.from_file(PAGES / page, default_timeout=30)
    for name, value in query.items():
        visit.query_params[name] = value
    visit.run()
    assert not visit.exception
    return visit


def button(page: AppTest, label: str):
    return next(one for one in page.button if one.label.startswith(label))


def words(page: AppTest) -> str:
    return "\n".join(one.value for one in (*page.header, *page.markdown, *page.error, *page.warning, *page.caption))


def tables(page: AppTest) -> list[pd.DataFrame]:
    """The tables that `show.table` drew, cell by cell as Markdown."""
    found = []
    for one in page.markdown:
        lines = one.value.splitlines()
        if len(lines) > 2 and re.fullmatch(r"\|( -{3}:? \|)+", lines[1]):
            head, _, *rows = ([cell.strip(" ") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines)
            found.append(pd.DataFrame(rows, columns=head))
    return found


def cells(page: AppTest) -> list[str]:
    """Every cell of every table."""
    return [plain(value) for table in tables(page) for value in table.to_numpy().ravel()]


def plain(text: object) -> str:
    """A cell without escapes."""
    return str(text).replace("\\", "")


def table_of(page: AppTest, column: str) -> list[str]:
    """The cells of a column, of the first table that has it."""
    frames = [table.rename(columns=plain) for table in tables(page)]
    return [plain(value) for value in next(frame for frame in frames if column in frame)[column]]
