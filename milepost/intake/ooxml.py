"""What calamine leaves out of an .xlsx: number formats, errors, formulas without a result, and what is hidden.

Source: ECMA-376, SpreadsheetML. Tags are told by their local names, so that the strict dialect reads as well.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET  # expat refuses entity bombs and opens no external entities

from milepost.errors import UnreadableError
from milepost.intake.grid import Area, place_of
from milepost.intake.limits import CELL_LIMIT, check_cells, check_merges
from milepost.intake.looks import BUILT_IN_FORMATS, Looks

_LAST_COLUMN = 16_383


def looks(content: bytes) -> list[Looks]:
    """The looks of every worksheet, in the order of the workbook; UnreadableError when a part is missing."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = Package(archive)
        formats = package.formats()
        return [_sheet_looks(package.part(path), formats) for path in package.worksheets()]


class Package:
    """The parts of the zip by their names, however these are written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}

    def part(self, path: str) -> bytes:
        """The bytes of a member, whatever the case and slashes of its name."""
        return self._archive.read(self.member(path))

    def member(self, path: str) -> str:
        """The name that a member really has; UnreadableError when it is missing."""
        name = self._names.get(path.lower())
        if name is None:
            raise UnreadableError(
                f"工作簿已损坏（缺少 {posixpath.basename(path)}），请用 Excel 或 WPS 打开，另存为 .xlsx 再上传"
            )
        return name

    def worksheets(self) -> Iterator[str]:
        """Where the worksheets lie, in the order of the workbook; chart sheets are none."""
        return (path for _, path in self.sheets())

    def sheets(self) -> Iterator[tuple[str, str]]:
        """The worksheets' names and where they lie, in the order of the workbook."""
        relations = {
            node.get("Id"): node for node in ET.fromstring(self.part("xl/_rels/workbook.xml.rels"))  # noqa: S314
        }  # fmt: skip
        for node in ET.fromstring(self.part("xl/workbook.xml")).iter():  # noqa: S314
            if _name(node) != "sheet":
                continue
            relation = relations.get(next((v for k, v in node.attrib.items() if k.endswith("}id")), None))
            if relation is not None and relation.get("Type", "").endswith("/worksheet"):
                path = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
                yield node.get("name", ""), path

    def formats(self) -> list[str]:
        """The number format of each cell style, empty for General and for dates."""
        return [code for _, code in self.number_formats()]

    def number_formats(self) -> list[tuple[int, str]]:
        """The number of each cell style's number format, and its code where the workbook spells it out."""
        if "xl/styles.xml" not in self._names:
            return []
        root = ET.fromstring(self.part("xl/styles.xml"))  # noqa: S314
        codes = BUILT_IN_FORMATS | {
            int(node.get("numFmtId", 0)): node.get("formatCode", "") for node in root.iter() if _name(node) == "numFmt"
        }
        styles = next((node for node in root if _name(node) == "cellXfs"), ())
        numbers = [int(style.get("numFmtId", 0)) for style in styles]
        return [(number, codes.get(number, "")) for number in numbers]


def _sheet_looks(part: bytes, formats: list[str]) -> Looks:
    look, merges = Looks(), []
    row = column = -1
    for event, node in ET.iterparse(io.BytesIO(part), events=("start", "end")):  # noqa: S314
        name = _name(node)
        if event == "start":
            if name == "row":
                row, column = int(node.get("r", row + 2)) - 1, -1
                if node.get("hidden") in ("1", "true"):
                    look.hidden_rows.add(row)
            continue
        if name == "c":
            place = place_of(node.get("r", "")) if node.get("r") else (row, column + 1)
            column = place[1]
            _look_at_cell(look, place, node, formats)
            node.clear()
        elif name == "col" and node.get("hidden") in ("1", "true"):
            first, last = int(node.get("min", 1)), int(node.get("max", 1))
            look.hidden_columns.update(range(first - 1, min(last - 1, _LAST_COLUMN) + 1))
        elif name == "mergeCell":
            first_corner, _, last_corner = node.get("ref", "").partition(":")
            merges.append(Area(*place_of(first_corner), *place_of(last_corner or first_corner)))
    check_merges(merges)
    look.merges = merges
    return look


def _look_at_cell(look: Looks, place: tuple[int, int], node: ET.Element, formats: list[str]) -> None:
    children = {_name(child): child.text or "" for child in node}
    style = int(node.get("s") or 0)
    if style < len(formats) and formats[style]:
        look.formats[place] = formats[style]
    if node.get("t") == "e":
        look.errors[place] = children.get("v", "") or "#N/A"
    elif "f" in children and not children.get("v") and node.get("t") != "str":
        look.no_results.add(place)
    if len(look.formats) > CELL_LIMIT:
        check_cells([len(look.formats)])


def _name(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]
