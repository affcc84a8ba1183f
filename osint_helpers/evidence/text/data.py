"""The words of JSON, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from osint_helpers.evidence.text.markup import text_inside

_PAIRS: Final = "pairs"  # tells an object from an array of pairs


def text_of_json(content: str) -> tuple[str, str]:
    """Return keys and values of JSON as lines ``key: value``, in the order of the file.

    Escapes are resolved; a value that holds tags is read as HTML; of a key that stands twice both
    values are there. JSON lines are read as well. What is neither is returned as it stands, with
    the reason.
    """
    try:
        return "\n".join(_lines(_load(content))), ""
    except (ValueError, RecursionError) as error:
        problem = f"it is no JSON: {_reason(error)}"
    try:
        values = [_load(line) for line in content.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return content, problem
    return ("\n".join(line for value in values for line in _lines(value)), "")


def _reason(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:100]


def _load(content: str) -> Any:  # noqa: ANN401  (any JSON)
    # Numbers stay as printed: 1.10 is not 1.1, and long digits cost quadratic time to convert.
    return json.loads(
        content,
        object_pairs_hook=lambda pairs: {_PAIRS: pairs},
        parse_float=str,
        parse_int=str,
        parse_constant=str,
    )


def _lines(value: Any) -> Iterator[str]:  # noqa: ANN401  (any JSON)
    todo: list[tuple[str, Any]] = [("", value)]
    while todo:
        key, one = todo.pop()
        head = f"{key}: " if key else ""
        if isinstance(one, dict):
            if key:
                yield f"{key}:"
            todo += [(str(name), inner) for name, inner in reversed(one[_PAIRS])]
        elif isinstance(one, list):
            if key:
                yield f"{key}:"
            todo += [("", inner) for inner in reversed(one)]
        else:
            words = {None: "null", True: "true", False: "false"}.get(one, one)
            yield head + text_inside(str(words))
