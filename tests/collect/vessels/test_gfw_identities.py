"""Global Fishing Watch: find vessels and read their identities."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from osint_helpers.collect.vessels import gfw
from osint_helpers.errors import (
    CollectError,
    KeyMissingError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes import gfw as fake
from tests.collect.fakes.server import FakeSources, Reply, as_json

KEYS = {"gfw": fake.TOKEN}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FakeSources(gfw=fake.answer) as fakes:
        yield Desk(tmp_path, fakes)


def page(*entries: Any, total: int | None = None, since: str | None = None) -> Reply:
    told = {"total": len(entries) if total is None else total, "limit": 50, "since": since,
            "metadata": {}, "entries": list(entries)}  # fmt: skip
    return as_json(told)


def live(desk: Desk, **how: Any) -> Any:
    return desk.client("live", keys=KEYS, **how)


def test_an_imo_number_gives_self_reported_and_registry_rows_apart(desk: Desk) -> None:
    found = gfw.search(live(desk), imo="0000001")
    rows = found.frame
    assert rows["kind"].tolist() == ["self-reported", "self-reported", "registry"]
    assert rows["vessel"].tolist() == [1, 1, 1]
    assert rows["mmsi"].tolist() == ["999000001", "999000002", "999000001"]
    assert rows["vessel_id"].tolist()[:2] == [fake.TRADER_OLD, fake.TRADER_NEW]
    assert pd.isna(rows.loc[2, "vessel_id"])  # a registry record has no vessel id
    assert rows.loc[2, "registry_reference"] == "synthetic-reference-1"
    assert rows.loc[2, "registry_record"] == "synthetic-registry-1"
    assert rows["name"].tolist() == ["SYNTHETIC TRADER", "TEST VESSEL II", "SYNTHETIC TRADER"]
    assert rows["positions"].tolist()[:2] == [900, 900]  # sent as text
    assert (rows.loc[2, "length_m"], rows.loc[2, "tonnage_gt"]) == (88.5, 2400.0)
    assert rows.loc[0, "transmission_to"] == pd.Timestamp("2018-03-31T23:00:00Z")
    assert pd.isna(rows.loc[1, "flag"])
    assert pd.isna(rows.loc[2, "positions"])
    assert rows.loc[0, "ship_types"] == ("CARGO",)
    assert found.meta.complete
    assert found.meta.synthetic


def test_identity_columns_have_types_and_the_times_are_utc(desk: Desk) -> None:
    found = gfw.search(live(desk), imo="0000001")
    types = {name: str(kind) for name, kind in found.frame.dtypes.items()}
    assert types["transmission_from"] == "datetime64[us, UTC]"
    assert types["positions"] == "Int64"
    assert types["imo_valid"] == "boolean"
    assert types["mmsi"] == "str"
    assert list(found.frame.columns) == [one.name for one in found.columns]
    assert found.frame.loc[0, "transmission_from"] == pd.Timestamp("2015-02-01T04:05:06Z")


def test_an_imo_number_that_fails_its_check_stays_with_the_reason(desk: Desk) -> None:
    rows = gfw.search(live(desk), imo="0000001").frame
    assert rows.loc[0, "imo"] == "0000001"
    assert not rows.loc[0, "imo_valid"]
    assert "check digit 1, computed 0" in rows.loc[0, "imo_check"]
    missing = gfw.search(live(desk), name="SYNTHETIC TRAWLER").frame
    assert missing["imo"].isna().all()
    assert missing["imo_valid"].isna().all()


def test_the_question_is_asked_as_documented(desk: Desk) -> None:
    gfw.search(live(desk), imo="0000001", mmsi="999000001", name="SYNTHETIC TRADER")
    asked = desk.fakes.asked[0]
    assert (
        asked.one("where") == "imo='0000001' AND ssvid='999000001' AND shipname='SYNTHETIC TRADER'"
    )
    assert asked.one("datasets[0]") == "public-global-vessel-identity:latest"
    assert asked.one("limit") == "50"
    assert asked.headers["Authorization"] == f"Bearer {fake.TOKEN}"
    assert "query" not in asked.query


def test_a_free_query_is_read_page_by_page_until_all_are_there(desk: Desk) -> None:
    found = gfw.search(live(desk), query="SYNTHETIC FLEET")
    assert len(found) == 120
    assert found.frame["vessel_id"].is_unique
    assert [one.one("since") for one in desk.fakes.asked] == ["", "token-50", "token-100"]
    assert [part.rows for part in found.meta.parts] == [50, 50, 20]
    assert found.meta.complete


def test_more_vessels_than_wanted_are_said_to_be_cut_off(desk: Desk) -> None:
    found = gfw.search(live(desk), query="SYNTHETIC FLEET", most=50)
    assert len(found) == 50
    assert not found.meta.complete
    assert "50 of 120 vessels came" in found.meta.reason


def test_a_total_without_a_token_for_the_rest_is_not_complete(desk: Desk) -> None:
    desk.fakes.trouble["gfw"] = [page(fake.TRADER, total=3)]
    found = gfw.search(live(desk), query="x")
    assert "1 of 3 vessels came" in found.meta.reason


def test_a_token_that_comes_again_ends_the_reading(desk: Desk) -> None:
    desk.fakes.trouble["gfw"] = [page(fake.TRADER, total=9, since="a") for _ in range(5)]
    found = gfw.search(live(desk), query="x")
    assert len(desk.fakes.asked) == 2
    assert "2 of 9" in found.meta.reason


def test_a_total_that_changes_between_pages_is_said(desk: Desk) -> None:
    desk.fakes.trouble["gfw"] = [
        page(fake.FLEET[1], total=2, since="a"),
        page(fake.FLEET[2], total=3),
    ]
    found = gfw.search(live(desk), query="x")
    assert "the total changed from 2 to 3" in found.meta.reason


def test_a_page_that_fails_leaves_the_first_and_is_named(desk: Desk) -> None:
    first = page(fake.TRADER, total=2, since="a")
    desk.fakes.trouble["gfw"] = [first, fake.fault(500, "Internal", "SYNTHETIC")]
    found = gfw.search(live(desk, policy=one_try()), query="x")
    assert len(found) == 3
    assert [one.name for one in found.meta.missing] == ["page 2"]
    assert not found.meta.complete


def one_try() -> Any:
    from osint_helpers.collect.retrying import Policy

    return Policy(attempts=1, seconds=10.0)


def test_registry_records_that_are_counted_but_not_shown_are_said(desk: Desk) -> None:
    entry = {**fake.TRADER, "registryInfoTotalRecords": 4}
    desk.fakes.trouble["gfw"] = [page(entry)]
    assert "3 registry records" in gfw.search(live(desk), query="x").meta.reason


def test_nothing_found_is_a_typed_empty_table_and_may_be_said(desk: Desk) -> None:
    found = gfw.search(live(desk), imo="0000002")
    assert len(found) == 0
    assert str(found.frame["transmission_from"].dtype) == "datetime64[us, UTC]"
    assert "Not found in Global Fishing Watch" in found.nothing_found("IMO 0000002")


@pytest.mark.parametrize(
    "question", [{}, {"query": "x", "imo": "0000001"}, {"query": "  "}, {"name": "L'ESSAI"}]
)
def test_a_question_that_cannot_be_asked_is_refused_before_asking(
    desk: Desk, question: dict[str, str]
) -> None:
    with pytest.raises(CollectError):
        gfw.search(live(desk), **question)
    assert not desk.fakes.asked


def test_the_version_behind_latest_is_kept(desk: Desk) -> None:
    found = gfw.search(live(desk), imo="0000001")
    assert set(found.frame["dataset"]) == {"public-global-vessel-identity:v4.0"}
    assert any("was public-global-vessel-identity:v4.0" in one for one in found.meta.notes)


def test_two_versions_in_one_result_do_not_pass_as_one(desk: Desk) -> None:
    other = {**fake.FLEET[1], "dataset": "public-global-vessel-identity:v3.0"}
    desk.fakes.trouble["gfw"] = [page(fake.TRADER, other)]
    assert "several versions" in gfw.search(live(desk), query="x").meta.reason


def test_vessels_by_id_give_all_identities_and_name_unknown_ids(desk: Desk) -> None:
    found = gfw.vessels(live(desk), ids=(fake.TRADER_NEW, "synthetic-nobody"))
    assert set(found.frame["vessel_id"].dropna()) == {fake.TRADER_OLD, fake.TRADER_NEW}
    assert "the source does not know the vessel id synthetic-nobody" in found.meta.notes
    assert found.meta.complete


def test_only_unknown_ids_are_an_answer_not_an_error(desk: Desk) -> None:
    found = gfw.vessels(live(desk), ids=("synthetic-nobody", "synthetic-noone"))
    assert len(found) == 0
    assert found.meta.complete
    assert sum("does not know" in one for one in found.meta.notes) == 2
    assert found.nothing_found("these ids")


def test_a_not_found_that_is_not_of_the_source_is_no_answer(desk: Desk) -> None:
    desk.fakes.trouble["gfw"] = [
        Reply(b'{"message": "no route"}', status=404), Reply(b"<html>gone", "text/html", 404)
    ]  # fmt: skip
    for _ in range(2):
        with pytest.raises(OsintError):
            gfw.vessels(live(desk), ids=("synthetic-nobody",))


def test_many_ids_are_split_over_calls(desk: Desk) -> None:
    ids = tuple(f"synthetic-fleet-{n:03}" for n in range(120))
    found = gfw.vessels(live(desk), ids=ids)
    assert len(found) == 120
    counts = [sum(name.startswith("ids[") for name in one.query) for one in desk.fakes.asked]
    assert counts == [50, 50, 20]


def test_one_call_that_fails_is_named_and_the_others_stay(desk: Desk) -> None:
    ids = tuple(f"synthetic-fleet-{n:03}" for n in range(60))
    desk.fakes.trouble["gfw"] = [fake.fault(422, "Unprocessable Entity", "SYNTHETIC")]
    found = gfw.vessels(live(desk), ids=ids)
    assert len(found) == 10
    assert [one.name for one in found.meta.missing] == ["synthetic-fleet-000 and 49 more ids"]


def test_one_vessel_asked_by_two_ids_in_two_calls_is_shown_once(desk: Desk) -> None:
    others = tuple(f"synthetic-fleet-{n:03}" for n in range(49))
    found = gfw.vessels(live(desk), ids=(fake.TRADER_OLD, *others, fake.TRADER_NEW))
    assert found.frame["vessel_id"].tolist().count(fake.TRADER_NEW) == 1
    assert any("came twice" in one for one in found.meta.notes)


def test_owners_come_from_the_answer_that_vessels_recorded(desk: Desk) -> None:
    client = desk.client("record", keys=KEYS)
    gfw.vessels(client, ids=(fake.TRADER_OLD,))
    found = gfw.owners(desk.client(), ids=(fake.TRADER_OLD,))
    assert found.frame["name"].tolist() == ["SYNTHETIC OWNER (TEST) LTD"]
    assert found.frame.loc[0, "vessel_ids"] == (fake.TRADER_OLD, fake.TRADER_NEW)
    assert found.frame.loc[0, "date_to"] == pd.Timestamp("2018-03-31", tz="UTC")
    assert len(desk.fakes.asked) == 1


def test_replay_gives_the_same_table_and_asks_nothing(desk: Desk) -> None:
    recorded = gfw.search(desk.client("record", keys=KEYS), query="SYNTHETIC FLEET")
    before = len(desk.fakes.asked)
    replayed = gfw.search(desk.client(), query="SYNTHETIC FLEET")
    pd.testing.assert_frame_equal(recorded.frame, replayed.frame)
    assert recorded.meta.captures == replayed.meta.captures
    assert len(replayed.meta.captures) == 3
    assert len(desk.fakes.asked) == before
    with pytest.raises(NotRecorded):
        gfw.search(desk.client(), query="SYNTHETIC CARRIER")


def test_the_key_is_needed_and_stands_in_no_capture(desk: Desk) -> None:
    with pytest.raises(KeyMissingError, match="GFW_TOKEN"):
        gfw.search(_own(desk), imo="0000001")
    gfw.search(desk.client("record", keys=KEYS), imo="0000001")
    for path in desk.case.rglob("*"):
        assert not path.is_file() or fake.TOKEN.encode() not in path.read_bytes()


def _own(desk: Desk) -> Any:
    from osint_helpers.collect.client import Client

    return Client(desk.case, "live", rates=desk.rates, environment={}, who="tester")


def test_a_refused_key_says_so(desk: Desk) -> None:
    with pytest.raises(SourceRefusedError, match="invalid token") as caught:
        gfw.search(desk.client("live", keys={"gfw": "SYNTHETIC-WRONG"}), imo="0000001")
    assert caught.value.status == 401
    assert "SYNTHETIC-WRONG" not in str(caught.value)


def test_a_limit_is_waited_for_and_then_said(desk: Desk) -> None:
    limit = fake.fault(429, "Too Many Requests", "SYNTHETIC")
    desk.fakes.trouble["gfw"] = [limit]
    assert len(gfw.search(live(desk), imo="0000001")) == 3
    desk.fakes.trouble["gfw"] = [limit] * 3
    with pytest.raises(SourceRefusedError) as caught:
        gfw.search(live(desk), imo="0000001")
    assert caught.value.status == 429


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<html>maintenance</html>", "text/html"),
        Reply(b""),
        Reply(b"limit reached", "text/plain"),
        Reply(b'{"total": 1, "entries": [', "application/json"),
    ],
    ids=["markup", "empty", "text", "broken"],
)
def test_an_answer_that_is_no_data_is_never_an_empty_table(desk: Desk, reply: Reply) -> None:
    desk.fakes.trouble["gfw"] = [reply]
    with pytest.raises(OsintError):
        gfw.search(live(desk), imo="0000001")


def _changed(change: str) -> Any:
    entry = copy.deepcopy(fake.TRADER)
    if change == "new in entry":
        entry["synthetic"] = 1
    elif change == "new in row":
        entry["selfReportedInfo"][0]["synthetic"] = 1
    elif change == "missing in row":
        del entry["selfReportedInfo"][0]["ssvid"]
    elif change == "missing in entry":
        del entry["selfReportedInfo"]
    elif change == "another kind":
        entry["selfReportedInfo"][0]["positionsCounter"] = "many"
    elif change == "no zone":
        entry["selfReportedInfo"][0]["transmissionDateFrom"] = "2018-01-01T00:00:00"
    else:
        entry["selfReportedInfo"] = {"id": "x"}
    return entry


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ("new in entry", "synthetic"), ("new in row", "synthetic"), ("missing in row", "ssvid"),
        ("missing in entry", "selfReportedInfo"), ("another kind", "positionsCounter"),
        ("no zone", "transmissionDateFrom"), ("no list", "selfReportedInfo"),
    ],
)  # fmt: skip
def test_a_changed_answer_is_said_with_its_field(desk: Desk, change: str, column: str) -> None:
    desk.fakes.trouble["gfw"] = [page(_changed(change))]
    with pytest.raises(SchemaChanged) as caught:
        gfw.search(live(desk), query="x")
    assert caught.value.column == column


def test_a_page_without_a_total_is_a_changed_answer(desk: Desk) -> None:
    told = json.loads(page(fake.TRADER).body)
    for total in (None, -1, "some"):
        desk.fakes.trouble["gfw"] = [as_json({**told, "total": total})]
        with pytest.raises(SchemaChanged):
            gfw.search(live(desk), query="x")
    del told["total"]
    desk.fakes.trouble["gfw"] = [as_json(told)]
    with pytest.raises(SchemaChanged):
        gfw.search(live(desk), query="x")


def test_a_new_field_the_analyst_tolerates_is_named_in_the_notes(desk: Desk) -> None:
    desk.fakes.trouble["gfw"] = [page(_changed("new in row"))]
    found = gfw.search(live(desk, tolerate={"gfw": ["synthetic"]}), query="x")
    assert "fields not read: synthetic" in found.meta.notes


def test_a_token_after_the_last_vessel_is_not_followed(desk: Desk) -> None:
    desk.fakes.trouble["gfw"] = [page(fake.TRADER, since="a")]
    assert gfw.search(live(desk), query="x").meta.complete
    assert len(desk.fakes.asked) == 1


def test_vessels_are_asked_for_with_all_registry_records(desk: Desk) -> None:
    gfw.vessels(live(desk), ids=(fake.CARRIER,))
    asked = desk.fakes.asked[0]
    assert asked.one("registries-info-data") == "ALL"
    assert asked.one("ids[0]") == fake.CARRIER


def test_fewer_vessels_than_counted_are_not_complete(desk: Desk) -> None:
    desk.fakes.trouble["gfw"] = [page(fake.TRADER, total=2)]
    found = gfw.vessels(live(desk), ids=(fake.TRADER_OLD,))
    assert "1 of 2 vessels came" in found.meta.reason
