"""Global Fishing Watch: port visits, gaps, encounters, loitering, insights."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from osint_helpers.collect.retrying import Policy
from osint_helpers.collect.vessels import gfw
from osint_helpers.errors import CollectError, NotRecorded, SchemaChanged, SourceRefusedError
from tests.collect.desk import Desk
from tests.collect.fakes import gfw as fake
from tests.collect.fakes.server import FakeSources, Reply, as_json

KEYS = {"gfw": fake.TOKEN}
YEAR: dict[str, Any] = {"start": "2018-01-01", "end": "2018-12-31"}
TRADER = (fake.TRADER_OLD, fake.TRADER_NEW)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FakeSources(gfw=fake.answer) as fakes:
        yield Desk(tmp_path, fakes)


def live(desk: Desk, **how: Any) -> Any:
    return desk.client("live", keys=KEYS, **how)


def page(
    *entries: Any, total: int | None = None, after: int | None = None, versions: Any = None,
    **headers: str,
) -> Reply:  # fmt: skip
    meta = {} if versions is None else {"datasets": versions}
    told = {"total": len(entries) if total is None else total, "limit": 500, "offset": 0,
            "nextOffset": after, "metadata": meta, "entries": list(entries)}  # fmt: skip
    return as_json(told, 201, **headers)


def one_gap(**more: Any) -> Any:
    made = fake.gap("g", fake.TRADER_OLD, "2018-02-03T01:45:37Z", "2018-02-03T14:00:00Z", 12.3)
    return {**copy.deepcopy(made), **more}


def test_a_gap_is_not_received_and_the_words_of_the_source_stand_in_quotes(desk: Desk) -> None:
    row = gfw.gaps(live(desk), vessels=(fake.TRADER_OLD,), **YEAR).frame.iloc[0]
    assert row["not_received_hours"] == 12.3
    assert row["source_category"] == '"intentionalDisabling": true'
    assert row["distance_km"] == 55.5  # came as text
    assert row["implied_speed_kn"] == 2.34
    assert (row["last_lat"], row["last_lon"]) == (-14.5, 100.0)
    assert (row["first_lat"], row["first_lon"]) == (-14.4, 101.0)
    assert row["positions_12h_before"] == 14
    assert row["start"] == pd.Timestamp("2018-02-03T01:45:37Z")
    assert (row["lat"], row["lon"]) == (1.25, 2.5)


def test_no_column_speaks_of_more_than_reception(desk: Desk) -> None:
    found = gfw.gaps(live(desk), vessels=TRADER, **YEAR)
    words = " ".join([*(f"{one.name} {one.about}" for one in found.columns), *found.meta.notes])
    for word in ("dark", "disabl", "hid", "switched off"):
        assert word not in words.lower()


def test_units_stand_in_the_columns(desk: Desk) -> None:
    found = gfw.gaps(live(desk), vessels=TRADER, **YEAR)
    units = {one.name: one.unit for one in found.columns}
    assert units["not_received_hours"] == "h"
    assert units["distance_km"] == "km"
    assert units["implied_speed_kn"] == "kn"
    assert units["start"] == "UTC"
    assert str(found.frame["not_received_hours"].dtype) == "float64"
    assert str(found.frame["ongoing"].dtype) == "boolean"


def test_an_event_without_an_end_is_still_going_on(desk: Desk) -> None:
    found = gfw.gaps(live(desk), vessels=(fake.TRADER_NEW,), **YEAR)
    row = found.frame.iloc[0]
    assert row["ongoing"]
    assert pd.isna(row["end"])
    assert pd.isna(row["first_lat"])
    assert any("no end yet" in one for one in found.meta.notes)


def test_the_flag_the_source_does_not_give_stays_missing(desk: Desk) -> None:
    found = gfw.gaps(live(desk), vessels=(fake.TRADER_NEW,), **YEAR)
    assert found.frame["flag"].isna().all()


def test_the_corners_of_the_box_are_put_in_order(desk: Desk) -> None:
    row = gfw.gaps(live(desk), vessels=(fake.TRADER_OLD,), **YEAR).frame.iloc[0]
    assert row[["lon_least", "lon_most", "south", "north"]].tolist() == [1.0, 3.0, 0.5, 2.0]


def test_the_days_of_an_analyst_are_inclusive(desk: Desk) -> None:
    gfw.gaps(live(desk), vessels=TRADER, start=date(2018, 2, 3), end="2018-02-28")
    body = desk.fakes.asked[0].json()
    assert (body["startDate"], body["endDate"]) == ("2018-02-03", "2018-03-01")
    last = gfw.gaps(live(desk), vessels=TRADER, start="2018-02-01", end="2018-02-03")
    assert last.frame["event"].tolist() == ["synthetic-gap-1"]


def test_events_are_posted_as_documented(desk: Desk) -> None:
    gfw.port_visits(live(desk), vessels=TRADER, **YEAR)
    asked = desk.fakes.asked[0]
    assert asked.method == "POST"
    assert asked.json() == {
        "datasets": ["public-global-port-visits-events:latest"], "vessels": list(TRADER),
        "startDate": "2018-01-01", "endDate": "2019-01-01", "confidences": ["2", "3", "4"],
    }  # fmt: skip
    assert asked.one("offset") == "0"
    assert asked.one("sort") == "+start"


def test_pages_are_read_until_the_source_names_no_next_one(desk: Desk) -> None:
    found = gfw.port_visits(live(desk), vessels=TRADER, **YEAR)
    assert [one.one("offset") for one in desk.fakes.asked] == ["0", "5", "10", "15"]
    assert [one.rows for one in found.meta.parts] == [5, 5, 5, 1]
    assert found.frame["event"].tolist() == [f"synthetic-visit-{n:02}" for n in range(16)]
    assert found.meta.complete


def test_a_port_visit_has_its_three_anchorages_and_confidence(desk: Desk) -> None:
    rows = gfw.port_visits(live(desk), vessels=TRADER, **YEAR).frame
    first, last = rows.iloc[0], rows.iloc[15]
    assert first["confidence"] == 2
    assert first["hours"] == 24.5
    assert first["first_port_name"] == "TESTHAVEN"
    assert first["last_port"] == "zzz-samplebay"
    assert first["last_lat"] == 1.5
    assert first["first_shore_km"] == 2.0
    assert first["middle_at_dock"]
    assert pd.isna(last["last_port"])
    assert pd.isna(last["last_at_dock"])


def test_the_key_of_a_port_visit_may_be_written_either_way(desk: Desk) -> None:
    told = copy.deepcopy(fake.EVENTS[0])
    told["portVisit"] = told.pop("port_visit")
    desk.fakes.trouble["gfw"] = [page(told)]
    assert gfw.port_visits(live(desk), vessels=TRADER, **YEAR).frame.loc[0, "hours"] == 24.5


def test_confidences_can_be_narrowed_and_others_are_refused(desk: Desk) -> None:
    found = gfw.port_visits(live(desk), vessels=TRADER, confidences=("4",), **YEAR)
    assert set(found.frame["confidence"]) == {4}
    for wrong in (("5",), ("high",), ()):
        with pytest.raises(CollectError):
            gfw.port_visits(live(desk), vessels=TRADER, confidences=wrong, **YEAR)


def test_two_rows_of_a_meeting_are_one_meeting(desk: Desk) -> None:
    found = gfw.encounters(live(desk), vessels=(fake.CARRIER, fake.TRAWLER), **YEAR)
    rows = found.frame
    assert rows["meeting"].tolist() == ["synthetic-meeting-1", "synthetic-meeting-2"]
    assert rows["source_rows"].tolist() == [2, 2]
    assert rows.loc[0, "source_events"] == ("synthetic-meeting-1.1", "synthetic-meeting-1.2")
    assert rows.loc[0, ["vessel_id", "other_vessel_id"]].tolist() == [fake.CARRIER, fake.TRAWLER]
    assert rows.loc[0, "disagree"] == ()
    assert rows.loc[0, "median_speed_kn"] == 0.5
    assert rows.loc[0, "authorizations"] == [{"rfmo": "SYNTHETIC", "listed": False}]
    assert "4 rows of the source are 2 meetings" in found.meta.notes


def test_a_meeting_asked_for_one_ship_has_one_row_of_the_source(desk: Desk) -> None:
    found = gfw.encounters(live(desk), vessels=(fake.TRAWLER,), **YEAR)
    assert found.frame["source_rows"].tolist() == [1, 1]
    assert found.frame.loc[0, "source_events"] == ("synthetic-meeting-1.2",)
    assert found.meta.complete


def test_halves_of_a_meeting_that_disagree_are_named_not_chosen(desk: Desk) -> None:
    one, two = fake.meeting("m", fake.CARRIER, fake.TRAWLER, "2018-05-01T10:00:00Z",
                            "2018-05-01T14:00:00Z")  # fmt: skip
    two["end"] = "2018-05-01T15:00:00Z"
    two["encounter"]["vessel"] = fake.ship(fake.TWIN)
    desk.fakes.trouble["gfw"] = [page(two, one)]
    found = gfw.encounters(live(desk), vessels=(fake.CARRIER, fake.TRAWLER), **YEAR)
    assert found.frame.loc[0, "disagree"] == ("end", "vessel_id", "mmsi")
    assert found.frame.loc[0, "event"] == "m.1"
    assert any("disagree" in one for one in found.meta.notes)


def test_loitering_has_hours_speed_and_distance(desk: Desk) -> None:
    row = gfw.loitering(live(desk), vessels=(fake.CARRIER,), **YEAR).frame.iloc[0]
    assert row[["hours", "distance_km", "mean_speed_kn", "mean_shore_km"]].tolist() == [
        9.0, 11.5, 0.7, 180.25,
    ]  # fmt: skip


def test_many_vessels_are_split_and_a_failing_call_is_named(desk: Desk) -> None:
    ids = tuple(f"synthetic-fleet-{n:03}" for n in range(60))
    desk.fakes.trouble["gfw"] = [fake.fault(422, "Unprocessable Entity", "SYNTHETIC")]
    found = gfw.gaps(live(desk), vessels=(*ids, *TRADER), **YEAR)
    assert [len(one.json()["vessels"]) for one in desk.fakes.asked] == [50, 12]
    assert len(found) == 2
    assert [one.name for one in found.meta.missing] == [
        "synthetic-fleet-000 and 49 more ids, page 1"
    ]
    assert "422" in found.meta.reason or "Unprocessable" in found.meta.reason


def test_a_meeting_whose_halves_come_from_two_calls_is_still_one(desk: Desk) -> None:
    others = tuple(f"synthetic-fleet-{n:03}" for n in range(49))
    found = gfw.encounters(live(desk), vessels=(fake.CARRIER, *others, fake.TRAWLER), **YEAR)
    assert len(desk.fakes.asked) == 2
    assert found.frame["source_rows"].tolist() == [2, 2]


def test_an_empty_list_of_gaps_says_what_it_does_not_say(desk: Desk) -> None:
    found = gfw.gaps(live(desk), vessels=(fake.TWIN,), **YEAR)
    assert len(found) == 0
    assert found.meta.complete
    assert any("does not say that the ship was received" in one for one in found.meta.notes)
    assert f"no event of the kind gap for {fake.TWIN}" in found.meta.notes
    assert any(one.endswith("was public-global-gaps-events:v4.0") for one in found.meta.notes)
    assert str(found.frame["start"].dtype) == "datetime64[us, UTC]"


def test_the_definitions_are_in_the_limits_of_every_result(desk: Desk) -> None:
    limits = " ".join(gfw.encounters(live(desk), vessels=(fake.TWIN,), **YEAR).meta.limits)
    assert "fishing economy" in limits
    assert "50 nautical miles" in limits
    assert gfw.MANIFEST.licence == "non-commercial"


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        ([page(one_gap(), total=3)], "1 of 3 events came"),
        ([page(one_gap(), total=3, after=0)], "followed by row 0"),
        ([page(total=2, after=500)], "followed by row 500"),
        (
            [page(one_gap(), total=2, after=1), page(one_gap(id="h"), total=3)],
            "changed from 2 to 3",
        ),
        ([page(one_gap(), total=2, after=1), page(one_gap(), total=2)], "1 events came twice"),
        ([page(one_gap(), one_gap(id="h"), total=1)], "2 of 1 events came"),
    ],
)
def test_what_the_source_counts_and_does_not_give_is_never_silent(
    desk: Desk, replies: list[Reply], said: str
) -> None:
    desk.fakes.trouble["gfw"] = list(replies)
    found = gfw.gaps(live(desk), vessels=TRADER, **YEAR)
    assert said in found.meta.reason
    assert not found.meta.complete


def test_a_second_page_that_fails_is_named(desk: Desk) -> None:
    desk.fakes.trouble["gfw"] = [page(one_gap(), total=2, after=1), fake.fault(500, "x", "y")]
    found = gfw.gaps(live(desk, policy=Policy(attempts=1)), vessels=(fake.TRADER_OLD,), **YEAR)
    assert len(found) == 1
    assert [one.name for one in found.meta.missing] == [f"{fake.TRADER_OLD}, page 2"]


def test_the_version_comes_from_the_answer_else_from_its_header(desk: Desk) -> None:
    named = ["public-global-gaps-events:v3.0"]
    desk.fakes.trouble["gfw"] = [
        page(one_gap(), versions=named, **{"x-datasets": "public-global-gaps-events:v4.0"}),
        page(one_gap(), versions=["public-global-gaps-events:latest"],
             **{"x-datasets": "synthetic:v1, public-global-gaps-events:v4.0"}),
        page(one_gap()),
    ]  # fmt: skip
    told = [gfw.gaps(live(desk), vessels=TRADER, **YEAR) for _ in range(3)]
    assert told[0].frame.loc[0, "dataset"] == "public-global-gaps-events:v3.0"
    assert told[1].frame.loc[0, "dataset"] == "public-global-gaps-events:v4.0"
    assert pd.isna(told[2].frame.loc[0, "dataset"])
    assert any("did not say which version" in one for one in told[2].meta.notes)


def test_events_of_a_vessel_that_was_not_asked_for_are_named(desk: Desk) -> None:
    desk.fakes.trouble["gfw"] = [page(one_gap())]
    found = gfw.gaps(live(desk), vessels=(fake.TWIN,), **YEAR)
    assert any("not asked for" in one and fake.TRADER_OLD in one for one in found.meta.notes)


def test_a_box_can_be_asked_without_vessels(desk: Desk) -> None:
    found = gfw.gaps(live(desk), box=(100.0, -20.0, 110.0, 0.0), **YEAR)
    body = desk.fakes.asked[0].json()
    assert "vessels" not in body
    assert body["geometry"]["coordinates"][0][:2] == [[100.0, -20.0], [110.0, -20.0]]
    assert len(found) == 2


@pytest.mark.parametrize(
    "question",
    [
        {"vessels": ()}, {"vessels": ("",)}, {"vessels": TRADER, "start": "2019-01-01"},
        {"vessels": TRADER, "start": "1 January"}, {"vessels": TRADER, "end": "9999-12-31"},
        {"box": (170.0, 0.0, -170.0, 10.0)}, {"box": (0.0, 0.0, 10.0)},
        {"box": (0.0, 0.0, float("nan"), 10.0)},
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_asked_is_refused(desk: Desk, question: dict[str, Any]) -> None:
    with pytest.raises(CollectError):
        gfw.gaps(live(desk), **{**YEAR, **question})
    assert not desk.fakes.asked


def _without(name: str) -> Any:
    made = one_gap()
    del made[name]
    return made


def _gap(**more: Any) -> Any:
    made = one_gap()
    made["gap"] |= more
    return made


@pytest.mark.parametrize(
    ("event", "column"),
    [
        (one_gap(synthetic=1), "synthetic"),
        (_without("end"), "end"),
        (_without("gap"), "gap"),
        (_gap(synthetic=1), "synthetic"),
        (_gap(distanceKm="far"), "distanceKm"),
        (_gap(distanceKm="1_0"), "distanceKm"),
        (_gap(distanceKm=True), "distanceKm"),
        (_gap(intentionalDisabling="maybe"), "intentionalDisabling"),
        (_gap(positions12HoursBeforeSat=1.5), "positions12HoursBeforeSat"),
        (_gap(onPosition={"lat": "91", "lon": 0}), "onPosition.lat"),
        (one_gap(type="loitering"), "type"),
        (one_gap(type="GAP"), "type"),
        (one_gap(start=""), "start"),
        (one_gap(start="2018-02-03T01:45:37"), "start"),
        (one_gap(boundingBox=[1, 2, 3]), "boundingBox"),
        (one_gap(boundingBox=[1, 2, 3, None]), "boundingBox"),
        (one_gap(vessel={"id": "x", "synthetic": 1}), "synthetic"),
        ("no record", "event 0 of"),
    ],
)
def test_a_changed_event_is_said_with_its_field(desk: Desk, event: Any, column: str) -> None:
    desk.fakes.trouble["gfw"] = [page(event)]
    with pytest.raises(SchemaChanged) as caught:
        gfw.gaps(live(desk), vessels=TRADER, **YEAR)
    assert str(caught.value.column).startswith(column)


def test_a_number_that_is_not_given_stays_missing(desk: Desk) -> None:
    desk.fakes.trouble["gfw"] = [page(_gap(distanceKm=None, impliedSpeedKnots=""))]
    row = gfw.gaps(live(desk), vessels=TRADER, **YEAR).frame.iloc[0]
    assert pd.isna(row["distance_km"])
    assert pd.isna(row["implied_speed_kn"])


@pytest.mark.parametrize("status", [401, 403, 422, 429])
def test_a_refusal_is_the_error_it_is(desk: Desk, status: int) -> None:
    desk.fakes.trouble["gfw"] = [fake.fault(status, "SYNTHETIC", "said so")] * 5
    with pytest.raises(SourceRefusedError) as caught:
        gfw.gaps(live(desk), vessels=TRADER, **YEAR)
    assert caught.value.status == status
    assert "SYNTHETIC" in str(caught.value)


@pytest.mark.parametrize("body", [b"<html>x</html>", b"", b"slow down", b'{"total": 1, "en', b"[]"])
def test_an_answer_that_is_no_data_is_never_an_empty_list(desk: Desk, body: bytes) -> None:
    desk.fakes.trouble["gfw"] = [Reply(body, status=201)]
    try:
        found = gfw.gaps(live(desk), vessels=TRADER, **YEAR)
    except CollectError:
        return
    assert not found.meta.complete


CALLS: list[Callable[..., Any]] = [gfw.port_visits, gfw.gaps, gfw.encounters, gfw.loitering,
                                   gfw.insights]  # fmt: skip


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
def test_replay_gives_the_same_table_and_asks_nothing(desk: Desk, call: Callable[..., Any]) -> None:
    ids = (fake.CARRIER, *TRADER)
    recorded = call(desk.client("record", keys=KEYS), vessels=ids, **YEAR)
    before = len(desk.fakes.asked)
    replayed = call(desk.client(), vessels=ids, **YEAR)
    assert len(recorded) > 0
    pd.testing.assert_frame_equal(recorded.frame, replayed.frame)
    assert recorded.meta.captures == replayed.meta.captures
    assert recorded.meta.notes == replayed.meta.notes
    assert len(desk.fakes.asked) == before
    with pytest.raises(NotRecorded):
        call(desk.client(), vessels=ids, start="2018-01-02", end="2018-12-31")


def test_insights_are_asked_one_by_one_and_unknown_ids_are_said(desk: Desk) -> None:
    found = gfw.insights(live(desk), vessels=(fake.CARRIER, "synthetic-nobody"), **YEAR)
    rows = found.frame
    assert rows["vessel_id"].tolist() == [fake.CARRIER, "synthetic-nobody"]
    assert rows["hours_at_sea"].tolist() == [1000, 1000]  # came as text
    assert rows["hours_received"].tolist() == [960, 960]
    assert rows["received_percent"].tolist() == [96.0, 96.0]
    assert rows["known"].tolist() == [True, False]
    assert rows.loc[0, "gap_events"] == ("synthetic-gap-1",)
    assert "public-global-gaps-events:v4.0" in rows.loc[0, "datasets"]
    assert (rows.loc[0, "period_from"], rows.loc[0, "period_to"]) == ("2018-01-01", "2018-12-31")
    assert any("synthetic-nobody" in one for one in found.meta.notes)
    assert [len(one.json()["vessels"]) for one in desk.fakes.asked] == [1, 1]


def test_insights_with_a_new_block_are_a_changed_answer(desk: Desk) -> None:
    desk.fakes.trouble["gfw"] = [as_json({"period": {}, "synthetic": {}}, 201)]
    with pytest.raises(SchemaChanged):
        gfw.insights(live(desk), vessels=(fake.CARRIER,), **YEAR)


def test_insights_that_lack_a_block_leave_its_columns_missing(desk: Desk) -> None:
    told = {"period": {"startDate": "2018-01-01", "endDate": "2018-12-31"}}
    desk.fakes.trouble["gfw"] = [as_json(told, 201)]
    row = gfw.insights(live(desk), vessels=(fake.CARRIER,), **YEAR).frame.iloc[0]
    assert row[["hours_at_sea", "received_percent", "gaps", "fishing_events"]].isna().all()


def test_a_next_page_after_the_last_event_is_not_asked_for(desk: Desk) -> None:
    desk.fakes.trouble["gfw"] = [page(one_gap(), after=1)]
    assert gfw.gaps(live(desk), vessels=(fake.TRADER_OLD,), **YEAR).meta.complete
    assert len(desk.fakes.asked) == 1
