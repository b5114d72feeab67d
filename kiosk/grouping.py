"""How a long number is parted, for the eye and for the ear: as it stands on the card itself, and as people say it."""

import re

IDENTITY = (6, 8, 4)
"""The region, the birth, the rest; what a disability certificate has more stands last."""
MOBILE = (3, 4, 4)
CARD = 4
EASILY_HEARD = 4
"""More digits in a row are not kept in mind by ear."""
_LANDLINE = re.compile(r"(0(?:10|2\d|\d{3}))(\d{7,8})")
_MOBILE = re.compile(r"1[3-9].{9}")


def parted(text: str, sizes: tuple[int, ...]) -> tuple[str, ...]:
    """Groups of these sizes, and what is left."""
    groups, start = [], 0
    for size in sizes:
        groups.append(text[start : start + size])
        start += size
    return tuple(group for group in (*groups, text[start:]) if group)


def whole(text: str) -> tuple[str, ...]:
    """Not parted."""
    return (text,)


def identity(text: str) -> tuple[str, ...]:
    """18 or 20 characters as 6-8-4 and the rest; another length is no such number."""
    return parted(text, IDENTITY) if len(text) in (18, 20) else whole(text)


def phone(text: str) -> tuple[str, ...]:
    """A mobile as 3-4-4, a landline as its area and two halves."""
    if _MOBILE.fullmatch(text):
        return parted(text, MOBILE)
    landline = _LANDLINE.fullmatch(text)
    return (landline[1], *parted(landline[2], (len(landline[2]) - 4, 4))) if landline else whole(text)


def card(text: str) -> tuple[str, ...]:
    """By four."""
    return parted(text, (CARD,) * (len(text) // CARD)) or whole(text)


def heard(groups: tuple[str, ...]) -> tuple[str, ...]:
    """The same groups for the ear: what is long in halves, 6-8-4 as 3-3-4-4-4."""
    return tuple(half for group in groups for half in _halves(group))


def _halves(group: str) -> tuple[str, ...]:
    return (group,) if len(group) <= EASILY_HEARD else (group[: len(group) // 2], group[len(group) // 2 :])
