"""A person at home who fills in a form until the power fails: signs in, answers, sees it kept, and the process kills itself.

Arguments: the portal's address, the data folder, the number of questions answered before the end.
"""

import os
import signal
import sys
from pathlib import Path

import keyring

from kiosk.launch import journeys
from kiosk.storage.home import HomeKeeper
from kiosk.storage.vault import PersonVault
from tests.file_keyring import FileKeyring
from tests.stories.hall import Hall

PLAN = {"/applicant/name": "样本测一", "/wish/outcome": "approve", "/wish/hurry": True, "/wish/why": "要住院"}


def main() -> None:
    """See the module."""
    url, folder, answers = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    keyring.set_keyring(FileKeyring(folder / "keyring"))
    hall = Hall(url, folder, "home").open()
    sys.excepthook = sys.__excepthook__
    hall.phone("19900000901")
    hall.find("试验补贴")
    answered = 0
    while answered < answers:
        asked = hall.driver.name == "apply.question"
        journeys.step(hall.driver, PLAN)
        answered += asked
    wanted = dict(hall.application().answers)
    keeper = HomeKeeper(folder / "home.sqlite", PersonVault(url))
    hall.driver.wait("the answers to be kept", lambda: [draft.answers for draft in keeper.load().drafts] == [wanted])
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
