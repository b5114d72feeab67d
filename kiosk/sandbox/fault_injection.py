"""The middleware that carries faults out, on the level of ASGI and of the connection."""

import asyncio
from typing import Any

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.sandbox.connections import Connections
from kiosk.sandbox.faults import Faults, Rule
from kiosk.sandbox.problems import Refused
from kiosk.sandbox.replies import problem_reply

FAULT = "sandbox.fault"
"""The key of the rule in the ASGI scope, for what has to happen inside: delay, kill_before_commit, kill_after_commit."""
_PAGE = "<!doctype html><html><head><title>Gateway</title></head><body><h1>It works</h1></body></html>"


class FaultInjection:
    """Wraps the application. The control paths under /sandbox never fail."""

    def __init__(self, app: ASGIApp, faults: Faults, connections: Connections) -> None:
        self._app = app
        self._faults = faults
        self._connections = connections

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        rule = None
        if scope["type"] == "http" and not scope["path"].startswith("/sandbox"):
            rule = self._faults.strike(scope["method"], scope["path"])
        if rule is None:
            await self._app(scope, receive, send)
            return
        scope[FAULT] = rule
        match rule.kind:
            case "drop":
                await self._connections.cut(scope)
            case "lose_answer":
                await self._app(scope, receive, _nowhere)
                await self._connections.cut(scope)
            case "cut_upload":
                await self._app(scope, _Shortened(scope, receive, rule), _nowhere)
                await self._connections.cut(scope)
            case "status_500_after":
                await self._app(scope, receive, _nowhere)
                await self._refuse(500, "internal", rule, scope, receive, send)
            case "status_500":
                await self._refuse(500, "internal", rule, scope, receive, send)
            case "status_429":
                await self._refuse(429, "too_often", rule, scope, receive, send)
            case "status_503":
                await self._refuse(503, "closed_for_now", rule, scope, receive, send)
            case "html":
                await HTMLResponse(_PAGE)(scope, receive, send)
            case "delay" | "kill_before_commit" | "kill_after_commit":
                await self._app(scope, receive, send)

    async def _refuse(self, status: int, code: str, rule: Rule, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {} if status == 500 else {"Retry-After": str(max(1, round(rule.seconds)))}
        await problem_reply(Refused(status, code, headers=headers), "zh")(scope, receive, send)


async def _nowhere(message: Message) -> None:
    """Takes an answer that nobody gets."""
    await asyncio.sleep(0)


class _Shortened:
    """Hands on the first bytes of a body and says that the client has gone."""

    def __init__(self, scope: Scope, receive: Receive, rule: Rule) -> None:
        length = next((int(value) for name, value in scope["headers"] if name == b"content-length"), 0)
        self._left = rule.bytes if rule.bytes >= 0 else length // 2
        self._receive = receive
        self._over = False

    async def __call__(self) -> Message:
        if self._over:
            return {"type": "http.disconnect"}
        message: dict[str, Any] = dict(await self._receive())
        body: bytes = message.get("body", b"")
        if len(body) >= self._left:
            self._over = True
            return {"type": "http.request", "body": body[: self._left], "more_body": True}
        self._left -= len(body)
        return message
