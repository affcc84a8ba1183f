"""The claims that exhibits refer to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit


def cited(*shown: Exhibit) -> tuple[str, ...]:
    """Return the claims that exhibits refer to, each once, in order of appearance.

    For ``only=`` of `claims_register` and `sources_register`: a report of many cases prints the
    claims it leads to, and those they lead to in turn.
    """
    return tuple(dict.fromkeys(claim for one in shown for claim in _claims(one.spec)))


def _claims(value: Any) -> Iterator[str]:  # noqa: ANN401  (JSON has no closed type)
    if isinstance(value, dict):
        for inner in value.values():
            yield from _claims(inner)
    elif isinstance(value, list):
        if len(value) == 2 and value[0] == "claim" and isinstance(value[1], str):
            yield value[1]
        else:
            for inner in value:
                yield from _claims(inner)
