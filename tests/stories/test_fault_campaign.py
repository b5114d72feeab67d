"""Sixty applications, faults on half of the writes, the client killed fifteen times and the portal three times: exactly sixty cases."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.outbox_world import granted, readable
from tests.sandbox_client import WORLD
from tests.sandbox_process import ROOT, SandboxProcess

SEED = 20260302
APPLICATIONS, KILLS, PORTAL_KILLS = 60, 15, (4, 8, 12)
KINDS = ("lose_answer", "drop", "status_500", "status_500_after", "status_503", "status_429", "html")
WRITES = 400
"""More than are ever made in one life of the portal."""


def faults_on_half(chance: random.Random) -> list[dict[str, object]]:
    """Rules that hit half of the submits, chosen by the seed, and an eighth of the look-ups."""
    rules: list[dict[str, object]] = []
    for method, path, share in (("POST", "/v1/applications$", 0.5), ("GET", "/v1/applications$", 0.125)):
        hit = [number for number in range(WRITES) if chance.random() < share]
        rules += [
            {
                "kind": chance.choice(KINDS),
                "method": method,
                "path": path,
                "after": number - earlier,  # a rule that strikes is not counted by those behind it
                "seconds": 1,
            }
            for earlier, number in enumerate(hit)
        ]
    return rules


class Campaign:
    """The client's lives, one after the other, on one store."""

    def __init__(self, sandbox: SandboxProcess, folder: Path, chance: random.Random) -> None:
        self.sandbox = sandbox
        self.folder = folder
        self.chance = chance
        self.keys = [f"campaign-{number:02d}" for number in range(APPLICATIONS)]
        self.grants = {key: granted(sandbox.url, key) for key in self.keys}
        self.reported: dict[str, str] = {}
        self.kills = 0
        self.struck = 0

    def live(self, die_at: int, die_how: str) -> bool:
        """One life: goes on with what was not reported yet; whether it came to its own end."""
        wanted = [[key, self.grants[key]] for key in self.keys if key not in self.reported]
        order = {
            "folder": str(self.folder),
            "url": self.sandbox.url,
            "wanted": wanted,
            "die_at": die_at,
            "die_how": die_how,
        }
        ended = subprocess.run(
            [sys.executable, "-m", "tests.stories.campaign_client"],
            input=json.dumps(order) + "\n",
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
            timeout=600,
        )
        lines = ended.stdout.splitlines()
        self.reported |= dict(line.split() for line in lines if line != "empty")
        if ended.returncode == -signal.SIGKILL:
            self.kills += 1
            return False
        assert ended.returncode == 0, ended.stderr[-2000:]
        return "empty" in lines

    def break_portal(self) -> None:
        """Faults from here on; they are forgotten when the portal restarts."""
        self.sandbox.control("POST", "faults", faults_on_half(self.chance))

    def count_faults(self) -> None:
        """How many faults struck a submit."""
        struck = self.sandbox.control("GET", "faults")["struck"]
        self.struck += sum(" POST " in line for line in struck)


def rows_of(data: Path) -> tuple[Counter[str], int]:
    """Client keys in the portal's own table, and the submits in its audit."""
    path = data / "portal.sqlite3"
    database = sqlite3.connect(path)
    try:
        keys = Counter(key for (key,) in database.execute("SELECT client_key FROM applications"))
        audited = database.execute("SELECT count(*) FROM audit WHERE deed = 'submit'").fetchone()[0]
    finally:
        database.close()
    return keys, audited


@pytest.mark.engine
@pytest.mark.feature("F52")
@pytest.mark.timeout(1_200)
def test_sixty_applications_survive_faults_and_kills_as_sixty_cases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(SEED)
    with SandboxProcess(tmp_path / "portal", **WORLD) as sandbox:
        campaign = Campaign(sandbox, tmp_path / "kiosk", chance)
        campaign.break_portal()
        for life in range(KILLS):
            assert not campaign.live(chance.randint(4, 13), chance.choice(("before", "during", "after")))
            if life in PORTAL_KILLS:
                campaign.count_faults()
                sandbox.kill9()
                sandbox.restart()
                campaign.break_portal()
        assert campaign.live(0, ""), "the last life ends with nothing waiting"
        campaign.count_faults()
    rows, audited = rows_of(tmp_path / "portal")
    with capsys.disabled():
        print(
            f"\ncampaign: {APPLICATIONS} applications, {campaign.struck} faulty submits, {campaign.kills} client kills, "
            f"{len(PORTAL_KILLS)} portal kills, {sum(rows.values())} rows, {audited} submits in the audit"
        )
    assert campaign.kills == KILLS
    assert campaign.struck >= APPLICATIONS // 2
    assert rows == Counter(dict.fromkeys(campaign.keys, 1))
    assert audited == APPLICATIONS
    assert "rejected" not in campaign.reported.values()
    assert readable(tmp_path / "kiosk", b"campaign-") == [], "nothing of anybody is left on the kiosk"
