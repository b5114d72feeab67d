"""What is said now: a queue of sentences with manners. No Qt, no clock of its own; all on the main thread.

Priorities: NORMAL at the end; NEXT after the sentence being said; NOW at once, and what was interrupted is begun again
afterwards, unless it spoke of the same block.
Everything that was under way belongs to a turn; stop, pause and NOW begin a new turn, and answers of an old one are dropped.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import Enum
from functools import partial
from typing import Protocol

from kiosk.value import dataclass
from voice.cache import ClipCache
from voice.clip import Clip
from voice.pace import NORMAL_STEP, Pace
from voice.pack import Clips
from voice.renderer import Lost, Order, Renderer
from voice.turns import Schedule
from voice.utterance import BETWEEN_SENTENCES_MS, Utterance

MOST_PREPARED = 40
FASTEST_CAPTION_MS = 300
RECORDED = 0
"""The rate under which a person's recording stands in the cache: no rate of the engine."""


class Speaker(Protocol):
    """Plays one clip at a time."""

    def play(self, clip: Clip, done: Callable[[], None]) -> None:
        """Sound it; `done` is called on the main thread at its end, never after stop."""

    def stop(self) -> None:
        """Silence within 20 ms."""

    def set_volume(self, volume: int) -> None:
        """0 to 4."""

    def close(self) -> None:
        """Let the device go."""


class Priority(Enum):
    """When something is said."""

    NORMAL = "normal"
    NEXT = "next"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class _Line:
    utterance: Utterance
    language: str

    def cut(self, parts: tuple[str, ...]) -> list["_Line"]:
        """The same in several sentences."""
        last = len(parts) - 1
        return [
            _Line(
                replace(
                    self.utterance,
                    text=part,
                    pause_ms=self.utterance.pause_ms if n == last else BETWEEN_SENTENCES_MS,
                    cut=True,
                ),
                self.language,
            )
            for n, part in enumerate(parts)
        ]


@dataclass(frozen=True, slots=True)
class _Playing:
    """The line being said: its turn, and the pace and the parts it was begun with."""

    turn: int
    line: _Line
    pace: Pace
    orders: tuple[Order, ...]


class Guide:
    """The queue. `said(text)` is called when a sentence begins and with "" when all is silent; `lost(code)` when there is nothing to speak with."""

    def __init__(
        self,
        engine: Renderer,
        speaker: Speaker,
        schedule: Schedule,
        said: Callable[[str], None],
        lost: Callable[[str], None],
        clips: Clips | None = None,
    ) -> None:
        self._engine = engine
        self._speaker = speaker
        self._schedule = schedule
        self._said = said
        self._lost = lost
        self._clips = clips
        self._cache = ClipCache()
        self._queue: deque[_Line] = deque()
        self._next: deque[_Line] = deque()
        self._current: _Line | None = None
        self._turn = 0
        self._paused = False
        self._step = 3
        self._sound = True
        self.language = "zh"

    # --- settings ----------------------------------------------------------------------------------------------------

    def set(self, *, rate: int, volume: int, sound: bool) -> None:
        """Rate 0 to 6 from the next sentence on; volume 0 to 4 at once; sound off: captions only, at once."""
        self._step = rate
        self._speaker.set_volume(volume)
        if sound != self._sound:
            self._sound = sound
            if not sound and self._current and not self._paused:
                self._begin_again()

    # --- what is said ------------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether something is being said or waits to be."""
        return bool(self._current or self._next or self._queue)

    @property
    def left(self) -> tuple[Utterance, ...]:
        """What is not yet said to its end: the sentence being said, and those that wait."""
        current = [self._current] if self._current else []
        return tuple(line.utterance for line in (*current, *self._next, *self._queue))

    @property
    def paused(self) -> bool:
        """Whether it was paused."""
        return self._paused

    @property
    def cached(self) -> frozenset[str]:
        """The texts whose sound is kept."""
        return self._cache.texts()

    def has(self, text: str) -> bool:
        """Whether this sentence would sound at once, at the present pace."""
        return all(order in self._cache for order in self._orders(_Line(Utterance(text, ""), self.language)))

    def say(self, utterances: Iterable[Utterance], priority: Priority = Priority.NORMAL) -> None:
        """Add sentences."""
        lines = [_Line(utterance, self.language) for utterance in utterances]
        if not lines:
            return
        if priority is Priority.NORMAL:
            self._queue.extend(lines)
        elif priority is Priority.NEXT:
            self._next.extend(lines)
        else:
            if self._current and self._current.utterance.block != lines[0].utterance.block:
                lines.append(self._current)
            self._next.extendleft(reversed(lines))
            self._interrupt()
        if self._current is None and not self._paused:
            self._advance()

    def drop(self, block: str) -> None:
        """Forget what waits to be said of a block: something newer comes."""
        self._queue = deque(line for line in self._queue if line.utterance.block != block)
        self._next = deque(line for line in self._next if line.utterance.block != block)

    def stop(self) -> None:
        """Silence, and nothing waits any more."""
        was_busy = self.busy
        self._queue.clear()
        self._next.clear()
        self._paused = False
        self._interrupt()
        if was_busy:
            self._said("")

    def pause(self) -> None:
        """Silence; `resume` begins the interrupted sentence again."""
        if self._paused or not self.busy:
            return
        self._paused = True
        if self._current:
            self._next.appendleft(self._current)
        self._interrupt()

    def resume(self) -> None:
        """Go on after a pause."""
        if self._paused:
            self._paused = False
            self._advance()

    def prepare(self, utterances: Iterable[Utterance]) -> None:
        """Render sentences ahead that may come next. Private ones are left out."""
        lines = [_Line(utterance, self.language) for utterance in utterances if not utterance.private]
        for line in lines[:MOST_PREPARED]:
            if self._recorded(line) is not None:
                continue
            if line.utterance.too_long:
                self._engine.cut(line.utterance.text, partial(self._prepare_parts, line))
            else:
                self._prepare(line)

    def _prepare_parts(self, line: _Line, parts: tuple[str, ...]) -> None:
        for part in line.cut(parts):
            self._prepare(part)

    def _prepare(self, line: _Line) -> None:
        for order in self._orders(line):
            if order not in self._cache:
                self._engine.render(order, partial(self._keep, order), ahead=True)

    def close(self) -> None:
        """Silence for good."""
        self.stop()
        self._cache = ClipCache()
        self._speaker.close()
        self._engine.close()

    # --- one sentence after the other ---------------------------------------------------------------------------------

    def _interrupt(self) -> None:
        self._turn += 1
        self._current = None
        self._speaker.stop()
        self._engine.forget()

    def _begin_again(self) -> None:
        line = self._current
        self._interrupt()
        if line:
            self._next.appendleft(line)
        self._advance()

    def _advance(self) -> None:
        if self._paused:
            return
        self._turn += 1
        if not self._next and not self._queue:
            self._current = None
            self._said("")
            return
        self._begin(self._next.popleft() if self._next else self._queue.popleft())

    def _begin(self, line: _Line) -> None:
        self._current = line
        if line.utterance.too_long and self._recorded(line) is None:
            self._engine.cut(line.utterance.text, partial(self._in_parts, self._turn, line))
        else:
            self._part(_Playing(self._turn, line, Pace(line.language, self._step), self._orders(line)), 0)

    def _in_parts(self, turn: int, line: _Line, parts: tuple[str, ...]) -> None:
        if turn == self._turn:
            first, *others = line.cut(parts)
            self._next.extendleft(reversed(others))
            self._begin(first)

    def _part(self, now: _Playing, number: int) -> None:
        if now.turn != self._turn:
            return
        if number >= len(now.orders):
            self._schedule(now.line.utterance.pause_ms, partial(self._rested, now))
            return
        order = now.orders[number]
        clip = self._recorded(now.line) or self._cache.get(order)
        if not self._sound:
            self._mute(now, number)
        elif clip is not None:
            self._sounds(now, number, clip)
        else:
            self._engine.render(order, partial(self._rendered, now, number))

    def _rendered(self, now: _Playing, number: int, result: Clip | Lost) -> None:
        if not now.line.utterance.private:
            self._keep(now.orders[number], result)
        if now.turn != self._turn:
            return
        if isinstance(result, Lost):
            self._mute(now, number)
            self._lost(result.code)
        else:
            self._sounds(now, number, result)

    def _sounds(self, now: _Playing, number: int, clip: Clip) -> None:
        rest = now.pace.rest_ms(now.orders[number].text, clip.ms)
        self._speaker.play(clip, partial(self._sounded, now, number, rest))
        self._look_ahead(now, number)
        if number == 0:
            self._said(now.line.utterance.text)

    def _sounded(self, now: _Playing, number: int, rest: int) -> None:
        if rest and now.turn == self._turn:
            self._schedule(rest, partial(self._part, now, number + 1))
        else:
            self._part(now, number + 1)

    def _mute(self, now: _Playing, number: int) -> None:
        """Caption without sound, for as long as it would have taken."""
        length = max(FASTEST_CAPTION_MS, now.pace.length_ms(now.orders[number].text))
        self._schedule(length, partial(self._part, now, number + 1))
        if number == 0:
            self._said(now.line.utterance.text)

    def _rested(self, now: _Playing) -> None:
        if now.turn == self._turn:
            self._advance()

    def _look_ahead(self, now: _Playing, number: int) -> None:
        """Render what is said next while this sounds, so that no pause is longer than meant."""
        line = now.line if number + 1 < len(now.orders) else next(iter([*self._next, *self._queue]), None)
        if line is None or line.utterance.private or line.utterance.too_long or self._recorded(line) is not None:
            return
        order = now.orders[number + 1] if line is now.line else self._orders(line)[0]
        if order not in self._cache:
            self._engine.render(order, partial(self._keep, order), ahead=True)

    def _recorded(self, line: _Line) -> Clip | None:
        """A person's recording of the sentence. Only at the normal rate: faster and slower is the engine's art."""
        said = line.utterance
        if self._clips is None or not said.fixed or said.private or said.cut or self._step != NORMAL_STEP:
            return None
        order = Order(said.text, line.language, RECORDED)
        clip = self._cache.get(order)
        if clip is None and (clip := self._clips.clip(line.language, said.fixed, said.text)) is not None:
            self._cache.put(order, clip)
        return clip

    def _keep(self, order: Order, result: Clip | Lost) -> None:
        if isinstance(result, Clip):
            self._cache.put(order, result)

    def _orders(self, line: _Line) -> tuple[Order, ...]:
        """A sentence as one order, or phrase by phrase where it is to be slower than the engine can be."""
        pace = Pace(line.language, self._step)
        text = line.utterance.text
        parts = re.findall(r"[^，、：；,:;]+[，、：；,:;]*", text) if pace.in_phrases else []
        return tuple(Order(part, line.language, pace.rate) for part in parts or [text])
