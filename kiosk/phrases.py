"""The words of one language, read from `assets/phrases/<language>.toml`.

Each entry is a table ["some.key"] with `show` (for the eye; required), `say` (for the ear, else show) and `hear` (spoken commands).
{places} are filled with facts; a Secret fact is masked for the eye and described, not read, for the ear.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from kiosk import privacy, toml
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
    entries: Mapping[str, Entry]

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
                if not shown:
                    return privacy.grouped(kind, privacy.masked(kind, value))
                if words is None or words == Words(value):
                    return privacy.grouped(kind, value)
                return self.show(words)

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
        if key not in self.entries:
            raise PhraseError(f"{self.language}: {key}")
        return self.entries[key]

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


class _Entries(Mapping[str, Entry]):
    """The entries of a phrase file, each read when it is first asked for: a screen shows forty of a thousand."""

    def __init__(self, language: str, text: str) -> None:
        self._language = language
        self._written = dict(table.split('"]\n', 1) for table in f"\n{text}".split('\n["')[1:])
        self._read: dict[str, Entry] = {}

    def __getitem__(self, key: str) -> Entry:
        found = self._read.get(key)
        if found is None:
            table = toml.loads(self._written[key])
            if "show" not in table:
                raise PhraseError(f"{self._language}: {key} has no show")
            found = self._read[key] = Entry(table["show"], table.get("say", table["show"]), tuple(table.get("hear", ())))
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._written

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


def parse(language: str, text: str) -> Phrases:
    """Phrases from TOML text, a table ["some.key"] an entry. What is wrong with an entry (no TOML, no `show`) is raised when it is asked for."""
    return Phrases(language, _Entries(language, text))


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
