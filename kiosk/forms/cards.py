"""Bank card numbers: 16 to 19 digits.

The Luhn digit only warns, since some real cards do not keep to it.
"""

import re

_FORM = re.compile(r"[0-9]{16,19}")


def is_formed(value: object) -> bool:
    """16 to 19 digits."""
    return isinstance(value, str) and _FORM.fullmatch(value) is not None


def luhn(value: str) -> bool:
    """Whether the last digit fits the others."""
    if not (value.isascii() and value.isdigit()):
        return False
    digits = [int(digit) for digit in reversed(value)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
