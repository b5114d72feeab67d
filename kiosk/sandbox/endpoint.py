"""The way of every request: read the body, find the caller, do the work in one transaction, answer."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kiosk.sandbox.call import Answer, Call
from kiosk.sandbox.fault_injection import FAULT
from kiosk.sandbox.faults import Rule
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.problems import Refused
from kiosk.sandbox.replies import problem_reply, reply
from kiosk.sandbox.words import chosen_language, words

Handler = Callable[[Portal, Call], Answer]
MAX_JSON = 1 << 20


class Endpoint:
    """Makes Starlette endpoints of handlers. One request at a time works on the store; keys under way are remembered."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._running: set[tuple[str, str, str]] = set()

    def of(
        self, handler: Handler, *, reads_only: bool = False, most_bytes: int = MAX_JSON, partial: bool = False
    ) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint. partial: a body that breaks off is handed on as far as it came (tus)."""

        async def endpoint(request: Request) -> Response:
            language = chosen_language(request.headers.get("accept-language", ""))
            mark = (
                request.url.path,
                request.headers.get("authorization", ""),
                request.headers.get("idempotency-key", ""),
            )
            claimed = bool(mark[2]) and request.method == "POST"
            if claimed and mark in self._running:
                return problem_reply(Refused(409, "still_running", headers={"Retry-After": "1"}), language)
            if claimed:
                self._running.add(mark)
            try:
                body, whole = await _body(request, most_bytes)
                if not whole and not partial:
                    return Response(status_code=400)  # the client has gone: nobody reads it
                rule: Rule | None = request.scope.get(FAULT)
                if rule is not None and rule.kind == "delay":
                    await asyncio.sleep(rule.seconds)
                return reply(self._work(handler, request, body, language, rule, reads_only))
            except Refused as refused:
                return problem_reply(refused, language)
            except RecursionError:
                return problem_reply(Refused(400, "malformed"), language)
            finally:
                if claimed:
                    self._running.discard(mark)

        return endpoint

    def _work(
        self,
        handler: Handler,
        request: Request,
        body: bytes,
        language: str,
        rule: Rule | None,
        reads_only: bool,
    ) -> Answer:
        portal = self._portal
        self._housekeeping()
        caller = portal.sessions.caller(request.headers.get("authorization", ""), portal.clock.now())
        call = Call(
            method=request.method,
            path=request.url.path,
            params=request.path_params,
            query=request.query_params,
            headers=request.headers,
            body=body,
            words=words(language),
            caller=caller,
        )
        if reads_only:
            return handler(portal, call)
        kept: Refused | None = None
        with portal.store.transaction():
            try:
                answer = handler(portal, call)
            except Refused as refused:
                if not refused.keep:
                    raise
                kept = refused
            _die_at("kill_before_commit", rule)
        _die_at("kill_after_commit", rule)
        if kept is not None:
            raise kept
        return answer

    def _housekeeping(self) -> None:
        """Lets the office do what fell due in the meantime."""
        portal, now = self._portal, self._portal.clock.now()
        if portal.office.is_due(now):
            with portal.store.transaction():
                portal.office.tick(now)


def _die_at(kind: str, rule: Rule | None) -> None:
    if rule is not None and rule.kind == kind:
        os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)


async def _body(request: Request, most_bytes: int) -> tuple[bytes, bool]:
    """The body, and whether all of it came. Raises Refused 413."""
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most_bytes:
                raise Refused(413, "too_large")
            parts.append(part)
    except ClientDisconnect:
        return b"".join(parts), False
    return b"".join(parts), True
