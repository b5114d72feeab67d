"""Whether a condition of entitlement holds for who signed in, as far as what is known tells. It never decides: the office does."""

from datetime import date
from typing import Any, Literal

from kiosk.forms import conditions, dates
from kiosk.portal.services import Condition
from kiosk.session import Session

Verdict = Literal["yes", "no", "open"]


def judge(condition: Condition, session: Session) -> Verdict:
    """yes, no, or open (nothing known, or nothing to judge by)."""
    check = condition.check
    if check is None or session.person is None or session.today is None:
        return "open"
    value = next((known.value for known in session.person.known if known.semantic == check.get("semantic")), None)
    if value is None:
        return "open"
    holds = _holds(check, value, session.today.date())
    return "open" if holds is None else "yes" if holds else "no"


def _holds(check: dict[str, Any], value: Any, today: date) -> bool | None:
    if "schema" in check:
        return conditions.holds(check["schema"], value)
    birth = dates.date(value)
    years = check.get("args", {}).get("years")
    if birth is None or not isinstance(years, int):
        return None
    match check.get("name"):
        case "age_at_least":
            return dates.age(birth, today) >= years
        case "age_at_most":
            return dates.age(birth, today) <= years
    return None
