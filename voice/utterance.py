"""What is to be said: one sentence each."""

from dataclasses import dataclass

BETWEEN_SENTENCES_MS = 400
AFTER_BLOCK_MS = 600


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence of at most 20 characters (12 English words), in people's writing.

    block: the key of what it belongs to, for replacing and for what is under the finger; pause_ms: silence after it;
    private: it may hold something of this person: never cached, never logged.
    """

    text: str
    block: str
    pause_ms: int = BETWEEN_SENTENCES_MS
    private: bool = False
