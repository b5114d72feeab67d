"""`./run words` leaves nothing out, in either language."""

import json
import re
import shutil
from pathlib import Path

import pytest

from kiosk import phrases
from kiosk.launch.words import PARTS, REST, Line, catalogue_parts, phrase_parts, words
from tests.catalogue_data import ASSETS, RAW, spoken

LANGUAGES = phrases.languages()


def listed(language: str) -> list[Line]:
    return [line for _, lines in catalogue_parts(language) for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_listed_once_part_by_part(language: str) -> None:
    parts = list(phrase_parts(language))
    keys = [line.key for _, lines in parts for line in lines]
    assert sorted(keys) == sorted(phrases.load(language).entries)
    order = [name for name, _ in parts]
    assert order == [name for name in (*PARTS, REST) if name in order]
    assert order[:4] == ["welcome", "notice", "sign_in", "home"]


def test_every_text_of_the_catalogue_is_listed() -> None:
    found = {text for line in listed("zh") for text in (line.show, line.say, *line.hear)}
    doors = json.loads((ASSETS / "life_events.json").read_text("utf-8"))
    texts = {text for raw in (*RAW.values(), doors) for _, text in spoken(raw)}
    assert not texts - found


def test_every_english_text_of_the_catalogue_is_listed_and_none_in_chinese() -> None:
    lines = listed("en")
    found = {line.show for line in lines}
    for raw in RAW.values():
        assert {raw["en"]["title"], raw["en"]["summary"]} <= found
        assert set(raw["en"].get("guide", ())) <= found
    assert not [line for line in lines if re.search("[\u4e00-\u9fff]", line.show + line.say)]


def test_the_services_stand_behind_their_doors() -> None:
    titles = [title for title, _ in catalogue_parts("zh") if not title.startswith("words.")]
    assert sorted(titles) == sorted(raw["title"] for raw in RAW.values())
    door_of = {raw["title"]: raw["life_events"] for raw in RAW.values()}
    assert door_of[titles[0]] == ["money"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_service_with_nothing_but_what_it_needs_is_listed_last(language: str, tmp_path: Path) -> None:
    shutil.copytree(ASSETS, tmp_path, dirs_exist_ok=True)
    bare = {"code": "TEST00000001", "version": 1, "title": "刚放进来的", "summary": "别的都没写", "kind": "guide", "guide": ["先问一问。"]}
    (tmp_path / "services" / "bare.json").write_text(json.dumps(bare), "utf-8")
    assert [title for title, _ in catalogue_parts(language, tmp_path) if not title.startswith("words.")][-1] == bare["title"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_can_be_read_on_a_terminal(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert words(language) == 0
    lines = capsys.readouterr().out.splitlines()
    entry = phrases.load(language).entries["action.next"]
    place = lines.index("action.next")
    own = phrases.load(language)
    assert lines[place + 1 : place + 4] == [
        f"  {own.show('words.show')}  {entry.show}",
        f"  {own.show('words.say')}  {entry.say}",
        f"  {own.show('words.hear')}  {' / '.join(entry.hear)}",
    ]
    assert f"== {own.show('words.part.welcome')} ==" in lines
