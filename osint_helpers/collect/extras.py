"""Libraries of the extra ``collect``, loaded when a collector needs them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from osint_helpers.errors import CollectError


def need(module: str) -> Any:  # noqa: ANN401  (a module)
    """Return a module of the extra ``collect``.

    Raises
    ------
    CollectError
        When it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise CollectError(
            f"the library {module.partition('.')[0]} is not installed",
            advice="pip install osint-helpers[collect]",
        ) from error
