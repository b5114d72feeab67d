"""The little of IPP (RFC 8010, 8011) that it takes to ask a CUPS scheduler how a job really ended.

`lpstat` shows an aborted job and a printed one with the very same words (measured with CUPS 2.4.2).
"""

import socket
import sys
from http.client import HTTPConnection, HTTPException
from typing import Final

from kiosk.problems import ProblemError, Remedy

GET_JOB: Final = 0x0009
GET_PRINTER: Final = 0x000B

_CHARSET, _LANGUAGE, _URI, _NAME, _KEYWORD, _INTEGER = 0x47, 0x48, 0x45, 0x42, 0x44, 0x21
_OPERATION_GROUP, _END = b"\x01", b"\x03"
_FIRST_VALUE_TAG = 0x10
_NUMBERS = (0x21, 0x23)
_GONE = 0x0406

Attributes = dict[str, list[str | int]]


class _SocketConnection(HTTPConnection):
    """HTTP over the scheduler's own local socket."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        if sys.platform == "win32":
            raise OSError("no local sockets")
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def ask(
    server: str,
    operation: int,
    queue: str,
    wanted: tuple[str, ...],
    *,
    user: str,
    job: int | None = None,
    timeout_s: float = 10.0,
) -> Attributes:
    """The wanted attributes of a queue, or of one of its jobs; {} when the scheduler does not know it (any more).

    server: "host:port", or the path of a socket. Raises ProblemError `printer.offline` (TRY_AGAIN) when nothing
    sensible is answered.
    """
    try:
        connection = _connection(server, timeout_s)
        try:
            body = _request(operation, queue, wanted, user, job)
            connection.request("POST", f"/printers/{queue}", body, {"Content-Type": "application/ipp"})
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            raise ProblemError(Remedy.TRY_AGAIN, "printer.offline")
        return _parse(content)
    except (OSError, HTTPException, ValueError, IndexError):
        raise ProblemError(Remedy.TRY_AGAIN, "printer.offline") from None


def _connection(server: str, timeout_s: float) -> HTTPConnection:
    if server.startswith("/"):
        return _SocketConnection(server, timeout_s)
    host, _, port = server.partition(":")
    return HTTPConnection(host, int(port or 631), timeout=timeout_s)


def _value(tag: int, name: str, value: bytes) -> bytes:
    return bytes([tag]) + len(name).to_bytes(2, "big") + name.encode() + len(value).to_bytes(2, "big") + value


def _request(operation: int, queue: str, wanted: tuple[str, ...], user: str, job: int | None) -> bytes:
    body = (
        b"\x01\x01"
        + operation.to_bytes(2, "big")
        + (1).to_bytes(4, "big")
        + _OPERATION_GROUP
        + _value(_CHARSET, "attributes-charset", b"utf-8")
        + _value(_LANGUAGE, "attributes-natural-language", b"en")
        + _value(_URI, "printer-uri", f"ipp://localhost/printers/{queue}".encode())
    )
    if job is not None:
        body += _value(_INTEGER, "job-id", job.to_bytes(4, "big"))
    body += _value(_NAME, "requesting-user-name", user.encode())
    for number, name in enumerate(wanted):
        body += _value(_KEYWORD, "" if number else "requested-attributes", name.encode())
    return body + _END


def _parse(content: bytes) -> Attributes:
    status = int.from_bytes(content[2:4], "big")
    if status == _GONE:
        return {}
    if status >= 0x0400 or len(content) < 9:
        raise ValueError(status)
    found: Attributes = {}
    at, name = 8, ""
    while content[at] != _END[0]:
        tag = content[at]
        at += 1
        if tag < _FIRST_VALUE_TAG:
            continue
        key, at = _piece(content, at)
        value, at = _piece(content, at)
        name = key.decode() or name
        found.setdefault(name, []).append(
            int.from_bytes(value, "big") if tag in _NUMBERS else value.decode("utf-8", "replace")
        )
    return found


def _piece(content: bytes, at: int) -> tuple[bytes, int]:
    end = at + 2 + int.from_bytes(content[at : at + 2], "big")
    if end >= len(content):
        raise ValueError(end)
    return content[at + 2 : end], end
