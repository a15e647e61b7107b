"""What calamine leaves out of an .xlsx: number formats, errors, formulas without a result, what is hidden or flawed.

Source: ECMA-376, SpreadsheetML. Tags are told by their local names, so that the strict dialect reads as well.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple
from xml.etree import ElementTree as ET  # expat refuses entity bombs and opens no external entities

from milepost.errors import UnreadableError
from milepost.intake.grid import Area, Flaw, place_of
from milepost.intake.limits import CELL_LIMIT, check_cells, check_merges
from milepost.intake.looks import BUILT_IN_FORMATS, Looks

_LAST_COLUMN = 16_383


def looks(content: bytes) -> list[Looks]:
    """The looks of every worksheet, in the order of the workbook; UnreadableError when a part is missing."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = Package(archive)
        styles = package.styles()
        return [_sheet_looks(package.part(path), styles) for path in package.worksheets()]


def flaws(content: bytes) -> list[dict[tuple[int, int], Flaw]]:
    """The flaws of the cells of every worksheet, in the order of the workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = Package(archive)
        styles = package.styles()
        parts = [package.part(path) for path in package.worksheets()]
    if not styles.flaws and not styles.text_flaws and not any(map(may_have_flaws, parts)):
        return [{} for _ in parts]
    return [_sheet_looks(part, styles).flaws for part in parts]


def may_have_flaws(part: bytes) -> bool:
    """Whether the XML of texts speaks of flaws at all."""
    return b"strike" in part or b"vertAlign" in part


class Styles(NamedTuple):
    """What is known of cells by number: their styles' formats and flaws, and the flaws of shared texts."""

    formats: Sequence[str]
    flaws: Mapping[int, Flaw]
    text_flaws: Mapping[str, Flaw]


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

    def styles(self) -> Styles:
        """What its parts say of cells by number."""
        return Styles([code for _, code in self.number_formats()], self._style_flaws(), self._text_flaws())

    def number_formats(self) -> list[tuple[int, str]]:
        """The number of each cell style's number format and its code, empty for General and for dates."""
        root = self._styles
        codes = BUILT_IN_FORMATS | {
            int(node.get("numFmtId", 0)): node.get("formatCode", "") for node in root.iter() if _name(node) == "numFmt"
        }
        numbers = [int(style.get("numFmtId", 0)) for style in _child(root, "cellXfs")]
        return [(number, codes.get(number, "")) for number in numbers]

    def _style_flaws(self) -> dict[int, Flaw]:
        """The flaws of cell styles by their numbers: those of their fonts."""
        fonts = {number: flaw for number, font in enumerate(_child(self._styles, "fonts")) if (flaw := _flaw(font))}
        of_style = (int(style.get("fontId", 0)) for style in _child(self._styles, "cellXfs"))
        return {number: fonts[font] for number, font in enumerate(of_style) if font in fonts}

    def _text_flaws(self) -> dict[str, Flaw]:
        """The flaws of shared texts, or of runs within them, by their numbers."""
        part = self.part("xl/sharedStrings.xml") if "xl/sharedstrings.xml" in self._names else b""
        texts = ET.fromstring(part) if may_have_flaws(part) else ()  # noqa: S314
        return {str(number): flaw for number, text in enumerate(texts) if (flaw := _flaw(text))}

    @cached_property
    def _styles(self) -> ET.Element:
        if "xl/styles.xml" not in self._names:
            return ET.Element("styleSheet")
        return ET.fromstring(self.part("xl/styles.xml"))  # noqa: S314


def _sheet_looks(part: bytes, styles: Styles) -> Looks:
    look, merges = Looks(), []
    row = column = -1
    for event, node in ET.iterparse(io.BytesIO(part), events=("start", "end")):  # noqa: S314
        name = _name(node)
        if event == "start":
            if name == "row":
                row, column = int(node.get("r", row + 2)) - 1, -1
                if _is_unseen(node, "ht"):
                    look.hidden_rows.add(row)
            continue
        if name == "c":
            place = place_of(node.get("r", "")) if node.get("r") else (row, column + 1)
            column = place[1]
            _look_at_cell(look, place, node, styles)
            node.clear()
        elif name == "col" and _is_unseen(node, "width"):
            first, last = int(node.get("min", 1)), int(node.get("max", 1))
            look.hidden_columns.update(range(first - 1, min(last - 1, _LAST_COLUMN) + 1))
        elif name == "mergeCell":
            first_corner, _, last_corner = node.get("ref", "").partition(":")
            merges.append(Area(*place_of(first_corner), *place_of(last_corner or first_corner)))
    check_merges(merges)
    look.merges = merges
    return look


def _look_at_cell(look: Looks, place: tuple[int, int], node: ET.Element, styles: Styles) -> None:
    children = {_name(child): child.text or "" for child in node}
    style = int(node.get("s") or 0)
    if style < len(styles.formats) and styles.formats[style]:
        look.formats[place] = styles.formats[style]
    of_text = styles.text_flaws.get(children.get("v", "").strip(), "") if node.get("t") == "s" else _flaw(node)
    if flaw := styles.flaws.get(style) or of_text:
        look.flaws[place] = flaw
    if node.get("t") == "e":
        look.errors[place] = children.get("v", "") or "#N/A"
    elif "f" in children and not children.get("v") and node.get("t") != "str":
        look.no_results.add(place)
    if len(look.formats) > CELL_LIMIT:
        check_cells([len(look.formats)])


def _is_unseen(node: ET.Element, size: str) -> bool:
    """Whether a row or column is hidden, or of no size."""
    return node.get("hidden") in ("1", "true") or float(node.get(size, 1)) == 0


def _child(root: ET.Element, name: str) -> Iterable[ET.Element]:
    return next((node for node in root if _name(node) == name), ())


def _flaw(node: ET.Element) -> Flaw:
    """The flaw of a font, or of any run of a text."""
    for one in node.iter():
        if _name(one) == "strike" and one.get("val", "1") not in ("0", "false"):
            return "struck"
        if _name(one) == "vertAlign" and one.get("val") in ("superscript", "subscript"):
            return "raised"
    return ""


def _name(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]
