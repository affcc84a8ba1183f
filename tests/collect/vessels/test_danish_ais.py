"""Danish AIS days: format, counts, packing, faults, replay."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.vessels import danish_ais
from osint_helpers.collect.vessels.ais import COLUMNS, Tally, line_at, row_locator
from osint_helpers.errors import (
    CollectError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes import danish_ais as fake
from tests.collect.fakes.danish_ais import HEADER, row, zipped
from tests.collect.fakes.server import FakeSources, Reply

DAY = dt.date(2015, 12, 31)


def file_of(folder: Path, *rows: str, header: str = HEADER, name: str = "aisdk-test.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8", newline="")
    return path


def counted(path: Path, **how: object) -> tuple[pd.DataFrame, Tally]:
    tally = Tally()
    frame = danish_ais.read(path, tally=tally, **how).frame  # type: ignore[arg-type]
    tally.check()
    return frame, tally


def test_an_ordinary_row_is_read_cell_by_cell(tmp_path: Path) -> None:
    found = danish_ais.read(file_of(tmp_path, row()))
    assert [one.name for one in COLUMNS] == list(found.frame.columns)
    assert found.frame.iloc[0].to_dict() == {
        "mmsi": "219999001", "t": pd.Timestamp("2015-12-31 23:59:59", tz="UTC"), "lat": 55.7,
        "lon": 12.6, "sog_kn": 12.3, "cog_deg": 89.9, "heading_deg": 90.0,
        "nav_status": "Under way using engine", "imo": "9999993", "name": "SYNTHETIC TRADER",
        "callsign": "TEST1", "ship_type": "Cargo", "draught_m": 7.4,
        "length_m": 150.0, "width_m": 20.0,
        "destination": "EXAMPLE PORT", "transceiver": "A", "source": "danish_ais",
        "member": "aisdk-test.csv", "line": 2,
    }  # fmt: skip
    assert found.meta.complete
    assert found.meta.mode == "file"
    assert len(found.meta.sha256) == 64


def test_dtypes_are_the_same_with_and_without_rows(tmp_path: Path) -> None:
    full = danish_ais.read(file_of(tmp_path, row())).frame
    none = danish_ais.read(file_of(tmp_path)).frame
    assert len(none) == 0
    assert list(full.dtypes) == list(none.dtypes)
    assert str(full["t"].dtype) == "datetime64[us, UTC]"
    assert str(full["mmsi"].dtype) == "str"


def test_the_day_stands_first_also_where_it_could_be_a_month(tmp_path: Path) -> None:
    frame, _ = counted(file_of(tmp_path, row(**{"# Timestamp": "02/01/2018 00:00:00"})))
    assert frame["t"][0] == pd.Timestamp("2018-01-02", tz="UTC")


@pytest.mark.parametrize(
    "text",
    ["12/31/2015 23:59:59", "2015-12-31 23:59:59", "31/12/2015", "29/02/2015 00:00:00",
     "31/12/2015 24:00:00", "31/12/2015 23:60:00", "31/12/2015 23:59:60", "", "00/01/2015 00:00:00",
     "31/11/2015 00:00:00", "31-12-2015 00:00:00", "31/12/2015T00:00:00", "31/12/2015 00:00:00Z",
     "3a/12/2015 00:00:00", "01/01/0000 00:00:00"],
)  # fmt: skip
def test_a_bad_time_drops_the_row_and_is_counted(tmp_path: Path, text: str) -> None:
    frame, tally = counted(file_of(tmp_path, row(**{"# Timestamp": text}), row()))
    assert len(frame) == 1
    assert tally.dropped == {"bad time": 1}
    assert tally.first["bad time"] == ["aisdk-test.csv:2"]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"MMSI": ""}, "no MMSI"),
        ({"MMSI": "0"}, "no MMSI"),
        ({"MMSI": "2199990011"}, "bad MMSI"),
        ({"MMSI": "21999900x"}, "bad MMSI"),
        ({"Latitude": "91.000000"}, "no position"),
        ({"Longitude": "181"}, "no position"),
        ({"Latitude": ""}, "no position"),
        ({"Longitude": ""}, "no position"),
        ({"Latitude": "90.000001"}, "position out of range"),
        ({"Longitude": "-180.1"}, "position out of range"),
        ({"Latitude": "inf"}, "position out of range"),
        ({"Latitude": "north"}, "position out of range"),
    ],
)
def test_what_is_no_position_is_counted_by_reason(
    tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    frame, tally = counted(file_of(tmp_path, row(), row(**cells), row()))
    assert list(frame["line"]) == [2, 4]
    assert tally.dropped == {reason: 1}
    assert tally.first[reason] == ["aisdk-test.csv:3"]


def test_sentinels_are_missing_and_counted(tmp_path: Path) -> None:
    cells = {
        "SOG": "102.3", "COG": "360.0", "Heading": "511", "IMO": "Unknown", "Draught": "0",
        "Ship type": "Undefined", "Navigational status": "Unknown value", "Name": "",
    }  # fmt: skip
    frame, tally = counted(file_of(tmp_path, row(**cells)))
    columns = ["sog_kn", "cog_deg", "heading_deg", "imo", "draught_m", "ship_type", "nav_status",
               "name"]  # fmt: skip
    assert frame[columns].isna().all(axis=None)
    assert tally.blanked == {
        "sog_kn 102.3, not available": 1, "cog_deg 360, not available": 1,
        "heading_deg 511, not available": 1, "draught_m 0, not available": 1,
    }  # fmt: skip


def test_values_beside_the_sentinels_stay(tmp_path: Path) -> None:
    cells = {"SOG": "102.2", "COG": "359.9", "Heading": "359", "Latitude": "90", "Longitude": "180"}
    frame, tally = counted(file_of(tmp_path, row(**cells)))
    assert list(frame.loc[0, ["sog_kn", "cog_deg", "heading_deg", "lat", "lon"]]) == [
        102.2, 359.9, 359.0, 90.0, 180.0,
    ]  # fmt: skip
    assert not tally.blanked


def test_values_no_message_can_hold_are_missing_and_counted(tmp_path: Path) -> None:
    cells = {"SOG": "-1", "COG": "400", "Heading": "360", "Draught": "-2"}
    frame, tally = counted(file_of(tmp_path, row(**cells), row(SOG="fast")))
    assert frame.loc[0, ["sog_kn", "cog_deg", "heading_deg", "draught_m"]].isna().all()
    assert pd.isna(frame["sog_kn"][1])
    assert frame["cog_deg"][1] == 89.9
    assert tally.blanked == {
        "sog_kn out of range": 1, "cog_deg out of range": 1, "heading_deg out of range": 1,
        "draught_m out of range": 1, "sog_kn that is no number": 1,
    }  # fmt: skip


def test_an_imo_number_that_fails_stays_as_given_and_is_counted(tmp_path: Path) -> None:
    rows = [row(IMO="9999990"), row(IMO="123"), row(IMO="IMO9999993"), row(IMO="0"), row()]
    frame, tally = counted(file_of(tmp_path, *rows))
    assert list(frame["imo"].fillna("-")) == ["9999990", "123", "9999993", "-", "9999993"]
    assert list(tally.noticed.values()) == [2]
    assert next(iter(tally.first.values())) == ["aisdk-test.csv:2", "aisdk-test.csv:3"]


def test_leading_zeros_of_an_mmsi_are_put_back(tmp_path: Path) -> None:
    frame, _ = counted(file_of(tmp_path, row(MMSI="2199990")))
    assert frame["mmsi"][0] == "002199990"


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        HEADER.removeprefix("# "),
        "\ufeff" + HEADER,
        HEADER.removesuffix(",A,B,C,D"),
        HEADER.removesuffix("A,B,C,D") + ",,,",
    ],
)
def test_every_form_of_the_header_is_read(tmp_path: Path, header: str) -> None:
    frame, tally = counted(file_of(tmp_path, row(), header=header))
    assert frame["destination"][0] == "EXAMPLE PORT"
    assert tally.kept == 1


def test_a_file_of_22_columns_is_read(tmp_path: Path) -> None:
    short = row().rsplit(",", 4)[0]
    frame, _ = counted(file_of(tmp_path, short, header=HEADER.removesuffix(",A,B,C,D")))
    assert len(frame) == 1


@pytest.mark.parametrize(
    ("header", "column"),
    [
        (HEADER.replace("Latitude", "Lat"), "Latitude"),
        (HEADER.replace(",ROT", ""), "ROT"),
        (HEADER + ",Quality", "Quality"),
        (HEADER.replace("ETA", "MMSI"), "ETA"),
        (HEADER.replace(",A,", ",SOG,"), "SOG"),
    ],
)
def test_a_changed_header_names_the_column(tmp_path: Path, header: str, column: str) -> None:
    with pytest.raises(SchemaChanged) as caught:
        danish_ais.read(file_of(tmp_path, row(), header=header))
    assert caught.value.column == column


def test_a_tolerated_new_field_is_passed_over_and_noted(tmp_path: Path) -> None:
    path = file_of(tmp_path, row() + ",good", header=HEADER + ",Quality")
    found = danish_ais.read(path, tolerate=("Quality",))
    assert len(found) == 1
    assert any("Quality" in note for note in found.meta.notes)


def test_commas_within_quotation_marks_belong_to_the_text(tmp_path: Path) -> None:
    path = file_of(tmp_path, row(Destination='"EXAMPLE, PORT"', Name='"TEST ""A"" VESSEL"'), row())
    frame, _ = counted(path)
    assert frame["destination"][0] == "EXAMPLE, PORT"
    assert frame["name"][0] == 'TEST "A" VESSEL'


def test_one_open_quotation_mark_costs_one_row(tmp_path: Path) -> None:
    rows = [row(), row(Name='"TEST'), row(), row(Name='"TEST'), row()]
    frame, tally = counted(file_of(tmp_path, *rows))
    assert list(frame["line"]) == [2, 4, 6]
    assert tally.dropped == {"malformed row": 2}
    assert tally.first["malformed row"] == ["aisdk-test.csv:3", "aisdk-test.csv:5"]


def test_rows_of_another_width_and_empty_lines_are_counted(tmp_path: Path) -> None:
    rows = [row(), row() + ",x", "", "31/12/2015 23:59:59,Class A", row()]
    frame, tally = counted(file_of(tmp_path, *rows))
    assert list(frame["line"]) == [2, 6]
    assert tally.dropped == {"malformed row": 2, "empty line": 1}
    assert tally.rows == 5


def test_windows_line_ends_and_a_stray_carriage_return(tmp_path: Path) -> None:
    path = tmp_path / "crlf.csv"
    stray = row(Name="TEST\rVESSEL")
    path.write_bytes(f"{HEADER}\r\n{row()}\r\n{stray}\r\n{row()}".encode() + b"\r\n")
    frame, tally = counted(path)
    assert list(frame["line"]) == [2, 4]
    assert tally.dropped == {"malformed row": 1}


def test_faults_that_make_up_for_each_other_do_not_shift_the_lines(tmp_path: Path) -> None:
    # one line that Arrow would read as two rows, two lines that it would read as one
    rows = [row(), row(Name="TEST\rVESSEL"), row(), row(Name='"TEST'), row(Name='VESSEL"'), row()]
    path = tmp_path / "both.csv"
    path.write_bytes("\n".join([HEADER, *rows, ""]).encode())
    frame, tally = counted(path)
    assert list(frame["line"])[:2] == [2, 4]
    assert list(frame["line"])[-1] == 7
    assert tally.first["malformed row"][:2] == ["both.csv:3", "both.csv:5"]


def test_text_that_is_not_utf8_is_kept_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes(
        b"\n".join([HEADER.encode(), row(Name="TEST ÆRØ").encode("latin-1"),
                    row(Name="TEST ÆRØ").encode(), b""])
    )  # fmt: skip
    frame, tally = counted(path)
    assert list(frame["name"]) == ["TEST ÆRØ", "TEST ÆRØ"]
    assert list(tally.noticed.values()) == [1]


def test_a_file_without_a_last_newline_keeps_its_last_row(tmp_path: Path) -> None:
    path = tmp_path / "cut.csv"
    path.write_text(HEADER + "\n" + row() + "\n" + row())
    frame, tally = counted(path)
    assert len(frame) == tally.rows == 2


def test_a_question_counts_what_lies_outside(tmp_path: Path) -> None:
    rows = [row(), row(MMSI="219999002"), row(Longitude="10"), row(**{"# Timestamp":
            "30/12/2015 00:00:00"}), row(Latitude="91")]  # fmt: skip
    frame, tally = counted(
        file_of(tmp_path, *rows), mmsi=("219999001",), box=(12.0, 55.0, 13.0, 56.0),
        start="2015-12-31", end="2016-01-01",
    )  # fmt: skip
    assert list(frame["line"]) == [2]
    assert (tally.rows, tally.kept, tally.outside) == (5, 1, 3)


def test_a_ship_may_be_asked_for_without_its_leading_zeros(tmp_path: Path) -> None:
    path = file_of(tmp_path, row(), row(MMSI="2199990"))
    for asked in ("2199990", "002199990"):
        assert list(counted(path, mmsi=(asked,))[0]["line"]) == [3]


def test_start_is_included_and_end_is_not(tmp_path: Path) -> None:
    path = file_of(tmp_path, row())
    assert len(danish_ais.read(path, start="2015-12-31T23:59:59")) == 1
    assert len(danish_ais.read(path, end="2015-12-31T23:59:59")) == 0
    assert len(danish_ais.read(path, start="2016-01-01T00:59:59+01:00")) == 1


def test_a_box_may_cross_the_antimeridian(tmp_path: Path) -> None:
    path = file_of(tmp_path, row(Longitude="179"), row(Longitude="-179"), row(Longitude="0"))
    frame, _ = counted(path, box=(170.0, 50.0, -170.0, 60.0))
    assert list(frame["lon"]) == [179.0, -179.0]


def test_only_the_columns_asked_for_come_in_their_order(tmp_path: Path) -> None:
    found = danish_ais.read(file_of(tmp_path, row()), columns=("t", "name", "mmsi"))
    assert list(found.frame.columns) == ["t", "name", "mmsi"]
    assert [one.name for one in found.columns] == ["t", "name", "mmsi"]


@pytest.mark.parametrize(
    "question",
    [{"mmsi": ("abc",)}, {"box": (1.0, 2.0)}, {"box": (0.0, 60.0, 1.0, 50.0)}, {"start": "soon"},
     {"columns": ("speed",)}, {"columns": ()}, {"start": "2016-01-01", "end": "2015-01-01"}],
)  # fmt: skip
def test_a_question_that_is_none_is_refused(tmp_path: Path, question: dict[str, object]) -> None:
    with pytest.raises(CollectError):
        danish_ais.read(file_of(tmp_path, row()), **question)  # type: ignore[arg-type]


def test_a_zip_with_several_members_reads_each_with_its_own_lines(tmp_path: Path) -> None:
    one = f"{HEADER}\n{row()}" + "\n"
    two = "\n".join([HEADER.removeprefix("# "), row(MMSI="1"), row(MMSI="2")]) + "\n"
    path = tmp_path / "month.zip"
    path.write_bytes(zipped({"a.csv": one.encode(), "sub/b.csv": two.encode(), "readme.pdf": b""}))
    frame, tally = counted(path)
    assert list(row_locator(frame)) == ["a.csv:2", "sub/b.csv:2", "sub/b.csv:3"]
    assert tally.members == {"a.csv": 1, "sub/b.csv": 2}
    assert tally.passed == ["readme.pdf"]


def test_a_position_leads_back_to_its_line(tmp_path: Path) -> None:
    path = tmp_path / "day.zip"
    path.write_bytes(zipped({"a.csv": fake.csv_of("2018-02-01")}))
    frame, _ = counted(path)
    last = frame.iloc[-1]
    line = line_at(path, last["member"], int(last["line"]))
    assert line == fake.csv_of("2018-02-01").split(b"\n")[int(last["line"]) - 1]
    with pytest.raises(CollectError):
        line_at(path, "a.csv", 1000)


def test_rows_are_the_same_whatever_the_size_of_a_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from osint_helpers.collect.vessels.ais import lines

    path = tmp_path / "day.csv"
    path.write_bytes(fake.csv_of("2018-02-01"))
    whole = danish_ais.read(path)
    monkeypatch.setattr(lines.blocks, "__kwdefaults__", {"size": 100})
    parts = danish_ais.read(path)
    pd.testing.assert_frame_equal(whole.frame, parts.frame)
    assert whole.meta.notes == parts.meta.notes


def broken_zip(kind: str) -> bytes:
    good = zipped({"a.csv": fake.csv_of("2015-12-31")})
    if kind == "encrypted":
        data = bytearray(good)
        data[6] |= 1
        data[data.index(b"PK\x01\x02") + 8] |= 1
        return bytes(data)
    if kind == "path":
        return zipped({"../../a.csv": b"x"})
    if kind == "bomb":
        return zipped({"a.csv": b"0" * (80 << 20)})
    if kind == "no table":
        return zipped({"a.pdf": b"x"})
    return good[: len(good) - 40]


@pytest.mark.parametrize("kind", ["encrypted", "path", "bomb", "no table", "truncated"])
def test_a_zip_that_cannot_be_trusted_is_a_clear_error(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(broken_zip(kind))
    words = {"encrypted": "encrypted", "path": "leads out", "bomb": "200-fold",
             "no table": "no csv", "truncated": "truncated"}  # fmt: skip
    with pytest.raises(CollectError, match=words[kind]):
        danish_ais.read(path)


def test_a_zip_that_breaks_within_a_member_gives_what_came_and_is_not_complete(
    tmp_path: Path,
) -> None:
    rows = [row(Name=f"TEST {at}", Latitude=f"{at % 80}.{at:05d}") for at in range(200_000)]
    table = "\n".join([HEADER, *rows]).encode() + b"\n"
    data = bytearray(zipped({"a.csv": table}))
    data[-len(data) // 10] ^= 0xFF
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    tally = Tally()
    found = danish_ais.read(path, columns=("mmsi", "line"), tally=tally)
    assert not found.meta.complete
    assert 0 < len(found) == tally.kept
    with pytest.raises(CollectError, match="truncated or broken"):
        list(danish_ais.batches(path))


def test_unpacked_size_is_capped(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.csv": fake.csv_of("2015-12-31")}))
    with pytest.raises(CollectError, match="more than"):
        list(danish_ais.batches(path, most=1000))


def test_unpacked_size_is_capped_where_nothing_announces_it(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(fake.csv_of("2015-12-31")))
    with pytest.raises(CollectError, match="bytes allowed"):
        list(danish_ais.batches(path, most=1000))


@pytest.mark.parametrize("text", ["<html><body>blocked</body></html>", "", '{"error": "none"}'])
def test_what_is_no_table_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    if text:
        with pytest.raises(SourceRefusedError):
            danish_ais.read(path)
    else:
        with pytest.raises(CollectError):
            danish_ais.read(path)


def test_parquet_is_whole_counted_and_made_once(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    path, target = file_of(tmp_path, row(), row(Latitude="91")), tmp_path / "day.parquet"
    first = danish_ais.to_parquet(path, target)
    again = danish_ais.to_parquet(path, target)
    assert (first.fresh, again.fresh) == (True, False)
    assert first.tally == again.tally
    assert first.tally.dropped == {"no position": 1}
    assert pq.read_table(target).num_rows == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == ["aisdk-test.csv", "day.parquet"]
    with pytest.raises(CollectError, match="something else"):
        danish_ais.to_parquet(path, target, mmsi=("219999001",))
    assert danish_ais.to_parquet(path, target, mmsi=("219999001",), again=True).fresh


def test_parquet_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    path, target = tmp_path / "a.zip", tmp_path / "day.parquet"
    data = bytearray(zipped({"a.csv": fake.csv_of("2015-12-31")}))
    data[80] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(CollectError):
        danish_ais.to_parquet(path, target)
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


def test_progress_is_quiet_when_piped(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    danish_ais.to_parquet(file_of(tmp_path, row()), tmp_path / "day.parquet")
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FakeSources(danish_ais=fake.answer) as fakes:
        yield Desk(tmp_path, fakes)


def test_a_day_is_recorded_and_replayed_the_same(desk: Desk) -> None:
    recorded = danish_ais.day(desk.client("record"), date=DAY, mmsi=("219999001",))
    replayed = danish_ais.day(desk.client(), date=DAY, mmsi=("219999001",))
    pd.testing.assert_frame_equal(recorded.frame, replayed.frame)
    assert len(desk.fakes.asked) == 1
    assert len(recorded) == 8
    assert recorded.meta.complete
    assert recorded.meta.synthetic
    assert recorded.meta.captures == replayed.meta.captures != ()
    assert recorded.meta.parts[0].name == "2015-12-31"
    assert recorded.meta.collector == "danish_ais.day"
    assert recorded.meta.endpoint.endswith("/2015/aisdk-2015-12-31.zip")
    assert "18 rows = 8 kept + 9 outside the question + 1 dropped" in recorded.meta.notes


def test_the_capture_of_a_day_can_be_read_again_with_another_question(desk: Desk) -> None:
    from osint_helpers.evidence.record import captures

    danish_ais.day(desk.client("record"), date=DAY)
    (capture,) = captures(desk.case)
    found = danish_ais.read(capture)
    assert len(found) == 17
    assert found.meta.capture == capture.id
    assert found.meta.sha256 == capture.sha256


def test_a_day_that_was_not_recorded_is_said_so(desk: Desk) -> None:
    with pytest.raises(NotRecorded):
        danish_ais.day(desk.client(), date=DAY)


def test_a_day_the_bucket_does_not_hold_is_an_error(desk: Desk) -> None:
    with pytest.raises(SourceRefusedError) as caught:
        danish_ais.day(desk.client("record"), date=dt.date(2001, 1, 1))
    assert caught.value.status == 404


def test_a_limit_is_waited_for(desk: Desk) -> None:
    desk.fakes.trouble["danish_ais"] = [Reply(b"slow down", "text/plain", 429)]
    assert len(danish_ais.day(desk.client("record"), date=DAY)) == 17


def test_html_with_200_is_no_day(desk: Desk) -> None:
    desk.fakes.trouble["danish_ais"] = [Reply(b"<html>maintenance</html>", "text/html")]
    with pytest.raises(CollectError):
        danish_ais.day(desk.client("record"), date=DAY)


def test_a_client_with_a_low_limit_is_told_which_to_set(desk: Desk) -> None:
    with pytest.raises(CollectError, match=r"max_body=1073741824"):
        danish_ais.day(desk.client("record", max_body=500), date=DAY)


@given(
    st.lists(
        st.tuples(
            st.datetimes(pd.Timestamp("1990-01-01"), pd.Timestamp("2099-12-31")),
            st.integers(1, 999_999_999),
            st.integers(-90_000_000, 90_000_000),
            st.integers(-180_000_000, 180_000_000),
            st.text(st.characters(codec="utf-8", exclude_characters="\r\n@", min_codepoint=32)),
        ),
        min_size=1, max_size=20,
    )
)  # fmt: skip
def test_rows_written_come_back_exactly(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[dt.datetime, int, int, int, str]],
) -> None:
    path = tmp_path_factory.mktemp("rows") / "a.csv"
    table = [
        row(**{
            "# Timestamp": when.strftime("%d/%m/%Y %H:%M:%S"), "MMSI": str(mmsi),
            "Latitude": f"{lat / 1e6:.6f}", "Longitude": f"{lon / 1e6:.6f}",
            "Name": '"' + name.replace('"', '""') + '"',
        })
        for when, mmsi, lat, lon, name in rows
    ]  # fmt: skip
    path.write_bytes(("\n".join([HEADER, *table]) + "\n").encode())
    frame, tally = counted(path)
    assert tally.rows == tally.kept == len(rows)
    for at, (when, mmsi, lat, lon, name) in enumerate(rows):
        found = frame.iloc[at]
        assert found["t"] == pd.Timestamp(when.replace(microsecond=0), tz="UTC")
        assert (found["mmsi"], found["lat"], found["lon"]) == (f"{mmsi:09d}", lat / 1e6, lon / 1e6)
        plain = name.strip()
        absent = not plain or plain in danish_ais.LAYOUT.absent
        assert pd.isna(found["name"]) if absent else found["name"] == plain


@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_counted_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "a.csv"
    path.write_bytes(HEADER.encode() + b"\n" + row().encode() + b"\n" + data)
    tally = Tally()
    found = danish_ais.read(path, tally=tally)
    lines = data.count(b"\n") + (not data.endswith(b"\n") and data != b"")
    assert tally.rows == 1 + lines
    assert len(found) + sum(tally.dropped.values()) == tally.rows
    path.write_bytes(data)
    with pytest.raises(OsintError):
        danish_ais.read(path)


def test_zip_written_by_another_tool_order_is_kept(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("stored.csv", f"{HEADER}\n{row()}\n")
    path = tmp_path / "stored.zip"
    path.write_bytes(held.getvalue())
    assert len(danish_ais.read(path)) == 1


@pytest.mark.parametrize(
    ("length", "width", "read", "blanked"),
    [
        ("150", "20", [150.0, 20.0], []),
        ("1022", "126", [1022.0, 126.0], []),
        ("", "", [None, None], []),
        ("0", "0", [None, None], ["length_m 0, not available", "width_m 0, not available"]),
        ("1023", "127", [None, None], ["length_m out of range", "width_m out of range"]),
        ("-3", "wide", [None, None], ["length_m out of range", "width_m that is no number"]),
    ],
)
def test_dimensions_are_read_and_zero_is_missing(
    tmp_path: Path, length: str, width: str, read: list[float | None], blanked: list[str]
) -> None:
    frame, tally = counted(file_of(tmp_path, row(Length=length, Width=width)))
    found = frame.loc[0, ["length_m", "width_m"]]
    assert [None if pd.isna(one) else one for one in found] == read
    assert tally.blanked == dict.fromkeys(blanked, 1)
