"""Builds assets/writing/handwriting.npz, what the handwriting keyboard compares ink with.

    python tools/build_handwriting.py HANZI_WRITER_DATA [TARGET]

HANZI_WRITER_DATA is the unpacked npm package hanzi-writer-data 2.0.1 (npm pack hanzi-writer-data@2.0.1). Its
stroke medians are under the Arphic Public License; so is what is made from them. Build pinyin.sqlite before:
the prior of the characters comes from it. The same inputs with the same numpy give the same bytes.

Each character is distorted VARIANTS times with a fixed seed (distort.for_training). Vectors are whitened by
their shared covariance and cut to the directions in which the characters differ most (linear discriminant
analysis); a character is then its mean. No person wrote any of it: all of it is synthetic.
"""

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from kiosk.writing.handwriting import FORMAT
from kiosk.writing.strokes import SIZE, vector
from tools.distort import Ink, for_training

SEED = 20260301
VARIANTS = 12  # of each character, the model itself among them
DIMENSIONS = 160
SHRINKAGE = 0.1  # of the covariance, towards a sphere
PRIOR = 0.02  # weight of a hundredth of a nat of rarity; small: it decides between lookalikes only
RAREST = 2400  # cost of a character that the pinyin dictionary does not have
BASELINE = 900  # height above which y is counted down in the source
MARGIN = 62  # below it
NOTICE = (
    "Derived on 2026-11-22 from the stroke medians of hanzi-writer-data 2.0.1 (Make Me a Hanzi, from fonts "
    "Copyright (C) 1999 Arphic Technology Co., Ltd.): distorted, turned into direction maps, reduced by "
    "linear discriminant analysis. Under the Arphic Public License, see LICENSES/ARPHICPL.TXT. No warranty."
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    assets = HERE.parent / "assets" / "writing"
    parser.add_argument("target", type=Path, nargs="?", default=assets / "handwriting.npz")
    chosen = parser.parse_args()
    models = dict(read_medians(chosen.source))
    characters = "".join(models)
    centre, axes, means = discriminate(models)
    np.savez_compressed(
        chosen.target,
        notice=np.array(NOTICE),
        format=np.array(FORMAT),
        characters=np.array(characters),
        centre=centre.astype(np.float32),
        axes=axes.astype(np.float16),
        means=means.astype(np.float16),
        prior=(-PRIOR * rarity(assets / "pinyin.sqlite", characters)).astype(np.float16),
    )
    print(f"{chosen.target}: {len(characters)} characters, {chosen.target.stat().st_size / 1e6:.1f} MB")


def read_medians(folder: Path) -> Iterator[tuple[str, Ink]]:
    """Characters in code order with their strokes in a square of 1024 units, y downwards."""
    for path in sorted(folder.glob("?.json")):
        if path.stem == "\u3007" or "\u3400" <= path.stem <= "\u9fff":
            medians = json.loads(path.read_text(encoding="utf-8"))["medians"]
            yield (
                path.stem,
                [np.array([(x, BASELINE + MARGIN - y) for x, y in points], float) for points in medians],
            )


def discriminate(models: dict[str, Ink]) -> tuple[npt.NDArray[np.float64], ...]:
    """The centre of all vectors, the axes (SIZE x DIMENSIONS) and each character's mean along them."""
    random = np.random.default_rng(SEED)
    means = np.empty((len(models), SIZE))
    within = np.zeros((SIZE, SIZE))
    for place, ink in enumerate(models.values()):
        variants = [ink, *(for_training(ink, random) for _ in range(VARIANTS - 1))]
        vectors = np.array([seen for one in variants if (seen := vector(one)) is not None], np.float64)
        means[place] = vectors.mean(axis=0)
        within += (vectors - means[place]).T @ (vectors - means[place])
    within /= VARIANTS * len(models)
    within += SHRINKAGE * np.trace(within) / SIZE * np.eye(SIZE)
    spread, turned = np.linalg.eigh(within)
    white = turned / np.sqrt(spread)
    centre = means.mean(axis=0)
    apart = (means - centre) @ white
    _, ranked = np.linalg.eigh(apart.T @ apart)
    axes = white @ ranked[:, ::-1][:, :DIMENSIONS]
    return centre, axes, (means - centre) @ axes


def rarity(dictionary: Path, characters: str) -> npt.NDArray[np.float64]:
    base = sqlite3.connect(f"{dictionary.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    rows = base.execute("select text, min(cost) from word where length(text) = 1 group by text")
    costs: dict[str, int] = dict(rows.fetchall())
    base.close()
    return np.array([min(costs.get(character, RAREST), RAREST) for character in characters], float)


if __name__ == "__main__":
    main()
