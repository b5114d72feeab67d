"""The slip that a person takes along: large print, a number, a QR code; also when it is not known yet whether the portal has it."""

from kiosk.blocks import Slip
from kiosk.portal.cases import Application
from kiosk.portal.services import Service
from kiosk.privacy import Kind
from kiosk.results import Delivery
from kiosk.session import Session
from kiosk.text import Secret, Text, Words, phrase


def day_text(day: str) -> Text:
    """A civil date or an instant (ISO 8601) as words."""
    year, month, rest = ([*day[:10].split("-"), "", ""])[:3]
    return phrase("value.date", year=int(year), month=int(month), day=int(rest)) if rest else Words(day)


def minute_text(instant: str) -> Text:
    """An instant (RFC 3339) as date and time of day."""
    return phrase("value.moment", day=day_text(instant), time=instant[11:16])


def slip_qr(application: Application) -> str:
    """What the QR code holds: the case number and its query code, nothing of the person."""
    return f"yinling:{application.case_no}:{application.query_code}"


def application_slip(application: Application, name: str, phone: str) -> Slip:
    """The receipt of a case that the portal has."""
    lines: list[tuple[Text, Text]] = [
        ("receipt.service", Words(application.service_title)),
        ("receipt.case_no", Secret(Kind.CASE, application.case_no, shown=True)),
        ("receipt.state", phrase(f"state.{application.state}")),
        ("receipt.submitted", minute_text(application.submitted_at)),
    ]
    if name:
        lines.insert(1, ("receipt.name", Secret(Kind.NAME, name)))
    if application.promised:
        lines.append(("receipt.promised", day_text(application.promised)))
    if application.legal:
        lines.append(("receipt.legal", day_text(application.legal)))
    if application.query_code:
        lines.append(("receipt.query_code", Secret(Kind.CASE, application.query_code, shown=True)))
    if application.assisted_by:
        lines.append(("receipt.assisted_by", Words(application.assisted_by)))
    lines.append(("receipt.phone", Words(application.phone or phone)))
    return Slip("receipt", "receipt.slip", tuple(lines), slip_qr(application), "receipt.qr")


def receipt(session: Session, service: Service, delivery: Delivery) -> Slip:
    """The receipt, or the slip of something that is still unknown."""
    name = session.person.name if session.person else ""
    if delivery.application is not None:
        return application_slip(delivery.application, name, session.start.phone)
    code = delivery.key.replace("-", "")[:8].upper()
    lines: tuple[tuple[Text, Text], ...] = (
        ("receipt.service", Words(service.title)),
        ("receipt.state", "in_doubt.state" if delivery.state == "in_doubt" else "queued.state"),
        ("receipt.local_code", Secret(Kind.CASE, code, shown=True)),
        ("receipt.phone", Words(service.office.phone if service.office else session.start.phone)),
    )
    return Slip("receipt", "in_doubt.slip" if delivery.state == "in_doubt" else "queued.slip", lines)
