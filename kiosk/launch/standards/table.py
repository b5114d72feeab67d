"""The table on the terminal: every line of the standards with its worst figure, its limit and its clause."""

from kiosk.launch.standards.records import Record
from kiosk.launch.standards.report import Report
from kiosk.launch.standards.requirements import Measure, requirements

MARKS = {"passed": "+", "short": "!", "unmeasured": "?", "hardware": ".", "people": ".", "absent": "-"}


def print_table(report: Report, language: str) -> None:
    """Prints it."""
    words = requirements().words[language]
    for line in requirements().lines:
        status = report.status(line)
        name = words.get(status, words["unproven"])
        print(f"{MARKS[status]} {line.id}  {line.words[language]}  [{name}]  ({line.clause})")
        for measure in line.measures:
            record = report.worst(measure)
            if record is None:
                print(f"    ? {measure.words[language]}: {words['unmeasured']}")
                continue
            mark = " " if record.ok else "!"
            print(
                f"    {mark} {measure.words[language]}: {figure(record, measure)}  ({limit(measure, language)})  {place(record, language)}"
            )
        if line.why[language]:
            print(f"      {words['still'] if line.kind == 'measured' else ''}{line.why[language]}")
    for failure in report.failures:
        print(f"! {words['failed_scenes']}: {failure.scene}: {failure.why}")
    print(summary(report, language))
    print(scope(report, language))


def figure(record: Record, measure: Measure) -> str:
    """A figure with its unit."""
    return f"{record.figure:g} {measure.unit}".strip()


def limit(measure: Measure, language: str) -> str:
    """A limit with its sense and unit."""
    return f"{requirements().words[language][measure.sense]} {measure.limit:g} {measure.unit}".strip()


def place(record: Record, language: str) -> str:
    """Where the figure was found."""
    words = requirements().words[language]
    if not record.screen:
        return " ".join(filter(None, (words["once"], record.what)))
    where = f"{words.get(f'profile.{record.profile}', record.profile)} {record.screen}".strip()
    if record.size is not None:
        where = words["at"].format(
            screen=where, size=record.size, theme=record.theme, language=record.language, window=record.window
        )
    return f"{where} {record.what}".strip()


def summary(report: Report, language: str) -> str:
    """How many lines are met, fall short, or cannot be proven here."""
    found = [report.status(line) for line in requirements().lines]
    return (
        requirements()
        .words[language]["summary"]
        .format(
            met=found.count("passed"),
            short=found.count("short") + found.count("unmeasured"),
            unproven=found.count("hardware") + found.count("people"),
            absent=found.count("absent"),
        )
    )


def scope(report: Report, language: str) -> str:
    """What was walked and drawn."""
    return (
        requirements()
        .words[language]["scope"]
        .format(
            scenes=report.scenes,
            screens=len({seen.screen.name for seen in report.seen}),
            shapes=len(report.seen),
            drawings=report.drawings,
            records=len(report.records),
            seconds=round(report.seconds),
        )
    )
