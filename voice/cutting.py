"""Full sentences of a text, and which of them are too long to listen to. The long ones are cut by the engine's process, which has the dictionary."""

import re

LONGEST = 20
"""Characters of one spoken sentence; English: 12 words. More is not kept in mind by ear."""

MOST_WORDS = 12

_END = re.compile(r"(?<=[\u3002\uff01\uff1f!?\n])|(?<=\.)(?=\s)")
_HAN = re.compile(r"[\u3400-\u9fff]")


def full_sentences(text: str) -> tuple[str, ...]:
    """The text at its full stops."""
    return tuple(piece.strip() for piece in _END.split(text) if piece.strip())


def may_be_long(text: str) -> bool:
    """Whether a sentence may be longer than 20 spoken characters (12 words); figures may be spoken as several."""
    digits = sum(character.isdigit() for character in text)
    if _HAN.search(text):
        return len(text) + digits > LONGEST
    return len(text.split()) + digits > MOST_WORDS
