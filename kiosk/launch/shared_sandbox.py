"""The sandbox that the tour, its scenes and tests share, with a hand on its levers: what it really has, not what a screen says."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from kiosk.launch.embedded import EmbeddedPortal


def made_up_world() -> Path:
    """The folder of the sandbox's services and people."""
    return Path(str(files("assets"))) / "sandbox"


class Sandbox:
    """The shared sandbox, and what it really has."""

    def __init__(self, data: Path) -> None:
        self.embedded = EmbeddedPortal(data)

    def get(self, path: str) -> Any:
        """JSON of a lever."""
        return self.embedded.get(path)

    def post(self, path: str, body: object) -> Any:
        """Moves a lever."""
        return self.embedded.ask("POST", path, body)
