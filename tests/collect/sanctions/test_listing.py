"""The shape: frames made of it, and what an entry does with repetitions and lacks."""

from __future__ import annotations

import io

import pytest

from osint_helpers.collect.columns import DTYPES, frame
from osint_helpers.collect.sanctions import days, listing, names
from osint_helpers.collect.sanctions.listing import LISTINGS, Entry
from osint_helpers.collect.sanctions.ofac import advanced
from osint_helpers.errors import SchemaChanged
from tests.collect.fakes import ofac as fake


def made():
    parsed = advanced.parse(io.BytesIO(fake.advanced_xml()), on_list="OFAC SDN")
    return frame([one.row("2026-09-21", "0" * 64) for one in parsed.entries], LISTINGS)


@pytest.mark.parametrize(
    ("explode", "columns"),
    [
        (listing.names_frame, listing.NAMES),
        (listing.identifiers_frame, listing.IDENTIFIERS),
        (listing.dates_frame, listing.DATES),
    ],
)
def test_the_longer_frames_have_their_columns_and_types_also_without_rows(explode, columns) -> None:
    for held in (made(), made().iloc[:0]):
        found = explode(held)
        assert [(n, str(t)) for n, t in found.dtypes.items()] == [
            (one.name, DTYPES[one.kind]) for one in columns
        ]


def test_the_longer_frames_name_the_entry_in_each_row_and_change_nothing() -> None:
    held = made()
    before = held.copy(deep=True)
    found = listing.names_frame(held)
    assert found["authority_ref"].tolist()[:3] == ["900001"] * 3
    assert len(found) == sum(map(len, held["names"]))
    numbers = listing.identifiers_frame(held)
    assert numbers.loc[numbers["type"] == "imo", "valid"].tolist() == [True, False]
    assert held.equals(before)


def test_the_frame_of_dates_marks_the_earliest_listing_of_each_entry() -> None:
    dates = listing.dates_frame(made())
    listed = dates[dates["what"] == "listed"]
    assert listed.groupby("authority_ref")["first"].sum().tolist() == [1] * 6
    first = listed[listed["first"]].set_index("authority_ref")["text"]
    assert first["900001"] == "2016-03-02"
    assert set(listed["as_published"]) == {"Created"}
    assert dates.loc[dates["what"] == "born", "first"].isna().all()


def test_the_facts_are_counted_from_the_rows() -> None:
    facts = listing.facts(made())
    assert facts.lists == ("OFAC SDN",)
    assert facts.entries == 6
    assert facts.kinds == {"aircraft": 1, "entity": 1, "person": 1, "vessel": 3}
    assert facts.programmes == {"CUBA": 1, "DPRK": 2, "DPRK4": 2, "SDGT": 2}
    assert facts.list_dates == ("2026-09-21",)
    assert facts.sha256 == ("0" * 64,)


def test_a_frame_of_another_shape_is_refused() -> None:
    with pytest.raises(SchemaChanged) as caught:
        listing.names_frame(made().drop(columns="names"))
    assert caught.value.column == "names"


def test_an_entry_keeps_each_thing_once_and_nothing_where_the_list_gives_nothing() -> None:
    entry = Entry("Synthetic list", "1", "line 1")
    entry.names = [names.name("B", "weak alias"), names.name("A", "alias")] * 2 + [None]
    entry.live("1 Example Street", "Testland")
    entry.live("1 Example Street", "Testland")
    entry.live("-0- ", "")
    entry.say("x", "na")
    entry.say("x", "y")
    entry.say("x", "y")
    entry.tonnage = "about 5"
    entry.delisted = days.read("2020-02")
    row = entry.row()
    assert [one["text"] for one in row["names"]] == ["B", "A"]
    assert row["name"] == "A"
    assert len(row["addresses"]) == 1
    assert row["other"] == {"x": ["y"], "tonnage": ["about 5"]}
    assert row["tonnage"] is None
    assert row["listed_on"] is None
    assert row["listed_precision"] == "none"
    assert row["delisted_on"] == "2020-02"
    assert row["list_date"] is None
