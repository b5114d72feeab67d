"""A CUPS of a test's own: its own folder, port and one queue, with the driver of cups-pdf and a tray that a test can
empty.

Nothing of the system's CUPS is touched: the scheduler runs in the foreground with its own configuration. It works as
root and as anybody.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

QUEUE = "Tray"
PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
_BIN = Path("/usr/lib/cups")

_CUPSD_CONF = """\
Listen {host}
LogLevel warn
MaxLogSize 0
PreserveJobFiles No
PreserveJobHistory Yes
Browsing Off
DefaultAuthType None
WebInterface No
ErrorPolicy abort-job
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""

_FILES_CONF = """\
ServerRoot {root}/etc
ServerBin {root}/bin
DataDir /usr/share/cups
StateDir {root}/state
CacheDir {root}/cache
RequestRoot {root}/spool
TempDir {root}/spool/tmp
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
SystemGroup root lpadmin
"""

# A real CUPS back-end: it tells the scheduler about its tray, and prints into a folder.
_TRAY = """\
#!/bin/sh
was=""
echo "STATE: -media-empty-error,media-jam-error,door-open" >&2
if [ $# -eq 0 ]; then echo 'direct tray "Test" "Tray"'; exit 0; fi
while [ -e "{root}/tray/trouble" ]; do
  now=$(cat "{root}/tray/trouble" 2>/dev/null) && echo "STATE: +$now" >&2 && was=$now
  [ -e "{root}/tray/give-up" ] && exit 1
  sleep 0.1
done
[ -n "$was" ] && echo "STATE: -$was" >&2
cat > "{root}/tray/$1.part" && mv "{root}/tray/$1.part" "{root}/tray/$1.out"
"""


@dataclass(frozen=True, slots=True)
class CupsServer:
    """A running scheduler. host: "127.0.0.1:port", as CUPS_SERVER takes it."""

    root: Path
    host: str

    def printed(self) -> list[bytes]:
        """What came out so far, in order of the jobs."""
        return [
            path.read_bytes() for path in sorted((self.root / "tray").glob("*.out"), key=lambda path: int(path.stem))
        ]

    def trouble(self, reason: str, *, give_up: bool = False) -> None:
        """The tray reports this printer-state-reason ("" for none); give_up: the job is aborted then."""
        marks = {"trouble": reason, "give-up": "yes" if give_up else ""}
        for name, content in marks.items():
            path = self.root / "tray" / name
            path.unlink(missing_ok=True)
            if content:
                path.write_text(content)
                path.chmod(0o644)

    def documents(self) -> bytes:
        """All documents that the spool keeps. What filters leave in TempDir when they are killed is not CUPS's own."""
        return b"".join(path.read_bytes() for path in (self.root / "spool").glob("d*"))


def wait_until(what: Callable[[], bool], within_s: float = 120.0) -> None:
    """Until it holds. Raises TimeoutError."""
    end = time.monotonic() + within_s
    while not what():
        if time.monotonic() > end:
            raise TimeoutError
        select_nothing()


def select_nothing() -> None:
    """Gives the processor away for 20 ms."""
    import select

    select.select([], [], [], 0.02)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _prepare(root: Path, host: str) -> None:
    root.chmod(0o755)
    for name in ("etc", "etc/ppd", "state", "cache", "spool", "spool/tmp", "log", "bin/backend", "tray"):
        (root / name).mkdir(parents=True)
    (root / "tray").chmod(0o777)
    for part in _BIN.iterdir():
        if part.name != "backend":
            (root / "bin" / part.name).symlink_to(part)
    tray = root / "bin" / "backend" / "tray"
    tray.write_text(_TRAY.format(root=root))
    tray.chmod(0o755)
    (root / "etc" / "cupsd.conf").write_text(_CUPSD_CONF.format(host=host))
    (root / "etc" / "cups-files.conf").write_text(_FILES_CONF.format(root=root))


def _answers(host: str) -> bool:
    plain = os.environ | {"LC_ALL": "C"}  # in other tongues it says it in other words
    return subprocess.run(["lpstat", "-h", host, "-r"], env=plain, capture_output=True, check=False).stdout.endswith(b"is running\n")


@contextmanager
def cups_server() -> Iterator[CupsServer]:
    """A scheduler with its queue, gone at the end. Raises FileNotFoundError without cupsd or the driver of cups-pdf."""
    cupsd = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if cupsd is None or not PPD.is_file():
        raise FileNotFoundError("cupsd and printer-driver-cups-pdf")
    root = Path(tempfile.mkdtemp(prefix="cups-"))
    host = f"127.0.0.1:{_free_port()}"
    _prepare(root, host)
    etc = root / "etc"
    with (root / "log" / "cupsd").open("wb") as log:
        scheduler = subprocess.Popen(
            [cupsd, "-f", "-c", str(etc / "cupsd.conf"), "-s", str(etc / "cups-files.conf")],
            stdout=log,
            stderr=log,
        )
        try:
            wait_until(lambda: _answers(host))
            subprocess.run(
                ["/usr/sbin/lpadmin", "-h", host, "-p", QUEUE, "-E", "-v", "tray:/", "-P", str(PPD)],
                capture_output=True,
                check=True,
            )
            yield CupsServer(root, host)
        finally:
            scheduler.terminate()
            scheduler.wait(60)
            shutil.rmtree(root)
