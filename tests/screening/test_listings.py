from __future__ import annotations

from datetime import date

import pytest

from osint_helpers.collect.columns import frame
from osint_helpers.collect.sanctions import days, names, numbers
from osint_helpers.collect.sanctions.listing import LISTINGS, Entry
from osint_helpers.errors import SchemaChanged
from osint_helpers.screening import Identifier, Name, Subject, compare, subjects


def entry(kind: str = "vessel") -> Entry:
    made = Entry("SYNTHETIC list", "900001", "row 1", kind)
    made.names = [
        names.name("ORVELIN STAR", "primary"),
        names.name("ZUMBRAK", "previous name"),
        names.name("STAR", "weak alias"),
    ]
    made.identifiers = [
        numbers.identifier("Vessel Registration Identification", "IMO 9999993"),
        *numbers.in_text("IMO 0000012", published="remarks", vessel=False),
    ]
    made.births = [days.read("02 May 1961")]
    made.nationalities = ["Testland"]
    made.flag = "Exampleland"
    return made


def test_a_row_becomes_a_subject():
    found = subjects(frame([entry().row()], LISTINGS))
    assert found == [
        Subject(
            "vessel",
            (
                Name("ORVELIN STAR"),
                Name("ZUMBRAK", "previous name"),
                Name("STAR", "weak alias"),
            ),
            (Identifier("imo", "9999993"),),
            ("Testland", "Exampleland"),
            ("1961-05-02",),
            "SYNTHETIC list 900001",
        )
    ]


def test_an_entity_is_an_organisation_and_order_is_kept():
    second = entry("entity")
    second.ref = "900002"
    found = subjects(frame([entry().row(), second.row()], LISTINGS))
    assert [(one.kind, one.source[-6:]) for one in found] == [
        ("vessel", "900001"), ("organisation", "900002"),
    ]  # fmt: skip


def test_a_ship_under_its_previous_name_is_found_by_its_number():
    listed = subjects(frame([entry().row()], LISTINGS))[0]
    asked = Subject("vessel", (Name("Zumbrak", since=date(2015, 1, 1)),),
                    (Identifier("imo", "9999993"),))  # fmt: skip
    found = compare(asked, listed)
    assert found.verdict == "same_by_id"
    assert any(one.kind == "dates of the name" for one in found.features)


def test_a_frame_without_a_needed_column_is_an_error_that_names_it():
    with pytest.raises(SchemaChanged, match="identifiers"):
        subjects(frame([entry().row()], LISTINGS).drop(columns="identifiers"))
