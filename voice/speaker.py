"""Sound out of memory through QtMultimedia, which is imported at the first sentence and not before.

Without an output device the guide goes on: `done` comes after the clip's own length, so captions keep their time, and `lost("no_device")` is
told. A device that is plugged in, out or changed while speaking is followed; a sound server that goes is given up (see sound_server).
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from voice.clip import Clip
from voice.engine import Schedule
from voice.pace import gain
from voice.sound_server import SoundServer, find

if TYPE_CHECKING:
    from PySide6.QtCore import QBuffer
    from PySide6.QtMultimedia import QAudioDevice, QAudioSink, QMediaDevices

HARMLESS = ("NoError", "UnderrunError")
"""Names, since the enumeration itself is called QAudio or QtAudio, depending on the version of Qt."""

log = logging.getLogger(__name__)

BUFFER_MS = 60
"""Small, so that nothing is left to sound after a stop."""

TOO_LATE_MS = 1_500
"""A device that has not finished so long after the clip's end is taken as lost."""


class DeviceSpeaker:
    """The Speaker over the machine's default output. One QAudioSink is kept and used again while device and sample rate stay the same."""

    def __init__(self, schedule: Schedule, lost: Callable[[str], None]) -> None:
        self._schedule = schedule
        self._lost = lost
        self._volume = gain(2)
        self._turn = 0
        self._done: Callable[[], None] | None = None
        self._devices: QMediaDevices | None = None
        self._sink: QAudioSink | None = None
        self._sink_for: tuple[QAudioDevice, int] | None = None
        self._buffer: QBuffer | None = None
        self._server: SoundServer | None = None
        self._gone = False

    def play(self, clip: Clip, done: Callable[[], None]) -> None:
        """See guide.Speaker."""
        self._turn += 1
        turn = self._turn
        self._done = done
        if not self._sound(clip):
            self._lost("no_device")
            self._schedule(clip.ms, lambda: self._end(turn))
            return
        self._schedule(clip.ms + TOO_LATE_MS, lambda: self._overdue(turn))

    def stop(self) -> None:
        """See guide.Speaker."""
        self._turn += 1
        self._done = None
        if self._sink:
            self._sink.reset()
        self._forget_buffer()

    def set_volume(self, volume: int) -> None:
        """See guide.Speaker."""
        self._volume = gain(volume)
        if self._sink:
            self._sink.setVolume(self._volume)

    def close(self) -> None:
        """See guide.Speaker."""
        self.stop()
        self._drop_sink()
        self._devices = None

    # --- Qt -----------------------------------------------------------------------------------------------------------

    def _sound(self, clip: Clip) -> bool:
        from PySide6.QtCore import QBuffer, QIODevice

        if self._gone or (self._server is not None and not self._server.runs()):
            self._gone = True
            self._drop_sink()
            return False
        sink = self._sink_at(clip.hertz)
        if sink is None:
            return False
        self._forget_buffer()
        buffer = QBuffer(sink)
        buffer.setData(clip.pcm)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._buffer = buffer
        sink.start(buffer)
        if sink.error().name not in HARMLESS:
            self._drop_sink()
            return False
        return True

    def _sink_at(self, hertz: int) -> "QAudioSink | None":
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices

        if self._devices is None:
            self._server = find()
            self._devices = QMediaDevices()
            self._devices.audioOutputsChanged.connect(self._outputs_changed)
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self._drop_sink()
            return None
        if self._sink is not None and self._sink_for == (device, hertz):
            return self._sink
        self._drop_sink()
        form = QAudioFormat()
        form.setSampleRate(hertz)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        sink = QAudioSink(device, form)
        sink.setBufferSize(form.bytesForDuration(BUFFER_MS * 1000))
        sink.setVolume(self._volume)
        sink.stateChanged.connect(self._state_changed)
        self._sink, self._sink_for = sink, (device, hertz)
        return sink

    def _state_changed(self) -> None:
        sink = self._sink
        if sink is None or self._done is None:
            return
        state = sink.state()  # PySide6 6.11 cannot pass it with the signal
        if state.name == "IdleState" and self._at_end():
            sink.stop()
            self._end(self._turn)
        elif state.name == "StoppedState" and sink.error().name not in HARMLESS:
            self._broken()

    def _at_end(self) -> bool:
        return self._buffer is None or self._buffer.atEnd()

    def _outputs_changed(self) -> None:
        """The device may be gone, or a better one here: the next sentence asks for it anew; one under way goes on by its length."""
        from PySide6.QtMultimedia import QMediaDevices

        if self._sink_for and self._sink_for[0] not in QMediaDevices.audioOutputs():
            self._broken()

    def _broken(self) -> None:
        log.warning("sound device lost while speaking")
        turn, waiting = self._turn, self._done
        self._drop_sink()
        if waiting is not None:
            self._lost("no_device")
            self._schedule(0, lambda: self._end(turn))

    def _overdue(self, turn: int) -> None:
        """The device fell silent without a word: its server may be gone, and Qt must not start another stream."""
        if turn == self._turn and self._done is not None:
            self._gone = True
            self._broken()

    def _end(self, turn: int) -> None:
        if turn != self._turn or self._done is None:
            return
        done, self._done = self._done, None
        self._forget_buffer()
        done()

    def _forget_buffer(self) -> None:
        buffer, self._buffer = self._buffer, None
        if buffer is not None:
            buffer.close()
            buffer.deleteLater()

    def _drop_sink(self) -> None:
        self._forget_buffer()
        sink, self._sink, self._sink_for = self._sink, None, None
        if sink is not None:
            sink.stateChanged.disconnect(self._state_changed)
            sink.reset()
            sink.deleteLater()
