"""Finding a service by what a person says in words of their own: the measure is tests/data/understand/own_words.tsv."""

import statistics
import time
from collections import Counter
from difflib import SequenceMatcher

import numpy as np
import pytest

from kiosk.how_sure import Table, Told, settings, told
from kiosk.own_words import OwnWords, learn, other_matters, plain
from kiosk.portal.services import ServiceSummary
from kiosk.writing.sounds import Sounds
from tests.own_words import NOTHING, bare, fits_nothing, half, measured, misheard, sayings, services


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


# --- what is understood ----------------------------------------------------------------------------------------------


@pytest.fixture(name="words", scope="module")
def _words() -> OwnWords:
    return learn(services())


@pytest.mark.feature("F07")
@pytest.mark.parametrize(
    ("rate", "accepted", "either"), [(0.0, 0.80, 0.95), (0.1, 0.70, 0.85), (0.2, 0.57, 0.88), (0.3, 0.45, 0.80)]
)
def test_what_others_say_is_understood_and_what_fits_nothing_is_never_accepted(
    words: OwnWords, rate: float, accepted: float, either: float
) -> None:
    """The half that nothing was learnt from. At 10 % what is asked for; at the other rates of errors as it was measured."""
    found = measured(words, "test", rate)
    assert found.accepted_right >= accepted and found.accepted_right + found.confirmed >= either
    assert found.accepted_wrong <= 0.01 and found.nothing_accepted == 0


def test_little_of_what_fits_nothing_but_has_the_words_of_services_is_accepted(words: OwnWords) -> None:
    """Harder than what anybody asks for: the half of it by which nothing was weighed. Of each heard once 3 % were accepted."""
    asked = [saying.text for saying in fits_nothing() if saying.half == "test"]
    accepted = sum(words.match(misheard(text, 0.1, text)).verdict == "accept" for text in asked)
    assert len(asked) >= 300 and accepted / len(asked) <= 0.04


def test_nothing_of_what_fits_nothing_was_learnt_or_is_in_the_measure() -> None:
    known = set(map(plain, other_matters())) | {plain(saying.text) for saying in sayings()}
    assert sum(plain(saying.text) in known for saying in fits_nothing()) == 0


def test_what_hangs_on_one_word_is_told_from_what_the_whole_text_says() -> None:
    places = np.arange(6)
    scores = np.array([1.0, 0.2, 0.1], np.float32)
    throughout, one_word = np.full(6, 1 / 6), np.array([0.0, 0.0, 0.5, 0.5, 0.0, 0.0])

    def figured(parts: Table) -> Told:
        return told(scores, lambda owner: parts if owner == 0 else np.zeros(6), places, places)

    assert figured(throughout) == pytest.approx((4 / 6, 4 / 6, 1.0, 1.0))
    assert figured(one_word) == pytest.approx((0.0, 0.0, 2 / 6, 1.0))


def test_nothing_of_the_test_half_was_learnt() -> None:
    learnt = {plain(said) for service in services() for said in service.own_words} | set(map(plain, other_matters()))
    assert sum(plain(saying.text) in learnt for saying in half("test")) == 0
    assert sum(plain(saying.text) in learnt for saying in half("train")) == len(list(half("train")))


@pytest.mark.feature("F07")
@pytest.mark.parametrize("text", ["我八十了，听说有钱领", "我80了听说有钱领", "我八四了亭说有钱林"])
def test_who_is_eighty_and_heard_of_money_finds_the_allowance(words: OwnWords, text: str) -> None:
    found = words.match(text)
    assert found.services[0].title == "高龄津贴" and found.verdict in ("accept", "confirm")
    assert found.verdict == "accept" or "八四" in text


@pytest.mark.parametrize("text", ["", "，。！", "hello", "zzzz", "😀", "𠮷𠮷𠮷", "我" * 5000, "我我我我", "的", "\x00"])
def test_what_says_nothing_is_not_understood(words: OwnWords, text: str) -> None:
    assert words.match(text).verdict == "nothing"


def summary(code: str, title: str, *aliases: str, own_words: tuple[str, ...] = ()) -> ServiceSummary:
    return ServiceSummary(
        code=code, version=1, title=title, summary="", kind="guide", aliases=aliases, own_words=own_words
    )


@pytest.mark.feature("F07")
def test_a_service_that_is_new_in_the_catalogue_is_found_without_any_code() -> None:
    beekeeping = summary("BEE", "养蜂补助", "蜂农补贴", "养蜜蜂的钱")
    words = OwnWords((*services(), beekeeping), Sounds.load(), other_matters())
    for said in ("我想办养蜂补助", "听说养蜂有补助", "养密蜂的钱怎么领"):
        found = words.match(said)
        assert found.services and found.services[0] is beekeeping, said
    assert words.match("我八十了，听说有钱领").services[0].title == "高龄津贴"


@pytest.mark.feature("F07")
def test_whatever_a_portal_sends_to_be_learnt_only_so_much_of_it_is() -> None:
    hostile = ServiceSummary(
        code="H1",
        version=1,
        title="清沼气池",
        summary="",
        kind="guide",
        own_words=("沼气池该清渣了" * 50_000, *(f"第{n}种说法" for n in range(20_000))),
    )
    learnt = learn((*services(), hostile))
    assert learnt.match("沼气池该清渣了怎么办").services[:1] == (hostile,)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_small_catalogue_is_one_too(count: int) -> None:
    few = services()[:count]
    found = OwnWords(few, Sounds.load(), other_matters()).match("今天天气怎么样")
    assert found.verdict != "accept"


@pytest.mark.feature("F07")
def test_among_a_thousand_services_it_is_quick_and_never_opens_one_unasked(words: OwnWords) -> None:
    many = [
        summary(f"M{number}", f"{service.title}{number}", *(f"{alias}{number}" for alias in service.aliases))
        for number in range(40)
        for service in services()
    ]
    among_many = OwnWords(many, Sounds.load(), other_matters())
    assert all(among_many.match(saying.text).verdict != "accept" for saying in sayings()[:200])

    def cost(known: OwnWords, text: str) -> float:
        begun = time.thread_time()  # of this thread alone, whatever else the machine does
        known.match(text)
        return time.thread_time() - begun

    few, thousand = (statistics.median(cost(known, saying.text) for saying in sayings()[:200]) for known in (words, among_many))
    assert len(many) == 1000 and thousand < 10 * few


def test_the_thresholds_are_in_order() -> None:
    assert 0 < settings().confirm < settings().accept < 1 and 0 < settings().beside < 1
