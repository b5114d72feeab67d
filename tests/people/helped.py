"""Where the law wants a hand, a member of staff lends theirs: sees, touches, and answers for it with their own number."""

from tests.people.sighted import Sighted
from tests.people.visitor import Visitor


def witness(person: Visitor) -> None:
    """The clerk writes number and secret, and hands in. Their acts are counted with the person's. Raises Stuck."""
    clerk = Sighted(person.body, person.errand)
    clerk.look()
    clerk.fill(person.errand.clerk)
    clerk.onward()
    person.effort.actions += clerk.effort.actions
