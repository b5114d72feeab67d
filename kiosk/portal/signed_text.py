"""The exact text that a signature is bound to: the declaration and the answers, so that neither can be changed under it (F63)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any


def signed_text(declaration: Sequence[str], answers: Mapping[str, Any]) -> str:
    """The declaration's paragraphs, a line each, then the answers as JSON with sorted keys and no blanks."""
    return "\n".join((*declaration, json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))))


def signed_sha256(declaration: Sequence[str], answers: Mapping[str, Any]) -> str:
    """SHA-256 of the UTF-8 of `signed_text`, in lower-case hex: what stands in Signature.text_sha256."""
    return hashlib.sha256(signed_text(declaration, answers).encode()).hexdigest()
