"""What an assistive tool sees and does, over AT-SPI: run by the system's Python, the only one with gi; imports nothing of ours.

One JSON request a line on stdin, one JSON answer a line on stdout:
{"do": "tree"}: all that shows, top down: id, parent, role, name, description, states, actions, text, labelled_by.
{"do": "act", "id", "action"} / {"do": "write", "id", "text"} / {"do": "focus", "id"}: whether it was taken.
{"do": "key", "keysym"}: a real key, pressed and released. {"do": "events"}: what was told since the last asking: type, role, name, detail, text.
Its argument: the process id of the program to watch.
"""

import json
import sys
import warnings

import gi

warnings.simplefilter("ignore")
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib

WATCHED = (
    "object:state-changed:focused",
    "object:state-changed:checked",
    "object:text-changed",
    "object:announcement",
    "object:property-change:accessible-name",
    "object:property-change:accessible-description",
    "window:activate",
)


class Hands:
    """One program, seen and acted on."""

    def __init__(self, process):
        self.process = process
        self.nodes = []
        self.told = []
        self.listener = Atspi.EventListener.new(self.heard)
        for kind in WATCHED:
            self.listener.register(kind)

    def heard(self, event):
        """Kept until asked for."""
        source = event.source
        try:
            if source is None or source.get_process_id() != self.process:
                return
            text = event.any_data if isinstance(event.any_data, str) else ""
            self.told.append([event.type, source.get_role_name(), source.get_name(), event.detail1, text])
        except GLib.Error:
            return  # it is gone already

    def program(self):
        """The program's own node, None while it is not there."""
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(number)
            if child is not None and child.get_process_id() == self.process:
                child.set_cache_mask(Atspi.Cache.NONE)
                return child
        return None

    def tree(self):
        """Everything that shows."""
        self.nodes, found = [], []
        program = self.program()
        if program is not None:
            for number in range(program.get_child_count()):
                self.walk(program.get_child_at_index(number), -1, found)
        return found

    def walk(self, node, parent, found):
        if node is None:
            return
        states = node.get_state_set()
        if not (states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.VISIBLE)):
            return
        me = len(self.nodes)
        self.nodes.append(node)
        action, text = node.get_action_iface(), node.get_text_iface()
        found.append(
            {
                "id": me,
                "parent": parent,
                "role": node.get_role_name(),
                "name": node.get_name(),
                "description": node.get_description(),
                "states": sorted(state.value_nick for state in states.get_states()),
                "actions": [Atspi.Action.get_action_name(action, n) for n in range(Atspi.Action.get_n_actions(action))]
                if action
                else [],
                "text": Atspi.Text.get_text(text, 0, -1) if text else None,
                "labelled_by": [
                    relation.get_target(n).get_name()
                    for relation in node.get_relation_set()
                    if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY
                    for n in range(relation.get_n_targets())
                ],
            }
        )
        for number in range(node.get_child_count()):
            self.walk(node.get_child_at_index(number), me, found)

    def answer(self, request):
        """One request done."""
        match request["do"]:
            case "tree":
                return self.tree()
            case "act":
                action = self.nodes[request["id"]].get_action_iface()
                names = [Atspi.Action.get_action_name(action, n) for n in range(Atspi.Action.get_n_actions(action))]
                return Atspi.Action.do_action(action, names.index(request["action"]))
            case "write":
                return Atspi.EditableText.set_text_contents(
                    self.nodes[request["id"]].get_editable_text_iface(), request["text"]
                )
            case "focus":
                return Atspi.Component.grab_focus(self.nodes[request["id"]].get_component_iface())
            case "key":
                return Atspi.generate_keyboard_event(request["keysym"], None, Atspi.KeySynthType.SYM)
            case "events":
                told, self.told = self.told, []
                return told


def main():
    """Until stdin is closed."""
    hands, loop = Hands(int(sys.argv[1])), GLib.MainLoop()

    def asked(_channel, condition):
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        try:
            answer = {"answer": hands.answer(json.loads(line))}
        except (GLib.Error, ValueError, IndexError, AttributeError, TypeError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}  # told to the test, which decides
        print(json.dumps(answer), flush=True)
        return True

    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, asked)
    loop.run()


if __name__ == "__main__":
    main()
