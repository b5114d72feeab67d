"""What is measured once, on the whole product: idle times, speech rates, volumes, sizes, gestures, the walks."""

import ast
import importlib.util
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from kiosk import loop, phrases
from kiosk.blocks import Countdown, Heading
from kiosk.controller import ZONE
from kiosk.display import Display
from kiosk.events import CloseOver, GoBack, Stamp, Tick
from kiosk.journeys import over, registry
from kiosk.journeys.sign_in import methods
from kiosk.launch.scenes.gallery import Failure
from kiosk.launch.scenes.theatre import Gallery, Step
from kiosk.launch.standards.measures_speaking import Ear
from kiosk.launch.standards.records import Record, whole
from kiosk.launch.standards.requirements import requirements
from kiosk.profiles import PROFILES, Profile
from kiosk.session import Next, Start
from ui.pointer import HIGH_MM, Pointer
from ui.theme import Theme, themes, tokens
from voice.pace import PERCENT, VOLUME_DB

HANDED_IN = ("apply.receipt", "apply.in_doubt", "apply.queued")
MEMORY = ("otp",)
"""Ways in that ask a person to remember or to copy."""
BIOMETRIC = ("face", "fingerprint")
TRIED_EXTENSIONS = 12
GESTURES = ("grabGesture", "QPinchGesture", "QSwipeGesture", "QPanGesture", "QTapAndHoldGesture", "registerRecognizer")


def whole_product(gallery: Gallery, failures: Iterable[Failure]) -> list[Record]:
    """All of it."""
    registry.load_all()
    return [
        *sizes(),
        *pointers(),
        *voice(),
        *gestures(),
        *(record for profile in PROFILES.values() if profile.idle_s is not None for record in idle(profile)),
        *signing_in(),
        *told(gallery),
        *walked(gallery, list(failures)),
    ]


def sizes() -> Iterator[Record]:
    """A-05: from the smallest to the largest size; CN-10: the size at the start."""
    heights = tokens()["text"]["cap_height"]
    yield whole("span", max(heights) / min(heights))
    yield whole("start_size", heights[Display().size])


def pointers() -> Iterator[Record]:
    """CN-14: the height of the largest pointer, in the pixels of its picture, in every theme."""
    theme = Theme()
    for name in themes():
        theme.apply(Display(theme=name))
        picture = Pointer(theme).cursor(len(HIGH_MM) - 1).pixmap().toImage()
        rows = [y for y in range(picture.height()) if any(picture.pixelColor(x, y).alpha() for x in range(picture.width()))]
        yield whole("pointer", theme.to_mm(len(rows)), name)


def voice() -> Iterator[Record]:
    """A-20, A-21: the tables of volumes and rates."""
    yield whole("volume_step", max(b - a for a, b in pairwise(VOLUME_DB)))
    yield whole("volume_range", VOLUME_DB[-1] - VOLUME_DB[0])
    for key, figure in (("rate_steps_low", len(PERCENT)), ("rate_steps_high", len(PERCENT))):
        yield whole(key, figure)
    yield whole("rate_slowest", min(PERCENT))
    yield whole("rate_fastest", max(PERCENT))


def gestures() -> Iterator[Record]:
    """CN-7, A-09: nothing in the interface asks Qt for a gesture."""
    spec = importlib.util.find_spec("ui")
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    found = [
        f"{path.name}:{getattr(node, 'lineno', 0)}"
        for place in places
        for path in sorted(Path(place).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if getattr(node, "attr", getattr(node, "id", "")) in GESTURES
    ]
    yield whole("gestures", len(found), found[0] if found else "")


# --- nobody there ----------------------------------------------------------------------------------------------------


class _Sitting:
    """A session driven by a clock in our hands."""

    def __init__(self, profile: Profile) -> None:
        self.clock = 1.0
        self.session = loop.begin(Start(profile, Display()), self._stamp())[0]
        self.session = loop.update(self.session, GoBack(), self._stamp())[0]

    def _stamp(self) -> Stamp:
        return Stamp(datetime(2026, 11, 23, 10, 0, tzinfo=ZONE), self.clock, "standards")

    def tick(self) -> Next:
        """A second passes."""
        self.clock += 1
        following = loop.update(self.session, Tick(), self._stamp())
        self.session = following[0]
        return following

    def stay(self) -> None:
        """The one simple action."""
        self.session = loop.update(self.session, CloseOver(), self._stamp())[0]

    @property
    def warned(self) -> bool:
        """Whether the warning stands."""
        return isinstance(self.session.over, over.Over) and self.session.over.kind == "idle"


def idle(profile: Profile) -> Iterator[Record]:
    """A-11: when the warning comes, how long it stays, how often it can be put off, whether it is seen and heard."""
    sitting = _Sitting(profile)
    before, left, extensions = 0, 0, 0
    while not sitting.warned and before < 600:
        sitting.tick()
        before += 1
    screen = loop.view(sitting.session)
    for key in ("idle_low", "idle_high"):
        yield whole(key, before, profile.name, screen=screen.name)
    blocks = screen.blocks
    seen = any(isinstance(b, Heading) for b in blocks) and any(isinstance(b, Countdown) for b in blocks)
    yield whole("warning_seen", int(seen), profile.name, screen=screen.name)
    yield whole("warning_heard", int(bool(Ear().hear(screen, sitting.session.display))), profile.name, screen=screen.name)
    for _ in range(TRIED_EXTENSIONS):
        sitting.stay()
        if sitting.warned:
            break
        extensions += 1
        while not sitting.warned:
            sitting.tick()
    yield whole("extensions", extensions, profile.name, screen=screen.name)
    ended: tuple[object, ...] = ()
    while not ended and left < 600:
        ended = sitting.tick()[1]
        left += 1
    for key in ("warning_low", "warning_high"):
        yield whole(key, left, profile.name, screen=screen.name)


# --- ways in ---------------------------------------------------------------------------------------------------------


def signing_in() -> Iterator[Record]:
    """A-14, A-15: the ways that each profile offers."""
    for profile in PROFILES.values():
        session = loop.begin(Start(profile, Display()), Stamp(datetime(2026, 11, 23, 10, 0, tzinfo=ZONE), 1.0, "standards"))[0]
        ways = methods(session)
        plain = [way for way in ways if way not in BIOMETRIC]
        yield whole("ways_in", len(ways), profile.name)
        yield whole("plain_ways_in", len(plain), profile.name)
        yield whole("easy_ways_in", len([way for way in plain if way not in MEMORY]), profile.name)


def told(gallery: Gallery) -> Iterator[Record]:
    """A-12: before anything begins, the screen tells after how long it ends by itself."""
    for language, word in requirements().words["minutes"].items():
        catalogue = phrases.load(language)
        first = [seen.screen for seen in gallery if seen.screen.name == "welcome" and seen.screen.language == language]
        words = [
            catalogue.show(text)
            for screen in first
            for block in screen.blocks
            for text in (getattr(block, "text", None), getattr(block, "help", None))
            if text
        ]
        yield whole("limit_told", int(any(word in text for text in words)), language=language, screen="welcome")


# --- the walks -------------------------------------------------------------------------------------------------------


def walked(gallery: Gallery, failures: list[Failure]) -> Iterator[Record]:
    """A-12, A-13, A-16, A-22, A-25, A-30: from what followed what when all scenes were played."""
    yield whole("silent_walk", len(failures), failures[0].scene if failures else "")
    yield whole("sent_unreviewed", sum(map(unreviewed, gallery.walks)))
    twice = [pointer for walk in gallery.walks for pointer in asked_twice(walk)]
    yield whole("asked_twice", len(twice), twice[0] if twice else "")
    slowest = max((step for walk in gallery.walks for step in walk), key=lambda step: step.milliseconds)
    yield whole("response", slowest.milliseconds, screen=slowest.screen)
    not_reset = [step.screen for walk in gallery.walks for step in left_behind(walk)]
    yield whole("display_reset", len(not_reset), not_reset[0] if not_reset else "")
    yield whole(
        "volume_reset",
        sum(1 for walk in gallery.walks for step in left_behind(walk) if step.display.volume != walk[0].display.volume),
    )
    yield whole("reset_loses", _reset_loses(gallery))
    lost = any(failure.scene.startswith("home kept") for failure in failures)
    yield whole("draft_kept", int(not lost and any(seen.profile == "home" for seen in gallery)), screen="home")


def unreviewed(walk: list[Step]) -> int:
    """Hand-ins of a scene with no review since the service was opened."""
    reviewed, found = False, 0
    previous = ""
    for step in walk:
        if step.screen == "apply.review":
            reviewed = True
        elif step.screen in HANDED_IN and previous not in HANDED_IN:
            found += not reviewed
            reviewed = False
        previous = step.screen
    return found


def asked_twice(walk: list[Step]) -> Iterator[str]:
    """Questions of one scene that mean what another question there meant (the same one again is a correction)."""
    pointers: dict[str, str] = {}
    for step in walk:
        pointer, meaning = step.asked
        if step.screen in HANDED_IN:
            pointers.clear()
        if not meaning or "*" in pointer or any(part.isdigit() for part in pointer.split("/")):
            continue  # every member of a family has a name
        if pointers.setdefault(meaning, pointer) != pointer:
            yield pointer


def left_behind(walk: list[Step]) -> Iterator[Step]:
    """First screens after a session whose display is not the one of the start."""
    for before, after in pairwise(walk):
        ended = before.screen in ("goodbye", "over.idle") and after.screen == walk[0].screen
        if ended and after.display != walk[0].display:
            yield after


def _reset_loses(gallery: Gallery) -> int:
    """How often another screen, or another question, stood after the display settings than before them."""
    lost = 0
    for walk in gallery.walks:
        below = walk[0]
        for before, after in pairwise(walk):
            if not before.screen.startswith("over."):
                below = before
            if before.screen == "over.display" and not after.screen.startswith("over."):
                lost += (after.screen, after.asked) != (below.screen, below.asked)
    return lost
