"""What would you like to do? What is due first, then four doors: find by life event, by typing, my applications, statements."""

from dataclasses import replace

from kiosk.blocks import Action, Heading, Menu, Notice, Tone
from kiosk.events import Answer, Event, Stamp
from kiosk.journeys import meant, routes
from kiosk.portal.cases import Application, ApplicationPage
from kiosk.portal.services import ServiceSummary
from kiosk.privacy import Kind
from kiosk.requests import Ask, ForgetDraft, KeepSeen, ListApplications, LoadKept
from kiosk.results import HomeDraft, Kept
from kiosk.screen import SERVICE, Screen, screen
from kiosk.session import Next, Session, stay
from kiosk.text import Secret, Text, Words, phrase, public
from kiosk.value import dataclass

DUE_SHOWN = 3


@dataclass(frozen=True, slots=True)
class State:
    """changed: applications whose state the person has not been told yet; drafts: what home kept."""

    changed: tuple[Application, ...] = ()
    drafts: tuple[HomeDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Open(Event):
    """Through this door."""

    route: routes.Route


@dataclass(frozen=True, slots=True)
class Discard(Event):
    """Throw a kept draft away."""

    key: str


def start(session: Session, route: routes.Route, stamp: Stamp) -> Next:
    """Home; where what the person was told is kept, the portal is asked what changed since."""
    asks: tuple[Ask, ...] = (Ask(LoadKept(), "kept.again"),) if session.profile.keeps else ()
    if session.login is not None and session.kept is not None:
        asks = (*asks, Ask(ListApplications(session.token), "changed"))
    return session.to(State(drafts=session.kept.drafts if session.kept else ())), (*asks, *meant.learning(session))


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """Doors, and what changed since the person was last here (kept at home only)."""
    match event:
        case Open(route):
            return session.to(route), ()
        case Discard(key):
            left = tuple(draft for draft in state.drafts if draft.key != key)
            kept = replace(session.kept, drafts=left) if session.kept else None
            return replace(session, kept=kept).to(replace(state, drafts=left)), (Ask(ForgetDraft(key), "forgotten"),)
        case Answer("kept.again", Kept() as kept):
            return replace(session, kept=kept).to(replace(state, drafts=kept.drafts)), ()
        case Answer("changed", ApplicationPage(items=items)) if session.kept is not None:
            return _changed(session, state, session.kept, items)
    return stay(session)


def _changed(session: Session, state: State, kept: Kept, items: tuple[Application, ...]) -> Next:
    news = tuple(item for item in items if item.id in kept.seen and kept.seen[item.id] != item.state)
    seen = {item.id: item.state for item in items}
    if seen == kept.seen:
        return stay(session)
    now = replace(session, kept=replace(kept, seen=dict(seen)))
    return now.to(replace(state, changed=news)), (Ask(KeepSeen(dict(seen)), "seen"),)


def service_action(service: ServiceSummary, key: str = "") -> Action:
    """The tile of a service; a private one does not say its summary."""
    words = public(service.title, service.say or service.title, (service.title, *service.aliases))
    event = Open(routes.Statement(service.code) if service.kind == "query" else routes.Apply(service.code))
    return Action(words, event, key=key or f"{SERVICE}{service.code}", icon=service.icon, hint=public(service.summary))


def sayable(session: Session) -> tuple[Action, ...]:
    """Every service by its names: where one can speak, it can be asked for without going through the doors."""
    services = session.catalogue.index.services if session.can_listen else ()
    return tuple(service_action(service) for service in services)


def _greeting(session: Session) -> Text:
    """By name only where names are not masked: half a name with dots in it greets nobody, and all of it is not for who stands behind."""
    if session.person is None:
        return "home.title_nobody"
    if session.profile.masked:
        return "home.title_masked"
    return phrase("home.title", name=Secret(Kind.NAME, session.person.name, shown=True))


def view(session: Session, state: State) -> Screen:
    """At most eight tiles."""
    person = session.person
    known = person.due if person else ()
    due = [service for code in known[:DUE_SHOWN] if (service := session.catalogue.index.service(code))]
    tiles = (
        *(service_action(service) for service in due),
        Action("home.find", Open(routes.Find()), icon="search", hint="home.find.hint"),
        Action("home.track", Open(routes.Track()), icon="clock", hint="home.track.hint"),
        *(
            Action(
                phrase("home.draft", title=Words(draft.title)),
                Open(routes.Apply(draft.service, draft.key)),
                key=f"draft.{draft.key}",
                icon="pencil",
                hint="home.draft.hint",
            )
            for draft in state.drafts[:2]
        ),
        *(
            service_action(service)
            for service in session.catalogue.index.services
            if service.kind == "query" and service not in due
        ),
    )
    news = tuple(
        Notice(
            phrase("home.changed", title=Words(item.service_title), state=phrase(f"state.{item.state}")),
            Tone.GOOD,
            key=f"changed.{item.id}",
        )
        for item in state.changed
    )
    return screen(
        "home",
        Heading(
            _greeting(session),
            help="home.help",
        ),
        *news,
        Notice("home.memory_only") if session.kept is not None and not session.kept.secure else None,
        Menu("doors", "home.doors", tiles[:8]),
        sayable=sayable(session),
    )
