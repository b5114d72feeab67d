"""Builds assets/writing/words.tsv: the usual words of Chinese, by which a line of text is not broken inside of one (ui/words.py).

    python tools/build_words.py [TARGET]

Taken from assets/writing/pinyin.sqlite (tools/build_pinyin.py). A line for each first character: it, a tab, what may follow it in a word, each
with two figures: its cost (-5 * ln(probability)). So a line is read only when its character is met. The same input gives the same bytes.
"""

import re
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path

WRITING = Path(__file__).resolve().parent.parent / "assets" / "writing"
LONGEST = 3
"""Characters: longer words may be broken between their parts."""
DEAREST = 1500
"""In -100 * ln(probability): rarer words are left out."""
STEP = 20
HAN = re.compile("[\u4e00-\u9fff]+")


def main() -> None:
    """Writes the table."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else WRITING / "words.tsv"
    with sqlite3.connect(f"file:{WRITING / 'pinyin.sqlite'}?mode=ro", uri=True) as data:
        rows = data.execute(
            "select text, min(cost) from word where length(text) <= ? group by text having min(cost) < ?",
            (LONGEST, DEAREST),
        )
        words: dict[str, list[str]] = defaultdict(list)
        for text, cost in rows:
            if HAN.fullmatch(text):
                words[text[0]].append(f"{text[1:]}{cost // STEP}")
    lines = (f"{first}\t{' '.join(sorted(words[first]))}\n" for first in sorted(words))
    target.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
