from __future__ import annotations

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.errors import TracksError
from osint_helpers.tracks import quality
from osint_helpers.tracks.quality import QualityRule
from tests.tracks.making import BEGIN, MMSI, counts, csv, line, made, order, row, rows

NAN = float("nan")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (199_000_001, 199_000_001), (2_000_001.0, 2_000_001), ("002000001", 2_000_001),
        (" 199000001 ", 199_000_001), ("199000001.0", 199_000_001), ("2000001", 2_000_001),
    ],
)  # fmt: skip
def test_an_mmsi_is_read_as_number_and_as_text(tmp_path, given, kept):
    assert made(tmp_path, rows(row(mmsi=given))).frame()["mmsi"].tolist() == [kept]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("", "no MMSI"), (None, "no MMSI"), ("0", "no MMSI"), (0, "no MMSI"), (NAN, "no MMSI"),
        ("SYNTHETIC", "bad MMSI"), ("1990000011", "bad MMSI"), ("-1", "bad MMSI"),
        ("1.99E+08", "bad MMSI"), (-5, "bad MMSI"), (1.5, "bad MMSI"), (10**9, "bad MMSI"),
        ("1990000.5", "bad MMSI"), ("²", "bad MMSI"),
    ],
)  # fmt: skip
def test_what_is_no_mmsi_is_counted_and_kept_as_sent(tmp_path, given, reason):
    store = made(tmp_path, rows(row(mmsi=given)), buckets=3)
    assert counts(store) == {reason: 1}
    removed = store.removed()
    assert removed["mmsi"].isna().all()
    if reason == "bad MMSI":
        sent = json.loads(removed["sent"][0])["mmsi"]
        assert sent == given if isinstance(given, str) else float(sent) == given


@pytest.mark.parametrize(
    ("lat", "lon", "reason"),
    [
        (91, 181, "no position"), (91, 10, "no position"), (10, 181, "no position"),
        (NAN, 10, "no position"), (10, NAN, "no position"), (0, 0, "position exactly 0, 0"),
        (90.001, 180.0, "position out of range"), (10, 180.001, "position out of range"),
        (-200, 10, "position out of range"), (float("inf"), 10, "position that is no number"),
        (120.5, 35.0, "position out of range, in range if swapped"),
        (-120.5, 35.0, "position out of range, in range if swapped"),
    ],
)  # fmt: skip
def test_a_position_that_is_none_is_removed_with_its_reason(tmp_path, lat, lon, reason):
    assert counts(made(tmp_path, rows(row(lat=float(lat), lon=float(lon))))) == {reason: 1}


@pytest.mark.parametrize(("lat", "lon"), [(90, 180), (-90, -180), (0, 1e-6), (-1e-6, 0)])
def test_positions_at_the_edge_of_the_earth_are_kept(tmp_path, lat, lon):
    assert counts(made(tmp_path, rows(row(lat=float(lat), lon=float(lon))))) == {}


def test_null_island_can_be_kept(tmp_path):
    store = made(tmp_path, rows(row(lat=0.0, lon=0.0)), rule=QualityRule(null_island=False))
    assert store.manifest["rows"] == 1


def test_sentinels_become_missing_and_are_counted(tmp_path):
    frame = rows(row(sog_kn=102.3, cog_deg=360.0, heading_deg=511.0),
                 row(t="2020-02-29T00:10Z", sog_kn=102.2, cog_deg=359.9, heading_deg=359.0),
                 row(t="2020-02-29T00:20Z", sog_kn=-1.0, cog_deg=361.0, heading_deg=360.0),
                 row(t="2020-02-29T00:30Z", sog_kn=0.0, cog_deg=0.0, heading_deg=0.0))  # fmt: skip
    store = made(tmp_path, frame)
    assert counts(store) == {
        "sog_kn 102.3, not available": 1, "sog_kn out of range": 1,
        "cog_deg 360, not available": 1, "cog_deg out of range": 1,
        "heading_deg 511, not available": 1, "heading_deg out of range": 1,
    }  # fmt: skip
    found = store.frame()[["sog_kn", "cog_deg", "heading_deg"]]
    assert found.isna().all(axis=1).tolist() == [True, False, True, False]


def test_texts_that_are_no_number_are_counted(tmp_path):
    text = "mmsi,t,lat,lon,sog_kn\n199000001,2020-01-01T00:00Z,1,2,fast\n1,2020-01-01T00:00Z,x,2,\n"
    store = made(tmp_path, csv(tmp_path, text))
    assert counts(store) == {"sog_kn that is no number": 1, "position that is no number": 1}
    assert json.loads(store.removed()["sent"][0])["lat"] == "x"


def test_search_and_rescue_aircraft_may_fly(tmp_path):
    plane = line(6, mmsi=111_199_001, north=0.5).assign(sog_kn=180.0)
    ship = line(6, mmsi=MMSI, north=0.5).assign(sog_kn=180.0)
    assert counts(made(tmp_path, plane)) == {}
    assert counts(made(tmp_path / "b", ship))["sog_kn out of range"] == 6


@pytest.mark.parametrize(
    "value",
    [
        "2020-02-29T12:00:00Z", "2020-02-29 12:00:00+00:00", "2020-02-29T14:00:00.000+02",
        "2020-02-29T12:00Z", "2020-02-29 12:00:00 UTC", 1_582_977_600, 1_582_977_600_000,
        1_582_977_600_000_000, 1_582_977_600_000_000_000, 1_582_977_600.0, "1582977600",
        "1582977600.0", "1582977600000", pd.Timestamp("2020-02-29T12:00Z"),
        pd.Timestamp("2020-02-29T21:00+09:00"),
    ],
)  # fmt: skip
def test_times_of_many_forms_are_one_moment(tmp_path, value):
    frame = made(tmp_path, rows(row(t=value))).frame()
    assert frame["t"][0] == pd.Timestamp("2020-02-29T12:00Z")
    assert frame["t_us"][0] == 1_582_977_600_000_000


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "no time"), ("  ", "no time"), ("yesterday", "bad time"),
        ("29/02/2020 12:00:00", "bad time"), ("2019-02-29T12:00:00Z", "bad time"),
        ("2020-02-29T24:01:00Z", "bad time"), ("20200229", "bad time"),
        ("1998-10-31T23:59:59Z", "time out of range"),
        ("2100-01-01T00:00:00Z", "time out of range"),
    ],
)  # fmt: skip
def test_a_time_that_is_none_is_removed_with_its_reason(tmp_path, value, reason):
    store = made(tmp_path, rows(row(), row(t=value, mmsi="199000002")))
    assert counts(store) == {reason: 1}


def test_local_times_without_a_zone_are_an_error_that_names_the_line(tmp_path):
    text = "mmsi,t,lat,lon\n1,2020-01-01T00:00Z,1,2\n1,2020-01-01 00:10:00,1,2\n"
    with pytest.raises(TracksError, match=r"fixes\.csv:3: t: 1 of 2 times say no time zone"):
        made(tmp_path, csv(tmp_path, text))
    with pytest.raises(TracksError, match="2 of 2 times"):
        made(tmp_path, line(2).assign(t=lambda f: f["t"].dt.tz_localize(None)))


def test_local_times_are_converted_with_the_zone_given(tmp_path):
    frame = rows(row(t="2018-05-04 23:29:59"), row(t="2018-05-05 00:00:00", mmsi=MMSI + 1),
                 row(t="2018-05-04T00:00:00Z", mmsi=MMSI + 2))  # fmt: skip
    found = made(tmp_path, frame, zone="Asia/Pyongyang").frame()["t"]
    assert found.tolist() == [pd.Timestamp(text) for text in (
        "2018-05-04T14:59:59Z", "2018-05-04T15:00Z", "2018-05-04T00:00Z")]  # fmt: skip


def test_local_times_skipped_or_repeated_are_counted(tmp_path):
    frame = rows(*(row(t=f"2020-{text}", mmsi=MMSI + n) for n, text in enumerate(
        ("03-29 01:59:59", "03-29 02:00:00", "03-29 02:59:59", "03-29 03:00:00",
         "10-25 01:59:59", "10-25 02:00:00", "10-25 02:59:59", "10-25 03:00:00"))))  # fmt: skip
    store = made(tmp_path, frame, zone="Europe/Copenhagen")
    assert counts(store) == {
        "local time that does not exist": 2, "local time that is ambiguous": 2,
    }  # fmt: skip
    assert store.frame()["t"].dt.hour.tolist() == [0, 1, 23, 2]
    assert json.loads(store.removed()["sent"][0])["t"] == "2020-03-29 02:00:00"


def test_a_zone_that_is_none_is_an_error(tmp_path):
    with pytest.raises(TracksError, match="is no time zone"):
        made(tmp_path, line(2), zone="Atlantis/Harbour")


def test_repeats_of_a_position_are_duplicates_and_the_first_stays(tmp_path):
    frame = pd.concat([line(3), line(3)]).assign(name=list("abcdef"))
    store = made(tmp_path, frame)
    assert counts(store) == {"duplicate": 3, "time disorder, sorted": 2}
    assert store.frame()["line"].tolist() == [1, 2, 3]
    assert store.removed()["name"].tolist() == ["d", "e", "f"]


def test_a_second_position_at_the_same_moment_is_removed(tmp_path):
    frame = line(4)
    near = frame.iloc[[1]].assign(lat=lambda f: f["lat"] + 0.001)
    store = made(tmp_path, pd.concat([frame, near]).sort_values("t", kind="stable"))
    assert counts(store) == {"same time, other position": 1}
    assert store.manifest["tracks"] == 1


def test_a_single_fix_no_ship_could_reach_is_a_spike(tmp_path):
    frame = line(20)
    frame.loc[7, "lat"] = 40.0
    store = made(tmp_path, frame)
    assert counts(store) == {"spike": 1}
    assert order(store.removed(), ["reason", "lat", "line"]) == [("spike", 40.0, 8)]


def test_a_few_fixes_no_ship_could_reach_are_of_impossible_speed(tmp_path):
    frame = line(20)
    frame.loc[7:9, "lat"] = [40.0, 40.01, 40.02]
    assert counts(made(tmp_path, frame)) == {"impossible speed": 3}


def test_fixes_with_latitude_and_longitude_exchanged_are_counted_as_such(tmp_path):
    frame = line(20)
    frame.loc[7:9, ["lat", "lon"]] = frame.loc[7:9, ["lon", "lat"]].to_numpy(copy=True)
    store = made(tmp_path, frame)
    assert counts(store) == {"latitude and longitude swapped": 3}
    assert store.removed()["lat"].tolist() == [50.0] * 3


def test_rows_in_are_rows_kept_and_rows_removed(tmp_path):
    frame = pd.concat([line(9), line(9), rows(row(lat=99.0), row(mmsi="x"))])
    frame["mmsi"], frame["t"] = frame["mmsi"].astype(str), frame["t"].astype(str)
    found = made(tmp_path, frame, buckets=3).quality()
    kept = found.loc[found["reason"] == "kept", "rows"].sum()
    assert kept + found.loc[found["removed"], "rows"].sum() == len(frame)


def test_counts_that_do_not_add_up_are_a_fault():
    quality.check({"kept": 3, "spike": 1, "time disorder, sorted": 7}, 4)
    with pytest.raises(TracksError, match="5 rows went in and 4 were accounted for"):
        quality.check({"kept": 3, "spike": 1}, 5)


@pytest.mark.parametrize(
    "wrong",
    [{"speed_kn": 0}, {"jitter_nm": NAN}, {"hull_fixes": 1}, {"earliest": "soon"},
     {"earliest": "2100-01-01"}, {"open_hulls": 1}, {"reckon_h": -1}],
)  # fmt: skip
def test_thresholds_that_mean_nothing_are_refused(wrong):
    with pytest.raises(TracksError):
        QualityRule(**wrong)


CELL = st.one_of(
    st.none(), st.sampled_from(["0", "199000001", "91", "181", "1e3", "nan", "-", "2020-01-01"]),
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=12),
)  # fmt: skip


@settings(max_examples=25)
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=12))
def test_whatever_the_cells_hold_every_row_is_kept_or_removed_for_a_reason(tmp_path_factory, cells):
    frame = pd.DataFrame(cells, columns=["mmsi", "lat", "lon", "sog_kn"], dtype=object)
    frame["t"] = pd.Timestamp(BEGIN)
    store = made(tmp_path_factory.mktemp("any"), frame)
    assert store.manifest["rows"] + len(store.removed()) == len(frame)
    assert set(store.removed()["reason"]) <= set(quality.REMOVED)
