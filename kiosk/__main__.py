"""`python -m kiosk`: the application, and the programs around it. Kept thin: nothing heavy is imported before the command is known."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from kiosk import phrases
from kiosk.platform import data_folder, has_display, writable
from kiosk.settings import CHOICES, Settings, SettingsError, load
from kiosk.text import phrase

COMMANDS = ("app", "tour", "bench", "sandbox", "standards", "words", "voice-check", "voice-script", "model", "calibrate")
LAST_PORT = 65535


def _parser() -> argparse.ArgumentParser:
    say = phrases.load("zh").show
    parser = argparse.ArgumentParser(prog="yinling", description=say("cli.description"))
    parser.add_argument("command", nargs="?", default="app", choices=COMMANDS)
    parser.add_argument("--profile", choices=CHOICES["profile"])
    parser.add_argument("--windowed", action="store_true", default=None)
    parser.add_argument("--portal")
    parser.add_argument("--language", choices=CHOICES["language"])
    parser.add_argument("--size", type=int, choices=CHOICES["size"])
    parser.add_argument("--theme", choices=CHOICES["theme"])
    parser.add_argument("--model", help=say("cli.model"))
    parser.add_argument("--from", dest="source", type=Path, help=say("cli.from"))
    parser.add_argument("--url", default="", help=say("cli.url"))
    parser.add_argument("--out", type=Path, help=say("cli.out"))
    parser.add_argument("--json", type=Path, help=say("cli.json"))
    parser.add_argument("--html", type=Path, help=say("cli.html"))
    parser.add_argument("--quick", action="store_true", help=say("cli.quick"))
    parser.add_argument("--port", type=_port, default=8800, help=say("cli.port"))
    parser.add_argument("--data", type=Path, help=say("cli.data"))
    return parser


def _port(text: str) -> int:
    """A port that there can be; 0 takes a free one. Raises ArgumentTypeError, which the parser tells."""
    if not (text.isascii() and text.isdigit() and int(text) <= LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text}: 0 ... {LAST_PORT}")
    return int(text)


def _cannot_take(given: argparse.Namespace) -> Path | None:
    """The place for results that cannot be written: told before minutes of work, not after."""
    folders = [given.out or Path("tour")] if given.command == "tour" else []
    for file in (given.json, given.html):
        if file is not None and file.is_dir():
            return Path(file)
        folders += [file.parent] if file is not None else []
    return next((folder for folder in folders if not writable(folder)), None)


def _settings(given: argparse.Namespace) -> Settings:
    names = ("profile", "windowed", "portal", "language", "size", "theme", "model")
    flags: dict[str, Any] = {name: getattr(given, name) for name in names if getattr(given, name) is not None}
    if given.data is not None:
        flags["data"] = str(given.data)
    return load(flags)


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0 well, 1 fell short, 2 could not start (a sentence on stderr says what to do)."""
    words = phrases.load("zh")
    given = _parser().parse_args(arguments)
    try:
        settings = _settings(given)
    except SettingsError as error:
        print(words.show(phrase(error.why, where=error.where, what=error.what)), file=sys.stderr)
        return 2
    words = phrases.load(settings.language)
    refused = _cannot_take(given)
    if refused is not None:
        print(words.show(phrase("cli.unwritable", folder=str(refused))), file=sys.stderr)
        return 2
    match given.command:
        case "tour":
            from kiosk.launch.tour import tour

            os.environ["QT_QPA_PLATFORM"] = "offscreen"
            return tour(given.out or Path("tour"), settings)
        case "bench":
            from kiosk.launch.bench import bench

            return bench(given.json)
        case "standards":
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
            from kiosk.launch.standards.program import standards

            return standards(given.json, given.html, settings.language, quick=given.quick)
        case "words":
            from kiosk.launch.words import words as print_words

            return print_words(settings.language)
        case "voice-check":
            from kiosk.launch.voice_check import voice_check

            return voice_check(settings)
        case "voice-script":
            from kiosk.launch.voice_script import voice_script

            return voice_script(settings.language, given.out)
        case "model":
            from kiosk.launch.model import model

            return model(settings, given.source, given.url)
        case "sandbox":
            from kiosk.launch.sandbox import sandbox

            return sandbox(given.port, given.data)
    if not has_display():
        print(words.show("cli.no_display"), file=sys.stderr)
        return 2
    folder = Path(settings.data) if settings.data else data_folder()
    if not writable(folder):
        print(words.show("problem.vault.unwritable"), folder, file=sys.stderr)
        return 2
    from kiosk.launch.app import run

    return run(settings, measure=given.command == "calibrate")


def command() -> None:
    """What the shell calls."""
    from kiosk.launch.leaving import leave

    leave(main())


if __name__ == "__main__":
    command()
