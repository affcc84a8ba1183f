"""Ask Global Fishing Watch for events: every page of every group of vessels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.columns import ByCall
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.vessels.gfw import event_columns, fields, meetings, paging
from osint_helpers.collect.vessels.gfw.event_rows import event_row
from osint_helpers.collect.vessels.gfw.manifest import EMPTY, EVENT_SETS, MANIFEST
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    from osint_helpers.collect.client import Client
    from osint_helpers.collect.collected import Collected

PAGE: Final = 500  # no maximum is published; the source's own client asks for 99,999
CONFIDENCES: Final = ("2", "3", "4")
_Row = dict[str, Any]
COLUMNS: Final[ByCall] = {
    call: (*event_columns.EVENT, *event_columns.COLUMNS[kind], *more, event_columns.DATASET)
    for call, kind, more in (
        ("port_visits", "port_visit", ()),
        ("gaps", "gap", ()),
        ("encounters", "encounter", meetings.MEETING),
        ("loitering", "loitering", ()),
    )
}


def port_visits(
    client: Client,
    *,
    vessels: tuple[str, ...] = (),
    start: date | str,
    end: date | str,
    box: tuple[float, ...] = (),
    confidences: tuple[str, ...] = CONFIDENCES,
) -> Collected:
    """Return visits to ports the source computed.

    Parameters
    ----------
    vessels
        The source's own vessel ids (`search` finds them), asked in groups of 50. Events belong to
        one identity of a ship: give all of them. May be left out when there is a `box`.
    start, end
        First and last day, UTC, **both included**.
    box
        Only events within west, south, east, north, in degrees.
    confidences
        ``2`` stop or silence only, ``3`` with entry or exit, ``4`` with both.

    Returns
    -------
    Collected
        Columns `event_columns.EVENT`, `PORT_VISIT` and the data set: one row a visit; km, hours,
        degrees, UTC. A row without an end was still going on when the source answered.

    Raises
    ------
    CollectError
        For no vessel and no box, days the wrong way round, or a confidence there is not.
    """
    strange = sorted(set(confidences) - set(CONFIDENCES))
    if strange or not confidences:
        raise CollectError(
            f"{', '.join(strange) or 'nothing'} is no confidence", column="confidences",
            advice=f"use {', '.join(CONFIDENCES)}",
        )  # fmt: skip
    return _asked(
        client, "port_visits", "port_visit", vessels=vessels, days=(start, end), box=box,
        confidences=list(confidences),
    )  # fmt: skip


def gaps(
    client: Client,
    *,
    vessels: tuple[str, ...] = (),
    start: date | str,
    end: date | str,
    box: tuple[float, ...] = (),
) -> Collected:
    """Return times in which no position of a vessel was received, as far as the source keeps them.

    It keeps only silences of 12 hours and more that begin more than 50 nautical miles from shore
    where satellite reception is good; ``meta.notes`` of an empty result says so. What the source
    calls disabling stands in the column ``source_category``, in quotes.

    Parameters
    ----------
    vessels, start, end, box
        As `port_visits`.

    Returns
    -------
    Collected
        Columns `event_columns.EVENT`, `GAP` and the data set: one row a gap; km, knots, hours, UTC.
    """
    return _asked(client, "gaps", "gap", vessels=vessels, days=(start, end), box=box)


def encounters(
    client: Client,
    *,
    vessels: tuple[str, ...] = (),
    start: date | str,
    end: date | str,
    box: tuple[float, ...] = (),
) -> Collected:
    """Return meetings of two vessels at sea, each once.

    The source gives a meeting once for each of the two, with ids ending in ``.1`` and ``.2``; they
    are joined here and counted in ``source_rows``. Only pairs of the fishing economy are computed.

    Parameters
    ----------
    vessels, start, end, box
        As `port_visits`.

    Returns
    -------
    Collected
        Columns `event_columns.EVENT`, `ENCOUNTER`, `meetings.MEETING` and the data set: one row a
        meeting, seen from the vessel of the first row of the source; km, knots, UTC.
    """
    return _asked(client, "encounters", "encounter", vessels=vessels, days=(start, end), box=box)


def loitering(
    client: Client,
    *,
    vessels: tuple[str, ...] = (),
    start: date | str,
    end: date | str,
    box: tuple[float, ...] = (),
) -> Collected:
    """Return times a vessel moved slowly far from shore, as the source defines it.

    Parameters
    ----------
    vessels, start, end, box
        As `port_visits`.

    Returns
    -------
    Collected
        Columns `event_columns.EVENT`, `LOITERING` and the data set: one row an event; km, knots,
        hours, UTC.
    """
    return _asked(client, "loitering", "loitering", vessels=vessels, days=(start, end), box=box)


def _asked(
    client: Client, call: str, kind: str, *, vessels: Sequence[str],
    days: tuple[date | str, date | str], box: Sequence[float], **more: list[str],
) -> Collected:  # fmt: skip
    first, last = paging.window(*days)
    ids = paging.ids_of(vessels, "vessel id") if vessels or not box else ()
    corners = _box(box)
    shown = {"vessels": ids, "start": first.isoformat(), "end": last.isoformat(),
             "box": tuple(box), **{name: tuple(held) for name, held in more.items()}}  # fmt: skip
    got = Gathering(client, MANIFEST, call, {k: v for k, v in shown.items() if v})
    reading = fields.Reading(client.tolerated(MANIFEST))
    body = {"datasets": [EVENT_SETS[kind]], "startDate": first.isoformat(),
            "endDate": paging.after(last), **corners, **more}  # fmt: skip
    rows: list[_Row] = []
    versions: list[str | None] = []
    for group in paging.split(ids) if ids else [()]:
        asked = {**body, "vessels": list(group)} if group else body
        name = f"{group[0]} and {len(group) - 1} more ids" if len(group) > 1 else "".join(group)
        rows += _pages(got, asked, kind, name=name or "the box", reading=reading, versions=versions)
    rows = _once(got, rows)
    _remarks(got, kind, ids, rows)
    paging.note_versions(got, EVENT_SETS[kind], versions)
    paging.note_unread(got, reading)
    if kind == "encounter":
        rows = meetings.joined(got, rows)
    return got.collected(rows, COLUMNS[call])


def _pages(
    got: Gathering, body: dict[str, Any], kind: str, *, name: str, reading: fields.Reading,
    versions: list[str | None],
) -> Iterator[_Row]:  # fmt: skip
    """Give the events of one question; the next page begins where the source says it does."""
    held, total, offset, number = 0, 0, 0, 1
    while True:
        part = f"{name}, page {number}"
        params = {"limit": PAGE, "offset": offset, "sort": "+start"}
        answer = got.ask("events", params=params, json=body, part=part)
        page = None if answer is None else paging.read_page(got, answer, part, reading=reading)
        if answer is None or page is None:
            return
        if number > 1 and page.total != total:
            got.cut(f"{name}: the total changed from {total} to {page.total} between pages")
        total = page.total or 0
        version = paging.version_of(page, answer, EVENT_SETS[kind])
        versions.append(version)
        for at, value in enumerate(page.entries, start=held):
            yield {**event_row(value, kind, reading, f"event {at} of {part}"), "dataset": version}
        held += len(page.entries)
        if page.offset is None or held >= total:
            break
        if page.offset <= offset or not page.entries:
            got.cut(f"{name}: page {number} is said to be followed by row {page.offset}")
            break
        offset, number = page.offset, number + 1
    if held != total:
        got.cut(f"{name}: {held} of {total} events came")


def _once(got: Gathering, rows: list[_Row]) -> list[_Row]:
    """Return each event once; one that comes twice stands where another was pushed out."""
    once: dict[str | None, _Row] = {}
    for row in rows:
        once.setdefault(row["event"], row)
    if len(once) != len(rows):
        got.cut(f"{len(rows) - len(once)} events came twice: pages shifted while they were read")
    return list(once.values())


def _remarks(got: Gathering, kind: str, ids: Sequence[str], rows: list[_Row]) -> None:
    seen = {one for row in rows for one in (row["vessel_id"], row.get("other_vessel_id"))}
    silent = [one for one in ids if one not in seen]
    if silent:
        got.note(f"no event of the kind {kind} for {', '.join(silent)}")
    strange = {str(row["vessel_id"]) for row in rows} - set(ids) if ids else set()
    if strange:
        got.note(f"events of vessels that were not asked for: {', '.join(sorted(strange))}")
    if kind == "gap" and not rows:
        got.note(EMPTY)
    going = sum(row["ongoing"] for row in rows)
    if going:
        got.note(f"{going} events had no end yet when the source answered")


def _box(box: Sequence[float]) -> dict[str, Any]:
    if not box:
        return {}
    fit = len(box) == 4 and -180 <= box[0] < box[2] <= 180 and -90 <= box[1] < box[3] <= 90
    if not fit:
        raise CollectError(
            "a box is west, south, east, north in degrees", column="box",
            advice="cut a box across 180 degrees in two",
        )  # fmt: skip
    west, south, east, north = (float(one) for one in box)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"geometry": {"type": "Polygon", "coordinates": [ring]}}
