"""From what sounds to what a person makes of it: sentences in order, the first of them the question."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pypinyin import lazy_pinyin

from tests.people.mind import ALSO

_STOPS = re.compile(r"[，。？！：；、“”‘’（）\s]")
PLACE = re.compile(r"^第\s*\d+\s*(题|位)")
OPTION = re.compile(r"^第(\d+)个，(.+)$")

ASKED = re.compile("请按“(.+?)”")
"""How a next step is told."""


def bare(text: str) -> str:
    """Without what cannot be heard."""
    return _STOPS.sub("", text)


def sounds_like(one: str, other: str) -> bool:
    """Whether one sounds like the other, or begins so: an ear cannot tell how they are written."""
    if not bare(one):
        return False
    sounds, wanted = lazy_pinyin(bare(one)), lazy_pinyin(bare(other))
    return sounds[: len(wanted)] == wanted


@dataclass(slots=True)
class Heard:
    """One screen as it was heard. titles: the questions one knows, by their written words."""

    sentences: list[str]
    known: Iterable[str] = field(default=())

    @property
    def title(self) -> str:
        """See Perceived: as it would be written, where one knows it. Where one is in a form is told before the question."""
        told = [sentence for sentence in self.sentences if not PLACE.match(sentence)]
        for sentence in told[:2]:
            also = next((shown for heard, shown in ALSO.items() if bare(heard) == bare(sentence)), None)
            found = also or next((title for title in self.known if bare(title) == bare(sentence)), None)
            if found:
                return found
        return told[0] if told else ""

    def says(self, words: str) -> bool:
        """See Perceived."""
        return bare(words) in bare("".join(self.sentences))

    def options(self) -> list[str]:
        """What was counted off."""
        return [found.group(2) for sentence in self.sentences if (found := OPTION.match(sentence.rstrip("。")))]
