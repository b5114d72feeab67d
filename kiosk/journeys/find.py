"""Finding a service: by life event, or by typing (words, pinyin, initials). At most three levels and eight choices a screen."""

from dataclasses import replace

from kiosk.blocks import Action, Heading, Menu, Notice, Paragraph, TextField
from kiosk.editing import Field, begin, keyboard
from kiosk.events import Event, GoBack, Stamp
from kiosk.journeys import home, meant, routes
from kiosk.portal.services import ServiceSummary
from kiosk.screen import Screen, screen
from kiosk.search import search
from kiosk.session import Next, Session, stay
from kiosk.text import phrase, public
from kiosk.value import dataclass

A_PAGE = 6
MOST_FOUND = 4
A_SAYING = 4
"""Characters from which on it may be more than a name."""


@dataclass(frozen=True, slots=True)
class State:
    """life_event: the open door ("" none); typing: the search is open; page: of a long list, from 0."""

    life_event: str = ""
    typing: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class More(Event):
    """The next few."""


def start(session: Session, route: routes.Route, stamp: Stamp) -> Next:
    """The doors, one of them opened, or the search."""
    state = State(route.life_event, route.typing) if isinstance(route, routes.Find) else State()
    kind = "search" if session.display.language == "zh" else "search_latin"  # services are found by the words that are read
    editing = begin(search=Field(kind, limit=30)) if state.typing else session.editing
    return replace(session, editing=editing).to(state), meant.learning(session)


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """Doors open, back closes them."""
    match event:
        case home.Open(route):
            return session.to(route), ()
        case More():
            return session.to(replace(state, page=state.page + 1)), ()
        case GoBack() if state.page:
            return session.to(replace(state, page=state.page - 1)), ()
        case GoBack() if state.life_event or state.typing:
            return session.to(routes.Find()), ()
        case GoBack():
            return session.to(routes.Home() if session.login else routes.SignIn(routes.Home())), ()
    return stay(session)


def view(session: Session, state: State) -> Screen:
    """The doors, a door's services, or the search."""
    if state.typing:
        return _search(session)
    if state.life_event:
        return _door(session, state)
    doors = tuple(
        Action(
            public(event.title, event.say),
            home.Open(routes.Find(event.code)),
            key=f"door.{event.code}",
            icon=event.icon,
        )
        for event in session.catalogue.life_events
    )
    by_typing = Action("find.typing", home.Open(routes.Find(typing=True)), icon="pencil")
    return screen(
        "find",
        Heading("find.title", help="find.help"),
        Menu("doors", "find.doors", (*doors[:7], by_typing)),
        back=GoBack(),
        sayable=home.sayable(session),
    )


def _services(services: tuple[ServiceSummary, ...]) -> Menu:
    return Menu("services", "find.services", tuple(home.service_action(service) for service in services))


def _door(session: Session, state: State) -> Screen:
    title = next((event.title for event in session.catalogue.life_events if event.code == state.life_event), "")
    services = session.catalogue.index.of_life_event(state.life_event)
    first = state.page * A_PAGE
    more = len(services) > first + A_PAGE
    return screen(
        "find.door",
        Heading(public(title), help="find.door.help"),
        _services(services[first : first + A_PAGE]),
        Action("find.more", More(), icon="chevron-down") if more else None,
        instance=f"{state.life_event}/{state.page}",
        back=GoBack(),
        sayable=home.sayable(session),
    )


def _found(session: Session, wanted: str) -> tuple[ServiceSummary, ...]:
    """By name; where that tells too little, by what is meant."""
    named = search(session.catalogue.index, wanted, MOST_FOUND)
    if (
        len(wanted) < A_SAYING
        or len(named) == MOST_FOUND
        or session.own_words is None
        or session.own_words.services != session.catalogue.index.services
    ):
        return named
    meant_too = session.own_words.match(wanted).services
    return (*named, *(service for service in meant_too if service not in named))[:MOST_FOUND]


def _search(session: Session) -> Screen:
    field = session.editing.fields.get("search", Field("search"))
    wanted = field.text + session.editing.composing
    found = _found(session, wanted)
    note = phrase("find.typing.found", n=len(found)) if found else "find.typing.none" if wanted else None
    return screen(
        "find.typing",
        Heading("find.typing.title", help="find.typing.help"),
        TextField("search", "find.typing.label", "search", field.text, field.edition, limit=field.limit, note=note),
        _services(found) if found else None,
        Notice("find.typing.nothing") if wanted and not found else None,
        Paragraph(phrase("find.typing.ask", phone=session.start.phone)) if wanted and not found else None,
        keyboard(session.editing) if session.keyboard else None,
        back=GoBack(),
        sayable=home.sayable(session),
    )
