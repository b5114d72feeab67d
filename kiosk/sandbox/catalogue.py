"""The services the portal offers, read from service files: a file dropped into a folder is a service."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kiosk import search
from kiosk.own_paths import is_own_path
from kiosk.portal.services import LifeEvent, Service, ServicePage, ServiceSummary
from kiosk.sandbox.cursors import cursor_of, position_of
from kiosk.sandbox.steps import STEPS
from kiosk.sandbox.translation import translated

CODE = re.compile(r"[0-9A-Z]{12,33}")
_OWN = frozenset({"office_rules", "en", "document"})
_SUMMARY = ServiceSummary.__struct_fields__


class CatalogueError(Exception):
    """A service file that cannot be used: path and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One service file: the service in each language, and what only the sandbox's office reads."""

    by_language: Mapping[str, Service]
    rules: tuple[Mapping[str, Any], ...]
    document: Mapping[str, Any]

    def service(self, language: str = "zh") -> Service:
        """The service in a language."""
        return self.by_language[language]


def _entry(path: Path) -> Entry:
    try:
        raw: dict[str, Any] = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        chinese = {name: value for name, value in raw.items() if name not in _OWN}
        by_language = {
            "zh": msgspec.convert(chinese, Service),
            "en": msgspec.convert(translated(chinese, raw.get("en", {})), Service),
        }
    except (msgspec.MsgspecError, ValueError, TypeError, OSError) as error:
        raise CatalogueError(f"{path.name}: {error}") from error
    if not CODE.fullmatch(by_language["zh"].code):
        raise CatalogueError(f"{path.name}: code {by_language['zh'].code!r} is not {CODE.pattern}")
    film = by_language["zh"].sign_video
    if film and not is_own_path(film):
        raise CatalogueError(f"{path.name}: sign_video {film!r} is no path below /v1")
    unknown = {step for rule in raw.get("office_rules", ()) for step in rule.get("then", ())} - STEPS.keys()
    if unknown:
        raise CatalogueError(f"{path.name}: office_rules has steps that no office takes: {sorted(unknown)}")
    return Entry(by_language, tuple(raw.get("office_rules", ())), raw.get("document", {}))


def _summary(service: Service) -> ServiceSummary:
    return ServiceSummary(**{name: getattr(service, name) for name in _SUMMARY})


class Catalogue:
    """All services, with a search index a language."""

    def __init__(self, entries: Iterable[Entry], life_events: Mapping[str, tuple[LifeEvent, ...]]) -> None:
        self.entries = {entry.service().code: entry for entry in entries}
        self._life_events = life_events
        self._index = {
            language: search.build(_summary(entry.service(language)) for entry in self.entries.values())
            for language in ("zh", "en")
        }

    def page(self, language: str, query: str, life_event: str, cursor: str, limit: int) -> ServicePage:
        """A page of the catalogue; with a query the best first. Raises Refused for a cursor that is not ours."""
        index = self._index[language]
        start = position_of(cursor, "service")
        found = search.search(index, query, len(index.services)) if query.strip() else index.services
        chosen = [service for service in found if not life_event or life_event in service.life_events]
        end = start + limit
        return ServicePage(
            items=tuple(chosen[start:end]), next_cursor=cursor_of("service", end) if end < len(chosen) else ""
        )

    def life_events(self, language: str) -> tuple[LifeEvent, ...]:
        """The doors into the catalogue."""
        return self._life_events[language]


def load_catalogue(folders: Iterable[Path], life_events: Path | None) -> Catalogue:
    """Reads every *.json of the folders. Raises CatalogueError for a bad file or a code used twice."""
    entries: dict[str, Entry] = {}
    for path in sorted(path for folder in folders for path in folder.glob("*.json")):
        entry = _entry(path)
        code = entry.service().code
        if code in entries:
            raise CatalogueError(f"{path.name}: code {code} is used twice")
        entries[code] = entry
    return Catalogue(entries.values(), _doors(life_events))


def _doors(path: Path | None) -> dict[str, tuple[LifeEvent, ...]]:
    if path is None or not path.exists():
        return {"zh": (), "en": ()}
    raw = msgspec.json.decode(path.read_bytes())
    items = raw["items"] if isinstance(raw, dict) else raw
    return {
        "zh": tuple(msgspec.convert(item, LifeEvent) for item in items),
        "en": tuple(msgspec.convert(item | item.get("en", {}), LifeEvent) for item in items),
    }


def entity_tag(value: Any) -> str:
    """The strong entity tag of a value's JSON."""
    return '"' + hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:24] + '"'
