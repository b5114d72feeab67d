"""Every screen of the product: all journeys of the tour and the scenes at its edges are played on the real widgets.

No screen is named here: a new one is in the gallery as soon as a journey of the tour or an edge comes by it.
"""

import gc
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.display import LANGUAGES
from kiosk.launch.scenes import applying, edges, levers
from kiosk.launch.scenes.theatre import Gallery, on_stage
from kiosk.launch.shared_sandbox import Sandbox
from kiosk.launch.tour_journeys import PERSON, Scene, open_service, phone_of, plans, scenes, sign_in_by_phone
from kiosk.results import HomeDraft, Kept
from kiosk.settings import Settings
from kiosk.value import dataclass


class MemoryKeeper:
    """Home's memory for one evening: real in all but the keyring."""

    def __init__(self, secure: bool = True) -> None:
        """secure: as if a keyring kept it."""
        self.kept = Kept("", {}, (), secure)

    def load(self) -> Kept:
        """All that is kept."""
        return self.kept

    def keep_sign_in(self, token: str) -> bool:
        """Keeps the sign-in."""
        self.kept = replace(self.kept, token=token)
        return self.kept.secure

    def keep_draft(self, draft: HomeDraft) -> None:
        """Keeps one draft."""
        others = tuple(one for one in self.kept.drafts if one.key != draft.key)
        self.kept = replace(self.kept, drafts=(draft, *others))

    def forget_draft(self, key: str) -> None:
        """No longer this draft."""
        self.kept = replace(self.kept, drafts=tuple(one for one in self.kept.drafts if one.key != key))

    def keep_seen(self, seen: dict[str, str]) -> None:
        """States that the person has been told."""
        self.kept = replace(self.kept, seen=dict(seen))

    def keep_display(self, display: dict[str, Any]) -> None:
        """How the person wants it shown."""
        self.kept = replace(self.kept, display=dict(display))

    def forget_all(self) -> None:
        """Nothing stays."""
        self.kept = Kept("", {}, (), self.kept.secure)


@dataclass(frozen=True, slots=True)
class Failure:
    """A scene that could not be played to its end, and where it stood."""

    scene: str
    why: str


Told = Callable[[str], None]


def collect(only: str = "", *, everything: bool = False, told: Told | None = None) -> tuple[Gallery, tuple[Failure, ...]]:
    """All screens, and the scenes that failed. everything: every scene in every language; told: hears the name of each scene."""
    gallery, failures = Gallery(), []
    with tempfile.TemporaryDirectory(prefix="yinling-screens-") as temporary:
        folder = Path(temporary)
        sandbox = Sandbox(folder / "sandbox")
        try:
            for name, play in _plays(gallery, sandbox, folder, everything):
                if only in name:
                    if told is not None:
                        told(name)
                    try:
                        play()
                    except (AssertionError, LookupError, OSError, RuntimeError, TypeError, ValueError) as error:
                        failures.append(Failure(name, f"{error}\n{traceback.format_exc(limit=-4)}"))
                    levers.clear(sandbox)
        finally:
            sandbox.embedded.close()
    gc.collect()
    return gallery, tuple(failures)


def _plays(gallery: Gallery, sandbox: Sandbox, folder: Path, everything: bool) -> Iterator[tuple[str, Callable[[], None]]]:
    """The tour's scenes, the edges, and what needs two evenings."""
    for language in LANGUAGES:
        first = language == LANGUAGES[0]
        for scene in scenes():
            if first or everything:
                yield f"{scene.name} {language}", partial(_tour_scene, gallery, sandbox, folder, scene, language)
        for edge in edges.scenes():
            if first or edge.english or (everything and not edge.chinese):
                yield f"{edge.name} {language}", partial(_edge, gallery, sandbox, folder, edge, language)
    for language in LANGUAGES if everything else LANGUAGES[1:]:
        yield f"home kept {language}", partial(_home_kept, gallery, sandbox, folder, language)


def _tour_scene(gallery: Gallery, sandbox: Sandbox, folder: Path, scene: Scene, language: str) -> None:
    keeper = MemoryKeeper() if scene.profile == "home" else None
    settings = Settings(profile=scene.profile, language=language)
    with on_stage(gallery, sandbox.embedded, folder / scene.profile, settings, keeper) as theatre:
        scene.play(theatre.driver, sandbox)


def _edge(gallery: Gallery, sandbox: Sandbox, folder: Path, edge: edges.Edge, language: str) -> None:
    settings = replace(edge.settings, language=language, portal="" if edge.embedded else sandbox.embedded.url(), simulated_devices=True)
    with on_stage(gallery, sandbox.embedded if edge.embedded else None, folder / settings.profile, settings) as theatre:
        edge.play(theatre, sandbox)


def _home_kept(gallery: Gallery, sandbox: Sandbox, folder: Path, language: str) -> None:
    """At home, left in the midst and come back to: the draft stands there, and what changed meanwhile; the keyring is away."""
    keeper = MemoryKeeper(secure=False)
    settings = Settings(profile="home", language=language)
    with on_stage(gallery, sandbox.embedded, folder / f"home-kept-{language}", settings, keeper) as theatre:
        driver = theatre.driver
        sign_in_by_phone(driver, phone_of(sandbox, PERSON))
        open_service(driver, applying.HOUSEHOLD)
        applying.until_screen(driver, plans()[applying.HOUSEHOLD], "apply.review", "apply.more", "apply.material.choose")
        driver.press("leave")
        driver.until("over.leave")
    keeper.keep_seen({row["id"]: "submitted" for row in sandbox.get("/sandbox/applications")["items"]})
    with on_stage(gallery, sandbox.embedded, folder / f"home-kept-{language}", settings, keeper) as theatre:
        theatre.driver.until("home")
        theatre.driver.wait("what is kept", lambda: any(a.name.startswith("draft.") for a in theatre.driver.actions()))
