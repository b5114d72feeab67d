"""What is to be said: one sentence each."""

from kiosk.value import dataclass
from voice.cutting import may_be_long

BETWEEN_SENTENCES_MS = 400
AFTER_BLOCK_MS = 600


@dataclass(frozen=True, slots=True)
class Utterance:
    """One full sentence in people's writing; the guide has the engine's process cut it when it is longer than one can listen to.

    block: the key of what it belongs to, for replacing and for what is under the finger; pause_ms: silence after it;
    cut: it was cut already; private: it may hold something of this person: never cached, never logged.
    fixed: the name under which a voice pack may have it recorded, "" for whatever is not always the same.
    """

    text: str
    block: str
    pause_ms: int = BETWEEN_SENTENCES_MS
    private: bool = False
    cut: bool = False
    fixed: str = ""

    @property
    def too_long(self) -> bool:
        """Whether it is still to be cut."""
        return not self.cut and may_be_long(self.text)
