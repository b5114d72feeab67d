"""Names are compared by sound as quickly as the interface's thread needs it, and what comes out is what the slow way would say."""

import random
import time

import pytest

from kiosk.writing.sounds import Sounds
from voice.understand import accents
from voice.understand.accents import FAR, HALF, LOST, NEAR, SURE, WITHIN, likeness, nearest

CHARACTERS = "高龄津贴老人证补办医疗费用报销养护理住房公交卡残疾军人优抚失业登记社保"
SEED = 7


def _slow_distance(left: list[tuple[str, int]], right: list[tuple[str, int]]) -> float:
    """Every way there is, without leaving anything out."""
    row = [n * LOST for n in range(len(right) + 1)]
    for count, one in enumerate(left, 1):
        before, row = row, [count * LOST]
        for n, other in enumerate(right):
            change = accents._difference(one, other)
            row.append(min(before[n] + change, before[n + 1] + LOST, row[n] + LOST))
    return row[-1]


def _slow_likeness(heard: list[tuple[str, int]], called: list[tuple[str, int]]) -> float:
    if min(len(heard), len(called)) < accents.SHORTEST:
        return 0.0
    best = 1 - _slow_distance(heard, called) / max(len(heard), len(called))
    if WITHIN <= len(called) < len(heard):
        parts = [heard[n : n + len(called)] for n in range(len(heard) - len(called) + 1)]
        within = 1 - min(_slow_distance(part, called) for part in parts) / len(called)
        best = max(best, within if within >= SURE else 0.0)
    return best


def _slipped(name: str, slips: int, chance: random.Random) -> str:
    said = list(name)
    for _ in range(slips):
        place = chance.randrange(len(said))
        match chance.choice(("other", "lost", "more")):
            case "other":
                said[place] = chance.choice(CHARACTERS)
            case "lost" if len(said) > 2:
                del said[place]
            case _:
                said.insert(place, chance.choice(CHARACTERS))
    return "".join(said)


@pytest.mark.feature("F26")
def test_what_is_found_quickly_is_what_would_be_found_slowly() -> None:
    chance, sounds = random.Random(SEED), Sounds.load()
    near = 0
    for _ in range(600):
        name = "".join(chance.choices(CHARACTERS, k=chance.randint(2, 12)))
        said = _slipped(name, chance.randint(0, 3), chance) + chance.choice(("", "", "的事情"))
        heard, called = sounds.exact(said), sounds.exact(name)
        slow = _slow_likeness(heard, called)
        assert likeness(heard, called) == pytest.approx(max(slow, 0.0))
        if slow >= NEAR:
            assert likeness(heard, called, NEAR) == pytest.approx(slow)
            near += 1
        else:
            assert likeness(heard, called, NEAR) < NEAR
    assert 100 < near < 500  # both were met


def test_what_one_is_changed_by_is_told_up_to_the_most_that_is_asked_for() -> None:
    heard, called = [("zan", 0), ("li", 0), ("xi", 0)], [("zan", 0), ("la", 0), ("xi", 0)]
    assert accents._distance(heard, called, HALF) == HALF
    assert accents._distance(heard, called, HALF - 0.1) == FAR
    assert accents._distance(heard[:2], called, LOST) == FAR  # one lost, and one changed
    assert accents._distance(heard[:2], called[:1], LOST) == LOST


def test_a_long_utterance_against_hundreds_of_names_takes_the_interface_a_moment() -> None:
    chance = random.Random(SEED)
    names = [["".join(chance.choices(CHARACTERS, k=chance.randint(3, 8)))] for _ in range(259)]
    said = "".join(chance.choices(CHARACTERS, k=40)) + names[100][0]
    nearest(said, names)
    taken = []
    for _ in range(5):
        begun = time.thread_time()
        found = nearest(said, names)
        taken.append(time.thread_time() - begun)
    assert found[0] == (100,)
    assert min(taken) < 0.03  # seconds: what may keep a screen waiting; 0.15 and more before
