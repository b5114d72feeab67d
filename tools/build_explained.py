"""Builds assets/lexicon/explained.tsv: for each character its sound and how people explain it, so that an ear can tell it from its like.

    python tools/build_explained.py [TARGET]

From assets/writing/pinyin.sqlite (see build_pinyin.py and assets/writing/LICENSES) and the parts of assets/lexicon/understood.toml. The same inputs
give the same bytes. A character that stands in no usual word has none.
"""

import re
import sqlite3
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from kiosk.writing.syllables import unpack

ASSETS = HERE.parent / "assets"
HAN = re.compile(r"[\u4e00-\u9fff]{2}")
RAREST = 1_250
"""Of a word that may explain, as -100 ln of its share: rarer ones help nobody."""
BEHIND = 90
"""A word with the character at its end must be so much likelier than one that begins with it."""
MOST_PARTS = 3
HARSH = frozenset("死亡尸奸杀屠贱淫娼妓嫖毒鬼坟墓葬病癌伤残血刑狱囚犯贼盗匪骗赌娟屁屎尿粪逼操日军敌战炸侵乳肛裸")
"""Nobody's name is explained by such a word."""
USUAL = {"英": "英雄", "芳": "芬芳", "丽": "美丽", "秀": "秀气", "娟": "娟秀", "红": "红色", "鹰": "老鹰", "虾": "鱼虾", "军": "军人", "乳": "乳牛"}
"""Where custom has its own word."""
HEAD = """# Character, usual sound, how people explain it: by a word it stands in, or (behind a +) by its parts. Built by tools/build_explained.py.
"""


def rows() -> Iterator[tuple[str, str, str]]:
    """Character, sound, word; sorted."""
    data = sqlite3.connect(f"file:{ASSETS / 'writing' / 'pinyin.sqlite'}?mode=ro", uri=True)
    sounds: dict[str, str] = {}
    for text, sound, flags in data.execute("select text, sound, flags from reading order by cost desc, sound desc, flags desc"):
        if len(text) == 1:
            sounds[text] = unpack(sound, flags)[0]
    best: dict[str, tuple[int, str]] = {}
    for word, cost, packed, flags in data.execute("select text, cost, sounds, flags from word where cost <= ? order by cost, text", (RAREST,)):
        if not HAN.fullmatch(word) or word[0] == word[1] or HARSH & set(word):
            continue
        for place, (character, sound) in enumerate(zip(word, unpack(packed, flags), strict=True)):
            offered = cost + BEHIND * place, word
            if sounds.get(character) == sound and offered < best.get(character, (RAREST * 2, "")):
                best[character] = offered
    data.close()
    parts: dict[str, str] = {}
    for explained, character in tomllib.loads((ASSETS / "lexicon" / "understood.toml").read_text("utf-8"))["names"]["parts"]:
        if len(explained) <= MOST_PARTS:
            parts.setdefault(character, explained.removesuffix(character))
    for character in sorted({*best, *parts, *USUAL}):
        word = USUAL.get(character) or ("+" + parts[character] if character in parts else best[character][1])
        yield character, sounds[character], word


def main() -> int:
    """0 when it was written."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ASSETS / "lexicon" / "explained.tsv"
    target.write_text(HEAD + "".join("\t".join(row) + "\n" for row in rows()), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
