"""What several scenes need: a look for warnings, and faults at the sandbox."""

from kiosk.blocks import Notice, Tone
from kiosk.launch.driver import Driver
from kiosk.launch.shared_sandbox import Sandbox


def warned(driver: Driver) -> bool:
    """Whether a warning or an error stands there."""
    return any(isinstance(block, Notice) and block.tone in (Tone.WARNING, Tone.ERROR) for block in driver.blocks())


def fault(sandbox: Sandbox, kind: str, method: str, path: str, **more: object) -> None:
    """Puts one fault in force."""
    sandbox.post("/sandbox/faults", [{"kind": kind, "method": method, "path": path, **more}])


def clear(sandbox: Sandbox) -> None:
    """No faults any more."""
    sandbox.embedded.ask("DELETE", "/sandbox/faults")
