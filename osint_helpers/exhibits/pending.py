"""An exhibit as soon as the case holds something for it; until then a sentence that says so."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from osint_helpers.errors import NothingRecorded

if TYPE_CHECKING:
    from collections.abc import Callable

    from osint_helpers.case import Case
    from osint_helpers.exhibits.exhibit import Exhibit


def when_recorded(
    build: Callable[..., Exhibit],
    case: Case,
    exhibit_id: str,
    **options: Any,  # noqa: ANN401
) -> Exhibit:
    """Return what `build` makes; where the case holds nothing for it yet, a sentence with why.

    A report of a young case then has every section, and says in each what is still missing,
    instead of stopping at the first picture.

    Parameters
    ----------
    build
        A builder of this room, such as `route_map`.
    case
        An open case.
    exhibit_id
        Number of the exhibit; the same once the case holds enough.
    **options
        Handed on to `build`.

    Raises
    ------
    OsintError
        Whatever `build` raises but `NothingRecorded`: a fault of the case stays one.
    """
    try:
        return build(case, exhibit_id, **options)
    except NothingRecorded as nothing:
        from osint_helpers.exhibits.exhibit import Exhibit

        told = nothing.what.removeprefix(f"exhibit {exhibit_id!r}: ")
        text = f"Nothing to show yet: {told}." + (f" {_sentence(nothing.advice)}")
        spec = {"blocks": [{"kind": "p", "runs": [{"text": text.strip()}]}]}
        return Exhibit("prose", exhibit_id, str(options.get("title") or _title(build)), "", spec)


def _sentence(advice: str) -> str:
    return f"{advice[:1].upper()}{advice[1:]}." if advice else ""


def _title(build: Callable[..., Exhibit]) -> str:
    """Return the title the builder gives by itself, else its name in words."""
    parameter = inspect.signature(build).parameters.get("title")
    default = parameter.default if parameter is not None else ""
    named = getattr(build, "__name__", "exhibit").replace("_", " ").capitalize()
    return str(default) if default and isinstance(default, str) else named
