"""The sound of each character, toneless and with what accents confuse as one, from the pinyin keyboard's data."""

import sqlite3
from collections.abc import Iterable
from functools import cache
from importlib import resources

from kiosk.value import dataclass
from kiosk.writing.port import WritingDataError
from kiosk.writing.syllables import Sound


@dataclass(frozen=True, slots=True)
class Sounds:
    """The likeliest sound of each character; what has none stands for itself."""

    sound: dict[str, Sound]

    @classmethod
    @cache
    def load(cls) -> "Sounds":
        """Reads the data, once: some 20 ms. Raises WritingDataError where it is missing or unreadable."""
        with resources.as_file(resources.files("assets") / "writing" / "pinyin.sqlite") as path:
            try:
                data = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
                try:
                    rows = data.execute(
                        "select text, sound, flags from reading order by cost desc, sound desc, flags desc"
                    ).fetchall()
                finally:
                    data.close()
            except sqlite3.Error as error:
                raise WritingDataError("pinyin_data_unreadable") from error
        names: dict[str, str] = {}
        return cls({text: (names.setdefault(sound, sound), flags) for text, sound, flags in rows if len(text) == 1})

    def folded(self, text: str) -> list[str]:
        """One entry a character: its sound, in which z and zh, n, l and r, h and f, in and ing are one."""
        return [self.sound[character][0] if character in self.sound else character for character in text]

    def exact(self, text: Iterable[str]) -> list[Sound]:
        """One entry a character: its sound, and the flags that tell which of those that are confused it is."""
        return [self.sound.get(character, (character, 0)) for character in text]
