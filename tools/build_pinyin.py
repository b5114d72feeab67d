"""Builds assets/writing/pinyin.sqlite, the dictionary of the pinyin keyboard.

    python tools/build_pinyin.py JIEBA PYPINYIN [TARGET]

JIEBA is the unpacked source distribution of jieba 0.42.1 (the folder that holds jieba/dict.txt); PYPINYIN is
the folder that holds the package pypinyin 0.55.0. Both are MIT; neither is needed at run time. The lists in
tools/writing_sources are our own. The same inputs give the same bytes.

    pip download --no-deps --no-binary :all: jieba==0.42.1 && tar xf jieba-0.42.1.tar.gz
    pip install --no-deps --target pypinyin-0.55.0 pypinyin==0.55.0

Costs are -100 * ln(probability), whole numbers, smaller is likelier. Tables:

    spelling(letters, sound, flags)                       what may be typed for a syllable
    word(sounds, cost, text, flags)                       all words and characters by folded sounds
    abbreviation(initials, cost, text, sounds, flags)     the usual ones by the first letter of each syllable
    reading(text, cost, sound, flags)                     how a single character is read
    surname(sounds, cost, text, flags), given(sounds, cost, text, flags, initials)
    given_character(sound, text, flags, first, second, only_one)
"""

import argparse
import math
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from kiosk.writing.syllables import BACK, LABIAL, NASAL, RETROFLEX, ROLLED, fold, initials, pack, unfold
from tools.pinyin_names import NameModel, read_names

FORMAT = 1  # user_version; kiosk/writing/dictionary.py refuses any other
LONGEST = 8  # characters of a word
LEAST_COUNT = 3  # rarer words of two characters and more are left out
ABBREVIATED_FROM = 30  # least count of a word that may be typed by its initials
PERSON_SHARE = 0.25  # names of persons in the dictionary come from novels: they count less
SPELLED_OTHERWISE = {
    "lue": "lve",
    "nue": "nve",
    "jv": "ju",
    "qv": "qu",
    "xv": "xu",
    "yv": "yu",
    "lvan": "luan",
}
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")

Readings: TypeAlias = Callable[[str], list[str]]

SCHEMA = """
create table spelling(letters text primary key, sound text not null, flags int not null) without rowid;
create table word(sounds text, cost int, text text, flags int,
    primary key(sounds, cost, text, flags)) without rowid;
create table abbreviation(initials text, cost int, text text, sounds text, flags int,
    primary key(initials, cost, text, sounds, flags)) without rowid;
create table reading(text text, cost int, sound text, flags int,
    primary key(text, cost, sound, flags)) without rowid;
create table surname(sounds text, cost int, text text, flags int,
    primary key(sounds, cost, text, flags)) without rowid;
create table given(sounds text, cost int, text text, flags int, initials text,
    primary key(sounds, cost, text, flags)) without rowid;
create index given_by_initials on given(initials, cost);
create table given_character(sound text, text text, flags int, first int, second int, only_one int,
    primary key(sound, text, flags)) without rowid;
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jieba", type=Path)
    parser.add_argument("pypinyin", type=Path)
    target = HERE.parent / "assets" / "writing" / "pinyin.sqlite"
    parser.add_argument("target", type=Path, nargs="?", default=target)
    chosen = parser.parse_args()
    sys.path.insert(0, str(chosen.pypinyin))
    counts, persons = read_counts(chosen.jieba / "jieba" / "dict.txt")
    readings, all_readings = load_pypinyin()
    names = read_names(HERE / "writing_sources", persons)
    build(chosen.target, counts, readings, all_readings, names)
    print(f"{chosen.target}: {chosen.target.stat().st_size / 1e6:.1f} MB")


def read_counts(path: Path) -> tuple[dict[str, float], dict[str, int]]:
    """Counts of all words, and of those that name a person."""
    counts: dict[str, float] = {}
    persons: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        text, number, kind = [*line.split(), ""][:3]
        if not HAN.fullmatch(text) or len(text) > LONGEST:
            continue
        count = int(number)
        if len(text) > 1:
            if count < LEAST_COUNT or is_traditional(text):
                continue
            if kind == "nr":
                persons[text] = count
        share = PERSON_SHARE if kind.startswith("nr") and len(text) > 1 else 1.0
        counts[text] = max(count * share, 0.5) * (0.01 if is_traditional(text) else 1.0)
    for text, least in service_words():
        counts[text] = max(counts.get(text, 0.0), least)
    return counts, persons


def service_words() -> Iterator[tuple[str, int]]:
    for line in (HERE / "writing_sources" / "service_words.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            least, words = line.split(":")
            for word in words.split():
                yield word, int(least)


def is_traditional(text: str) -> bool:
    """True where a character is in Big5 and not in GB 2312: the other script, which nobody here types."""
    return any(encodable(letter, "big5") and not encodable(letter, "gb2312") for letter in text)


def encodable(letter: str, charset: str) -> bool:
    try:
        letter.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def load_pypinyin() -> tuple[Readings, dict[str, list[str]]]:
    """The reading of a word in its context, and all readings of each character, without tones."""
    from pypinyin import Style, lazy_pinyin
    from pypinyin.contrib.tone_convert import to_normal
    from pypinyin.pinyin_dict import pinyin_dict

    every: dict[str, list[str]] = {}
    for code, marked in pinyin_dict.items():
        plain = [to_normal(one, v_to_u=False).replace("\u00fc", "v") for one in marked.split(",")]
        every[chr(code)] = [one for one in dict.fromkeys(plain) if re.fullmatch("[a-z]+", one)]
    return lambda text: list(lazy_pinyin(text, style=Style.NORMAL, v_to_u=False, errors="ignore")), every


def build(
    target: Path, counts: dict[str, float], readings: Readings, every: dict[str, list[str]], names: NameModel
) -> None:
    total = sum(counts.values())
    spoken = {text: readings(text) for text in sorted(counts) if len(text) > 1}
    spoken = {text: sounds for text, sounds in spoken.items() if len(sounds) == len(text)}
    shares = reading_shares(counts, spoken, every)
    allowed = usual_syllables(counts, shares)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    base = sqlite3.connect(target)
    base.executescript(f"pragma page_size = 4096; pragma user_version = {FORMAT};" + SCHEMA)
    spellings = {one: one for one in allowed} | {a: b for a, b in SPELLED_OTHERWISE.items() if b in allowed}
    typed = confused_spellings(allowed) | {letters: fold(syllable) for letters, syllable in spellings.items()}
    base.executemany("insert into spelling values(?,?,?)", [(a, *typed[a]) for a in sorted(typed)])
    rows = list(word_rows(counts, spoken, shares, allowed, total))
    base.executemany("insert into word values(?,?,?,?)", [(s, c, t, f) for s, c, t, f, _ in sorted(rows)])
    usual = cost(ABBREVIATED_FROM, total)
    short = sorted((i, c, t, s, f) for s, c, t, f, i in rows if c <= usual)
    base.executemany("insert into abbreviation values(?,?,?,?,?)", short)
    single = [
        (text, cost(share, 1.0), *fold(one))
        for text, known in sorted(shares.items())
        for one, share in sorted(known.items())
        if one in allowed
    ]
    base.executemany("insert into reading values(?,?,?,?)", single)
    names.write(base, counts, {t: {o: p for o, p in k.items() if o in allowed} for t, k in shares.items()})
    base.commit()
    base.execute("vacuum")
    base.close()


def cost(count: float, total: float) -> int:
    return round(-100 * math.log(count / total))


def reading_shares(
    counts: dict[str, float], spoken: dict[str, list[str]], every: dict[str, list[str]]
) -> dict[str, dict[str, float]]:
    """For each character, how much each of its readings is used, learnt from the words that contain it."""
    heard: dict[str, Counter[str]] = defaultdict(Counter)
    for text, sounds in spoken.items():
        for letter, sound in zip(text, sounds, strict=True):
            heard[letter][sound] += counts[text]  # type: ignore[assignment]
    shares: dict[str, dict[str, float]] = {}
    for letter, known in every.items():
        typed = encodable(letter, "gbk") or letter in counts or letter in ALWAYS
        if not known or not typed:
            continue
        weights = {one: heard[letter][one] + (20.0 if place == 0 else 0.5) for place, one in enumerate(known)}
        whole = sum(weights.values())
        shares[letter] = {one: weight / whole for one, weight in weights.items()}
    return shares


ALSO_SPOKEN = {"shei", "dei"}  # second readings that everybody types
ALWAYS = frozenset("\u4dae")  # rare characters outside GBK that names use


def usual_syllables(counts: dict[str, float], shares: dict[str, dict[str, float]]) -> set[str]:
    """Syllables that a character in common use is mostly read as; interjections without a vowel are none."""
    return ALSO_SPOKEN | {
        one
        for letter, known in shares.items()
        for one, share in known.items()
        if encodable(letter, "gb2312") and share >= 0.2 and counts.get(letter, 0) >= 5 and re.search("[aeiouv]", one)
    }


def confused_spellings(allowed: set[str]) -> dict[str, tuple[str, int]]:
    """What a person who confuses sounds may type, though it is no syllable: `len` for `ren`."""
    confused = {}
    for sound in {fold(one)[0] for one in allowed}:
        starts = {"l": (0, NASAL, ROLLED), "h": (0, LABIAL)}.get(
            sound[0], (0, RETROFLEX) if sound[0] in "zcs" else (0,)
        )
        ends = (0, BACK) if sound.endswith(("an", "en", "in")) else (0,)
        for flags in (start | end for start in starts for end in ends):
            if unfold(sound, flags) not in allowed:
                confused[unfold(sound, flags)] = (sound, flags)
    return confused


def word_rows(
    counts: dict[str, float],
    spoken: dict[str, list[str]],
    shares: dict[str, dict[str, float]],
    allowed: set[str],
    total: float,
) -> Iterator[tuple[str, int, str, int, str]]:
    """Yields (sounds, cost, text, flags, initials)."""
    for text, syllables in spoken.items():
        if all(one in allowed for one in syllables):
            sounds, flags = pack(fold(one) for one in syllables)
            yield sounds, cost(counts[text], total), text, flags, initials(syllables)
    for letter, known in shares.items():
        rare = 0.2 if encodable(letter, "gb2312") else 0.01
        count = max(counts.get(letter, 0.0), rare)
        for one, share in known.items():
            if one in allowed:
                sound, flag = fold(one)
                yield sound, cost(max(count * share, rare * 0.1), total), letter, flag, one[0]


if __name__ == "__main__":
    main()
