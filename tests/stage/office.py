"""The office behind the sandbox: what the world does between two visits, and what lies in its records in the end."""

from typing import Any

from kiosk.launch.shared_sandbox import Sandbox

ALIVE = ("submitted", "accepted", "in_review", "approved", "completed")


class Office(Sandbox):
    """A sandbox process of its own."""

    def close(self) -> None:
        """Ends it."""
        self.embedded.close()

    def rows(self) -> list[dict[str, Any]]:
        """All applications, the newest first."""
        rows: list[dict[str, Any]] = self.get("/sandbox/applications")["items"]
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
        one = next(one for one in self.get("/sandbox/people")["staff"] if one["id"] == who)
        return ("工号", one["id"]), ("密码", one["pin"])

    def ask_for_more(self) -> None:
        """Days pass until the newest application lacks something. Raises TimeoutError when it never does."""
        wanted = self._newest()["id"]
        for _ in range(40):
            if self.states()[wanted] == "needs_supplement":
                return
            self.post("/sandbox/clock", {"advance_s": 10})
        raise TimeoutError("the office never asked for more")

    def _newest(self) -> dict[str, Any]:
        return max(self.rows(), key=lambda row: row["case_no"])
