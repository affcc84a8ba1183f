"""Identities by IMO number: grouped for reading, never merged."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.collect.columns import frame
from osint_helpers.collect.vessels import identity
from osint_helpers.collect.vessels.gfw import fields, identities
from osint_helpers.errors import CollectError
from osint_helpers.identifiers import check_imo
from tests.collect.fakes import gfw as fake


def row(imo: str | None, mmsi: str, first: str | None, last: str | None, **more: Any) -> Any:
    check = None if imo is None else check_imo(imo)
    return {"imo": imo, "imo_valid": None if check is None else check.valid, "mmsi": mmsi,
            "vessel_id": f"synthetic-{mmsi}", "name": "SYNTHETIC TRADER", "callsign": "SYN1",
            "flag": "ZZZ", "transmission_from": first, "transmission_to": last, **more}  # fmt: skip


def table(*rows: Any) -> pd.DataFrame:
    wanted = [one for one in identities.IDENTITY if one.name in identity.NEEDED]
    return frame(rows, wanted)


EARLY, LATE = ("2016-01-01T00:00Z", "2017-12-31T00:00Z"), ("2018-01-01T00:00Z", "2018-12-31T00:00Z")
WHOLE = ("2016-06-01T00:00Z", "2018-06-01T00:00Z")


def test_identities_of_one_imo_number_are_one_row_with_all_they_sent() -> None:
    reading = fields.Reading()
    rows = frame(identities.identity_rows(fake.TRADER, reading, 1), identities.IDENTITY)
    made = identity.hulls(rows)
    assert made["hull"].tolist() == ["0000001"]
    assert made.loc[0, "by"] == "imo"
    assert not made.loc[0, "imo_valid"]
    assert made.loc[0, "rows"] == 3
    assert made.loc[0, "at"] == [0, 1, 2]
    assert made.loc[0, "mmsi"] == ("999000001", "999000002")
    assert made.loc[0, "names"] == ("SYNTHETIC TRADER", "TEST VESSEL II")
    assert made.loc[0, "vessel_ids"] == (fake.TRADER_OLD, fake.TRADER_NEW)
    assert made.loc[0, "from"] == pd.Timestamp("2015-02-01T04:05:06Z")
    assert made.loc[0, "to"] == pd.Timestamp("2019-12-31T22:59:59Z")


def test_values_stand_in_the_order_of_first_use() -> None:
    made = identity.hulls(table(row("9999993", "2", *LATE), row("IMO 9999993", "1", *EARLY)))
    assert made.loc[0, "mmsi"] == ("1", "2")
    assert made["hull"].tolist() == ["9999993"]
    assert made.loc[0, "imo_valid"]


@pytest.mark.parametrize("imo", [None, "0000000", "0", "unknown", "99999930"])
def test_a_number_that_is_none_groups_nothing(imo: str | None) -> None:
    made = identity.hulls(table(row(imo, "1", *EARLY), row(imo, "2", *EARLY)))
    assert made["hull"].tolist() == ["synthetic-1", "synthetic-2"]
    assert made["by"].tolist() == ["vessel_id"] * 2
    assert made["imo_valid"].isna().all()


def kinds(*rows: Any) -> list[str]:
    return list(identity.conflicts(table(*rows))["kind"])


def test_one_number_on_two_transmitters_at_once_is_reported_with_its_time() -> None:
    made = identity.conflicts(table(row("9999993", "1", *EARLY), row("9999993", "2", *WHOLE)))
    assert made["kind"].tolist() == ["imo-on-mmsi-at-once"]
    assert made.loc[0, "from"] == pd.Timestamp("2016-06-01", tz="UTC")
    assert made.loc[0, "to"] == pd.Timestamp("2017-12-31", tz="UTC")
    assert made.loc[0, "mmsi"] == ("1", "2")
    assert made.loc[0, "vessel_ids"] == ("synthetic-1", "synthetic-2")
    assert "9999993" in made.loc[0, "says"]


def test_one_number_on_two_transmitters_in_turn_is_another_kind() -> None:
    assert kinds(row("9999993", "1", *EARLY), row("9999993", "2", *LATE)) == ["imo-on-mmsi-in-turn"]


def test_an_overlap_is_found_behind_rows_that_do_not_overlap() -> None:
    rows = (row("9999993", "1", *EARLY), row("9999993", "1", *LATE), row("9999993", "2", *LATE))
    assert kinds(*rows) == ["imo-on-mmsi-at-once"]


def test_unknown_times_are_said_not_guessed() -> None:
    made = identity.conflicts(table(row("9999993", "1", *EARLY), row("9999993", "2", None, None)))
    assert made["kind"].tolist() == ["no-dates"]
    assert pd.isna(made.loc[0, "from"])
    assert made.loc[0, "says"].endswith("2; the times are not known of both")


def test_one_transmitter_with_two_numbers_is_reported() -> None:
    made = identity.conflicts(table(row("9999993", "1", *EARLY), row("9999981", "1", *LATE)))
    assert made["kind"].tolist() == ["mmsi-on-imo"]
    assert made.loc[0, "imo"] == ("9999981", "9999993")


def test_a_number_that_fails_its_check_is_reported_once() -> None:
    made = identity.conflicts(table(row("0000001", "1", *EARLY), row("0000001", "1", *LATE)))
    assert made["kind"].tolist() == ["imo-invalid"]
    assert "in 2 rows" in made.loc[0, "says"]


def test_one_ship_that_never_changed_has_no_conflict() -> None:
    assert kinds(row("9999993", "1", *EARLY), row("9999993", "1", *LATE)) == []
    assert str(identity.conflicts(table()).dtypes["from"]) == "datetime64[us, UTC]"


def test_a_frame_without_the_columns_is_refused() -> None:
    with pytest.raises(CollectError) as caught:
        identity.hulls(pd.DataFrame({"imo": ["9999993"]}))
    assert caught.value.column == "imo_valid"


TIMES = st.sampled_from([EARLY, LATE, WHOLE, (None, None)])
ROWS = st.builds(
    lambda imo, mmsi, span: row(imo, mmsi, *span),
    st.sampled_from([None, "9999993", "IMO9999993", "0000001", "0", "x"]),
    st.sampled_from(["1", "2", "3"]), TIMES,
)  # fmt: skip


@settings(deadline=None)  # the first frame loads pandas
@given(st.lists(ROWS, max_size=8))
def test_every_row_is_in_one_group_and_none_is_lost(rows: list[Any]) -> None:
    made = identity.hulls(table(*rows))
    at = sorted(one for held in made["at"] for one in held)
    assert at == list(range(len(rows)))
    identity.conflicts(table(*rows))


def test_times_that_touch_in_one_instant_overlap() -> None:
    touching = (EARLY[1], LATE[1])
    assert kinds(row("9999993", "1", *EARLY), row("9999993", "2", *touching)) == [
        "imo-on-mmsi-at-once"
    ]
