"""`python -m kiosk.sandbox --data DIR [--port N]`: the portal alone. Says where it is in one JSON line on stdout when it is ready."""

import argparse
import json
import os
import socket
import sys
import threading
from importlib.resources import files
from pathlib import Path

import msgspec
import uvicorn

from kiosk.sandbox.app import Sources, build_app, build_portal
from kiosk.sandbox.catalogue import CatalogueError
from kiosk.sandbox.connections import Connections
from kiosk.sandbox.log import start_log
from kiosk.sandbox.store import StoreTooNewError


def _arguments() -> argparse.Namespace:
    world = Path(str(files("assets"))) / "sandbox"
    parser = argparse.ArgumentParser(
        prog="python -m kiosk.sandbox", description="The sandbox portal, on this machine only."
    )
    parser.add_argument("--port", type=int, default=0, help="port; 0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--data", type=Path, required=True, help="folder of the database")
    parser.add_argument("--services", type=Path, action="append", help="folder of service files; may be repeated")
    parser.add_argument("--people", type=Path, default=world / "people.json", help="the made-up people")
    parser.add_argument("--staff", type=Path, default=world / "staff.json", help="the made-up staff")
    parser.add_argument("--life-events", type=Path, default=world / "life_events.json", help="the doors")
    parser.add_argument("--speed", type=float, help="how fast the office's clock runs")
    parser.add_argument("--judge", action="store_true", help="say on stderr which forms no client can show, and why")
    parser.add_argument("--with-parent", action="store_true", help="end when stdin is closed")
    given = parser.parse_args()
    given.services = given.services or [world / "services"]
    return given


def _end_with_parent() -> None:
    """Ends the process when whoever started it is gone. The store needs no farewell."""
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def main() -> int:
    """Runs the portal until it is stopped; 2 when it cannot start."""
    given = _arguments()
    start_log()
    # With its protocol named, asyncio switches Nagle off; without, every answer on a kept connection waits 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((given.host, given.port))
        portal = build_portal(given.data, Sources(tuple(given.services), given.life_events, given.people, given.staff))
    except (CatalogueError, StoreTooNewError, OSError, msgspec.ValidationError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2
    if given.judge:
        for code, why in portal.judges.unreadable(entry.service() for entry in portal.catalogue.entries.values()):
            print(f"{code}: only its guide is shown: {why}", file=sys.stderr)
    if given.speed is not None:
        with portal.store.transaction():
            portal.clock.set(speed=given.speed)
    connections = Connections()
    config = uvicorn.Config(
        build_app(portal, connections),
        http=connections.protocol,
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
    )
    listener.listen(128)
    print(json.dumps({"url": f"http://{given.host}:{listener.getsockname()[1]}"}), flush=True)
    if given.with_parent:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    uvicorn.Server(config).run(sockets=[listener])
    portal.store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
