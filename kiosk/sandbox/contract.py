"""The reference contract, as the portal serves it."""

import hashlib
from functools import cache
from importlib.resources import files

from kiosk.sandbox.call import Answer, Call
from kiosk.sandbox.portal import Portal
from kiosk.sandbox.service_routes import cacheable


@cache
def _text() -> bytes:
    return files("kiosk.portal").joinpath("contract.yaml").read_bytes()


def as_yaml(portal: Portal, call: Call) -> Answer:
    """The document as it stands in the repository."""
    text = _text()
    answer = cacheable(call, text, f'"{hashlib.sha256(text).hexdigest()[:24]}"')
    return answer._replace(media_type="application/yaml")


def as_json(portal: Portal, call: Call) -> Answer:
    """The document as JSON."""
    import yaml  # only here: starting up need not wait for it

    return cacheable(call, yaml.safe_load(_text()))
