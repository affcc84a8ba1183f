"""The form of a specification of a drawing of the law."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import Form, need, texts

_SPEC: Final[Form] = {"legs": list, "lanes": list, "words": list, "linked": bool, "stamp": str}
_LEG: Final[Form] = {"leg": str, "tag": str, "label": str, "asks": list}
_ASK: Final[Form] = {
    "role": str, "place": str, "country": str, "when": str, "note": str, "from": str, "to": str,
    "problem": str,
}  # fmt: skip
_LANE: Final[Form] = {
    "jurisdiction": str, "places": list, "measures": list, "none": list, "undetermined": list,
}  # fmt: skip
_MEASURE: Final[Form] = {
    "measure": str, "instrument": str, "from": str, "to": str, "verified": bool, "unsure": list,
    "cells": list,
}  # fmt: skip
ROLES: Final = ("origin", "transit", "destination", "bound for", "declared destination", "flag")
STANDINGS: Final = ("verified", "check")


def validate(spec: dict[str, Any]) -> None:
    """Check the form of a specification.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault.
    """
    need(spec, _SPEC, "spec")
    texts(spec["words"], "spec.words")
    if not spec["legs"]:
        raise ExhibitError("spec.legs: must not be empty")
    asked = 0
    for n, leg in enumerate(spec["legs"]):
        need(leg, _LEG, f"spec.legs[{n}]")
        if not leg["asks"]:
            raise ExhibitError(f"spec.legs[{n}].asks: must not be empty")
        for m, ask in enumerate(leg["asks"]):
            _ask(ask, f"spec.legs[{n}].asks[{m}]")
        asked += len(leg["asks"])
    for n, lane in enumerate(spec["lanes"]):
        _lane(lane, asked, f"spec.lanes[{n}]")


def _ask(ask: dict[str, Any], path: str) -> None:
    need(ask, _ASK, path)
    if ask["role"] not in ROLES:
        raise ExhibitError(f"{path}.role: must be one of {', '.join(ROLES)}")
    for end in ("from", "to"):
        _day(ask[end], f"{path}.{end}")
    if ask["from"] and not ask["from"] <= ask["to"]:
        raise ExhibitError(f"{path}: ends before it starts")


def _lane(lane: dict[str, Any], asked: int, path: str) -> None:
    need(lane, _LANE, path)
    texts(lane["places"], f"{path}.places")
    for key in ("none", "undetermined"):
        for number in lane[key]:
            _number(number, asked, f"{path}.{key}")
    for n, one in enumerate(lane["measures"]):
        _measure(one, asked, f"{path}.measures[{n}]")


def _measure(one: dict[str, Any], asked: int, path: str) -> None:
    need(one, _MEASURE, path)
    texts(one["unsure"], f"{path}.unsure")
    for end in ("from", "to"):
        _day(one[end], f"{path}.{end}")
    if not one["from"] or (one["to"] and one["to"] < one["from"]):
        raise ExhibitError(f"{path}: needs a first day, not later than its last")
    for m, cell in enumerate(one["cells"]):
        here = f"{path}.cells[{m}]"
        if not isinstance(cell, list) or len(cell) != 3 or not isinstance(cell[2], str):
            raise ExhibitError(f"{here}: must be a number of a place, a standing and a text")
        _number(cell[0], asked, here)
        if cell[1] not in STANDINGS:
            raise ExhibitError(f"{here}: the standing must be one of {', '.join(STANDINGS)}")


def _number(value: object, asked: int, path: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < asked:
        raise ExhibitError(f"{path}: {value!r} is the number of no place")


def _day(text: str, path: str) -> None:
    try:
        if text:
            date.fromisoformat(text)
    except ValueError as error:
        raise ExhibitError(f"{path}: must be a day YYYY-MM-DD or empty") from error
