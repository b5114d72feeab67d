"""The tour speaks into the recogniser, without a sound card, and its transcript tells what was heard, how sure it was, and what it did."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.engines.tiny_model import build

HOME = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed"),
]


def toured(tmp_path: Path, model: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Transcript and report of the scene in which one speaks."""
    program = (
        "import sys; from pathlib import Path; from kiosk.launch.tour import tour; from kiosk.settings import Settings;"
        "sys.exit(tour(Path(sys.argv[1]), Settings(model=sys.argv[2]), ('by voice',)))"
    )
    environment = {
        **{name: value for name, value in os.environ.items() if name != "VOSK_MODEL_PATH"},
        "PYTHONPATH": str(HOME),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
    }
    words = [sys.executable, "-c", program, str(tmp_path / "tour"), model]
    done = subprocess.run(words, cwd=HOME, env=environment, capture_output=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    lines = (tmp_path / "tour" / "transcript.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines], json.loads((tmp_path / "tour" / "report.json").read_text("utf-8"))


@pytest.mark.timeout(1_000)
@pytest.mark.feature("F26", "F30")
def test_the_transcript_tells_what_was_heard_how_sure_it_was_and_what_it_did(tmp_path: Path) -> None:
    transcript, report = toured(tmp_path, str(build.folder()))
    heard = [one for line in transcript for one in line["heard"]]
    told = [(one["on"], one["spoken"], one["text"], one["led"]) for one in heard]
    assert told[0][:2] == ("home", "今天天气很好") and told[0][3] in ("unknown", "nothing")
    assert ("home", "高龄津贴", "高龄津贴", "Open") in told
    assert ("apply.consent", "同意", "同意", "question: grave") in told and ("hearing", "确定要办", "确定要办", "Right") in told
    assert ("apply.question", "不是", "不是", "Chose") in told
    assert all(0 < one["sure"] <= 1 for one in heard if one["text"])
    assert report["speech"]["model"] == "test fixture" and "合成" in report["speech"]["note"]


@pytest.mark.timeout(1_000)
def test_without_a_model_the_transcript_says_that_nobody_was_listened_to(tmp_path: Path) -> None:
    transcript, report = toured(tmp_path, str(tmp_path / "none"))
    assert report["speech"]["model"] == "none"
    assert transcript[-1]["journey"] == "by voice" and "没有语音模型" in transcript[-1]["note"]
