"""A small network that tells the state of a phone from what sounds around it. numpy alone; the same numbers every time."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.engines.tiny_model.features import BINS
from tests.engines.tiny_model.speech import Utterance

AROUND = (-15, -12, -9, -7, -5, -3, -2, -1, 0, 1, 2, 3, 5, 7, 9, 12, 15)
HIDDEN, EPOCHS, BATCH, DROP = 192, 2, 512, 0.15
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Network:
    """Three layers (inputs × outputs, biases), and how often each state is."""

    weights: tuple[Matrix, Matrix, Matrix]
    biases: tuple[Matrix, Matrix, Matrix]
    priors: Matrix


def states(phones: tuple[str, ...]) -> dict[tuple[str, int], int]:
    """Vowels have two states, all else one. Each has a number."""
    found: dict[tuple[str, int], int] = {}
    for phone in phones:
        vowel = phone not in ("SIL", "SPN", "j", "w") and any(letter in "aeiouy@A" for letter in phone)
        for state in range(2 if vowel else 1):
            found[phone, state] = len(found)
    return found


def labels(utterance: Utterance, numbers: Mapping[tuple[str, int], int]) -> NDArray[np.int32]:
    """The state of every frame."""
    at = np.arange(len(utterance.features)) * 10 + 12.5
    found = np.full(len(at), numbers["SIL", 0], np.int32)
    for one in utterance.segments:
        count = 2 if (one.phone, 1) in numbers else 1
        for state in range(count):
            low = one.start + (one.end - one.start) * state / count
            high = one.start + (one.end - one.start) * (state + 1) / count
            found[(at >= low) & (at < high)] = numbers[one.phone, state]
    return found


def learned(utterances: list[Utterance], numbers: Mapping[tuple[str, int], int], seed: int = 0) -> Network:
    """Adam over shuffled frames."""
    chance = np.random.default_rng(seed)
    reach = max(AROUND)
    pieces, targets, places, begin = [], [], [], 0
    for one in utterances:
        first, last = np.repeat(one.features[:1], reach, 0), np.repeat(one.features[-1:], reach, 0)
        pieces.append(np.concatenate([first, one.features, last]))
        targets.append(labels(one, numbers))
        places.append(begin + reach + np.arange(len(one.features)))
        begin += len(pieces[-1])
    frames, wanted, place = np.concatenate(pieces), np.concatenate(targets), np.concatenate(places)
    mean, spread = frames.mean(0), frames.std(0) + np.float32(1e-3)
    frames = (frames - mean) / spread
    sizes = ((len(AROUND) * BINS, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN, len(numbers)))
    weights = [(chance.standard_normal(size) * np.sqrt(2 / size[0])).astype(np.float32) for size in sizes]
    weights[2] *= np.float32(0.3)
    parameters = [*weights, *(np.zeros(size[1], np.float32) for size in sizes)]
    first_moment, second_moment = [np.zeros_like(p) for p in parameters], [np.zeros_like(p) for p in parameters]
    order = np.arange(len(wanted))
    steps = EPOCHS * (len(order) // BATCH)
    step = 0
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for start in range(0, len(order) - BATCH + 1, BATCH):
            rows = order[start : start + BATCH]
            inputs = frames[place[rows][:, None] + np.array(AROUND)].reshape(BATCH, -1)
            slopes = _slopes(parameters, inputs, wanted[rows], chance)
            step += 1
            rate = np.float32(1e-3 * 0.5 * (1 + np.cos(np.pi * step / steps)) + 1e-5)
            for number, slope in enumerate(slopes):
                first_moment[number] += np.float32(0.1) * (slope - first_moment[number])
                second_moment[number] += np.float32(0.002) * (slope * slope - second_moment[number])
                grown = np.sqrt(second_moment[number] / np.float32(1 - 0.998**step)) + np.float32(1e-8)
                parameters[number] -= rate * (first_moment[number] / np.float32(1 - 0.9**step)) / grown
    # the normalising of the input goes into the first layer
    folded = parameters[0].reshape(len(AROUND), BINS, HIDDEN) / spread[None, :, None]
    bias = parameters[3] - (folded * mean[None, :, None]).sum((0, 1))
    counts = np.bincount(wanted, minlength=len(numbers)) + 1.0
    priors = np.maximum(counts / counts.sum(), 5e-4)
    return Network(
        (folded.reshape(-1, HIDDEN), parameters[1], parameters[2]),
        (bias, parameters[4], parameters[5]),
        (priors / priors.sum()).astype(np.float32),
    )


def _slopes(
    parameters: list[Matrix], inputs: Matrix, wanted: NDArray[np.int32], chance: np.random.Generator
) -> list[Matrix]:
    keep = np.float32(1 - DROP)
    first_weights, second_weights, third_weights, first_bias, second_bias, third_bias = parameters

    def layer(values: Matrix) -> Matrix:
        return np.maximum(values, 0) * ((chance.random(values.shape, dtype=np.float32) > DROP) / keep)

    first = layer(inputs @ first_weights + first_bias)
    second = layer(first @ second_weights + second_bias)
    guess = second @ third_weights + third_bias
    guess = np.exp(guess - guess.max(1, keepdims=True))
    guess /= guess.sum(1, keepdims=True)
    guess[np.arange(len(wanted)), wanted] -= 1
    error = guess / np.float32(len(wanted))
    below = (error @ third_weights.T) * ((second > 0) / keep)
    deepest = (below @ second_weights.T) * ((first > 0) / keep)
    return [inputs.T @ deepest, first.T @ below, second.T @ error, deepest.sum(0), below.sum(0), error.sum(0)]
