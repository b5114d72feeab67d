"""What reaches vosk is checked first: a bad grammar would kill its process."""

import json
import os
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from voice.microphone import level
from voice.model_folder import fault
from voice.recogniser_process import UNKNOWN, cleaned, grammar_json, is_model, is_word, sample_rate, told


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.one_of(st.text(max_size=60), st.integers(), st.none()), max_size=6))
def test_any_grammar_becomes_a_list_of_words_that_is_never_empty_and_knows_all_else(words: list[object]) -> None:
    text = grammar_json([str(word) for word in words if is_word(word)])
    entries = json.loads(text)
    assert entries[-1] == UNKNOWN and all(isinstance(entry, str) and entry for entry in entries)
    assert "\\u" not in text


def test_chinese_words_are_written_unescaped() -> None:
    assert grammar_json(["下一步"]) == '["下一步", "[unk]"]'


def test_vosks_own_notation_blanks_and_overlong_words_are_no_words() -> None:
    assert not any(map(is_word, ("", "[unk]", "#0", "<eps>", "a b", "\n", "长" * 41, "😀", None, 3)))
    assert is_word("高龄津贴")


def test_what_stands_for_all_else_is_not_text_and_the_least_sure_word_counts() -> None:
    assert cleaned("[unk] 提交 [unk]") == "提交"
    words = [{"word": "提交", "conf": 0.9}, {"word": "申请", "conf": 0.4}, {"word": "[unk]", "conf": 0.1}]
    assert told({"text": "提交 申请 [unk]", "result": words}) == {"text": "提交 申请", "sure": 0.4}
    assert told({"text": "[unk]", "result": []}) == {"text": "", "sure": 0.0}


def test_a_folder_is_a_model_only_with_its_files(tmp_path: Path) -> None:
    assert not is_model(tmp_path)
    for name in ("am/final.mdl", "conf/model.conf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert is_model(tmp_path) and sample_rate(tmp_path) == 16_000
    (tmp_path / "conf/mfcc.conf").write_text("--sample-frequency=8000\n", "utf-8")
    assert sample_rate(tmp_path) == 8_000


def test_a_broken_file_or_name_of_a_model_is_told_as_what_it_is(tmp_path: Path) -> None:
    """Strict text ended the program with a traceback: a model copied from a stick may hold anything."""
    made = tmp_path / "vosk-model-cn-broken"
    for name in ("am/final.mdl", "conf/model.conf"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(b"")
    conf = made / "conf" / "mfcc.conf"
    conf.write_bytes(b"# \xff\xfe\x00 \xe4\xb8\n--sample-frequency=48000\n\xff")
    assert sample_rate(made) == 48_000 and fault(made) == "rate"
    conf.write_bytes(b"\xff\xfe")
    assert sample_rate(made) == 16_000 and fault(made) == ""
    conf.unlink()
    conf.symlink_to("/proc/self/mem")  # is there, and cannot be read
    assert not conf.is_file() or fault(made) == "unreadable"
    strange = tmp_path / os.fsdecode(b"vosk-model-cn-\xff")
    made.rename(strange)
    assert fault(strange) == "name"


def test_the_level_of_silence_is_none_and_of_the_loudest_is_one() -> None:
    assert level(b"") == 0 and level(bytes(100)) == 0
    assert level((-32768).to_bytes(2, "little", signed=True)) == 1
