"""Keys: the device's own, a person's in a keyring that encrypts, and what is refused."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringError, PasswordDeleteError

from kiosk.problems import ProblemError
from kiosk.storage.vault import KEY, PersonVault, Sealer, device_key

ROOT = Path(__file__).parents[2]


class Locked(KeyringBackend):
    """A keyring that encrypts, but whose owner does not unlock it."""

    priority = 1.0  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringError("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringError("locked")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringError("locked")


class Good(KeyringBackend):
    """A keyring that keeps."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("not there")
        del self.kept[service, username]


def plain_text() -> KeyringBackend:
    """What a plain-text backend is called: keyrings.alt.file.PlaintextKeyring."""
    kind = type("PlaintextKeyring", (Good,), {"__module__": "keyrings.alt.file", "priority": 1.0})
    made: KeyringBackend = kind()
    return made


@pytest.fixture(autouse=True)
def keyring_of_the_test() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_device_key_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    key = device_key(folder)
    assert len(key) == KEY and device_key(folder) == key
    assert (folder / "device.key").stat().st_mode & 0o777 == 0o600 and folder.stat().st_mode & 0o777 == 0o700
    assert device_key(tmp_path / "other") != key


def test_a_credential_of_the_system_comes_before_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "yinling.key").write_bytes(bytes(range(32)))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert device_key(tmp_path / "data") == bytes(range(32))
    (tmp_path / "yinling.key").write_bytes(b"short")
    with pytest.raises(ProblemError, match="bad_key"):
        device_key(tmp_path / "data")


def test_a_damaged_key_is_not_replaced_silently(tmp_path: Path) -> None:
    device_key(tmp_path)
    (tmp_path / "device.key").write_bytes(b"half")
    with pytest.raises(ProblemError, match="bad_key"):
        device_key(tmp_path)
    assert (tmp_path / "device.key").read_bytes() == b"half"


def test_a_seal_opens_only_with_its_key_and_for_what_it_is_about() -> None:
    sealer = Sealer(bytes(32))
    sealed = sealer.seal("样本".encode(), "row-1")
    assert sealer.open(sealed, "row-1") == "样本".encode()
    assert sealer.seal("样本".encode(), "row-1") != sealed, "never the same nonce"
    for other, content, about in (
        (Sealer(b"1" * 32), sealed, "row-1"),
        (sealer, sealed, "row-2"),
        (sealer, sealed[:-1], "row-1"),
    ):
        with pytest.raises(ProblemError, match="wrong_key"):
            other.open(content, about)
    for broken in (b"", b"short", sealed[:12]):
        with pytest.raises(ProblemError, match="wrong_key"):
            sealer.open(broken, "row-1")


@pytest.mark.parametrize("backend", [plain_text, fail.Keyring, null.Keyring])
def test_backends_that_keep_nothing_or_keep_it_readable_are_refused(backend: type[KeyringBackend]) -> None:
    chosen = backend()
    keyring.set_keyring(chosen)
    vault = PersonVault()
    assert not vault.secure()
    assert vault.put("sign-in", "token-canary") is False
    assert vault.get("sign-in") == "token-canary", "for this run"
    assert "token-canary" not in str(getattr(chosen, "kept", ""))
    assert PersonVault().get("sign-in") == ""


def test_a_keyring_keeps_and_forgets() -> None:
    keyring.set_keyring(Good())
    vault = PersonVault()
    assert vault.secure() and vault.put("sign-in", "token-canary") is True
    assert PersonVault().get("sign-in") == "token-canary"
    assert vault.put("sign-in", "") is True and vault.put("sign-in", "") is True
    assert PersonVault().get("sign-in") == ""


def test_a_locked_keyring_is_as_none_and_says_so() -> None:
    keyring.set_keyring(Locked())
    vault = PersonVault()
    assert vault.put("sign-in", "token-canary") is False
    assert vault.get("sign-in") == "token-canary" and PersonVault().get("sign-in") == ""


REAL = """
import subprocess, sys
subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"pass", check=True, stdout=subprocess.DEVNULL)
import keyring
from kiosk.storage.vault import PersonVault
vault = PersonVault()
assert vault.secure(), type(keyring.get_keyring())
assert vault.put("sign-in", "token-canary") and PersonVault().get("sign-in") == "token-canary"
assert vault.put("sign-in", "") and PersonVault().get("sign-in") == ""
print("kept and forgotten")
"""


@pytest.mark.engine
@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")), reason="needs gnome-keyring"
)
def test_a_real_keyring_service_keeps_and_forgets(tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", REAL],
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.stdout.strip() == "kept and forgotten", done.stderr[-2000:]
