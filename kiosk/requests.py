"""What a journey can ask of the world, as plain data. `effects` carries each out on its lane and answers with an event."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kiosk.blocks import Block, Row, Slip
from kiosk.problems import Fault
from kiosk.results import Catalogue, Delivery, HomeDraft, Keeping, Kept, LoadedService, Page, Suggestion
from kiosk.stops import Group, Stop
from kiosk.text import Text
from kiosk.value import dataclass

if TYPE_CHECKING:
    from kiosk.forms.model import Form
    from kiosk.portal.services import ServiceSummary

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request(Generic[T]):
    """A request whose answer is a T."""


# --- the portal --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LoadCapabilities(Request[object]):
    """What the portal can do."""


@dataclass(frozen=True, slots=True)
class LoadCatalogue(Request[Catalogue]):
    """The catalogue in a language."""

    language: str


@dataclass(frozen=True, slots=True)
class LearnOwnWords(Request[object]):
    """What people say for which service of a catalogue: kiosk.own_words.OwnWords."""

    services: "tuple[ServiceSummary, ...]"


@dataclass(frozen=True, slots=True)
class LoadService(Request[LoadedService]):
    """One service."""

    code: str
    language: str


@dataclass(frozen=True, slots=True)
class SignIn(Request[object]):
    """Begin to sign in by a method with its evidence."""

    method: str
    evidence: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SendCode(Request[object]):
    """A one-time code to this phone (E.164)."""

    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PollLogin(Request[object]):
    """How a pending sign-in stands."""

    login: str


@dataclass(frozen=True, slots=True)
class Resume(Request[object]):
    """The person of a kept token."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffSignIn(Request[object]):
    """A member of staff signs in."""

    staff: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Assist(Request[object]):
    """Bind the helping member of staff to the person's sign-in."""

    token: str = field(repr=False)
    staff_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CreateDraft(Request[object]):
    """A draft and its grant under a client key."""

    token: str = field(repr=False)
    key: str
    service: str
    version: int


@dataclass(frozen=True, slots=True)
class SendMaterial(Request[object]):
    """One file under the grant; progress comes as Step events. upload: where to go on."""

    grant: str = field(repr=False)
    key: str
    slot: str
    content: bytes = field(repr=False)
    upload: str = ""


@dataclass(frozen=True, slots=True)
class Deliver(Request[Delivery]):
    """Freeze and send by the outbox. kind: submit or supplement; target: the application a supplement belongs to.

    An empty body means: go on with the row of this key.
    """

    kind: str
    key: str
    grant: str = field(repr=False, default="")
    body: bytes = field(repr=False, default=b"")
    target: str = ""
    expires_at: str = ""


@dataclass(frozen=True, slots=True)
class CheckOutbox(Request[Keeping]):
    """Whether what is handed in could be kept now: asked before a person fills anything in."""


@dataclass(frozen=True, slots=True)
class ListApplications(Request[object]):
    """The person's applications."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class GetApplication(Request[object]):
    """One application with its events."""

    token: str = field(repr=False)
    application: str


@dataclass(frozen=True, slots=True)
class LookUp(Request[object]):
    """One application by the slip."""

    case_no: str
    query_code: str


@dataclass(frozen=True, slots=True)
class Query(Request[object]):
    """A statement or certificate."""

    token: str = field(repr=False)
    key: str
    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DocumentContent(Request[bytes]):
    """The PDF of a document."""

    token: str = field(repr=False)
    document: str


@dataclass(frozen=True, slots=True)
class FetchFilm(Request[bytes]):
    """A film in sign language, by its path below the portal's /v1."""

    path: str


# --- devices -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DemonstrationCards(Request[tuple[tuple[str, str], ...]]):
    """The made-up people whose cards the simulated reader has: (id, name)."""


@dataclass(frozen=True, slots=True)
class InsertCard(Request[None]):
    """Lay a made-up person's card on the simulated reader."""

    card: str


@dataclass(frozen=True, slots=True)
class Scan(Request[Page]):
    """Take one page."""

    paper: str = ""


@dataclass(frozen=True, slots=True)
class PrintSlip(Request[str]):
    """Print a slip and follow it to its true end."""

    slip: Slip


@dataclass(frozen=True, slots=True)
class PrintBlocks(Request[str]):
    """Print what a screen says (a guide, a list)."""

    title: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PrintPdf(Request[str]):
    """Print a document of the portal's."""

    pdf: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckAnswers(Request[tuple[Fault, ...]]):
    """Everything that is wrong with a form's answers, on this day (as the portal will judge them)."""

    form: "Form"
    answers: Mapping[str, Any] = field(repr=False)
    today: date


@dataclass(frozen=True, slots=True)
class SuggestPinyin(Request[tuple[Suggestion, ...]]):
    """Candidates for letters. names: a person's name is being written."""

    letters: str
    names: bool


@dataclass(frozen=True, slots=True)
class SuggestHandwriting(Request[tuple[Suggestion, ...]]):
    """Candidates for strokes."""

    strokes: tuple[tuple[tuple[float, float], ...], ...] = field(repr=False)


# --- what home keeps -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LoadKept(Request[Kept]):
    """What is remembered."""


@dataclass(frozen=True, slots=True)
class KeepSignIn(Request[bool]):
    """Remember a token; whether a keyring keeps it."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeepDraft(Request[None]):
    """Remember a draft at every answer."""

    draft: HomeDraft = field(repr=False)


@dataclass(frozen=True, slots=True)
class ForgetDraft(Request[None]):
    """The draft was handed in or thrown away."""

    key: str


@dataclass(frozen=True, slots=True)
class KeepSeen(Request[None]):
    """The states of the applications that the person has been told (id → state)."""

    seen: dict[str, str]


@dataclass(frozen=True, slots=True)
class KeepDisplay(Request[None]):
    """How the person wants it shown, said and worked (kept_display)."""

    display: dict[str, Any]


@dataclass(frozen=True, slots=True)
class KeepScale(Request[None]):
    """How many pixels this machine's screen has a millimetre, in the user's settings."""

    px_per_mm: float


@dataclass(frozen=True, slots=True)
class ForgetAll(Request[None]):
    """Sign out at home: nothing of the person stays."""


# --- effects -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Effect:
    """Something update wants done."""


@dataclass(frozen=True, slots=True)
class Ask(Effect):
    """Carry a request out; Answer(tag, value) or Trouble(tag, problem) comes back."""

    request: Request[Any]
    tag: str


@dataclass(frozen=True, slots=True)
class SayAgain(Effect):
    """Read the screen from the start."""


@dataclass(frozen=True, slots=True)
class SayOn(Effect):
    """The screen that comes now is read on from the sentence that was interrupted."""


@dataclass(frozen=True, slots=True)
class Tell(Effect):
    """Say what has just been lit or come to: a thing with its place (number of total), a group with its size, words, or what a finger rests on."""

    what: Stop | Group | Text | Row | Block
    number: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class TurnPages(Effect):
    """Turn the content by so many pages."""

    by: int


@dataclass(frozen=True, slots=True)
class EndSession(Effect):
    """Replace the session; nothing of the old one is reachable. sign_out: the token to revoke on the way."""

    sign_out: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Quit(Effect):
    """Leave the program (home, or the sandbox)."""
