"""How long an older person takes, as a keystroke-level model: tap, key, think, read, speak, sign. Seconds.

tap: 947 ms, touch of older adults (Sultana and Moffatt 2019). think: the model's M of 1.35 s (Card, Moran and Newell 1983) times 118/70,
the ratio of older to younger cognitive cycles (Jastrzembski and Charness 2007); key: its K of 0.28 s times 146/70, that of motor
cycles. read: 240 characters a minute, the upper end of what is followed by ear, not more by eye. speak: 170 a minute.
"""

TAP = 0.947
THINK = 1.35 * 118 / 70
KEY = 0.28 * 146 / 70
READ = 60 / 240
SPEAK = 60 / 170
SIGN = 5.0
CARD = 3.0
LOOK = 0.5
"""A glance at what is known already."""

OFFSET_MM = 3.36
"""Mean distance of an older finger from the middle of what it meant (Sultana and Moffatt 2019)."""
SLIP = 0.043
"""The part of touches that slide off (the same: slips)."""
TWICE = 0.1
"""The part of touches that come down twice within half a second. Ours: what is published names the pause to ignore, not how often it is needed."""
