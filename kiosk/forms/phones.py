"""Telephone numbers, mobile and landline, as E.164. The library is loaded at the first number."""

import re
import unicodedata

HOME = "CN"


def e164(text: str) -> str | None:
    """`138 0013 8000` → `+8613800138000`; None for what cannot be called. Landlines need their area code."""
    import phonenumbers

    plain = re.sub(r"[^0-9+]", "", unicodedata.normalize("NFKC", text))
    try:
        number = phonenumbers.parse(plain, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or _is_short(number, phonenumbers):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _is_short(number: object, library: object) -> bool:
    """Chinese landlines have 7 or 8 digits after the area code; the library also takes old service numbers of
    5 and 6.
    """
    return getattr(number, "country_code", 0) == 86 and len(str(getattr(number, "national_number", ""))) < 9


def is_right(value: object) -> bool:
    """Whether the value is the E.164 form of a number that can be called."""
    return isinstance(value, str) and value.startswith("+") and e164(value) == value


def is_mobile(value: str) -> bool:
    """Whether an E.164 number of the mainland is a mobile one."""
    return re.fullmatch(r"\+861[3-9][0-9]{9}", value) is not None


def national(value: str) -> str:
    """As one dials it at home: `13800138000`, `02162581234`; of other countries, and what is no number, as it
    is.
    """
    import phonenumbers

    if not value.startswith("+86") or e164(value) is None:
        return value
    number = phonenumbers.parse(value, None)
    return re.sub(r"[^0-9]", "", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))
