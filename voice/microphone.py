"""Sound from the default microphone through QtMultimedia, imported at the first use: 16 kHz, 16 bits, mono."""

from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QIODevice
    from PySide6.QtMultimedia import QAudioSource

HERTZ = 16_000
"""The rate at which it listens; a model that wants more cannot be used."""

BUFFER_BYTES = 2 * HERTZ
"""One second: with Qt's own quarter of it two thirds of the sound were lost."""


def present() -> bool:
    """Whether there is a microphone now."""
    from PySide6.QtMultimedia import QMediaDevices

    return not QMediaDevices.defaultAudioInput().isNull()


class Microphone:
    """`sound(pcm, level)` is called on the main thread for each piece; level 0 to 1, for the meter that shows that it listens."""

    def __init__(self, sound: Callable[[bytes, float], None]) -> None:
        self._sound = sound
        self._source: QAudioSource | None = None
        self._stream: QIODevice | None = None

    def start(self) -> bool:
        """Begin. False when there is no microphone: then nothing was begun."""
        from PySide6.QtMultimedia import QAudioFormat, QAudioSource, QMediaDevices

        self.stop()
        device = QMediaDevices.defaultAudioInput()
        if device.isNull():
            return False
        form = QAudioFormat()
        form.setSampleRate(HERTZ)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._source = QAudioSource(device, form)
        self._source.setBufferSize(BUFFER_BYTES)
        stream = self._source.start()
        if stream is None or self._source.error().name != "NoError":
            self.stop()
            return False
        self._stream = stream
        stream.readyRead.connect(self._more)
        return True

    def stop(self) -> None:
        """End, and let the device go: its light goes out, and everybody sees that nobody listens."""
        source, self._source = self._source, None
        self._stream = None
        if source is not None:
            source.stop()
            source.deleteLater()

    def _more(self) -> None:
        if self._stream is None:
            return
        pcm = bytearray()
        while piece := self._stream.readAll().data():  # one signal may stand for several pieces
            pcm += bytes(piece)
        if pcm:
            self._sound(bytes(pcm), level(pcm))


def level(pcm: bytes | bytearray) -> float:
    """The loudest sample, 0 to 1."""
    samples = array("h", bytes(pcm)[: len(pcm) // 2 * 2])
    return max(map(abs, samples), default=0) / 32768
