"""NMEA logs: times, parts, checksums, static data, and every field against pyais."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.client import Client
from osint_helpers.collect.vessels import nmea
from osint_helpers.collect.vessels.ais import Tally
from osint_helpers.collect.vessels.nmea import messages
from osint_helpers.collect.vessels.nmea.sentences import sentence_of
from osint_helpers.errors import CollectError
from tests.collect.fakes.nmea import CLOCK, log, one, sentences, static, tagged

WHEN = pd.Timestamp(CLOCK, unit="s", tz="UTC")


def counted(folder: Path, *lines: bytes, **how: Any) -> tuple[pd.DataFrame, Tally]:
    path = folder / "log.nmea"
    path.write_bytes(b"\n".join(lines) + b"\n")
    tally = Tally()
    frame = nmea.read(path, tally=tally, **how).frame
    tally.check()
    assert tally.rows == len(lines)
    return frame, tally


def timed(sentence: bytes, after: int = 0) -> bytes:
    return tagged(sentence, f"c:{CLOCK + after}")


def test_a_position_is_read_field_by_field(tmp_path: Path) -> None:
    frame, _ = counted(tmp_path, timed(one()))
    found = {name: value for name, value in frame.iloc[0].items() if not pd.isna(value)}
    assert found == {
        "mmsi": "219999001", "t": WHEN, "lat": 55.7, "lon": 12.6, "sog_kn": 12.3, "cog_deg": 89.9,
        "heading_deg": 90.0, "nav_status": "Under way using engine", "transceiver": "A",
        "source": "nmea", "member": "log.nmea", "line": 1,
    }  # fmt: skip
    assert list(frame.columns) == [column.name for column in nmea.LOG]


def test_dtypes_are_the_same_with_and_without_rows(tmp_path: Path) -> None:
    full, _ = counted(tmp_path, timed(one()), *(timed(part) for part in static()))
    none, _ = counted(tmp_path, one())
    assert len(none) == 0
    assert list(full.dtypes) == list(none.dtypes)


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        (tagged(one(), f"c:{CLOCK}"), 0.0),
        (tagged(one(), f"c:{CLOCK}250"), 0.25),
        (tagged(one(), f"s:TEST,g:1-1-5,n:7,c:{CLOCK}"), 0.0),
        (b"%d " % CLOCK + one(), 0.0),
        (b"%d.5," % CLOCK + one(), 0.5),
        (b"2020-09-13T12:26:40Z " + one(), 0.0),
        (b"[2020-09-13T14:26:40.125+02:00] " + one(), 0.125),
        (one() + b",rTEST,%d" % CLOCK, 0.0),
        (one() + b",%d\r" % CLOCK, 0.0),
        (b"%d " % (CLOCK - 9) + tagged(one(), f"c:{CLOCK}"), 0.0),
    ],
)
def test_the_time_is_that_of_the_tag_block_or_the_logger(
    tmp_path: Path, line: bytes, seconds: float
) -> None:
    frame, tally = counted(tmp_path, line)
    assert list(frame["t"]) == [WHEN + pd.Timedelta(seconds=seconds)]
    assert not tally.noticed


def test_a_logger_without_a_zone_is_taken_as_utc_and_counted(tmp_path: Path) -> None:
    frame, tally = counted(tmp_path, b"2020-09-13 12:26:40 " + one())
    assert list(frame["t"]) == [WHEN]
    assert list(tally.noticed.values()) == [1]


@pytest.mark.parametrize(
    "line",
    [one(), b"yesterday " + one(), b"13/09/2020 12:26:40 " + one(), b"2020-09-13 " + one(),
     b"12:26:40 " + one(), b"5 " + one(), b"99999999999999 " + one(), one() + b",rTEST,40",
     tagged(one(), "s:TEST"), tagged(one(), "c:40")],
)  # fmt: skip
def test_without_a_time_there_is_no_row(tmp_path: Path, line: bytes) -> None:
    frame, tally = counted(tmp_path, line)
    assert len(frame) == 0
    assert tally.dropped == {"no time": 1}


def test_a_tag_block_whose_checksum_fails_gives_no_time(tmp_path: Path) -> None:
    good = timed(one())
    wrong = good.replace(b"\\c:16", b"\\c:17")
    bare = b"\\c:%d\\" % CLOCK + one()
    frame, tally = counted(tmp_path, good, wrong, bare)
    assert list(frame["line"]) == [1]
    assert tally.dropped == {"no time": 2}
    assert sum(tally.noticed.values()) == 2


def test_what_is_no_message_is_counted_by_reason(tmp_path: Path) -> None:
    sentence = one()
    wrong = sentence[:-2] + (b"00" if sentence[-2:] != b"00" else b"01")
    _, tally = counted(
        tmp_path, b"# comment", b"", b"$GPGGA,1*00", timed(wrong), timed(sentence[:20]),
        timed(one()), timed(one(type=4)),
    )  # fmt: skip
    assert tally.dropped == {
        "no AIS sentence": 2, "empty line": 1, "checksum fails": 1, "malformed AIS sentence": 1,
        "message of type 4, which holds no position of a ship, or is not read": 1,
    }  # fmt: skip
    assert tally.first["checksum fails"] == ["log.nmea:4"]


def resummed(body: bytes) -> bytes:
    total = 0
    for byte in body:
        total ^= byte
    return b"!%b*%02X" % (body, total)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (one(lat=91.0), "no position"),
        (one(lon=181.0), "no position"),
        (one(lat=95.0), "position out of range"),
        (one(mmsi="0"), "no MMSI"),
        (resummed(b"AIVDM,1,1,,A,15M67F,0"), "payload too short or not to be decoded"),
        (resummed(b"AIVDM,1,1,,A,,0"), "payload too short or not to be decoded"),
        (resummed(b"AIVDM,1,1,,A,53`k,0"), "payload too short or not to be decoded"),
    ],
)
def test_a_message_that_is_no_position_is_counted(
    tmp_path: Path, sentence: bytes, reason: str
) -> None:
    frame, tally = counted(tmp_path, timed(sentence))
    assert len(frame) == 0
    assert tally.dropped == {reason: 1}


def test_sentinels_are_missing(tmp_path: Path) -> None:
    frame, _ = counted(tmp_path, timed(one(speed=102.3, course=360, heading=511, status=15)))
    assert frame.loc[0, ["sog_kn", "cog_deg", "heading_deg", "nav_status"]].isna().all()


def test_values_beside_the_sentinels_stay(tmp_path: Path) -> None:
    frame, _ = counted(tmp_path, timed(one(speed=102.2, course=359.9, heading=359, status=14)))
    assert list(frame.loc[0, ["sog_kn", "cog_deg", "heading_deg"]]) == [102.2, 359.9, 359.0]
    assert frame["nav_status"][0].startswith("AIS-SART")


def test_static_data_come_from_before_never_from_after(tmp_path: Path) -> None:
    first, second = static()
    later = static(shipname="TEST VESSEL", destination="", seq=2)
    frame, tally = counted(
        tmp_path, timed(one(), 0), timed(first, 10), second, timed(one(), 20),
        *(timed(part, 30) for part in later), timed(one(), 25), timed(one(), 40),
        timed(one(mmsi="219999002"), 50),
    )  # fmt: skip
    assert list(frame["name"].fillna("-")) == [
        "-", "SYNTHETIC TRADER", "SYNTHETIC TRADER", "TEST VESSEL", "-",
    ]  # fmt: skip
    assert list(frame["static_t"].fillna(WHEN)) == [
        WHEN + pd.Timedelta(seconds=after) for after in (0, 10, 10, 30, 0)
    ]  # fmt: skip
    assert list(frame.loc[1, ["imo", "callsign", "ship_type", "draught_m", "destination"]]) == [
        "9999993", "TEST1", "70", 7.4, "EXAMPLE PORT",
    ]  # fmt: skip
    assert sum(tally.used.values()) == 4


def test_both_parts_of_a_message_24_and_a_message_19(tmp_path: Path) -> None:
    (a,) = sentences(type=24, partno=0, mmsi="219999002", shipname="TEST VESSEL")
    (b,) = sentences(type=24, partno=1, mmsi="219999002", callsign="TEST2", ship_type=37)
    whole = sentences(type=19, mmsi="219999003", lat=55.5, lon=12.5, speed=5.0, course=90.0,
                      heading=91, shipname="TEST CRAFT", ship_type=36)  # fmt: skip
    lines = [timed(a), timed(b, 1), timed(one(type=18, mmsi="219999002"), 2),
             *(timed(part, 3) for part in whole)]  # fmt: skip
    frame, _ = counted(tmp_path, *lines)
    assert list(frame["name"]) == ["TEST VESSEL", "TEST CRAFT"]
    assert list(frame["ship_type"]) == ["37", "36"]
    assert list(frame["callsign"].fillna("-")) == ["TEST2", "-"]
    assert list(frame["transceiver"]) == ["B", "B"]


def test_parts_in_any_order_are_joined_and_lost_ones_counted(tmp_path: Path) -> None:
    first, second = static()
    frame, tally = counted(
        tmp_path, timed(second), timed(first), timed(first, 1), timed(first, 2), timed(second, 2),
        timed(static(seq=7)[1], 3), timed(one(), 4),
    )  # fmt: skip
    assert frame["name"][0] == "SYNTHETIC TRADER"
    assert tally.dropped == {"part of a message whose other parts did not come": 2}
    assert next(iter(tally.first.values())) == ["log.nmea:3", "log.nmea:6"]


def test_parts_far_apart_belong_to_different_messages(tmp_path: Path) -> None:
    first, second = static()
    _, tally = counted(tmp_path, timed(first), timed(second, 60))
    assert tally.dropped == {"part of a message whose other parts did not come": 2}


def test_parts_of_different_stations_are_not_joined(tmp_path: Path) -> None:
    first, second = static()
    _, tally = counted(tmp_path, tagged(first, f"s:ONE,c:{CLOCK}"),
                       tagged(second, f"s:TWO,c:{CLOCK}"))  # fmt: skip
    assert tally.dropped == {"part of a message whose other parts did not come": 2}


def test_a_question_counts_what_lies_outside(tmp_path: Path) -> None:
    lines = [timed(one()), timed(one(mmsi="219999002")), timed(one(lon=-12.6)), timed(one(), 100)]
    frame, tally = counted(tmp_path, *lines, mmsi=("219999001",), box=(0.0, 50.0, 20.0, 60.0),
                           end="2020-09-13T12:28:00Z")  # fmt: skip
    assert list(frame["line"]) == [1]
    assert tally.outside == 3


def test_a_log_of_ten_minutes_packed_or_not(tmp_path: Path) -> None:
    import gzip

    (tmp_path / "a.nmea").write_bytes(log())
    (tmp_path / "a.nmea.gz").write_bytes(gzip.compress(log()))
    plain, packed = nmea.read(tmp_path / "a.nmea"), nmea.read(tmp_path / "a.nmea.gz")
    assert len(plain) == 20
    pd.testing.assert_frame_equal(plain.frame, packed.frame)
    assert plain.frame["name"].notna().sum() == 5
    assert plain.meta.complete
    assert plain.meta.notes[0] == (
        "24 rows = 20 kept + 0 outside the question + 2 read without a position + 2 dropped"
    )


def test_a_log_that_breaks_off_is_not_complete(tmp_path: Path) -> None:
    import gzip

    lines = [timed(one(lat=at % 80, lon=at % 170), at) for at in range(9000)]
    path = tmp_path / "a.nmea.gz"
    path.write_bytes(gzip.compress(b"\n".join(lines * 20))[:-100])
    found = nmea.read(path)
    assert not found.meta.complete
    assert len(found)


@pytest.mark.parametrize("text", [b"", b"<html>none</html>", b"a,b,c\n1,2,3\n"])
def test_a_file_without_a_sentence_is_refused(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "a.log").write_bytes(text)
    with pytest.raises(CollectError, match="no AIS sentence"):
        nmea.read(tmp_path / "a.log")


def test_a_log_held_as_a_capture_is_read_by_its_id(tmp_path: Path) -> None:
    from osint_helpers.evidence.storing import Store

    (tmp_path / "case").mkdir()
    path = tmp_path / "a.nmea"
    path.write_bytes(log())
    capture = Store(tmp_path / "case", "tester").add_file(
        path, obtained="made here, SYNTHETIC", why="a test"
    )
    client = Client(tmp_path / "case", environment={})
    found = nmea.log(client, capture=capture.id, mmsi=("219999001",))
    assert len(found) == 10
    assert found.meta.capture == capture.id
    assert found.meta.mode == "replay"
    with pytest.raises(CollectError, match="no capture"):
        nmea.log(client, capture="none")


POSITION = st.fixed_dictionaries({
    "mmsi": st.integers(1, 999_999_999).map(lambda one: f"{one:09d}"),
    "lat": st.floats(-90, 90), "lon": st.floats(-180, 180),
    "speed": st.integers(0, 1023).map(lambda one: one / 10),
    "course": st.integers(0, 3600).map(lambda one: one / 10), "heading": st.integers(0, 359),
})  # fmt: skip


@given(st.sampled_from([1, 2, 3, 18]), POSITION)
def test_positions_are_what_pyais_decodes(kind: int, fields: dict[str, Any]) -> None:
    from pyais import decode

    (sentence,) = sentences(type=kind, **fields)
    theirs = decode(sentence).asdict()
    held = sentence_of(sentence, 1)
    assert not isinstance(held, str)
    ours = messages.position_of(kind, held.payload, held.fill)
    assert ours is not None
    assert (ours.mmsi, ours.lat, ours.lon) == (theirs["mmsi"], theirs["lat"], theirs["lon"])
    assert ours.sog == (None if theirs["speed"] == 102.3 else theirs["speed"])
    assert ours.cog == (None if theirs["course"] >= 360 else theirs["course"])
    assert ours.heading == theirs["heading"]


@given(st.sampled_from([19, 27]), POSITION)
def test_long_positions_are_what_pyais_decodes(kind: int, fields: dict[str, Any]) -> None:
    from pyais import decode

    if kind == 27:
        fields = {**fields, "speed": int(fields["speed"]) % 64, "course": int(fields["course"])}
        fields.pop("heading")
    made = sentences(type=kind, **fields)
    theirs = decode(*made).asdict()
    held = [sentence_of(one, 1) for one in made]
    payload = b"".join(one.payload for one in held if not isinstance(one, str))
    ours = messages.position_of(kind, payload, held[-1].fill)  # type: ignore[union-attr]
    assert ours is not None
    assert ours.mmsi == theirs["mmsi"]
    assert (ours.lat, ours.lon) == pytest.approx((theirs["lat"], theirs["lon"]), abs=1e-6)
    if kind == 27:
        assert ours.sog == (None if theirs["speed"] == 63 else theirs["speed"])
        assert ours.cog == (None if theirs["course"] >= 360 else theirs["course"])
    else:
        assert ours.sog == (None if theirs["speed"] == 102.3 else theirs["speed"])


@given(st.lists(st.one_of(st.binary(max_size=80), st.just(timed(one())), st.just(static()[0])),
                min_size=1, max_size=8))  # fmt: skip
def test_arbitrary_lines_are_each_counted(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("log") / "a.nmea"
    path.write_bytes(timed(one()) + b"\n" + b"\n".join(lines) + b"\n")
    tally = Tally()
    found = nmea.read(path, tally=tally)
    tally.check()
    assert tally.rows == path.read_bytes().count(b"\n")
    assert len(found) == tally.kept >= 1


@given(st.binary(min_size=1, max_size=400), st.integers(0, 5))
def test_an_arbitrary_payload_is_read_or_too_short(data: bytes, fill: int) -> None:
    armour = b"0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw"
    payload = bytes(armour[byte % 64] for byte in data)
    for kind in messages.POSITIONS:
        messages.position_of(kind, payload, fill)
    for kind in messages.STATICS:
        try:
            messages.static_of(kind, armour[kind : kind + 1] + payload, fill)
        except CollectError:
            continue


def test_dimensions_are_the_sums_of_the_antenna_s_distances(tmp_path: Path) -> None:
    sides = {"to_bow": 100, "to_stern": 50, "to_port": 12, "to_starboard": 8}
    parts = static(**sides)
    (b,) = sentences(type=24, partno=1, mmsi="219999002", callsign="TEST2", **sides)
    (craft,) = sentences(type=24, partno=1, mmsi="982199990", callsign="TEST3",
                        mothership_mmsi=219999001)  # fmt: skip
    frame, _ = counted(
        tmp_path, timed(parts[0], 0), parts[1], timed(b, 1), timed(craft, 2), timed(one(), 3),
        *(timed(one(type=18, mmsi=mmsi), 4) for mmsi in ("219999002", "982199990", "219999003")),
    )  # fmt: skip
    assert list(frame["length_m"].fillna(-1)) == [150.0, 150.0, -1, -1]
    assert list(frame["width_m"].fillna(-1)) == [20.0, 20.0, -1, -1]


def test_dimensions_of_zero_are_missing(tmp_path: Path) -> None:
    first, second = static(to_bow=0, to_stern=0, to_port=0, to_starboard=0)
    frame, _ = counted(tmp_path, timed(first, 0), second, timed(one(), 1))
    assert frame[["length_m", "width_m"]].isna().all(axis=None)
