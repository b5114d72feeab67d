"""`./run sandbox`: the portal alone, for integrators. It stays until Ctrl+C."""

import subprocess
import sys
import tempfile
from pathlib import Path


def sandbox(port: int, data: Path | None) -> int:
    """Runs it in the foreground; without a data folder, on one that goes when it ends."""
    with tempfile.TemporaryDirectory(prefix="yinling-sandbox-") as temporary:
        folder = data or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "kiosk.sandbox", "--port", str(port), "--data", str(folder)]
        process = subprocess.Popen(command)
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            return 0
