"""Telephone numbers, mobile and landline, as E.164. The library is loaded at the first number."""

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

HOME = "CN"


def e164(text: str) -> str | None:
    """`138 0013 8000` → `+8613800138000`; None for what cannot be called. Landlines need their area code."""
    import phonenumbers

    plain = re.sub(r"[^0-9+]", "", unicodedata.normalize("NFKC", text))
    try:
        number = phonenumbers.parse(plain, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or _is_short(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _is_short(number: "PhoneNumber") -> bool:
    """Landlines have 7 or 8 digits after the area code; the library also takes service numbers of 5 and 6."""
    return bool(number.country_code == 86 and len(str(number.national_number)) < 9)


def is_right(value: object) -> bool:
    """Whether the value is the E.164 form of a number that can be called."""
    return isinstance(value, str) and value.startswith("+") and e164(value) == value


def is_mobile(value: str) -> bool:
    """Whether an E.164 number of the mainland is a mobile one."""
    return re.fullmatch(r"\+861[3-9][0-9]{9}", value) is not None


def national(value: str) -> str:
    """As one dials it at home: `13800138000`, `02162581234`; foreign ones, and what is none, as is."""
    import phonenumbers

    if not value.startswith("+86") or e164(value) is None:
        return value
    number = phonenumbers.parse(value, None)
    return re.sub(r"[^0-9]", "", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))
