"""A builder called from a cell: a slip in an argument becomes advice."""

from __future__ import annotations

import functools
import inspect
from typing import Any

from osint_helpers._near import did_you_mean
from osint_helpers.case.asked import asking, refuse_closed
from osint_helpers.errors import ExhibitArgumentError


@functools.cache
def checked(builder: Any) -> Any:  # noqa: ANN401  (any name this room hands on)
    """Return a builder that says what it takes when it is called otherwise.

    Of what is no builder (a function that takes no ``exhibit_id``) only the case is looked at. Of
    a builder, names and number of the arguments, and that a case is an open one; nothing else.
    """
    if not inspect.isfunction(builder):
        return builder
    signature = inspect.signature(builder)
    if "exhibit_id" not in signature.parameters:
        return asking(builder, f"exhibits.{builder.__name__}")
    first = next(iter(signature.parameters))

    @functools.wraps(builder)
    def build(*args: Any, **keywords: Any) -> Any:  # noqa: ANN401
        try:
            given = signature.bind(*args, **keywords).arguments
        except TypeError as error:
            raise ExhibitArgumentError(
                f"exhibits.{builder.__name__}: {error}", advice=_advice(signature, keywords)
            ) from None
        if first == "case":
            refuse_closed(given[first], f"exhibits.{builder.__name__}")
        return builder(*args, **keywords)

    return build


def _advice(signature: inspect.Signature, keywords: dict[str, Any]) -> str:
    takes = f"it takes {', '.join(map(_form, signature.parameters.values()))}"
    named = [name for name in signature.parameters if name not in keywords]
    strange = next((name for name in keywords if name not in signature.parameters), None)
    near = takes if strange is None else did_you_mean(strange, named, takes)
    return takes if near == takes else f"{near} {takes}"


def _form(parameter: inspect.Parameter) -> str:
    by_name = parameter.kind is inspect.Parameter.KEYWORD_ONLY
    return f"{parameter.name}=" if by_name else parameter.name
