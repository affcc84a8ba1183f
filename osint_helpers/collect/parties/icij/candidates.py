"""Read answers of the reconciliation service: from bytes to rows."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from osint_helpers.collect import strictly
from osint_helpers.collect.columns import check_fields
from osint_helpers.collect.parties.party import Name, Party
from osint_helpers.errors import SchemaChanged, SourceRefusedError

SOURCE: Final = "the ICIJ Offshore Leaks Database"
PAGE: Final = "https://offshoreleaks.icij.org/nodes/{}"
_FIELDS: Final = ("id", "name", "score", "match")
_MORE: Final = ("type", "types", "description", "features")
_NODE: Final = re.compile(r"(?:https?://offshoreleaks\.icij\.org/nodes/)?(?P<id>[0-9A-Za-z_-]+)")
_REPORT: Final = "the source changed its answers: keep the capture, and report it"


def parse(
    data: bytes, asked: Mapping[str, str], *, tolerated: Collection[str] = ()
) -> dict[str, list[dict[str, Any]]]:
    """Return candidates by key of the query, keyed as :data:`.columns.CANDIDATES`.

    Parameters
    ----------
    asked
        Key of each query in the question to the name looked for. A key the answer does not hold
        is not in what is returned: that name was not answered.

    Raises
    ------
    SchemaChanged
        When a field is new, missing or of another type.
    SourceRefusedError
        When the service answers with an error.
    CollectError
        When the bytes are no whole JSON.
    """
    held = strictly.json_of(data, source=SOURCE)
    if not isinstance(held, dict):
        raise SchemaChanged("is no object", column="answer", advice=_REPORT)
    if held.get("status") == "error" or "error" in held:
        told = str(held.get("message") or held.get("error"))
        raise SourceRefusedError(
            f"{SOURCE} answered with {strictly.told(told.encode('utf-8', 'replace'))}", status=200
        )
    check_fields(held, (), tuple(asked), where=f"an answer of {SOURCE}", tolerated=tolerated)
    found = {}
    for key, name in asked.items():
        if key not in held:
            continue
        one = held[key]
        if not isinstance(one, dict) or not isinstance(one.get("result"), list):
            raise SchemaChanged("is no list", column="result", advice=_REPORT)
        found[key] = [
            _candidate(hit, name, rank, tolerated) for rank, hit in enumerate(one["result"], 1)
        ]
    return found


def _candidate(
    hit: Any,  # noqa: ANN401
    query: str,
    rank: int,
    tolerated: Collection[str],
) -> dict[str, Any]:
    if not isinstance(hit, dict):
        raise SchemaChanged("is no object", column="result", advice=_REPORT)
    check_fields(hit, _FIELDS, _MORE, where=f"candidate {rank} of {SOURCE}", tolerated=tolerated)
    match = _NODE.fullmatch(str(hit["id"]))
    if match is None or isinstance(hit["id"], bool) or not isinstance(hit["id"], str | int):
        raise SchemaChanged(f"is {hit['id']!r:.60}", column="id", advice=_REPORT)
    if not isinstance(hit["name"], str) or not isinstance(hit["match"], bool):
        raise SchemaChanged("is of another type", column="name", advice=_REPORT)
    node = match["id"]
    return {
        **Party("icij", node, (Name(hit["name"], "as published"),)).row(),
        "query": query,
        "rank": rank,
        "score": _score(hit["score"]),
        "match": hit["match"],
        "types": tuple(_types(hit.get("type", hit.get("types")))),
        "description": _text(hit.get("description")),
        "page": PAGE.format(node),
    }


def _score(value: Any) -> float | None:  # noqa: ANN401
    if value is None:
        return None
    number = math.inf
    if not isinstance(value, bool) and isinstance(value, int | float):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
    if not math.isfinite(number):
        raise SchemaChanged(f"is {value!r:.40}, which is no number", column="score",
                            advice=_REPORT)  # fmt: skip
    return number


def _types(value: Any) -> list[str]:  # noqa: ANN401
    found = []
    for one in [] if value is None else value if isinstance(value, list) else [value]:
        text = one.get("name") or one.get("id") if isinstance(one, dict) else one
        if not isinstance(text, str):
            raise SchemaChanged(f"is {one!r:.40}", column="type", advice=_REPORT)
        found.append(text)
    return found


def _text(value: Any) -> str | None:  # noqa: ANN401
    if value is not None and not isinstance(value, str):
        raise SchemaChanged(f"is {value!r:.40}, which is no text", column="description",
                            advice=_REPORT)  # fmt: skip
    return value or None
