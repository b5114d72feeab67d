"""All that differs by operating system. Linux is what the tests run on; Windows is design: its types are checked, its behaviour is not."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


READERS_HEED_NOTIFICATIONS = sys.platform not in ("win32", "darwin")
"""Orca tells a notification that comes up, and before its version 45 no announcement; other screen readers tell announcements."""


SOUND_CONTROL = "pactl" if sys.platform.startswith("linux") else ""
"""The program that tells what sound goes to; "" where none is known: there a person says whether headphones are worn."""


def _private(path: str, flags: int) -> int:
    """Opens a file that only its owner may read."""
    return os.open(path, flags, 0o600)


class exclusive:
    """Holds a lock file, across threads and processes, as a context; freed by the system when the process dies. Raises OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def __enter__(self) -> None:
        self._file = open(self._path, "ab", opener=_private)
        if sys.platform == "win32":
            msvcrt.locking(self._file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            fcntl.flock(self._file, fcntl.LOCK_EX)

    def probe(self) -> None:
        """Whether it could be held at all; nobody is waited for. Raises OSError."""
        open(self._path, "ab", opener=_private).close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is None:
            return
        if sys.platform == "win32":
            msvcrt.locking(self._file.fileno(), msvcrt.LK_UNLCK, 1)
        self._file.close()
        self._file = None


def has_display() -> bool:
    """Whether a window can be shown."""
    if sys.platform == "win32" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def system_settings() -> Path:
    """Where the settings of the whole machine stand."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / "Yinling" / "settings.toml"
    return Path("/etc/yinling/settings.toml")


def user_settings() -> Path:
    """Where a user's settings stand."""
    from platformdirs import user_config_path

    return user_config_path("yinling", appauthor=False) / "settings.toml"


def data_folder() -> Path:
    """Where the outbox, the device's key and, at home, drafts are kept."""
    from platformdirs import user_data_path

    return user_data_path("yinling", appauthor=False)


def writable(folder: Path) -> bool:
    """Whether files can be made in a folder; it is made when it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)
