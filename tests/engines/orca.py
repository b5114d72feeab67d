"""Orca itself, with a speech dispatcher that makes no sound: what it says is read from its own record."""

import re
import shutil
import subprocess
from collections.abc import Callable

from tests.engines.desktop import Desktop, until

SPEECHD = """
LogLevel 1
LogDir "{folder}"
CommunicationMethod "unix_socket"
AudioOutputMethod "libao"
DefaultLanguage "zh"
AddModule "dummy" "sd_dummy" ""
DefaultModule dummy
"""
AT_ONCE = "from orca import debug\ndebug.debugFile.reconfigure(line_buffering=True)\n"
"""Its record is written line by line."""
PATIENCE_S = 40.0
"""On a machine that does much else at once, Orca was seen to take more than ten for one screen."""
SAID = re.compile(r"SPEECH OUTPUT: '(.*?)'\s*\[?\{", re.DOTALL)


def installed() -> bool:
    """Whether Orca and its speech dispatcher are there."""
    return all(shutil.which(tool) for tool in ("orca", "speech-dispatcher"))


class Orca:
    """Begins to listen on the desktop; ends with it."""

    def __init__(self, desktop: Desktop) -> None:
        settings = desktop.folder / "speechd"
        settings.mkdir()
        (settings / "speechd.conf").write_text(SPEECHD.format(folder=desktop.folder), "utf-8")
        self._record = desktop.folder / "orca.debug"
        desktop.run("speech-dispatcher", "-s", "-C", str(settings), "-L", str(desktop.folder), "-t", "0")
        own = desktop.folder / ".local" / "share" / "orca"
        own.mkdir(parents=True)
        (own / "orca-customizations.py").write_text(AT_ONCE, "utf-8")
        alone = desktop.folder / "alone"
        alone.mkdir()
        (alone / "pgrep").write_text("#!/bin/sh\nexit 1\n", "utf-8")  # else it leaves to, or ends, the Orca that somebody here works with
        (alone / "pgrep").chmod(0o755)
        path = f"{alone}:{desktop.environment['PATH']}"
        self._process = desktop.run("orca", f"--debug-file={self._record}", out=subprocess.DEVNULL, PATH=path)
        self._told = lambda: desktop.told(self._process)
        self._heard = 0
        until("Orca speaks", lambda: bool(self.all()))
        self.heard()

    def all(self) -> list[str]:
        """Everything it said since it began."""
        assert self._process.poll() is None, self._told()
        return SAID.findall(self._record.read_text("utf-8", "replace")) if self._record.exists() else []

    def heard(self) -> list[str]:
        """What it said since the last asking."""
        said = self.all()
        new, self._heard = said[self._heard :], len(said)
        return new

    def says(self, *parts: str, seconds: float = PATIENCE_S) -> list[str]:
        """Waits until all these parts were said since the last asking; all that was said. Raises AssertionError with it."""
        return self.hears(lambda said: all(any(part in line for line in said) for part in parts), str(parts), seconds)

    def hears(self, enough: Callable[[list[str]], bool], what: str, seconds: float = PATIENCE_S) -> list[str]:
        """Waits until what was said since the last asking is enough; it."""
        try:
            until(what, lambda: enough(self.all()[self._heard :]), seconds)
        except TimeoutError:
            raise AssertionError(f"Orca did not say {what}, but {self.heard()}") from None
        return self.heard()
