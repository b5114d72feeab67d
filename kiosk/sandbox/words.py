"""The portal's own words: problems, states, faults, documents. One TOML file a language in assets/sandbox/words."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("zh", "en")


class WordMissingError(KeyError):
    """A key that a language does not have."""


class WordBook:
    """The words of one language by dotted key."""

    def __init__(self, language: str, words: Mapping[str, str]) -> None:
        self.language = language
        self._words = words

    def __call__(self, key: str, /, **facts: str | int) -> str:
        """The words of a key with its {places} filled. Raises WordMissingError."""
        try:
            return self._words[key].format(**facts)
        except KeyError:
            raise WordMissingError(f"{self.language}: {key}") from None

    def get(self, key: str, otherwise: str = "") -> str:
        """The words of a key, or `otherwise`."""
        return self._words.get(key, otherwise)

    def keys(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self._words)


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{prefix}{name}.")
        else:
            found[prefix + name] = str(value)
    return found


@cache
def words(language: str) -> WordBook:
    """The word book of a language of LANGUAGES."""
    source = files("assets").joinpath("sandbox", "words", f"{language}.toml").read_text("utf-8")
    return WordBook(language, _flat(tomllib.loads(source)))


def chosen_language(accept: str) -> str:
    """The best language for an Accept-Language header; zh when nothing fits."""
    wanted: list[tuple[float, str]] = []
    for part in accept.split(","):
        name, _, parameter = part.strip().partition(";")
        quality = parameter.strip().removeprefix("q=")
        try:
            wanted.append((-float(quality) if quality else -1.0, name.strip().lower()[:2]))
        except ValueError:
            continue
    return next((name for _, name in sorted(wanted, key=lambda pair: pair[0]) if name in LANGUAGES), "zh")
