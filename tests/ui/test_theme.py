"""Millimetres, sizes, colours and the typeface."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo

from kiosk.display import THEMES, Display
from ui import fonts, icons
from ui.labels import Label
from ui.theme import DEFAULT_PX_PER_MM, Theme, screen_scale, themes, tokens

pytestmark = pytest.mark.widgets
UI = Path(fonts.__file__).parent
RANGES = ((3.5, 4.2), (4.8, 5.6), (6.4, 7.1), (8.5, 9.0))


@pytest.mark.feature("F31")
@pytest.mark.parametrize("px_per_mm", (2.71, DEFAULT_PX_PER_MM, 4.5, 7.0))
@pytest.mark.parametrize("size", range(4))
def test_the_four_sizes_are_millimetres_on_any_screen(application, size, px_per_mm):
    theme = Theme(px_per_mm)
    theme.apply(Display(size=size))
    low, high = RANGES[size]
    cap = theme.to_mm(theme.metrics("body").capHeight())
    rounding = 0.37 / px_per_mm  # a font has whole pixels: half of one, as cap height
    assert low - rounding <= cap <= high + rounding


@pytest.mark.feature("F31")
def test_the_largest_size_is_large_enough_at_arms_length_and_twice_the_smallest(application):
    theme = Theme()
    caps = []
    for size in range(4):
        theme.apply(Display(size=size))
        caps.append(theme.to_mm(theme.metrics("small").capHeight()))
    assert 180 * caps[3] / (3.14159 * 600) >= 0.7
    assert caps[3] >= 2 * caps[0]
    assert caps[1] >= 4.8


def test_a_measured_screen_is_of_one_display_and_not_of_the_next(application):
    theme = Theme(4.0)
    theme.apply(Display(px_per_mm=5.0))
    assert theme.px_per_mm == 5.0
    theme.apply(Display())
    assert theme.px_per_mm == 4.0


def test_what_a_finger_needs_never_shrinks_with_the_text(application):
    theme = Theme()
    for size in range(4):
        theme.apply(Display(size=size))
        assert theme.to_mm(theme.mm("touch")) >= 20
        assert theme.to_mm(theme.mm("touch_any")) >= 12.7
        assert theme.to_mm(theme.mm("gap")) >= 2.54


def test_everything_else_grows_and_shrinks_with_the_text(application):
    theme = Theme()
    for name in tokens()["scaling"]:
        lengths = []
        for size in range(4):
            theme.apply(Display(size=size))
            lengths.append(theme.mm(name))
        assert lengths == sorted(lengths)
        assert lengths[3] > lengths[0]


def test_a_change_is_told_once_and_no_change_is_not(application):
    theme = Theme()
    told = []
    theme.changed.connect(lambda: told.append(theme.look))
    assert theme.apply(Display(size=3, theme="dim"))
    assert not theme.apply(Display(size=3, theme="dim"))
    assert len(told) == 1


def test_an_unknown_theme_is_refused(application):
    with pytest.raises(KeyError):
        Theme().apply(Display(theme="pink"))


def test_all_themes_that_can_be_chosen_are_there_and_have_the_same_roles(application):
    assert set(themes()) == set(THEMES)
    roles = [set(tokens()["themes"][name]) for name in themes()]
    assert all(other == roles[0] for other in roles)


def test_a_screen_that_claims_nonsense_is_not_believed(application):
    class Claims:
        def __init__(self, dpi):
            self.dpi = dpi

        def physicalDotsPerInch(self):
            return self.dpi

    assert screen_scale(None) == DEFAULT_PX_PER_MM
    assert screen_scale(Claims(0.0)) == DEFAULT_PX_PER_MM
    assert screen_scale(Claims(100.0)) == pytest.approx(100 / 25.4)
    assert screen_scale(Claims(100.0), 2.7) == 2.7
    with pytest.raises(ValueError):
        screen_scale(None, 0.5)


@pytest.mark.feature("F60")
def test_the_typeface_is_the_bundled_one_and_shows_rare_names(application):
    theme = Theme()
    assert QFontInfo(theme.font()).family() == fonts.FAMILY
    assert QFontInfo(theme.font("title", bold=True)).bold()
    assert fonts.missing_characters("养老䶮㛃𬭼 ABC 0123\n") == ""
    assert fonts.missing_characters("王\U0010fffd王\U0010fffd") == "\U0010fffd"


@pytest.mark.feature("F60")
@pytest.mark.parametrize("rare", ["\U0010fffd", "\ue123"])
def test_a_character_that_the_typeface_lacks_is_a_sign_and_no_blank(application, rare):
    label = Label(Theme())
    label.set_words(rare)
    label.resize(200, 80)
    picture = label.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}) > 1


def test_a_missing_typeface_says_so(application, monkeypatch):
    fonts._load.cache_clear()
    monkeypatch.setattr(fonts, "_FILES", ("Nowhere.ttf",))
    with pytest.raises(fonts.FontMissing) as caught:
        fonts.load()
    assert caught.value.args == ("Nowhere.ttf",)
    fonts._load.cache_clear()


def test_a_file_with_another_typeface_is_none_of_ours(application, monkeypatch):
    fonts._load.cache_clear()
    monkeypatch.setattr(fonts, "FAMILY", "Nowhere Sans")
    with pytest.raises(fonts.FontMissing):
        fonts.load()
    fonts._load.cache_clear()


def test_icons_are_there_with_their_licence():
    assert {"arrow-left", "hand-stop", "text-size", "check", "volume", "alert-triangle"} <= icons.names()
    assert (UI.parent / "assets" / "icons" / "LICENSE").is_file()
    assert (UI.parent / "assets" / "fonts" / "OFL.txt").is_file()


def test_every_icon_that_a_journey_names_is_shipped():
    kiosk = UI.parent / "kiosk"
    named = {n for path in kiosk.rglob("*.py") for n in re.findall(r'icon="([a-z0-9-]+)"', path.read_text("utf-8"))}
    assert named <= icons.names()


def test_no_other_module_knows_a_colour_or_a_style_sheet():
    for path in UI.rglob("*.py"):
        text = path.read_text("utf-8")
        assert "setStyleSheet" not in text, path.name
        if path.name != "theme.py":
            assert not re.search(r"\"#[0-9a-fA-F]{6}\"", text), path.name


def test_no_sentence_for_people_stands_in_the_code():
    for path in UI.rglob("*.py"):
        code = re.sub(r'"""[\s\S]*?"""|#.*', "", path.read_text("utf-8"))
        found = re.findall(r"[\u4e00-\u9fff]{2,}", code)
        assert not found, (path.name, found)
