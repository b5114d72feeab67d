"""Whether answers can be taken: the portal's own judgement, independent of the client's, by the same rules."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from kiosk.portal.types import FaultFound, Service
from kiosk.sandbox.words import WordBook


def answer_faults(
    service: Service, answers: Mapping[str, Any], today: date, words: WordBook
) -> tuple[FaultFound, ...]:
    """What is wrong with the answers; pointers are into the answers."""
    if service.form is None:
        return () if not answers else (FaultFound(pointer="", code="unknown", detail=words("fault.unknown")),)
    validator = Draft202012Validator(service.form.data, format_checker=FormatChecker())
    return tuple(
        FaultFound(pointer=_pointer(error.absolute_path), code="type", detail=words("fault.type"))
        for error in validator.iter_errors(answers)
    )


def _pointer(path: Any) -> str:
    return "".join(f"/{part}" for part in path)
