"""Earth Search from question to table: paging, counts, clouds, versions, errors, replay."""

import json
from dataclasses import replace

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from osint_helpers.collect.imagery import earth_search
from osint_helpers.errors import (
    CollectError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes import earth_search as fake
from tests.collect.fakes.server import FakeSources, Reply, as_json
from tests.collect.fakes.stac_scenes import SCENES

ASK = {"place": "RUNJK", "start": "2018-09-01", "end": "2018-10-31"}


@pytest.fixture
def desk(tmp_path):
    with FakeSources(earth_search=fake.answer) as fakes:
        yield Desk(tmp_path, fakes)


def bodies(desk):
    return [one.json() for one in desk.fakes.asked if one.method == "POST"]


def changed(desk, change):
    """Let the fake answer with its page changed by a function of (page, request)."""

    def answer(request):
        reply = fake.answer(request)
        if request.path != "search" or reply.status != 200:
            return reply
        page = change(json.loads(reply.body), request)
        return replace(reply, body=json.dumps(page).encode())

    desk.fakes.sources["earth_search"] = answer


def test_the_question_is_posted_as_the_standard_says(desk):
    earth_search.scenes(desk.client("live"), **ASK)
    (asked,) = desk.fakes.asked
    assert (asked.method, asked.path) == ("POST", "search")
    assert asked.json() == {
        "collections": ["sentinel-1-grd", "sentinel-2-l2a"],
        "bbox": [132.576912, 42.57517, 133.189754, 43.02483],
        "datetime": "2018-09-01T00:00:00Z/2018-10-31T23:59:59.999999Z", "limit": 100,
    }  # fmt: skip


def test_every_page_comes_and_is_counted(desk):
    got = earth_search.scenes(desk.client("live"), **ASK, limit=7)
    assert [(one.name, one.rows) for one in got.meta.parts] == [
        ("page 1", 7), ("page 2", 7), ("page 3", 6),
    ]  # fmt: skip
    assert len(got) == 20
    assert got.frame["id"].is_unique
    assert got.meta.complete
    assert got.meta.synthetic
    assert got.frame["collection"].value_counts().to_dict() == {
        "sentinel-2-l2a": 11, "sentinel-1-grd": 9,
    }  # fmt: skip


def test_a_scene_covers_the_port_or_only_the_box(desk):
    frame = earth_search.scenes(desk.client("live"), **ASK).frame
    tracks = frame[frame["relative_orbit"].notna()].groupby("relative_orbit")["covers_point"]
    assert {key: set(found) for key, found in tracks} == {1: {True}, 2: {False}}


def test_both_days_are_inclusive(desk):
    one = {"start": "2018-09-03", "end": "2018-09-05"}
    frame = earth_search.scenes(desk.client("live"), place="RUNJK", **one).frame
    assert sorted(frame["datetime"].dt.strftime("%d")) == ["03", "05"]


def test_the_limit_of_cloud_is_never_sent_and_spares_radar(desk):
    got = earth_search.scenes(desk.client("live"), **ASK, max_cloud=20)
    assert all("query" not in body and "filter" not in body for body in bodies(desk))
    optical = got.frame[got.frame["collection"] == "sentinel-2-l2a"]
    assert sorted(optical["cloud_cover"]) == [0.4, 0.6, 3.2, 12.0, 17.8]
    assert (got.frame["collection"] == "sentinel-1-grd").sum() == 9
    assert any("6 scenes with more cloud left out" in note for note in got.meta.notes)
    assert got.meta.complete


def test_an_optical_scene_without_a_cloud_value_stays_and_is_counted(desk):
    def forget(page, _):
        for one in page["features"]:
            if one["collection"] == "sentinel-2-l2a":
                one["properties"]["eo:cloud_cover"] = None
        return page

    changed(desk, forget)
    got = earth_search.scenes(desk.client("live"), **ASK, max_cloud=20)
    assert len(got) == 20
    assert any("11 scenes that give none stay" in note for note in got.meta.notes)


def test_two_processings_of_one_acquisition_are_marked_and_kept(desk):
    got = earth_search.scenes(desk.client("live"), **ASK)
    twice = got.frame[got.frame["other_versions"].map(len) > 0]
    assert sorted(zip(twice["id"], twice["other_versions"], strict=True)) == [
        ("SYNTHETIC_S2_20180925_SYN-01_0206",
         ("sentinel-2-l2a/SYNTHETIC_S2_20180925_SYN-01_0500",)),
        ("SYNTHETIC_S2_20180925_SYN-01_0500",
         ("sentinel-2-l2a/SYNTHETIC_S2_20180925_SYN-01_0206",)),
    ]  # fmt: skip
    assert sorted(twice["processing_version"]) == ["02.06", "05.00"]


def test_a_scene_sent_twice_is_marked_and_makes_the_count_fail(desk):
    def again(page, request):
        if "next" in request.json():
            page["features"][0] = fake.item(SCENES_IN_BOX[0], request.base)
        return page

    changed(desk, again)
    got = earth_search.scenes(desk.client("live"), **ASK, limit=10)
    assert list(got.frame["repeated"]) == [False] * 10 + [True] + [False] * 9
    assert got.meta.reason == "the server says 20 scenes match, 19 came"


SCENES_IN_BOX = [one for one in SCENES if one.track in {1, 2, 3} and one.at.month < 11]


def test_an_item_that_changed_between_pages_is_said_to_have(desk):
    def again(page, request):
        if "next" in request.json():
            page["features"][0] = {
                **fake.item(SCENES_IN_BOX[0], request.base),
                "bbox": [0, 0, 1, 1],
            }
        return page

    changed(desk, again)
    got = earth_search.scenes(desk.client("live"), **ASK, limit=10)
    assert any("came twice with different content" in note for note in got.meta.notes)


def test_a_box_over_the_antimeridian_is_asked_in_two_parts(desk):
    ask = {"bbox": (177, 8, -177, 12), "start": "2018-09-01", "end": "2018-10-31"}
    got = earth_search.scenes(desk.client("live"), **ask)
    assert [body["bbox"] for body in bodies(desk)] == [[177, 8, 180, 12], [-180, 8, -177, 12]]
    assert [one.name for one in got.meta.parts] == ["box 1 of 2, page 1", "box 2 of 2, page 1"]
    assert len(got) == 2
    assert got.frame["covers_point"].isna().all()


def test_a_scene_in_both_halves_is_marked_and_both_counts_hold(desk):
    def wide(page, request):
        both = [one for one in SCENES if one.track == 5]
        page["features"] = [fake.item(one, request.base) for one in both]
        for one in page["features"]:
            one["geometry"]["coordinates"] = [[[179, 8], [-179, 8], [-179, 9], [179, 9], [179, 8]]]
        return {**page, "numberMatched": 2, "numberReturned": 2, "context": {"matched": 2}}

    changed(desk, wide)
    ask = {"bbox": (177, 8, -177, 12), "start": "2018-09-01", "end": "2018-10-31"}
    got = earth_search.scenes(desk.client("live"), **ask)
    assert list(got.frame["repeated"]) == [False, False, True, True]
    assert got.meta.complete


def test_fewer_scenes_than_the_server_counts_is_not_complete(desk):
    changed(desk, lambda page, _: {**page, "features": page["features"][:-1]})
    got = earth_search.scenes(desk.client("live"), **ASK)
    assert not got.meta.complete
    assert "says it returns 20 scenes, 19 came" in got.meta.reason
    assert "the server says 20 scenes match, 19 came" in got.meta.reason


def test_a_last_page_without_its_next_link_is_not_complete(desk):
    changed(desk, lambda page, _: {**page, "links": []})
    got = earth_search.scenes(desk.client("live"), **ASK, limit=7)
    assert got.meta.reason == "the server says 20 scenes match, 7 came"


def test_a_catalogue_that_grows_meanwhile_is_noted(desk):
    def grow(page, request):
        if "next" in request.json():
            return page
        return {**page, "numberMatched": 19, "context": {**page["context"], "matched": 19}}

    changed(desk, grow)
    got = earth_search.scenes(desk.client("live"), **ASK, limit=10)
    assert any("19 matched, then 20" in note for note in got.meta.notes)
    assert got.meta.complete


def test_a_server_that_sends_the_same_page_again_is_stopped(desk):
    def stuck(page, _):
        page["links"] = [one for one in page["links"] if one["rel"] != "next"]
        page["links"].append({"rel": "next", "method": "POST", "merge": True, "body": {},
                              "href": f"{desk.fakes.url}/earth_search/search"})  # fmt: skip
        return page

    changed(desk, stuck)
    got = earth_search.scenes(desk.client("live"), **ASK, limit=7)
    assert len(bodies(desk)) == 2
    assert len(got) == 7
    assert "page 2: the server sends the same page again" in got.meta.reason


def test_a_next_link_to_another_server_is_not_followed(desk):
    def away(page, _):
        for one in page["links"]:
            one["href"] = "http://127.0.0.1:9/earth_search/search"
        return page

    changed(desk, away)
    got = earth_search.scenes(desk.client("live"), **ASK, limit=7)
    assert len(desk.fakes.asked) == 1
    assert "page 2: the next link leads to another server, '127.0.0.1:9'" in got.meta.reason


def test_a_next_link_that_loses_the_question_is_not_followed_on(desk):
    def lose(page, request):
        if "next" not in request.json():
            return page
        page["features"] = [fake.item(one, request.base) for one in SCENES if one.track == 4]
        return {**page, "numberReturned": 3}

    changed(desk, lose)
    got = earth_search.scenes(desk.client("live"), **ASK, limit=7)
    assert len(got) == 7
    assert "page 2: the next link led away from the question" in got.meta.reason


@pytest.mark.parametrize(("change", "reason"), [
    ({"collection": "sentinel-2-l1c"}, "of another collection than asked"),
    ({"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}},
     "outside the box asked for"),
])  # fmt: skip
def test_what_the_server_sends_beside_the_question_is_left_out_and_counted(desk, change, reason):
    def spoil(page, _):
        page["features"][0] |= change
        return page

    changed(desk, spoil)
    got = earth_search.scenes(desk.client("live"), **ASK)
    assert len(got) == 19
    assert f"1 scene the server sent are left out: {reason}" in got.meta.notes


def test_a_scene_of_another_day_is_left_out(desk):
    def spoil(page, _):
        page["features"][0]["properties"] |= {
            "datetime": "2018-11-01T00:00:00Z",
            "start_datetime": None,
            "end_datetime": None,
        }
        return page  # fmt: skip

    changed(desk, spoil)
    got = earth_search.scenes(desk.client("live"), **ASK)
    assert "1 scene the server sent are left out: of other days than asked" in got.meta.notes


def test_more_scenes_than_wanted_are_not_asked_for_and_it_says_so(desk):
    got = earth_search.scenes(desk.client("live"), **ASK, limit=7, at_most=10)
    assert len(got) == 14
    assert got.meta.reason.startswith("ended after 14 scenes of 20")


def test_nothing_found_may_be_said_of_a_whole_answer_only(desk):
    got = earth_search.scenes(
        desk.client("live"), place="SGSIN", start="2018-09-01", end="2018-09-02"
    )
    assert len(got) == 0
    said = got.nothing_found("scenes")
    assert said.startswith("Not found in Earth Search v1: scenes (SYNTHETIC, asked ")
    assert list(got.frame["covers_point"]) == []


def test_too_many_requests_are_asked_again(desk):
    desk.fakes.trouble["earth_search"] = [Reply(b"slow down", "text/plain", 429)]
    assert len(earth_search.scenes(desk.client("live"), **ASK)) == 20
    assert len(desk.fakes.asked) == 2


def test_a_limit_that_stays_is_an_error(desk):
    desk.fakes.trouble["earth_search"] = [Reply(b"slow down", "text/plain", 429)] * 5
    with pytest.raises(SourceRefusedError) as caught:
        earth_search.scenes(desk.client("live"), **ASK)
    assert caught.value.status == 429


def test_a_page_that_fails_is_named_and_the_result_is_not_complete(desk):
    def fail(request):
        if "next" in request.json():
            return as_json({"code": 500, "description": "boom"}, 500)
        return fake.answer(request)

    desk.fakes.sources["earth_search"] = fail
    got = earth_search.scenes(desk.client("live"), **ASK, limit=7)
    assert len(got) == 7
    assert [one.name for one in got.meta.missing] == ["page 2"]


@pytest.mark.parametrize("body", [b"<html>Sorry</html>", b'{"type": "FeatureColl', b""])
def test_html_truncated_and_empty_answers_are_no_scenes(desk, body):
    desk.fakes.sources["earth_search"] = lambda _: Reply(body, "text/html")
    try:
        got = earth_search.scenes(desk.client("live"), **ASK)
    except CollectError:
        return
    assert len(got) == 0
    assert not got.meta.complete


def test_a_new_field_of_an_item_stops_the_call_until_it_is_tolerated(desk):
    changed(desk, lambda page, _: {**page, "features": [
        {**one, "novel": 1} for one in page["features"]]})  # fmt: skip
    with pytest.raises(SchemaChanged) as caught:
        earth_search.scenes(desk.client("live"), **ASK)
    assert caught.value.column == "novel"
    client = desk.client("live", tolerate={"earth_search": ["novel"]})
    assert len(earth_search.scenes(client, **ASK)) == 20


def test_a_recorded_question_replays_to_the_same_table_and_asks_nothing(desk):
    recorded = earth_search.scenes(desk.client("record"), **ASK, limit=7)
    asked = len(desk.fakes.asked)
    replayed = earth_search.scenes(desk.client(), **ASK, limit=7)
    assert_frame_equal(recorded.frame, replayed.frame)
    assert len(desk.fakes.asked) == asked == 3
    assert len(replayed.meta.captures) == 3
    assert replayed.meta.synthetic


def test_a_question_that_was_not_recorded_is_no_empty_table(desk):
    earth_search.scenes(desk.client("record"), **ASK)
    with pytest.raises(NotRecorded):
        earth_search.scenes(desk.client(), **{**ASK, "end": "2018-10-30"})


def test_a_page_that_was_not_recorded_is_no_shorter_table(desk):
    desk.fakes.sources["earth_search"] = lambda request: (
        Reply(b"", status=503) if "next" in request.json() else fake.answer(request)
    )
    recorded = earth_search.scenes(desk.client("record"), **ASK, limit=7)
    assert not recorded.meta.complete
    replayed = earth_search.scenes(desk.client(), **ASK, limit=7)
    assert replayed.meta.reason == recorded.meta.reason
    assert [one.name for one in replayed.meta.missing] == ["page 2"]


def test_one_item_is_asked_by_its_name(desk):
    got = earth_search.item(desk.client("live"), collection="sentinel-2-l2a",
                            id="SYNTHETIC_S2_20180925_SYN-01_0206", place="RUNJK")  # fmt: skip
    (row,) = got.frame.to_dict("records")
    assert desk.fakes.asked[0].path == (
        "collections/sentinel-2-l2a/items/SYNTHETIC_S2_20180925_SYN-01_0206"
    )
    assert (row["cloud_cover"], row["covers_point"]) == (0.4, True)
    assert row["datetime"] == pd.Timestamp("2018-09-25T02:06:11Z")


def test_an_unknown_item_is_an_error_and_no_empty_table(desk):
    with pytest.raises(SourceRefusedError) as caught:
        earth_search.item(desk.client("live"), collection="sentinel-2-l2a", id="NONE")
    assert caught.value.status == 404


def test_a_name_with_a_slash_stays_one_name(desk):
    with pytest.raises(SourceRefusedError):
        earth_search.item(desk.client("live"), collection="../admin", id="a/b?c")
    assert desk.fakes.asked[0].path == "collections/..%2Fadmin/items/a%2Fb%3Fc"


def test_another_item_than_asked_for_is_no_answer(desk):
    other = next(one for one in SCENES if one.radar)
    desk.fakes.sources["earth_search"] = lambda r: as_json(fake.item(other, r.base))
    with pytest.raises(OsintError, match="was asked for sentinel-1-grd/SYNTHETIC-X"):
        earth_search.item(desk.client("live"), collection="sentinel-1-grd", id="SYNTHETIC-X")


def test_signed_addresses_are_noted_and_not_kept(desk):
    def sign(page, _):
        page["features"][0]["assets"]["thumbnail"]["href"] += "?sig=SECRET"
        return page

    changed(desk, sign)
    got = earth_search.scenes(desk.client("live"), **ASK)
    assert any("query strings of asset addresses were left out" in one for one in got.meta.notes)
    assert "SECRET" not in str(got.frame["assets"].tolist())


@pytest.mark.parametrize(("bad", "column"), [
    ({"start": "2018-10-01", "end": "2018-09-01"}, "end"), ({"start": "October"}, "start"),
    ({"end": 5}, "end"), ({"collections": ()}, "collections"), ({"max_cloud": 101}, "max_cloud"),
    ({"limit": 0}, "limit"), ({"limit": 1001}, "limit"), ({"radius_km": 0}, "radius_km"),
])  # fmt: skip
def test_a_question_that_is_none_is_refused_before_anything_is_asked(desk, bad, column):
    with pytest.raises(CollectError) as caught:
        earth_search.scenes(desk.client("live"), **{**ASK, **bad})
    assert caught.value.column == column
    assert desk.fakes.asked == []


def test_days_may_be_dates_and_a_collection_a_text(desk):
    days = {"start": pd.Timestamp("2018-09-03"), "end": pd.Timestamp("2018-09-03").date()}
    got = earth_search.scenes(
        desk.client("live"), place="RUNJK", collections="sentinel-1-grd", **days
    )
    assert got.meta.parameters["collections"] == ["sentinel-1-grd"]
    assert len(got) == 1


def test_geo_gives_footprints_in_degrees_row_by_row(desk):
    got = earth_search.scenes(desk.client("live"), **ASK)
    frame = earth_search.geo(got)
    assert frame.crs.to_string() == "EPSG:4326"
    assert list(frame["id"]) == list(got.frame["id"])
    from shapely import Point

    inside = frame.geometry.covers(Point(132.883333, 42.8))
    assert list(inside) == [bool(one) for one in got.frame["covers_point"]]


def test_a_first_page_of_strange_scenes_is_left_out_and_paging_goes_on(desk):
    def strange(page, request):
        if "next" not in request.json():
            for one in page["features"]:
                one["collection"] = "sentinel-2-l1c"
        return page

    changed(desk, strange)
    got = earth_search.scenes(desk.client("live"), **ASK, limit=7)
    assert len(got) == 13
    assert got.meta.complete


def test_more_scenes_than_the_server_counts_is_not_complete_either(desk):
    changed(desk, lambda page, _: {**page, "numberMatched": 19, "context": {}})
    got = earth_search.scenes(desk.client("live"), **ASK)
    assert got.meta.reason == "the server says 19 scenes match, 20 came"
