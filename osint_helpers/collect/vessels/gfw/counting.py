"""Counts Global Fishing Watch keeps for vessels: reception, gaps, listings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect import strictly
from osint_helpers.collect.columns import Column
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.vessels.gfw import fields, paging
from osint_helpers.collect.vessels.gfw.manifest import IDENTITY_SET, MANIFEST

if TYPE_CHECKING:
    from osint_helpers.collect.client import Client
    from osint_helpers.collect.collected import Collected

INCLUDES: Final = ("GAP", "COVERAGE", "FISHING", "VESSEL-IDENTITY-IUU-VESSEL-LIST")
INSIGHTS: Final = (
    Column("vessel_id", "text", "", "the identity asked for"),
    Column("period_from", "day", "", "first day the source says it looked at", "period.startDate"),
    Column("period_to", "day", "", "last day as the source writes it; whether it is counted is "
           "not known", "period.endDate"),
    Column("hours_at_sea", "integer", "h", "hour blocks outside ports", "coverage.blocks"),
    Column("hours_received", "integer", "h", "of these with a position received",
           "coverage.blocksWithPositions"),
    Column("received_percent", "number", "%", "their share", "coverage.percentage"),
    Column("gaps", "integer", "events", "gap events in the period",
           "gap.periodSelectedCounters.events"),
    Column("gaps_source_off", "integer", "events", "of these in the source's category \"AIS off\"; "
           "not a finding", "gap.periodSelectedCounters.eventsGapOff"),
    Column("gap_events", "list", "", "ids of gap events", "gap.aisOff"),
    Column("fishing_events", "integer", "events", "apparent fishing in the period",
           "apparentFishing.periodSelectedCounters.events"),
    Column("iuu_times_listed", "integer", "times", "on lists of illegal, unreported or unregulated "
           "fishing, in the period",
           "vesselIdentity.iuuVesselList.totalTimesListedInThePeriod"),
    Column("known", "flag", "", "false: the source has no identity for this id",
           "vesselIdsWithoutIdentity"),
    Column("datasets", "list", "", "data sets and versions the source names"),
    Column("answer", "json", "", "the whole answer for this identity"),
)  # fmt: skip
_FIELDS: Final = ("vesselIdsWithoutIdentity", "gap", "coverage", "apparentFishing",
                  "vesselIdentity")  # fmt: skip
_COUNTERS: Final = ("datasets", "historicalCounters", "periodSelectedCounters", "aisOff",
                    "eventsInRfmoWithoutKnownAuthorization", "eventsInNoTakeMpas")  # fmt: skip
_COUNTS: Final = ("events", "eventsGapOff", "eventsInNoTakeMPAs",
                  "eventsInRFMOWithoutKnownAuthorization")  # fmt: skip
_COVERAGE: Final = ("blocks", "blocksWithPositions", "percentage")
_IDENTITY: Final = ("datasets", "flagsChanges", "iuuVesselList", "mouList")
_LISTED: Final = ("totalTimesListed", "totalTimesListedInThePeriod", "valuesInThePeriod")


def insights(
    client: Client, *, vessels: tuple[str, ...], start: date | str, end: date | str
) -> Collected:
    """Return how much of each identity was received, and the counts the source keeps.

    One question for each vessel id, because the answer for several is one sum.

    Parameters
    ----------
    vessels
        The source's own vessel ids.
    start, end
        First and last day, UTC, sent as they are: unlike for events, whether the source counts the
        last day is not known; ``period_to`` is what it answered.

    Returns
    -------
    Collected
        Columns `INSIGHTS`, one row a vessel id. ``received_percent`` is the share of hours at sea
        with at least one position.
    """
    first, last = paging.window(start, end)
    ids = paging.ids_of(vessels, "vessel id")
    asked = {"vessels": ids, "start": first.isoformat(), "end": last.isoformat()}
    got = Gathering(client, MANIFEST, "insights", asked)
    reading = fields.Reading(client.tolerated(MANIFEST))
    rows: list[dict[str, Any]] = []
    for one in ids:
        body = {"includes": list(INCLUDES), "startDate": asked["start"], "endDate": asked["end"],
                "vessels": [{"datasetId": IDENTITY_SET, "vesselId": one}]}  # fmt: skip
        answer = got.ask("insights/vessels", json=body, part=one)
        if answer is not None:
            rows += got.read(answer, lambda a, one=one: [parse(a.data, one, reading)], part=one)
    _unknown(got, rows)
    paging.note_unread(got, reading)
    return got.collected(rows, INSIGHTS)


def parse(data: bytes, vessel: str, reading: fields.Reading) -> dict[str, Any]:
    """Return the row of one identity.

    Raises
    ------
    SourceRefusedError
        When the answer is no JSON.
    SchemaChanged
        When it is built otherwise.
    """
    where = f"the insights on {vessel}"
    held = reading.record(
        strictly.json_of(data, source=MANIFEST.title), ("period",), _FIELDS, where
    )
    period = reading.part(held, "period", ("startDate", "endDate"), where)
    cover = reading.part(held, "coverage", _COVERAGE, where)
    gap = reading.part(held, "gap", _COUNTERS, where)
    fishing = reading.part(held, "apparentFishing", _COUNTERS, where)
    identity = reading.part(held, "vesselIdentity", _IDENTITY, where)
    listed = reading.part(identity, "iuuVesselList", _LISTED, where)
    silent = fields.texts(held.get("vesselIdsWithoutIdentity"), "vesselIdsWithoutIdentity")
    counts, fished = (reading.part(one, "periodSelectedCounters", _COUNTS, where)
                      for one in (gap, fishing))  # fmt: skip
    named = [fields.texts(one.get("datasets"), "datasets") for one in (gap, fishing, identity)]
    return {
        "vessel_id": vessel,
        "period_from": fields.days(period.get("startDate"), "period.startDate"),
        "period_to": fields.days(period.get("endDate"), "period.endDate"),
        "hours_at_sea": fields.whole(cover.get("blocks"), "blocks"),
        "hours_received": fields.whole(cover.get("blocksWithPositions"), "blocksWithPositions"),
        "received_percent": fields.number(cover.get("percentage"), "percentage"),
        "gaps": fields.whole(counts.get("events"), "events"),
        "gaps_source_off": fields.whole(counts.get("eventsGapOff"), "eventsGapOff"),
        "gap_events": fields.texts(gap.get("aisOff"), "aisOff"),
        "fishing_events": fields.whole(fished.get("events"), "events"),
        "iuu_times_listed": fields.whole(
            listed.get("totalTimesListedInThePeriod"), "totalTimesListedInThePeriod"
        ),
        "known": vessel not in silent, "datasets": [one for held in named for one in held],
        "answer": held,
    }  # fmt: skip


def _unknown(got: Gathering, rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        if not row["known"]:
            got.note(f"the source has no identity for the vessel id {row['vessel_id']}")
