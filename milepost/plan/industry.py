"""The industries by which some indicators are reported beside their total."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Industry:
    """One industry; together with its siblings it makes up the total. The names of GB/T 4754 are understood best."""

    id: str
    name: str
    other_names: tuple[str, ...] = ()
