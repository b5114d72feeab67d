"""The open connections by their client's address, so that one can be cut in mid-request."""

import asyncio
from typing import Any

from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

_Address = tuple[str, int]


class Connections:
    """All open connections of a server. `protocol` is the class that uvicorn is to use."""

    def __init__(self) -> None:
        open_transports: dict[_Address, asyncio.Transport] = {}
        lost: dict[_Address, asyncio.Event] = {}
        self._open = open_transports
        self._lost = lost

        class Registered(H11Protocol):
            """uvicorn's protocol, which tells when a connection comes and goes."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                open_transports[transport.get_extra_info("peername")[:2]] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                address = self.transport.get_extra_info("peername")[:2]
                open_transports.pop(address, None)
                if (waiter := lost.pop(address, None)) is not None:
                    waiter.set()

        self.protocol: type[Any] = Registered

    async def cut(self, scope: Scope) -> None:
        """Cuts the connection of a request at once; returns when it is gone."""
        address = tuple(scope["client"])
        transport = self._open.get(address)
        if transport is None:
            return
        waiter = self._lost[address] = asyncio.Event()
        transport.abort()
        await waiter.wait()
