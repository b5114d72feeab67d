"""Texts by marks as numbers, and ridge regression over them: the arithmetic of kiosk/own_words.py. Pure; numpy alone."""

import numpy as np
from numpy.typing import NDArray

from kiosk.value import dataclass

Numbers = NDArray[np.float32]
Places = NDArray[np.int64]

MOST_OFTEN = 2
RIDGE = 0.5
STEPS = 8
AT_ONCE = 200
"""Rows summed at a time."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """Texts by marks, each row of length 1; only what is not zero. by_column: the order of entries by mark."""

    rows: Places
    columns: Places
    values: Numbers
    row_starts: Places
    by_column: Places
    column_starts: Places
    column_ends: Places

    @property
    def size(self) -> int:
        return len(self.values)

    @classmethod
    def of(
        cls, texts: Places, columns: Places, rarity: Numbers, count: int, how_much: Numbers | None = None
    ) -> "WordTable":
        """One entry each time a text has a mark; a text without any has one that weighs nothing. count: of texts. how_much: each text counts."""
        empty = np.setdiff1d(np.arange(count), texts)
        marks = len(rarity)
        keys, often = np.unique(np.concatenate([texts * marks + columns, empty * marks]), return_counts=True)
        rows, columns = keys // marks, keys % marks
        values = np.minimum(often, MOST_OFTEN) * rarity[columns]
        values[np.isin(rows, empty)] = 0.0
        norm = np.sqrt(np.bincount(rows, values**2, minlength=count))
        values = values / np.maximum(norm, 1e-6)[rows]
        if how_much is not None:
            values = values * np.sqrt(how_much)[rows]
        starts = np.searchsorted(rows, np.arange(count))
        by_column = np.argsort(columns, kind="stable")
        sizes = np.bincount(columns, minlength=marks)
        ends = np.cumsum(sizes)
        return cls(rows, columns, values.astype(np.float32), starts, by_column, ends - sizes, ends)

    def times(self, by_mark: Numbers) -> Numbers:
        """Rows × marks · marks × services."""
        return _summed(by_mark, self.columns, self.values, self.row_starts)

    def transposed(self, by_row: Numbers) -> Numbers:
        """Marks × rows · rows × services."""
        return _summed(by_row, self.rows[self.by_column], self.values[self.by_column], self.column_starts)


def _summed(table: Numbers, places: Places, values: Numbers, starts: Places) -> Numbers:
    """Of each run of places the table's rows times the values; so many at a time as the processor keeps at hand."""
    out = np.empty((len(starts), table.shape[1]), np.float32)
    for first in range(0, len(starts), AT_ONCE):
        part = starts[first : first + AT_ONCE]
        end = starts[first + AT_ONCE] if first + AT_ONCE < len(starts) else len(values)
        entries = table[places[part[0] : end]]
        entries *= values[part[0] : end, None]
        np.add.reduceat(entries, part - part[0], axis=0, out=out[first : first + AT_ONCE])
    return out


def ranges(starts: Places, ends: Places) -> tuple[Places, Places]:
    """All places from each start to its end, one range after the other, and which range each is of."""
    sizes = ends - starts
    whose = np.repeat(np.arange(len(sizes)), sizes)
    return np.arange(len(whose)) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes), whose


def solved(table: WordTable, wanted: Numbers) -> Numbers:
    """Ridge regression, by conjugate gradients for all services at once: (table · tableᵀ + RIDGE) · found = wanted."""
    found = np.zeros_like(wanted)
    rest = wanted.copy()
    way = rest.copy()
    size = (rest**2).sum(0)
    for _ in range(STEPS):
        moved = table.times(table.transposed(way)) + RIDGE * way
        step = size / np.maximum((way * moved).sum(0), 1e-12)
        found += step * way
        rest -= step * moved
        before, size = size, (rest**2).sum(0)
        way = rest + (size / np.maximum(before, 1e-12)) * way
    return found
