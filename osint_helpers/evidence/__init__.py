"""Evidence: captures, their log, seals, bundles, and the check of all of them.

The names a notebook or a command needs are handed on here and load when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# name -> module of this room it lives in
_NAMES = {
    "Bundle": "bundling",
    "Capture": "record",
    "Finding": "findings",
    "Planned": "preserving",
    "Result": "preserving",
    "Seal": "sealing",
    "Settings": "net.settings",
    "Store": "storing",
    "Target": "preserving",
    "Verdict": "verifying",
    "bundle": "bundling",
    "captures": "record",
    "captures_frame": "frames",
    "find": "quoting",
    "log_frame": "frames",
    "pending": "sealing",
    "plan": "preserving",
    "preserve": "preserving",
    "screenshot": "rendering",
    "seal": "sealing",
    "seals": "sealing",
    "sign": "signing",
    "stamp": "stamping",
    "text_layer": "deriving",
    "text_of": "reading",
    "unpack": "unpacking",
    "verify": "verifying",
}

__all__ = list(_NAMES)


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load a handed-on name when it is first asked for (PEP 562)."""
    if name in _NAMES:
        return getattr(import_module(f"osint_helpers.evidence.{_NAMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
