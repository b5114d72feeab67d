"""`./run voice-script`: what a person reads aloud to make a voice pack: each sentence's name, its words, and how they are to be said."""

import os
import sys
from pathlib import Path

from kiosk import phrases
from kiosk.text import phrase

SCRIPT = "script.txt"


def voice_script(language: str, out: Path | None) -> int:
    """Prints the script; with `out` it is written there beside the manifest. 0; 2 when the folder cannot be written to (said on stderr)."""
    from voice.pack import MANIFEST, manifest, script
    from voice.pronounce import speakable

    words = phrases.load(language)
    lines = []
    for sentence in script(words):
        said = speakable(sentence.text, language)
        spoken = said.pinyin if language == "zh" else said.characters
        lines.append(f"{sentence.name}.wav\n  {sentence.text}\n" + (f"  {spoken}\n" if spoken != sentence.text else ""))
    if out is None:
        try:
            sys.stdout.write("\n".join(lines))
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / SCRIPT).write_text("\n".join(lines), "utf-8")
        (out / MANIFEST).write_text(manifest(language, script(words)), "utf-8")
    except OSError:
        print(words.show(phrase("cli.unwritable", folder=str(out))), file=sys.stderr)
        return 2
    print(words.show(phrase("cli.script.kept", folder=str(out), n=len(lines))))
    return 0
