"""Ask the Korea Customs Service, twelve months and one country at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.collected import Collected
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.shipping.korea_customs.about import MANIFEST, TRADE
from osint_helpers.collect.shipping.korea_customs.reading import parse
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    from osint_helpers.collect.answers import Answer
    from osint_helpers.collect.client import Client

MOST_MONTHS: Final = 12  # in one call
_PATHS: Final = {"item_country": "nitemtrade/getNitemtradeList",
                 "items": "Itemtrade/getItemtradeList",
                 "countries": "nationtrade/getNationtradeList"}  # fmt: skip


def item_country(
    client: Client, *, start: str, end: str, countries: tuple[str, ...],
    products: tuple[str, ...] = (),
) -> Collected:  # fmt: skip
    """Return trade of Korea by product and country. Needs a key.

    Parameters
    ----------
    start, end
        ``2018-07``, both included; twelve months are asked at a time.
    countries
        Two letters each, at least one: the source answers for one country at a time.
    products
        Codes of two, four, six or ten digits; ``()`` for all.

    Returns
    -------
    Collected
        Columns as in ``TRADE``. The total row of each answer is held against the sum of its rows
        and left out.
    """
    if not countries:
        raise _wrong("countries", "", "at least one country, as in ('CN',)")
    return _gather(client, "item_country", start, end, countries=countries, products=products)


def items(client: Client, *, start: str, end: str, products: tuple[str, ...] = ()) -> Collected:
    """Return trade of Korea with all countries together, by product. Needs a key.

    Parameters and columns as :func:`item_country`. A product code that lost a leading zero (an odd
    number of digits) gets it back.
    """
    return _gather(client, "items", start, end, countries=(), products=products)


def countries(
    client: Client, *, start: str, end: str, countries: tuple[str, ...] = ()
) -> Collected:
    """Return trade of Korea by country, all products together. Needs a key.

    Parameters and columns as :func:`item_country`.
    """
    return _gather(client, "countries", start, end, countries=countries, products=())


def _gather(
    client: Client, call: str, start: str, end: str,
    *, countries: tuple[str, ...], products: tuple[str, ...],
) -> Collected:  # fmt: skip
    _check("countries", countries, r"[A-Z]{2}", "two letters, as in ('CN',)")
    _check("products", products, r"(?:\d\d){1,3}|\d{10}", "2, 4, 6 or 10 digits, as in ('8703',)")
    shown = {"countries": countries, "products": products}
    got = Gathering(client, MANIFEST, call, {
        "start": start, "end": end, **{name: value for name, value in shown.items() if value},
    })  # fmt: skip
    rows: list[dict[str, Any]] = []
    for first, last in windows(start, end):
        for country in countries or ("",):
            for product in products or ("",):
                rows += _part(got, call, (first, last), country, product)
    if client.tolerated(MANIFEST):
        got.note(f"new fields let pass unread: {', '.join(client.tolerated(MANIFEST))}")
    return got.collected(rows, TRADE)


def _part(
    got: Gathering, call: str, time: tuple[str, str], country: str, product: str
) -> list[dict[str, Any]]:
    months = time[0] if time[0] == time[1] else f"{time[0]} to {time[1]}"
    name = "; ".join(one for one in (months, country, product) if one)
    asked = {"strtYymm": time[0].replace("-", ""), "endYymm": time[1].replace("-", ""),
             "hsSgn": product, "cntyCd": country}  # fmt: skip
    answer = got.ask(
        _PATHS[call], params={key: text for key, text in asked.items() if text}, part=name
    )
    if answer is None:
        return []

    def read(it: Answer) -> list[dict[str, Any]]:
        rows, said = parse(it.data, call=call, tolerated=got.client.tolerated(MANIFEST))
        for row in rows:
            if not time[0] <= row["month"] <= time[1]:
                raise _not_asked("month", row["month"])
            if country and row["country"] != country:
                raise _not_asked("country", str(row["country"]))
            if product and not str(row["product"] or "").startswith(product):
                raise _not_asked("product", str(row["product"]))
        for reason in said.lacking:
            got.cut(f"{name}: {reason}")
        for note in said.notes:
            got.note(f"{name}: {note}")
        return rows

    return got.read(answer, read, part=name)


def _not_asked(column: str, value: str) -> CollectError:
    return CollectError(
        f"{MANIFEST.title} answered with {column} {value}, which was not asked for",
        advice="the source does not understand a parameter as documented: report it",
    )


def windows(start: str, end: str) -> Iterator[tuple[str, str]]:
    """Return the spans of at most twelve months between two months, both included.

    Raises
    ------
    CollectError
        For something else than months, or an end before the start.
    """
    spans = []
    for name, text in (("start", start), ("end", end)):
        found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text, re.ASCII)
        if found is None:
            raise _wrong(name, text, "a month, as in 2018-07")
        spans.append(int(found[1]) * 12 + int(found[2]) - 1)
    if spans[0] > spans[1]:
        raise _wrong("end", end, "a month that is not before the start")
    for at in range(spans[0], spans[1] + 1, MOST_MONTHS):
        last = min(at + MOST_MONTHS - 1, spans[1])
        yield _named(at), _named(last)


def _named(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}"


def _check(name: str, texts: tuple[str, ...], form: str, example: str) -> None:
    held: object = texts
    if isinstance(held, str):
        raise _wrong(name, held, example)
    for text in texts:
        if re.fullmatch(form, text, re.ASCII) is None:
            raise _wrong(name, text, example)


def _wrong(name: str, text: str, example: str) -> CollectError:
    return CollectError(
        f"{text!r} is nothing {MANIFEST.title} can be asked for", column=name,
        advice=f"write {example}",
    )  # fmt: skip
