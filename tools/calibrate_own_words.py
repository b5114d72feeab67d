"""Sets how sure one has to be of own words: figures and thresholds of assets/lexicon/own_words.toml, from the training half alone.

Five times a fifth of the training half, and of what else the catalogue and assets/lexicon/other_matters.toml say in sentences, is left out of
what is learnt, and asked; so is what fits nothing and was never learnt (tests/data/understand/fits_nothing.txt), one half of which is fitted on and
one only counted. The threshold and the figures come from weights that were fitted without the utterance too. Run from the project's
folder: `python -m tools.calibrate_own_words` (a minute or two); the lines it prints go into the file by hand, so that somebody looks at them.
"""

import sys
from itertools import product
from multiprocessing import Pool
from textwrap import fill
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from kiosk.how_sure import Table, figures, terms
from kiosk.own_words import OwnWords, other_matters, plain
from kiosk.writing.sounds import Sounds
from tests.own_words import NOTHING, RATES, Saying, fits_nothing, half, misheard, services

FOLDS, ROUNDS = 5, 3
SENTENCE = 5
"""Characters: what is shorter is a word, which nobody says alone."""
WRONG = 0.007
"""Of all that is said, so much may be accepted wrongly in training: below what is promised, since others will say other things."""
WRONG_COSTS, NOTHING_COSTS, TRAINING_COUNTS = 8.0, 60.0, 3.0
"""What a wrong service weighs beside a right one, any service where none is meant, and the training half beside what was written for learning."""
KEPT = 0.74
"""Of what is said with every tenth syllable wrong so much is to be accepted rightly; whatever was won beyond that is spent on refusing more."""
HELD_BACK, GROUPS, SETTLED = 0.01, 5, 1e-4


def said() -> dict[Saying, int]:
    """How often each is asked: the training half and what fits nothing, then what was written for learning."""
    found = dict.fromkeys((*half("train"), *fits_nothing()), ROUNDS)
    known = {plain(saying.text) for saying in found}
    written = [Saying(text, service.code) for service in services() for text in service.own_words]
    written += [Saying(text, NOTHING) for text in other_matters()]
    for saying in written:
        words = plain(saying.text)
        if len(words) >= SENTENCE and words not in known:
            known.add(words)
            found[saying] = 1
    return dict(sorted(found.items(), key=lambda one: crc32(one[0].text.encode())))


Asked = tuple[float, Saying, tuple[float, ...], bool, bool]
"""Of an utterance left out: the rate of errors, itself, the figures, whether the best is right, whether it is among the three best."""


def asked(fold: int) -> list[Asked]:
    """What was left out of one fold, asked."""
    everything = list(said().items())
    out = {plain(saying.text) for saying, _ in everything[fold::FOLDS]}
    known = [
        msgspec.structs.replace(one, own_words=tuple(w for w in one.own_words if plain(w) not in out))
        for one in services()
    ]
    learnt = OwnWords(known, Sounds.load(), (text for text in other_matters() if plain(text) not in out))
    codes = [service.code for service in learnt.services]
    found: list[Asked] = []
    for saying, rounds in everything[fold::FOLDS]:
        for rate, turn in product(RATES, range(rounds)):
            text = misheard(saying.text, rate, f"{saying.text} {turn}")
            fit = learnt.fit(text)
            best = [codes[place] for place in np.argsort(-fit.scores[:-1])[:3]]
            found.append((rate, saying, figures(fit), best[0] == saying.code, saying.code in best))
    return found


def fitted(inputs: Table, right: NDArray[np.bool_], counts: Table) -> tuple[float, Table]:
    """Logistic regression by Newton's steps. counts: what each weighs."""
    scaled = np.c_[inputs, np.ones(len(inputs))]
    weights = np.zeros(scaled.shape[1])
    cost = counts / len(right)
    held = HELD_BACK * np.append(inputs.var(0), 1e-7) + 1e-9
    for _ in range(25):
        sure = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (cost * (sure - right)) + held * weights
        bend = (scaled * (cost * sure * (1 - sure))[:, None]).T @ scaled + np.diag(held)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < SETTLED:
            break
    return float(weights[-1]), weights[:-1]


def sure_of(inputs: Table, bias: float, weights: Table) -> Table:
    """From 0 to 1."""
    return np.asarray(1 / (1 + np.exp(-np.clip(inputs @ weights + bias, -30, 30))))


def left_out(inputs: Table, right: NDArray[np.bool_], counts: Table, sayings: NDArray[np.object_]) -> Table:
    """How sure it is of each, by weights that were fitted without that utterance."""
    group = np.array([crc32(saying.text.encode()[::-1]) % GROUPS for saying in sayings])
    sure = np.zeros(len(inputs))
    for one in range(GROUPS):
        others = group != one
        sure[~others] = sure_of(inputs[~others], *fitted(inputs[others], right[others], counts[others]))
    return sure


def listed(numbers: Table) -> str:
    """As the file has them."""
    return f"[\n{fill(', '.join(f'{number:.4f}' for number in numbers), 140, initial_indent='  ', subsequent_indent='  ')}\n]"


def main() -> None:
    """Prints the file's lines and what they give in training."""
    with Pool() as pool:
        answers = [one for some in pool.imap(asked, range(FOLDS)) for one in some]
    rates, sayings, inputs, right, among = (np.array(column, object) for column in zip(*answers, strict=True))
    table = np.array(list(inputs), float)
    aside = {saying for saying in fits_nothing() if saying.half == "test"}
    used = np.array([saying not in aside for saying in sayings])
    middle, spread = table[used].mean(0), table[used].std(0) + 1e-6
    table = terms(table, middle, spread)
    good = right.astype(bool)
    first = set(half("train"))
    training = np.array([saying in first for saying in sayings])
    nothing = np.array([saying.code == NOTHING for saying in sayings])
    counts = np.where(good, 1.0, np.where(nothing, NOTHING_COSTS, WRONG_COSTS)) * np.where(training, TRAINING_COUNTS, 1.0)
    bias, weights = fitted(table[used], good[used], counts[used])
    sure = np.zeros(len(table))
    sure[used] = left_out(table[used], good[used], counts[used], sayings[used])
    sure[~used] = sure_of(table[~used], bias, weights)
    unlearnt = np.array([saying in set(fits_nothing()) for saying in sayings])
    accept = 0.0
    for rate in RATES:
        here = (rates == rate) & training & ~nothing
        mistaken = np.sort(sure[here & ~good])[::-1]
        accept = max(accept, mistaken[int(WRONG * here.sum())])
    tenth = (rates == 0.1) & training & ~nothing
    accept = max(accept, np.sort(sure[tenth & good])[::-1][int(KEPT * tenth.sum())])
    lines = [f"accept = {accept:.3f}", f"bias = {bias:.4f}"]
    lines += [f"{name} = {listed(row)}" for name, row in (("middle", middle), ("spread", spread), ("weights", weights))]
    sys.stdout.write("\n".join(lines) + "\n")
    for name, which in (("fits nothing, fitted on", unlearnt & used), ("fits nothing, counted only", unlearnt & ~used)):
        taken = [f"{((rates == rate) & which & (sure > accept)).sum()} of {((rates == rate) & which).sum()}" for rate in RATES]
        sys.stdout.write(f"{name}, accepted from {accept:.3f}: {', '.join(taken)}\n")
    for name, which in (("training half", training), ("written for learning", ~training & ~unlearnt)):
        sys.stdout.write(f"{name}, accepted from {accept:.3f}\n")
        for rate in RATES:
            here = (rates == rate) & ~nothing & which
            none = (rates == rate) & nothing & which
            taken = here & (sure > accept)
            sys.stdout.write(
                f"{rate:.0%}: best {good[here].mean():.1%} accepted right {(taken & good).sum() / here.sum():.1%}"
                f" wrong {(taken & ~good).sum() / here.sum():.2%} nothing accepted {(none & (sure > accept)).sum()} of {none.sum()}\n"
            )
            for confirm in (0.05, 0.12, 0.25):
                asks = here & (sure > confirm)
                sys.stdout.write(
                    f"   confirm {confirm}: accepted or among three {(asks & (good & taken | among.astype(bool) & ~taken)).sum() / here.sum():.1%}"
                    f" nothing asked about {(none & (sure > confirm)).sum() / none.sum():.1%}\n"
                )


if __name__ == "__main__":
    main()
