"""The world on tape: what the portal answered in one real session is answered again, at once, in as many sessions as wanted."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec

from kiosk import requests as wanted
from kiosk.controller import Doer
from kiosk.events import Answer, Event, Step, Trouble
from kiosk.portal.handing_in import Draft, Grant
from kiosk.requests import Ask
from kiosk.results import Delivery

OF_THIS_MACHINE = (wanted.PrintSlip, wanted.PrintBlocks, wanted.Scan, wanted.CheckAnswers, wanted.SuggestPinyin, wanted.SuggestHandwriting)
"""What is carried out for real all the same: paper, checks and writing need no portal."""
Kind = tuple[type, str, str]
Send = Callable[[Event], None]


class Tape:
    """A Doer before the real one. Records while `recording`, then plays: the nth request of a kind in a session gets the nth answer."""

    def __init__(self, real: Doer, post: Callable[[Callable[[], None]], None]) -> None:
        self._real = real
        self._post = post
        self.recording = True
        self.asked = 0
        self._answers: dict[Kind, list[list[Event]]] = defaultdict(list)
        self._played: Counter[Kind] = Counter()

    def ask(self, ask: Ask, send: Send) -> None:
        """See Doer. Raises KeyError for what was never asked while recording."""
        self.asked += 1
        if isinstance(ask.request, OF_THIS_MACHINE):
            self._real.ask(ask, send)
        elif self.recording:
            self._record(ask, send)
        else:
            self._play(ask, send)

    def _record(self, ask: Ask, send: Send) -> None:
        heard: list[Event] = []
        self._answers[kind(ask)].append(heard)

        def told(event: Event) -> None:
            heard.append(event)
            send(event)

        self._real.ask(ask, told)

    def _play(self, ask: Ask, send: Send) -> None:
        name = kind(ask)
        known = self._answers[name]
        if not known:
            raise KeyError(name)
        events = known[min(self._played[name], len(known) - 1)]
        self._played[name] += 1
        for event in events:
            self._post(partial(send, _for(ask.request, event)))

    def end_session(self, sign_out: str) -> None:
        """See Doer. The tape begins anew."""
        self._played.clear()
        self._real.end_session(sign_out if self.recording else "")

    def idle(self, session_open: bool) -> None:
        """See Doer. Nothing waits on a tape."""


def kind(ask: Ask) -> Kind:
    """What an answer is found by: the request's type, its tag and the thing it is about."""
    about = getattr(ask.request, "slot", "") or getattr(ask.request, "code", "")
    return type(ask.request), ask.tag, str(about)


def _for(request: Any, event: Event) -> Event:
    """A recorded answer under the key of this session."""
    match event:
        case Answer(tag, Delivery() as delivery):
            return Answer(tag, replace(delivery, key=request.key))
        case Answer(tag, Draft(grant=Grant() as grant) as draft):
            granted = msgspec.structs.replace(grant, client_key=request.key)
            return Answer(tag, msgspec.structs.replace(draft, grant=granted))
        case Answer() | Trouble() | Step():
            return event
    raise TypeError(type(event).__name__)
