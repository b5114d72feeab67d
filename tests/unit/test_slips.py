"""How syllables are heard wrongly, for learning."""

from random import Random

import pytest

from kiosk.slips import Heard, Slips, split
from kiosk.writing.sounds import Sounds

TEXT = "我今年八十五了听说有一份钱可以领"


@pytest.fixture(name="slips", scope="module")
def _slips() -> Slips:
    return Slips(Sounds.load().sound.values())


def heard(slips: Slips, rate: float, seed: int = 1) -> list[Heard]:
    return slips.heard(Sounds.load().exact(TEXT), TEXT, rate, Random(seed))


@pytest.mark.parametrize(("syllable", "halves"), [("zhang", ("zh", "ang")), ("ba", ("b", "a")), ("er", ("", "er"))])
def test_a_syllable_has_two_halves(syllable: str, halves: tuple[str, str]) -> None:
    assert split(syllable) == halves


def test_it_is_misheard_the_same_way_every_time(slips: Slips) -> None:
    assert heard(slips, 0.3) == heard(slips, 0.3)
    assert len({tuple(heard(slips, 0.3, seed)) for seed in range(20)}) > 15


def test_without_slips_all_sounds_are_right(slips: Slips) -> None:
    assert [sound for sound, _ in heard(slips, 0.0)] == Sounds.load().folded(TEXT)


def test_most_slips_keep_one_half_of_the_syllable(slips: Slips) -> None:
    said = Sounds.load().folded(TEXT)
    pairs = [
        (split(was), split(sound))
        for seed in range(40)
        if len(found := heard(slips, 0.3, seed)) == len(said)
        for was, (sound, _) in zip(said, found, strict=True)
        if was != sound
    ]
    near = sum(was[0] == now[0] or was[1] == now[1] for was, now in pairs)
    assert len(pairs) > 20 and near > len(pairs) / 2


def test_a_wrong_syllable_has_no_character(slips: Slips) -> None:
    assert all(character == "" or character in TEXT for _, character in heard(slips, 1.0))


def test_what_is_no_syllable_of_the_language_may_be_misheard_too(slips: Slips) -> None:
    assert slips.heard([("5", 0), ("x", 0)], "5x", 0.0, Random(3))[0][0] == "5"
