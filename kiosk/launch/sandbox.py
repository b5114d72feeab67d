"""`./run sandbox`: the portal alone, for integrators. It stays until Ctrl+C."""

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from kiosk import phrases
from kiosk.platform import writable


def sandbox(port: int, data: Path | None) -> int:
    """Runs it in the foreground; without a data folder, on one that goes when it ends."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager ends it as Ctrl+C does
    with tempfile.TemporaryDirectory(prefix="yinling-sandbox-") as temporary:
        folder = data or Path(temporary)
        if not writable(folder):
            print(phrases.load("zh").show("problem.sandbox_failed"), file=sys.stderr)
            return 2
        command = [sys.executable, "-m", "kiosk.sandbox", "--port", str(port), "--data", str(folder), "--judge", "--with-parent"]
        # in a group of its own: Ctrl+C reaches this program alone, which then ends the portal
        process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
        try:
            code = process.wait()
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            return 0
        if code == 2:
            print(phrases.load("zh").show("problem.sandbox_failed"), file=sys.stderr)
        return code
