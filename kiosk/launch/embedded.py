"""The sandbox portal as a child process: real HTTP on a free loopback port, real SQLite, ended with its parent."""

import json
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.problems import ProblemError, Remedy

if TYPE_CHECKING:
    import subprocess

START_S, ANSWER_S = 30.0, 60.0


class EmbeddedPortal:
    """One sandbox process. `url()` blocks until it answers; call it off the main thread."""

    def __init__(self, data: Path, *options: str, port: int = 0) -> None:
        self._data = data
        self._options = options
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None
        self._url = ""
        self._lock = threading.Lock()

    def url(self) -> str:
        """Where it is. Raises ProblemError `sandbox_failed` when it does not start."""
        with self._lock:
            if self._process is None:
                self._start()
            return self._url

    def get(self, path: str) -> Any:
        """JSON at a path, such as a lever's. See `ask`."""
        return self.ask("GET", path)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """JSON of a call, None of an empty answer. No proxy of the environment is asked for what is on this machine.

        Blocks; raises OSError when nothing answers in a minute.
        """
        import urllib.request  # the first picture does not wait for it

        sent = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url() + path, sent, {"Content-Type": "application/json"}, method=method)
        straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with straight.open(request, timeout=ANSWER_S) as answer:
            said = answer.read()
        return json.loads(said) if said else None

    def _start(self) -> None:
        import subprocess  # the first picture does not wait for it

        command = [
            sys.executable,
            "-m",
            "kiosk.sandbox",
            "--port",
            str(self._port),
            "--data",
            str(self._data),
            "--with-parent",
        ]
        environment = {
            **os.environ,
            "PYTHONSAFEPATH": "1",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        }
        process = subprocess.Popen(
            [*command, *self._options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        timer = threading.Timer(START_S, process.kill)
        timer.start()
        line = process.stdout.readline() if process.stdout else b""
        timer.cancel()
        if not line:
            process.wait()
            raise ProblemError(Remedy.ASK_STAFF, "sandbox_failed")
        self._process = process
        self._url = json.loads(line)["url"]
        self._port = int(self._url.rsplit(":", 1)[1])

    def kill(self) -> None:
        """kill -9: what a power cut does. `url()` starts it again on the same port and data."""
        with self._lock:
            if self._process is not None:
                self._process.kill()
                self._process.wait()
                self._close_pipes(self._process)
                self._process = None

    def close(self) -> None:
        """Ends it."""
        self.kill()

    def _close_pipes(self, process: "subprocess.Popen[bytes]") -> None:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
