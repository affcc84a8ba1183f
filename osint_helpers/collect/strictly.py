"""Read JSON and text of a source strictly: what is not data must not pass as data."""

from __future__ import annotations

import json
import math
import re
from typing import Any, Final, NoReturn

from osint_helpers.errors import CollectError, SourceRefusedError

_BOM: Final = b"\xef\xbb\xbf"
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype|html|head|body|\?xml|soap|[a-z]+:envelope)", re.I)
_SHOWN: Final = 160


def json_of(data: bytes, *, source: str) -> Any:  # noqa: ANN401
    """Return the JSON value of an answer.

    A byte order mark is passed over; ``NaN``, ``Infinity``, a number beyond what a float holds
    (``1e999``), a repeated key, an empty answer, markup and plain text are no data.

    Raises
    ------
    SourceRefusedError
        When the answer is text or markup: most sources say so that they refused.
    CollectError
        When it is broken JSON.
    """
    text = data.removeprefix(_BOM)
    if text.lstrip()[:1] not in {b"{", b"["}:
        raise SourceRefusedError(
            f"{source} answered with {told(text)}", status=200,
            advice="that is no data: read what it says, wait, or correct the question",
        )  # fmt: skip
    try:
        return json.loads(
            text.decode("utf-8"), parse_constant=_constant, parse_float=_float,
            object_pairs_hook=_pairs,
        )  # fmt: skip
    except (ValueError, RecursionError) as error:
        what = error.args[0] if isinstance(error, _StrictError) else "is broken or not UTF-8"
        raise CollectError(
            f"the JSON of {source} {what}", advice="the capture keeps it as it came; ask again"
        ) from None


def text_of(data: bytes, *, source: str, encoding: str = "utf-8") -> str:
    """Return the text of an answer without its byte order mark.

    Raises
    ------
    CollectError
        When it is not in that encoding.
    """
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise CollectError(
            f"the answer of {source} is not {encoding}: byte {error.start} cannot be read",
            advice="the capture keeps it as it came",
        ) from None


def empty(source: str) -> SourceRefusedError:
    """Return the error for an answer without a body."""
    return SourceRefusedError(f"{source} answered with nothing", advice="ask again later")


def told(data: bytes) -> str:
    """Return in one line what a refusal says: the kind of markup, or the beginning of the text."""
    plain = data.removeprefix(_BOM)
    if not plain.strip():
        return "nothing"
    if _MARKUP.match(plain):
        return "a page of markup, not data"
    text = plain[: 4 * _SHOWN].decode("utf-8", "replace")
    clean = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"the text {clean[:_SHOWN]!r}"


class _StrictError(ValueError):
    """JSON that Python would take and that is none."""


def _constant(name: str) -> NoReturn:
    raise _StrictError(f"holds {name}, which is no JSON")


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _StrictError("holds a number too large to be one")
    return value


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _StrictError("names a key twice in one object")
    return found
