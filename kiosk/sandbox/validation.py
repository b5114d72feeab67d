"""Whether answers can be taken: the portal's own judgement, independent of the client's, by the same rules."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kiosk.forms.guard import FormNotShowable
from kiosk.forms.importer import import_form
from kiosk.forms.model import Form
from kiosk.forms.rules import check_all
from kiosk.portal.types import FaultFound, Service
from kiosk.sandbox.problems import Refused
from kiosk.sandbox.words import WordBook


class Judges:
    """The forms of all services, read once each. One language's form has one language's messages."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, int, str], Form] = {}

    def faults(
        self, service: Service, answers: Mapping[str, Any], today: date, words: WordBook
    ) -> tuple[FaultFound, ...]:
        """What is wrong with the answers; pointers are into the answers. Raises Refused 422 for a service without a form."""
        found = check_all(self._form(service, words.language), answers, today)
        return tuple(
            FaultFound(
                pointer=fault.pointer,
                code=fault.code,
                detail=dict(fault.facts).get("message") or words.get(f"fault.{fault.code}", words("fault.other")),
            )
            for fault in found
        )

    def _form(self, service: Service, language: str) -> Form:
        key = (service.code, service.version, language)
        if key not in self._forms:
            if service.form is None:
                raise Refused(422, "no_form")
            try:
                self._forms[key] = import_form(service.form.data, service.form.ui)
            except FormNotShowable:
                raise Refused(422, "form_unreadable") from None
        return self._forms[key]
