"""What a person says in own words against so many services (the argument): made of the catalogue's own, each with another's words beside its own.

Writes the milliseconds of every saying, the median of some tries, as JSON.
"""

import json
import sys
import time
from importlib.resources import files
from statistics import median

from kiosk.own_words import learn
from kiosk.portal.services import ServiceSummary

SAID = 40
"""Sayings tried."""
TRIES = 5


def main() -> None:
    """See above."""
    wanted = int(sys.argv[1])
    folder = files("assets") / "sandbox" / "services"
    raw = [json.loads(file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".json")]
    raw.sort(key=lambda one: str(one["code"]))
    services = []
    for number in range(wanted):
        one, other = raw[number % len(raw)], raw[(number // len(raw) + number + 1) % len(raw)]
        services.append(
            ServiceSummary(
                code=f"BENCH{number:08}",
                version=1,
                title=f"{one['title']}{other['title'][: number % 5]}",
                summary=one.get("summary", "") + other.get("summary", ""),
                kind=one["kind"],
                aliases=tuple(one.get("aliases", ())),
                own_words=tuple(one.get("own_words", ())),
            )
        )
    known = learn(tuple(services))
    said = [saying for one in raw for saying in one.get("own_words", ())][:SAID]
    taken = []
    for text in said:
        tries = []
        for _ in range(TRIES):
            begun = time.perf_counter()
            known.match(text)
            tries.append((time.perf_counter() - begun) * 1000)
        taken.append(median(tries))
    sys.stdout.write(json.dumps({"ms": taken}) + "\n")


if __name__ == "__main__":
    main()
