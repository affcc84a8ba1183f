"""MarineCadastre: two headers, four packings, the signed course, replay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.vessels import marinecadastre
from osint_helpers.collect.vessels.ais import Tally
from osint_helpers.errors import CollectError, NotRecorded, SchemaChanged, SourceRefusedError
from tests.collect.desk import Desk
from tests.collect.fakes import marinecadastre as fake
from tests.collect.fakes.danish_ais import zipped
from tests.collect.fakes.marinecadastre import CSV2, LEGACY, csv2_row, legacy_row
from tests.collect.fakes.server import FakeSources, Reply
from tests.conftest import shared_folder


def file_of(folder: Path, *rows: str) -> Path:
    path = folder / "ais.csv"
    path.write_text("\n".join(rows) + "\n", newline="")
    return path


def counted(path: Path, **how: object) -> tuple[pd.DataFrame, Tally]:
    tally = Tally()
    frame = marinecadastre.read(path, tally=tally, **how).frame  # type: ignore[arg-type]
    tally.check()
    return frame, tally


def usual(**other: object) -> dict[str, object]:
    return {
        "mmsi": "366999001", "t": pd.Timestamp("2020-06-30 00:00:01", tz="UTC"), "lat": 40.66995,
        "lon": -74.14127, "sog_kn": 0.1, "cog_deg": 28.0, "heading_deg": 28.0,
        "nav_status": "Moored", "imo": "9999993", "name": "SYNTHETIC TRADER", "callsign": "TEST1",
        "ship_type": "70", "draught_m": 7.4, "length_m": 150.0, "width_m": 20.0,
        "transceiver": "A", "source": "marinecadastre",
        "member": "ais.csv", "line": 2, **other,
    }  # fmt: skip


def test_a_row_of_the_older_header_is_read_cell_by_cell(tmp_path: Path) -> None:
    frame, _ = counted(file_of(tmp_path, LEGACY, legacy_row()))
    found = frame.iloc[0].to_dict()
    assert pd.isna(found.pop("destination"))
    assert found == usual()


def test_a_row_of_the_newer_header_has_longitude_first(tmp_path: Path) -> None:
    frame, _ = counted(file_of(tmp_path, CSV2, csv2_row()))
    found = frame.iloc[0].to_dict()
    assert pd.isna(found.pop("destination"))
    assert found == usual(t=pd.Timestamp("2025-06-26 00:00:01", tz="UTC"))


def test_sentinels_of_the_older_files_are_missing_and_counted(tmp_path: Path) -> None:
    row = legacy_row(SOG="102.3", COG="360.0", Heading="511.0", IMO="IMO0000000", Status="15",
                     VesselType="0", Draft="0")  # fmt: skip
    frame, tally = counted(file_of(tmp_path, LEGACY, row))
    columns = ["sog_kn", "cog_deg", "heading_deg", "imo", "nav_status", "ship_type", "draught_m"]
    assert frame[columns].isna().all(axis=None)
    assert sum(tally.blanked.values()) == 4


def test_empty_cells_of_the_newer_files_are_missing(tmp_path: Path) -> None:
    row = csv2_row(sog="", cog="", heading="", imo="", status="", vessel_type="", draft="",
                   length="", width="",
                   vessel_name="", call_sign="", transceiver="")  # fmt: skip
    frame, tally = counted(file_of(tmp_path, CSV2, row))
    assert frame.loc[0, "sog_kn":"destination"].isna().all()
    assert not tally.blanked


@pytest.mark.parametrize(
    ("stored", "course"), [("-0.1", 409.5), ("-49.7", 359.9), ("-204.8", 204.8), ("204.7", 204.7)]
)
def test_a_course_stored_signed_is_turned_back(tmp_path: Path, stored: str, course: float) -> None:
    frame, tally = counted(file_of(tmp_path, LEGACY, legacy_row(COG=stored)))
    if course > 360:
        assert pd.isna(frame["cog_deg"][0])
        assert tally.blanked == {"cog_deg out of range": 1}
    else:
        assert frame["cog_deg"][0] == course
    assert sum(tally.noticed.values()) == stored.startswith("-")


def test_the_signed_sentinel_of_course_is_missing(tmp_path: Path) -> None:
    frame, tally = counted(file_of(tmp_path, LEGACY, legacy_row(COG="-49.6")))
    assert pd.isna(frame["cog_deg"][0])
    assert tally.blanked == {"cog_deg 360, not available": 1}


def test_a_negative_course_of_the_newer_files_is_no_course(tmp_path: Path) -> None:
    frame, tally = counted(file_of(tmp_path, CSV2, csv2_row(cog="-1.0")))
    assert pd.isna(frame["cog_deg"][0])
    assert tally.blanked == {"cog_deg out of range": 1}


@pytest.mark.parametrize(
    "text",
    ["30/06/2020 00:00:01", "2020-30-06T00:00:01", "2020-06-31T00:00:01", "2020-06-30",
     "2020-06-30T00:00:01+02:00", "1593475201"],
)  # fmt: skip
def test_a_bad_time_is_counted(tmp_path: Path, text: str) -> None:
    frame, tally = counted(file_of(tmp_path, LEGACY, legacy_row(BaseDateTime=text)))
    assert len(frame) == 0
    assert tally.dropped == {"bad time": 1}


@pytest.mark.parametrize("text", ["2020-06-30T00:00:01.250", "2020-06-30 00:00:01.25Z"])
def test_a_fraction_of_a_second_is_read(tmp_path: Path, text: str) -> None:
    frame, _ = counted(file_of(tmp_path, LEGACY, legacy_row(BaseDateTime=text)))
    assert frame["t"][0] == pd.Timestamp("2020-06-30 00:00:01.25", tz="UTC")


def test_a_header_without_class_and_a_misspelt_one_are_read(tmp_path: Path) -> None:
    short = file_of(tmp_path, LEGACY.rpartition(",")[0], legacy_row().rpartition(",")[0])
    frame, _ = counted(short)
    assert pd.isna(frame["transceiver"][0])
    odd = LEGACY.replace("TransceiverClass", "TranscieverClass")
    frame, _ = counted(file_of(tmp_path, odd, legacy_row()))
    assert frame["transceiver"][0] == "A"


@pytest.mark.parametrize(
    ("header", "column"),
    [
        (LEGACY.replace("LAT", "Latitude"), "LAT"),
        (CSV2.replace("longitude", "lon"), "longitude"),
        (CSV2 + ",flag", "flag"),
        (LEGACY + ",Flag", "Flag"),
        ("a,b,c", "mmsi"),
    ],
)
def test_a_changed_header_names_the_column(tmp_path: Path, header: str, column: str) -> None:
    with pytest.raises(SchemaChanged) as caught:
        marinecadastre.read(file_of(tmp_path, header, legacy_row()))
    assert caught.value.column == column


def test_every_packing_gives_the_same_rows(tmp_path: Path) -> None:
    import gzip

    import zstandard

    data = fake.csv2_csv("2025-06-26")
    held = zstandard.ZstdCompressor()
    packed = {
        "a.csv": data, "a.csv.gz": gzip.compress(data), "a.zip": zipped({"a.csv": data}),
        "a.csv.zst": held.compress(data),
        "two.csv.zst": held.compress(data[:500]) + held.compress(data[500:]),
        "a.parquet": fake.parquet("2025-06-26"),
    }  # fmt: skip
    frames = {}
    for name, content in packed.items():
        path = tmp_path / name
        path.write_bytes(content)
        frame, tally = counted(path)
        assert tally.kept == 20
        frames[name] = frame.drop(columns=["member", "line"])
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(frames["a.csv"], frame, obj=name)


def test_a_row_of_geoparquet_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(fake.parquet("2024-06-30"))
    frame, _ = counted(path, mmsi=("366999002",))
    assert list(frame["line"]) == list(range(2, 21, 2))


def test_a_point_in_another_byte_order_and_a_missing_one(tmp_path: Path) -> None:
    import struct

    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    path.write_bytes(fake.parquet("2024-06-30"))
    table = pq.read_table(path)
    points = [struct.pack(">BIdd", 0, 1, -74.5, 40.5), None] * 10
    pq.write_table(table.set_column(table.schema.get_field_index("geometry"), "geometry",
                                    pa.array(points, pa.binary())), path)  # fmt: skip
    frame, tally = counted(path)
    assert set(zip(frame["lon"], frame["lat"], strict=True)) == {(-74.5, 40.5)}
    assert tally.dropped == {"no position": 10}


def test_a_geometry_that_is_no_point_names_the_column(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    path.write_bytes(fake.parquet("2024-06-30"))
    table = pq.read_table(path)
    pq.write_table(table.set_column(table.schema.get_field_index("geometry"), "geometry",
                                    pa.array([b"\x01\x02\x00\x00\x00"] * 20, pa.binary())),
                   path)  # fmt: skip
    with pytest.raises(SchemaChanged) as caught:
        marinecadastre.read(path)
    assert caught.value.column == "geometry"


@pytest.mark.parametrize("name", ["a.csv.zst", "a.csv.gz", "a.parquet"])
def test_a_file_that_ends_early_is_never_taken_for_whole(tmp_path: Path, name: str) -> None:
    import gzip

    import zstandard

    rows = [csv2_row(latitude=f"{at * 7919 % 90_000 / 1000}", sog=f"{at * 31 % 99}")
            for at in range(20_000)]  # fmt: skip
    data = "\n".join([CSV2, *rows, ""]).encode()
    whole = {
        "a.csv.zst": zstandard.ZstdCompressor().compress(data),
        "a.csv.gz": gzip.compress(data),
        "a.parquet": fake.parquet("2024-06-30"),
    }[name]
    path = tmp_path / name
    path.write_bytes(whole[: len(whole) - 30])
    with pytest.raises(CollectError, match=r"truncated or broken|no whole Parquet"):
        list(marinecadastre.batches(path))


def test_parquet_is_written(tmp_path: Path) -> None:
    target = tmp_path / "day.parquet"
    found = marinecadastre.to_parquet(file_of(tmp_path, CSV2, csv2_row()), target, quiet=True)
    assert found.tally.kept == 1
    assert pd.read_parquet(target)["mmsi"].tolist() == ["366999001"]


def test_real_rows_of_new_york_harbour_come_back(tmp_path: Path) -> None:
    folder = shared_folder()
    file = (
        None if folder is None else folder / "data/ais/nyharbor_2020-06-30_first_hour_full.parquet"
    )
    if file is None or not file.is_file():
        pytest.skip("the real AIS files are not on this machine (set OSINT_SHARED)")
    real = pd.read_parquet(file)
    table = pd.DataFrame({
        "MMSI": real["mmsi"], "BaseDateTime": real["t"].dt.strftime("%Y-%m-%dT%H:%M:%S"),
        "LAT": real["lat"], "LON": real["lon"], "SOG": real["sog"], "COG": real["cog"],
        "Heading": real["heading"], "VesselName": real["name"], "IMO": real["imo"],
        "CallSign": real["callsign"], "VesselType": real["vessel_type"],
        "Status": real["status"], "Length": real["length"], "Width": real["width"],
        "Draft": real["draft"], "Cargo": real["cargo"],
        "TransceiverClass": real["transceiver_class"],
    })  # fmt: skip
    path = tmp_path / "AIS_2020_06_30.csv"
    table.to_csv(path, index=False)
    frame, tally = counted(path)
    assert (len(frame), frame["mmsi"].nunique()) == (8689, 295)
    assert not tally.dropped
    assert tally.blanked["cog_deg 360, not available"] == 777
    assert tally.blanked["heading_deg 511, not available"] == 3606
    assert frame["cog_deg"].between(0, 360, inclusive="left").sum() == 8689 - 777
    assert frame["imo"].notna().sum() == real["imo"].notna().sum() - 664
    pd.testing.assert_series_equal(frame["lat"], real["lat"])
    pd.testing.assert_series_equal(frame["t"], real["t"])


def test_real_positions_of_all_us_coasts_are_all_counted(tmp_path: Path) -> None:
    folder = shared_folder()
    file = None if folder is None else folder / "data/ais/us_coastal_2020-06-30.parquet"
    if file is None or not file.is_file():
        pytest.skip("the real AIS files are not on this machine (set OSINT_SHARED)")
    real = pd.read_parquet(file)
    blank = pd.Series([None] * len(real))
    table = pd.DataFrame(dict.fromkeys(CSV2.split(","), blank))
    table["mmsi"], table["longitude"], table["latitude"] = real["mmsi"], real["lon"], real["lat"]
    table["base_date_time"] = real["t"].dt.strftime("%Y-%m-%d %H:%M:%S")
    path = tmp_path / "ais-2020-06-30.csv"
    table.to_csv(path, index=False)
    frame, tally = counted(path)
    assert (tally.rows, len(frame), frame["mmsi"].nunique()) == (235_967, 235_967, 1_185)
    assert frame.duplicated(["mmsi", "t"]).sum() == 23


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FakeSources(marinecadastre=fake.answer) as fakes:
        url = fakes.servers["marinecadastre"]
        yield Desk(tmp_path, fakes, **{"marinecadastre:legacy": f"{url}/legacy",
                                       "marinecadastre:geoparquet": f"{url}/geo"})  # fmt: skip


@pytest.mark.parametrize(
    ("date", "form", "path"),
    [
        (dt.date(2020, 6, 30), "", "legacy/2020/AIS_2020_06_30.zip"),
        (dt.date(2025, 6, 26), "", "csv2/csv2025/ais-2025-06-26.csv.zst"),
        (dt.date(2024, 2, 29), "geoparquet", "geo/ais2024/ais-2024-02-29.parquet"),
        (dt.date(2020, 6, 30), "csv2", "csv2/csv2020/ais-2020-06-30.csv.zst"),
    ],
)
def test_a_day_is_recorded_from_the_server_of_its_year_and_replayed(
    desk: Desk, date: dt.date, form: str, path: str
) -> None:
    recorded = marinecadastre.day(desk.client("record"), date=date, form=form)
    replayed = marinecadastre.day(desk.client(), date=date, form=form)
    assert [one.path for one in desk.fakes.asked] == [path]
    pd.testing.assert_frame_equal(recorded.frame, replayed.frame)
    assert len(recorded) == 20
    assert recorded.meta.complete
    assert recorded.meta.synthetic
    assert set(recorded.frame["t"].dt.date) == {date}


def test_days_that_are_not_published_and_forms_that_are_none(desk: Desk) -> None:
    with pytest.raises(CollectError, match="before 2015"):
        marinecadastre.day(desk.client(), date=dt.date(2014, 1, 1))
    with pytest.raises(CollectError, match="no form"):
        marinecadastre.day(desk.client(), date=dt.date(2020, 1, 1), form="xml")
    with pytest.raises(NotRecorded):
        marinecadastre.day(desk.client(), date=dt.date(2020, 1, 1))
    with pytest.raises(SourceRefusedError):
        marinecadastre.day(desk.client("record"), date=dt.date(2024, 1, 1), form="zip")


def test_an_answer_cut_short_is_no_day(desk: Desk) -> None:
    desk.fakes.trouble["marinecadastre"] = [Reply(zipped({"a.csv": b"x" * 900})[:-30])]
    with pytest.raises(CollectError):
        marinecadastre.day(desk.client("record"), date=dt.date(2020, 6, 30))


@given(
    st.datetimes(pd.Timestamp("2015-01-01"), pd.Timestamp("2030-01-01")),
    st.integers(-9_000_000, 9_000_000), st.integers(-18_000_000, 18_000_000),
    st.integers(0, 1021), st.integers(0, 3599), st.integers(0, 359),
)  # fmt: skip
def test_rows_written_in_either_format_come_back_exactly(
    tmp_path_factory: pytest.TempPathFactory,
    when: dt.datetime, lat: int, lon: int, sog: int, cog: int, heading: int,
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("rows")
    y, x, speed = f"{lat / 1e5:.5f}", f"{lon / 1e5:.5f}", f"{sog / 10:.1f}"
    stored = cog / 10 if cog < 2048 else (cog - 4096) / 10
    older = legacy_row(BaseDateTime=f"{when:%Y-%m-%dT%H:%M:%S}", LAT=y, LON=x, SOG=speed,
                       COG=f"{stored:.1f}", Heading=f"{heading:.1f}")  # fmt: skip
    newer = csv2_row(base_date_time=f"{when:%Y-%m-%d %H:%M:%S}", latitude=y, longitude=x,
                     sog=speed, cog=f"{cog / 10:.1f}", heading=str(heading))  # fmt: skip
    for rows in ((LEGACY, older), (CSV2, newer)):
        found = counted(file_of(folder, *rows))[0].iloc[0]
        assert found["t"] == pd.Timestamp(when.replace(microsecond=0), tz="UTC")
        assert list(found[["lat", "lon", "sog_kn", "cog_deg", "heading_deg"]]) == [
            float(y), float(x), float(speed), cog / 10, float(heading),
        ]  # fmt: skip
