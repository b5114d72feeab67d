"""A TEST FIXTURE: the test model once more, of letters and figures alone. `folder()` builds it once, in half a minute.

Among all words of the product the names of letters, a syllable each, are not told apart by so small a model. It says nothing of people either.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.engines.tiny_model import build, words
from voice.model_folder import TEST_MARK
from voice.understand.lexicon import table

CACHE = build.CACHE.parent / "spelling-model"
UTTERANCES = 1_500
FIGURES = "零一幺二两三四五六七八九叉"
OTHERS = ("字母", "英文字母", "上一步", "不对", "对")


def spelled() -> tuple[str, ...]:
    """The name of every letter, as it stands first in the lexicon, every figure, and some words that may come between."""
    return tuple(sorted({*(forms[0] for forms in table()["letters"].values()), *FIGURES, *OTHERS}))


def folder() -> Path:
    """The built model; builds it first when it is not there, or what it is made of changed. Raises CalledProcessError."""
    found = hashlib.sha256("\n".join(spelled()).encode())
    for path in sorted((*Path(build.__file__).parent.glob("*.py"), Path(__file__))):
        found.update(path.read_bytes())
    place = CACHE / found.hexdigest()[:16]
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / TEST_MARK).is_file():
            for old in (path for path in CACHE.iterdir() if path.is_dir()):
                shutil.rmtree(old)
            alone = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
            subprocess.run(
                [sys.executable, "-m", "tests.engines.spelling_model", str(place)],
                check=True,
                cwd=build.ROOT,
                env={**os.environ, **alone, "PYTHONHASHSEED": "0", "PYTHONPATH": str(build.ROOT)},
            )
    return place


if __name__ == "__main__":
    words.words, build.UTTERANCES = spelled, UTTERANCES  # this process builds nothing else
    build.build(Path(sys.argv[1]))
