"""From a text of a block to sentences: what every reader is written with."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.phrases import Phrases
from kiosk.text import Fact, Phrase, Secret, Text, Words
from voice.cutting import full_sentences
from voice.pack import sentence_name
from voice.utterance import AFTER_BLOCK_MS, BETWEEN_SENTENCES_MS, Utterance

OWN = "voice."
"""How the keys of the voice's own phrases begin."""


def fact(text: Text) -> Fact:
    """A text as a fact of a phrase (where a bare string would be a value, not a key)."""
    return Phrase(text) if isinstance(text, str) else text


def personal(text: Text | Fact | None) -> bool:
    """Whether a text may hold something of this person or case: its sound must not be kept. What is not known to be the same for all, does.

    A number is the same for all only in the voice's own phrases: which option it is, how far one is.
    """
    match text:
        case Secret():
            return True
        case Words() as words:
            return not words.public
        case Phrase(key, facts):
            counts = key.startswith(OWN)
            return any(isinstance(value, str) or (not counts if isinstance(value, int) else personal(value)) for _, value in facts)
        case _:
            return False


def fixed_key(text: Text) -> str:
    """The key of a phrase whose words are always the same, "" for any other text."""
    match text:
        case str():
            return text
        case Phrase(key, ()):
            return key
        case _:
            return ""


@dataclass(slots=True)
class Saying:
    """One reading of a screen. private: only this person can hear; full: the person asked for everything, the tool bar too.

    `said` remembers what this reading said, so that a label that repeats the heading is not said twice.
    """

    phrases: Phrases
    private: bool = False
    full: bool = False
    said: set[str] = field(default_factory=set)

    def say(
        self, block: str, text: Text | None, *, personal_too: bool = False, once: bool = False
    ) -> Iterator[Utterance]:
        """The sentences of a text. personal_too: it holds a person's words though its type does not say so. once: not when already said."""
        if text is None:
            return
        spoken = self.phrases.say(text, private=self.private).strip()
        if not spoken or (once and spoken in self.said):
            return
        self.said.add(spoken)
        uncached = personal_too or personal(text)
        parts = full_sentences(spoken)
        key = "" if uncached else fixed_key(text)
        for number, part in enumerate(parts, 1):
            pause = AFTER_BLOCK_MS if number == len(parts) else BETWEEN_SENTENCES_MS
            yield Utterance(part, block, pause, uncached, fixed=sentence_name(key, number, len(parts)) if key else "")

    def phrase(self, block: str, key: str, *, personal_too: bool = False, **facts: Text | int) -> Iterator[Utterance]:
        """The sentences of a phrase of the voice's own, its facts being texts or numbers."""
        filled = tuple((name, value if isinstance(value, int) else fact(value)) for name, value in facts.items())
        yield from self.say(block, Phrase(key, filled), personal_too=personal_too)

    def names(self, text: Text, label: Text) -> bool:
        """Whether a text names what a label names: it has the place for it, or the same words."""
        if isinstance(text, Phrase) and any(name == "title" for name, _ in text.facts):
            return True
        return self.phrases.say(label).strip("\uff1f\u3002?.") in self.phrases.say(text)

    def value(self, text: str) -> Words:
        """A person's own words as a text."""
        return Words(text)
