from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest

from osint_helpers.dates import DateInterval
from osint_helpers.errors import LawError
from osint_helpers.law import flags
from osint_helpers.law.flags.night import at_night, sun_altitude_deg
from osint_helpers.tracks.columns import ENCOUNTERS, GAPS

of = DateInterval.of_text
E = ("SYNTHETIC-1",)


def gap(**more: object) -> flags.Gap:
    return flags.Gap(
        **{"ship": "SYNTHETIC", "when": "then", "hours": (13, 13), "evidence": E, **more}
    )


@pytest.mark.parametrize(
    ("hours", "result"),
    [((12, 12), "not_fired"), ((12.1, 12.1), "fired"), ((0, 12), "not_fired"),
     ((0, 13), "not_testable"), ((13, math.inf), "fired"), ((12, 20), "not_testable")],
)  # fmt: skip
def test_a_gap_must_be_longer_than_the_limit(hours: tuple[float, float], result: str) -> None:
    assert flags.run("RF01", gap(hours=hours)).result == result


def test_a_gap_in_port_or_in_a_hole_is_none() -> None:
    assert flags.run("RF01", gap(at_sea=False)).result == "not_fired"
    assert flags.run("RF01", gap(in_hole=True)).result == "not_fired"
    assert flags.run("RF01", gap(at_sea=True, in_hole=False)).result == "fired"


def test_a_short_gap_in_port_is_not_called_testable() -> None:
    assert flags.run("RF01", gap(hours=(0, 13), at_sea=False)).result == "not_fired"


def test_what_is_not_known_is_said() -> None:
    text = flags.run("RF01", gap()).text
    assert "whether the ship was at sea is not stated" in text
    assert "no mask of coverage holes was given" in text
    assert "positions not published" in text
    full = flags.run("RF01", gap(at_sea=True, in_hole=False, points="SYNTHETIC points")).text
    assert "not stated" not in full
    assert "SYNTHETIC points" in full


def test_days_give_a_range_of_hours() -> None:
    made = flags.Gap.between(of("2018-01-01"), of("2018-01-02"), ship="S", evidence=E)
    assert made.hours == (0, 48)
    assert flags.run("RF01", made).result == "not_testable"


@pytest.mark.parametrize("hours", [(-1, 2), (3, 2), (math.nan, 3)])
def test_a_length_that_is_none_is_refused(hours: tuple[float, float]) -> None:
    with pytest.raises(LawError, match="a gap of"):
        gap(hours=hours)


def gap_frame(**more: object) -> pd.DataFrame:
    row = {"event": "e1", "mmsi": "000000001", "off_t": pd.Timestamp("2018-01-01 00:00"),
           "on_t": pd.Timestamp("2018-01-01 20:00"), "hours": 20.0, "off_lat": 1.0, "off_lon": 2.0,
           "on_lat": 3.0, "on_lon": 4.0, "implied_kn": 7.0, "open": ""}  # fmt: skip
    return pd.DataFrame([{**row, **more}])


def test_gaps_of_a_frame_of_the_tracks_room() -> None:
    assert set(gap_frame().columns) <= {one.name for one in GAPS}
    (made,) = flags.gaps(gap_frame())
    assert made.evidence == ("e1",)
    assert made.hours == (20, 20)
    text = flags.run("RF01", made).text
    assert "from 2018-01-01 00:00 UTC to 2018-01-01 20:00 UTC" in text
    assert "last position 1.000, 2.000, next 3.000, 4.000, implied speed 7.0 kn" in text


def test_an_open_gap_has_no_upper_length() -> None:
    nothing = {"on_t": pd.NaT, "on_lat": math.nan, "on_lon": math.nan, "implied_kn": math.nan}
    (made,) = flags.gaps(gap_frame(open="end", hours=5.0, **nothing))
    assert made.hours == (5, math.inf)
    assert flags.run("RF01", made).result == "not_testable"
    assert "to no position received" in made.when
    assert "next none, implied speed not known" in made.points


def test_a_frame_without_a_column_is_refused() -> None:
    with pytest.raises(LawError, match="no column hours"):
        flags.gaps(gap_frame().drop(columns="hours"))


def meeting(**more: object) -> flags.Encounter:
    given = {"ships": ("SYNTHETIC A", "SYNTHETIC B"), "when": of("2018-01-01"), "hours": 5,
             "distance_m": (10, 100), "speed_kn": (0, 1), "port_nm": 40, "evidence": E}  # fmt: skip
    return flags.Encounter(**{**given, **more})


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ({}, "fired"),
        ({"distance_m": (10, 500)}, "fired"),
        ({"distance_m": (10, 501)}, "not_testable"),
        ({"distance_m": (501, 600)}, "not_fired"),
        ({"speed_kn": (0, 3)}, "not_testable"),
        ({"speed_kn": (2.5, 3)}, "not_fired"),
        ({"hours": 2}, "not_fired"),
        ({"hours": None}, "not_testable"),
        ({"port_nm": 10}, "not_fired"),
        ({"port_nm": None}, "not_testable"),
        ({"port_nm": None, "hours": 1}, "not_fired"),
    ],
)
def test_every_part_of_a_transfer_must_hold(change: dict[str, object], result: str) -> None:
    assert flags.run("RF05", meeting(**change)).result == result


@pytest.mark.parametrize(
    ("when", "label"),
    [("2017-09-10", "before 11 September 2017 (UN-2375-11), so without a legal label"),
     ("2017-09-11", "UN-2375-11 dates from 11 September 2017 (to be checked by counsel)"),
     ("2017-09", "whether UN-2375-11 (to be checked by counsel) was in force is open")],
)  # fmt: skip
def test_the_legal_label_follows_the_date(when: str, label: str) -> None:
    assert label in flags.run("RF05", meeting(when=of(when))).text


def test_what_does_not_fire_has_no_legal_label() -> None:
    assert "UN-2375" not in flags.run("RF05", meeting(hours=1)).text


def test_encounters_of_a_frame_of_the_tracks_room() -> None:
    frame = pd.DataFrame(
        [{"event": "e1", "mmsi_a": "000000001", "mmsi_b": "000000002",
          "start_t": pd.Timestamp("2018-01-01 16:00"), "hours": 5.0, "lat": 30.0, "lon": 125.0,
          "closest_m": 20.0, "port_km": 100.0}]
    )  # fmt: skip
    assert set(frame.columns) <= {one.name for one in ENCOUNTERS}
    (made,) = flags.encounters(frame, within_m=400, slower_kn=2)
    assert made.port_nm == pytest.approx(54, abs=0.01)
    result = flags.run("RF05", made)
    assert result.result == "fired"
    assert "began at night" in result.text
    (wide,) = flags.encounters(frame, within_m=900, slower_kn=2)
    assert flags.run("RF05", wide).result == "not_testable"
    (lone,) = flags.encounters(frame.assign(port_km=math.nan), within_m=400, slower_kn=2)
    assert lone.port_nm is None


def test_by_day_is_marked_too() -> None:
    noon = replace(meeting(), start=datetime(2018, 1, 1, 4, tzinfo=UTC), lat=30.0, lon=125.0)
    assert "began by day" in flags.run("RF05", noon).text


@pytest.mark.parametrize(
    ("moment", "lat", "lon", "altitude"),
    [
        # on the equator at an equinox the sun passes overhead near noon
        (datetime(2018, 3, 20, 12, 7, tzinfo=UTC), 0.0, 0.0, 90.0),
        # solstices over the tropics; the obliquity is 23.44 degrees
        (datetime(2018, 6, 21, 12, 2, tzinfo=UTC), 51.4769, 0.0, 90 - 51.4769 + 23.436),
        (datetime(2018, 12, 21, 11, 58, tzinfo=UTC), 51.4769, 0.0, 90 - 51.4769 - 23.436),
        (datetime(2018, 6, 21, 0, 2, tzinfo=UTC), 90.0, 0.0, 23.436),
    ],
)
def test_the_altitude_of_the_sun(moment, lat, lon, altitude) -> None:
    assert sun_altitude_deg(moment, lat, lon) == pytest.approx(altitude, abs=0.4)


def test_night_falls_later_in_the_west() -> None:
    moment = datetime(2018, 3, 20, 18, 30, tzinfo=UTC)
    assert at_night(moment, 0, 0)
    assert not at_night(moment, 0, -30)
    assert at_night(moment.replace(tzinfo=None), 0, 0), "without a zone it is UTC"
