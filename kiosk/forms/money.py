"""Amounts of money: integer fen; as typed, yuan with at most two decimals."""

import re
import unicodedata

_AMOUNT = re.compile(r"(-?)([0-9]{1,12})(?:\.([0-9]{1,2}))?")
LARGEST = 10**14
"""Fen; more is a slip of the hand, and stays exact in every JSON reader."""


def fen(text: str) -> int | None:
    """`1200.5` → 120050. Thousands separators, a currency sign and its word are taken; None for all else."""
    plain = re.sub(r"[\s,_\u00a5\u5143]", "", unicodedata.normalize("NFKC", text))
    found = _AMOUNT.fullmatch(plain)
    if not found:
        return None
    sign, whole, part = found.groups()
    amount = int(whole) * 100 + int((part or "").ljust(2, "0"))
    return -amount if sign else amount


def yuan(amount: int) -> str:
    """120050 → `1200.50`; whole yuan without decimals."""
    sign, whole, part = "-" if amount < 0 else "", abs(amount) // 100, abs(amount) % 100
    return f"{sign}{whole}.{part:02d}" if part else f"{sign}{whole}"
