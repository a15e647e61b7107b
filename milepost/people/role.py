"""Roles: in which capacity a person works with milepost."""

from enum import Enum


class Role(Enum):
    """A role by its word in the store and on the command line; `words` is what people read."""

    ADMIN = "admin"
    CLERK = "clerk"
    UNIT = "unit"
    HEAD = "head"  # of a reporting unit: whatever its person may, and approve what goes out
    LEADER = "leader"
    AUDITOR = "auditor"
    CONSOLE = "console"  # whoever holds the files: the command line and the app's own acts; no account has it

    @property
    def words(self) -> str:
        """The role in Chinese."""
        return _WORDS[self]

    @property
    def of_unit(self) -> bool:
        """Whether such an account belongs to one unit of one plan."""
        return self in (Role.UNIT, Role.HEAD)


_WORDS = {
    Role.ADMIN: "办公室管理员",
    Role.CLERK: "办公室",
    Role.UNIT: "报送单位",
    Role.HEAD: "报送单位负责人",
    Role.LEADER: "领导",
    Role.AUDITOR: "审计",
    Role.CONSOLE: "命令行",
}
ACCOUNT_ROLES: tuple[Role, ...] = tuple(role for role in Role if role is not Role.CONSOLE)
"""The roles that an account can have."""
