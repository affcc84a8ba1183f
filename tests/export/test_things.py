from __future__ import annotations

import pytest

from osint_helpers.errors import ExportError
from osint_helpers.export.things import (
    DATE_INFERRED,
    DATE_ROUGH,
    DATE_SPAN,
    Things,
    all_readings,
    as_of,
    date_of,
    replies,
)
from osint_helpers.journey.readings import readings
from tests.case.builder import edit


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2018-06-14", "", "day", ("2018-06-14", "")),
        ("2018-06-14", "2018-06-14", "day", ("2018-06-14", "")),
        ("2018-06", "", "month", ("2018-06", "")),
        ("2018", "", "year", ("2018", "")),
        ("", "", "none", ("", "")),
        ("2018-06-14", "2018-06-15", "day", ("", DATE_SPAN)),
        ("", "2018-06-15", "day", ("", DATE_SPAN)),
        ("2018-06", "", "approx", ("", DATE_ROUGH)),
        ("2018-06", "", "month_year_inferred", ("", DATE_INFERRED)),
    ],
)
def test_only_a_date_that_keeps_its_meaning_is_written(start, end, precision, expected):
    assert date_of({"date_from": start, "date_to": end, "precision": precision}) == expected


def test_every_reading_knows_the_row_it_stands_in(maybach):
    found = all_readings(maybach)
    assert len(found) == len(readings(maybach)) == len(maybach.claims) + len(maybach.readings)
    assert [one.key for one in found if one.table == "claims"] == list(maybach.claims["claim"])
    further = {one.key for one in found if one.table == "readings"}
    assert len(further) == len(maybach.readings)


def test_a_party_is_meant_by_its_name_only_where_one_alone_bears_it(synthetic):
    case = synthetic(entities=lambda rows: [*rows, {**rows[0], "entity": "synth_two"}])
    things = Things(case)
    assert things.meant("SYNTHETIC Firm") is None
    assert things.meant("SYNTHETIC Ship").key == "synth_ship"
    assert things.meant("ZZAAA").kind == "place"
    assert things.get("SYNTHETIC Ship") is None


def test_a_person_is_printed_by_role_unless_the_case_says_why_not(synthetic):
    def named(rows):
        return edit(edit(rows, "synth_owner", name="SYNTHETIC NAME"), "synth_firm", role="x")

    assert Things(synthetic(entities=named)).get("synth_owner").name == (
        "owner of the SYNTHETIC firm"
    )


def test_replies_stand_in_sentences():
    row = {"responses": ("c_denial", "none found")}
    assert replies(row, {"c_denial": "It knew nobody."}) == [
        "Reply, claim c_denial: It knew nobody.", "No reply was found."]  # fmt: skip


def test_a_case_without_a_day_cannot_date_a_file(synthetic):
    case = synthetic()
    assert as_of(case) == "2002-01-31"
    object.__setattr__(case.meta, "as_of", "2002-01")
    with pytest.raises(ExportError, match="no day"):
        as_of(case)
