"""Which portal something is kept for: nothing that was kept for one is ever shown or sent to another."""

SANDBOX = "sandbox"
"""The portal that comes along, wherever it listens."""


def place_of(address: str) -> str:
    """One name for one portal, whoever wrote its address."""
    return address.rstrip("/")
