"""Read the XML of the Korean public data portal: items, refusals, totals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect import strictly
from osint_helpers.errors import CollectError, SchemaChanged, SourceRefusedError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_GOOD: Final = "00"


@dataclass(frozen=True)
class Answer:
    """The items of an answer as text by field, and how many the source counts (None: not said)."""

    items: tuple[dict[str, str], ...]
    count: int | None


@dataclass
class Said:
    """What was noticed: `lacking` makes a result incomplete, `notes` do not."""

    lacking: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(data: bytes, *, source: str) -> Answer:
    """Return the items of an answer.

    Raises
    ------
    SourceRefusedError
        For another result code than ``00`` (status 200), the portal's own error message, text, a
        page or nothing.
    SchemaChanged, CollectError
        When the XML has no result code, no items, or cannot be read.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    plain = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not plain.startswith(b"<") or plain[:5].lower() in {b"<html", b"<!doc"}:
        raise SourceRefusedError(
            f"{source} answered with {strictly.told(plain)}", status=200,
            advice="read what it says, wait, or correct the question",
        )  # fmt: skip
    try:
        root: Element = fromstring(plain, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise CollectError(f"the XML of {source} cannot be read",
                           advice="the answer may be cut off: ask again") from error  # fmt: skip
    _refuse(root, source)
    body = root.find("body")
    items = None if body is None else body.find("items")
    if body is None or items is None:
        raise SchemaChanged(f"is missing in the answer of {source}", column="items",
                            advice="look at the answer")  # fmt: skip
    count = _text(body, "totalCount")
    if count and not (count.isascii() and count.isdigit() and len(count) < 15):
        raise unread(count, "totalCount", f"the answer of {source}")
    return Answer(tuple(_item(one, source) for one in items), int(count) if count else None)


def _refuse(root: Element, source: str) -> None:
    code = _text(root, "header/resultCode") or _text(root, ".//returnReasonCode")
    words = [_text(root, path) for path in ("header/resultMsg", ".//errMsg", ".//returnAuthMsg")]
    if not code:
        raise SchemaChanged(f"is missing in the answer of {source}", column="resultCode",
                            advice="look at the answer")  # fmt: skip
    if code != _GOOD:
        said = strictly.told(" ".join(filter(None, words)).encode())
        raise SourceRefusedError(
            f"{source} answered with result code {code[:10]}: {said}", status=200,
            advice="check key, months and codes; ask again later",
        )  # fmt: skip


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def _item(element: Element, source: str) -> dict[str, str]:
    found = {str(one.tag): (one.text or "") for one in element}
    if element.tag != "item" or len(found) != len(element):
        raise SchemaChanged(f"is no plain item in the answer of {source}", column=str(element.tag),
                            advice="look at the answer")  # fmt: skip
    return found


def compare(
    rows: Sequence[dict[str, Any]], totals: Sequence[dict[str, Any]], names: Sequence[str],
    said: Said,
) -> None:  # fmt: skip
    """Hold the total row of an answer against the sum of its rows; say what does not agree.

    Several totals (subtotals by month) are not compared: which rows they cover is not published.
    """
    if not totals:
        if _first_is_sum(rows, names):
            said.lacking.append("the first row equals the sum of the others: it may be a total "
                                "that is not called one")  # fmt: skip
        elif rows:
            said.notes.append("the answer has no total row, so its rows cannot be held against one")
        return
    if len(totals) > 1:
        said.notes.append(f"{len(totals)} total rows were left out; none was held against the rows")
        return
    for name in names:
        total = totals[0].get(name)
        parts = [row[name] for row in rows if row.get(name) is not None]
        if total is None:
            continue
        added = math.fsum(parts)
        if not math.isclose(total, added, rel_tol=1e-9, abs_tol=0.5):
            said.lacking.append(
                f"the total of {name} is {total:.0f}, the rows add up to {added:.0f}"
            )


def _first_is_sum(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> bool:
    """Say whether the first of three or more rows is the sum of the others in every figure."""
    if len(rows) < 3:
        return False
    figures = [[row.get(name) or 0.0 for row in rows] for name in names]
    return any(map(any, figures)) and all(
        math.isclose(one[0], math.fsum(one[1:]), rel_tol=1e-9, abs_tol=0.5) for one in figures
    )


def unread(text: str, name: str, where: str) -> SchemaChanged:
    """Return the error for a cell that cannot be read."""
    return SchemaChanged(f"is {text!r:.40} in {where}, which cannot be read with certainty",
                         column=name, advice="keep the capture, and report it")  # fmt: skip
