"""Traces of readsb: from a server, a file, and the archive of a day."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from osint_helpers.collect.flights import readsb
from osint_helpers.collect.flights.readsb import tars, traces
from osint_helpers.collect.flights.readsb.columns import POSITIONS
from osint_helpers.errors import (
    CollectError,
    EvidenceError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes import readsb as fake
from tests.collect.fakes.server import FakeSources, Reply
from tests.conftest import shared_folder

ADDRESS = f"{fake.DAY}/01/trace_full_000001.json"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FakeSources(readsb=fake.answer) as fakes:
        yield Desk(tmp_path, fakes)


def _bytes(*positions: list[Any], **fields: Any) -> bytes:
    trace = {"icao": "000001", "timestamp": fake.START, "trace": list(positions)} | fields
    return json.dumps(trace).encode()


def _parts(folder: Path, data: bytes, *sizes: int) -> list[Path]:
    found, at = [], 0
    for number, size in enumerate([*sizes, len(data)]):
        path = folder / f"v2026.01.02.tar.a{chr(97 + number)}"
        path.write_bytes(data[at : at + size])
        found.append(path)
        at += size
    return found


# --- one trace -----------------------------------------------------------------------------


def test_a_position_becomes_a_row_with_units_sent_and_converted() -> None:
    row = fake.position(
        12.5, 39.25, 125.5, 10000, gs=100.0, track=359.5, flags=1 | 4 | 8, rate=-600,
        details={"flight": "SYNTH1  "}, geometric=10500, geometric_rate=-640, ias=280, roll=-3.5,
    )  # fmt: skip
    (found,) = traces.parse(_bytes(row, r="SYNTHETIC", t="TEST"), file="f.json").rows
    assert found == {
        "file": "f.json", "row": 0, "icao24": "000001", "registration": "SYNTHETIC",
        "aircraft_type": "TEST", "callsign": "SYNTH1",
        "time": dt.datetime(2026, 1, 2, 0, 0, 12, 750000, tzinfo=dt.UTC),
        "latitude": 39.25, "longitude": 125.5, "ground": False, "altitude_ft": 10000.0,
        "altitude_m": pytest.approx(3048.0), "altitude_is_geometric": True,
        "altitude_geometric_ft": 10500.0, "ground_speed_kn": 100.0,
        "ground_speed_m_s": pytest.approx(51.4444444), "track_deg": 359.5,
        "vertical_rate_fpm": -600.0, "vertical_rate_m_s": pytest.approx(-3.048),
        "vertical_rate_is_geometric": True, "vertical_rate_geometric_fpm": -640.0,
        "airspeed_indicated_kn": 280.0, "roll_deg": -3.5, "stale": True, "leg": 1,
        "position_source": "adsb_icao", "details": {"flight": "SYNTH1  "},
    }  # fmt: skip


def test_columns_of_the_frame_are_those_of_a_row() -> None:
    (found,) = traces.parse(_bytes(fake.position(0, 1, 2))).rows
    assert set(found) == {one.name for one in POSITIONS}


def test_on_the_ground_there_is_no_altitude_and_never_a_zero() -> None:
    (found,) = traces.parse(_bytes(fake.position(0, 1.0, 2.0, "ground", flags=8))).rows
    assert found["ground"] is True
    assert found["altitude_ft"] is None
    assert found["altitude_m"] is None
    assert found["altitude_is_geometric"] is None


def test_what_is_null_stays_missing() -> None:
    row = [1.0, 10.0, 20.0, None, None, None, None, None, None]
    (found,) = traces.parse(_bytes(row)).rows
    kept = {"file", "row", "icao24", "time", "latitude", "longitude", "ground", "leg"}
    assert {name for name, value in found.items() if value is not None} == kept
    assert found["stale"] is None


@pytest.mark.parametrize("length", [9, 10, 13, 14])
def test_the_older_and_the_newer_form_of_a_position_are_read(length: int) -> None:
    (found,) = traces.parse(_bytes(fake.position(0, 1.0, 2.0)[:length])).rows
    assert found["position_source"] == ("adsb_icao" if length > 9 else None)
    assert found["altitude_geometric_ft"] == (31500.0 if length > 10 else None)


@pytest.mark.parametrize("length", [0, 8, 15])
def test_another_number_of_values_is_a_changed_schema(length: int) -> None:
    row = [*fake.position(0, 1.0, 2.0), 0][:length]
    with pytest.raises(SchemaChanged, match="row 1"):
        traces.parse(_bytes(fake.position(0, 1.0, 2.0), row))


def test_a_new_field_and_a_missing_one_are_a_changed_schema() -> None:
    with pytest.raises(SchemaChanged, match="novel"):
        traces.parse(_bytes(novel=1))
    with pytest.raises(SchemaChanged, match="timestamp"):
        traces.parse(b'{"icao": "000001", "trace": []}')
    assert traces.parse(_bytes(novel=1), tolerated=("novel",)).passed_over == ("novel",)


@pytest.mark.parametrize(
    ("place", "value"),
    [(0, None), (0, -1e12), (0, 1e300), (3, "high"), (4, "fast"), (5, True), (6, 0.5), (6, True),
     (7, []), (8, 1), (9, 5), (13, "x")],
)  # fmt: skip
def test_a_value_of_another_type_is_a_changed_schema(place: int, value: Any) -> None:
    row = fake.position(0, 1.0, 2.0)
    row[place] = value
    with pytest.raises(SchemaChanged):
        traces.parse(_bytes(row))


def test_a_number_that_is_not_finite_is_refused() -> None:
    with pytest.raises(CollectError, match="number too large"):
        traces.parse(_bytes(fake.position(0, 1.0, 2.0, gs=77.5)).replace(b"77.5", b"1e999"))


def test_bad_coordinates_are_left_out_and_counted() -> None:
    bad = [fake.position(at, lat, lon) for at, (lat, lon) in enumerate(
        [(90.1, 0.0), (0.0, -180.1), (None, 0.0), (0.0, "1"), (True, 0.0)])]  # fmt: skip
    found = traces.parse(_bytes(*bad, fake.position(9, -90.0, 180.0)))
    assert [row["row"] for row in found.rows] == [5]
    assert found.notes == ("000001: 5 positions had no usable coordinates and were left out",)


def test_positions_are_sorted_and_repetitions_stand_once_with_counts() -> None:
    one, two = fake.position(10, 1.0, 2.0), fake.position(5, 1.0, 2.0)
    found = traces.parse(_bytes(one, two, one, fake.position(10, 1.5, 2.0)))
    assert [row["row"] for row in found.rows] == [1, 0, 3]
    assert found.notes == (
        "000001: 1 positions were sent twice, equal in every value, and stand once",
        "000001: 1 positions bear the time of another one; all are kept",
        "000001: 1 positions came out of the order of time and were sorted",
    )


def test_legs_are_counted_from_the_flag_also_where_its_position_is_bad() -> None:
    rows = [
        fake.position(0, 1.0, 2.0, flags=2), fake.position(1, 1.0, 2.0),
        fake.position(2, None, 2.0, flags=2), fake.position(3, 1.0, 2.0),
        fake.position(4, 1.0, 2.0, flags=3), fake.position(5, 1.0, 2.0, flags=None),
    ]  # fmt: skip
    found = traces.parse(_bytes(*rows)).rows
    assert [row["leg"] for row in found] == [1, 1, 2, 3, 3]
    assert [row["stale"] for row in found] == [False, False, False, True, None]


def test_times_are_exact_to_the_millisecond() -> None:
    rows = [fake.position(at / 100, 1.0, 2.0) for at in range(2000)]
    found = traces.parse(_bytes(*rows, timestamp=1738703622.619)).rows
    first = dt.datetime(2025, 2, 4, 21, 13, 42, 619000, tzinfo=dt.UTC)
    step = dt.timedelta(milliseconds=10)
    assert [row["time"] for row in found] == [first + n * step for n in range(2000)]


# --- bytes ---------------------------------------------------------------------------------


def test_packed_and_plain_bytes_give_the_same() -> None:
    data = _bytes(fake.position(0, 1.0, 2.0))
    assert traces.parse(gzip.compress(data)).rows == traces.parse(data).rows


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (gzip.compress(b"{}" * 99, mtime=0)[:-4], "cut off"),
        (gzip.compress(b"{}", mtime=0)[:12], "cut off"),
        (b"\x1f\x8b" + b"\xff" * 40, "broken gzip"),
        (gzip.compress(b"{}", mtime=0) + b"tail", "other bytes"),
        (b'{"icao": "000001", "trace": [', "broken"),
    ],
    ids=["no-end", "no-data", "no-gzip", "tail", "json"],
)
def test_broken_bytes_are_an_error_that_says_what(data: bytes, what: str) -> None:
    with pytest.raises(CollectError, match=what):
        traces.parse(data)


def test_several_gzip_members_and_padding_are_one_file() -> None:
    assert (
        traces.unpacked(gzip.compress(b"ab", mtime=0) + gzip.compress(b"cd", mtime=0) + b"\0" * 9)
        == b"abcd"
    )


def test_a_bomb_is_not_unpacked() -> None:
    data = gzip.compress(b"\0" * 5000)
    assert len(traces.unpacked(data, most=5000)) == 5000
    with pytest.raises(CollectError, match="larger"):
        traces.unpacked(data, most=4999)


@pytest.mark.parametrize("data", [b"", b"<html>busy</html>", b"too many requests"])
def test_a_page_or_nothing_is_a_refusal(data: bytes) -> None:
    with pytest.raises(SourceRefusedError):
        traces.parse(data)


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_parser(data: bytes) -> None:
    for one in (data, b"\x1f\x8b" + data, gzip.compress(data)):
        with contextlib.suppress(OsintError):
            traces.parse(one)


_VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
_ANY = st.recursive(_VALUES, lambda one: st.lists(one, max_size=3) | st.dictionaries(
    st.text(max_size=3), one, max_size=3), max_leaves=6)  # fmt: skip


@given(st.lists(st.lists(_ANY, min_size=8, max_size=15) | _ANY, max_size=3), _ANY, _ANY)
def test_no_values_crash_the_parser(rows: list[Any], icao: Any, start: Any) -> None:
    data = json.dumps({"icao": icao, "timestamp": start, "trace": rows}).encode()
    try:
        found = traces.parse(data)
    except OsintError:
        return
    assert all(-90 <= row["latitude"] <= 90 for row in found.rows)


@given(st.lists(st.tuples(st.integers(0, 86_400_000), st.floats(-90, 90), st.floats(-180, 180))))
def test_every_good_position_comes_back_or_is_counted(points: list[Any]) -> None:
    rows = [fake.position(ms / 1000, lat, lon) for ms, lat, lon in points]
    found = traces.parse(_bytes(*rows))
    times = [row["time"] for row in found.rows]
    assert times == sorted(times)
    assert {(r["latitude"], r["longitude"]) for r in found.rows} == {p[1:] for p in points}
    twice = [int(n.split()[1]) for n in found.notes if "twice" in n]
    assert len(found.rows) + sum(twice) == len(points)


# --- from a server -------------------------------------------------------------------------


def test_a_recorded_trace_replays_the_same_and_asks_nothing(desk: Desk) -> None:
    first = readsb.trace(desk.client("record"), address=ADDRESS)
    asked = len(desk.fakes.asked)
    again = readsb.trace(desk.client(), address=ADDRESS)
    assert_frame_equal(first.frame, again.frame)
    assert (len(desk.fakes.asked), asked) == (1, 1)
    assert len(again) == 13
    assert again.meta.synthetic
    assert again.meta.parts[0].rows == 13
    assert again.meta.complete
    dtypes = {name: str(again.frame[name].dtype) for name in ("time", "leg", "stale", "altitude_m")}
    assert dtypes == {"time": "datetime64[us, UTC]", "leg": "Int64", "stale": "boolean",
                      "altitude_m": "float64"}  # fmt: skip


def test_what_is_not_recorded_is_said(desk: Desk) -> None:
    with pytest.raises(NotRecorded):
        readsb.trace(desk.client(), address=ADDRESS)


def test_an_unknown_trace_is_an_error_and_never_an_absence(desk: Desk) -> None:
    with pytest.raises(SourceRefusedError) as caught:
        readsb.trace(desk.client("record"), address=f"{fake.DAY}/ff/trace_full_0000ff.json")
    assert caught.value.status == 404


def test_a_limit_is_waited_out(desk: Desk) -> None:
    desk.fakes.trouble["readsb"] = [Reply(b"slow down", "text/plain", 429)]
    assert len(readsb.trace(desk.client("record"), address=ADDRESS)) == 13


def test_a_page_with_status_200_is_no_trace(desk: Desk) -> None:
    desk.fakes.trouble["readsb"] = [Reply(b"<html>maintenance</html>", "text/html")]
    with pytest.raises(CollectError):
        readsb.trace(desk.client("record"), address=ADDRESS)


def test_a_trace_without_positions_is_an_answer(desk: Desk) -> None:
    desk.fakes.trouble["readsb"] = [Reply(_bytes())]
    found = readsb.trace(desk.client("record"), address=ADDRESS)
    assert "Not found" in found.nothing_found("positions")


# --- from files ----------------------------------------------------------------------------


def test_a_file_an_answer_and_a_capture_give_the_same(desk: Desk, tmp_path: Path) -> None:
    from osint_helpers.evidence.record import captures

    first = readsb.trace(desk.client("record"), address=ADDRESS)
    path = tmp_path / "trace_full_000001.json"
    path.write_bytes(fake.packed(fake.flight("000001")))
    (capture,) = captures(desk.case)
    answer = desk.client().ask(readsb.MANIFEST, ADDRESS)
    results = [readsb.read(path), readsb.read(answer), readsb.read(capture)]
    for one in results:
        assert_frame_equal(one.frame.drop(columns="file"), first.frame.drop(columns="file"))
        assert one.meta.mode == "file"
        assert one.meta.sha256 == first.meta.sha256
    assert [one.meta.capture for one in results] == ["", capture.id, capture.id]
    assert [one.meta.synthetic for one in results] == [False, True, True]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match=r"gone\.json"):
        readsb.read(tmp_path / "gone.json")


def test_one_aircraft_is_found_in_a_day_cut_into_parts(tmp_path: Path) -> None:
    # the cuts run through a header and through data
    parts = _parts(tmp_path, fake.archive(), 700, 300, 1000)
    found = readsb.day(parts[::-1], icao=("000002",))
    assert set(found.frame["icao24"]) == {"000002"}
    assert len(found) == 13
    assert [one.name[-2:] for one in found.meta.parts] == ["ad", "ac", "ab", "aa"]
    assert found.meta.complete


def test_a_whole_tar_and_every_aircraft(tmp_path: Path) -> None:
    path = tmp_path / "day.tar"
    path.write_bytes(fake.archive())
    found = readsb.day(path)
    assert list(dict.fromkeys(found.frame["icao24"])) == list(fake.AIRCRAFT)
    one = readsb.day(path, icao=("000003", "000001")).frame
    both = found.frame[found.frame["icao24"] != "000002"].reset_index(drop=True)
    assert_frame_equal(one, both)


def test_an_aircraft_without_a_trace_is_named_and_the_day_stays_complete(tmp_path: Path) -> None:
    found = readsb.day(_parts(tmp_path, fake.archive(), 999), icao=("0000ff",))
    assert len(found) == 0
    assert found.meta.complete
    assert "0000ff: no trace in this archive" in found.meta.notes
    assert str(found.frame["time"].dtype) == "datetime64[us, UTC]"


def test_a_day_that_is_cut_off_anywhere_is_an_error(tmp_path: Path) -> None:
    data = fake.archive()
    for end in range(512, len(data.rstrip(b"\0")) + 512, 256):
        with pytest.raises(CollectError, match="cut off"):
            readsb.day(_parts(tmp_path, data[:end], 700), icao=("000001",))


def test_a_lacking_part_is_an_error(tmp_path: Path) -> None:
    parts = _parts(tmp_path, fake.archive(), 700, 700, 700)
    with pytest.raises(CollectError, match=r"\.tar\.ab is lacking"):
        readsb.day([parts[0], *parts[2:]])
    with pytest.raises(CollectError, match=r"\.tar\.aa is lacking"):
        readsb.day([parts[1]])
    with pytest.raises(CollectError, match="cut off"):
        readsb.day(parts[:-1])


def test_parts_of_two_days_are_no_archive(tmp_path: Path) -> None:
    parts = _parts(tmp_path, fake.archive(), 700)
    other = tmp_path / "v2026.01.03.tar.ac"
    other.write_bytes(b"")
    for wrong in ([*parts, other], [*parts, parts[0]], []):
        with pytest.raises(CollectError, match="parts of one archive"):
            readsb.day(wrong)
    with pytest.raises(CollectError, match="no part"):
        readsb.day([*parts, _file(tmp_path)])


def _file(folder: Path) -> Path:
    path = folder / "notes.txt"
    path.write_bytes(b"")
    return path


def test_a_damaged_header_ends_nothing_silently(tmp_path: Path) -> None:
    data = bytearray(fake.archive())
    second = data.index(b"./traces/02/")
    data[second : second + 3] = b"xxx"
    with pytest.raises(CollectError, match="damaged"):
        readsb.day(_parts(tmp_path, bytes(data)), icao=("000001",))


def test_data_behind_an_empty_header_end_nothing_silently(tmp_path: Path) -> None:
    data = fake.archive()
    second = data.index(b"./traces/02/")
    with pytest.raises(CollectError, match="empty header"):
        readsb.day(_parts(tmp_path, data[:second] + bytes(512) + data[second:]), icao=("000001",))


def test_sizes_no_trace_can_have_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = tarfile.TarInfo("a" * 70_000)
    with pytest.raises(CollectError, match="too long"):
        readsb.day(_parts(tmp_path, fake.archive((head, b""))))
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.PAX_FORMAT) as tar:
        head = tarfile.TarInfo("x")
        head.pax_headers = {"size": "9999999999"}
        tar.addfile(head)
    with pytest.raises(CollectError, match="8 GiB"):
        readsb.day(_parts(tmp_path, held.getvalue()))
    monkeypatch.setattr(tars, "MOST_MEMBER", 10)
    with pytest.raises(CollectError, match="too large for a trace"):
        readsb.day(_parts(tmp_path, fake.archive()))


def test_a_file_that_names_another_aircraft_is_noted(tmp_path: Path) -> None:
    data = fake.packed(fake.flight("000008"))
    head = tarfile.TarInfo("./traces/09/trace_full_000009.json")
    head.size = len(data)
    found = readsb.day(_parts(tmp_path, fake.archive((head, data))), icao=(" 000009 ",))
    assert found.meta.parameters["icao"] == ("000009",)
    assert any("names the aircraft '000008'" in note for note in found.meta.notes)


def test_a_capture_that_was_changed_is_not_read(desk: Desk) -> None:
    from osint_helpers.evidence.record import captures

    readsb.trace(desk.client("record"), address=ADDRESS)
    (capture,) = captures(desk.case)
    assert capture.body is not None
    capture.body.chmod(0o600)
    capture.body.write_bytes(fake.packed(fake.flight("000002")))
    with pytest.raises(EvidenceError):
        readsb.read(capture)


def test_names_of_members_are_matched_and_never_written(tmp_path: Path) -> None:
    data = fake.packed(fake.flight("000009"))
    heads = []
    for name in ("../../../evil.txt", "/etc/trace_full_000009.json", "a" * 300 + ".json"):
        head = tarfile.TarInfo(name)
        head.size = len(data)
        heads.append((head, data))
    before = set(tmp_path.iterdir())
    parts = _parts(tmp_path, fake.archive(*heads), 900)
    found = readsb.day(parts, icao=("000009",))
    assert set(found.frame["file"]) == {"trace_full_000009.json"}
    assert set(tmp_path.iterdir()) - before == set(parts)


def test_a_link_is_never_followed_but_a_missing_part(tmp_path: Path) -> None:
    head = tarfile.TarInfo("./traces/09/trace_full_000009.json")
    head.type, head.linkname = tarfile.SYMTYPE, "/etc/passwd"
    found = readsb.day(_parts(tmp_path, fake.archive((head, b""))), icao=("000009",))
    assert not found.meta.complete
    assert "link" in found.meta.reason


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_names_are_read_in_both_forms(tmp_path: Path, form: int) -> None:
    held, data = io.BytesIO(), fake.packed(fake.flight("000001"))
    with tarfile.open(fileobj=held, mode="w", format=form) as tar:
        for name in (f"{'d' * 120}/trace_full_000001.json", "short.json"):
            head = tarfile.TarInfo(name)
            head.size = len(data)
            tar.addfile(head, io.BytesIO(data))
    path = tmp_path / "day.tar"
    path.write_bytes(held.getvalue())
    with tars.Archive([path]) as archive:
        names = [one.name for one in archive.members()]
    assert names == [f"{'d' * 120}/trace_full_000001.json", "short.json"]
    assert len(readsb.day(path, icao=("000001",))) == 13


def test_a_broken_trace_in_a_day_is_a_missing_part_and_the_others_stand(tmp_path: Path) -> None:
    head = tarfile.TarInfo("./traces/09/trace_full_000009.json")
    head.size = 20
    data = fake.packed(fake.flight("000009"))[:20]
    found = readsb.day(_parts(tmp_path, fake.archive((head, data))), icao=("000001", "000009"))
    assert len(found) == 13
    assert [one.name for one in found.meta.missing] == ["000009"]
    assert not found.meta.complete


def test_a_changed_trace_in_a_day_stops_the_reading(tmp_path: Path) -> None:
    data = fake.packed({**fake.flight("000009"), "novel": 1})
    head = tarfile.TarInfo("./traces/09/trace_full_000009.json")
    head.size = len(data)
    parts = _parts(tmp_path, fake.archive((head, data)))
    with pytest.raises(SchemaChanged, match="novel"):
        readsb.day(parts, icao=("000009",))
    found = readsb.day(parts, icao=("000009",), tolerated=("novel",))
    assert "000009: fields not read: novel" in found.meta.notes


def test_too_many_rows_ask_for_a_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readsb, "MOST_ROWS", 26)
    parts = _parts(tmp_path, fake.archive())
    assert len(readsb.day(parts, icao=fake.AIRCRAFT[:2])) == 26
    with pytest.raises(CollectError, match="26"):
        readsb.day(parts)


@pytest.mark.parametrize("icao", ["00001", "0000012", "SYNTH1", "00000\u0661"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, icao: str) -> None:
    with pytest.raises(CollectError, match="no 24-bit address"):
        readsb.day(tmp_path / "day.tar", icao=(icao,))


@given(st.binary(max_size=2000))
def test_no_bytes_crash_the_archive(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("t") / "day.tar"
    path.write_bytes(data)
    with pytest.raises(OsintError):
        readsb.day(path)


# --- the real file -------------------------------------------------------------------------


def test_a_real_trace_is_read_whole() -> None:
    folder = shared_folder()
    path = (
        None if folder is None else folder / "data" / "flights" / "traffic_trace_full_ac671b.json"
    )
    if path is None or not path.is_file():
        pytest.skip("the real trace is not on this machine (set OSINT_SHARED)")
    found = readsb.read(path)
    rows = found.frame
    assert len(rows) == 2500
    assert rows["ground"].sum() == 394
    assert rows["stale"].sum() == 75
    assert rows["leg"].max() == 4
    assert rows["time"].is_monotonic_increasing
    assert rows["time"].iloc[0] == pd.Timestamp("2025-02-04T21:13:42.619Z")
    assert rows["callsign"].notna().sum() == 607
    assert found.meta.notes == ("ac671b: 1 positions bear the time of another one; all are kept",)
