"""Ten thousand utterances at 30 % misheard syllables over all screens: no word alone submits, withdraws or agrees."""

import datetime
import random
from collections import Counter
from dataclasses import replace

import pytest

from kiosk import phrases
from kiosk.events import Event, Heard, Talk
from kiosk.journeys import hearing
from kiosk.launch.hearing import heard as as_event
from kiosk.loop import view
from kiosk.profiles import PROFILES
from kiosk.screen import Screen
from kiosk.session import Session
from tests.unit.test_loop import Walker
from voice.listening import Ear, weighed
from voice.understand.lexicon import bare, table
from voice.understand.meaning import actions_of, meaning

ZH = phrases.load("zh")
TODAY = datetime.date(2026, 5, 20)
UTTERANCES, ERRORS = 10_000, 0.3


@pytest.fixture(name="sessions", scope="module")
def _sessions() -> list[Session]:
    """Sessions as chance left them, one for each screen and drawing of it, with a microphone."""
    found: dict[object, Session] = {}
    for number, profile in enumerate(PROFILES):
        walker = Walker(profile, 3100 + number)
        for _ in range(1500):
            walker.step()
            session = replace(walker.world.controller.session, can_listen=True, hearing=None)
            if session.display.language == "zh":
                found.setdefault((profile, walker.world.controller.screen.id), session)
    return list(found.values())


class Speaker:
    """Somebody who says what stands on the screen, or anything the product knows, and is misheard."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        answers = table()["answers"]
        self.known = sorted(
            {word for entry in ZH.entries.values() for word in entry.hear} | {*answers["yes"], *answers["no"]}
        )
        self.syllables = sorted(set("".join(self.known)))

    def says(self, screen: Screen, but: tuple[str, ...] = ()) -> str:
        """Words, misheard. but: never these."""
        here = [word for action in actions_of(screen) for word in ZH.hear(action.text)]
        pool = [word for word in (here if here and self.chance.random() < 0.7 else self.known) if word not in but]
        return self.misheard(self.chance.choice(pool or self.known))

    def misheard(self, text: str) -> str:
        """Syllables lost, doubled with another, or taken for another."""
        out = []
        for syllable in bare(text):
            if self.chance.random() >= ERRORS:
                out.append(syllable)
                continue
            match self.chance.randrange(3):
                case 0:
                    out.append(self.chance.choice(self.syllables))
                case 1:
                    out += [syllable, self.chance.choice(self.syllables)]
        return "".join(out)


def understood(text: str, session: Session, sure: float) -> Heard:
    """As the wiring does it: on the screen that stands."""
    return as_event(Ear("heard", 0.0, text, weighed(meaning(text, view(session), ZH, TODAY), sure), sure))


def said(session: Session, text: str, sure: float) -> tuple[Session, Event | None]:
    """A tap, an utterance, and what goes on to the journey."""
    listening, _ = hearing.update(session, Talk(), "turn", lambda: view(session))
    if isinstance(listening.hearing, hearing.Offering):  # a private field: keys are offered first
        listening, _ = hearing.update(listening, hearing.Aloud(), "turn", lambda: view(session))
    return hearing.update(listening, understood(text, listening, sure), "turn", lambda: view(listening))


@pytest.mark.feature("F26")
def test_no_word_alone_submits_withdraws_or_agrees(sessions: list[Session]) -> None:
    speaker = Speaker(17)
    outcomes: Counter[str] = Counter()
    for _ in range(UTTERANCES):
        session = speaker.chance.choice(sessions)
        after, event = said(session, speaker.says(view(session)), speaker.chance.uniform(0.3, 1))
        assert event is None or not event.grave, type(event).__name__
        asking = isinstance(after.hearing, hearing.Asking)
        outcomes["asked" if asking else "done" if event is not None else "not understood"] += 1
        if not asking:
            continue
        question = view(after)
        right = tuple(
            word for action in actions_of(question) if action.event == hearing.Right() for word in ZH.hear(action.text)
        )
        _, second = said(after, speaker.says(question, but=right), speaker.chance.uniform(0.3, 1))
        if second is not None and second.grave:
            outcomes["wrong"] += 1
    assert outcomes["wrong"] == 0, outcomes
    assert min(outcomes["asked"], outcomes["done"], outcomes["not understood"]) > UTTERANCES // 50, outcomes


def test_what_hands_in_withdraws_or_agrees_is_on_these_screens(sessions: list[Session]) -> None:
    grave = {view(session).name for session in sessions for action in actions_of(view(session)) if action.event.grave}
    assert {"apply.sign", "apply.consent", "apply.review", "staff.consent"} <= grave
