"""The sandbox portal as a real process, for any test: started on a free port, killed, started again on the same data and port."""

import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import requests

ROOT = Path(__file__).resolve().parent.parent
STARTS_WITHIN_S = 120.0


class SandboxProcess:
    """One sandbox. Use as a context manager, or call start and stop. The office's time stands still until a test moves it: a slow machine must
    not find a case further than a quick one.

    data: folder of the database (made). services, people, staff: own files instead of the shipped ones.
    """

    def __init__(
        self,
        data: Path,
        *,
        services: Sequence[Path] = (),
        people: Path | None = None,
        staff: Path | None = None,
        arguments: Sequence[str] = (),
    ) -> None:
        self.data = data
        self._arguments = [
            *(part for folder in services for part in ("--services", str(folder))),
            *(("--people", str(people)) if people else ()),
            *(("--staff", str(staff)) if staff else ()),
            *arguments,
        ]
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self.url = ""

    @classmethod
    def start(cls, data: Path, **options: Any) -> "SandboxProcess":
        """A running sandbox; see the class for the options."""
        sandbox = cls(data, **options)
        sandbox.run()
        return sandbox

    def run(self) -> None:
        """Starts the process and waits until it answers. A second start takes the port of the first."""
        self.data.mkdir(parents=True, exist_ok=True)
        log = (self.data / "sandbox.log").open("ab")
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "kiosk.sandbox", "--data", str(self.data), "--with-parent"),
                *("--port", str(self._port), *self._arguments, *(() if self._port else ("--speed", "0"))),
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )
        log.close()
        self.url = json.loads(self._first_line())["url"]
        self._port = int(self.url.rpartition(":")[2])

    def _first_line(self) -> bytes:
        assert self._process is not None and self._process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            ready = selector.select(STARTS_WITHIN_S)
        line = self._process.stdout.readline() if ready else b""
        if not line:
            self.stop()
            raise RuntimeError("the sandbox did not start: " + self.log()[-2000:])
        return line

    def log(self) -> str:
        """What the process said on stderr so far."""
        return (self.data / "sandbox.log").read_text("utf-8", "replace")

    @property
    def pid(self) -> int:
        """The process's id."""
        assert self._process is not None
        return self._process.pid

    def kill9(self) -> None:
        """Kills the process as a power cut would."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._reap()

    def wait_dead(self, within_s: float = 60.0) -> int:
        """Waits until the process has ended by itself; its exit code."""
        assert self._process is not None
        code = self._process.wait(within_s)
        self._reap()
        return code

    def close_stdin(self) -> None:
        """Does what the end of the parent process does."""
        assert self._process is not None and self._process.stdin is not None
        self._process.stdin.close()

    def restart(self) -> None:
        """Starts it again on the same data and the same port."""
        if self._process is not None:
            self.stop()
        self.run()

    def stop(self) -> None:
        """Ends the process."""
        if self._process is None:
            return
        self._process.terminate()
        self._reap()

    def _reap(self) -> None:
        assert self._process is not None
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(20)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process = None

    def __enter__(self) -> "SandboxProcess":
        if self._process is None:
            self.run()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # --- the levers -------------------------------------------------------------------------------------------------

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """One call to a lever under /sandbox; its JSON."""
        answer = requests.request(method, f"{self.url}/sandbox/{path}", json=body, timeout=60)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def fault(self, kind: str, *, method: str = "", path: str = "", **rule: Any) -> None:
        """Puts one fault in force: see kiosk.sandbox.faults.Rule."""
        self.control("POST", "faults", [{"kind": kind, "method": method, "path": path, **rule}])

    def clear_faults(self) -> None:
        """Takes all faults away."""
        self.control("DELETE", "faults")

    def advance(self, seconds: float) -> None:
        """Puts the office's clock forward."""
        self.control("POST", "clock", {"advance_s": seconds})

    def applications(self) -> list[dict[str, Any]]:
        """Every row of the portal's table of applications."""
        items: list[dict[str, Any]] = self.control("GET", "applications")["items"]
        return items


def wait_for(condition: Any, within_s: float = 60.0) -> None:
    """Waits until a condition holds; fails when it does not in time."""
    end = time.monotonic() + within_s
    pause = threading.Event()
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("the condition did not come true in time")
        pause.wait(0.02)
