"""Reads the pinyin data (built by tools/build_pinyin.py): words by sound, by initials, and parts of names.

Costs are -100 * ln(probability): smaller is likelier.
"""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kiosk.writing.port import WritingDataError
from kiosk.writing.syllables import Sound, initials, pack, unpack

FORMAT = 1  # user_version that tools/build_pinyin.py writes
TERM_COST = 850  # a word of the service is as likely as a usual word
MOST_READINGS = 16  # of a term whose characters have several
AFTER_LETTERS = "{"  # sorts after every letter and after the space between sounds


class Entry(NamedTuple):
    cost: int
    text: str
    sounds: str
    flags: int


class NameCharacter(NamedTuple):
    text: str
    flags: int
    first: int
    second: int
    only: int


class Dictionary:
    """The data file and the service's terms. Nothing is written. Threads may share it under a lock."""

    def __init__(self, path: Path, terms: Iterable[str] = ()) -> None:
        """Raises WritingDataError where the file is missing or not of this version."""
        self._base = _open(path)
        try:
            self.spellings: dict[str, Sound] = {
                letters: (sound, flags) for letters, sound, flags in self._ask("select * from spelling")
            }
            self.beginnings = {letters[:n] for letters in self.spellings for n in range(1, len(letters) + 1)}
            self._terms: dict[str, list[Entry]] = {}
            self._short_terms: dict[str, list[Entry]] = {}
            for term in dict.fromkeys(terms):
                self._learn_term(term)
            self._term_keys = sorted(self._terms)
        except sqlite3.Error as error:
            raise WritingDataError("pinyin_data_unreadable") from error

    def close(self) -> None:
        self._base.close()

    def begins(self, sounds: str) -> bool:
        """Whether any word begins with these sounds, or is them."""
        found = self._base.execute("select sounds from word where sounds >= ? limit 1", (sounds,)).fetchone()
        if found and (found[0] == sounds or found[0].startswith(sounds + " ")):
            return True
        return sounds in self._terms or bool(self._longer_terms(sounds))

    def words(self, sounds: str) -> list[Entry]:
        """Words with exactly these sounds, whatever their flags, likeliest first."""
        rows = self._ask("select cost, text, sounds, flags from word where sounds = ? order by cost", sounds)
        return _with_terms(rows, self._terms.get(sounds, ()))

    def longer(self, sounds: str, terms_only: bool = False) -> list[Entry]:
        """Words that go on after these sounds, in no order."""
        low, high = sounds + " ", sounds + " " + AFTER_LETTERS
        terms = [entry for key in self._longer_terms(sounds) for entry in self._terms[key]]
        if terms_only:
            return terms
        question = "select cost, text, sounds, flags from word where sounds > ? and sounds < ?"
        return _with_terms(self._ask(question, low, high), terms)

    def abbreviated(self, letters: str) -> list[Entry]:
        """Usual words by the first letter of each syllable, likeliest first."""
        rows = self._ask("select cost, text, sounds, flags from abbreviation where initials = ? order by cost", letters)
        return _with_terms(rows, self._short_terms.get(letters, ()))

    def surnames(self) -> list[Entry]:
        """All of them: some hundreds."""
        return _entries(self._ask("select cost, text, sounds, flags from surname order by cost"))

    def given_names(self, sounds: str) -> list[Entry]:
        """Usual names of two characters with these sounds."""
        return _entries(self._ask("select cost, text, sounds, flags from given where sounds = ?", sounds))

    def abbreviated_names(self, letters: str) -> list[Entry]:
        """Usual names of two characters by their two initials, likeliest first."""
        question = "select cost, text, sounds, flags from given where initials = ? order by cost"
        return _entries(self._ask(question, letters))

    def name_characters(self, sound: str) -> list[NameCharacter]:
        rows = self._ask("select text, flags, first, second, only_one from given_character where sound = ?", sound)
        return [NameCharacter(*row) for row in rows]

    def readings(self, character: str) -> list[tuple[int, Sound]]:
        rows = self._ask("select cost, sound, flags from reading where text = ? order by cost", character)
        return [(cost, (sound, flags)) for cost, sound, flags in rows]

    def _longer_terms(self, sounds: str) -> list[str]:
        """Keys of terms that go on after these sounds."""
        low, high = (bisect_left(self._term_keys, sounds + end) for end in (" ", " " + AFTER_LETTERS))
        return self._term_keys[low:high]

    def _ask(self, question: str, *values: str) -> list[tuple[Any, ...]]:
        return self._base.execute(question, values).fetchall()

    def _learn_term(self, term: str) -> None:
        """Files a term under each of its readings; with a character that has none it cannot be typed."""
        ways: list[tuple[int, list[Sound]]] = [(TERM_COST, [])]
        for character in term:
            known = self.readings(character)
            ways = sorted((cost + more, [*way, sound]) for cost, way in ways for more, sound in known)[:MOST_READINGS]
        for cost, way in ways if term else ():
            sounds, flags = pack(way)
            entry = Entry(cost, term, sounds, flags)
            self._terms.setdefault(sounds, []).append(entry)
            self._short_terms.setdefault(initials(unpack(sounds, flags)), []).append(entry)


def _open(path: Path) -> sqlite3.Connection:
    try:
        # Immutable: no lock, no journal, nothing beside the file; mapped rather than copied.
        base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        version = base.execute("pragma user_version").fetchone()[0]
        base.execute("pragma mmap_size = 33554432")
    except sqlite3.Error as error:
        raise WritingDataError("pinyin_data_missing") from error
    if version != FORMAT:
        base.close()
        raise WritingDataError("pinyin_data_version")
    return base


def _entries(rows: Iterable[tuple[Any, ...]]) -> list[Entry]:
    return [Entry(*row) for row in rows]


def _with_terms(rows: Iterable[tuple[Any, ...]], terms: Sequence[Entry]) -> list[Entry]:
    """One list, likeliest first, a text with the same flags once."""
    if not terms:
        return _entries(rows)
    best: dict[tuple[str, int], Entry] = {}
    for entry in sorted([*_entries(rows), *terms]):
        best.setdefault((entry.text, entry.flags), entry)
    return list(best.values())
