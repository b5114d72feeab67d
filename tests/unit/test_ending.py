"""The end of an utterance, found by loudness: in a still room and in a loud one."""

import random
from array import array

import pytest

from voice.ending import SILENCE_S, Ending

HERTZ = 16_000


def sound(seconds: float, loud: float, chance: random.Random) -> bytes:
    """Noise of a root mean square."""
    return array("h", (int(max(-32767, min(32767, chance.gauss(0, loud)))) for _ in range(int(seconds * HERTZ)))).tobytes()


def ends_after(*parts: tuple[float, float], room: float) -> float | None:
    """Seconds until it is over; parts: seconds and loudness of the voice above the room."""
    chance = random.Random(3)
    ending = Ending(HERTZ)
    pcm = b"".join(sound(seconds, (room**2 + voice**2) ** 0.5, chance) for seconds, voice in parts)
    for at in range(0, len(pcm), 2_048):
        if ending.hear(pcm[at : at + 2_048]):
            return (at + 2_048) / 2 / HERTZ
    return None


@pytest.mark.feature("F26")
@pytest.mark.parametrize("room", [0.0, 30.0, 400.0, 1265.0])
@pytest.mark.parametrize("before", [0.0, 0.5, 2.0])
def test_it_is_over_a_while_after_the_last_word_however_loud_the_room_is(room: float, before: float) -> None:
    """1265 is 10 dB below a voice of 4000; the voice may begin at once."""
    at = ends_after((before, 0), (0.8, 4_000), (4, 0), room=room)
    assert at is not None and before + 0.8 + SILENCE_S - 0.1 <= at <= before + 0.8 + SILENCE_S + 0.6


@pytest.mark.parametrize("room", [0.0, 1265.0])
def test_a_pause_between_two_words_is_no_end(room: float) -> None:
    at = ends_after((0.3, 0), (0.5, 4_000), (0.9, 0), (0.5, 4_000), (3, 0), room=room)
    assert at is not None and at > 2.2 + SILENCE_S - 0.1


@pytest.mark.parametrize("room", [0.0, 400.0, 1265.0])
def test_a_room_without_a_voice_and_a_click_end_nothing(room: float) -> None:
    assert ends_after((6, 0), room=room) is None
    assert ends_after((1, 0), (0.02, 2_000), (5, 0), room=room) is None
