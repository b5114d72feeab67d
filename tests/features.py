"""The table of features: which tests prove which. `./run test --features` writes docs/features.md; a test says when it is out of date."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "features.md"
KNOWN = re.compile(r"F\d\d\Z")
TITLES = {
    "F01": "Text size, voice and language before anything",
    "F02": "ID card on the reader",
    "F03": "Signing in without memory, puzzle or phone",
    "F04": "Prepare at home, finish at the hall",
    "F05": "Privacy notice and separate consent",
    "F06": "Catalogue in plain words, by life event",
    "F07": "Say it in your own words",
    "F08": "Am I entitled?",
    "F09": "What to bring",
    "F10": "One question a screen",
    "F11": "Any form the portal publishes",
    "F12": "What is known is not asked",
    "F13": "No answer is changed silently",
    "F14": "Errors seen and spoken: which, why, how to mend",
    "F15": "Review, jump to one answer, come back",
    "F16": "Read-back of what was spoken or recognised",
    "F17": "Document camera or scanner",
    "F18": "Photo from the phone",
    "F19": "Files are checked before they are sent",
    "F20": "Not needed, promised, later: 免证办, 告知承诺, 容缺",
    "F21": "The whole path by ear alone",
    "F22": "Louder, slower, again, stop",
    "F23": "Private numbers never on the loudspeaker",
    "F24": "Right Mandarin",
    "F25": "Read what is under the finger",
    "F26": "Spoken commands on every screen",
    "F27": "Dictating a field",
    "F28": "Handwriting",
    "F29": "Pinyin keyboard for fingers",
    "F30": "Honest refusal",
    "F31": "Text in millimetres, nothing clipped",
    "F32": "Contrast measured in pixels",
    "F33": "The numbers of WCAG, EN 301 549 and VVSG",
    "F34": "Screen readers",
    "F35": "Keyboard and switches",
    "F36": "Tremor",
    "F37": "Low reach",
    "F38": "Nothing by sound alone",
    "F39": "Staff-guided session with consent and audit",
    "F40": "No bleed between people",
    "F41": "Family proxy",
    "F42": "Calling a person",
    "F43": "Training mode",
    "F44": "Timeline in plain words",
    "F45": "Supplements, 补正",
    "F46": "Without phone or e-mail",
    "F47": "Told at home when something changes",
    "F48": "Appointments",
    "F49": "Questions to the office",
    "F50": "Rating, 好差评",
    "F51": "Printing with the true result",
    "F52": "Nothing lost, nothing doubled",
    "F53": "Works offline",
    "F54": "Nothing left behind",
    "F55": "Idle warning and full reset",
    "F56": "Locked shell, restart without loss",
    "F57": "Diagnostics",
    "F58": "A fleet without personal data",
    "F59": "Home: sign-in and drafts kept",
    "F60": "Languages",
    "F61": "A new portal by one adapter",
    "F62": "Statements and proofs printed",
    "F63": "Signature bound to the text signed",
    "F64": "My permissions and my data",
    "F65": "A hall's report without persons",
}
"""What each feature is called."""


def of_tests(items: Iterable[pytest.Item]) -> dict[str, set[str]]:
    """The names of the tests (file::function) by feature. Raises ValueError for a feature that nobody knows."""
    found: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for mark in item.iter_markers("feature"):
            for name in mark.args:
                if name not in TITLES:
                    raise ValueError(f"{item.nodeid}: no such feature: {name}")
                found[name].add(item.nodeid.split("[")[0])
    return found


def table(found: dict[str, set[str]]) -> str:
    """The table as Markdown: a line a feature, with how many tests prove it and where they are."""
    lines = [
        "# Features and the tests that prove them",
        "",
        "Written by `./run test --features`; a test fails when it is out of date. A feature without a test has a dash.",
        "",
        "| Feature | | Tests | Where |",
        "|---|---|---|---|",
    ]
    for name, title in TITLES.items():
        tests = found.get(name, set())
        files: dict[str, int] = defaultdict(int)
        for test in sorted(tests):
            files[test.split("::")[0].removeprefix("tests/")] += 1
        where = ", ".join(f"{file} ({count})" for file, count in sorted(files.items())) or "–"
        lines.append(f"| {name} | {title} | {len(tests) or '–'} | {where} |")
    return "\n".join(lines) + "\n"
