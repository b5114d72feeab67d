"""One large file over HTTP into a folder: what was fetched stays when the line is cut, and the next try goes on where it ended."""

import hashlib
import http.client
import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO

TIMEOUT_S = 30.0
TRIES = 5
"""How often in one run it goes on after a cut, as long as each try brings something."""
PIECE = 256 * 1024
SPARE = 8_000_000
"""Bytes that are left free on the disk."""


class FetchFault(Exception):
    """Why there is no file. code: address (no http address), unreachable, refused (the server's answer; status), cut (so many bytes are kept),
    checksum (it is thrown away), disk (no room, or not writable).
    """

    def __init__(self, code: str, *, status: int = 0, kept: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.kept = kept


def fetch(url: str, sha256: str, part: Path, told: Callable[[int, int], None]) -> None:
    """Leaves the whole file, its checksum right, at `part`; what lies there already is gone on with. told: bytes so far, and of all (0: unknown).

    Blocks. Raises FetchFault.
    """
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise FetchFault("address")
    try:
        for _ in range(TRIES):
            before = _size(part)
            if _more(url, part, told):
                break
            if _size(part) <= before:
                raise FetchFault("cut", kept=_size(part))
        else:
            raise FetchFault("cut", kept=_size(part))
        if checksum(part) != sha256:
            part.unlink()
            raise FetchFault("checksum")
    except OSError as error:
        raise FetchFault("disk", kept=_size(part)) from error


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _more(url: str, part: Path, told: Callable[[int, int], None]) -> bool:
    """One connection. Whether the file is whole now; raises FetchFault, and OSError of the disk alone."""
    have = _size(part)
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        answer = urllib.request.urlopen(request, timeout=TIMEOUT_S)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 416 and have:
                return True  # there is nothing after what is here; the checksum decides
            raise FetchFault("refused", status=error.code, kept=have) from None
    except (OSError, http.client.HTTPException) as error:
        raise FetchFault("cut" if have else "unreachable", kept=have) from error
    with answer:
        goes_on = answer.status == 206 and _starts_at(answer.headers.get("Content-Range", ""), have)
        if answer.status == 206 and not goes_on:
            raise FetchFault("refused", status=answer.status, kept=have)
        start = have if goes_on else 0
        length = answer.length or 0  # of what still comes; a header that is no number is none
        total = start + length if length else 0
        part.parent.mkdir(parents=True, exist_ok=True)
        if length and shutil.disk_usage(part.parent).free < length + SPARE:
            raise FetchFault("disk", kept=have)
        with open(part, "ab" if goes_on else "wb") as file:
            ended = _copy(answer, file, start, total, told)
    return ended and (not total or _size(part) == total)


def _copy(answer: http.client.HTTPResponse, file: IO[bytes], done: int, total: int, told: Callable[[int, int], None]) -> bool:
    """Whether the answer came to its own end."""
    while True:
        try:
            piece = answer.read(PIECE)
        except (OSError, http.client.HTTPException):
            return False
        if not piece:
            return True
        file.write(piece)
        done += len(piece)
        told(done, total)


def _starts_at(content_range: str, start: int) -> bool:
    return content_range.startswith(f"bytes {start}-")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
