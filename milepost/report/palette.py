"""Every colour of the pages, light and dark, and which one means what.

Status colours keep apart for readers with red-, green- or blue-blindness (CIEDE2000 ≥ 13 between solid fills); the
word and the glyph always stand beside them. Cool is fine, warm asks for action, hollow is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from milepost.plan.plan import Plan
from milepost.plan.tables import Status


@dataclass(frozen=True)
class Mark:
    """How a status is marked beside its word: `glyph` in charts, `icon` (Material) and `colour` (theme) in text."""

    glyph: str
    icon: str
    colour: str


MARKS: Mapping[Status, Mark] = {
    Status.EARLY: Mark("✓", "check_circle", "green"),
    Status.DONE: Mark("✓", "check_circle", "green"),
    Status.AHEAD: Mark("▲", "trending_up", "blue"),
    Status.ON_PACE: Mark("●", "adjust", "gray"),
    Status.KEPT: Mark("●", "adjust", "gray"),
    Status.SLOW: Mark("▽", "south_east", "yellow"),
    Status.BEHIND: Mark("▼", "south", "orange"),
    Status.MISSED: Mark("×", "close", "orange"),
    Status.NOT_KEPT: Mark("×", "close", "orange"),
    Status.REGRESSED: Mark("↩", "u_turn_left", "violet"),
    Status.UNREPORTED: Mark("○", "radio_button_unchecked", "gray"),
    Status.UNKNOWN: Mark("？", "help", "gray"),
}


@dataclass(frozen=True)
class Tone:
    """One status colour: `fill` for bars, `word` for text on the page, `badge` for the ground behind a word."""

    fill: str
    word: str
    badge: str


@dataclass(frozen=True)
class UnitColour:
    """One unit's colour everywhere: `line` for lines and dots, `text` for its name (≥ 4.5 : 1 on the page)."""

    line: str
    text: str


@dataclass(frozen=True)
class Palette:
    """The tokens of one theme. `tones` goes by theme colour name; `diverging` runs from behind to ahead."""

    name: str
    page: str
    panel: str
    ink: str
    mute: str
    faint: str
    hairline: str
    track: str
    accent: str
    tones: Mapping[str, Tone]
    units: tuple[UnitColour, ...]
    diverging: tuple[str, ...]

    def tone(self, status: Status) -> Tone:
        """The colours of `status`."""
        return self.tones[MARKS[status].colour]


def _colours(*pairs: str) -> tuple[UnitColour, ...]:
    """Each pair is a line colour, with the text colour after a slash where the line is too pale to be read."""
    return tuple(UnitColour(pair[:7], pair[8:] or pair[:7]) for pair in pairs)


LIGHT = Palette(
    name="light",
    page="#FFFFFF",
    panel="#F4F6F8",
    ink="#1B2733",
    mute="#565F69",
    faint="#8B98A3",
    hairline="#D9DFE5",
    track="#E9EDF1",
    accent="#1F4E79",
    tones={
        "green": Tone("#004F3A", "#00563F", "#E0F0EA"),
        "blue": Tone("#2492D6", "#0F6CA8", "#E2F0FA"),
        "gray": Tone("#666C73", "#565F69", "#ECEFF2"),
        "yellow": Tone("#C18A10", "#855C00", "#FAF0D7"),
        "orange": Tone("#B24A00", "#A8400A", "#FBE8DC"),
        "violet": Tone("#68075B", "#6A1160", "#F3E3F1"),
    },
    # The first five are the counties of 辽源; the rest were chosen greedily for the largest distance that
    # colour-blind readers still see (17.5 for the seventh, 11.6 for the thirteenth).
    units=_colours(
        "#14307F", "#E3950E/#8F5A00", "#43B2AB/#1C716B", "#D0386E/#B82A5E", "#47433A",
        "#8064F0/#684BD8", "#107210", "#6410E2", "#648080/#4C6767", "#562C48", "#AA8048/#83602E", "#80649C", "#2C4810",
    ),
    diverging=("#A8400A", "#DE8F63", "#F5D3BF", "#F4F6F8", "#C4DFF2", "#74B4E0", "#0F6CA8"),
)  # fmt: skip

DARK = Palette(
    name="dark",
    page="#10171E",
    panel="#1A232D",
    ink="#E6ECF1",
    mute="#A9B6C2",
    faint="#7C8B99",
    hairline="#33404D",
    track="#242F3A",
    accent="#7FB2E0",
    tones={
        "green": Tone("#369572", "#4DB08C", "#123329"),
        "blue": Tone("#63A5F5", "#7BB4F8", "#142C48"),
        "gray": Tone("#D5DAE0", "#D5DAE0", "#29323C"),
        "yellow": Tone("#FADA66", "#FADA66", "#3A300E"),
        "orange": Tone("#F06418", "#FF8442", "#43220E"),
        "violet": Tone("#AF6FA1", "#CF93C2", "#371C33"),
    },
    units=_colours(
        "#7484E2", "#DCA53A", "#1FB0A8", "#DE5A82", "#E6E2DA",
        "#567210/#8DAA35", "#C6D4F0", "#9C488E/#C67DBA", "#108064/#2FA585", "#8EF09C", "#808E48", "#6448F0/#9C8BF8",
        "#B8AAF0",
    ),
    diverging=("#FF8442", "#A9552B", "#5C3524", "#1F2933", "#22415F", "#3C74AE", "#7BB4F8"),
)  # fmt: skip


# Ink on a filled ground, whichever can be read better there.
INKS = ("#FFFFFF", LIGHT.ink)


def palette(theme: str | None) -> Palette:
    """The tokens of the theme that the browser names; an unknown theme is light."""
    return DARK if theme == "dark" else LIGHT


def unit_colours(plan: Plan, tokens: Palette) -> dict[str, UnitColour]:
    """The colour of each part of the plan's place, by the plan's order; beyond the last colour they begin again."""
    return {unit.id: tokens.units[k % len(tokens.units)] for k, unit in enumerate(plan.all_parts)}


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2), 0 for black to 1 for white."""
    channels = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def blend(scale: tuple[str, ...], share: float) -> str:
    """The colour at `share` (0 to 1, clipped) of an evenly spaced `scale`."""
    position = min(max(share, 0.0), 1.0) * (len(scale) - 1)
    left = min(int(position), len(scale) - 2)
    rest = position - left
    pairs = ((int(scale[left][k : k + 2], 16), int(scale[left + 1][k : k + 2], 16)) for k in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * rest):02X}" for a, b in pairs)
