"""Plain JSON and its digest: one byte string for one specification, on every machine.

The digest must survive a notebook that a browser opened and saved again. JavaScript has one
number type and writes ``1.0`` as ``1``, so a float that is a whole number is kept as an integer;
all other floats have the same shortest form in both languages.
"""

from __future__ import annotations

import hashlib
import math
from typing import Any, Final

from osint_helpers._json import canonical
from osint_helpers.errors import ExhibitError

__all__ = ["canonical", "plain", "script_json", "sha256"]

MAX_DECIMALS: Final = 9  # a float with more was not rounded before it entered the specification
MAX_INTEGER: Final = 2**53  # above this JavaScript can no longer hold an integer exactly


def plain(value: object, path: str = "spec") -> Any:  # noqa: ANN401  (JSON has no closed type)
    """Return a deep copy of ``value`` made of JSON types only.

    Tuples become lists, floats that are whole numbers become integers.

    Parameters
    ----------
    value
        A specification: dictionaries with text keys, lists, tuples, text, numbers, ``None``.
    path
        Where ``value`` stands; used in the message of an error.

    Raises
    ------
    ExhibitError
        For NaN, infinity, an unrounded float, a key that is not text, or any other type.
    """
    if value is None or isinstance(value, bool | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, int | float):
        return _number(value, path)
    if isinstance(value, list | tuple):
        return [plain(item, f"{path}[{n}]") for n, item in enumerate(value)]
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise ExhibitError(f"{path}: the key {key!r} is not text")
        return {str(key): plain(item, f"{path}.{key}") for key, item in value.items()}
    raise ExhibitError(
        f"{path}: a value of type {type(value).__name__} is not plain JSON",
        advice="convert it to text or a number before it enters the specification",
    )


def _number(value: float, path: str) -> int | float:
    """Return an integer or a finite, rounded float."""
    if not math.isfinite(value):
        raise ExhibitError(
            f"{path}: {value} is not a number JSON can hold",
            advice="write null or a text such as 'not published'",
        )
    if float(value).is_integer():
        whole = int(value)
        if abs(whole) > MAX_INTEGER:
            raise ExhibitError(f"{path}: {whole} is too large to be exact in a browser")
        return whole
    if round(value, MAX_DECIMALS) != value:
        raise ExhibitError(
            f"{path}: {float(value)!r} is not rounded",
            advice=f"round to at most {MAX_DECIMALS} decimals, so that the digest repeats",
        )
    return float(value)


def script_json(value: object) -> str:
    """Return canonical JSON that cannot end a script element, whatever text it holds."""
    text = canonical(value)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def sha256(value: object) -> str:
    """Return the SHA-256 of the canonical JSON as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode("ascii")).hexdigest()
