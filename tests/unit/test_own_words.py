"""Finding a service by what a person says in words of their own: the measure is tests/data/understand/own_words.tsv."""

from collections import Counter
from difflib import SequenceMatcher

import pytest

from tests.own_words import NOTHING, bare, half, misheard, sayings, services


def test_the_measure_is_as_large_as_it_has_to_be() -> None:
    codes = Counter(saying.code for saying in sayings())
    assert codes.pop(NOTHING) >= 100 and codes.total() >= 400
    assert set(codes) == {service.code for service in services()} and min(codes.values()) >= 15
    assert len({saying.text for saying in sayings()}) == len(sayings())
    for which in ("train", "test"):
        assert set(codes) <= {saying.code for saying in half(which)}


def test_nobody_in_the_test_half_says_the_name_of_a_service() -> None:
    names = [bare(name) for service in services() for name in (service.title, *service.aliases)]
    told = sum(name in bare(saying.text) for saying in half("test") for name in names)
    assert told == 0  # only the number is told: what the test half says is not to be seen


def test_an_accent_and_errors_change_what_is_heard_the_same_way_every_time() -> None:
    text = "老人证丢了，能不能领钱"
    assert misheard(text, 0.3, "a") == misheard(text, 0.3, "a")
    assert len({misheard(text, 0.3, str(seed)) for seed in range(20)}) > 10


@pytest.mark.parametrize("rate", [0.0, 0.1, 0.2, 0.3])
def test_as_many_syllables_are_wrong_as_it_says(rate: float) -> None:
    kept = total = 0
    for saying in sayings():
        said = bare(saying.text)
        same = SequenceMatcher(None, said, misheard(saying.text, rate, saying.text), autojunk=False)
        kept, total = kept + sum(block.size for block in same.get_matching_blocks()), total + len(said)
    accent = 0.12  # what the accents alone change, and homophones beside errors
    assert 1 - rate * 1.6 - accent < kept / total < 1 - rate * 0.9 - 0.03
