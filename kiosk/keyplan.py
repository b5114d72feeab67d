"""Where the keys of each layout stand: a grid of columns and rows, known to no widget."""

from dataclasses import replace
from typing import Literal

from kiosk.blocks import Layout
from kiosk.value import dataclass

Role = Literal["character", "word"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One key. token: the character, or a word of KeyPressed; x, y, wide, high in columns and rows."""

    token: str
    x: float
    y: int
    wide: float = 1
    high: int = 1
    role: Role = "character"


@dataclass(frozen=True, slots=True)
class Plan:
    """The keys of one layout. widest: no column is wider than this, in millimetres."""

    columns: int
    rows: int
    cells: tuple[Cell, ...]
    widest: float


def _letters(*more: Cell) -> Plan:
    cells = [Cell(letter, x, 0) for x, letter in enumerate("qwertyuiop")]
    cells += [Cell(letter, x + 0.5, 1) for x, letter in enumerate("asdfghjkl")]
    cells += [Cell(letter, x + 0.5, 2) for x, letter in enumerate("zxcvbnm")]
    return Plan(10, 3, (*cells, *more), 30.0)


def _digits(below: tuple[Cell, ...], beside: tuple[Cell, ...]) -> Plan:
    cells = [Cell(str(3 * y + x + 1), x, y) for y in range(3) for x in range(3)]
    return Plan(4, 4, (*cells, *below, *beside), 40.0)


def _word(token: str, x: float, y: int, wide: float = 1, high: int = 1) -> Cell:
    return Cell(token, x, y, wide, high, "word")


_ERASE = (_word("backspace", 3, 0, high=2), _word("clear", 3, 2, high=2))

PLANS: dict[Layout, Plan] = {
    "pinyin": _letters(_word("backspace", 7.5, 2, 2.5)),
    "latin": _letters(_word("backspace", 7.5, 2, 2.5)),
    "digits": _digits((Cell("0", 0, 3, 3),), _ERASE),
    "id_digits": _digits((Cell("X", 0, 3), Cell("0", 1, 3, 2)), _ERASE),
    "date": _digits(
        (Cell("0", 0, 3, 3),), (_word("backspace", 3, 0), _word("clear", 3, 1), _word("done", 3, 2, high=2))
    ),
}
"""All but handwriting, which is a pad."""

_LOW_LETTERS = [
    cell if cell.y < 2 else replace(cell, x=cell.x + 1) for cell in PLANS["pinyin"].cells if cell.role == "character"
]

LOW: dict[Layout, Plan] = {
    "pinyin": Plan(
        10,
        3,
        (*_LOW_LETTERS, _word("switch", 0, 2, 1.5), _word("backspace", 8.5, 2, 1.5)),
        PLANS["pinyin"].widest,
    ),
    "digits": _digits(
        (Cell("0", 0, 3, 3),), (_word("backspace", 3, 0), _word("clear", 3, 1), _word("switch", 3, 2, high=2))
    ),
}
"""Without the last row, for a low window at the largest size: one key leads to the next layout, which names
them all.
"""

BELOW: dict[Layout, tuple[str, ...]] = {
    "pinyin": ("space", "clear"),
    "latin": ("shift", "space", "clear"),
    "handwriting": ("space", "clear", "backspace"),
}
"""What stands behind the names of the layouts in the last row."""
