"""The specification of a drawing of the law: made from a frame of `law.timeline`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import ExhibitError, NothingRecorded
from osint_helpers.exhibits.tables import common
from osint_helpers.exhibits.tables.lawful import WARNING, goods_words

if TYPE_CHECKING:
    import pandas as pd

Json = dict[str, Any]
Row = Mapping[str, Any]

COLUMNS: Final = 24  # places of all legs together that one drawing holds: 18 px each
WIDE: Final = ("UN", "EU")
_DONE: Final = frozenset({"departed", "arrived"})
_ONES: Final = {"arrived": "arrival", "departed": "departure", "discharged": "discharge",
                "gate_in": "gate-in", "loaded": "loading"}  # fmt: skip


def build(
    frame: pd.DataFrame, *, legs: Iterable[str] | None, linked: bool, stamp: str
) -> dict[str, Any]:
    """Return the specification; see `exhibits.law_lanes_of`."""
    from osint_helpers.law.tables import provenance

    held = _held(common.rows_of(frame))
    shown, left = _shown(held, None if legs is None else list(legs))
    asks = [key for leg in shown for key in held[leg]]
    rows = [(number, row) for number, key in enumerate(asks) for row in held[key[0]][key]]
    goods = goods_words(row["goods"] for _, row in rows)
    words = [
        f"{left} more legs are not drawn: the table has them all." if left else "",
        WARNING,
        (
            f"Derived: law.timeline over {provenance().text()}. "
            f"The goods are asked for as {', '.join(goods) or 'no family'}."
        ),
    ]
    return {
        "legs": [_leg(number, leg, held[leg]) for number, leg in enumerate(shown, 1)],
        "lanes": _lanes(rows),
        "words": [text for text in words if text],
        "linked": linked,
        "stamp": stamp,
    }


Key = tuple[str, str, str, str]
Held = dict[str, dict[Key, list[Row]]]


def _held(rows: Iterable[Row]) -> Held:
    """Group the rows by leg, and there by the place asked for, as the table does."""
    out: Held = {}
    for row in rows:
        key = (row["leg"], row["role"], row.get("printed") or row["place"], row["when"])
        held = out.setdefault(row["leg"], {}).setdefault(key, [])
        same = {(one["jurisdiction"], one["measure"]) for one in held}
        if (row["jurisdiction"], row["measure"]) not in same:  # one place named twice is one
            held.append(row)
    if not out:
        raise NothingRecorded("the frame has no leg", advice="a law timeline needs at least one")
    return out


def _shown(held: Held, legs: Sequence[str] | None) -> tuple[list[str], int]:
    """Return the legs to draw and how many are left out for want of room."""
    for leg in legs or ():
        if leg not in held:
            raise ExhibitError(f"the frame has no leg {leg!r}", advice=", ".join(held))
    wanted = list(held) if legs is None else list(dict.fromkeys(legs))
    fit: list[str] = []
    room = COLUMNS
    for leg in wanted:
        room -= len(held[leg])
        if room < 0:
            break
        fit.append(leg)
    if not fit:
        raise ExhibitError(f"no leg with at most {COLUMNS} places comes first",
                           advice="name legs=, or show exhibits.law_table")  # fmt: skip
    return fit, len(wanted) - len(fit)


def _leg(number: int, leg: str, asks: Mapping[Key, Sequence[Row]]) -> Json:
    """Return a leg: its places in order, with their days and why one was not asked."""
    first = next(iter(asks.values()))[0]
    tag = leg if len(leg) <= 4 else str(number)
    label = str(first.get("label") or leg)
    return {
        "leg": leg, "tag": tag, "label": label if label.startswith(tag) else f"{tag} {label}",
        "asks": [_ask(rows[0]) for rows in asks.values()],
    }  # fmt: skip


def _ask(row: Row) -> Json:
    return {
        "role": row["role"], "place": str(row.get("printed") or row["place"]),
        "country": row["country"], "when": row["when"] if row["date_to"] else "",
        "note": _note(row), "from": row["date_from"], "to": row["date_to"],
        "problem": row["problem"],
    }  # fmt: skip


def _note(row: Row) -> str:
    """Say what the days rest on where that is no observed departure or arrival, or disputed."""
    said = []
    for text in row.get("dated_by") or () if row["date_to"] else ():
        name, _, doubt = str(text).partition(" ")
        event = "" if name in _DONE else _ONES.get(name, common.words(name))
        said += [event, doubt.strip("()")]
    return ", ".join(dict.fromkeys(part for part in said if part))


def _lanes(rows: Sequence[tuple[int, Row]]) -> list[Json]:
    """Return the lanes: UN, EU, then the states in the order the item reached them."""
    from osint_helpers import law

    table = {row["measure"]: row for row in common.rows_of(law.measures())}
    codes = list(dict.fromkeys(row["jurisdiction"] for _, row in rows if row["jurisdiction"]))
    codes.sort(key=lambda code: WIDE.index(code) if code in WIDE else len(WIDE))
    return [
        _lane(code, [(n, row) for n, row in rows if row["jurisdiction"] == code], table)
        for code in codes
    ]


def _lane(code: str, rows: Sequence[tuple[int, Row]], table: Mapping[str, Row]) -> Json:
    measures: dict[str, list[list[Any]]] = {}
    for number, row in rows:
        if row["measure"]:
            sure = row["standing"] == "in force, verified"
            cell = [number, "verified" if sure else "check", row["crosses"]]
            measures.setdefault(row["measure"], []).append(cell)
    places = [str(row.get("printed") or row["place"]) for _, row in rows]
    made = [_measure(name, cells, table) for name, cells in measures.items()]
    return {
        "jurisdiction": code,
        "places": [place for place in dict.fromkeys(places) if place != code],
        "measures": sorted(made, key=lambda one: (one["from"], one["measure"])),
        "none": [number for number, row in rows if not row["measure"]],
        "undetermined": sorted({n for n, row in rows if row["membership"] == "undetermined"}),
    }


def _measure(name: str, cells: list[list[Any]], table: Mapping[str, Row]) -> Json:
    if name not in table:
        raise ExhibitError(f"the measure {name!r} is not in the table of measures",
                           advice="draw a frame of law.timeline of this version")  # fmt: skip
    row = table[name]
    unsure = row["unverified_fields"]
    return {
        "measure": name, "instrument": row["instrument"], "from": row["effective_from"],
        "to": row["effective_to"], "verified": bool(row["verified"]),
        "unsure": [end for end in ("from", "to") if f"effective_{end}" in unsure],
        "cells": cells,
    }  # fmt: skip
