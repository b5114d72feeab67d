"""A kiosk whose sound server was replaced starts itself anew while nobody is there: Qt cannot speak to another server in the same process."""

import logging
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.launch.wiring import Program

LOG = logging.getLogger("yinling")
LOOK_S = 5.0
"""How often it is looked; twice in a row it has to be so."""


class Anew:
    """Looks whether it is time. replaced: whether another sound server runs than the one that the program knows."""

    def __init__(self, program: "Program", replaced: Callable[[], bool]) -> None:
        self._program = program
        self._replaced = replaced
        self._before = False

    def look(self) -> None:
        """Leaves when it is due; whoever ran the program then starts it again."""
        due = nobody_is_there(self._program) and self._replaced()
        if due and self._before:
            LOG.info("sound: another server runs; the program starts anew")
            self._program.starts_anew = True
            self._program.app.leave()
        self._before = due


def watch(program: "Program", replaced: Callable[[], bool]) -> None:
    """Looks from now on, where it can ever be due: asking the sound system costs a little each time."""
    if may_start_anew(program):
        program.app.every(LOOK_S, Anew(program, replaced).look)


def may_start_anew(program: "Program") -> bool:
    """A kiosk before an office's portal: at home people see to it themselves, and the portal that comes along would forget everything."""
    return program.profile.closed and program.embedded is None


def nobody_is_there(program: "Program") -> bool:
    """On its first screen, untouched, no clerk signed in."""
    session, screen = program.controller.session, program.controller.screen
    return may_start_anew(program) and screen.silent and not session.last_life and session.staff is None


def start_anew() -> None:
    """The same command in the same process; does not return. Everything was closed, and what had to be sent is sent or lies sealed."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
