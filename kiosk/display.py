"""How a person wants it shown and said."""

from dataclasses import field

from kiosk.value import dataclass

LANGUAGES = ("zh", "en")
"""The languages of assets/phrases, Mandarin first: told here, so that the first picture looks into no folder (a test holds both together)."""
THEMES = ("day", "black_on_white", "white_on_black", "dim")
"""Names of assets/tokens.toml."""


@dataclass(frozen=True, slots=True)
class Display:
    """How this person wants it shown and said. Changeable on every screen; reset at the end of a kiosk session.

    size: 0 to 3 (A-03; 2 is the elders' default); theme: a name in assets/tokens.toml; rate: 0 to 6 of seven steps (3 = normal);
    volume: 0 to 4; headphones: private listening is possible. hands_free: listening begins by itself after reading, without a tap.
    explore: a finger hears what it touches, and presses only what it touches a second time.
    low_reach: all that is pressed stands in the lower half.
    hold_ms: how long a finger must rest for a press; pause_ms: after a press, the same one counts again only so much later (A-10); swabbing: a
    finger may wander, and presses what it rests on when it leaves; px_per_mm: of the screen as it was measured (0: as it says itself).
    pointer: 0 the system's, 1 large, 2 very large.
    scan: by how many switches all is worked (0: by none); scan_speed: a step of scanning.SPEEDS; scan_back: from the end to the beginning;
    scan_rounds: rounds in vain before it rests (0: it never does); scan_aloud: what is lit is said; switches: the keys that the switches send.
    """

    size: int = 2
    theme: str = "day"
    language: str = "zh"
    sound: bool = True
    rate: int = 3
    volume: int = 2
    headphones: bool = False
    hands_free: bool = False
    explore: bool = False
    hold_ms: int = 0
    low_reach: bool = False
    pause_ms: int = 500
    swabbing: bool = False
    pointer: int = 0
    px_per_mm: float = 0.0
    scan: int = 0
    scan_speed: int = 2
    scan_back: bool = False
    scan_rounds: int = 3
    scan_aloud: bool = True
    switches: tuple[str, str] = ("Space", "Return")
    extras: tuple[tuple[str, str], ...] = field(default=())
