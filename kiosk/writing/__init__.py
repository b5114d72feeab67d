"""Turns typed letters and drawn strokes into characters, behind a port. Importing this loads no engine."""

from kiosk.writing.port import Candidate, Stroke, WritingDataError, WritingEngines

__all__ = ["Candidate", "Stroke", "WritingDataError", "WritingEngines"]
