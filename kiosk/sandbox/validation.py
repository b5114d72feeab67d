"""Whether answers can be taken: the portal's own judgement, independent of the client's, by the same rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kiosk.forms.guard import FormNotShowable
from kiosk.forms.importer import import_form
from kiosk.forms.model import Form
from kiosk.forms.rules import check_all
from kiosk.portal.handing_in import FaultFound
from kiosk.portal.services import Service
from kiosk.sandbox.problems import Refused
from kiosk.sandbox.words import WordBook


class Judges:
    """The forms of all services, read once each. One language's form has one language's messages."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, int, str], Form] = {}

    def faults(
        self, service: Service, answers: Mapping[str, Any], days: Sequence[date], words: WordBook
    ) -> tuple[FaultFound, ...]:
        """What is wrong with the answers on each of the days; pointers are into the answers. Raises Refused 422 without a form.

        What was right on the day it was handed in stays right: a referral of thirty days ago is not refused because a photo came later.
        """
        form = self._form(service, words.language)
        first, *others = (check_all(form, answers, day) for day in days)
        lasting = [{(fault.pointer, fault.code) for fault in found} for found in others]
        return tuple(
            FaultFound(
                pointer=fault.pointer,
                code=fault.code,
                detail=dict(fault.facts).get("message") or words.get(f"fault.{fault.code}", words("fault.other")),
            )
            for fault in first
            if all((fault.pointer, fault.code) in found for found in lasting)
        )

    def unreadable(self, services: Iterable[Service]) -> Iterator[tuple[str, str]]:
        """The forms that no client can show: the service's code, and where and why. Such a service can be read about only."""
        for service in services:
            try:
                if service.form is not None:
                    import_form(service.form.data, service.form.ui)
            except FormNotShowable as error:
                yield service.code, str(error)

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
