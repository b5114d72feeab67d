"""Finding a service by what a person types: words, pinyin or initials. Pure; 5,000 services in a few milliseconds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.portal.types import ServiceSummary


@dataclass(frozen=True, slots=True)
class Names:
    """One service's names, folded: each as characters, full pinyin and initials."""

    titles: tuple[str, ...]
    pinyin: tuple[str, ...]
    initials: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Index:
    """The catalogue, ready to be searched. services by rank; names beside them."""

    services: "tuple[ServiceSummary, ...]" = ()
    names: tuple[Names, ...] = ()

    def service(self, code: str) -> "ServiceSummary | None":
        """The service of a code."""
        return next((service for service in self.services if service.code == code), None)

    def of_life_event(self, code: str) -> "tuple[ServiceSummary, ...]":
        """The services behind one door, by rank."""
        return tuple(service for service in self.services if code in service.life_events)


def folded(text: str) -> str:
    """Lower case, without blanks and marks."""
    return "".join(character for character in text.lower() if character.isalnum())


def build(services: "Iterable[ServiceSummary]") -> Index:
    """Makes the index. Reads the pinyin data, so not on the start-up path. Raises WritingDataError."""
    from kiosk.writing.titles import TitleReader

    ranked = tuple(sorted(services, key=lambda service: (service.rank, service.code)))
    names = []
    with TitleReader() as reader:
        for service in ranked:
            titles = tuple(folded(title) for title in (service.title, *service.aliases))
            read = [reader.read(title) for title in titles]
            names.append(
                Names(
                    titles,
                    tuple("".join(syllables) for syllables in read),
                    tuple("".join(syllable[0] for syllable in syllables) for syllables in read),
                    folded(service.summary),
                )
            )
    return Index(ranked, tuple(names))


def _score(names: Names, wanted: str) -> int:
    """How well a service fits: 0 not at all. A name's beginning is worth more than its middle, a name more than the summary."""
    best = 0
    for title in names.titles:
        if title == wanted:
            return 100
        if title.startswith(wanted):
            best = max(best, 90)
        elif wanted in title:
            best = max(best, 80)
    if best or not wanted.isascii():
        return best or (40 if len(wanted) > 1 and wanted in names.text else 0)
    for initials in names.initials:
        if initials.startswith(wanted):
            best = max(best, 75)
        elif len(wanted) > 1 and wanted in initials:
            best = max(best, 60)
    for pinyin in names.pinyin:
        if pinyin.startswith(wanted):
            best = max(best, 70)
        elif len(wanted) > 2 and wanted in pinyin:
            best = max(best, 55)
    return best


def search(index: Index, query: str, limit: int = 8) -> "tuple[ServiceSummary, ...]":
    """The services that fit, best first; nothing for an empty query."""
    wanted = folded(query)
    if not wanted:
        return ()
    scored = [
        (-score, service.rank, position)
        for position, (service, names) in enumerate(zip(index.services, index.names, strict=True))
        if (score := _score(names, wanted))
    ]
    scored.sort()
    return tuple(index.services[position] for _, _, position in scored[:limit])
