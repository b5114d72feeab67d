"""Every screen of the product, once a test session: all journeys of the tour and the scenes at its edges are played on the real widgets.

No screen is named here: a new one is in the gallery as soon as a journey of the tour or an edge comes by it.
"""

import gc
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from kiosk.launch.tour import Sandbox
from kiosk.launch.tour_journeys import PERSON, Scene, open_service, plans, scenes
from kiosk.requests import HomeDraft, Kept
from kiosk.settings import Settings
from tests.stories import edge_scenes
from tests.stories.theatre import Gallery, on_stage


class MemoryKeeper:
    """Home's memory for one evening: real in all but the keyring."""

    def __init__(self, secure: bool = True) -> None:
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

    def forget_all(self) -> None:
        """Nothing stays."""
        self.kept = Kept("", {}, (), self.kept.secure)


@dataclass(frozen=True, slots=True)
class Failure:
    """A scene that could not be played to its end, and where it stood."""

    scene: str
    why: str


@cache
def collected(only: str = "") -> tuple[Gallery, tuple[Failure, ...]]:
    """All screens, and the scenes that failed. only: a part of the names of scenes, to look for a fault."""
    gallery, failures = Gallery(), []
    with tempfile.TemporaryDirectory(prefix="yinling-screens-") as temporary:
        folder = Path(temporary)
        sandbox = Sandbox(folder / "sandbox")
        try:
            for name, play in _plays(gallery, sandbox, folder):
                if only in name:
                    try:
                        play()
                    except (AssertionError, LookupError, OSError, RuntimeError, TypeError, ValueError) as error:
                        place = traceback.format_exc(limit=-4)
                        failures.append(Failure(name, f"{error}\n{place}"))
                    edge_scenes.clear(sandbox)
        finally:
            sandbox.embedded.close()
    gc.collect()
    return gallery, tuple(failures)


def _plays(gallery: Gallery, sandbox: Sandbox, folder: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """The tour's scenes, the edges, and what needs two evenings."""
    for scene in scenes():
        yield scene.name, partial(_tour_scene, gallery, sandbox, folder, scene)
    for edge in edge_scenes.scenes():
        yield edge.name, partial(_edge, gallery, sandbox, folder, edge)
        if edge.english:
            yield f"{edge.name} en", partial(_edge, gallery, sandbox, folder, edge, "en")
    yield "home kept", partial(_home_kept, gallery, sandbox, folder)


def _tour_scene(gallery: Gallery, sandbox: Sandbox, folder: Path, scene: Scene) -> None:
    keeper = MemoryKeeper() if scene.profile == "home" else None
    with on_stage(gallery, sandbox.embedded, folder / scene.profile, Settings(profile=scene.profile), keeper) as theatre:
        scene.play(theatre.driver, sandbox)


def _edge(gallery: Gallery, sandbox: Sandbox, folder: Path, edge: edge_scenes.Edge, language: str = "zh") -> None:
    settings = replace(edge.settings, language=language, portal="" if edge.embedded else sandbox.embedded.url())
    with on_stage(gallery, sandbox.embedded if edge.embedded else None, folder / settings.profile, settings) as theatre:
        edge.play(theatre, sandbox)


def _home_kept(gallery: Gallery, sandbox: Sandbox, folder: Path) -> None:
    """At home, left in the midst and come back to: the draft stands there, and what changed meanwhile; the keyring is away."""
    keeper = MemoryKeeper(secure=False)
    settings = Settings(profile="home", language="en")
    with on_stage(gallery, sandbox.embedded, folder / "home-kept", settings, keeper) as theatre:
        driver = theatre.driver
        phone = next(p["phone"] for p in sandbox.get("/sandbox/people")["items"] if p["id"] == PERSON)
        driver.press_main()
        driver.until("notice")
        driver.press_main()
        driver.until("sign_in.choose")
        driver.press("sign_in.by.otp")
        driver.until("sign_in.phone")
        driver.write(phone.removeprefix("+86"))
        driver.press_main()
        driver.until("sign_in.code")
        state = driver.program.controller.session.journey
        driver.write(state.pending.demonstration_code)  # type: ignore[attr-defined]
        driver.press_main()
        driver.until("home")
        open_service(driver, edge_scenes.HOUSEHOLD)
        edge_scenes.until_screen(driver, plans()[edge_scenes.HOUSEHOLD], "apply.review", "apply.more", "apply.material.choose")
        driver.press("leave")
        driver.until("over.leave")
    keeper.keep_seen({row["id"]: "submitted" for row in sandbox.get("/sandbox/applications")["items"]})
    with on_stage(gallery, sandbox.embedded, folder / "home-kept", settings, keeper) as theatre:
        theatre.driver.until("home")
        theatre.driver.wait("what is kept", lambda: any(a.name.startswith("draft.") for a in theatre.driver.actions()))


__all__ = ["Failure", "MemoryKeeper", "collected"]
