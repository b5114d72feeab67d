"""The frozen body: the exact bytes that every try sends."""

from kiosk.portal.handing_in import Submission, SupplementAnswer


def frozen(body: Submission | SupplementAnswer) -> bytes:
    """The JSON of a submission. msgspec keeps the fields' order, so that the same body has the same bytes."""
    import msgspec

    return msgspec.json.encode(body)
