"""Every path of the sandbox and who answers it: the contract's under /v1, the sandbox's own levers under /sandbox."""

from typing import NamedTuple

from kiosk.sandbox import (
    application_routes,
    appointments,
    contract,
    control,
    documents,
    drafts,
    media,
    ratings,
    service_routes,
    session_routes,
    uploads,
)
from kiosk.sandbox.endpoint import MAX_JSON, Handler

_FORM_ROOM = 1 << 16
"""What a multipart body has around its file."""


class Way(NamedTuple):
    """One method of one path. reads_only: it needs no transaction. partial: a body that breaks off is handed on (tus)."""

    method: str
    path: str
    handler: Handler
    reads_only: bool = False
    most_bytes: int = MAX_JSON
    partial: bool = False


def _read(path: str, handler: Handler) -> Way:
    return Way("GET", path, handler, reads_only=True)


CONTRACT: tuple[Way, ...] = (
    _read("/v1/capabilities", service_routes.capabilities),
    _read("/v1/life-events", service_routes.life_events),
    _read("/v1/services", service_routes.services),
    _read("/v1/services/{code}", service_routes.service),
    Way("POST", "/v1/services/{code}/validate", service_routes.validate, reads_only=True),
    _read("/v1/media/{name}", media.film),
    Way("POST", "/v1/otp", session_routes.one_time_code),
    Way("POST", "/v1/sessions", session_routes.sign_in),
    Way("DELETE", "/v1/sessions/current", session_routes.sign_out),
    _read("/v1/sessions/{login}", session_routes.poll),
    Way("POST", "/v1/staff/sessions", session_routes.staff_sign_in),
    Way("POST", "/v1/token-exchange", session_routes.exchange),
    _read("/v1/me", session_routes.me),
    _read("/v1/mandates", session_routes.mandates),
    Way("POST", "/v1/drafts", drafts.create),
    _read("/v1/drafts/{draft}", drafts.read),
    Way("PUT", "/v1/drafts/{draft}", drafts.save),
    Way("DELETE", "/v1/drafts/{draft}", drafts.delete),
    Way("POST", "/v1/uploads", uploads.create),
    Way("POST", "/v1/uploads/multipart", uploads.multipart, most_bytes=uploads.MAX_BYTES + _FORM_ROOM),
    Way("HEAD", "/v1/uploads/{upload}", uploads.offset, reads_only=True),
    _read("/v1/uploads/{upload}", uploads.read),
    Way("PATCH", "/v1/uploads/{upload}", uploads.proceed, most_bytes=uploads.MAX_BYTES, partial=True),
    Way("POST", "/v1/applications", application_routes.submit),
    _read("/v1/applications", application_routes.listing),
    _read("/v1/applications/{application}", application_routes.read),
    _read("/v1/applications/{application}/events", application_routes.events),
    Way("POST", "/v1/applications/{application}/supplements", application_routes.supplement),
    Way("POST", "/v1/applications/{application}/withdrawal", application_routes.withdraw),
    Way("GET", "/v1/lookup", application_routes.look_up),
    Way("POST", "/v1/queries", documents.query),
    _read("/v1/documents", documents.listing),
    _read("/v1/documents/{document}", documents.read),
    _read("/v1/documents/{document}/content", documents.content),
    Way("POST", "/v1/ratings", ratings.rate),
    _read("/v1/slots", appointments.slots),
    Way("POST", "/v1/appointments", appointments.book),
    _read("/v1/appointments/{appointment}", appointments.read),
    Way("DELETE", "/v1/appointments/{appointment}", appointments.cancel),
    _read("/v1/openapi.yaml", contract.as_yaml),
    _read("/v1/openapi.json", contract.as_json),
)

CONTROL: tuple[Way, ...] = (
    Way("POST", "/sandbox/faults", control.add_faults),
    _read("/sandbox/faults", control.show_faults),
    Way("DELETE", "/sandbox/faults", control.clear_faults),
    _read("/sandbox/clock", control.show_clock),
    Way("POST", "/sandbox/clock", control.set_clock),
    _read("/sandbox/audit", control.audit),
    _read("/sandbox/people", control.people),
    Way("POST", "/sandbox/office", control.force),
    Way("POST", "/sandbox/qr/{login}/approve", control.approve),
    _read("/sandbox/applications", control.applications),
)
