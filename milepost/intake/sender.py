"""Who sends a workbook: as the request says, else as the workbook says, else nobody, and the clerk is asked."""

from collections.abc import Collection, Iterable, Iterator

from milepost.intake import wording
from milepost.intake.claims import Claim
from milepost.intake.layout import Sheet
from milepost.intake.owners import PLACES, units_in
from milepost.intake.request import Request
from milepost.plan.names import fold
from milepost.plan.plan import Plan
from milepost.plan.reading import Problem
from milepost.plan.unit import Unit

_NAME = 16
_ASK = "请在上传时选择报送单位"


def find_sender(
    request: Request, sheets: Iterable[Sheet], claims: Iterable[Claim]
) -> tuple[Unit | None, list[Problem]]:
    """The sending unit, or None with the problem that says why it stays unknown."""
    plan, sheets, claims = request.plan, tuple(sheets), tuple(claims)
    written = dict.fromkeys(_written_senders(plan, sheets))
    if request.sender:
        named = next((u for u in plan.units if u.id == request.sender), None) or plan.unit_named(request.sender)
        if named is None:
            return None, [_unknown(f"“{request.sender}”不是本方案的单位")]
        other = next((unit for unit in written if unit != named), None)
        where = f"表上写的填报单位是“{other.name}”" if other else ""
        if other is None and named.kind in PLACES:
            where = _of_another(plan, named, [("文件名", request.file), *_signed(sheets)])
        if where:
            message = f"{where}，上传时选的是“{named.name}”"
            return named, [Problem("error", "sender-differs", message, "请确认是谁的表，改正其中一处")]
        return named, [
            _part(text, named) for text in (*_written_parts(sheets), *_written_strangers(plan, sheets))
        ] if named.kind in PLACES else []
    if len(written) > 1:
        names = "”和“".join(unit.name for unit in written)
        return None, [
            Problem(
                "error",
                "sender-differs",
                f"表上写了几个填报单位：“{names}”",
                "请一个单位报一份，或在上传时选择报送单位",
            )
        ]
    spoken = {place for claim in claims if (place := claim.place or claim.table_place) is not None}
    for candidates in (
        list(written),
        _without_one_of_many(spoken, units_in(plan, [t for sheet in sheets if sheet.tables for t in _titles(sheet)])),
        units_in(plan, [request.file]),
        units_in(plan, [text for sheet in sheets if not sheet.tables for text in _titles(sheet)]),
        _only_place(plan, claims),
        _common_reporters(plan, claims),
    ):
        if len(candidates) == 1:
            return candidates[0], []
    places = {claim.place for claim in claims if claim.place is not None}
    if len(places) > 1 and _names_the_whole(
        plan, [request.file, *(text for sheet in sheets for text in _titles(sheet))]
    ):
        return plan.unit_of(plan.unit), []
    return None, [_unknown("看不出这是谁报的表")]


def _of_another(plan: Plan, sender: Unit, told: Iterable[tuple[str, str]]) -> str:
    """Where a county's workbook names another county and not itself: in its file's name, on its cover, in its foot."""
    for where, text in told:
        units = [unit for unit in units_in(plan, [text]) if unit.kind in PLACES]
        if units and sender not in units:
            return f"{where}写的是“{units[0].name}”"
    return ""


def _signed(sheets: Iterable[Sheet]) -> Iterator[tuple[str, str]]:
    """Short lines of covers and below the tables, where a sender puts its name."""
    for sheet in sheets:
        last = max((table.data_rows[-1] for table in sheet.tables), default=-1)
        for (row, _), text in sheet.lines:
            if row > last and len(fold(text)) <= _NAME and not wording.NOTE.match(fold(text)):
                yield ("表尾" if sheet.tables else "封面"), text


def _part(text: str, sender: Unit) -> Problem:
    """The doubt about a form that a part of a county has filled in: 大阳镇人民政府."""
    message = f"表上写的填报单位是“{text}”，这张表按{sender.name}的读取"
    return Problem("doubt", "sender-differs", message, "请确认是不是全县（区）的数，并改正填报单位")


def _unknown(why: str) -> Problem:
    return Problem("error", "sender-unknown", why, f"{_ASK}，或在表头写明“填报单位：”")


def _written_senders(plan: Plan, sheets: Iterable[Sheet]) -> Iterator[Unit]:
    """The units that stand behind 填报单位：, in the same cell or the next one."""
    for said in _written(sheets):
        unit = plan.unit_named(said)
        named = units_in(plan, [said]) if unit is None else [unit]
        if len(named) == 1 and named[0].id != plan.unit:
            yield named[0]


def _written_parts(sheets: Iterable[Sheet]) -> Iterator[str]:
    """What stands there where it ends as a part of a county does."""
    yield from (text for text in _written(sheets) if wording.PART_OF_COUNTY.fullmatch(fold(text)))


def _written_strangers(plan: Plan, sheets: Iterable[Sheet]) -> Iterator[str]:
    """What stands there where it is a place that the plan does not know: 梅河口市."""
    told = (text for text in _written(sheets) if not units_in(plan, [text]) and not plan.unit_named(text))
    yield from (text for text in told if wording.A_COUNTY.fullmatch(fold(text)))


def _written(sheets: Iterable[Sheet]) -> Iterator[str]:
    """What stands behind 填报单位： and its like."""
    for sheet in sheets:
        texts = [text for _, text in sheet.lines]
        for index, text in enumerate(texts):
            folded = fold(text)
            line = (
                wording.SENDER_LINE.match(folded) or wording.UNIT_LINE.match(folded) or wording.PLACE_LINE.match(folded)
            )
            if line is not None:
                yield line[line.lastindex or 0] or (texts[index + 1] if index + 1 < len(texts) else "")


def _titles(sheet: Sheet) -> Iterator[str]:
    """The sheet's name and the lines above its tables; of a cover, which has none, all lines but whole sentences."""
    first = min((table.data_rows[0] for table in sheet.tables), default=1_000)
    yield sheet.grid.name
    yield from (text for (row, _), text in sheet.lines if row < first and not text.endswith(("。", "；")))


def _without_one_of_many(spoken: Collection[Unit], candidates: list[Unit]) -> list[Unit]:
    """The candidates, but none that is only one of the places that the tables speak of."""
    alike = {candidate for candidate in candidates if candidate in spoken and len(spoken) > 1}
    return [unit for unit in candidates if unit not in alike]


def _names_the_whole(plan: Plan, texts: Iterable[str]) -> bool:
    """Whether the texts name the plan's own place: a table of all its parts under that name is its own summary."""
    whole = plan.unit_of(plan.unit)
    return any(fold(name) in fold(text) for text in texts for name in (whole.name, *whole.other_names))


def _only_place(plan: Plan, claims: Iterable[Claim]) -> list[Unit]:
    """The one unit in the table, if it reports anything that the table holds."""
    places = dict.fromkeys(claim.place for claim in claims if claim.place is not None)
    reporters = {unit for claim in claims for unit in plan.reporters(claim.indicator)}
    return [unit for unit in places if unit in reporters] if len(places) == 1 else []


def _common_reporters(plan: Plan, claims: Iterable[Claim]) -> list[Unit]:
    """The units that are declared to report every indicator of the workbook."""
    reporters = [set(plan.reporters(claim.indicator)) for claim in claims]
    common = set.intersection(*reporters) if reporters else set()
    return [unit for unit in plan.units if unit in common]
