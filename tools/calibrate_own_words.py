"""Sets how sure one has to be of own words: weights and thresholds of assets/lexicon/own_words.toml, from the training half alone.

Eight times an eighth of the training half is left out of what is learnt, and asked; the threshold and the figures come from weights that were fitted
without the utterance too. Run from the project's folder:
`python -m tools.calibrate_own_words` (about a minute); the lines it prints go into the file by hand, so that somebody looks at them.
"""

import sys
from collections.abc import Iterator
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from kiosk.own_words import OwnWords, figures, other_matters, plain
from kiosk.writing.sounds import Sounds
from tests.own_words import NOTHING, RATES, Saying, half, misheard, services

FOLDS, ROUNDS = 8, 3
WRONG = 0.004
"""Of all that is said, so much may be accepted wrongly in training: below what is promised, since others will say other things."""
WRONG_COSTS, HELD_BACK, GROUPS = 8.0, 0.003, 5
Table = NDArray[np.float64]


def asked() -> Iterator[tuple[float, Saying, tuple[float, ...], bool, bool]]:
    """Of each utterance left out: the rate of errors, itself, the figures, whether the best is right, whether it is among the three best."""
    said = list(half("train"))
    for fold in range(FOLDS):
        out = {plain(saying.text) for saying in said[fold::FOLDS]}
        known = [
            msgspec.structs.replace(one, own_words=tuple(w for w in one.own_words if plain(w) not in out))
            for one in services()
        ]
        learnt = OwnWords(known, Sounds.load(), (text for text in other_matters() if plain(text) not in out))
        codes = [service.code for service in learnt.services]
        for saying in said[fold::FOLDS]:
            for rate in RATES:
                for turn in range(ROUNDS):
                    text = misheard(saying.text, rate, f"{saying.text} {turn}")
                    scores, near, share = learnt.scores(text)
                    best = [codes[place] for place in np.argsort(-scores[:-1])[:3]]
                    yield (
                        rate,
                        saying,
                        figures(scores, near, share, len(plain(text))),
                        best[0] == saying.code,
                        saying.code in best,
                    )


def fitted(inputs: Table, right: NDArray[np.bool_]) -> tuple[float, Table]:
    """Logistic regression by Newton's steps; a wrong one weighs WRONG_COSTS times."""
    mean, spread = inputs.mean(0), inputs.std(0) + 1e-6
    scaled = np.c_[(inputs - mean) / spread, np.ones(len(inputs))]
    weights = np.zeros(scaled.shape[1])
    cost = np.where(right, 1.0, WRONG_COSTS) / len(right)
    held = np.full(scaled.shape[1], HELD_BACK)
    held[-1] = 1e-9
    for _ in range(25):
        sure = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (cost * (sure - right)) + held * weights
        bend = (scaled * (cost * sure * (1 - sure))[:, None]).T @ scaled + np.diag(held)
        weights -= np.linalg.solve(bend, slope)
    return float(weights[-1] - (mean / spread) @ weights[:-1]), weights[:-1] / spread


def sure_of(inputs: Table, bias: float, weights: Table) -> Table:
    """From 0 to 1."""
    return np.asarray(1 / (1 + np.exp(-np.clip(inputs @ weights + bias, -30, 30))))


def left_out(inputs: Table, right: NDArray[np.bool_], sayings: NDArray[np.object_]) -> Table:
    """How sure it is of each, by weights that were fitted without that utterance."""
    group = np.array([crc32(saying.text.encode()) % GROUPS for saying in sayings])
    sure = np.zeros(len(inputs))
    for one in range(GROUPS):
        sure[group == one] = sure_of(inputs[group == one], *fitted(inputs[group != one], right[group != one]))
    return sure


def main() -> None:
    """Prints the file's lines and what they give in training."""
    rates, sayings, inputs, right, among = (np.array(column, object) for column in zip(*asked(), strict=True))
    table = np.array(list(inputs), float)
    good = right.astype(bool)
    bias, weights = fitted(table, good)
    sure = left_out(table, good, sayings)
    nothing = np.array([saying.code == NOTHING for saying in sayings])
    accept = 0.0
    for rate in RATES:
        here = rates == rate
        order = np.argsort(-sure[here])
        wrong = np.cumsum(~good[here][order])
        accept = max(accept, sure[here][order][int(np.argmax(wrong > WRONG * here.sum()))], sure[here & nothing].max())
    lines = [f"accept = {accept:.3f}", f"bias = {bias:.4f}", f"weights = [{', '.join(f'{w:.4f}' for w in weights)}]"]
    sys.stdout.write("\n".join(lines) + "\n")
    for rate in RATES:
        here = (rates == rate) & ~nothing
        taken = here & (sure > accept)
        sys.stdout.write(
            f"{rate:.0%}: best {good[here].mean():.1%} accepted right {(taken & good).sum() / here.sum():.1%}"
            f" wrong {(taken & ~good).sum() / here.sum():.2%}\n"
        )
        for confirm in (0.15, 0.25, 0.35, 0.45):
            asks = here & (sure > confirm)
            bad = (rates == rate) & nothing & (sure > confirm)
            sys.stdout.write(
                f"   confirm {confirm}: accepted or among three {(asks & (good & taken | among.astype(bool) & ~taken)).sum() / here.sum():.1%}"
                f" nothing asked about {bad.sum() / ((rates == rate) & nothing).sum():.1%}\n"
            )


if __name__ == "__main__":
    main()
