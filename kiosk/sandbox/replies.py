"""Answers as HTTP responses."""

import msgspec
from starlette.responses import Response

from kiosk.portal.handing_in import FaultFound
from kiosk.sandbox.call import Answer
from kiosk.sandbox.problems import Refused
from kiosk.sandbox.words import words

_PROBLEM_TYPE = "https://yinling.example/problems/"


def reply(answer: Answer) -> Response:
    """An answer as a response."""
    if answer.body is None:
        return Response(status_code=answer.status, headers=dict(answer.headers))
    content = answer.body if isinstance(answer.body, bytes) else msgspec.json.encode(answer.body)
    return Response(content, answer.status, dict(answer.headers), answer.media_type)


def problem_reply(refused: Refused, language: str) -> Response:
    """A problem in the words of a language."""
    book = words(language)
    body = {
        "type": _PROBLEM_TYPE + refused.code,
        "title": book(f"problem.{refused.code}.title"),
        "status": refused.status,
        "code": refused.code,
        "detail": book(f"problem.{refused.code}.detail"),
    }
    if refused.errors:
        body["errors"] = [
            FaultFound(pointer=error.pointer, code=error.code, detail=error.detail or book(f"fault.{error.code}"))
            for error in refused.errors
        ]
    return Response(msgspec.json.encode(body), refused.status, refused.headers, "application/problem+json")
