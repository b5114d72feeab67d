"""HTTP and problem+json (RFC 9457) into our own problems. Two questions matter: what can the person do, and may it have been done?"""

import msgspec
import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError

from kiosk.problems import Fault, ProblemError, Remedy


class Unsure(ProblemError):
    """A write may or may not have been done: only a look-up tells. Raised for 5xx (a 503 too: a gateway may say it after the deed), time-outs,
    resets, and answers that make no sense.
    """


class Refused(ProblemError):
    """The portal took nothing, for certain (4xx). status: the HTTP status, for the outbox's rule of 409."""

    def __init__(
        self,
        remedy: Remedy,
        code: str,
        *,
        status: int,
        faults: tuple[Fault, ...] = (),
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(remedy, code, faults=faults, retry_after_s=retry_after_s)
        self.status = status


class _Detail(msgspec.Struct):
    pointer: str = ""
    code: str = ""
    detail: str = ""


class _ProblemJson(msgspec.Struct):
    code: str = ""
    errors: tuple[_Detail, ...] = ()


REMEDIES = {401: Remedy.SIGN_IN, 403: Remedy.ASK_STAFF, 409: Remedy.CHECKING, 422: Remedy.FIX_ANSWER, 429: Remedy.WAIT}


def from_exception(error: requests.RequestException) -> ProblemError:
    """No answer. A connection that was never made did nothing; anything later may have."""
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return ProblemError(Remedy.WAIT, "portal_away")
    cause = error.args[0] if error.args else None
    if isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError):
        return ProblemError(Remedy.WAIT, "portal_away")
    return Unsure(Remedy.WAIT, "portal_away")


def retry_after(response: requests.Response) -> float | None:
    """Seconds of a Retry-After header (the form in seconds)."""
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isdigit() else None


def from_response(response: requests.Response) -> ProblemError:
    """What an error answer means."""
    status = response.status_code
    try:
        body = msgspec.json.decode(response.content, type=_ProblemJson)
    except msgspec.MsgspecError:
        body = _ProblemJson()
    wait = retry_after(response)
    if status == 429:
        return Refused(Remedy.WAIT, body.code or "portal_busy", status=status, retry_after_s=wait)
    if status == 503:
        return Unsure(Remedy.WAIT, "portal_busy", retry_after_s=wait)
    if status >= 500 or status == 408:
        return Unsure(Remedy.WAIT, "portal_broken", retry_after_s=wait)
    if status < 400:
        return Unsure(Remedy.TRY_AGAIN, "portal_nonsense")
    faults = tuple(
        Fault(error.pointer.removeprefix("/answers"), error.code, (("message", error.detail),) if error.detail else ())
        for error in body.errors
    )
    remedy = REMEDIES.get(status, Remedy.ASK_STAFF)
    return Refused(remedy, body.code or f"portal_{status}", status=status, faults=faults)
