"""How much a reporting workbook may hold: files of a few KB unfold to millions of cells, so every reader asks here."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from milepost.errors import TooLargeError, UnreadableError
from milepost.intake.grid import Area

MEMBER_LIMIT = 2_000
UNPACKED_LIMIT = 200_000_000
CELL_LIMIT = 200_000
EXTENT_LIMIT = 5_000_000
MERGE_LIMIT = 20_000
MERGED_CELL_LIMIT = 400_000
TOO_MANY = (
    "工作簿的单元格超过{many}万个；这么大的表，只能读一行一个数的长表（报告期、单位、指标、计量单位、数值各占一列，"
    "没有合并单元格），请改成长表，或只保留要报的表再上传"
)


def check_unpacked_size(content: bytes) -> None:
    """Refuse a zip bomb by its own table of contents; zipfile never unpacks more than that table declares."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
    if len(members) > MEMBER_LIMIT or sum(member.file_size for member in members) > UNPACKED_LIMIT:
        raise TooLargeError("文件解开后过大，不像是一张报表；请复制到新工作簿、只保留要报的表再上传")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableError("工作簿加了密码，无法读取；请去掉打开密码后再上传")


def check_cells(counts: Iterable[int]) -> None:
    """Refuse a workbook whose sheets together hold far more filled cells than a form."""
    if sum(counts) > CELL_LIMIT:
        raise TooLargeError(TOO_MANY.format(many=CELL_LIMIT // 10_000))


def check_extent(sheet: str, rows: int, columns: int) -> None:
    """Refuse a sheet whose rectangle of rows and columns a reader would lay out cell by cell without end."""
    if rows * columns > EXTENT_LIMIT:
        raise TooLargeError(f"工作表“{sheet}”的范围过大，请删去空白的行列后再上传")


def check_merges(areas: Sequence[Area]) -> None:
    """Refuse merged ranges that a reader would unfold cell by cell without end."""
    unfolded = sum((area.right - area.left + 1) * (area.bottom - area.top + 1) for area in areas)
    if len(areas) > MERGE_LIMIT or unfolded > MERGED_CELL_LIMIT:
        raise TooLargeError("工作表的合并单元格过多或过大，请取消合并后再上传")
