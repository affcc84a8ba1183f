"""Which identities go together by IMO number, and where they contradict each other.

Pure: frames in, frames out. Nothing is merged: a group is a reading aid, every row stays where it
is, and a contradiction is reported with its rows, not solved. A frame of `gfw.search` fits; any
other needs the columns of :data:`NEEDED`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.columns import Column, frame
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    import pandas as pd

NEEDED: Final = ("imo", "imo_valid", "mmsi", "vessel_id", "name", "callsign", "flag",
                 "transmission_from", "transmission_to")  # fmt: skip
HULLS: Final = (
    Column("hull", "text", "", "IMO number in seven digits, else the id of the one identity"),
    Column("by", "text", "", "imo: rows with this number; vessel_id: no usable number was sent"),
    Column("imo_valid", "flag", "", "whether form and check digit of the number are right"),
    Column("rows", "integer", "rows", "rows of the frame"),
    Column("at", "json", "", "their positions in the frame"),
    Column("vessel_ids", "list", "", "ids of the identities"),
    Column("mmsi", "list", "", "every MMSI, in the order of first use"),
    Column("names", "list", "", "every name"),
    Column("callsigns", "list", "", "every call sign"),
    Column("flags", "list", "", "every flag"),
    Column("from", "instant", "UTC", "first transmission of all"),
    Column("to", "instant", "UTC", "last transmission of all"),
)
CONFLICTS: Final = (
    Column("kind", "text", "", "see conflicts()"),
    Column("imo", "list", "", "IMO numbers concerned"),
    Column("mmsi", "list", "", "MMSI concerned"),
    Column("vessel_ids", "list", "", "identities concerned"),
    Column("from", "instant", "UTC", "begin of the time both were used"),
    Column("to", "instant", "UTC", "end of the time both were used"),
    Column("says", "text", "", "what was found, in a sentence"),
)
_Row = dict[str, Any]


def hulls(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each IMO number, and for each identity that sent none that can be used.

    Parameters
    ----------
    rows
        Identity rows, with the columns of :data:`NEEDED`. A number whose check digit fails groups
        its rows too and is marked; a number without seven digits, and seven zeros, group nothing.

    Returns
    -------
    DataFrame
        Columns :data:`HULLS`, in the order of first appearance. That two rows share a number says
        that both sent or registered it, not that they are one ship: see `conflicts`.
    """
    groups: dict[tuple[str, str], list[_Row]] = {}
    for row in _rows(rows):
        groups.setdefault(_key(row), []).append(row)
    return frame((_hull(key, held) for key, held in groups.items()), HULLS)


def conflicts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return where identities contradict each other, with the rows concerned.

    Kinds:

    ``imo-on-mmsi-at-once``
        one IMO number is sent with two MMSI in times that overlap: two transmitters, two ships, or
        faulty data;
    ``imo-on-mmsi-in-turn``
        one IMO number is sent with one MMSI after the other, as when a ship changes flag;
    ``mmsi-on-imo``
        one MMSI is sent with several IMO numbers;
    ``imo-invalid``
        an IMO number fails its check;
    ``no-dates``
        one IMO number stands on several MMSI, and the times of a pair are not known.

    Returns
    -------
    DataFrame
        Columns :data:`CONFLICTS`, sorted by kind and numbers. None of them is a finding.
    """
    held = _rows(rows)
    found = [*_shared_imo(held), *_shared_mmsi(held), *_invalid(held)]
    found.sort(key=lambda one: (one["kind"], one["imo"], one["mmsi"], one["vessel_ids"]))
    return frame(found, CONFLICTS)


def _rows(rows: pd.DataFrame) -> list[_Row]:
    import pandas as pd

    lacking = [name for name in NEEDED if name not in rows.columns]
    if lacking:
        raise CollectError(
            f"the frame has no column {lacking[0]}", column=lacking[0],
            advice=f"identity rows have {', '.join(NEEDED)}",
        )  # fmt: skip
    made = []
    columns = [rows[name].tolist() for name in NEEDED]
    for at, values in enumerate(zip(*columns, strict=True)):
        row = {name: None if pd.isna(value) else value
               for name, value in zip(NEEDED, values, strict=True)}  # fmt: skip
        made.append({**row, "number": _number(row["imo"]), "at": at})
    return made


def _number(imo: Any) -> str:  # noqa: ANN401
    """Return seven digits, of which not all are zero; else ``""``."""
    from osint_helpers.identifiers import check_imo

    normal = check_imo(imo).normal if isinstance(imo, str) else ""
    plain = len(normal) == 7 and normal.isascii() and normal.isdigit()
    return normal if plain and normal != "0000000" else ""


def _key(row: _Row) -> tuple[str, str]:
    if row["number"]:
        return "imo", row["number"]
    return "vessel_id", str(row["vessel_id"] or f"row {row['at']}")


def _hull(key: tuple[str, str], held: list[_Row]) -> _Row:
    by, hull = key
    starts = [row["transmission_from"] for row in held if row["transmission_from"] is not None]
    ends = [row["transmission_to"] for row in held if row["transmission_to"] is not None]
    return {
        "hull": hull, "by": by,
        "imo_valid": held[0]["imo_valid"] if by == "imo" else None,
        "rows": len(held), "at": [row["at"] for row in held],
        "vessel_ids": _each(held, "vessel_id"), "mmsi": _each(held, "mmsi"),
        "names": _each(held, "name"), "callsigns": _each(held, "callsign"),
        "flags": _each(held, "flag"),
        "from": min(starts, default=None), "to": max(ends, default=None),
    }  # fmt: skip


def _each(held: list[_Row], name: str) -> list[str]:
    import pandas as pd

    far = pd.Timestamp.max.tz_localize("UTC")
    ordered = sorted(held, key=lambda row: (row["transmission_from"] or far, row["at"]))
    return list(dict.fromkeys(str(row[name]) for row in ordered if row[name] is not None))


def _shared_imo(held: list[_Row]) -> Iterator[_Row]:
    for number, rows in _by(held, "number").items():
        for one, other in _pairs(rows, "mmsi"):
            start, end = _overlap(one, other)
            dated = None not in (*_span(one), *_span(other))
            kind = "imo-on-mmsi-at-once" if start is not None else "imo-on-mmsi-in-turn"
            when = "in times that overlap" if start is not None else "one after the other"
            if not dated:
                kind, when = "no-dates", "; the times are not known of both"
            said = f"IMO number {number} with MMSI {one['mmsi']} and {other['mmsi']} {when}"
            yield {**_both(one, other), "kind": kind, "from": start, "to": end,
                   "says": said.replace(" ;", ";")}  # fmt: skip


def _shared_mmsi(held: list[_Row]) -> Iterator[_Row]:
    for mmsi, rows in _by(held, "mmsi").items():
        for one, other in _pairs([row for row in rows if row["number"]], "number"):
            start, end = _overlap(one, other)
            when = " in times that overlap" if start is not None else ""
            said = f"MMSI {mmsi} with IMO numbers {one['number']} and {other['number']}{when}"
            yield {**_both(one, other), "kind": "mmsi-on-imo", "from": start, "to": end,
                   "says": said}  # fmt: skip


def _invalid(held: list[_Row]) -> Iterator[_Row]:
    for imo, rows in _by([row for row in held if row["imo_valid"] is False], "imo").items():
        yield {"kind": "imo-invalid", "imo": [imo], "mmsi": _each(rows, "mmsi"),
               "vessel_ids": _each(rows, "vessel_id"),
               "says": f"IMO number {imo} fails its check in {len(rows)} rows"}  # fmt: skip


def _pairs(rows: list[_Row], name: str) -> Iterator[tuple[_Row, _Row]]:
    """Give two rows for each two values of a column: those that overlap, else the first of each."""
    groups = _by(rows, name)
    for left, right in combinations(sorted(groups), 2):
        both = [(one, other) for one in groups[left] for other in groups[right]]
        yield next((pair for pair in both if _overlap(*pair)[0] is not None), both[0])


def _by(rows: Iterable[_Row], name: str) -> dict[str, list[_Row]]:
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        if row[name]:
            groups.setdefault(str(row[name]), []).append(row)
    return groups


def _span(row: _Row) -> tuple[Any, Any]:
    return row["transmission_from"], row["transmission_to"]


def _overlap(one: _Row, other: _Row) -> tuple[Any, Any]:
    if None in (*_span(one), *_span(other)):
        return None, None
    start = max(one["transmission_from"], other["transmission_from"])
    end = min(one["transmission_to"], other["transmission_to"])
    return (start, end) if start <= end else (None, None)


def _both(one: _Row, other: _Row) -> _Row:
    def each(name: str) -> list[str]:
        return sorted({row[name] for row in (one, other) if row[name]})

    return {"imo": each("number"), "mmsi": each("mmsi"), "vessel_ids": each("vessel_id")}
