"""A plain HTTP client of the sandbox for tests of the sandbox itself: no retries, no cleverness. The product's client is in kiosk.portal."""

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

from kiosk.portal.signed_text import signed_sha256

DATA = Path(__file__).parent / "data" / "sandbox"
TRIAL = "TEST00000001"
PRIVATE = "TEST00000002"
GUIDE = "TEST00000003"
WORLD: dict[str, Any] = {
    "services": [DATA / "services"],
    "people": DATA / "people.json",
    "staff": DATA / "staff.json",
}
"""Options of SandboxProcess for a small world of the tests' own."""
PNG = b"\x89PNG\r\n\x1a\n" + b"pixels" * 2000


def card_of(person: str, **more: str) -> str:
    """What a card reader hands over, in Base64."""
    return base64.b64encode(json.dumps({"person": person, **more}).encode()).decode()


def answers(outcome: str = "approve", **wish: Any) -> dict[str, Any]:
    """Answers that the trial service takes."""
    return {"applicant": {"name": "样本测一"}, "wish": {"outcome": outcome, "hurry": False, **wish}}


def submission(outcome: str = "approve", **changes: Any) -> dict[str, Any]:
    """A submission that the trial service takes."""
    body: dict[str, Any] = {
        "service": TRIAL,
        "version": 3,
        "answers": answers(outcome),
        "consents": [{"code": "health", "at": "2026-03-02T09:00:00+08:00"}],
    }
    if outcome == "supplement":
        body["materials"] = [{"slot": "photo", "mode": "later"}]
    body |= changes
    return {"signature": signed(body["answers"])} | body


def signed(answers: Any, declaration: tuple[str, ...] = ()) -> dict[str, Any]:
    """A signature on a pad, bound to these answers; the trial services have nothing to declare."""
    return {
        "way": "pad",
        "text_sha256": signed_sha256(declaration, answers),
        "strokes": [[[0.1, 0.1], [0.9, 0.9]]],
    }


class Visitor:
    """Somebody with a token, talking to the portal."""

    def __init__(self, url: str, token: str = "", language: str = "zh") -> None:
        self.url = url
        self.token = token
        self.language = language

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        """One request to a path under /v1, or to an address that the portal gave."""
        headers: dict[str, str] = {"Accept-Language": self.language}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        headers |= dict(options.pop("headers", {}))
        prefix = "" if path.startswith("/v1") else "/v1"
        return requests.request(method, self.url + prefix + path, headers=headers, timeout=60, **options)

    def get(self, path: str, **options: Any) -> requests.Response:
        """GET."""
        return self.ask("GET", path, **options)

    def post(self, path: str, body: Any, key: str = "", headers: Mapping[str, str] | None = None) -> requests.Response:
        """POST of JSON, with an Idempotency-Key when one is given."""
        more = {"Idempotency-Key": key} if key else {}
        return self.ask("POST", path, json=body, headers={**more, **(headers or {})})

    def submit(self, key: str, outcome: str = "approve", **changes: Any) -> requests.Response:
        """Submits to the trial service."""
        return self.post("/applications", submission(outcome, **changes), key)

    def draft(self, key: str) -> dict[str, Any]:
        """Begins a draft of the trial service."""
        answer = self.post("/drafts", {"service": TRIAL, "version": 3, "client_key": key}, key)
        assert answer.status_code == 201, answer.text
        draft: dict[str, Any] = answer.json()
        return draft

    def begin_upload(
        self,
        key: str,
        content: bytes = PNG,
        *,
        slot: str = "photo",
        kind: str = "image/png",
        sha256: str = "",
    ) -> requests.Response:
        """Begins a tus upload."""
        metadata = {
            "slot": slot,
            "client_key": key,
            "type": kind,
            "sha256": sha256 or hashlib.sha256(content).hexdigest(),
        }
        coded = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in metadata.items())
        return self.ask(
            "POST",
            "/uploads",
            headers={"Tus-Resumable": "1.0.0", "Upload-Length": str(len(content)), "Upload-Metadata": coded},
        )

    def proceed(self, location: str, content: bytes, offset: int) -> requests.Response:
        """Sends a part of a tus upload."""
        return self.ask(
            "PATCH",
            location,
            data=content,
            headers={
                "Tus-Resumable": "1.0.0",
                "Upload-Offset": str(offset),
                "Content-Type": "application/offset+octet-stream",
            },
        )

    def offset(self, location: str) -> int:
        """How much of an upload the portal has."""
        answer = self.ask("HEAD", location, headers={"Tus-Resumable": "1.0.0"})
        assert answer.status_code == 200
        return int(answer.headers["Upload-Offset"])

    def upload(self, key: str, content: bytes = PNG, **options: Any) -> str:
        """Uploads a whole file; its id."""
        location = self.begin_upload(key, content, **options).headers["Location"]
        answer = self.proceed(location, content, 0)
        assert answer.status_code == 204, answer.text
        return location.rpartition("/")[2]


def sign_in(url: str, person: str = "T1", method: str = "id_card", language: str = "zh") -> Visitor:
    """A visitor who signed in with a card."""
    answer = Visitor(url).post("/sessions", {"method": method, "evidence": {"card": card_of(person, valid_to="长期")}})
    assert answer.status_code == 201, answer.text
    return Visitor(url, answer.json()["token"], language)


def code_of(answer: requests.Response) -> tuple[int, str]:
    """Status and stable code of a problem."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def faults_of(answer: requests.Response) -> set[tuple[str, str]]:
    """Pointer and code of each place that a problem names."""
    return {(error["pointer"], error["code"]) for error in answer.json()["errors"]}
