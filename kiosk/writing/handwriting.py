"""The handwriting engine: the nearest of some 9,500 characters to what the ink looks like.

Stroke order, number and joins matter little (see strokes.py). Built by tools/build_handwriting.py.
"""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kiosk.writing.port import Stroke, WritingDataError
from kiosk.writing.strokes import SIZE, features

FORMAT = 1  # what tools/build_handwriting.py writes


class HandwritingEngine:
    """Loads `path` once. Raises WritingDataError. Keeps nothing of what is drawn; threads may share it."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
                version = int(data["format"])
                self.characters = str(data["characters"])
                self._centre = data["centre"].astype(np.float32)
                axes = data["axes"].astype(np.float32)
                self._means = data["means"].astype(np.float32)
                prior = data["prior"].astype(np.float32)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise WritingDataError("handwriting_data_missing") from error
        if version != FORMAT or axes.shape[0] != SIZE or self._means.shape != (len(self.characters), axes.shape[-1]):
            raise WritingDataError("handwriting_data_version")
        self._axes = np.ascontiguousarray(axes.T)
        # Nearest mean, as one product: |z - m|^2 / 2 differs from this by |z|^2 / 2 only.
        self._offset: npt.NDArray[np.float32] = prior - np.square(self._means).sum(axis=1) / 2

    def candidates(self, strokes: Sequence[Stroke], limit: int = 10) -> tuple[str, ...]:
        """At most `limit` characters, likeliest first; none where there is no ink.

        `strokes` are in any order and unit, y downwards. Points that are no numbers are passed over.
        """
        seen = features(strokes)
        if seen is None or limit <= 0:
            return ()
        scores = _product(self._means, _product(self._axes, seen - self._centre)) + self._offset
        count = min(limit, len(scores))
        best = np.argpartition(-scores, count - 1)[:count]
        return tuple(self.characters[place] for place in best[np.argsort(-scores[best], kind="stable")])


def _product(matrix: npt.NDArray[np.float32], vector: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Matrix times vector in this thread alone: those of a BLAS wait for each other on a busy machine."""
    product: npt.NDArray[np.float32] = np.einsum("ij,j->i", matrix, vector)
    return product
