"""What the portal answers when it does not do what was asked: RFC 9457, with a stable code. The words come from the word files."""

from collections.abc import Mapping

from kiosk.portal.handing_in import FaultFound


class Refused(Exception):
    """Ends a request with a problem. code: stable, `problem.<code>` has its words. errors: pointers into the request's body."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        errors: tuple[FaultFound, ...] = (),
        headers: Mapping[str, str] | None = None,
        keep: bool = False,
    ) -> None:
        """keep: what was written so far stays (a counted failure); otherwise it is rolled back."""
        super().__init__(code)
        self.status = status
        self.code = code
        self.errors = errors
        self.headers = dict(headers or {})
        self.keep = keep


def unauthorised(code: str = "sign_in_needed") -> Refused:
    """401, with the challenge that HTTP wants."""
    return Refused(401, code, headers={"WWW-Authenticate": "Bearer"})


def too_often(retry_after_s: int) -> Refused:
    """429, with the seconds to wait at least."""
    return Refused(429, "too_often", headers={"Retry-After": str(max(1, retry_after_s))}, keep=True)


def fault(pointer: str, code: str) -> Refused:
    """422 for one place of the body."""
    return Refused(422, "invalid", errors=(FaultFound(pointer=pointer, code=code),))
