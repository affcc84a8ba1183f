"""Read SDMX-CSV of Comext."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from osint_helpers.collect import gzips, strictly
from osint_helpers.collect.columns import check_fields
from osint_helpers.collect.shipping.comext.about import KG, MANIFEST, UNITS
from osint_helpers.errors import CollectError, SchemaChanged, SourceRefusedError

_REQUIRED: Final = ("DATAFLOW", "LAST UPDATE", "freq", "reporter", "partner", "product", "flow",
                    "indicators", "TIME_PERIOD", "OBS_VALUE")  # fmt: skip
_OPTIONAL: Final = ("OBS_FLAG", "CONF_STATUS")
_KEY: Final = ("frequency", "period", "reporter", "partner", "product", "flow", "indicator")
_FORM: Final = {"A": re.compile(r"\d{4}"), "M": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")}
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_MISSING: Final = frozenset({"", ":"})
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_MOST: Final = 1 << 30


def unpacked(data: bytes, most: int = _MOST) -> bytes:
    """Return an answer without the gzip wrapping a deferred one may have.

    Raises
    ------
    CollectError
        When it cannot be unpacked, or grows beyond `most` bytes.
    """
    try:
        return gzips.unpacked(data, most=most)
    except CollectError as error:
        raise CollectError(
            f"the answer of {MANIFEST.title} cannot be unpacked: {error.what}",
            advice="ask again, or for less at once",
        ) from None


def parse(data: bytes, *, tolerated: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the observations of an answer, keyed by the columns of ``TRADE``.

    ``:`` and an empty cell are missing values, never 0.

    Raises
    ------
    SourceRefusedError
        When the answer is markup or nothing.
    SchemaChanged
        For a new or missing column, or a value of another form.
    CollectError
        When a line is cut short, or says an observation a second time.
    """
    plain = unpacked(data)
    if not plain.strip() or plain.lstrip()[:1] == b"<":
        raise SourceRefusedError(
            f"{MANIFEST.title} answered with {strictly.told(plain)}", status=200,
            advice="maintenance pages look like that: ask again later",
        )  # fmt: skip
    text = strictly.text_of(plain, source=MANIFEST.title)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [one.strip() for one in next(lines, [])]
        if len(set(header)) != len(header):
            raise SchemaChanged("names a column twice", column="header", advice="look at it")
        check_fields(header, _REQUIRED, _OPTIONAL, where=f"the CSV of {MANIFEST.title}",
                     tolerated=tolerated)  # fmt: skip
        rows = [_row(dict(zip(header, _whole(cells, header, at), strict=True)), at)
                for at, cells in enumerate(lines, 2) if cells]  # fmt: skip
    except csv.Error as error:
        raise CollectError(
            f"line {lines.line_num} of the CSV of {MANIFEST.title} cannot be read: {error}",
            advice="the answer may be cut off: ask again",
        ) from None
    if not rows:  # that there is nothing, the source says in words
        raise CollectError(
            f"the CSV of {MANIFEST.title} has a header and no observation", advice="ask again"
        )
    _check_once(rows)
    return rows


def _whole(cells: list[str], header: list[str], at: int) -> list[str]:
    if len(cells) != len(header):
        raise CollectError(
            f"line {at} of the CSV of {MANIFEST.title} has {len(cells)} cells, not {len(header)}",
            advice="the answer may be cut off: ask again",
        )
    return [one.strip() for one in cells]


def _row(cells: Mapping[str, str], at: int) -> dict[str, Any]:
    period, frequency = cells["TIME_PERIOD"], cells["freq"]
    form = _FORM.get(frequency)
    if form is None or form.fullmatch(period) is None:
        raise SchemaChanged(
            f"is {period!r:.20} in line {at}, which does not fit the frequency {frequency!r:.10}",
            column="TIME_PERIOD", advice="look at the answer",
        )  # fmt: skip
    value, indicator, product = (
        _value(cells["OBS_VALUE"], at),
        cells["indicators"],
        cells["product"],
    )
    scale = KG.get(indicator)
    return {
        "frequency": frequency, "period": period,
        "period_precision": "year" if frequency == "A" else "month",
        "reporter": cells["reporter"], "partner": cells["partner"], "product": product,
        "product_digits": len(product) if product.isascii() and product.isdigit() else None,
        "flow": cells["flow"], "indicator": indicator, "value": value,
        "unit": UNITS.get(indicator),
        "kg": None if value is None or scale is None else value * scale,
        "flag": cells.get("OBS_FLAG") or None, "confidentiality": cells.get("CONF_STATUS") or None,
        "total_over": total_over(cells), "updated": cells["LAST UPDATE"],
        "dataflow": cells["DATAFLOW"],
    }  # fmt: skip


def _value(text: str, at: int) -> float | None:
    if text in _MISSING:
        return None
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        raise SchemaChanged(
            f"is {text!r:.40} in line {at}, which is no number", column="OBS_VALUE",
            advice="look at the answer",
        )  # fmt: skip
    return value


def total_over(row: Mapping[str, str]) -> tuple[str, ...]:
    """Return which of reporter, partner and product is a group rather than one of its kind."""
    found = [f"{name}s" for name in ("reporter", "partner")
             if not _COUNTRY.fullmatch(row[name]) or row[name] == "EU"]  # fmt: skip
    if not (row["product"].isascii() and row["product"].isdigit()):
        found.append("products")
    elif len(row["product"]) < 8:
        found.append("finer products")
    return tuple(found)


def _check_once(rows: list[dict[str, Any]]) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for at, row in enumerate(rows, 2):
        key = tuple(row[name] for name in _KEY)
        if key in seen:
            raise CollectError(
                f"lines {seen[key]} and {at} of {MANIFEST.title} are the same observation",
                advice="look at the answer before relying on either",
            )
        seen[key] = at
