from __future__ import annotations

# ruff: noqa: S608  (SQL of names of the test itself)
import gzip

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from osint_helpers.errors import TracksError
from osint_helpers.tracks import columns
from osint_helpers.tracks.importing import import_positions
from osint_helpers.tracks.quality import QualityRule
from osint_helpers.tracks.store import open_store
from tests.tracks.making import MMSI, counts, csv, line, made, order, row, rows

HEAD = "mmsi,t,lat,lon\n"


def test_positions_have_the_columns_of_the_room_in_order(tmp_path):
    store = made(tmp_path, line(3))
    assert list(store.frame().columns) == [one.name for one in columns.POSITIONS]
    kinds = {one.name: one.type for one in columns.POSITIONS}
    types = {"BIGINT": "integer", "DOUBLE": "number", "VARCHAR": "text",
             "TIMESTAMP WITH TIME ZONE": "time"}  # fmt: skip
    import duckdb

    plain = f"read_parquet('{store.paths[0]}', hive_partitioning = false)"
    found = duckdb.sql(f"describe select * from {plain}").fetchall()
    assert {name: types[kind] for name, kind, *_ in found} == kinds


def test_columns_a_file_lacks_are_null(tmp_path):
    frame = made(tmp_path, line(3)).frame()
    assert frame[["sog_kn", "nav_status", "receiver"]].isna().all().all()


def test_rows_are_sorted_by_track_and_time(tmp_path):
    frame = pd.concat([line(5, mmsi=MMSI + 1), line(5)]).iloc[::-1]
    found = made(tmp_path, frame).frame()
    assert order(found, ["track", "t_us"]) == sorted(order(found, ["track", "t_us"]))
    assert set(found["track"]) == {MMSI * 100, MMSI * 100 + 100}


def test_rows_earlier_than_a_former_row_of_their_ship_are_counted_and_kept(tmp_path):
    frame = line(6).iloc[[0, 3, 1, 2, 4, 5]]
    store = made(tmp_path, frame)
    assert counts(store) == {"time disorder, sorted": 2}
    assert store.manifest["rows"] == 6


def test_a_later_input_may_hold_earlier_rows(tmp_path):
    frame = line(6)
    assert counts(made(tmp_path, frame.iloc[3:], frame.iloc[:3])) == {}
    late = made(tmp_path / "b", frame.iloc[[4, 3, 5]], frame.iloc[:3])
    assert counts(late) == {"time disorder, sorted": 1}


def test_ships_that_alternate_in_a_file_are_no_disorder(tmp_path):
    frame = pd.concat([line(4), line(4, mmsi=MMSI + 1)])
    assert counts(made(tmp_path, frame)) == {}


def test_the_29th_of_february_and_the_year_end_are_days_like_others(tmp_path):
    texts = ["2020-02-29T23:59:59Z", "2020-12-31T23:59:59Z", "2021-01-01T00:00:00Z"]
    store = made(tmp_path, rows(*(row(t=text) for text in texts)))
    found = store.frame()["t"].dt.strftime("%Y-%m-%dT%H:%M:%SZ").tolist()
    assert found == texts
    with pytest.raises(TracksError, match="no row has a time"):
        made(tmp_path / "b", rows(row(t="2021-02-29T00:00:00Z")))


def test_an_empty_frame_gives_an_empty_store(tmp_path):
    store = made(tmp_path, line(3).iloc[:0])
    assert (len(store.frame()), store.window, len(store.removed())) == (0, None, 0)
    assert open_store(store.folder).id == store.id


def test_a_csv_of_a_header_gives_an_empty_store(tmp_path):
    store = made(tmp_path, csv(tmp_path, HEAD))
    assert store.manifest["rows_in"] == 0


def test_a_csv_without_a_header_is_an_error(tmp_path):
    with pytest.raises(TracksError, match="is empty"):
        made(tmp_path, csv(tmp_path, b""))


def test_one_row_is_kept(tmp_path):
    assert made(tmp_path, rows(row())).manifest["rows"] == 1


def test_missing_columns_name_file_columns_and_remedy(tmp_path):
    path = csv(tmp_path, "MMSI,BaseDateTime,LAT,LON\n1,2020-01-01T00:00:00Z,1,2\n")
    with pytest.raises(TracksError) as caught:
        made(tmp_path, path)
    text = str(caught.value)
    assert text.startswith("fixes.csv: mmsi: has no column lat, lon, mmsi, t; it has 'MMSI'")
    assert "'t': 'BaseDateTime'" in text
    assert "'lat': 'LAT'" in text


def test_a_column_map_reads_a_file_of_other_names(tmp_path):
    path = csv(tmp_path, "Id;When;Y;X;Knots\n199000001;2020-01-01T00:00:00Z;1,5;2;3\n")
    named = {"mmsi": "Id", "t": "When", "lat": "Y", "lon": "X", "sog_kn": "Knots"}
    assert counts(made(tmp_path, path, columns=named)) == {"position that is no number": 1}
    path = csv(tmp_path, "Id;When;Y;X;Knots\n199000001;2020-01-01T00:00:00Z;1.5;2;3\n")
    found = made(tmp_path, path, columns=named).frame()
    assert order(found, ["mmsi", "lat", "lon", "sog_kn", "line"]) == [(MMSI, 1.5, 2.0, 3.0, 2)]


def test_a_map_of_a_name_that_is_not_ours_is_an_error(tmp_path):
    with pytest.raises(TracksError, match="names speed"):
        made(tmp_path, line(2), columns={"speed": "sog"})


def test_a_map_to_a_column_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(TracksError, match="has no column sog"):
        made(tmp_path, line(2), columns={"sog_kn": "sog"})


def test_several_inputs_make_one_store_with_the_origin_of_each_row(tmp_path):
    line(2).to_parquet(tmp_path / "a.parquet")
    path = csv(tmp_path, HEAD + "199000002,2020-01-01T00:00:00Z,1,2\n")
    store = made(tmp_path, tmp_path / "a.parquet", path, line(1, mmsi=MMSI + 2))
    found = order(store.frame(), ["mmsi", "source", "member", "line"])
    assert found == [
        (MMSI, "a.parquet", "a.parquet", 1), (MMSI, "a.parquet", "a.parquet", 2),
        (MMSI + 1, "fixes.csv", "fixes.csv", 2), (MMSI + 2, "frame", "frame", 1),
    ]  # fmt: skip
    assert [one["rows"] for one in store.manifest["inputs"]] == [2, 1, 1]


def test_inputs_of_one_name_are_told_apart(tmp_path):
    store = made(tmp_path, line(1), line(1, mmsi=MMSI + 1))
    assert [one["name"] for one in store.manifest["inputs"]] == ["frame", "frame (2)"]


def test_a_folder_is_read_file_by_file(tmp_path):
    (tmp_path / "days").mkdir()
    for n in range(2):
        line(2, mmsi=MMSI + n).to_csv(tmp_path / "days" / f"{n}.csv", index=False)
    assert made(tmp_path, tmp_path / "days").manifest["vessels"] == 2


def test_names_with_signs_of_patterns_are_names(tmp_path):
    folder = tmp_path / "a[1]*? 'x'"
    folder.mkdir()
    line(2).to_parquet(folder / "b[2]*.parquet")
    store = made(folder, folder / "b[2]*.parquet", buckets=2)
    assert len(store.frame()) == 2
    assert len(store.frame(mmsi=MMSI)) == 2


@pytest.mark.parametrize(
    "pack", [gzip.compress, lambda data: gzip.compress(data[:40]) + gzip.compress(data[40:])]
)
def test_a_packed_csv_is_read(tmp_path, pack):
    text = HEAD + "199000001,2020-01-01T00:00:00Z,1,2\n" * 2
    store = made(tmp_path, csv(tmp_path, pack(text.encode()), "f.csv.gz"))
    assert counts(store) == {"duplicate": 1}


def test_a_packed_csv_that_breaks_off_is_an_error(tmp_path):
    packed = gzip.compress((HEAD + "199000001,2020-01-01T00:00:00Z,1,2\n" * 500).encode())
    with pytest.raises(TracksError, match="breaks off or is damaged") as caught:
        made(tmp_path, csv(tmp_path, packed[:-20], "f.csv.gz"))
    assert caught.value.file.name == "f.csv.gz"


def test_a_row_of_too_few_or_too_many_cells_is_counted_with_its_line(tmp_path):
    good = "199000001,2020-01-01T00:00:00Z,1,2\n"
    store = made(tmp_path, csv(tmp_path, f"{HEAD}1,2\n{good}1,2,3,4,5\n"))
    removed = store.removed()
    assert order(removed, ["reason", "sent", "line"]) == [
        ("malformed row", "1,2", 2), ("malformed row", "1,2,3,4,5", 4),
    ]  # fmt: skip
    assert store.frame()["line"].tolist() == [3]


def test_lines_are_those_of_the_file_across_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr("osint_helpers.tracks.csvs._BLOCK", 256)
    text = [f"199000001,2020-01-01T00:{n:02d}:00Z,1,2" for n in range(60)]
    text[7] = text[30] = "bad,row"
    store = made(tmp_path, csv(tmp_path, HEAD + "\n".join(text)))
    found = store.frame()
    assert (found["line"] - 2 == found["t"].dt.minute).all()
    assert store.removed()["line"].tolist() == [9, 32]


def test_a_cell_with_a_line_break_is_an_error_not_a_wrong_line(tmp_path):
    text = 'mmsi,t,lat,lon,name\n199000001,2020-01-01T00:00:00Z,1,2,"a\nb"\n'
    with pytest.raises(TracksError, match=r"^fixes\.csv: has 2 lines below its header"):
        made(tmp_path, csv(tmp_path, text))


def test_bytes_that_are_no_utf_8_are_latin_1_and_counted(tmp_path):
    data = b"mmsi,t,lat,lon,name\n199000001,2020-01-01T00:00:00Z,1,2,\xc5\n"
    store = made(tmp_path, csv(tmp_path, data))
    assert counts(store) == {"text that is not UTF-8, read as Latin-1": 1}
    assert store.identities()["name"].tolist() == ["Å"]


def test_a_mark_of_byte_order_is_no_part_of_the_first_name(tmp_path):
    text = "\ufeffmmsi,t,lat,lon\r\n199000001,2020-01-01T00:00:00Z,1,2\r\n"
    assert made(tmp_path, csv(tmp_path, text)).manifest["rows"] == 1


def test_a_corrupt_parquet_is_an_error_that_names_it(tmp_path):
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(TracksError, match=r"a\.parquet: is no whole Parquet"):
        made(tmp_path, path)


def test_a_parquet_damaged_in_the_middle_is_an_error_that_names_it(tmp_path):
    path = tmp_path / "a.parquet"
    line(5000).to_parquet(path)
    data = bytearray(path.read_bytes())
    data[100:3000] = bytes(2900)
    path.write_bytes(bytes(data))
    with pytest.raises(TracksError, match=r"a\.parquet: breaks off or is damaged"):
        made(tmp_path, path)
    assert not (tmp_path / "store").exists()


def test_columns_of_a_type_that_is_none_of_theirs_are_an_error(tmp_path):
    frame = line(2).assign(lat=[[1.0], [2.0]])
    with pytest.raises(TracksError, match="which are no lat"):
        made(tmp_path, frame)


def test_two_columns_of_one_name_are_an_error(tmp_path):
    frame = pd.concat([line(2), line(2)[["lat"]]], axis=1)
    with pytest.raises(TracksError, match="more than one column lat"):
        made(tmp_path, frame)


def test_a_file_that_is_not_there_or_of_another_kind_is_an_error(tmp_path):
    with pytest.raises(TracksError, match="is no file that is there"):
        made(tmp_path, tmp_path / "a.csv")
    (tmp_path / "a.xlsx").touch()
    with pytest.raises(TracksError, match="neither CSV nor Parquet"):
        made(tmp_path, tmp_path / "a.xlsx")
    with pytest.raises(TracksError, match="nothing to import"):
        made(tmp_path)
    with pytest.raises(TracksError, match="int is no input"):
        made(tmp_path, 5)


def test_the_same_inputs_give_the_same_bytes(tmp_path):
    frame = pd.concat([line(400, mmsi=MMSI + n, lon=n / 10) for n in range(40)])
    frame = frame.sample(frac=1, random_state=1).assign(name="SYNTHETIC", source="s")
    one, other = made(tmp_path / "a", frame, buckets=3), made(tmp_path / "b", frame, buckets=3)
    assert one.manifest == other.manifest
    assert one.id == other.id


def test_the_manifest_says_no_path_of_the_machine(tmp_path):
    line(2).to_parquet(tmp_path / "a.parquet")
    store = made(tmp_path, tmp_path / "a.parquet")
    assert str(tmp_path) not in (store.folder / "store.json").read_text("utf-8")


def test_another_rule_gives_another_id(tmp_path):
    one = made(tmp_path / "a", line(3))
    other = made(tmp_path / "b", line(3), rule=QualityRule(speed_kn=70))
    assert one.id != other.id


def test_buckets_hold_whole_ships_and_every_row(tmp_path):
    frame = pd.concat([line(5, mmsi=MMSI + n) for n in range(60)])
    store = made(tmp_path, frame, buckets=4)
    held = [set(pq.read_table(path)["mmsi"].to_pylist()) for path in store.paths]
    assert sum(map(len, held)) == len(set.union(*held)) == 60
    assert min(map(len, held)) > 5
    whole = made(tmp_path / "b", frame)
    pd.testing.assert_frame_equal(store.frame(), whole.frame())


def test_static_values_are_one_row_a_track_and_set(tmp_path):
    frame = line(5).assign(imo="", name=["A", "A", "B@@ ", "B", ""], length_m=[1, 1, 2, 2, np.nan])
    found = made(tmp_path, frame).identities()
    assert order(found, ["track", "name", "length_m", "messages"]) == [
        (MMSI * 100, "A", 1.0, 2), (MMSI * 100, "B", 2.0, 2),
    ]  # fmt: skip
    assert found["imo"].isna().all()
    assert (found["last_us"] - found["first_us"]).tolist() == [600_000_000, 600_000_000]


def test_numbers_stored_as_float_become_text_without_a_point(tmp_path):
    frame = line(2).assign(nav_status=[5.0, np.nan], ship_type=[70.0, 70.5])
    store = made(tmp_path, frame)
    assert store.frame()["nav_status"].tolist()[0] == "5"
    assert store.identities()["ship_type"].tolist() == ["70", "70.5"]


def test_arrow_dictionaries_and_column_names_of_sql_are_read(tmp_path):
    table = pa.table({"select": pa.array(["199000001"]).dictionary_encode(), 'a"b': [1.0],
                      "osint_row": [2.0], "t": [1_577_836_800]})  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    named = {"mmsi": "select", "lat": 'a"b', "lon": "osint_row"}
    store = made(tmp_path, tmp_path / "a.parquet", columns=named)
    assert order(store.frame(), ["mmsi", "lat", "lon"]) == [(MMSI, 1.0, 2.0)]


def test_progress_rises_to_the_total(tmp_path):
    told = []
    made(tmp_path, line(50), progress=lambda *one: told.append(one))
    rows_told = [one for one in told if one[2] != "reading the inputs"]
    assert [one[0] for one in rows_told] == sorted(one[0] for one in rows_told)
    assert rows_told[-1] == (150, 150, "done")


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "mine.txt").write_text("x")
    with pytest.raises(TracksError, match="is no store of positions"):
        made(tmp_path, line(2))
    assert (tmp_path / "store" / "mine.txt").read_text() == "x"


def test_more_than_the_sources_bound_of_buckets_is_an_error(tmp_path):
    with pytest.raises(TracksError, match="buckets must be"):
        import_positions(line(2), tmp_path / "s", buckets=0)


def test_the_names_of_collected_positions_are_read_as_they_are():
    from osint_helpers.collect.vessels import ais
    from osint_helpers.tracks import mapping

    left_out = {"draught_m", "destination"}
    assert {one.name for one in ais.COLUMNS} - left_out <= set(mapping.KNOWN)


def test_the_number_of_threads_changes_no_byte(tmp_path, monkeypatch):
    frame = pd.concat([line(4000, mmsi=MMSI + n, north=0.0, minutes=1.0) for n in range(40)])
    frame = frame.sample(frac=1, random_state=1).assign(name="SYNTHETIC", nav_status="moored")
    monkeypatch.setattr("osint_helpers.tracks.importing.os.cpu_count", lambda: 8)
    ids = set()
    for threads in (1, 4):
        monkeypatch.setattr("osint_helpers.tracks.importing.THREADS", threads)
        ids.add(made(tmp_path / str(threads), frame).id)
    assert len(ids) == 1
