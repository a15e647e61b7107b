"""One quarter as its senders know it, and our form as one of them fills it in."""

import io
import os
from dataclasses import dataclass, replace

# openpyxl spells the same XML in other bytes where lxml happens to be installed; it looks at this when imported.
os.environ["OPENPYXL_LXML"] = "False"

import openpyxl
import pandas as pd

from milepost.intake.template import HEADER_ROW, MARK_LABELS, MARKS, REMARK, SHEET, template
from milepost.intake.writing import written
from milepost.plan.figure import counted
from milepost.plan.period import Period
from milepost.plan.plan import Plan
from milepost.plan.tables import FIGURES, table

# What stands beside a figure that nobody has yet, in the form's own words.
LATER = "上级尚未公布"


@dataclass(frozen=True)
class Quarter:
    """One quarter of a plan: `figures` has the columns of truth(), of this quarter and all before.

    `split` holds single industries likewise, with a column for them.
    """

    plan: Plan
    period: Period
    figures: pd.DataFrame
    split: pd.DataFrame

    @property
    def words(self) -> str:
        """2023年二季度."""
        return self.period.words

    def values(self) -> dict[tuple[str, str], float]:
        """The quarter's own figures by indicator and unit; whole ones without a point, as clerks write them."""
        now = self.figures[self.figures["period"] == str(self.period)]
        cells = zip(now["indicator"], now["unit"], now["value"].tolist(), strict=True)
        return {(i, u): int(v) if v == int(v) else v for i, u, v in cells}

    def by_industry(self, unit: str) -> dict[tuple[str, str], int]:
        """The quarter's own figures of a unit by indicator and industry."""
        now = self.split[(self.split["period"] == str(self.period)) & (self.split["unit"] == unit)]
        return {(i, of): int(v) for i, of, v in zip(now["indicator"], now["industry"], now["value"], strict=True)}

    def name(self, indicator: str) -> str:
        """An indicator's own name."""
        return self.plan.indicator_of(indicator).name

    def measure(self, indicator: str) -> str:
        """An indicator's measure unit."""
        return self.plan.indicator_of(indicator).measure_unit

    def industry(self, of: str) -> str:
        """An industry's name; all of them together are 全行业."""
        return self.plan.industry_of(of).name if of else "全行业"

    def place(self, unit: str) -> str:
        """A unit's name."""
        return self.plan.unit_of(unit).name

    def title(self, sender: str, subject: str) -> str:
        """What stands over a clerk's own table."""
        return f"{self.place(sender)}{self.words}{subject}"

    def our_form(self, sender: str) -> bytes:
        """Our form as the sender fills it in; a figure that is not there stays blank, with the reason beside it."""
        cells = [(i, u, "", p, v) for i, u, p, v in self.figures.itertuples(index=False)]
        cells += list(self.split.itertuples(index=False, name=None))
        earlier = [
            {"indicator": i, "unit": u, "industry": of, "period": p, "value": v, "sheet": SHEET, "cell": "A1",
             "submission": "", "sender": u, "form": "template", "file": "", "sha256": "", "time": pd.Timestamp(0)}
            for i, u, of, p, v in cells if p != str(self.period)
        ]  # fmt: skip
        # Nobody is asked for industries before the first quarter that has them.
        plan = self.plan if self.by_industry(sender) else replace(self.plan, industries=())
        form = template(plan, plan.unit_of(sender), self.period, counted(table(earlier, FIGURES), plan))
        book = openpyxl.load_workbook(io.BytesIO(form))
        sheet, values = book[SHEET], {(i, u, ""): v for (i, u), v in self.values().items()}
        values |= {(i, sender, of): v for (i, of), v in self.by_industry(sender).items()}
        remarks = next(cell.column for cell in sheet[HEADER_ROW] if cell.value == REMARK)
        for cell, *of in book[MARKS].iter_rows(min_row=len(MARK_LABELS) + 2, values_only=True):
            key = (of[0], of[1], "".join(filter(None, of[2:])))
            sheet[cell] = values.get(key)
            if key not in values:
                sheet.cell(sheet[cell].row, remarks, LATER)
        for row in sheet.iter_rows(min_row=sheet.max_row):
            for signed in row:
                if signed.value in ("填报人：", "审核人："):
                    signed.value += "示例"
        return written(book, self.period.end)
