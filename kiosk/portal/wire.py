"""What all that a portal tells and takes has in common. The shapes are those of the reference contract's JSON (portal/contract.yaml).

Money is integer fen, dates are ISO 8601 (instants RFC 3339 with offset, civil dates in the portal's zone), regions GB/T 2260, phones E.164 on the
wire.
"""

import msgspec


class Wire(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all wire values: unknown fields are ignored, so that a portal may add some."""
