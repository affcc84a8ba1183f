"""Libraries a plain installation does not have: loaded when first needed, or the extra is named."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from osint_helpers.errors import TracksError


def need(module: str, extra: str = "tracks") -> Any:  # noqa: ANN401  (a module)
    """Return a module of the extra ``tracks`` or ``spark``.

    Raises
    ------
    TracksError
        When it is not installed, or cannot be loaded; the advice names the extra.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise TracksError(
            f"the library {module.partition('.')[0]} is needed for this and cannot be loaded",
            advice=f"pip install osint-helpers[{extra}]",
        ) from error
