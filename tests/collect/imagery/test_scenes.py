"""One page of bytes in the documented format becomes exact rows."""

import hashlib
import json
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.columns import DTYPES, frame
from osint_helpers.collect.imagery import scenes, stac
from osint_helpers.collect.imagery.scenes import SCENES
from osint_helpers.errors import CollectError, OsintError, SchemaChanged, SourceRefusedError
from tests.collect.imagery.items import item, page
from tests.collect.imagery.test_footprints import JSON


def only(**changes):
    (row,) = stac.parse(page(item(**changes)))
    return row


def test_a_radar_item_becomes_this_row():
    row = only()
    assert {k: v for k, v in row.items() if k not in {"footprint", "sha256"}} == {
        "id": "SYNTHETIC-1", "collection": "sentinel-1-grd", "platform": "synthetic-1a",
        "datetime": "2018-10-03T09:21:07.250000Z", "start": None, "end": None, "created": None,
        "updated": None, "orbit_state": "ascending", "relative_orbit": 1, "mode": "IW",
        "polarizations": ("VV", "VH"), "cloud_cover": None, "epsg": 4326, "licence": None,
        "processing_version": None, "href": "https://example.org/v1/items/SYNTHETIC-1",
        "assets": {"thumbnail": {"href": "https://example.org/q.png", "type": "image/png",
                                 "roles": ["thumbnail"]}},
        "acquisition": "facts: synthetic-1a 2018-10-03T09:21:07 1 sentinel-1-grd",
    }  # fmt: skip
    assert row["footprint"] == item()["geometry"]


def test_the_frame_has_the_stated_types_and_utc():
    made = frame([only()], SCENES)
    assert {c.name: str(made[c.name].dtype) for c in SCENES} == {
        c.name: DTYPES[c.kind] for c in SCENES
    }
    assert made["datetime"][0] == pd.Timestamp("2018-10-03T09:21:07.25Z")
    assert pd.isna(made["start"][0])
    assert math.isnan(made["cloud_cover"][0])


def test_an_empty_frame_has_the_same_types():
    made = frame([], SCENES)
    assert {c.name: str(made[c.name].dtype) for c in SCENES} == {
        c.name: DTYPES[c.kind] for c in SCENES
    }


def test_the_digest_is_that_of_the_canonical_json_of_the_item():
    text = json.dumps(item(), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    assert only()["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert only(facts={"note": "other"})["sha256"] != only()["sha256"]


def test_a_null_datetime_keeps_start_and_end():
    row = only(facts={"datetime": None, "start_datetime": "2018-10-03T09:21:00Z",
                      "end_datetime": "2018-10-03T09:21:25Z"})  # fmt: skip
    assert (row["datetime"], row["start"], row["end"]) == (
        None, "2018-10-03T09:21:00Z", "2018-10-03T09:21:25Z",
    )  # fmt: skip


@pytest.mark.parametrize("facts", [
    {"datetime": None}, {"datetime": "absent"},
    {"datetime": None, "start_datetime": "2018-10-03T09:21:00Z"},
    {"datetime": "absent", "start_datetime": "2018-10-03T09:21:00Z",
     "end_datetime": "2018-10-03T09:21:25Z"},
])  # fmt: skip
def test_an_item_without_a_time_is_a_changed_schema(facts):
    with pytest.raises(SchemaChanged) as caught:
        only(facts=facts)
    assert caught.value.column == "datetime"


def test_cloud_cover_is_per_cent_as_the_source_gives_it():
    assert only(facts={"eo:cloud_cover": 26.02542})["cloud_cover"] == 26.02542
    assert only(facts={"eo:cloud_cover": 0})["cloud_cover"] == 0.0
    for bad in (-1, 101, "26", True):
        with pytest.raises(SchemaChanged) as caught:
            only(facts={"eo:cloud_cover": bad})
        assert caught.value.column == "eo:cloud_cover"


def test_the_projection_is_read_in_its_old_and_its_new_form():
    assert only(facts={"proj:epsg": 32652})["epsg"] == 32652
    assert only(facts={"proj:epsg": "absent", "proj:code": "EPSG:32652"})["epsg"] == 32652
    assert only(facts={"proj:epsg": None, "proj:code": "OGC:CRS84"})["epsg"] is None


def test_signatures_and_logins_of_addresses_are_never_kept():
    signed = "https://user:pass@example.org/a/b.tif?X-Amz-Signature=SECRET&x=1#SECRET"
    made = item(assets={"data": {"href": signed}}, links=[{"rel": "self", "href": signed}])
    (row,) = stac.parse(page(made))
    assert row["assets"] == {"data": {"href": "https://example.org/a/b.tif"}}
    assert row["href"] == "https://example.org/a/b.tif"
    assert "SECRET" not in str({k: v for k, v in row.items() if k != "sha256"})
    assert scenes.signed(made) == 1
    assert scenes.signed(item()) == 0


def test_sizes_and_checksums_of_assets_are_kept():
    red = {"href": "s3://b/red.tif", "type": "image/tiff", "roles": ["data"]}
    row = only(assets={"red": {**red, "file:size": 70765784, "file:checksum": "1220ab"}})
    assert row["assets"]["red"] == {**red, "size": 70765784, "checksum": "1220ab"}


def test_the_licence_is_what_the_item_or_its_link_says():
    link = [{"rel": "license", "href": "https://example.org/notice"}]
    assert only(links=link)["licence"] == "https://example.org/notice"
    assert only(facts={"license": "CC-BY-4.0"})["licence"] == "CC-BY-4.0"


@pytest.mark.parametrize("name", ["geometry", "assets", "properties", "links", "id", "type"])
def test_a_missing_field_of_an_item_is_named(name):
    with pytest.raises(SchemaChanged) as caught:
        only(**{name: "absent"})
    assert caught.value.column == name


def test_a_new_field_of_an_item_is_named_and_may_be_tolerated():
    made = page(item(novel=1))
    with pytest.raises(SchemaChanged) as caught:
        stac.parse(made)
    assert caught.value.column == "novel"
    assert len(stac.parse(made, tolerated=["novel"])) == 1


@pytest.mark.parametrize(("changes", "column"), [
    ({"facts": {"sar:polarizations": "VV"}}, "sar:polarizations"),
    ({"facts": {"sat:relative_orbit": "1"}}, "sat:relative_orbit"),
    ({"facts": {"sat:relative_orbit": 1.5}}, "sat:relative_orbit"),
    ({"facts": {"platform": 1}}, "platform"),
    ({"assets": []}, "assets"), ({"assets": {"a": 1}}, "assets.a"),
    ({"properties": []}, "properties"), ({"links": {}}, "links"), ({"id": 5}, "id"),
    ({"type": "Item"}, "type"), ({"geometry": {"type": "Point"}}, "geometry"),
])  # fmt: skip
def test_a_value_of_another_type_is_a_changed_schema(changes, column):
    with pytest.raises(SchemaChanged) as caught:
        only(**changes)
    assert caught.value.column == column


def test_a_time_that_is_none_is_a_changed_schema_of_its_column():
    with pytest.raises(SchemaChanged) as caught:
        frame([only(facts={"datetime": "last week"})], SCENES)
    assert caught.value.column == "datetime"


RADAR = "S1A_IW_GRDH_1SDV_20180101T000000_20180101T000025_000000_000000"  # SYNTHETIC: orbit 0


@pytest.mark.parametrize("name", [RADAR, f"{RADAR}_ABCD", f"{RADAR}_0123_COG"])
def test_two_processings_of_one_radar_acquisition_share_its_text(name):
    assert only(id=name)["acquisition"] == f"name: {RADAR}"


def test_two_baselines_of_one_optical_acquisition_share_its_text_and_levels_do_not():
    name = "S2B_MSIL2A_20180101T000000_N{}_R000_T00SYN_20180101T0{}0000"
    first, second = only(id=name.format("0206", 3)), only(id=name.format("0500", 5))
    assert first["acquisition"] == "name: S2B_MSIL2A_20180101T000000_R000_T00SYN"
    assert first["acquisition"] == second["acquisition"]
    assert (
        only(id=name.format("0206", 3).replace("L2A", "L1C"))["acquisition"] != first["acquisition"]
    )


def test_the_name_of_the_product_goes_before_the_id_of_the_catalogue():
    facts = {"s1:product_identifier": f"{RADAR}_ABCD"}
    assert only(facts=facts)["acquisition"] == f"name: {RADAR}"


def test_without_satellite_or_track_there_is_no_acquisition():
    assert only(facts={"platform": "absent"})["acquisition"] is None
    assert only(facts={"sat:relative_orbit": "absent"})["acquisition"] is None


@pytest.mark.parametrize("data", [b"<html>busy</html>", b"Too many requests", b""])
def test_markup_and_text_are_refusals(data):
    with pytest.raises(SourceRefusedError):
        stac.parse(data)


def test_truncated_json_is_an_error():
    with pytest.raises(CollectError):
        stac.parse(page(item())[:-20])


def test_a_number_no_computer_holds_is_no_crash():
    with pytest.raises(CollectError, match="number too large"):
        stac.parse(page(item()).replace(b'"SYNTHETIC"', b"1e999"))


@given(st.binary(max_size=200))
def test_arbitrary_bytes_raise_nothing_but_our_errors(data):
    try:
        stac.parse(data)
    except OsintError:
        return


@given(
    st.sampled_from(["id", "geometry", "properties", "links", "assets", "collection", "type"]), JSON
)
def test_arbitrary_values_of_a_field_raise_nothing_but_our_errors(name, value):
    data = json.dumps({"type": "FeatureCollection", "links": [],
                       "features": [{**item(), name: value}]}).encode()  # fmt: skip
    try:
        frame(stac.parse(data), SCENES)
    except OsintError:
        return


@given(st.sampled_from(sorted(item()["properties"])), JSON)
def test_arbitrary_values_of_a_property_raise_nothing_but_our_errors(name, value):
    made = item()
    made["properties"][name] = value
    try:
        frame(stac.parse(json.dumps({"type": "FeatureCollection", "links": [],
                                     "features": [made]}).encode()), SCENES)  # fmt: skip
    except OsintError:
        return
