"""Keys and sealing: AES-256-GCM. A kiosk's key is the device's own (systemd credential or a 0600 file); a person's is in the OS keyring."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.problems import ProblemError, Remedy

NONCE, KEY = 12, 32
SERVICE = "yinling"
PLAIN_TEXT = ("keyrings.alt", "plaintext", "keyring.backends.null", "keyring.backends.fail")
"""Backends that keep nothing, or keep it readable: refused."""


class Sealer:
    """Seals and opens bytes under one key. `about` is bound to the seal: a row cannot be passed off as another."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, content: bytes, about: str) -> bytes:
        """Nonce and ciphertext."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._cipher.encrypt(nonce, content, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """The content. Raises ProblemError `vault.wrong_key`."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
        except (InvalidTag, ValueError):  # another key, or cut short
            raise ProblemError(Remedy.ASK_STAFF, "vault.wrong_key") from None


def device_key(folder: Path) -> bytes:
    """The device's key: a systemd credential, else a file of its own, made once. Raises ProblemError `vault.unwritable`."""
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")
    if credentials and (Path(credentials) / "yinling.key").is_file():
        return _checked((Path(credentials) / "yinling.key").read_bytes())
    path = folder / "device.key"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            part = path.with_suffix(".part")
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(KEY))
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        return _checked(path.read_bytes())
    except OSError as error:
        raise ProblemError(Remedy.ASK_STAFF, "vault.unwritable") from error


def _checked(key: bytes) -> bytes:
    if len(key) != KEY:
        raise ProblemError(Remedy.ASK_STAFF, "vault.bad_key")
    return key


class PersonVault:
    """What a person at home keeps secret: in the OS keyring, or in memory when there is none, and says which. Off the UI thread: it may prompt.

    place: the portal that it is for. What was kept for one is never shown to another.
    """

    def __init__(self, place: str = "") -> None:
        self._place = place
        self._memory: dict[str, str] = {}

    def get(self, name: str) -> str:
        """What was kept under a name ("" nothing)."""
        if self.secure():
            import keyring
            from keyring.errors import KeyringError

            try:
                return keyring.get_password(SERVICE, self._named(name)) or ""
            except KeyringError:
                return self._memory.get(name, "")
        return self._memory.get(name, "")

    def put(self, name: str, value: str) -> bool:
        """Keeps a value ("" forgets it); whether the keyring keeps it."""
        if self.secure():
            import keyring
            from keyring.errors import KeyringError, PasswordDeleteError

            try:
                if value:
                    keyring.set_password(SERVICE, self._named(name), value)
                else:
                    with suppress(PasswordDeleteError):  # there was nothing to forget
                        keyring.delete_password(SERVICE, self._named(name))
                self._memory.pop(name, None)
                return True
            except KeyringError:
                self._memory[name] = value
                return False
        self._memory[name] = value
        return False

    @property
    def forgetful(self) -> bool:
        """Whether anything stands in memory alone: there is no keyring, or it would not take it."""
        return any(self._memory.values())

    def _named(self, name: str) -> str:
        return f"{name} {self._place}".rstrip()

    def secure(self) -> bool:
        """Whether a keyring that encrypts is there."""
        import keyring

        backend = keyring.get_keyring()
        name = f"{type(backend).__module__}.{type(backend).__name__}".lower()
        if "chainer" in name:
            chained = getattr(backend, "backends", ())
            names = [f"{type(one).__module__}.{type(one).__name__}".lower() for one in chained]
            return bool(names) and not any(_refused(one) for one in names)
        return not _refused(name)


class MemoryVault(PersonVault):
    """Forgets with the program: for the tour, which leaves nothing in the keyring of whoever runs it."""

    def secure(self) -> bool:
        """Never."""
        return False


def _refused(name: str) -> bool:
    return any(part in name for part in PLAIN_TEXT)
