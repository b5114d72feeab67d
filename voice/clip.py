"""A piece of sound in memory."""

import io
import wave

from kiosk.value import dataclass


@dataclass(frozen=True, slots=True)
class Clip:
    """Mono samples, 16 bits each, little-endian."""

    pcm: bytes
    hertz: int

    @property
    def ms(self) -> int:
        """How long it sounds, in milliseconds."""
        return len(self.pcm) // 2 * 1000 // self.hertz

    def wav(self) -> bytes:
        """The same as a WAV file."""
        out = io.BytesIO()
        with wave.open(out, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self.hertz)
            file.writeframes(self.pcm)
        return out.getvalue()


def from_wav(data: bytes) -> Clip:
    """The clip of a WAV file. Raises wave.Error or EOFError for anything but 16-bit mono PCM."""
    with wave.open(io.BytesIO(data)) as file:
        if file.getsampwidth() != 2 or file.getnchannels() != 1:
            raise wave.Error("not 16-bit mono")
        return Clip(file.readframes(file.getnframes()), file.getframerate())


def silence(ms: int, hertz: int) -> bytes:
    """Samples of silence."""
    return bytes(2 * (hertz * ms // 1000))
