"""The sandbox as an ASGI application: its parts, its paths, its faults."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kiosk.sandbox import media
from kiosk.sandbox.audit import Audit
from kiosk.sandbox.catalogue import load_catalogue
from kiosk.sandbox.clock import Clock
from kiosk.sandbox.connections import Connections
from kiosk.sandbox.endpoint import Endpoint
from kiosk.sandbox.fault_injection import FaultInjection
from kiosk.sandbox.faults import Faults
from kiosk.sandbox.idempotency import Once
from kiosk.sandbox.office import Office
from kiosk.sandbox.paths import CONTRACT, CONTROL
from kiosk.sandbox.people import load_people
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.problems import Refused
from kiosk.sandbox.replies import problem_reply
from kiosk.sandbox.sessions import Sessions
from kiosk.sandbox.store import Store
from kiosk.sandbox.validation import Judges
from kiosk.sandbox.words import chosen_language

_CODES = {404: "path_unknown", 405: "method_unknown"}
_Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the made-up world is read from."""

    services: tuple[Path, ...]
    life_events: Path
    people: Path
    staff: Path


def build_portal(data: Path, sources: Sources) -> Portal:
    """Puts the parts together. Raises CatalogueError, StoreTooNewError, OSError, msgspec.ValidationError."""
    store, faults = Store(data), Faults()
    people = load_people(sources.people, sources.staff)
    audit = Audit(store)
    return Portal(
        store=store,
        clock=Clock(store),
        audit=audit,
        once=Once(store),
        sessions=Sessions(store, people),
        catalogue=load_catalogue(sources.services, sources.life_events),
        people=people,
        office=Office(store, audit),
        judges=Judges(),
        faults=faults,
        films=tuple(folder / media.FOLDER for folder in sources.services),
    )


def build_app(portal: Portal, connections: Connections) -> ASGIApp:
    """The application with all paths."""
    app = Starlette(routes=_routes(portal))
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(Exception, _failed)
    return FaultInjection(app, portal.faults, connections)


def _routes(portal: Portal) -> list[Route]:
    """One route a path, so that 405 names all its methods. GET does not bring HEAD: HEAD of an upload is another thing."""
    endpoints = Endpoint(portal)
    by_path: dict[str, dict[str, _Endpoint]] = {}
    for way in (*CONTRACT, *CONTROL):
        by_path.setdefault(way.path, {})[way.method] = endpoints.of(
            way.handler, reads_only=way.reads_only, most_bytes=way.most_bytes, partial=way.partial
        )
    return [_route(path, methods) for path, methods in by_path.items()]


def _route(path: str, endpoints: dict[str, _Endpoint]) -> Route:
    async def chosen(request: Request) -> Response:
        return await endpoints[request.method](request)

    route = Route(path, chosen, methods=list(endpoints))
    route.methods = set(endpoints)
    return route


def _failed(request: Request, error: Exception) -> Response:
    """Whatever was not foreseen; Starlette raises it again afterwards, and the log tells where it was."""
    return problem_reply(Refused(500, "internal"), chosen_language(request.headers.get("accept-language", "")))


def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    refused = Refused(error.status_code, _CODES.get(error.status_code, "malformed"), headers=error.headers)
    return problem_reply(refused, chosen_language(request.headers.get("accept-language", "")))
