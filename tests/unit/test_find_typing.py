"""Finding by typing: the keyboard writes what services are called, and the field says how many were found."""

from dataclasses import replace

import pytest

from kiosk import loop, phrases
from kiosk.blocks import Keyboard, TextField
from kiosk.events import KeyPressed
from kiosk.journeys import routes
from kiosk.results import Catalogue
from kiosk.screen import Screen
from kiosk.search import build
from tests.own_words import services
from tests.visit import Visit

pytestmark = pytest.mark.feature("F07")


class Searcher(Visit):
    """Somebody who types at the search."""

    def __init__(self, language: str) -> None:
        super().__init__()
        session = replace(
            self.session,
            display=replace(self.session.display, language=language),
            catalogue=Catalogue(build(services()), ()),
        )
        self.session, _ = loop._settle(session.to(routes.Find(typing=True)), (), self.stamp())


def the_field(shown: Screen) -> TextField:
    return next(block for block in shown.blocks if isinstance(block, TextField))


@pytest.mark.parametrize(("language", "layout"), [("zh", "pinyin"), ("en", "latin")])
def test_the_keyboard_begins_with_the_letters_that_services_are_written_in(language: str, layout: str) -> None:
    board = next(block for block in Searcher(language).screen.blocks if isinstance(block, Keyboard))
    assert board.layout == layout


def test_the_field_says_how_many_were_found_and_that_nothing_was() -> None:
    searcher, words = Searcher("zh"), phrases.load("zh")
    assert the_field(searcher.screen).note is None
    shown = searcher.send(KeyPressed("g"))
    note = the_field(shown).note
    assert note is not None
    assert words.show(note).startswith("找到")
    for letter in "vvv":
        shown = searcher.send(KeyPressed(letter))
    nothing = the_field(shown).note
    assert nothing is not None
    assert words.show(nothing) == "没有找到"
