"""The sandbox as an ASGI application: its parts, its paths, its faults."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kiosk.sandbox import (
    application_routes,
    appointments,
    contract,
    control,
    documents,
    drafts,
    ratings,
    service_routes,
    session_routes,
    uploads,
)
from kiosk.sandbox.audit import Audit
from kiosk.sandbox.catalogue import load_catalogue
from kiosk.sandbox.clock import Clock
from kiosk.sandbox.connections import Connections
from kiosk.sandbox.endpoint import Endpoint
from kiosk.sandbox.fault_injection import FaultInjection
from kiosk.sandbox.faults import Faults
from kiosk.sandbox.idempotency import Once
from kiosk.sandbox.office import Office
from kiosk.sandbox.people import load_people
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.problems import Refused
from kiosk.sandbox.replies import problem_reply
from kiosk.sandbox.sessions import Sessions
from kiosk.sandbox.store import Store
from kiosk.sandbox.validation import Judges
from kiosk.sandbox.words import chosen_language

_CODES = {404: "path_unknown", 405: "method_unknown"}
_MULTIPART_ROOM = 1 << 16
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
    )


def build_app(portal: Portal, connections: Connections) -> ASGIApp:
    """The application with all paths."""
    app = Starlette(routes=[*_contract_routes(portal), *_control_routes(portal)])
    app.add_exception_handler(HTTPException, _http_problem)
    return FaultInjection(app, portal.faults, connections)


def _contract_routes(portal: Portal) -> list[Route]:
    of = Endpoint(portal).of
    large = uploads.MAX_BYTES + _MULTIPART_ROOM
    table = [
        ("GET", "/capabilities", of(service_routes.capabilities, reads_only=True)),
        ("GET", "/life-events", of(service_routes.life_events, reads_only=True)),
        ("GET", "/services", of(service_routes.services, reads_only=True)),
        ("GET", "/services/{code}", of(service_routes.service, reads_only=True)),
        ("POST", "/services/{code}/validate", of(service_routes.validate, reads_only=True)),
        ("POST", "/otp", of(session_routes.one_time_code)),
        ("POST", "/sessions", of(session_routes.sign_in)),
        ("DELETE", "/sessions/current", of(session_routes.sign_out)),
        ("GET", "/sessions/{login}", of(session_routes.poll, reads_only=True)),
        ("POST", "/staff/sessions", of(session_routes.staff_sign_in)),
        ("POST", "/token-exchange", of(session_routes.exchange)),
        ("GET", "/me", of(session_routes.me, reads_only=True)),
        ("GET", "/mandates", of(session_routes.mandates, reads_only=True)),
        ("POST", "/drafts", of(drafts.create)),
        ("GET", "/drafts/{draft}", of(drafts.read, reads_only=True)),
        ("PUT", "/drafts/{draft}", of(drafts.save)),
        ("DELETE", "/drafts/{draft}", of(drafts.delete)),
        ("POST", "/uploads", of(uploads.create)),
        ("POST", "/uploads/multipart", of(uploads.multipart, most_bytes=large)),
        ("HEAD", "/uploads/{upload}", of(uploads.offset, reads_only=True)),
        ("GET", "/uploads/{upload}", of(uploads.read, reads_only=True)),
        ("PATCH", "/uploads/{upload}", of(uploads.proceed, most_bytes=large, partial=True)),
        ("POST", "/applications", of(application_routes.submit)),
        ("GET", "/applications", of(application_routes.listing, reads_only=True)),
        ("GET", "/applications/{application}", of(application_routes.read, reads_only=True)),
        ("GET", "/applications/{application}/events", of(application_routes.events, reads_only=True)),
        ("POST", "/applications/{application}/supplements", of(application_routes.supplement)),
        ("POST", "/applications/{application}/withdrawal", of(application_routes.withdraw)),
        ("GET", "/lookup", of(application_routes.look_up)),
        ("POST", "/queries", of(documents.query)),
        ("GET", "/documents", of(documents.listing, reads_only=True)),
        ("GET", "/documents/{document}", of(documents.read, reads_only=True)),
        ("GET", "/documents/{document}/content", of(documents.content, reads_only=True)),
        ("POST", "/ratings", of(ratings.rate)),
        ("GET", "/slots", of(appointments.slots, reads_only=True)),
        ("POST", "/appointments", of(appointments.book)),
        ("GET", "/appointments/{appointment}", of(appointments.read, reads_only=True)),
        ("DELETE", "/appointments/{appointment}", of(appointments.cancel)),
        ("GET", "/openapi.yaml", of(contract.as_yaml, reads_only=True)),
        ("GET", "/openapi.json", of(contract.as_json, reads_only=True)),
    ]
    return _routes("/v1", table)


def _control_routes(portal: Portal) -> list[Route]:
    of = Endpoint(portal).of
    table = [
        ("POST", "/faults", of(control.add_faults)),
        ("GET", "/faults", of(control.show_faults, reads_only=True)),
        ("DELETE", "/faults", of(control.clear_faults)),
        ("GET", "/clock", of(control.show_clock, reads_only=True)),
        ("POST", "/clock", of(control.set_clock)),
        ("GET", "/audit", of(control.audit, reads_only=True)),
        ("GET", "/people", of(control.people, reads_only=True)),
        ("POST", "/office", of(control.force)),
        ("POST", "/qr/{login}/approve", of(control.approve)),
        ("GET", "/applications", of(control.applications, reads_only=True)),
    ]
    return _routes("/sandbox", table)


def _routes(prefix: str, table: Sequence[tuple[str, str, _Endpoint]]) -> list[Route]:
    """One route a path, so that 405 names all its methods. GET does not bring HEAD: HEAD of an upload is another thing."""
    by_path: dict[str, dict[str, _Endpoint]] = {}
    for method, path, endpoint in table:
        by_path.setdefault(prefix + path, {})[method] = endpoint
    return [_route(path, endpoints) for path, endpoints in by_path.items()]


def _route(path: str, endpoints: dict[str, _Endpoint]) -> Route:
    async def chosen(request: Request) -> Response:
        return await endpoints[request.method](request)

    route = Route(path, chosen, methods=list(endpoints))
    route.methods = set(endpoints)
    return route


def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    refused = Refused(error.status_code, _CODES.get(error.status_code, "malformed"), headers=error.headers)
    return problem_reply(refused, chosen_language(request.headers.get("accept-language", "")))
