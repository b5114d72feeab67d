"""The words of one language, read from `assets/phrases/<language>.toml`.

Each entry is a table ["some.key"] with `show` (for the eye; required), `say` (for the ear, else show) and `hear` (spoken commands).
{places} are filled with facts; a Secret fact is masked for the eye and described, not read, for the ear.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kiosk import privacy
from kiosk.text import Fact, Phrase, Secret, Text, Words
from kiosk.value import dataclass


class PhraseError(KeyError):
    """A key that the language does not have, or a place without its fact."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a phrase file."""

    show: str
    say: str
    hear: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases of one language. `headphones`: private values may be spoken."""

    language: str
    entries: dict[str, Entry]

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.entries

    def show(self, text: Text) -> str:
        """The words for the eye."""
        match text:
            case str():
                return self._entry(text).show
            case Phrase(key, facts):
                return self._fill(key, self._entry(key).show, {name: self._shown(fact) for name, fact in facts})
            case Words(show):
                return show
            case Secret(kind, value, shown, _, words):
                if shown:
                    return self.show(words) if words is not None else value
                return privacy.masked(kind, value)

    def say(self, text: Text, *, private: bool = False) -> str:
        """The words for the ear. private: only this person can hear, so private values may be read out."""
        match text:
            case str():
                return self._entry(text).say
            case Phrase(key, facts):
                return self._fill(key, self._entry(key).say, {name: self._said(fact, private) for name, fact in facts})
            case Words(show, say):
                return say or show
            case Secret() as secret:
                return self._said(secret, private)

    def hear(self, text: Text) -> tuple[str, ...]:
        """The words a person may say for this."""
        match text:
            case str() | Phrase():
                return self._entry(text if isinstance(text, str) else text.key).hear
            case Words(show, _, hear):
                return hear or (show,)
            case Secret():
                return ()

    def _entry(self, key: str) -> Entry:
        try:
            return self.entries[key]
        except KeyError:
            raise PhraseError(f"{self.language}: {key}") from None

    def _fill(self, key: str, template: str, facts: dict[str, str]) -> str:
        try:
            return template.format_map(facts)
        except KeyError as error:
            raise PhraseError(f"{self.language}: {key} needs {error.args[0]}") from None

    def _shown(self, fact: Fact) -> str:
        return str(fact) if isinstance(fact, str | int) else self.show(fact)

    def _said(self, fact: Fact, private: bool) -> str:
        match fact:
            case Secret(kind, value, _, spoken, words):
                if not value:
                    return self.say("private.empty")
                if private or spoken:
                    return value if words is None else self.say(words, private=True)
                if privacy.TABLE[kind].digits:
                    return self.say(Phrase("private.digits", (("n", len(value)),)))
                return self.say("private.on_screen")
            case str() | int():
                return str(fact)
            case _:
                return self.say(fact, private=private)


def parse(language: str, text: str) -> Phrases:
    """Phrases from TOML text. Raises tomllib.TOMLDecodeError or PhraseError (an entry without `show`)."""
    entries = {}
    for key, table in (_plain(text) or _toml(text)).items():
        if "show" not in table:
            raise PhraseError(f"{language}: {key} has no show")
        entries[key] = Entry(table["show"], table.get("say", table["show"]), tuple(table.get("hear", ())))
    return Phrases(language, entries)


def _toml(text: str) -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads(text)


def _plain(text: str) -> Mapping[str, Any] | None:
    """The tables of a file written as ours are, a key a line and no escapes: what it takes tomllib 70 ms to read at every start. Else None."""
    tables: dict[str, dict[str, Any]] = {}
    table: dict[str, Any] | None = None
    for line in text.splitlines():
        if not line or line[0] == "#":
            continue
        name, equals, value = line.partition(" = ")
        if line.startswith('["') and line.endswith('"]') and line.count('"') == 2:
            if line[2:-2] in tables:
                return None
            table = tables[line[2:-2]] = {}
        elif table is None or name in table or not equals or not name.isidentifier() or "\\" in value:
            return None
        elif value[0] == value[-1] == '"' and value.count('"') == 2:
            table[name] = value[1:-1]
        elif value[0] == "[" and value[-1] == "]":
            try:
                table[name] = json.loads(value)
            except ValueError:
                return None
        else:
            return None
    return tables


@cache
def load(language: str) -> Phrases:
    """The shipped phrases of a language. Raises FileNotFoundError for one that is not shipped."""
    return parse(language, (files("assets") / "phrases" / f"{language}.toml").read_text("utf-8"))


@cache
def languages() -> tuple[str, ...]:
    """The languages shipped, Mandarin first."""
    found = sorted(
        entry.name.removesuffix(".toml")
        for entry in (files("assets") / "phrases").iterdir()
        if entry.name.endswith(".toml")
    )
    return tuple(sorted(found, key=lambda name: (name != "zh", name)))
