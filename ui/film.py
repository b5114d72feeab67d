"""Plays a film out of memory as pictures, without sound. QtMultimedia is imported when the first film begins, and not before."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, QUrl
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

BEGINS_WITHIN_MS = 8_000
"""Without a first picture in so long, it cannot be shown here."""
TOLD_EVERY_MS = 5_000


class Film(QObject):
    """One film. picture: hears each picture; goes_on: hears now and then that it does; ended, lost: hear once that it came to its end, or why not.

    Nothing to play it with, no codec and no film all end in `lost`. It has no sound: no audio output is ever given to it.
    """

    def __init__(
        self,
        content: bytes,
        picture: Callable[[QImage], None],
        goes_on: Callable[[], None],
        ended: Callable[[], None],
        lost: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture, self._goes_on, self._ended, self._lost = picture, goes_on, ended, lost
        self._player: QMediaPlayer | None = None
        self._sink: QVideoSink | None = None
        self._content = content
        self._told_ms = 0
        self._seen = False
        self._closed = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(BEGINS_WITHIN_MS)
        self._patience.timeout.connect(self._fail)

    def play(self) -> None:
        """From the beginning, or on from where it was paused; once more from the beginning when it had ended."""
        if self._closed:
            return
        if self._player is None and not self._open():
            QTimer.singleShot(0, self, self._fail)
            return
        if self._player is not None:
            self._patience.start()
            self._player.play()

    def pause(self) -> None:
        """Stays at the picture it is at."""
        self._patience.stop()
        if self._player is not None and not self._closed:
            self._player.pause()

    def close(self) -> None:
        """Stops it for good; nothing is heard of it any more."""
        self._closed = True
        self._patience.stop()
        if self._player is not None:
            self._player.stop()
            self._player.setSource(QUrl())  # waits for the threads that read the buffer and make pictures

    def _open(self) -> bool:
        try:
            from PySide6.QtMultimedia import QMediaPlayer, QVideoSink
        except ImportError:
            return False
        player = QMediaPlayer(self)
        if not player.isAvailable():
            return False
        self._player, self._sink = player, QVideoSink(player)
        player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._frame)
        player.positionChanged.connect(self._moved)
        player.mediaStatusChanged.connect(self._status)
        player.errorOccurred.connect(self._fail)
        buffer = QBuffer(player)  # what the player reads from goes after the player, whoever deletes them
        buffer.setData(QByteArray(self._content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        player.setSourceDevice(buffer)
        return True

    def _frame(self, frame: "QVideoFrame") -> None:
        image = frame.toImage() if frame.isValid() and not self._closed else QImage()
        if not image.isNull():
            self._patience.stop()
            self._seen = True
            self._picture(image)

    def _moved(self, position_ms: int) -> None:
        if not self._closed and abs(position_ms - self._told_ms) >= TOLD_EVERY_MS:
            self._told_ms = position_ms
            self._goes_on()

    def _status(self, status: object) -> None:
        from PySide6.QtMultimedia import QMediaPlayer

        if self._closed:
            return
        if status is QMediaPlayer.MediaStatus.InvalidMedia:
            self._fail()
        elif status is QMediaPlayer.MediaStatus.EndOfMedia:
            self._told_ms = 0
            if self._seen:
                self._ended()
            else:
                self._fail()

    def _fail(self, *_: object) -> None:
        if not self._closed:
            self.close()
            self._lost()
