"""What cells are said to be, and all that comes of reading the tables of a workbook."""

from dataclasses import dataclass, field

from milepost.intake.comparisons import What
from milepost.intake.grid import Cell, address
from milepost.plan.indicator import Indicator
from milepost.plan.period import Period, SaidPeriod
from milepost.plan.reading import Problem
from milepost.plan.unit import Unit


@dataclass(frozen=True)
class Claim:
    """One cell and what it is said to be. `place` is None where no row or column names one; `table_place` is the one
    that the table's own title speaks of.

    `measures` are the measure units that its row and its column say of it, `table_measures` those said of the whole
    table. `heading` is what the sender calls it, at `heading_address`.
    """

    indicator: Indicator
    place: Unit | None
    table_place: Unit | None
    total: bool
    industry: str
    rest: bool
    measures: tuple[tuple[str, ...], ...]
    table_measures: tuple[str, ...]
    sheet: str
    row: int
    column: int
    cell: Cell | None
    says_way: bool
    heading: str
    heading_address: str
    others: str = ""
    """Where only the table's title says whose it is: the words of it that speak of other places (全市, 含高新区)."""

    @property
    def key(self) -> tuple[str, str, Unit | None, bool, str]:
        """What it is a figure of, within its sheet."""
        return self.sheet, self.indicator.id, self.place or self.table_place, self.total, self.industry

    @property
    def address(self) -> str:
        """Where it stands in the sender's sheet."""
        return address(self.row, self.column)


@dataclass(frozen=True)
class Beside:
    """A cell beside the figures: the claimed figure's level of an earlier `period`, or its growth on that period."""

    claim: Claim
    period: Period
    what: What


@dataclass
class Findings:
    """What the walk over the tables brings together."""

    claims: list[Claim] = field(default_factory=list)
    problems: dict[Problem, None] = field(default_factory=dict)
    not_taken: dict[str, None] = field(default_factory=dict)
    unknown: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Names that the plan does not know, with the sheet and cell where each was met first."""
    other_periods: list[tuple[str, str, SaidPeriod]] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)

    units_said: dict[tuple[str, str], None] = field(default_factory=dict)
    """Measure units that headings say, with their sheets."""
    wrong_ways: dict[tuple[str, str, Unit | None, bool, str], Problem] = field(default_factory=dict)
    """Figures under words of another way, by the key of their claims: wrong if there are no others."""
    unclear_ways: dict[tuple[str, str, Unit | None, bool, str], Problem] = field(default_factory=dict)
    """Figures under words that can mean the way or another one, likewise: told unless others say the way."""
    way_doubts: list[tuple[Claim, Problem]] = field(default_factory=list)
    """Doubts about claims that may be of another way: told of those that stand."""

    def settle_ways(self) -> None:
        """Let headings that say the way win over those that do not, and tell of figures that only come wrongly."""
        given = {claim.key for claim in self.claims}
        clear = {claim.key for claim in self.claims if claim.says_way}
        self.problems |= {problem: None for key, problem in self.wrong_ways.items() if key not in given}
        self.problems |= {problem: None for key, problem in self.unclear_ways.items() if key not in clear}
        said = {claim.key for claim in self.claims if claim.says_way and claim.indicator.way != "stock"}
        self.claims = [claim for claim in self.claims if claim.says_way or claim.key not in said]
        standing = {(claim.sheet, claim.row, claim.column) for claim in self.claims}
        self.problems |= {
            problem: None for claim, problem in self.way_doubts if (claim.sheet, claim.row, claim.column) in standing
        }
