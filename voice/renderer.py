"""What turns sentences into sound, whatever does it: what it is asked, and what comes back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from voice.clip import Clip


@dataclass(frozen=True, slots=True)
class Order:
    """What to render: a sentence, its language (zh, yue, en), pyttsx3's rate in words a minute."""

    text: str
    language: str
    rate: int


@dataclass(frozen=True, slots=True)
class Lost:
    """Nothing was rendered. code: no_engine, hung, died, or one of the engine process's own (no_voice, no_sound, refused)."""

    code: str


Then = Callable[[Clip | Lost], None]
Cut = Callable[[tuple[str, ...]], None]


class Renderer(Protocol):
    """Turns sentences into sound."""

    def start(self) -> None:
        """Get ready; may be called again."""

    def render(self, order: Order, then: Then, *, ahead: bool = False) -> None:
        """Call `then` once on the main thread with the sound or why there is none. ahead: after all that is needed now; dropped when too many."""

    def cut(self, text: str, then: Cut) -> None:
        """Call `then` once on the main thread with the text in sentences of at most 20 characters; in one piece where there is no engine."""

    def forget(self) -> None:
        """Drop all that was asked and not yet answered; their `then` is never called."""

    def close(self) -> None:
        """End the process."""
