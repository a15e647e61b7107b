"""What an .xlsx holds that a copy made of its cells cannot keep, told from the parts inside the file."""

import io
import re
import zipfile
from collections.abc import Iterator

_BY_NAME = (
    (re.compile(r"vbaProject\.bin$"), "宏"),
    (re.compile(r"/(?:ctrlProps|activeX)/"), "按钮等控件"),
    (re.compile(r"/embeddings/"), "嵌入的文件"),
    (re.compile(r"/(?:slicers|timelines)/"), "切片器"),
    (re.compile(r"/threadedComments/"), "对话式批注的往来"),
    (re.compile(r"/diagrams/"), "SmartArt 图形"),
    (re.compile(r"/charts/"), "图表的部分样式"),
    (re.compile(r"/media/.*\.(?:emf|wmf|svg)$", re.IGNORECASE), "矢量图片"),
    (re.compile(r"^_xmlsignatures/"), "数字签名"),
)
_BY_CONTENT = (
    (re.compile(r"/drawings/drawing[^/]*\.xml$"), re.compile(rb"<(?:\w+:)?(?:sp|cxnSp)[ >]"), "文本框和线条图形"),
    (re.compile(r"/worksheets/[^/]*\.xml$"), re.compile(rb"sparklineGroup[ >]"), "迷你图"),
    (re.compile(r"/worksheets/[^/]*\.xml$"), re.compile(rb"<x14:conditionalFormatting[ >]"), "部分条件格式"),
    (re.compile(r"/worksheets/[^/]*\.xml$"), re.compile(rb"<x14:dataValidation[ >]"), "引用其他工作表的下拉选项"),
)


def losses(content: bytes) -> tuple[str, ...]:
    """The kinds of things in an .xlsx or .xlsm that saving its cells loses, in Chinese, each once."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return tuple(dict.fromkeys(_found(archive)))


def _found(archive: zipfile.ZipFile) -> Iterator[str]:
    names = archive.namelist()
    for pattern, what in _BY_NAME:
        if any(pattern.search(name) for name in names):
            yield what
    for pattern, words, what in _BY_CONTENT:
        if any(words.search(archive.read(name)) for name in names if pattern.search(name)):
            yield what
