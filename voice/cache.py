"""Sound of fixed phrases, kept in memory; never of anything private."""

from collections import OrderedDict

from voice.clip import Clip
from voice.renderer import Order

MOST_BYTES = 6_000_000


class ClipCache:
    """The clips used last, up to MOST_BYTES of samples. The guide puts only utterances in that are not private."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._clips: OrderedDict[Order, Clip] = OrderedDict()
        self._bytes = 0

    def get(self, order: Order) -> Clip | None:
        """The clip, now the newest, or None."""
        clip = self._clips.get(order)
        if clip is not None:
            self._clips.move_to_end(order)
        return clip

    def put(self, order: Order, clip: Clip) -> None:
        """Keep a clip; the oldest go when it is too much."""
        old = self._clips.pop(order, None)
        self._bytes += len(clip.pcm) - (len(old.pcm) if old else 0)
        self._clips[order] = clip
        while self._bytes > self._most and len(self._clips) > 1:
            _, dropped = self._clips.popitem(last=False)
            self._bytes -= len(dropped.pcm)

    def __contains__(self, order: Order) -> bool:
        return order in self._clips

    def texts(self) -> frozenset[str]:
        """What is kept: for the test that nothing private is."""
        return frozenset(order.text for order in self._clips)
