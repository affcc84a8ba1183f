from __future__ import annotations

import gzip

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from osint_helpers.errors import TracksError
from osint_helpers.tracks import csvs, staging
from tests.tracks.making import MMSI, counts, csv, line, made, row, rows

HEAD = "mmsi,t,lat,lon\n"
GOOD = "199000001,2020-01-01T00:00:00Z,1,2\n"
SECONDS = 1_577_836_800


def parquet(folder, name="a.parquet", **columns):
    """Write one row; columns given stand for those of a good one, in their order."""
    good = {"mmsi": [MMSI], "t": ["2020-01-01T00:00Z"], "lat": [1.0], "lon": [2.0]}
    pq.write_table(pa.table({**columns, **{k: v for k, v in good.items() if k not in columns}}),
                   folder / name)  # fmt: skip
    return folder / name


@pytest.mark.parametrize("other", ["LAT", "Lat"])
def test_parquet_columns_that_differ_in_case_only_are_told_apart(tmp_path, other):
    store = made(tmp_path, parquet(tmp_path, **{other: [3.0]}))
    assert store.frame()["lat"].tolist() == [1.0]
    named = {"lat": other}
    found = made(tmp_path / "b", parquet(tmp_path, **{other: [3.0]}), columns=named)
    assert found.frame()["lat"].tolist() == [3.0]


@pytest.mark.parametrize(
    "data",
    [
        (HEAD + GOOD).encode("utf-16"), (HEAD + GOOD).replace("\n", "\r").encode(),
        gzip.compress((HEAD + GOOD).encode(), mtime=0), f'mmsi,t,lat,lon,"a\nb"\n{GOOD}'.encode(),
    ],
    ids=["utf-16", "cr", "gz", "line break"],
)  # fmt: skip
def test_a_first_line_that_is_no_header_is_an_error(tmp_path, data):
    with pytest.raises(TracksError, match=r"^fixes\.csv: has a first line that is no header"):
        made(tmp_path, csv(tmp_path, data))


def test_empty_and_repeated_names_that_are_not_used_do_no_harm(tmp_path):
    text = "mmsi,t,lat,lon,,,x,x\n199000001,2020-01-01T00:00:00Z,1,2,a,b,c,d\n"
    assert counts(made(tmp_path, csv(tmp_path, text))) == {}


def test_times_of_any_integer_are_a_time_or_a_reason(tmp_path):
    least, most = -(2**63), 2**63 - 1
    store = made(tmp_path, line(3).assign(t=[least, most, SECONDS]))
    assert counts(store) == {"time out of range": 2}
    unsigned = pa.array([2**64 - 1, SECONDS], pa.uint64())
    path = parquet(tmp_path, t=unsigned, mmsi=unsigned, lat=[1.0, 1.0], lon=[2.0, 2.0])
    store = made(tmp_path / "b", path, columns={"mmsi": "mmsi"})
    assert counts(store) == {"bad MMSI": 2}
    path = parquet(tmp_path, t=unsigned, mmsi=[1, 2], lat=[1.0, 1.0], lon=[2.0, 2.0])
    assert counts(made(tmp_path / "c", path)) == {"time out of range": 1}


@pytest.mark.parametrize(
    ("number", "kept"),
    [(SECONDS, True), (SECONDS * 10**3, True), (SECONDS * 10**6, True), (SECONDS * 10**9, True),
     (99_999_999_999, False), (100_000_000_000, False), (-SECONDS, False)],
)  # fmt: skip
@pytest.mark.parametrize("kind", [int, str, float])
def test_the_size_of_an_epoch_number_says_its_unit(tmp_path, number, kept, kind):
    store = made(tmp_path, rows(row(t=kind(number)), row(t=kind(SECONDS), mmsi=5)))
    assert store.manifest["rows"] == 1 + kept
    if kept:
        assert store.frame()["t_us"].tolist() == [SECONDS * 10**6] * 2


def test_integers_of_any_size_in_a_frame_are_counted(tmp_path):
    frame = pd.DataFrame({"mmsi": [10**30, MMSI], "t": [10**30, SECONDS], "lat": 1.0, "lon": 2.0})
    assert counts(made(tmp_path, frame)) == {"bad MMSI": 1}


def test_values_no_table_can_hold_are_an_error(tmp_path):
    with pytest.raises(TracksError, match="frame: has values that cannot be read"):
        made(tmp_path, line(2).assign(lat=[1 + 2j, 3]))


@pytest.mark.parametrize(
    ("column", "values"),
    [("lat", [[1.0]]), ("length_m", [{"a": 1}]), ("line", [[1]]), ("t", [b"2020-01-01"]),
     ("t", [True]), ("sog_kn", [{"a": 1}])],
)  # fmt: skip
def test_values_of_a_kind_that_is_no_measure_are_an_error_of_their_column(tmp_path, column, values):
    with pytest.raises(TracksError, match=f"{column}: has values of type"):
        made(tmp_path, parquet(tmp_path, **{column: values}))


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "Asia/Tokyo", "+02:00"])
def test_time_stamps_of_any_unit_and_zone_are_one_moment(tmp_path, unit, zone):
    sent = SECONDS * {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    path = parquet(tmp_path, t=pa.array([sent], pa.timestamp(unit, zone)))
    store = made(tmp_path, path, zone=None if zone else "UTC")
    assert store.frame()["t_us"].tolist() == [SECONDS * 10**6]


def test_time_stamps_of_96_bits_are_read_and_say_no_zone(tmp_path):
    stamp = pa.array([SECONDS * 10**9], pa.timestamp("ns"))
    table = pa.table({"mmsi": [MMSI], "t": stamp, "lat": [1.0], "lon": [2.0]})
    path = tmp_path / "a.parquet"
    pq.write_table(table, path, use_deprecated_int96_timestamps=True)
    assert made(tmp_path, path, zone="UTC").frame()["t_us"].tolist() == [SECONDS * 10**6]
    with pytest.raises(TracksError, match="say no time zone"):
        made(tmp_path / "b", path)


@pytest.mark.parametrize("shift", ["+99", "-15", "+02:60", "+15:00"])
def test_a_zone_that_is_nowhere_on_earth_makes_no_time(tmp_path, shift):
    store = made(tmp_path, rows(row(t=f"2020-01-01T00:00:00{shift}"), row(mmsi=5)))
    assert counts(store) == {"bad time": 1}


def test_degrees_with_letters_and_decimal_commas_are_no_numbers(tmp_path):
    text = (
        "mmsi;t;lat;lon\n199000001;2020-01-01T00:00Z;55.5N;12.1E\n"
        "199000001;2020-01-01T00:01Z;55,5;12,1\n199000001;2020-01-01T00:02Z;55 30.5 N;12 E\n"
    )
    store = made(tmp_path, csv(tmp_path, text))
    assert counts(store) == {"position that is no number": 3}
    assert "55.5N" in store.removed()["sent"][0]


@pytest.mark.parametrize("given", [None, 3, object()])
def test_what_is_no_input_is_an_error(tmp_path, given):
    from osint_helpers.tracks.importing import import_positions

    with pytest.raises(TracksError, match="is no input"):
        import_positions(given, tmp_path / "store")


def test_frames_of_other_libraries_are_named_in_the_error(tmp_path):
    from osint_helpers.tracks.importing import import_positions

    with pytest.raises(TracksError, match=r"^Table is no input"):
        import_positions(pa.table({"mmsi": [1]}), tmp_path / "store")


def test_columns_must_be_a_map(tmp_path):
    with pytest.raises(TracksError, match="columns= is a list and no map"):
        made(tmp_path, line(2), columns=["lat"])


def test_columns_of_a_frame_may_be_numbered(tmp_path):
    frame = line(2).rename(columns={"lat": 3})
    assert made(tmp_path, frame, columns={"lat": 3}).manifest["rows"] == 2


def test_two_needed_columns_cannot_be_one(tmp_path):
    with pytest.raises(TracksError, match="lat and lon are both read from column lat"):
        made(tmp_path, line(2), columns={"lon": "lat"})


@pytest.mark.parametrize("kind", ["parquet", "csv"])
@pytest.mark.parametrize("gone", [True, False])
def test_a_file_removed_or_changed_meanwhile_is_an_error(tmp_path, monkeypatch, kind, gone):
    path = tmp_path / f"a.{kind}"
    (line(3).to_parquet if kind == "parquet" else line(3).to_csv)(path, index=False)
    real = staging.copy

    def meanwhile(con, one, sql):
        if gone:
            path.unlink()
        else:
            (line(4).to_parquet if kind == "parquet" else line(4).to_csv)(path, index=False)
        real(con, one, sql)

    monkeypatch.setattr(staging, "copy", meanwhile)
    word = "removed" if gone else "changed"
    with pytest.raises(TracksError, match=rf"^a\.{kind}: was {word} while it was imported"):
        made(tmp_path, path)
    assert not (tmp_path / "store").exists()


def test_a_link_to_a_file_is_read_and_a_broken_one_is_an_error(tmp_path):
    (tmp_path / "link.csv").symlink_to(csv(tmp_path, HEAD + GOOD))
    assert made(tmp_path, tmp_path / "link.csv").manifest["rows"] == 1
    (tmp_path / "broken.csv").symlink_to(tmp_path / "nowhere")
    with pytest.raises(TracksError, match="is no file that is there"):
        made(tmp_path, tmp_path / "broken.csv")


def test_the_lines_of_a_csv_are_counted_to_its_end(tmp_path):
    assert csvs.lines(csv(tmp_path, HEAD + GOOD + GOOD.strip())) == 2
