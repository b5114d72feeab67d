"""How a hand departs from the model: distortions of strokes, for training and, of other kinds, for measuring.

Strokes are arrays of points in a square of 1024 units, y downwards.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ink: TypeAlias = list[npt.NDArray[np.float64]]
Random: TypeAlias = np.random.Generator
Distortion: TypeAlias = Callable[[Ink, Random], Ink]
MIDDLE = 512.0


def for_training(ink: Ink, random: Random) -> Ink:
    """A slanted, stretched copy: strokes moved and rescaled, points uneven, neighbours sometimes joined."""
    turned = _bent(_affine(ink, random, turn=0.06, stretch=0.12, slant=0.1), random)
    moved = [_moved(points, random, shift=18.0, grow=0.09, wobble=random.choice((3.0, 8.0, 16.0))) for points in turned]
    joins = random.choice((0.0, 0.0, 0.0, 0.15, 0.35))
    return joined(moved, random, joins)


def joined(ink: Ink, random: Random, share: float) -> Ink:
    """Runs neighbouring strokes into each other without lifting the pen."""
    kept: Ink = []
    for points in ink:
        if kept and random.random() < share:
            kept[-1] = np.concatenate((kept[-1], points))
        else:
            kept.append(points)
    return kept


def _affine(ink: Ink, random: Random, turn: float, stretch: float, slant: float) -> Ink:
    angle = random.normal(0, turn)
    wide = np.exp(random.normal(0, stretch))
    matrix = np.array(
        (
            (wide * np.cos(angle), random.normal(0, slant) - np.sin(angle)),
            (wide * np.sin(angle), np.cos(angle)),
        )
    )
    return [(points - MIDDLE) @ matrix.T + MIDDLE for points in ink]


def _bent(ink: Ink, random: Random) -> Ink:
    """Makes one side larger than the other, as when the room runs out."""
    across, down = random.normal(0, 0.12, 2)
    bent = []
    for points in ink:
        unit = (points - MIDDLE) / MIDDLE
        bent.append(points + np.column_stack((across * (1 - unit[:, 0] ** 2), down * (1 - unit[:, 1] ** 2))) * MIDDLE)
    return bent


def _moved(
    points: npt.NDArray[np.float64], random: Random, shift: float, grow: float, wobble: float
) -> npt.NDArray[np.float64]:
    middle = points.mean(axis=0)
    size = 1 + random.normal(0, grow)
    moved: npt.NDArray[np.float64] = (points - middle) * size + middle
    moved += random.normal(0, shift, 2) + random.normal(0, wobble, points.shape)
    return moved


# Kinds that training never sees.


def shuffled(ink: Ink, random: Random) -> Ink:
    """All strokes in any order, each kept as it is."""
    return [ink[place] for place in random.permutation(len(ink))]


def shuffled_and_joined(ink: Ink, random: Random) -> Ink:
    """A wrong order and a pen that is often not lifted: joins where no writer of the model would make one."""
    return joined(shuffled(ink, random), random, 0.2)


def trembling(ink: Ink, random: Random) -> Ink:
    """A tremor across the stroke, 12-28 units wide, with two to five swings in a hundred units."""
    shaken = []
    for points in ink:
        dense = _dense(points, 8.0)
        along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(dense, axis=0).T))))
        heading = np.gradient(dense, axis=0)
        across = np.column_stack((-heading[:, 1], heading[:, 0])) / (np.hypot(*heading.T)[:, None] + 1e-9)
        swing = random.uniform(6, 14) * np.sin(along * random.uniform(0.12, 0.3) + random.uniform(0, 6.28))
        shaken.append(dense + across * swing[:, None] + random.normal(0, 10, 2))
    return shaken


def in_perspective(ink: Ink, random: Random) -> Ink:
    """Written on a slope: lines rise to the right, and one end is smaller."""
    rise, shrink = random.normal(0, 0.12), random.normal(0, 0.18)
    seen = []
    for points in ink:
        x, y = ((points - MIDDLE) / MIDDLE).T
        depth = 1 + shrink * x
        seen.append(np.column_stack((x, y * depth - rise * x)) * MIDDLE + MIDDLE)
    return seen


def hasty(ink: Ink, random: Random) -> Ink:
    """Corners cut and ends left off, as in a quick hand; hooks are lost."""
    quick = []
    for points in ink:
        dense = _dense(points, 12.0)
        width = min(9, len(dense) // 2 * 2 - 1)
        if width >= 3:
            kernel = np.ones(width) / width
            padded = np.pad(dense, ((width // 2, width // 2), (0, 0)), mode="edge")
            dense = np.column_stack([np.convolve(padded[:, axis], kernel, "valid") for axis in (0, 1)])
        quick.append(dense[: max(2, int(len(dense) * random.uniform(0.85, 1.0)))] + random.normal(0, 12, 2))
    return quick


def one_missing(ink: Ink, random: Random) -> Ink:
    if len(ink) < 4:
        return ink
    gone = int(random.integers(len(ink)))
    return [points for place, points in enumerate(ink) if place != gone]


def _dense(points: npt.NDArray[np.float64], step: float) -> npt.NDArray[np.float64]:
    run = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
    at = np.linspace(0, run[-1], max(3, int(run[-1] / step)))
    return np.column_stack((np.interp(at, run, points[:, 0]), np.interp(at, run, points[:, 1])))


HELD_OUT: Sequence[tuple[str, Distortion]] = (
    ("as the model", lambda ink, random: ink),
    ("training's kind, another seed", for_training),
    ("strokes in any order", shuffled),
    ("any order and a fifth joined", shuffled_and_joined),
    ("tremor", trembling),
    ("on a slope", in_perspective),
    ("hasty, corners cut", hasty),
    ("one stroke missing", one_missing),
)
