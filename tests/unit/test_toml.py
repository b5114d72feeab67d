"""Our TOML is read as tomllib reads it, only sooner."""

import tomllib
from pathlib import Path

import pytest

from kiosk import phrases, toml

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.mark.parametrize("path", sorted(ASSETS.glob("*.toml")), ids=lambda path: path.name)
def test_every_file_is_read_as_tomllib_reads_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert toml.loads(text) == tomllib.loads(text)


def test_the_first_picture_does_not_wait_for_tomllib() -> None:
    assert toml._plain((ASSETS / "tokens.toml").read_text("utf-8"))["text"]["default"] == 2


@pytest.mark.parametrize("language", phrases.languages())
def test_the_words_are_read_as_tomllib_reads_them_and_stand_once(language: str) -> None:
    text = (ASSETS / "phrases" / f"{language}.toml").read_text("utf-8")
    whole, read = tomllib.loads(text), phrases.parse(language, text).entries
    assert list(read) == list(whole)
    for key, table in whole.items():
        entry = read[key]
        assert (entry.show, entry.say) == (table["show"], table.get("say", table["show"]))
        assert entry.hear == tuple(table.get("hear", ()))


@pytest.mark.parametrize(
    "text",
    [
        "a = 'literal'\n",
        "a = [\n  1,\n]\n",
        'a = """\nlines\n"""\n',
        "a = 0x10\n",
        "a = {b = 1}\n",
        "a=1\n",
        '["a b"]\nc = 1\n',
        "[[a]]\nb = 1\n",
        "a.b = 1\n",
        "a = 2026-03-02\n",
        "# a\u2028b = 1\n",
        'a = "\u0085\u2028"\r\nb = 2\r\n',
        "[a.b]\nc = 1\n[a]\nd = 2\n",
    ],
)
def test_what_is_written_in_another_way_is_read_all_the_same(text: str) -> None:
    assert toml.loads(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "a = null\n",
        "a = [1, null]\n",
        "a = NaN\n",
        "a = [-Infinity]\n",
        'a = {"b": 1}\n',
        'a = "\\/"\n',
        'a = "\\ud83d\\ude00"\n',
        'a = "\x7f"\n',
        "a = 1 # \x01\n",
        "# a\x0bb = 1\n",
        "a = 1 \u00a0\n",
        "a\u00a0 = 1\n",
        "\u540d = 1\n",
        "[\u540d]\n",
        "[a..b]\n",
        "a = 1\na = 2\n",
        "a = 1\n[a]\nb = 2\n",
        "[a]\nb = 1\n[a.b]\nc = 2\n",
        "[a]\nb = [1]\n[a.b]\nc = 2\n",
        "[a]\n[a]\n",
        'a = "b" c\n',
        "a\n",
        "a = \n",
        "[a\n",
    ],
)
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        toml.loads(text)


def test_an_entry_without_words_for_the_eye_is_refused() -> None:
    with pytest.raises(phrases.PhraseError, match="a has no show"):
        phrases.parse("zh", '["a"]\nsay = "b"\n').show("a")
