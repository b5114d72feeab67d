"""A desktop as assistive tools need it: an X server, a window manager, a session bus and AT-SPI, all of one test's own, all from Debian."""

import contextlib
import os
import selectors
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
PYTHON = "/usr/bin/python3"
"""The system's Python: the only one that Debian's gi is for."""
STARTS_WITHIN_S = 120.0
INHERITED = ("PATH", "TERM", "TMPDIR", "VIRTUAL_ENV")


def installed() -> bool:
    """Whether all that a desktop needs is there."""
    tools = all(shutil.which(tool) for tool in ("Xvfb", "openbox", "dbus-run-session", LAUNCHER, PYTHON))
    if not tools:
        return False
    look = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    return subprocess.run([PYTHON, "-c", look], capture_output=True, check=False, timeout=120).returncode == 0


def until(what: str, condition: Callable[[], bool], seconds: float = STARTS_WITHIN_S) -> None:
    """Waits for a condition. Raises TimeoutError at the deadline."""
    end, pause = time.monotonic() + seconds, selectors.DefaultSelector()
    with pause:
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(what)
            pause.select(0.02)


class Desktop:
    """Use as a context. `environment`: for programs that shall run on it. Nothing of it is left afterwards. Raises TimeoutError."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="desk-", dir="/tmp")
        self.folder = Path(self._folder.name)
        """Home of its programs; a short path, since sockets lie in it."""
        self.environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
        self.environment |= {
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(self.folder),
            "LANG": "C.UTF-8",
            "LANGUAGE": "zh_CN",
            "GSETTINGS_BACKEND": "memory",
            "PYTHONUTF8": "1",
        }
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> None:
        xvfb = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
        self.environment["DISPLAY"] = f":{self._first_line(self.run(*xvfb, out=subprocess.PIPE))}"
        bus = ["dbus-run-session", "--", "sh", "-c", 'printf "%s\\n" "$DBUS_SESSION_BUS_ADDRESS"; exec cat']
        address = self._first_line(self.run(*bus, out=subprocess.PIPE, feed=subprocess.PIPE))
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        managed = self.folder / "managed"
        self._until_from(self.run("openbox", "--startup", f"touch {managed}"), managed.exists)
        launcher = self.run(LAUNCHER, "--launch-immediately", "--a11y=1", "--screen-reader=1")
        self._until_from(launcher, lambda: any((self.folder / "at-spi").glob("bus*")))

    def run(
        self, *command: str, out: int = subprocess.DEVNULL, feed: int = subprocess.DEVNULL, **environment: str
    ) -> subprocess.Popen[bytes]:
        """A program on this desktop, ended with it; what it has to say stands in `<its name>.log` of the folder."""
        with open(self._log(command[0]), "ab") as log:
            process = subprocess.Popen(
                command, env=self.environment | environment, stdin=feed, stdout=out, stderr=log, cwd=self.folder
            )
        self._processes.append(process)
        return process

    def _first_line(self, process: subprocess.Popen[bytes]) -> str:
        assert process.stdout
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            line = process.stdout.readline() if selector.select(STARTS_WITHIN_S) else b""
        if not line:
            raise TimeoutError(self.told(process))
        return line.decode().strip()

    def _until_from(self, process: subprocess.Popen[bytes], condition: Callable[[], bool]) -> None:
        """What this program is to bring about; not waited for once it has failed."""
        try:
            until("", lambda: condition() or bool(process.poll()))
        except TimeoutError:
            raise TimeoutError(self.told(process)) from None
        if not condition():
            raise TimeoutError(self.told(process))

    def told(self, process: subprocess.Popen[bytes]) -> str:
        """Which program, its exit code where it has ended, and the end of what it had to say."""
        words = process.args if isinstance(process.args, (list, tuple)) else [process.args]
        log = self._log(str(words[0]))
        said = log.read_text("utf-8", "replace")[-4000:] if log.exists() else ""
        return f"{words[0]} ({process.poll()}): {said}"

    def _log(self, program: str) -> Path:
        return self.folder / f"{Path(program).name}.log"

    def end(self, process: subprocess.Popen[bytes], seconds: float = 20.0) -> None:
        """Ends one program: asked first, then made to."""
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def close(self) -> None:
        """Ends everything, the last first."""
        for process in reversed(self._processes):
            self.end(process)
        self._processes.clear()
        self._folder.cleanup()
