"""Two rows of the source are one meeting: join them, count them, and say where they disagree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from osint_helpers.collect.columns import Column
from osint_helpers.collect.gathering import Gathering

MEETING: Final = (
    Column("meeting", "text", "", "id of the event without its ending .1 or .2", "id"),
    Column("source_rows", "integer", "rows", "rows of the source this meeting had: 1 or 2"),
    Column("source_events", "list", "", "their ids"),
    Column("disagree", "list", "", "columns in which the two rows do not fit each other"),
)
_HALF: Final = re.compile(r"(.+)\.[12]")
# What must be equal in both rows, and what must be swapped.
_SAME: Final = ("start", "end", "median_distance_km", "median_speed_kn")
_SWAPPED: Final = (("vessel_id", "other_vessel_id"), ("mmsi", "other_mmsi"))


def joined(got: Gathering, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one row a meeting, the first of the source, with the columns `MEETING`.

    Rows are joined by id only. What the second row says otherwise is named, not chosen.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(_id(row), []).append(row)
    made = [_meeting(name, held) for name, held in groups.items()]
    count = sum(len(held) for held in groups.values())
    if count != len(made):
        got.note(f"{count} rows of the source are {len(made)} meetings")
    unlike = sum(bool(row["disagree"]) for row in made)
    if unlike:
        got.note(f"{unlike} meetings whose two rows disagree: see the column disagree")
    return made


def _id(row: dict[str, Any]) -> str:
    event = str(row["event"])
    half = _HALF.fullmatch(event)
    return half[1] if half else event


def _meeting(name: str, held: list[dict[str, Any]]) -> dict[str, Any]:
    held = sorted(held, key=lambda row: str(row["event"]))
    first = held[0]
    unlike = [
        *(name for name in _SAME for one in held[1:] if one[name] != first[name]),
        *(here for here, there in _SWAPPED for one in held[1:]
          if (one[here], one[there]) != (first[there], first[here])),
    ]  # fmt: skip
    return {**first, "meeting": name, "source_rows": len(held),
            "source_events": [str(row["event"]) for row in held],
            "disagree": list(dict.fromkeys(unlike))}  # fmt: skip
