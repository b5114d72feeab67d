"""Counted time for the whole stage: guards on presses, the idle clock, speech and the person's own pace all go by it. Nothing waits for real."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.controller import RealClock
from kiosk.events import Said, Stamp
from tests.people.body import Utterance
from voice.clip import Clip, silence
from voice.pace import Pace
from voice.recording import CountedTime, Tones
from voice.renderer import Order, Then

COARSE_HERTZ = 1000


class StageTime(CountedTime):
    """Time that goes on only when somebody on the stage lets it pass."""

    def seconds(self) -> float:
        """Now."""
        return self.now_ms / 1000

    def step(self) -> bool:
        """On to the next thing that happens by itself; False when nothing does."""
        if not self._waiting:
            return False
        self._step()
        return True


class StageClock(RealClock):
    """The machine's date, the stage's seconds."""

    def __init__(self, time: StageTime) -> None:
        super().__init__()
        self._time = time

    def stamp(self) -> Stamp:
        """Now."""
        return replace(super().stamp(), clock=self._time.seconds())


class Mute(Tones):
    """An engine whose sentences last as long as at the default rate, and have no sound."""

    def render(self, order: Order, then: Then, *, ahead: bool = False) -> None:
        """See engine.Renderer."""
        then(Clip(silence(Pace(order.language).length_ms(order.text), COARSE_HERTZ), COARSE_HERTZ))


class Air:
    """What sounds between the machine and the ear: sentences with their length."""

    def __init__(self, time: StageTime) -> None:
        self._time = time
        self._now: tuple[str, float] | None = None
        self.done: list[Utterance] = []
        self.seconds = 0.0
        self.on = True
        """Whether the person wants sound at all."""

    @property
    def sounding(self) -> bool:
        """Whether a sentence sounds."""
        return self._now is not None

    def said(self, event: Said) -> None:
        """The guide begins a sentence, or falls silent."""
        if self._now is not None:
            text, began = self._now
            took = self._time.seconds() - began
            self.seconds += took if self.on else 0.0
            self.done.append(Utterance(text, took))
        self._now = (event.text, self._time.seconds()) if event.text else None

    def forget(self) -> None:
        """The person did something: what sounded before is past."""
        self.done.clear()

    def listen(self, busy: Callable[[], bool]) -> Utterance | None:
        """The next whole sentence; None once it is silent."""
        while not self.done:
            if not busy() or not self._time.step():
                return None
        return self.done.pop(0)
