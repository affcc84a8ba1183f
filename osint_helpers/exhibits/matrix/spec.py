"""The form of a matrix specification."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import Form, need, texts

# Signs differ in shape, not in colour alone; none of them is a light of a traffic signal.
SIGNS: Final = ("full", "struck", "hollow", "ring", "dash", "blank", "full-unsure",
                "hollow-unsure", "ring-unsure")  # fmt: skip
_SPEC: Final[Form] = {
    "corner": str, "columns": list, "rows": list, "signs": list, "words": list, "provenance": str,
}  # fmt: skip
_COLUMN: Final[Form] = {"key": str, "label": str, "target": list}
_ROW: Final[Form] = {"key": str, "label": str, "group": str, "target": list, "cells": list}
_CELL: Final[Form] = {"sign": str, "text": str, "refs": list}
_SIGN: Final[Form] = {"sign": str, "text": str}


def validate(spec: dict[str, Any]) -> None:
    """Check the form of a specification.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault: a missing key, an unknown sign, a sign the legend
        does not explain, or a row with another number of cells than there are columns.
    """
    need(spec, _SPEC, "spec")
    texts(spec["words"], "spec.words")
    if not spec["columns"] or not spec["rows"]:
        raise ExhibitError("spec: a matrix needs a row and a column")
    for n, sign in enumerate(spec["signs"]):
        need(sign, _SIGN, f"spec.signs[{n}]")
        _sign(sign["sign"], f"spec.signs[{n}].sign")
    for n, column in enumerate(spec["columns"]):
        need(column, _COLUMN, f"spec.columns[{n}]")
        _target(column["target"], f"spec.columns[{n}].target")
    told = {sign["sign"] for sign in spec["signs"]}
    for n, row in enumerate(spec["rows"]):
        _row(row, f"spec.rows[{n}]", len(spec["columns"]), told)


def _row(row: dict[str, Any], path: str, width: int, told: set[str]) -> None:
    need(row, _ROW, path)
    _target(row["target"], f"{path}.target")
    if len(row["cells"]) != width:
        raise ExhibitError(f"{path}.cells: {len(row['cells'])} cells for {width} columns")
    for n, cell in enumerate(row["cells"]):
        here = f"{path}.cells[{n}]"
        need(cell, _CELL, here)
        _sign(cell["sign"], f"{here}.sign")
        if cell["sign"] not in told:
            raise ExhibitError(f"{here}.sign: the legend does not explain {cell['sign']!r}")
        if not cell["text"].strip():
            raise ExhibitError(f"{here}.text: a sign needs words for those who do not see it")
        for ref in cell["refs"]:
            _target(ref, f"{here}.refs")


def _sign(sign: str, path: str) -> None:
    if sign not in SIGNS:
        raise ExhibitError(f"{path}: {sign!r} is not one of {', '.join(SIGNS)}")


def _target(ref: object, path: str) -> None:
    """Check a reference (kind, id), or an empty one: no link."""
    pair = isinstance(ref, list) and (not ref or len(ref) == 2)
    if not pair or not all(isinstance(part, str) and part for part in ref):  # type: ignore[attr-defined]
        raise ExhibitError(f"{path}: a reference is a kind and an id")
