"""Runs `python -m kiosk` as a person at a terminal does, with a home of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEADLINE_S = 240


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended, and what it said."""

    code: int
    out: str
    said: str


@dataclass(frozen=True, slots=True)
class Terminal:
    """A person's terminal: a home folder and the folder one stands in. extra: variables beside the usual ones, None takes one away."""

    home: Path

    def environment(self, **extra: str | None) -> dict[str, str]:
        own = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("YINLING_", "XDG_", "PYTHON", "QT_")) and name not in ("DISPLAY", "WAYLAND_DISPLAY")
        }
        own |= {"HOME": str(self.home), "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
        own |= {name: value for name, value in extra.items() if value is not None}
        return {name: value for name, value in own.items() if name not in extra or extra[name] is not None}

    def run(self, *arguments: str, **extra: str | None) -> Ended:
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", *arguments],
            cwd=self.home,
            env=self.environment(**extra),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=DEADLINE_S,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    def write_settings(self, text: str) -> Path:
        """The user's settings file."""
        path = self.home / ".config" / "yinling" / "settings.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path
