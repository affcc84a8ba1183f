"""Answers of GDELT DOC 2.0: bytes to rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from typing import Any, Final

from osint_helpers.collect import strictly
from osint_helpers.collect.columns import check_fields
from osint_helpers.errors import SchemaChanged

TITLE: Final = "GDELT DOC 2.0"
_FIELDS: Final = (
    "url", "url_mobile", "title", "seendate", "socialimage", "domain", "language", "sourcecountry",
)  # fmt: skip
_CONTROL: Final = re.compile(rb"[\x00-\x1f\x7f]")
_STRING: Final = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


def parse(data: bytes, tolerated: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the articles of one answer; ``{}`` is none.

    Raises
    ------
    SourceRefusedError
        When the answer is plain text: so the source refuses, with status 200.
    SchemaChanged
        When a field is new or missing.
    """
    held = strictly.json_of(repaired(data)[0], source=TITLE)
    if not isinstance(held, dict):
        raise SchemaChanged("is no object", column="answer", advice="keep the capture, report it")
    if not held:
        return []
    check_fields(held, ("articles",), where="the answer of GDELT", tolerated=tolerated)
    if not isinstance(held["articles"], list):
        raise SchemaChanged("is no list", column="articles", advice="keep the capture, report it")
    return [_row(one, at, tolerated) for at, one in enumerate(held["articles"], 1)]


def repaired(data: bytes) -> tuple[bytes, int]:
    """Return an answer with raw control characters inside its strings made blanks, and how many.

    The source lets them through from pages it read, which is no JSON. Nothing else is mended.
    """
    count = 0

    def blank(found: re.Match[bytes]) -> bytes:
        nonlocal count
        text, made = _CONTROL.subn(b" ", found[0])
        count += made
        return text

    if not _CONTROL.search(data):
        return data, 0
    return _STRING.sub(blank, data), count


def _row(one: Any, at: int, tolerated: Collection[str]) -> dict[str, Any]:  # noqa: ANN401
    where = f"article {at} of GDELT"
    if not isinstance(one, dict):
        raise SchemaChanged(f"is no object in {where}", column="articles")
    check_fields(one, _FIELDS, where=where, tolerated=tolerated)
    for name in _FIELDS:
        if not isinstance(one[name], str):
            raise SchemaChanged(f"is no text in {where}", column=name)
    try:
        seen = dt.datetime.strptime(one["seendate"], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    except ValueError:
        raise SchemaChanged(
            f"is {one['seendate'][:30]!r} in {where}, not YYYYMMDDThhmmssZ", column="seendate"
        ) from None
    return {
        "url": one["url"], "title": one["title"] or None, "crawled_at": seen,
        "domain": one["domain"] or None, "language": one["language"] or None,
        "source_country": one["sourcecountry"] or None, "url_mobile": one["url_mobile"] or None,
        "image": one["socialimage"] or None,
    }  # fmt: skip
