"""The one table of colours, sizes and spaces. Pure: nothing here draws.

Text keeps 4.5:1 against base and panel, lines of controls and marks 3:1; a test computes it.
`line`, `hover` and `selected` only decorate and carry no meaning of their own.
"""

from dataclasses import dataclass

SPACES = (4, 8, 12, 16, 24)
"""Distances in px; nothing stands at another distance."""
XS, S, M, L, XL = SPACES
RING = 2
"""Width of the focus ring in px."""
TARGET = 28
"""Least height of anything that can be pressed, px."""


@dataclass(frozen=True, slots=True)
class Colours:
    """One look: colours as `#RRGGBB`. `..._ground` lies behind text of the same name."""

    dark: bool
    base: str
    panel: str
    text: str
    muted: str
    accent: str
    on_accent: str
    good: str
    good_ground: str
    watch: str
    watch_ground: str
    danger: str
    danger_ground: str
    crm: str
    border: str
    line: str
    hover: str
    selected: str
    accent_hover: str


LIGHT = Colours(
    dark=False,
    base="#FFFFFF",
    panel="#F5F6F8",
    text="#1B1F24",
    muted="#57606A",
    accent="#0B5CAD",
    on_accent="#FFFFFF",
    good="#1A6B35",
    good_ground="#E6F4EA",
    watch="#8A5100",
    watch_ground="#FFF1DC",
    danger="#B3261E",
    danger_ground="#FCE8E6",
    crm="#5B3FA8",
    border="#7A828C",
    line="#DDE1E6",
    hover="#ECEFF3",
    selected="#E1ECF8",
    accent_hover="#094B8E",
)

DARK = Colours(
    dark=True,
    base="#1B1E22",
    panel="#24282D",
    text="#E8EAED",
    muted="#AEB6BF",
    accent="#7AB8FF",
    on_accent="#10141A",
    good="#7FD69A",
    good_ground="#1F3327",
    watch="#FFC46B",
    watch_ground="#3A2E17",
    danger="#FF9C94",
    danger_ground="#3D2422",
    crm="#C5B0FF",
    border="#808A94",
    line="#383E45",
    hover="#2C3137",
    selected="#22384F",
    accent_hover="#9CCBFF",
)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 computes it: 1 (none) to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
