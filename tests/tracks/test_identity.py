from __future__ import annotations

import pandas as pd
import pytest

from osint_helpers.errors import TracksError
from osint_helpers.tracks import identity_checks as checks
from osint_helpers.tracks.engines import DuckDB
from osint_helpers.tracks.identities import identities_of
from osint_helpers.tracks.identity import IdentityRule, identity_conflicts
from tests.conftest import shared_folder

T0 = 1_593_475_200_000_000  # 2020-06-30 00:00 UTC
HOUR = 3_600_000_000
# 9999993 is of a right form and check digit; so are the two others. None is taken from a ship.
IMO, IMO_2, BAD = "9999993", "9999981", "9999990"
A, B = 21199999900, 36699999900  # MIDs of Germany and the United States


@pytest.fixture(scope="module")
def engine():
    with DuckDB(threads=1) as made:
        yield made


def places(*rows):
    return pd.DataFrame(rows or [(A, T0, 0.0, 0.0)], columns=["track", "t_us", "lat", "lon"])


def sent(*rows):
    """Return identities of (track, first hour, last hour, values) rows."""
    return pd.DataFrame(
        [
            {"track": t, "first_us": T0 + a * HOUR, "last_us": T0 + b * HOUR, **v}
            for t, a, b, v in rows
        ]
    )


def found(engine, positions=None, **more):
    events = identity_conflicts(places() if positions is None else positions, engine=engine, **more)
    assert events.frame.event.is_unique
    return events


def kinds(events):
    return list(zip(events.frame.kind, events.frame.conflict, strict=True))


def test_the_numbers_of_these_tests_are_what_they_are_meant_to_be():
    assert [checks.check_imo(one).valid for one in (IMO, IMO_2, BAD)] == [True, True, False]


def test_two_hulls_heard_by_turns_are_two_places_at_once(engine):
    rows = [(A, T0 + n * 2 * HOUR, 54.0, 10.0) for n in range(4)]
    rows += [(A + 1, T0 + HOUR + n * 2 * HOUR, 1.25, -103.5) for n in range(4)]
    events = found(engine, places(*rows))
    assert kinds(events) == [("identity_conflict", "two_places")]
    row = events.frame.iloc[0]
    assert row.track == A
    assert row.other == "MMSI 211999999 hull 1"
    assert (row.first_t.hour, row.last_t.hour) == (1, 6)
    assert row.value == "54.0000 N 10.0000 E at 2020-06-30 00:00:00 UTC"
    assert row.other_value == "1.2500 N 103.5000 W at 2020-06-30 01:00:00 UTC"
    assert "3600 s apart; 7 changes from one to the other" in row.text


def test_the_evidence_is_the_change_that_no_ship_could_make(engine):
    rows = [(A, T0 + n * HOUR, 54.0, 10.0) for n in range(4)]
    rows += [
        (A + 1, T0 + n * HOUR + (60_000_000 if n == 2 else HOUR // 2), 40.0, 10.0) for n in range(4)
    ]
    row = found(engine, places(*rows)).frame.iloc[0]
    assert row.value.endswith("02:00:00 UTC")
    assert row.other_value.endswith("02:01:00 UTC")


def test_two_hulls_heard_at_the_very_same_second_are_told(engine):
    rows = [(A, T0, 54.0, 10.0), (A + 1, T0, 40.0, 10.0)]
    assert kinds(found(engine, places(*rows))) == [("identity_conflict", "two_places")]


def test_two_hulls_one_after_the_other_are_no_conflict_of_place(engine):
    rows = [(A, T0 + n * HOUR, 54.0, 10.0) for n in range(3)]
    rows += [(A + 1, T0 + (3 + n) * HOUR, 40.0, 10.0) for n in range(3)]
    assert kinds(found(engine, places(*rows))) == []


@pytest.mark.parametrize(
    ("mmsi", "conflict"),
    [
        (211999999, []), (992111111, ["mmsi_no_ship_station"]), (2111111, ["mmsi_no_ship_station"]),
        (1, ["mmsi_no_ship_station"]), (111211999, ["mmsi_no_ship_station"]),
        (299999999, ["mmsi_mid_unallocated"]),
    ],
)  # fmt: skip
def test_an_mmsi_that_is_no_ship_s_or_of_no_country_is_told(mmsi, conflict, engine):
    events = found(engine, places((mmsi * 100, T0, 0.0, 0.0)))
    assert events.frame.conflict.tolist() == conflict
    assert all(f"{mmsi:09d}" == one for one in events.frame.mmsi)


@pytest.mark.parametrize(
    ("imo", "count"),
    [(IMO, 0), (f"IMO{IMO}", 0), (f"IMO {IMO}", 0), (BAD, 1), (f"IMO{BAD}", 1), ("12345", 1),
     ("0", 0), ("IMO0000000", 0), ("", 0), (None, 0), ("abc", 1)],
)  # fmt: skip
def test_imo_numbers_are_checked_and_absent_ones_counted(imo, count, engine):
    events = found(engine, identities=sent((A, 0, 1, {"imo": imo})))
    assert events.frame.conflict.tolist() == ["imo_check_digit"] * count
    none = int(imo in (None, "", "0", "IMO0000000"))
    said = f"Static data: 1 rows, {none} of them without an IMO number (or zero)."
    assert said in events.limits
    if count:
        assert events.frame.value[0] == f"{imo} (2020-06-30 00:00 UTC to 2020-06-30 01:00 UTC)"


def test_one_imo_on_two_mmsis_in_the_same_time_is_a_conflict(engine):
    events = found(
        engine, identities=sent((A, 0, 9, {"imo": IMO}), (B, 5, 6, {"imo": f"IMO{IMO}"}))
    )
    assert kinds(events) == [("identity_conflict", "imo_on_two")]
    row = events.frame.iloc[0]
    assert (row.track, row.other) == (A, "MMSI 366999999")
    assert "2020-06-30 05:00 UTC to 2020-06-30 06:00 UTC" in row.other_value


def test_one_imo_on_two_mmsis_one_after_the_other_is_a_change(engine):
    events = found(engine, identities=sent((A, 0, 4, {"imo": IMO}), (B, 5, 6, {"imo": IMO})))
    assert kinds(events) == [("change", "mmsi")]


def test_one_imo_passed_on_within_one_moment_is_still_the_same_time(engine):
    events = found(engine, identities=sent((A, 0, 5, {"imo": IMO}), (B, 5, 6, {"imo": IMO})))
    assert kinds(events) == [("identity_conflict", "imo_on_two")]


def test_every_track_with_a_shared_imo_has_a_row(engine):
    rows = [(A, 0, 9, {"imo": IMO}), *((A + 100 * n, n, n + 0.5, {"imo": IMO}) for n in (1, 2, 3))]
    events = found(engine, identities=sent(*rows))
    assert kinds(events) == [("identity_conflict", "imo_on_two")] * 3
    assert len(set(events.frame.other)) == 3


def test_a_wrong_imo_shared_by_two_is_no_shared_identity(engine):
    events = found(engine, identities=sent((A, 0, 9, {"imo": BAD}), (B, 5, 6, {"imo": BAD})))
    assert set(events.frame.conflict) == {"imo_check_digit"}


@pytest.mark.parametrize(
    ("track", "first", "kind"),
    [(A, 5, "identity_conflict"), (A, 20, "identity_conflict"), (A + 1, 5, "identity_conflict"),
     (A + 1, 20, "change")],
)  # fmt: skip
def test_one_mmsi_with_two_imos(track, first, kind, engine):
    rows = sent((A, 0, 9, {"imo": IMO}), (track, first, 21, {"imo": IMO_2}))
    assert kinds(found(engine, identities=rows)) == [(kind, "several_imos")]


@pytest.mark.parametrize(
    ("values", "conflict"),
    [((120, 130, 20, 25), []), ((120, 131, 20, 20), ["length"]), ((120, 120, 20, 26), ["width"]),
     ((0, 300, 0, 40), []), ((None, 300, 20, 20), [])],
)  # fmt: skip
def test_dimensions_that_change_by_more_than_the_rule_says(values, conflict, engine):
    a, b, c, d = values
    rows = sent((A, 0, 1, {"length_m": a, "width_m": c}), (A, 2, 3, {"length_m": b, "width_m": d}))
    assert found(engine, identities=rows).frame.conflict.tolist() == conflict
    wide = IdentityRule(length_m=500, width_m=500)
    assert kinds(found(engine, identities=rows, rule=wide)) == []


def test_changes_of_name_and_call_sign_are_information(engine):
    rows = sent(
        (A, 0, 1, {"name": "TEST ONE", "callsign": "ZZ1"}),
        (A, 2, 3, {"name": "TEST TWO ", "callsign": "ZZ1"}),
    )
    events = found(engine, identities=rows)
    assert kinds(events) == [("change", "name")]
    assert "'TEST ONE' and then 'TEST TWO'" in events.frame.text[0]
    assert kinds(found(engine, identities=rows, rule=IdentityRule(changes=False))) == []


def test_names_by_turns_are_told_as_such(engine):
    rows = sent((A, 0, 5, {"name": "TEST ONE"}), (A, 2, 3, {"name": "TEST TWO"}))
    assert "by turns with" in found(engine, identities=rows).frame.text[0]


def test_a_flag_other_than_that_of_the_mmsi_is_a_conflict(engine):
    rows = sent((A, 0, 1, {"imo": IMO, "name": "TEST ONE"}))
    registry = pd.DataFrame({"imo": [IMO], "flag": ["Panama"], "name": ["TEST TWO"]})
    events = found(engine, identities=rows, registry=registry)
    assert kinds(events) == [("identity_conflict", "flag"), ("change", "register_name")]
    assert events.frame.other_value.tolist() == ["PA", "TEST TWO"]
    assert events.frame.value[0].startswith("DE, ")
    same = registry.assign(flag="Germany", name="Test-One")
    assert kinds(found(engine, identities=rows, registry=same)) == []


def test_rows_of_a_registry_that_cannot_be_used_are_counted(engine):
    registry = pd.DataFrame(
        {"imo": [BAD, IMO, IMO, IMO_2], "flag": ["DE", "DE", "PA", "Nowhere at all"]}
    )
    events = found(engine, identities=sent((A, 0, 1, {"imo": IMO})), registry=registry)
    assert events.limits[-1] == (
        "Registry: 2 ships; left out: 1 rows whose IMO number fails, 1 that say otherwise than an "
        "earlier row of the same number; 1 flags are no country."
    )


def test_without_static_data_the_limits_say_what_was_not_checked(engine):
    assert "No static data were given" in found(engine).limits[-1]


def test_the_order_of_rows_does_not_matter(engine):
    rows = sent(
        (A, 0, 9, {"imo": IMO, "length_m": 9}), (B, 5, 6, {"imo": IMO}),
        (A, 2, 4, {"length_m": 99}),
        (B, 0, 3, {"imo": IMO_2, "name": "TEST"}),
    )  # fmt: skip
    one = found(engine, identities=rows).frame
    pd.testing.assert_frame_equal(one, found(engine, identities=rows[::-1]).frame)
    assert len(one) == 3


@pytest.mark.parametrize(
    "rows",
    [sent((A, 0, 1, {})).drop(columns="track"), sent((A, 0, 1, {})).drop(columns="first_us"),
     sent((A, 3, 1, {})), sent((A, 0, 1, {})).assign(track="north")],
)  # fmt: skip
def test_identities_that_cannot_be_used_are_refused(rows, engine):
    with pytest.raises(TracksError):
        found(engine, identities=rows)


def test_a_registry_without_its_columns_is_refused(engine):
    with pytest.raises(TracksError):
        found(engine, registry=pd.DataFrame({"imo": [IMO]}))
    with pytest.raises(TracksError):
        IdentityRule(length_m=-1)


def test_no_position_gives_no_conflict(engine):
    assert len(found(engine, places().iloc[:0])) == 0


def test_identities_are_made_of_rows_of_ais():
    rows = pd.DataFrame(
        {
            "mmsi": ["211999999"] * 3,
            "t": pd.to_datetime([T0, T0 + HOUR, T0 + 2 * HOUR], unit="us", utc=True),
            "imo": [IMO, IMO, None],
            "ship_type": [70.0, 70.0, None],
            "length_m": [120.0, 120.0, None],
        }
    )
    made = identities_of(rows)
    assert made.messages.tolist() == [1, 2]
    assert made[["track", "imo", "ship_type", "length_m"]].iloc[1].tolist() == [A, IMO, "70", 120.0]
    assert (made.first_us.tolist(), made.last_us.tolist()) == (
        [T0 + 2 * HOUR, T0], [T0 + 2 * HOUR, T0 + HOUR],
    )  # fmt: skip


def test_an_hour_of_a_real_harbour_gives_conflicts_that_hold(engine):
    folder = shared_folder()
    file = folder and folder / "data/ais/nyharbor_2020-06-30_first_hour_full.parquet"
    if not file or not file.exists():
        pytest.skip("the public AIS sample is not on this machine (set OSINT_SHARED)")
    raw = pd.read_parquet(file).rename(
        columns={"vessel_type": "ship_type", "length": "length_m", "width": "width_m"}
    )
    raw = raw.drop_duplicates(["mmsi", "t"])
    fleet = pd.read_csv(folder / "data/reference/marad_us_flag_fleet_2023-04.csv", dtype="str")
    fleet = fleet.rename(columns={"IMO NUMBER": "imo", "Vessel Name": "name"}).assign(flag="US")
    events = found(
        engine, raw[["mmsi", "t", "lat", "lon"]], identities=identities_of(raw), registry=fleet
    )
    tally = events.frame.conflict.value_counts()
    bad = {one for one in raw.imo.dropna() if checks.check_imo(one).valid is False}
    bad = {one for one in bad if not checks.absent(one)}
    assert (
        set(events.frame[events.frame.conflict == "imo_check_digit"].value.str.split(" \\(").str[0])
        == bad
    )
    assert tally.sum() == len(events)
