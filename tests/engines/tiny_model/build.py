"""Builds the test model, once for each state of the product's words and of this builder. `python -m tests.engines.tiny_model.build [FOLDER]`."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from voice.model_folder import TEST_MARK

ROOT = Path(__file__).parents[3]
CACHE = ROOT / ".setup" / "test-model"
UTTERANCES, SEED = 3_000, 2
ACOUSTIC_SCALE = 0.4
MARK = "A test fixture made of synthetic speech. It is not for people, and says nothing of how well they would be understood.\n"


def folder() -> Path:
    """The built model; builds it first when it is not there, or what it is made of changed. Raises CalledProcessError.

    TEST_VOSK_MODEL names one that was built elsewhere.
    """
    if named := os.environ.get("TEST_VOSK_MODEL"):
        return Path(named)
    place = CACHE / _fingerprint()
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / TEST_MARK).is_file():
            for old in (path for path in CACHE.iterdir() if path.is_dir()):
                shutil.rmtree(old)
            # one thread for the sums: their order, and so the numbers, are the same on every machine of a kind
            alone = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
            subprocess.run(
                [sys.executable, "-m", __spec__.name if __spec__ else "tests.engines.tiny_model.build", str(place)],
                check=True,
                cwd=ROOT,
                env={**os.environ, **alone, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)},
            )
    return place


def _fingerprint() -> str:
    from tests.engines.tiny_model.words import words

    found = hashlib.sha256("\n".join(words()).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def build(target: Path) -> None:
    """Writes the model into a folder; the mark of a test fixture comes last, so that a half-built one is built again."""
    from tests.engines.tiny_model import features, kaldi, network, speech
    from tests.engines.tiny_model.graph import Decoding
    from tests.engines.tiny_model.mouth import Mouth
    from tests.engines.tiny_model.words import words

    mouth = Mouth()
    spoken = speech.lexicon(words(), mouth)
    heard = speech.utterances(words(), UTTERANCES, SEED, mouth)
    sounds = {one.phone for utterance in heard for one in utterance.segments} | {s for w in spoken.values() for s in w}
    states = network.states(("SIL", "SPN", *sorted(sounds - {"SIL", "SPN"})))
    learned = network.learned(heard, states)
    phones = kaldi.Phones(states)
    decoding = Decoding(phones, spoken)
    for part in ("am", "conf", "graph/phones"):
        (target / part).mkdir(parents=True, exist_ok=True)
    (target / "am" / "final.mdl").write_bytes(kaldi.acoustic_model(phones, learned))
    (target / "graph" / "HCLr.fst").write_bytes(decoding.sounds.written(by_output=True))
    (target / "graph" / "Gr.fst").write_bytes(decoding.grammar().written(by_output=False))
    (target / "graph" / "words.txt").write_text(decoding.symbols(), "utf-8")
    (target / "graph" / "disambig_tid.int").write_text(f"{phones.transitions + 1}\n", "ascii")
    (target / "graph" / "phones" / "word_boundary.int").write_text(kaldi.word_boundaries(phones), "ascii")
    (target / "conf" / "mfcc.conf").write_text(features.CONFIGURATION, "ascii")
    (target / "conf" / "model.conf").write_text(_configuration(phones.number["SIL"]), "ascii")
    (target / TEST_MARK).write_text(MARK, "ascii")


def _configuration(silence: int) -> str:
    return (
        "--min-active=200\n--max-active=3000\n--beam=13.0\n--lattice-beam=6.0\n"
        f"--acoustic-scale={ACOUSTIC_SCALE}\n--frame-subsampling-factor=3\n--endpoint.silence-phones={silence}\n"
        "--endpoint.rule2.min-trailing-silence=0.5\n"
        "--endpoint.rule3.min-trailing-silence=0.75\n"
        "--endpoint.rule4.min-trailing-silence=1.0\n"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        build(Path(sys.argv[1]))
    else:
        sys.stdout.write(f"{folder()}\n")
