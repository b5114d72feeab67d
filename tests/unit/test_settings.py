"""Settings: flag before environment before file before default; what is wrong is named."""

from pathlib import Path
from typing import Any

import pytest

from kiosk import settings
from kiosk.problems import ProblemError
from kiosk.settings import KINDS, Settings, SettingsError, load, minutes


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The machine's file and the user's."""
    machine, user = tmp_path / "machine.toml", tmp_path / "user.toml"
    monkeypatch.setattr(settings, "system_settings", lambda: machine)
    monkeypatch.setattr(settings, "user_settings", lambda: user)
    return machine, user


def test_without_anything_the_defaults_hold() -> None:
    assert load({}, {}) == Settings()


def test_the_nearer_word_wins(files: tuple[Path, Path]) -> None:
    machine, user = files
    machine.write_text('size = 0\ntheme = "dim"\nphone = "110"\nprofile = "home"\n', "utf-8")
    user.write_text('size = 1\ntheme = "white_on_black"\nphone = "120"\n', "utf-8")
    found = load({"size": 3}, {"YINLING_THEME": "day", "YINLING_SIZE": "2", "PATH": "/bin"})
    assert (found.size, found.theme, found.phone, found.profile) == (3, "day", "120", "home")


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("windowed", "1", True),
        ("windowed", "False", False),
        ("px_per_mm", "3.5", 3.5),
        ("retention_days", "7", 7),
        ("phone", "12345", "12345"),
    ],
)
def test_the_environment_is_read_as_what_it_is(key: str, text: str, value: object) -> None:
    found = getattr(load({}, {f"YINLING_{key.upper()}": text}), key)
    assert found == value and type(found) is KINDS[key]


@pytest.mark.parametrize(
    "flags",
    [
        {"profile": "bank"}, {"size": 4}, {"size": "2"}, {"size": True}, {"windowed": "yes"}, {"theme": ""},
        {"language": "xx"}, {"open_from": "25:00"}, {"open_until": "8"}, {"open_from": "8:61"}, {"phone": 110},
    ],
)  # fmt: skip
def test_a_wrong_value_names_its_key(flags: dict[str, Any]) -> None:
    with pytest.raises(SettingsError) as error:
        load(flags, {})
    assert (error.value.what, error.value.why) == (next(iter(flags)), "settings.wrong_value")


def test_an_unknown_key_is_an_error_wherever_it_stands(files: tuple[Path, Path]) -> None:
    for flags, environment in (({"colour": "red"}, {}), ({}, {"YINLING_COLOUR": "red"})):
        with pytest.raises(SettingsError) as error:
            load(flags, environment)
        assert error.value.why == "settings.unknown"
    files[1].write_text('colour = "red"', "utf-8")
    with pytest.raises(SettingsError) as error:
        load({}, {})
    assert error.value.where == str(files[1])


@pytest.mark.parametrize(("content", "why"), [(b"size = ", "settings.broken"), (b"\xff\xfe", "settings.unreadable")])
def test_a_broken_file_is_named(files: tuple[Path, Path], content: bytes, why: str) -> None:
    files[0].write_bytes(content)
    with pytest.raises(SettingsError) as error:
        load({}, {})
    assert (error.value.where, error.value.why) == (str(files[0]), why)


def test_hours_are_minutes_of_the_day() -> None:
    assert [minutes(text) for text in ("0:00", "8:30", "24:00")] == [0, 510, 1440]
    for wrong in ("24:01", "-1:00", "8", "a:b", "8:60"):
        with pytest.raises(ValueError):
            minutes(wrong)


def test_one_setting_is_kept_and_the_others_stay_as_they_are(files: tuple[Path, Path]) -> None:
    _, user = files
    user.write_text('# mine\nsize = 1\npx_per_mm = 3.0\n', "utf-8")
    settings.keep("px_per_mm", 4.25)
    assert load({}, {}).px_per_mm == 4.25
    assert load({}, {}).size == 1 and "# mine" in user.read_text("utf-8")


def test_a_setting_that_cannot_be_written_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(settings, "user_settings", lambda: tmp_path / "file" / "settings.toml")
    with pytest.raises(ProblemError):
        settings.keep("px_per_mm", 4.25)


def test_keys_must_be_keys() -> None:
    assert load({"key_select": "Return Enter", "switch_one": "F9"}, {}).key_select == "Return Enter"
    with pytest.raises(SettingsError):
        load({"key_select": "Knopf"}, {})
    for wrong in ("F1 F2", "", "Knopf"):
        with pytest.raises(SettingsError):
            load({"switch_one": wrong}, {})


@pytest.mark.parametrize(
    "wrong",
    ["foo", "http://", "ftp://portal.test", "http://127.0.0.1:99999", "http://a portal.test", "https://portal.test/?a=b", "//portal.test"],
)
def test_an_address_that_leads_nowhere_is_told_before_anything_starts(wrong: str) -> None:
    with pytest.raises(SettingsError) as error:
        load({"portal": wrong}, {})
    assert (error.value.where, error.value.what) == ("--portal", "portal")


def test_an_address_may_have_a_port_and_a_path() -> None:
    for right in ("http://127.0.0.1:8800", "https://portal.test/elders/", "https://[::1]:8443", ""):
        assert load({"portal": right}, {}).portal == right


@pytest.mark.parametrize("wrong", [-1, 0, 91, 10**14])
def test_what_waits_may_stay_neither_for_ever_nor_not_at_all(wrong: int) -> None:
    with pytest.raises(SettingsError) as error:
        load({}, {"YINLING_RETENTION_DAYS": str(wrong)})
    assert error.value.where == "YINLING_RETENTION_DAYS"


def test_hours_in_which_it_would_never_open_name_the_file_that_has_them(files: tuple[Path, Path]) -> None:
    machine, user = files
    machine.write_text('open_from = "9:00"\nopen_until = "17:00"\n', "utf-8")
    user.write_text('open_from = "18:00"\n', "utf-8")
    with pytest.raises(SettingsError) as error:
        load({}, {})
    assert error.value.where == str(user)
    assert load({}, {"YINLING_OPEN_UNTIL": "20:00"}).open_until == "20:00"


@pytest.mark.parametrize("wrong", [50.0, 0.5, -4.0, float("nan"), float("inf")])
def test_a_scale_that_no_screen_has_is_told_before_anything_starts(wrong: float) -> None:
    with pytest.raises(SettingsError):
        load({"px_per_mm": wrong}, {})
    assert load({"px_per_mm": 0.0}, {}).px_per_mm == 0


def test_a_clock_without_a_zone_is_told_before_anything_starts() -> None:
    assert load({"now": "2026-03-02T09:00:00+08:00"}, {}).now
    for wrong in ("2026-03-02T09:00:00", "tomorrow"):
        with pytest.raises(SettingsError):
            load({"now": wrong}, {})
