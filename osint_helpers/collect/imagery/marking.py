"""What a result says of its scenes beyond each: left out, repeated, processed twice."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from osint_helpers.collect.imagery import footprints
from osint_helpers.errors import SchemaChanged

if TYPE_CHECKING:
    from osint_helpers.collect.gathering import Gathering
    from osint_helpers.collect.imagery.question import Question

Json = dict[str, Any]


def left_out(got: Gathering, asked: Question, rows: list[Json]) -> list[Json]:
    """Return the rows that answer the question; how many do not, and why, becomes a note.

    The limit of cloud is applied here and never sent: servers differ in what they do with a scene
    that has no cloud cover, and a radar scene has none.
    """
    why = [strange(asked, row) for row in rows]
    for reason, count in sorted(Counter(one for one in why if one).items()):
        got.note(f"{_scenes(count)} the server sent are left out: {reason}")
    kept = [row for row, reason in zip(rows, why, strict=True) if not reason]
    if asked.max_cloud is None:
        return kept
    clear = [row for row in kept if row["cloud_cover"] is None or _clear(row, asked.max_cloud)]
    silent = sum(1 for row in clear if row["cloud_cover"] is None and not radar(row))
    got.note(
        f"max_cloud {asked.max_cloud:g} was applied here, not by the server: "
        f"{_scenes(len(kept) - len(clear))} with more cloud left out; radar scenes have no cloud "
        f"cover and stay" + (f"; {_scenes(silent)} that give none stay" if silent else "")
    )
    return clear


def _clear(row: Json, most: float) -> bool:
    return bool(radar(row) or row["cloud_cover"] <= most)


def radar(row: Json) -> bool:
    """Say whether a scene is of a radar: cloud does not hide the sea from it."""
    named = str(row["collection"] or "").startswith("sentinel-1")
    return named or bool(row["polarizations"]) or bool(row["mode"])


def _scenes(count: int) -> str:
    return "1 scene" if count == 1 else f"{count} scenes"


def strange(asked: Question, row: Json) -> str:
    """Return why a row does not answer the question; ``""`` when it does."""
    if row["collection"] is not None and row["collection"] not in asked.collections:
        return "of another collection than asked"
    first, last = asked.span()
    begin, end = moment(row["start"] or row["datetime"]), moment(row["end"] or row["datetime"])
    if end < first or begin >= last:
        return "of other days than asked"
    if footprints.meets(row["footprint"], asked.area.boxes) is False:
        return "outside the box asked for"
    return ""


def moment(text: str) -> datetime:
    """Return an instant; one without an offset is UTC, as STAC says.

    Raises
    ------
    SchemaChanged
        When it is none.
    """
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise SchemaChanged(f"holds {text!r:.40}, which is no instant", column="datetime") from None


def mark(got: Gathering, rows: list[Json]) -> list[Json]:
    """Return the rows with ``repeated`` and ``other_versions``; nothing is dropped."""
    seen: dict[tuple[Any, Any], str] = {}
    versions: dict[str, list[str]] = {}
    out = []
    for row in rows:
        key = (row["collection"], row["id"])
        repeated = key in seen
        if repeated and seen[key] != row["sha256"]:
            got.note(f"{name(row)} came twice with different content: both stand in the table")
        seen.setdefault(key, row["sha256"])
        if row["acquisition"] and not repeated:
            versions.setdefault(row["acquisition"], []).append(name(row))
        out.append({**row, "repeated": repeated})
    if any(row["repeated"] for row in out):
        got.note("scenes that came more than once are marked in `repeated`, not dropped")
    others = {key: found for key, found in versions.items() if len(found) > 1}
    count = "1 acquisition stands" if len(others) == 1 else f"{len(others)} acquisitions stand"
    if others:
        got.note(f"{count} there in more than one processing: see "
                 "`other_versions`; that is one look at the sea, not two")  # fmt: skip
    return [
        {**row, "other_versions": tuple(
            one for one in others.get(row["acquisition"] or "", ()) if one != name(row))}
        for row in out
    ]  # fmt: skip


def name(row: Json) -> str:
    """Return ``collection/id``."""
    return f"{row['collection']}/{row['id']}"
