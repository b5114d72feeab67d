"""Every screen of the product, once a test session: all journeys of the tour and the scenes at its edges are played on the real widgets.

No screen is named here: a new one is in the gallery as soon as a journey of the tour or an edge comes by it.
"""

import gc
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kiosk.launch import journeys
from kiosk.launch.tour import Sandbox
from kiosk.launch.tour_journeys import PERSON, open_service, plans, scenes
from kiosk.requests import HomeDraft, Kept
from kiosk.settings import Settings
from tests.stories import edge_scenes
from tests.stories.theatre import Gallery, on_stage


class MemoryKeeper:
    """Home's memory for one evening: real in all but the keyring."""

    def __init__(self, secure: bool = True) -> None:
        self.kept = Kept(secure=secure)

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
        self.kept = Kept(secure=self.kept.secure)


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
            for scene in scenes():
                if only in scene.name:
                    settings = Settings(profile=scene.profile)
                    keeper = MemoryKeeper() if scene.profile == "home" else None
                    try:
                        with on_stage(gallery, sandbox.embedded, folder / scene.profile, settings, keeper) as theatre:
                            scene.play(theatre.driver, sandbox)
                    except (AssertionError, StopIteration, OSError) as error:
                        failures.append(Failure(scene.name, str(error)))
            for edge in edge_scenes.scenes():
                if only in edge.name:
                    try:
                        with on_stage(gallery, sandbox.embedded, folder / edge.settings.profile, edge.settings) as theatre:
                            edge.play(theatre, sandbox)
                    except (AssertionError, StopIteration, OSError) as error:
                        failures.append(Failure(edge.name, str(error)))
                    edge_scenes.clear(sandbox)
            if only in "home kept":
                try:
                    _home_kept(gallery, sandbox, folder)
                except (AssertionError, StopIteration, OSError) as error:
                    failures.append(Failure("home kept", str(error)))
        finally:
            sandbox.embedded.close()
    gc.collect()
    return gallery, tuple(failures)


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


__all__ = ["Failure", "MemoryKeeper", "collected", "journeys"]
