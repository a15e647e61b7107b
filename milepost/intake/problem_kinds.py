"""What kind of thing is odd, in a clerk's words: for sorting and filtering the problems of many files."""

from milepost.plan.reading import Problem

OTHER = "其他"
KINDS: dict[str, tuple[str, ...]] = {
    "数字写法": (
        "not-a-number", "broken-number", "comma", "error-value", "no-result", "scaled-format", "struck",
        "footnote-mark", "negative",
        "negative-count", "not-whole", "impossible-share",
    ),
    "计量单位": ("wrong-unit", "unclear-unit", "unsaid-unit", "fraction"),
    "单位名称": ("unknown-unit", "no-unit", "two-places", "merged-figure", "not-yours", "sender-unknown",
              "sender-differs", "wrong-sender"),
    "指标名称": ("near-name", "unclear-heading", "title", "remark", "mapped-words", "two-meanings", "not-declared"),
    "报告期": ("wrong-period", "unknown-period", "no-period", "period-differs", "wrong-way", "unclear-way"),
    "版式": (
        "layout-changed", "nothing-recognised", "no-heading", "too-many-tables", "changed-heading", "changed-row",
        "sheet-missing", "stale-template", "template-version", "wrong-plan", "hidden",
        "other-sheet", "comment",
    ),
    "与往期比": ("falls", "scale", "outlier", "jump", "unchanged", "all-unchanged", "growth", "earlier-differs"),
    "合计": ("total", "less-than-parts", "industries"),
    "两处不一": ("contradicts", "twice"),
    "缺数": ("missing", "no-figures", "empty"),
    "文件": ("unreadable", "size"),
}  # fmt: skip
_BY_CODE = {code: kind for kind, codes in KINDS.items() for code in codes}


def kind_of(problem: Problem) -> str:
    """The kind of a problem."""
    return _BY_CODE.get(problem.code, OTHER)
