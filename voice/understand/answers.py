"""Yes and no, and which of several, in the ways people say it. Pure; None when it was neither, so that one asks again."""

import re
from collections.abc import Callable, Sequence

from kiosk.value import dataclass
from voice.understand.accents import nearest
from voice.understand.lexicon import bare, longest_first, one_of, table, trimmed
from voice.understand.numbers import whole_number


def yes_or_no(heard: str) -> bool | None:
    """True, False, or None. "Not wrong" is yes; what says both is neither."""
    words = table()["answers"]
    for said in (bare(heard), trimmed(heard)):
        if said in words["yes"]:
            return True
        if said in words["no"]:
            return False
    pieces = _pieces(bare(heard))
    meant = {piece in words["yes"] for piece in pieces}
    return meant.pop() if pieces and len(meant) == 1 else None


def _pieces(said: str) -> list[str]:
    """Several answers in one breath, each of them known; else none."""
    words = longest_first([*table()["answers"]["yes"], *table()["answers"]["no"]])
    tails = longest_first(table()["tails"])
    pieces: list[str] = []
    while said:
        piece = next((word for word in words if said.startswith(word)), None)
        if piece is None:
            tail = next((word for word in tails if said.startswith(word)), None)
            if tail is None or not pieces:
                return []
            said = said[len(tail) :]
            continue
        pieces.append(piece)
        said = said[len(piece) :]
    return pieces


@dataclass(frozen=True, slots=True)
class Which:
    """Places in the list (from 0). One: chosen; several: it fits all of these, ask which; none: not understood. guess: to be confirmed."""

    places: tuple[int, ...]
    guess: bool = False


def which(heard: str, names: Sequence[Sequence[str]], share: float = 0.0) -> Which:
    """One of several by its number ("the second", "the last"), by one of its names, or by a part of a name of at least two characters; else by
    a name that sounds like it.

    names: for each entry all it may be called. share: see `plainly`.
    """
    found = plainly(heard, names, share)
    return found if found.places else _alike(heard, names)


def _alike(heard: str, names: Sequence[Sequence[str]]) -> Which:
    """By sound: accents and what a recogniser mishears. Never a mere yes or no, and not what was refused."""
    said = trimmed(heard)
    if yes_or_no(heard) is not None or any(word in said for word in table()["choices"]["negations"]):
        return Which(())
    called = [[bare(name) for name in entry if yes_or_no(name) is None] for entry in names]
    places, sure = nearest(said, called)
    return Which(places, guess=len(places) == 1 and not sure)


def plainly(heard: str, names: Sequence[Sequence[str]], share: float = 0.0) -> Which:
    """`which` by the very characters. share: of what was said, a name within it makes up so much at least."""
    said = trimmed(heard)
    if not said:
        return Which(())
    exact = _where(names, lambda name: name == said or name == bare(heard))
    if exact:
        return Which(exact)
    number = _place(said, len(names))
    if number is not None:
        return Which((number,))
    within = _where(names, lambda name: len(name) >= share * len(said) and _named_in(name, said))
    if not within and len(said) >= 2:
        within = _where(names, lambda name: said in name and yes_or_no(name) is None)
    if len(within) <= 1:
        return Which(within)
    longest = {
        place: max((len(n) for n in map(bare, names[place]) if _named_in(n, said)), default=0) for place in within
    }
    return Which(tuple(place for place in within if longest[place] == max(longest.values())))


def _named_in(name: str, said: str) -> bool:
    """Whether a name was said among other words; not a mere yes or no, and not one that was refused ("not this one")."""
    place = said.find(name)
    if len(name) < 2 or place < 0 or yes_or_no(name) is not None:
        return False
    return not any(word in said[:place] for word in table()["choices"]["negations"])


def _where(names: Sequence[Sequence[str]], fits: Callable[[str], bool]) -> tuple[int, ...]:
    return tuple(place for place, called in enumerate(names) if any(fits(bare(name)) for name in called))


def _place(said: str, count: int) -> int | None:
    words = table()["choices"]
    if said in words["last"]:
        return count - 1 if count else None
    if said in words["first"]:
        return 0 if count else None
    counters = one_of(words["counters"])
    for form in (
        f"{words['ordinal']}(.+?){counters}?",
        f"{one_of(words['numbered'])}(.+?)(?:{counters}|{one_of(words['numbered'])})?",
        f"(.+?){one_of(words['numbered'])}",
    ):
        found = re.fullmatch(form, said)
        number = whole_number(found[1]) if found else None
        if number is not None and 1 <= number <= count:
            return number - 1
    return None
