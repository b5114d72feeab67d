"""How people explain the characters of a name: by their parts ("bow long: Zhang") or by a word they stand in ("the ying of ying-xiong"). Pure."""

import re
from functools import cache

from voice.understand.lexicon import bare, one_of, table

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff\u00b7]{1,20}")


def spelled_name(heard: str) -> str | None:
    """The characters explained, in order; what is not explained is taken as it was heard. None when nothing is a name."""
    said = bare(heard)
    found: list[str] = []
    place = 0
    while place < len(said):
        explained = _explained(said, place)
        if explained:
            character, end = explained
            if found and found[-1] == character:
                found.pop()  # "Zhang, bow long Zhang": said and then explained
            found.append(character)
            place = end
        else:
            found.append(said[place])
            place += 1
    name = "".join(found)
    return name if _HAN.fullmatch(name) else None


def _explained(said: str, place: int) -> tuple[str, int] | None:
    parts = _parts().match(said, place)
    if parts:
        character = str(dict(table()["names"]["parts"])[parts["parts"]])
        end = parts.end()
        return character, end + (said.startswith(character, end))
    word = _of_a_word().match(said, place)
    return (word["character"], word.end()) if word and word["character"] in word["word"] else None


@cache
def _parts() -> re.Pattern[str]:
    return re.compile("(?P<parts>" + one_of(parts for parts, _ in table()["names"]["parts"]) + ")")


@cache
def _of_a_word() -> re.Pattern[str]:
    return re.compile(f"(?P<word>[\\u3400-\\u9fff]{{2,4}}?){table()['names']['of']}(?P<character>[\\u3400-\\u9fff])")
