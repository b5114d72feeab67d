"""Sound out of memory through QtMultimedia, which is imported at the first sentence and not before.

`done` always comes after the clip's own length: what a device says of its end may be seconds late. So without an output device the guide goes
on, captions keep their time, and `lost("no_device")` is told. A device that is plugged in, out or changed while speaking is followed; a sound
server that goes is given up (see sound_server).
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from voice.clip import Clip
from voice.pace import gain
from voice.sound_server import SoundServer, find
from voice.turns import Schedule

if TYPE_CHECKING:
    from PySide6.QtCore import QBuffer
    from PySide6.QtMultimedia import QAudioDevice, QAudioSink, QMediaDevices

HARMLESS = ("NoError", "UnderrunError")
"""Names, since the enumeration itself is called QAudio or QtAudio, depending on the version of Qt."""

WARM_STEP_MS = 100
USUAL_HERTZ = 22_050
"""What espeak-ng gives."""

log = logging.getLogger(__name__)


def _nothing() -> None:
    """Nobody waits for it."""


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

    def warm(self, then: Callable[[], None] = _nothing) -> None:
        """Load QtMultimedia and find the device in two short steps, before anything is to be played: all at once it would be a jerk.

        then: called at the end.
        """
        import PySide6.QtMultimedia  # noqa: F401 -- 10 to 20 ms; the device takes as long again

        self._schedule(WARM_STEP_MS, partial(self._find_device, then))

    def _find_device(self, then: Callable[[], None]) -> None:
        self._sink_at(USUAL_HERTZ)
        then()

    def play(self, clip: Clip, done: Callable[[], None]) -> None:
        """See guide.Speaker."""
        self._turn += 1
        turn = self._turn
        self._done = done
        if not self._sound(clip):
            self._lost("no_device")
        self._schedule(clip.ms, lambda: self._end(turn))

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

    def replaced(self) -> bool:
        """Whether the sound server that Qt connected to went, and another is there, which only a new process can speak to."""
        if self._server is None or (self._server.runs() and not self._gone):
            return False
        other = find()
        return other is not None and other.runs()

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
        sink.reset()  # the tail of the last sentence has sounded in the pause after it
        self._forget_buffer()
        buffer = QBuffer(sink)
        buffer.setData(clip.pcm)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._buffer = buffer
        sink.setBufferSize(len(clip.pcm))  # all at once: a busy interface then cannot make it stutter
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
        sink.setVolume(self._volume)
        sink.stateChanged.connect(self._state_changed)
        self._sink, self._sink_for = sink, (device, hertz)
        return sink

    def _state_changed(self) -> None:
        sink = self._sink
        if sink is None or self._done is None:
            return
        # asked for, since PySide6 6.11 cannot pass the state with the signal
        if sink.state().name == "StoppedState" and sink.error().name not in HARMLESS:
            self._broken()

    def _outputs_changed(self) -> None:
        """The device may be gone, or a better one here: the next sentence asks for it anew; one under way goes on by its length."""
        from PySide6.QtMultimedia import QMediaDevices

        if self._sink_for and self._sink_for[0] not in QMediaDevices.audioOutputs():
            self._broken()

    def _broken(self) -> None:
        """The sentence goes on without sound, for its own length."""
        log.warning("sound device lost while speaking")
        self._drop_sink()
        if self._done is not None:
            self._lost("no_device")

    def _end(self, turn: int) -> None:
        if turn != self._turn or self._done is None:
            return
        done, self._done = self._done, None
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
