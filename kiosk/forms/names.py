"""Names of people: characters of every plane (GB 18030 has rare ones), the dot of minorities, Latin."""

import re
import unicodedata

SHORTEST, LONGEST = 2, 50
DOT = "\u00b7"
_DOTS = re.compile("[\u2022\u2219\u22c5\u30fb\uff65\u2027\u25cf\u00b7]")
_INNER = frozenset(" '-." + DOT)
_RADICALS = range(0x2E80, 0x2FE0)


def normal(text: str) -> str:
    """As written down: one kind of dot, narrow letters, single gaps between Latin words and no others."""
    dotted = _DOTS.sub(DOT, "".join(_narrow(letter) for letter in text))
    words = " ".join(dotted.split())
    return (
        re.sub(f" ?{DOT} ?", DOT, words)
        if words.isascii()
        else re.sub(r"(?<![A-Za-z]) | (?![A-Za-z])", "", words)
    )


def _narrow(letter: str) -> str:
    """Full-width letters narrowed; rare characters are left alone (NFKC would exchange some for others)."""
    return (
        unicodedata.normalize("NFKC", letter)
        if "\uff01" <= letter <= "\uff5e" or letter == "\u3000"
        else letter
    )


def is_name(text: str) -> bool:
    """Only characters and letters, with dots, gaps, hyphens and apostrophes between them.

    Private-use characters (unmapped rare ones) too.
    """
    if not text or text[0] in _INNER or text[-1] in _INNER - {"."}:
        return False
    return all(letter in _INNER or _is_letter(letter) for letter in text)


def _is_letter(letter: str) -> bool:
    category = unicodedata.category(letter)
    return (
        category in ("Lo", "Lu", "Ll", "Lm", "Mn", "Mc", "Co", "Cn")
        or letter == "\u3007"
        or ord(letter) in _RADICALS
    )
