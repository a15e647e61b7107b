"""The industries by which some indicators are reported beside their total."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Industry:
    """One industry; together with its siblings it makes up the total. The names of GB/T 4754 are understood best."""

    id: str
    name: str
    other_names: tuple[str, ...] = ()

    @property
    def short_name(self) -> str:
        """The shortest of its names, for charts: 居民服务业 of 居民服务、修理和其他服务业."""
        return min((self.name, *self.other_names), key=len)
