"""Libraries a plain installation does not have: loaded when first needed, or the extra is named."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from osint_helpers.errors import CollectError


class ExtraMissingError(CollectError):
    """A library is not installed: nothing is wrong with what was asked, and none of it is read."""


def need(module: str) -> Any:  # noqa: ANN401  (a module)
    """Return a module of the extra ``collect``, such as ``pyarrow`` or ``lxml.etree``.

    Raises
    ------
    ExtraMissingError
        When it is not installed, or cannot be loaded; the advice names the extra.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise ExtraMissingError(
            f"the library {module.partition('.')[0]} is needed for this and cannot be loaded",
            advice="pip install osint-helpers[collect]",
        ) from error
