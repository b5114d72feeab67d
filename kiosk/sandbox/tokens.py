"""Tokens: made from an id by the portal's secret, so that an answer can be given again, and kept as hashes only."""

import hashlib
import hmac


def minted(secret: bytes, kind: str, subject: str) -> str:
    """The token of a login, a grant or a clerk: always the same for the same subject."""
    return f"{kind}_" + hmac.new(secret, f"{kind}:{subject}".encode(), hashlib.sha256).hexdigest()


def hashed(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
