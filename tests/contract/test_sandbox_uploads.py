"""Uploads at the sandbox: resumed by offset, and judged by what they are."""

import hashlib
from collections.abc import Iterator

import pytest

from tests.sandbox_client import PNG, WORLD, Visitor, code_of, sign_in
from tests.sandbox_process import SandboxProcess

PDF = b"%PDF-1.7\n" + b"x" * 1000
JPEG = b"\xff\xd8\xff\xe0" + b"x" * 1000


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    with SandboxProcess(tmp_path_factory.mktemp("sandbox"), **WORLD) as running:
        yield running


@pytest.fixture
def citizen(sandbox: SandboxProcess) -> Visitor:
    return sign_in(sandbox.url)


@pytest.mark.feature("F19")
@pytest.mark.parametrize(("content", "kind"), [(PNG, "image/png"), (PDF, "application/pdf"), (JPEG, "image/jpeg")])
def test_pictures_and_pdf_are_taken(citizen: Visitor, content: bytes, kind: str) -> None:
    upload = citizen.upload("up-1", content, kind=kind)
    assert citizen.get(f"/uploads/{upload}").json() == {
        "id": upload,
        "offset": len(content),
        "length": len(content),
        "complete": True,
    }


@pytest.mark.feature("F19")
@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"MZ" + b"x" * 100, "image/png"), (b"\x7fELF" + b"x" * 100, "application/pdf"), (PDF, "image/png")],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_forgotten(citizen: Visitor, content: bytes, kind: str) -> None:
    location = citizen.begin_upload("up-2", content, kind=kind).headers["Location"]
    assert code_of(citizen.proceed(location, content, 0)) == (415, "type_not_taken")
    assert citizen.get(location).status_code == 404


def test_a_type_that_is_not_taken_is_refused_at_once(citizen: Visitor) -> None:
    answer = citizen.begin_upload("up-3", PNG, kind="application/x-msdownload")
    assert code_of(answer) == (415, "type_not_taken")


def test_a_damaged_file_is_refused(citizen: Visitor) -> None:
    location = citizen.begin_upload("up-4", PNG, sha256=hashlib.sha256(b"other").hexdigest()).headers["Location"]
    assert code_of(citizen.proceed(location, PNG, 0)) == (422, "sha256_differs")


def test_a_file_larger_than_ten_megabytes_is_refused_before_it_is_sent(citizen: Visitor) -> None:
    answer = citizen.ask(
        "POST", "/uploads", headers={"Tus-Resumable": "1.0.0", "Upload-Length": str(10 * 1024 * 1024 + 1)}
    )
    assert code_of(answer) == (413, "too_large")


def test_parts_go_on_from_the_offset_and_from_no_other(citizen: Visitor) -> None:
    location = citizen.begin_upload("up-5").headers["Location"]
    assert citizen.proceed(location, PNG[:100], 0).headers["Upload-Offset"] == "100"
    wrong = citizen.proceed(location, PNG[200:], 200)
    assert code_of(wrong) == (409, "offset_differs") and wrong.headers["Upload-Offset"] == "100"
    assert code_of(citizen.proceed(location, PNG + b"more", 100)) == (413, "longer_than_said")
    assert citizen.proceed(location, PNG[100:], 100).status_code == 204
    assert citizen.offset(location) == len(PNG)


def test_another_version_of_tus_is_refused(citizen: Visitor) -> None:
    answer = citizen.ask("POST", "/uploads", headers={"Tus-Resumable": "0.2.2", "Upload-Length": "1"})
    assert code_of(answer) == (412, "tus_version") and answer.headers["Tus-Version"] == "1.0.0"


def test_a_whole_file_can_be_sent_as_a_form(citizen: Visitor) -> None:
    tricky = PNG + b"\r\n--x\r\n\r\n--\r"
    answer = citizen.ask(
        "POST",
        "/uploads/multipart",
        data={"slot": "photo", "client_key": "up-6", "sha256": hashlib.sha256(tricky).hexdigest()},
        files={"file": ("photo.png", tricky, "image/png")},
    )
    assert answer.status_code == 201
    assert answer.json()["complete"] is True and answer.json()["length"] == len(tricky)
