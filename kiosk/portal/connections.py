"""HTTP connections that another thread can end: closing them wakes a call that waits for an answer."""

import logging
import socket
import threading
import weakref
from types import TracebackType
from typing import Any, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ReadTimeoutError
from urllib3.util.retry import Retry

logging.getLogger("urllib3").setLevel(logging.CRITICAL)  # its lines hold addresses, and those hold case numbers


class _Reads(Retry):
    """Tries again what was cut off, never what nobody answered: three waits in a row are longer than a person stays."""

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: Any = None,
        error: Exception | None = None,
        _pool: Any = None,
        _stacktrace: TracebackType | None = None,
    ) -> Self:
        if isinstance(error, ReadTimeoutError):
            raise error.with_traceback(_stacktrace)
        return super().increment(method, url, response, error, _pool, _stacktrace)


READS = _Reads(
    total=2,
    connect=0,
    other=0,
    status=0,
    allowed_methods=("GET", "HEAD"),
    backoff_factor=0.2,
    respect_retry_after_header=False,
)
"""Two more tries of what only reads; a write is never sent again here: that is the outbox's to decide."""


class OpenSockets:
    """The sockets of one session of HTTP."""

    def __init__(self) -> None:
        self._open: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._ended = False

    def add(self, opened: socket.socket) -> None:
        """One more; ended at once when all were ended before."""
        with self._lock:
            self._open.add(opened)
            if self._ended:
                _end(opened)

    def end(self) -> None:
        """Ends all: whoever waits on one finds it closed."""
        with self._lock:
            self._ended = True
            for opened in list(self._open):
                _end(opened)


def session(sockets: OpenSockets) -> requests.Session:
    """A session of HTTP whose sockets are in `sockets`. Takes nothing from the environment (no proxy, no .netrc)."""
    made = requests.Session()
    made.trust_env = False
    adapter = HTTPAdapter(max_retries=READS, pool_maxsize=4)
    adapter.poolmanager.pool_classes_by_scheme = {"http": _plain(sockets), "https": _secure(sockets)}
    made.mount("http://", adapter)
    made.mount("https://", adapter)
    return made


def _plain(sockets: OpenSockets) -> type[HTTPConnectionPool]:
    class Connection(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            sockets.add(self.sock)

    class Pool(HTTPConnectionPool):
        ConnectionCls: Any = Connection

    return Pool


def _secure(sockets: OpenSockets) -> type[HTTPSConnectionPool]:
    class Connection(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            sockets.add(self.sock)

    class Pool(HTTPSConnectionPool):
        ConnectionCls: Any = Connection

    return Pool


def _end(opened: socket.socket) -> None:
    try:
        opened.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was closed already
