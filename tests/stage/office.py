"""The office behind the sandbox: what the world does between two visits, and what lies in its records in the end."""

import json
import urllib.request
from pathlib import Path
from typing import Any

from kiosk.launch.embedded import EmbeddedPortal

ALIVE = ("submitted", "accepted", "in_review", "approved", "completed")


class Office:
    """One sandbox process for a whole test session."""

    def __init__(self, data: Path) -> None:
        self.embedded = EmbeddedPortal(data)

    def close(self) -> None:
        """Ends it."""
        self.embedded.close()

    def rows(self) -> list[dict[str, Any]]:
        """All applications, the newest first."""
        rows: list[dict[str, Any]] = self._get("/sandbox/applications")["items"]
        return rows

    def states(self) -> dict[str, str]:
        """The state of every application by its id."""
        return {row["id"]: row["state"] for row in self.rows()}

    def last_slip(self) -> tuple[tuple[str, str], ...]:
        """Number and code of the newest application."""
        row = self._newest()
        return ("编号", row["case_no"]), ("查询码", row["query_code"])

    def clerk(self, who: str) -> tuple[tuple[str, str], ...]:
        """A clerk's number and secret."""
        one = next(one for one in self._get("/sandbox/people")["staff"] if one["id"] == who)
        return ("工号", one["id"]), ("密码", one["pin"])

    def ask_for_more(self) -> None:
        """Days pass until the newest application lacks something. Raises TimeoutError when it never does."""
        wanted = self._newest()["id"]
        for _ in range(40):
            if self.states()[wanted] == "needs_supplement":
                return
            self._post("/sandbox/clock", {"advance_s": 10})
        raise TimeoutError("the office never asked for more")

    def _newest(self) -> dict[str, Any]:
        return max(self.rows(), key=lambda row: row["case_no"])

    def _get(self, path: str) -> Any:
        with urllib.request.urlopen(self.embedded.url() + path, timeout=10) as answer:
            return json.load(answer)

    def _post(self, path: str, body: object) -> Any:
        request = urllib.request.Request(
            self.embedded.url() + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
