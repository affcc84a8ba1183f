"""The form of a specification of bars of days."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import Form, need, texts

SILENCE: Final = "silence"
STAY: Final = "stay"
KINDS: Final = (SILENCE, STAY)
_SPEC: Final[Form] = {"groups": list, "words": list, "provenance": str}
_GROUP: Final[Form] = {"key": str, "label": str, "target": list, "bars": list}
_BAR: Final[Form] = {
    "kind": str, "label": str, "low": (int, type(None)), "high": (int, type(None)), "soft": bool,
    "open": bool, "text": str, "refs": list,
}  # fmt: skip


def validate(spec: dict[str, Any]) -> None:
    """Check the form of a specification.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault: a missing key, an unknown kind of bar, one bound
        without the other, or bounds that are negative or in the wrong order.
    """
    need(spec, _SPEC, "spec")
    texts(spec["words"], "spec.words")
    if not spec["groups"]:
        raise ExhibitError("spec.groups: must not be empty")
    for n, group in enumerate(spec["groups"]):
        need(group, _GROUP, f"spec.groups[{n}]")
        for m, bar in enumerate(group["bars"]):
            _bar(bar, f"spec.groups[{n}].bars[{m}]")


def _bar(bar: dict[str, Any], path: str) -> None:
    need(bar, _BAR, path)
    if bar["kind"] not in KINDS:
        raise ExhibitError(f"{path}.kind: must be one of {', '.join(KINDS)}")
    low, high = bar["low"], bar["high"]
    if (low is None) != (high is None):
        raise ExhibitError(f"{path}: both bounds of the days, or none")
    if bar["open"] and low is None:
        raise ExhibitError(f"{path}.open: only a bar with days goes on beyond them")
    if low is not None and not 0 <= low <= high:
        raise ExhibitError(f"{path}: 0 <= low <= high is expected")
    for ref in bar["refs"]:
        if not (isinstance(ref, list) and len(ref) == 2 and all(isinstance(p, str) for p in ref)):
            raise ExhibitError(f"{path}.refs: a reference is a kind and an id")
