"""The report as one HTML file: the summary first, then what falls short, what is met, and what only hardware or people can prove."""

import base64
from collections.abc import Iterator
from datetime import datetime
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kiosk.controller import ZONE
from kiosk.launch.standards import table
from kiosk.launch.standards.pictures import Pictures
from kiosk.launch.standards.records import Record
from kiosk.launch.standards.report import Report
from kiosk.launch.standards.requirements import Line, Measure, requirements

STYLE = """
:root { color-scheme: light; }
body { font: 17px/1.6 "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; color: #171a1d; background: #fbf9f5;
  max-width: 62rem; margin: 3rem auto; padding: 0 1.5rem; }
h1 { font-size: 2rem; line-height: 1.3; margin: 0 0 .5rem; }
h2 { font-size: 1.4rem; margin: 3rem 0 1rem; border-bottom: 2px solid #0b4457; padding-bottom: .3rem; }
h3 { font-size: 1.1rem; margin: 0 0 .2rem; }
.soft { color: #2d3339; }
.counts { display: flex; flex-wrap: wrap; gap: 1rem; margin: 2rem 0; padding: 0; list-style: none; }
.counts li { flex: 1 1 9rem; background: #fff; border: 1px solid #d9d4c8; border-radius: .6rem; padding: 1rem 1.2rem; }
.counts b { display: block; font-size: 2.2rem; line-height: 1.2; }
.line { background: #fff; border: 1px solid #d9d4c8; border-left: .4rem solid #124225; border-radius: .6rem; padding: 1.2rem 1.4rem;
  margin: 0 0 1.2rem; break-inside: avoid; }
.line.short, .line.unmeasured { border-left-color: #75130f; }
.line.hardware, .line.people, .line.absent { border-left-color: #6e747a; }
.tag { float: right; font-size: .9rem; padding: .1rem .7rem; border-radius: 1rem; border: 1px solid currentColor; }
.short > .tag, .unmeasured > .tag { color: #75130f; } .passed > .tag { color: #124225; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 0; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-top: 1px solid #e6e2d8; }
th { font-weight: normal; color: #2d3339; }
td.figure { font-weight: bold; white-space: nowrap; } td.limit { white-space: nowrap; }
tr.wrong td { color: #75130f; }
figure { margin: 1rem 0 0; } figure img { max-width: 100%; border: 1px solid #d9d4c8; border-radius: .3rem; }
figcaption { font-size: .9rem; color: #2d3339; }
@media print { body { background: #fff; margin: 0; max-width: none; font-size: 11pt; } .line { border-color: #999; } }
"""


def write_html(report: Report, file: Path, language: str) -> None:
    """Writes it, in this language, with pictures of the worst cases inside."""
    pictures = Pictures(report.seen)
    try:
        file.write_text("\n".join(_page(report, language, pictures)), "utf-8")
    finally:
        pictures.close()


def _page(report: Report, language: str, pictures: Pictures) -> Iterator[str]:
    words = requirements().words[language]
    lines = requirements().lines
    found = {line.id: report.status(line) for line in lines}
    yield f'<!doctype html><html lang="{"zh-CN" if language == "zh" else language}"><head><meta charset="utf-8">'
    yield f"<title>{escape(words['title'])}</title><style>{STYLE}</style></head><body>"
    made = words["made"].format(when=datetime.now(ZONE).strftime("%Y-%m-%d %H:%M"), version=_version())
    yield f"<h1>{escape(words['title'])}</h1><p class=soft>{escape(made)}</p>"
    yield "<ul class=counts>"
    for name, states in (
        ("passed", ("passed",)),
        ("short", ("short", "unmeasured")),
        ("unproven", ("hardware", "people")),
        ("absent", ("absent",)),
    ):
        yield f"<li><b>{sum(state in states for state in found.values())}</b>{escape(words[name])}</li>"
    yield f"</ul><p>{escape(table.scope(report, language))}</p>"
    yield f"<h2>{escape(words['how'])}</h2><p>{escape(words['how_quick' if report.quick else 'how_text'])}</p>"
    for failure in report.failures:
        yield f"<p><b>{escape(words['failed_scenes'])}:</b> {escape(failure.scene)}</p>"
    for states, title in (
        (("short", "unmeasured"), words["short"]),
        (("passed",), words["passed"]),
        (("hardware", "people"), words["unproven"]),
        (("absent",), words["absent"]),
    ):
        chosen = [line for line in lines if found[line.id] in states]
        if chosen:
            yield f"<h2>{escape(title)}</h2>"
        for line in chosen:
            yield from _line(report, line, found[line.id], language, pictures)
    yield "</body></html>"


def _version() -> str:
    try:
        return version("yinling")
    except PackageNotFoundError:
        return "0.1.0"


def _line(report: Report, line: Line, status: str, language: str, pictures: Pictures) -> Iterator[str]:
    words = requirements().words[language]
    yield f'<section class="line {status}"><span class=tag>{escape(words[status])}</span>'
    yield f"<h3>{escape(line.id)} &ensp;{escape(line.words[language])}</h3><div class=soft>{escape(line.clause)}</div>"
    if line.measures:
        heads = "".join(f"<th>{escape(words[key])}</th>" for key in ("line", "figure", "limit", "where", "count"))
        yield f"<table><tr>{heads}</tr>"
        for measure in line.measures:
            yield _row(report, measure, language)
        yield "</table>"
    if line.why[language]:
        prefix = words["still"] if line.kind == "measured" else ""
        yield f"<p class=soft>{escape(prefix + line.why[language])}</p>"
    for measure, record in shown(report, line):
        content = pictures.of(record)
        if content is not None:
            data = base64.b64encode(content).decode("ascii")
            told = f"{words['worst_picture']}: {measure.words[language]}, {table.figure(record, measure)}. {table.place(record, language)}"
            yield f'<figure><img alt="{escape(told)}" src="data:image/png;base64,{data}"><figcaption>{escape(told)}</figcaption></figure>'
    yield "</section>"


def _row(report: Report, measure: Measure, language: str) -> str:
    words = requirements().words[language]
    record, count = report.worst(measure), len(report.of(measure))
    name, bound = escape(measure.words[language]), escape(table.limit(measure, language))
    if record is None:
        return f"<tr class=wrong><td>{name}</td><td class=figure>{escape(words['unmeasured'])}</td><td>{bound}</td><td></td><td>0</td></tr>"
    style = "" if record.ok else " class=wrong"
    where = escape(table.place(record, language))
    figure = escape(table.figure(record, measure))
    wrong = sum(not one.ok for one in report.of(measure))
    counted = f"{wrong} / {count}" if wrong else str(count)
    return f"<tr{style}><td>{name}</td><td class=figure>{figure}</td><td class=limit>{bound}</td><td>{where}</td><td>{counted}</td></tr>"


def shown(report: Report, line: Line) -> list[tuple[Measure, Record]]:
    """The measures of a line whose worst case is worth a picture: all that fall short, else the one nearest to its limit."""
    found = [
        (measure, record)
        for measure in line.measures
        if (record := report.worst(measure)) is not None and record.place is not None
    ]
    short = [(measure, record) for measure, record in found if not record.ok]
    near = sorted(
        (one for one in found if one[0].limit > 0 and one[0].unit and one[1].place), key=lambda one: abs(one[1].figure / one[0].limit - 1)
    )
    return short or near[:1]
