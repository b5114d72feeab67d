"""Citizen identity numbers (GB 11643-1999) as old people have them: births from 1880, abolished counties, X.

Only the check digit and the date of birth are judged. Whether the region is known is at most a warning:
tables of regions change, and refuse many real numbers, so none is a gate.
"""

import datetime
import re
import unicodedata

from kiosk.forms import dates

LENGTH = 18
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
_FORM = re.compile(r"[0-9]{17}[0-9X]")

PROVINCES = frozenset(
    str(number)
    for block in (
        range(11, 16),
        range(21, 24),
        range(31, 38),
        range(41, 47),
        range(50, 55),
        range(61, 66),
        (71, 81, 82, 83, 91),
    )
    for number in block
)
"""First two digits in GB/T 2260 and of the residence permits for people of Hong Kong, Macao and Taiwan (81,
82, 83) and foreigners (91).
"""


def normal(text: str) -> str:
    """As written down: full-width digits and letters narrowed, gaps and dashes left out, x as X."""
    return re.sub(r"[\s\-\u2010-\u2015\u00b7.]", "", unicodedata.normalize("NFKC", text)).upper()


def check_digit(first: str) -> str:
    """The 18th character for the first 17 digits."""
    return CHECK_DIGITS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first, strict=True)) % 11]


def is_formed(number: object) -> bool:
    """17 digits, and a digit or X."""
    return isinstance(number, str) and _FORM.fullmatch(number) is not None


def birth(number: object) -> datetime.date | None:
    """The date of birth in a well formed number, if there is such a day."""
    if not isinstance(number, str) or not is_formed(number):
        return None
    return dates.date(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")


def is_right(number: object, today: datetime.date) -> bool:
    """Whether the check digit fits and the birth is a day from 1880 to today."""
    born = birth(number)
    if not isinstance(number, str) or born is None:
        return False
    return number[17] == check_digit(number[:17]) and born.year >= dates.OLDEST_BIRTH and born <= today


def region_known(number: str) -> bool:
    """Whether the province exists. Only ever a warning."""
    return number[:2] in PROVINCES
