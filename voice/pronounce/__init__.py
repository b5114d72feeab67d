"""Any text of the product as an engine says it right.

`speakable` gives what is said, in characters and in tone-numbered pinyin; `sentences` splits a text for speech;
`uncovered` names what the rules cannot say. Data and words are in assets/lexicon. Importing costs nothing: the
dictionaries are read at the first call, or by `warm` in a worker.
"""

from __future__ import annotations

from voice.pronounce.coverage import uncovered
from voice.pronounce.sentences import sentences
from voice.pronounce.speaking import Spoken, speakable, warm

__all__ = ["Spoken", "sentences", "speakable", "uncovered", "warm"]
