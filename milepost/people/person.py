"""People: who does an act, in which role, for which unit."""

from dataclasses import dataclass

from milepost.people.role import Role


@dataclass(frozen=True)
class Person:
    """Who is signed in. A reporting unit's person belongs to one unit of one plan, by their ids; others to none."""

    name: str
    role: Role
    unit: str = ""
    plan: str = ""

    @property
    def is_console(self) -> bool:
        """Whether this is no account but whoever holds the files."""
        return self.role is Role.CONSOLE


CONSOLE = Person("命令行", Role.CONSOLE)
