"""Who may do what: one table, asked by every act before it does anything."""

from milepost.errors import ForbiddenError
from milepost.people.act import Act
from milepost.people.person import Person
from milepost.people.role import ACCOUNT_ROLES, Role

# One column for each of admin, clerk, unit, head, leader, auditor: `x` may, `o` may for the own unit, `-` may not.
_TABLE = {
    Act.SEE_DRAFTS:  "x x o o - x",
    Act.SEE_PLAN:    "x x - - - x",
    Act.TEMPLATE:    "x x o o - x",
    Act.CHECK:       "x x o o - -",
    Act.ANNOTATE:    "x x o o - -",
    Act.LOAD:        "x x o o - -",
    Act.REMEMBER:    "x x - - - -",
    Act.WITHDRAW:    "x x o o - -",
    Act.ATTACH:      "x x o o - -",
    Act.RETURN:      "x x - - - -",
    Act.APPROVE:     "- - - o - -",
    Act.OPEN:        "x x - - - -",
    Act.PUBLISH:     "x x - - - -",
    Act.CORRECT:     "x x - - - -",
    Act.CHANGE_PLAN: "x x - - - -",
    Act.FOUND_PLAN:  "x x - - - -",
    Act.EXPORT:      "x x x x x x",
    Act.DRAFT:       "x x - - - -",
    Act.ISSUE:       "x x - - - -",
    Act.ACCOUNTS:    "x - - - - -",
    Act.AUDIT:       "x - - - - x",
    Act.BACKUP:      "x - - - - -",
    Act.REBUILD:     "x - - - - -",
}  # fmt: skip
_MARKS: dict[Act, dict[Role, str]] = {
    act: dict(zip(ACCOUNT_ROLES, row.split(), strict=True)) for act, row in _TABLE.items()
}


def may(person: Person, act: Act, unit: str | None = None, plan: str | None = None) -> bool:
    """Whether `person` may do `act`, for `unit` of `plan` where it is about one unit; the console may do everything.

    Who may act for the own unit alone may nothing where it is not said which unit of which plan is meant.
    """
    if person.is_console:
        return True
    match _MARKS[act][person.role]:
        case "x":
            return True
        case "o":
            return bool(person.unit and person.plan) and (unit, plan) == (person.unit, person.plan)
        case _:
            return False


def roles(act: Act) -> tuple[Role, ...]:
    """The roles that may do `act`, be it for the own unit alone."""
    return tuple(role for role, mark in _MARKS[act].items() if mark != "-")


def require(person: Person, act: Act, unit: str | None = None, plan: str | None = None) -> None:
    """ForbiddenError, saying what, who may and what to do, unless `person` may do `act`."""
    if may(person, act, unit, plan):
        return
    who = f"账号“{person.name}”（{person.role.words}）"
    if person.role in roles(act):
        raise ForbiddenError(f"{who}只能为本单位{act.value}，这里不是本单位的；需要时请联系办公室")
    able = "、".join(role.words for role in roles(act))
    raise ForbiddenError(f"{who}不能{act.value}，能这样做的是：{able}；需要时请联系办公室")
