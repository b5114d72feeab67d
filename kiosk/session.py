"""One person at the screen. A frozen value: ending a session replaces it, and nothing of the old one is reachable."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.display import Display
from kiosk.editing import Editing
from kiosk.profiles import Profile
from kiosk.requests import Effect
from kiosk.results import Catalogue, Kept
from kiosk.scanning import UNLIT, Scan
from kiosk.search import Index
from kiosk.value import dataclass

if TYPE_CHECKING:
    from kiosk.own_words import OwnWords
    from kiosk.portal.handing_in import ConsentGiven
    from kiosk.portal.people import Login, Person, Staff
    from kiosk.portal.services import Capabilities
    from kiosk.watching import Watching


@dataclass(frozen=True, slots=True)
class Start:
    """What every new session begins with.

    display: the size, theme and language to go back to; phone: whom to call (12345 by default); open_from, open_until: hours as minutes of the
    day, in the portal's zone; px_per_mm: of the screen, as it is drawn now (0: nothing is drawn);
    demonstration: the sandbox that comes along, and Ctrl+Q leaves.
    """

    profile: Profile
    display: Display
    phone: str = "12345"
    open_from: int = 0
    open_until: int = 24 * 60
    demonstration: bool = False
    px_per_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Session:
    """journey: the state of the journey under way, opaque here; over: the state of what lies over it (display, sound, help, leave, idle).

    shown: keys of private values the person wants to see; spoken: the one key that may be said now; last_life: clock of the last sign of life;
    voice_lost: why there is no sound (code); done: titles of what was finished in this session; today: the portal's time of the last event.
    scan: where the light of scanning is; pages: how many pages the content takes where it is shown.
    kept: what the home profile remembers. can_listen: there is a microphone and something that understands; hearing: the state of listening;
    can_speak: what the engine has voices for;
    offered: the screen on which keys were offered before something private is said aloud. own_words: what was learnt of the catalogue.
    watching: the film in sign language that this screen shows.
    """

    id: str
    start: Start
    journey: object
    over: object | None = None
    display: Display = Display()
    capabilities: "Capabilities | None" = None
    catalogue: Catalogue = Catalogue(Index(), ())
    login: "Login | None" = None
    staff: "Staff | None" = None
    kept: Kept | None = None
    consents: "tuple[ConsentGiven, ...]" = ()
    editing: Editing = Editing()
    shown: frozenset[str] = frozenset()
    spoken: str = ""
    caption: str = ""
    voice_lost: str = ""
    can_listen: bool = False
    can_speak: tuple[str, ...] = ()
    headphones_seen: bool | None = None
    hearing: object | None = None
    scan: Scan = UNLIT
    pages: int = 1
    offered: tuple[str, str] = ("", "")
    own_words: "OwnWords | None" = None
    watching: "Watching | None" = None
    last_life: float = 0.0
    today: datetime | None = None
    done: tuple[str, ...] = ()

    @property
    def person(self) -> "Person | None":
        """Who signed in."""
        return self.login.person if self.login else None

    @property
    def token(self) -> str:
        """The person's token, "" without."""
        return self.login.token if self.login else ""

    @property
    def demonstration(self) -> bool:
        """Whether nothing here counts: the portal that comes along, or another that says so of itself. Marked on every screen and sheet."""
        return self.start.demonstration or (self.capabilities is not None and self.capabilities.demonstration)

    @property
    def keyboard(self) -> bool:
        """Whether a keyboard is shown on the screen: where there is no other, and for whom switches are all."""
        return self.profile.keyboard or self.display.scan > 0

    @property
    def profile(self) -> Profile:
        """What is allowed here."""
        return self.start.profile

    def to(self, journey: object) -> "Session":
        """The same session at another journey or another state of it; what was allowed to be said is forgotten."""
        return replace(self, journey=journey, spoken="")

    def knows(self, semantic: str) -> str:
        """A known datum of the person as text ("" when unknown)."""
        if self.person is None:
            return ""
        return next((str(known.value) for known in self.person.known if known.semantic == semantic), "")


Next = tuple[Session, tuple[Effect, ...]]
"""What every update returns."""


def stay(session: Session) -> Next:
    """Nothing to do."""
    return session, ()
