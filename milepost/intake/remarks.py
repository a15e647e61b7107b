"""Short texts beside a figure, in columns that name nothing: 预计, 一季度数, 作废 or another county's name.

Long remarks explain (同比增长12%，去年同期900户); one that is nothing but such a word makes another of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from milepost.intake import wording
from milepost.intake.claims import Claim
from milepost.intake.headings import Lexicon
from milepost.intake.notes import less_than_counted, stands_in
from milepost.intake.owners import PLACES
from milepost.intake.table import Table
from milepost.intake.times import periods_in, without_times, wrong_way
from milepost.plan.names import fold
from milepost.plan.reading import Problem

_SHORT = 14
_STATUS = "\u2060"
"""Before a text that its column's heading makes matter."""
_LEFT = "的数据值末底"
"""What may be left of words of time and way."""
_LEAD = re.compile(r"^(?:(?:此|本|该)(?:数|数据)?)?[为是系含由属]?")
_END = re.compile(r"[。.;、,!]+$")
_VOID = re.compile(r"作废|更正为|应为|实为|调整后为|有误|错误")
_OTHER = re.compile(
    rf"(?:{wording.EARLIER.pattern}|预计|预测|预期|预估|估计|目标|计划|任务)(?:完成)?(?:数|值|数据|数值)?"
)


def _bare(text: str) -> str:
    return _END.sub("", _LEAD.sub("", fold(text)))


def _is_against(text: str, claim: Claim, unit: str, lexicon: Lexicon) -> bool:
    """Whether a remark that may matter says that the figure of `unit` is another thing than it is read as."""
    bare, asked = _bare(text), lexicon.period
    if _says_otherwise(text, lexicon):
        return True
    rest, _, ways = without_times(bare, asked)
    if _VOID.search(bare) or _OTHER.fullmatch(rest.strip("的")):
        return True
    if not rest.strip(_LEFT):
        told = any(not said.agrees(asked) for said in periods_in(bare, asked))
        return told or bool(wrong_way(claim.indicator, ways, asked))
    place = lexicon.plan.unit_named(bare)
    return place is not None and place.kind in PLACES and place.id not in (unit, lexicon.plan.unit)


def _says_otherwise(text: str, lexicon: Lexicon) -> bool:
    """Whether a remark says what a note would be asked about: 沿用上季度数, 不含个体工商户, 数据存疑."""
    folded = fold(text)
    return text.startswith(_STATUS) or bool(stands_in(folded, lexicon.period) or less_than_counted(folded, lexicon))


def may_matter(text: str, lexicon: Lexicon) -> bool:
    """Whether a text beside a figure might say another thing of it, whichever figure it is."""
    bare = _bare(text)
    if _says_otherwise(text, lexicon):
        return True
    if not bare or len(bare) > _SHORT:
        return False
    rest = without_times(bare, lexicon.period)[0]
    is_word = _VOID.search(bare) or _OTHER.fullmatch(rest.strip("的")) or not rest.strip(_LEFT)
    return bool(is_word or lexicon.plan.unit_named(bare))


def of_column(head: str, text: str) -> str:
    """A text in a column of remarks, with the heading of status or scope that makes it matter: 口径：规上."""
    plain = fold(head) not in wording.STUBS_STATUS or wording.STATUS_PLAIN.fullmatch(fold(text))
    return text if plain or not text else f"{_STATUS}{head}：{text}"


def remarks_beside(table: Table, at: tuple[int, int]) -> Iterator[str]:
    """The texts in columns that name nothing, as far as they stand beside this figure and not beside another one."""
    row, column = at
    names = sorted(c for c, role in table.roles.items() if role in ("place", "indicator"))
    aside = sorted(c for c, role in table.roles.items() if role == "ignored")
    for c in aside:
        first, last = sorted((c, column))
        is_parted = any(first < name < last for name in names) and c > min(names)
        if not is_parted and not any(column < other < c for other in aside) and table.grid.text(row, c):
            yield of_column(table.head_of(c), table.grid.merged_text(row, c))


def remark_doubts(
    claims: Iterable[Claim], tables: Iterable[Table], taken: Mapping[tuple[str, str], str], lexicon: Lexicon
) -> Iterator[Problem]:
    """A doubt at each figure that was taken, by sheet and cell for a unit, though a remark beside it says not so."""
    table_of = {(table.grid.name, row): table for table in tables for row in table.data_rows}
    for claim in claims:
        unit, table = taken.get((claim.sheet, claim.address)), table_of.get((claim.sheet, claim.row))
        if unit is None or table is None:
            continue
        for text in remarks_beside(table, (claim.row, claim.column)):
            if may_matter(text, lexicon) and _is_against(text, claim, unit, lexicon):
                read_as = f"{lexicon.period.words}的“{claim.indicator.name}”"
                yield Problem(
                    "doubt", "remark", f"旁边写着“{text}”，这个数按{read_as}读取",
                    "请确认；数不对的请改正，数对的请删去这句话", claim.sheet, claim.address,
                    claim.cell.text if claim.cell else "",
                )  # fmt: skip
