"""Whether the sound server that Qt connected to still runs: Qt aborts the whole program when it starts a stream after its server has gone.

Seen with PySide6 6.11 and PulseAudio 16: `QAudioSink.start` ends in a failed assertion inside libpulse, also after the server came back.
So a server that went, or was replaced, is not spoken to again before the program is started anew.
"""

import os
import socket
import sys
from pathlib import Path

from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class SoundServer:
    """The socket of the server as it was when Qt connected."""

    path: Path
    inode: int
    made_ns: int

    def runs(self) -> bool:
        """Whether the same server still answers; takes about 0.1 ms."""
        if sys.platform == "win32" or found(self.path) != self:
            return False
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(0.02)
            return line.connect_ex(str(self.path)) == 0


def find() -> SoundServer | None:
    """The server that Qt will connect to; None where sound needs none (ALSA, Windows, macOS) or none is known."""
    if not sys.platform.startswith("linux"):
        return None
    named = os.environ.get("PULSE_SERVER", "")
    folder = os.environ.get("PULSE_RUNTIME_PATH") or f"{os.environ.get('XDG_RUNTIME_DIR', '')}/pulse"
    return found(Path(named.removeprefix("unix:")) if named else Path(folder) / "native")


def found(path: Path) -> SoundServer | None:
    """The server behind a socket, None when there is no such socket."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return SoundServer(path, stat.st_ino, stat.st_mtime_ns)
