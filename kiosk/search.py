"""Finding a service by what a person types: words, pinyin or initials. Pure; a key in 5,000 services takes less than a millisecond."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kiosk.value import dataclass

if TYPE_CHECKING:
    from kiosk.portal.services import ServiceSummary


@dataclass(frozen=True, slots=True)
class Lines:
    """Many short texts as one, a line each, so that one scan finds all that hold something. starts: where the break before each is, and the
    last one; owners: the service of each.
    """

    text: str = "\n"
    starts: tuple[int, ...] = (0,)
    owners: tuple[int, ...] = ()

    def with_(self, wanted: str) -> Iterator[int]:
        """The owners of lines that hold this; "\n" before or after it stands for their beginning or end."""
        at = self.text.find(wanted)
        while at >= 0:
            line = bisect_right(self.starts, at) - 1
            yield self.owners[line]
            at = self.text.find(wanted, self.starts[line + 1])


def lines(of_services: Iterable[Sequence[str]]) -> Lines:
    """The texts of each service, which hold no line breaks."""
    texts, owners, starts = [], [], [0]
    for owner, own in enumerate(of_services):
        for text in own:
            texts.append(text)
            owners.append(owner)
            starts.append(starts[-1] + len(text) + 1)
    return Lines("\n" + "".join(f"{text}\n" for text in texts), tuple(starts), tuple(owners))


@dataclass(frozen=True, slots=True)
class Index:
    """The catalogue, ready to be searched. services by rank; their names, aliases among them, as characters, full pinyin and initials."""

    services: "tuple[ServiceSummary, ...]" = ()
    titles: Lines = Lines()
    pinyin: Lines = Lines()
    initials: Lines = Lines()
    summaries: Lines = Lines()

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
    titles = [[folded(title) for title in (service.title, *service.aliases)] for service in ranked]
    with TitleReader() as reader:
        read = [[reader.read(title) for title in own] for own in titles]
    return Index(
        ranked,
        lines(titles),
        lines(["".join(syllables) for syllables in own] for own in read),
        lines(["".join(syllable[0] for syllable in syllables) for syllables in own] for own in read),
        lines([folded(service.summary)] for service in ranked),
    )


def _kinds(index: Index, wanted: str) -> Iterator[Iterator[int]]:
    """The ways in which services fit, best first; each gives positions by rank. A name's beginning is worth more than its middle, a name
    more than the summary.
    """
    yield index.titles.with_(f"\n{wanted}\n")
    yield index.titles.with_(f"\n{wanted}")
    yield index.titles.with_(wanted)
    if wanted.isascii():
        yield index.initials.with_(f"\n{wanted}")
        yield index.pinyin.with_(f"\n{wanted}")
        if len(wanted) > 1:
            yield index.initials.with_(wanted)
        if len(wanted) > 2:
            yield index.pinyin.with_(wanted)
    elif len(wanted) > 1:
        yield index.summaries.with_(wanted)


def search(index: Index, query: str, limit: int = 8) -> "tuple[ServiceSummary, ...]":
    """The services that fit, best first, then by rank; nothing for an empty query. No more is looked at than is shown."""
    wanted = folded(query)
    if not wanted:
        return ()
    best: dict[int, None] = {}
    for kind in _kinds(index, wanted):
        for position in kind:
            best[position] = None
            if len(best) == limit:
                return tuple(index.services[one] for one in best)
    return tuple(index.services[one] for one in best)
