"""MFCC as Kaldi computes them (its formulas, in numpy), and sound as rooms and microphones change it."""

import numpy as np
from numpy.typing import NDArray

HERTZ = 16_000
BINS = 40
LOW, HIGH = 20.0, HERTZ / 2 - 400.0
FRAME, STEP, SIZE = 400, 160, 512
CONFIGURATION = f"""--use-energy=false
--sample-frequency={HERTZ}
--num-mel-bins={BINS}
--num-ceps={BINS}
--low-freq=20
--high-freq=-400
--dither=0.0
"""
Sound = NDArray[np.float64]


def mfcc(sound: Sound) -> NDArray[np.float32]:
    """Frames of 25 ms every 10 ms, 40 coefficients each. sound: 16 kHz, in the range of 16 bits."""
    count = max(0, 1 + (len(sound) - FRAME) // STEP)
    frames = sound[np.arange(count)[:, None] * STEP + np.arange(FRAME)].astype(np.float64)
    frames -= frames.mean(1, keepdims=True)
    frames = np.concatenate([frames[:, :1] * 0.03, frames[:, 1:] - 0.97 * frames[:, :-1]], 1)
    window = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / (FRAME - 1))) ** 0.85
    power = np.abs(np.fft.rfft(frames * window, SIZE)) ** 2
    energies = np.log(np.maximum(power[:, : SIZE // 2] @ MEL.T, np.finfo(np.float32).eps))
    return (energies @ COSINES.T).astype(np.float32)


def _mel(hertz: "float | NDArray[np.float64]") -> "NDArray[np.float64]":
    return 1127.0 * np.log(1.0 + np.asarray(hertz) / 700.0)


def _bank() -> NDArray[np.float64]:
    edges = np.linspace(_mel(LOW), _mel(HIGH), BINS + 2)
    at = _mel(np.arange(SIZE // 2) * HERTZ / SIZE)[None, :]
    left, centre, right = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    return np.maximum(0, np.minimum((at - left) / (centre - left), (right - at) / (right - centre)))


def _cosines() -> NDArray[np.float64]:
    order = np.arange(BINS)
    table = np.sqrt(2 / BINS) * np.cos(np.pi / BINS * (order[None, :] + 0.5) * order[:, None])
    table[0] = np.sqrt(1 / BINS)
    return table * (1 + 11 * np.sin(np.pi * order / 22))[:, None]


MEL, COSINES = _bank(), _cosines()


def resampled(sound: NDArray[np.int16], hertz: int) -> Sound:
    """At 16 kHz."""
    count = round(len(sound) * HERTZ / hertz)
    spectrum = np.fft.rfft(sound.astype(np.float64))
    there = np.zeros(count // 2 + 1, complex)
    common = min(len(spectrum), len(there))
    there[:common] = spectrum[:common]
    return np.fft.irfft(there, count) * (count / len(sound))


def noise(count: int, chance: np.random.Generator, colour: int) -> Sound:
    """White (0), pink (1) or brown (2), of unit power."""
    spectrum = np.fft.rfft(chance.standard_normal(count))
    spectrum /= (np.arange(len(spectrum)) + 1.0) ** (colour / 2)
    sound = np.fft.irfft(spectrum, count)
    return sound / (np.std(sound) + 1e-9)


def in_a_room(sound: Sound, chance: np.random.Generator) -> Sound:
    """Another microphone, an echo, noise from 3 to 35 dB below, another loudness."""
    count = len(sound)
    if chance.random() > 0.25:
        spectrum = np.fft.rfft(sound)
        place = np.linspace(0, 1, len(spectrum))
        tilt = chance.uniform(-8, 8) * place + chance.uniform(-4, 4) * np.sin(np.pi * place * chance.uniform(1, 4))
        sound = np.fft.irfft(spectrum * 10 ** (tilt / 20), count)
        if chance.random() < 0.4:
            sound = _echo(sound, chance)
    level = np.sqrt(np.mean(sound**2)) + 1e-9
    sound = sound + noise(count, chance, int(chance.integers(3))) * level * 10 ** (-chance.uniform(3, 35) / 20)
    return np.clip(sound * chance.uniform(2500, 26000) / (np.max(np.abs(sound)) + 1e-9), -32767, 32767)


def _echo(sound: Sound, chance: np.random.Generator) -> Sound:
    long = chance.uniform(0.08, 0.45)
    length = int(HERTZ * long)
    answer = chance.standard_normal(length) * np.exp(-6.9 * np.arange(length) / length) * chance.uniform(0.02, 0.12)
    answer[0] = 1.0
    size = 1 << (len(sound) + length).bit_length()
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(answer, size), size)[: len(sound)]
