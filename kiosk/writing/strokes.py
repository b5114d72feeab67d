"""What the handwriting engine sees of a drawn character: where its ink runs in which direction.

Neither the order of the strokes nor their number matters. The same function serves training and recognition.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from kiosk.writing.port import Stroke

GRID = 8  # cells along each side
DIRECTIONS = 8
SIZE = DIRECTIONS * GRID * GRID  # numbers in a feature vector
STEP = 0.02  # of the character's side, between two samples of a stroke
CHORD = 3  # samples over which a direction is taken
SMOOTHING = np.array((1.0, 2.0, 3.0, 2.0, 1.0)) / 9  # over this many samples
MOST_POINTS = 20_000  # of a drawing; a hand leaves some hundreds
MOST_SAMPLES = 6_000
NARROWEST = 0.12  # of the longer side: how narrow a character such as a single stroke may become
TAP = 0.06  # length of the dot that a tap stands for, of the longer side

DOT = np.array(((0.0, 0.0), (1.0, 1.0)))

Points: TypeAlias = npt.NDArray[np.float64]


def features(strokes: Sequence[Stroke]) -> npt.NDArray[np.float32] | None:
    """The vector of SIZE numbers for a drawing, or None where there is no ink to speak of."""
    return vector([_finite(stroke) for stroke in strokes])


def vector(ink: Sequence[Points]) -> npt.NDArray[np.float32] | None:
    """`features` of strokes that are arrays of finite points (points x 2)."""
    drawn = [points for points in ink if len(points)]
    if not drawn or sum(map(len, drawn)) > MOST_POINTS:
        return None
    placed = _normalised(drawn)
    if placed is None:
        return None
    middles, directions, lengths = _samples(placed)
    return _spread(middles, directions, lengths)


def _finite(stroke: Stroke) -> Points:
    points = np.asarray(stroke, dtype=np.float64).reshape(-1, 2)
    return points[np.isfinite(points).all(axis=1) & (np.abs(points) < 1e9).all(axis=1)]


def _normalised(drawn: list[Points]) -> list[Points] | None:
    """Strokes moved and stretched into the unit square; narrow characters stay a little narrow."""
    every = np.concatenate(drawn)
    low, high = every.min(axis=0), every.max(axis=0)
    sides = high - low
    longer = float(sides.max())
    if longer <= 0:
        return None
    taps = [points if np.ptp(points, axis=0).any() else points[:1] + TAP * longer * DOT for points in drawn]
    ratio = float(sides.min()) / longer
    shorter = max(np.sqrt(np.sin(np.pi / 2 * ratio)), NARROWEST)
    target = np.where(sides >= longer, 1.0, shorter)
    scale = target / np.maximum(sides, NARROWEST * longer * 0.1)
    return [(points - (low + high) / 2) * scale + 0.5 for points in taps]


def _samples(placed: list[Points]) -> tuple[Points, Points, npt.NDArray[np.float64]]:
    """Middles, angles (in steps of a full turn / DIRECTIONS) and lengths of short chords along the ink."""
    runs = [np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T)))) for points in placed]
    total = sum(float(run[-1]) for run in runs)
    step = max(STEP, total / MOST_SAMPLES)
    middles, angles, lengths = [], [], []
    for points, run in zip(placed, runs, strict=True):
        count = max(2, int(run[-1] / step))
        at = np.linspace(0.0, run[-1], count + 1)
        line = _smooth(np.column_stack((np.interp(at, run, points[:, 0]), np.interp(at, run, points[:, 1]))))
        reach = min(CHORD, count)
        chord = line[reach:] - line[:-reach]
        middles.append((line[reach:] + line[:-reach]) / 2)
        angles.append(np.arctan2(chord[:, 1], chord[:, 0]) * (DIRECTIONS / (2 * np.pi)))
        lengths.append(np.hypot(*chord.T) / reach)
    return np.concatenate(middles), np.concatenate(angles), np.concatenate(lengths)


def _smooth(line: Points) -> Points:
    """Takes a tremor out of a stroke; its ends stay."""
    if len(line) < len(SMOOTHING):
        return line
    half = len(SMOOTHING) // 2
    padded = np.concatenate((2 * line[0] - line[half:0:-1], line, 2 * line[-1] - line[-2 : -half - 2 : -1]))
    return np.column_stack([np.convolve(padded[:, axis], SMOOTHING, "valid") for axis in (0, 1)])


def _spread(middles: Points, angles: Points, lengths: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """Lengths shared out among the two nearest directions and the four nearest cells, then blurred."""
    cell = middles * GRID - 0.5
    column, row = np.floor(cell).astype(np.intp).T
    right, down = (cell - np.floor(cell)).T
    turn = np.floor(angles)
    between = angles - turn
    first = turn.astype(np.intp) % DIRECTIONS
    grid = np.zeros(SIZE)
    for direction, share in ((first, 1 - between), ((first + 1) % DIRECTIONS, between)):
        for x, across in ((column, 1 - right), (column + 1, right)):
            for y, along in ((row, 1 - down), (row + 1, down)):
                place = (direction * GRID + np.clip(y, 0, GRID - 1)) * GRID + np.clip(x, 0, GRID - 1)
                grid += np.bincount(place, lengths * share * across * along, SIZE)
    maps = np.pad(grid.reshape(DIRECTIONS, GRID, GRID), ((0, 0), (1, 1), (1, 1)))
    maps = maps[:, :-2] / 4 + maps[:, 1:-1] / 2 + maps[:, 2:] / 4
    maps = maps[:, :, :-2] / 4 + maps[:, :, 1:-1] / 2 + maps[:, :, 2:] / 4
    return np.sqrt(maps).ravel().astype(np.float32)
