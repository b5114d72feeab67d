"""What several journeys share about signing in."""

import base64

from kiosk.requests import Ask, SignIn

LOGIN = "login"


def by_card(evidence: bytes) -> tuple[Ask, ...]:
    """Sign in with what the card reader saw."""
    return (Ask(SignIn("id_card", {"card": base64.b64encode(evidence).decode()}), LOGIN),)
