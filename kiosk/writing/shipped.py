"""The engines that come with the product, each loaded when first used: they cost nothing at start."""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from kiosk.writing.port import Candidate, Stroke

if TYPE_CHECKING:
    from kiosk.writing.handwriting import HandwritingEngine
    from kiosk.writing.pinyin import PinyinEngine


PINYIN_CANDIDATES = 60  # six pages: rare characters of names are on the last ones
HANDWRITING_CANDIDATES = 20  # two pages; the first holds the right one nearly always


class ShippedEngines:
    """`WritingEngines` over assets/writing. `terms()` gives names of services and the like, at the first use.

    The first call of each engine is slow (data is read); `warm` does it beforehand, on a worker.
    """

    def __init__(self, terms: Callable[[], Iterable[str]] = tuple) -> None:
        self._terms = terms
        self._files = contextlib.ExitStack()
        self._lock = Lock()
        self._pinyin: PinyinEngine | None = None
        self._handwriting: HandwritingEngine | None = None

    def pinyin(self, letters: str, names: bool = False) -> tuple[Candidate, ...]:
        return self._pinyin_engine().candidates(letters, limit=PINYIN_CANDIDATES, names=names)

    def handwriting(self, strokes: Sequence[Stroke]) -> tuple[str, ...]:
        return self._handwriting_engine().candidates(strokes, limit=HANDWRITING_CANDIDATES)

    def warm(self) -> None:
        """Loads both engines. Raises WritingDataError."""
        self._pinyin_engine()
        self._handwriting_engine()

    def close(self) -> None:
        with self._lock:
            if self._pinyin is not None:
                self._pinyin.close()
            self._pinyin = self._handwriting = None
            self._files.close()

    def _pinyin_engine(self) -> "PinyinEngine":
        with self._lock:
            if self._pinyin is None:
                from kiosk.writing.pinyin import PinyinEngine

                self._pinyin = PinyinEngine(self._data("pinyin.sqlite"), self._terms())
            return self._pinyin

    def _handwriting_engine(self) -> "HandwritingEngine":
        with self._lock:
            if self._handwriting is None:
                from kiosk.writing.handwriting import HandwritingEngine

                self._handwriting = HandwritingEngine(self._data("handwriting.npz"))
            return self._handwriting

    def _data(self, name: str) -> Path:
        return self._files.enter_context(resources.as_file(resources.files("assets") / "writing" / name))
