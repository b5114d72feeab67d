"""Measures both writing engines and writes assets/writing/FIGURES.md.

    python tools/measure_writing.py HANZI_WRITER_DATA KANJIVG

HANZI_WRITER_DATA as for build_handwriting.py. KANJIVG is a checkout of github.com/KanjiVG/kanjivg: CC BY-SA,
measured only, nothing of it is shipped; the only strokes here that training has not seen in any form.
"""

import argparse
import re
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from kiosk.writing.handwriting import HandwritingEngine
from kiosk.writing.pinyin import PinyinEngine
from tools.build_handwriting import read_medians
from tools.distort import HELD_OUT, Distortion, Ink

ASSETS = HERE.parent / "assets" / "writing"
PHRASES = HERE.parent / "tests" / "unit" / "data"
SEED = 90210  # another than that of training
CHARACTERS = 500  # drawn from each set
COMMON = 3500  # characters by frequency that count as common
SETS = (
    ("pinyin_phrases.tsv", "used for tuning"),
    (
        "pinyin_held_out.tsv",
        "held out at first; afterwards words it lacked were added and one cost of names was changed",
    ),
    ("pinyin_fresh.tsv", "written afterwards, never used for tuning"),
)
KINDS = {"word": "words", "sentence": "sentences", "name": "names", "fuzzy": "words, sounds confused"}
KINDS |= {"fuzzy_name": "names, sounds confused", "initials": "initials"}
Times: TypeAlias = list[tuple[float, float]]
NUMBER = re.compile(r"[MmCcSs]|-?(?:\d+\.?\d*|\.\d+)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hanzi_writer_data", type=Path)
    parser.add_argument("kanjivg", type=Path)
    chosen = parser.parse_args()
    lines = [*HEAD, "## Pinyin", "", *pinyin(), "", "## Handwriting", ""]
    lines += handwriting(dict(read_medians(chosen.hanzi_writer_data)), dict(read_kanjivg(chosen.kanjivg)))
    (ASSETS / "FIGURES.md").write_text("\n".join([*lines, ""]), encoding="utf-8")


HEAD = (
    "# How well the writing engines guess",
    "",
    "Written by `tools/measure_writing.py`. **All of it is synthetic**: no person typed or drew it. The",
    "phrases were made up at a desk, the drawings are models distorted by a program. What people get may be",
    "worse, and must be measured with people before anything is promised.",
    "",
)


def pinyin() -> Iterator[str]:
    engine = PinyinEngine(ASSETS / "pinyin.sqlite")
    times: Times = []
    yield "| phrases | kind | number | first | among 5 | among 10 |"
    yield "|---|---|---|---|---|---|"
    for name, what in SETS:
        ranks: dict[str, list[int]] = {}
        for line in (PHRASES / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                kind, letters, expected = line.split("\t")
                found = typed(engine, letters, kind.endswith("name"), times)
                ranks.setdefault(kind, []).append(found.index(expected) if expected in found else 99)
        for kind, those in ranks.items():
            yield f"| {what} | {KINDS[kind]} | {len(those)} | {shares(those, (1, 5, 10))} |"
        every = [rank for those in ranks.values() for rank in those]
        yield f"| {what} | **all** | {len(every)} | {shares(every, (1, 5, 10))} |"
    engine.close()
    yield ""
    yield "Where sounds are confused, a word that is spelled so stands first by design."
    yield f"Every key of every phrase, {latency(times)}. `pinyin.sqlite`: {size('pinyin.sqlite')}."


def typed(engine: PinyinEngine, letters: str, names: bool, times: Times) -> list[str]:
    """Candidates for all letters, after typing them one by one."""
    for end in range(1, len(letters) + 1):
        before = time.perf_counter(), time.thread_time()
        found = engine.candidates(letters[:end], names=names)
        times.append((time.perf_counter() - before[0], time.thread_time() - before[1]))
    return [candidate.text for candidate in found if candidate.used == len(letters)]


def handwriting(models: dict[str, Ink], kanjivg: dict[str, Ink]) -> Iterator[str]:
    engine = HandwritingEngine(ASSETS / "handwriting.npz")
    times: Times = []
    common = most_common(engine.characters)
    yield f"{len(engine.characters):,} characters. Each line: {CHARACTERS:,} of them, with another seed than"
    yield "training had; only *training's kind* is a distortion that training knew."
    yield ""
    yield "| strokes from | distortion | first | among 5 | among 10 |"
    yield "|---|---|---|---|---|"
    for source, ink, pool in (
        (f"hanzi-writer-data, {COMMON:,} common", models, sorted(common & set(models))),
        ("hanzi-writer-data, all", models, sorted(models)),
        ("KanjiVG, common, unseen", kanjivg, sorted(common & set(kanjivg))),
    ):
        for kind, change in HELD_OUT:
            ranks = drawn(engine, ink, pool, change, times)
            yield f"| {source} | {kind} | {shares(ranks, (1, 5, 10))} |"
    yield ""
    yield "KanjiVG draws the Japanese forms, some of which differ from the Chinese ones of the same code."
    yield f"A drawing, {latency(times)}. `handwriting.npz`: {size('handwriting.npz')}."


def drawn(
    engine: HandwritingEngine, ink: dict[str, Ink], pool: Sequence[str], change: Distortion, times: Times
) -> list[int]:
    """The rank of each character of a sample of the pool, 99 where it is not among ten."""
    random = np.random.default_rng(SEED)
    ranks = []
    for place in random.choice(len(pool), min(CHARACTERS, len(pool)), replace=False):
        strokes = [[(float(x), float(y)) for x, y in points] for points in change(ink[pool[place]], random)]
        before = time.perf_counter(), time.thread_time()
        found = engine.candidates(strokes)
        times.append((time.perf_counter() - before[0], time.thread_time() - before[1]))
        ranks.append(found.index(pool[place]) if pool[place] in found else 99)
    return ranks


def most_common(characters: str) -> set[str]:
    base = sqlite3.connect(f"{(ASSETS / 'pinyin.sqlite').as_uri()}?mode=ro&immutable=1", uri=True)
    question = "select text from word where length(text) = 1 group by text order by min(cost) limit ?"
    found = {text for (text,) in base.execute(question, (COMMON,))}
    base.close()
    return found & set(characters)


def read_kanjivg(folder: Path) -> Iterator[tuple[str, Ink]]:
    """Characters with their strokes, in a square of 1024 units."""
    for path in sorted((folder / "kanji").glob("?????.svg")):
        character = chr(int(path.stem, 16))
        if "\u4e00" <= character <= "\u9fff":
            drawn = re.findall(r'<path[^>]*? d="([^"]+)"', path.read_text(encoding="utf-8"))
            yield character, [curve(one) * (1024 / 109) for one in drawn]


def curve(description: str) -> npt.NDArray[np.float64]:
    """Points along an SVG path of moves and cubic curves."""
    words = iter(NUMBER.findall(description))
    points: list[npt.NDArray[np.float64]] = []
    here, handle, command = np.zeros(2), np.zeros(2), ""
    steps = np.linspace(0, 1, 9)[1:, None]
    word = next(words, None)
    while word is not None:
        numbers: list[float] = []
        command = word
        word = next(words, None)
        while word is not None and not word.isalpha():
            numbers.append(float(word))
            word = next(words, None)
        pairs = np.array(numbers).reshape(-1, 2)
        if command in "Mm":
            here = pairs[0] + (here if command == "m" else 0)
            handle = here
            points.append(here[None])
            continue
        width = 3 if command in "Cc" else 2
        for part in pairs.reshape(-1, width, 2):
            part = part + here if command.islower() else part
            first = part[0] if width == 3 else 2 * here - handle
            handle, end = part[-2], part[-1]
            rest = 1 - steps
            line = rest**3 * here + 3 * rest**2 * steps * first + 3 * rest * steps**2 * handle + steps**3 * end
            points.append(line)
            here = end
    return np.concatenate(points)


def shares(ranks: Sequence[int], among: Sequence[int]) -> str:
    return " | ".join(f"{sum(rank < best for rank in ranks) / len(ranks):.1%}" for best in among)


def latency(times: Times) -> str:
    spans = []
    for what, ordered in zip(
        ("by the clock", "of its own thread"), (sorted(one) for one in zip(*times, strict=True)), strict=True
    ):
        middle, worst = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
        spans.append(f"p50 {middle * 1e3:.1f} ms, p99 {worst * 1e3:.1f} ms {what}")
    return f"{len(times):,} in all: {'; '.join(spans)} (two cores, shared with other work)"


def size(name: str) -> str:
    return f"{(ASSETS / name).stat().st_size / 1e6:.1f} MB"


if __name__ == "__main__":
    main()
