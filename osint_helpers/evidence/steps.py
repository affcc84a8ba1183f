"""The points at which a writer may be stopped, named so that each can be tried.

Code calls :func:`reached` after every step that leaves something on disk. It does nothing, unless
a test has set :data:`hook`, for instance to kill the process at one of the points.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

CAPTURE: Final = (
    "work-folder-made",
    "begin-logged",
    "bytes-received",
    "record-written",
    "files-synced",
    "folder-named",
    "done-logged",
)
REMOVAL: Final = ("removal-logged", "removal-half-done", "removal-done")
SEAL: Final = (
    "seal-begin-logged",
    "working-list-written",
    "seal-written",
    "seal-named",
)

hook: Callable[[str], None] | None = None


def reached(step: str) -> None:
    """Say that a step is done."""
    if hook is not None:
        hook(step)
