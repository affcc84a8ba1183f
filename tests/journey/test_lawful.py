from __future__ import annotations

import pytest

from osint_helpers.errors import GoodsError
from osint_helpers.journey import law_timeline
from tests.case.builder import edit


def rows(frame, leg, role):
    return frame[(frame["leg"] == leg) & (frame["role"] == role)]


def in_states(**states):
    def change(table):
        for place, country in states.items():
            table = edit(table, place, country=country)
        return table

    return {"places": change, "items": lambda table: edit(table, "crate", goods_family="wine")}


def test_origin_and_destination_have_their_own_days_and_states(build):
    frame = law_timeline(build(**in_states(ZZAAA="SG", ZZBBB="JP")))
    origin, end = rows(frame, "leg-1", "origin"), rows(frame, "leg-1", "destination")
    assert set(origin["when"]) == {"14\u201320 March 2001"}
    assert set(origin["country"]) == {"SG"}
    assert set(end["when"]) == {"2 April 2001"}
    assert set(end["country"]) == {"JP"}
    assert set(origin["printed"]) == {"SYNTHETIC Port A"}
    assert set(frame["goods"]) == {"wine"}


def test_a_row_names_the_predicate_its_days_come_from_and_the_claims(build):
    frame = law_timeline(build(**in_states(ZZAAA="SG")))
    origin = rows(frame, "leg-1", "origin").iloc[0]
    assert origin["dated_by"] == ("departed (disputed)",)
    assert origin["claims"] == ("c_gate", "c_dep_14", "c_dep_20")
    planned = rows(frame, "leg-2", "destination").iloc[0]
    assert planned["dated_by"] == ("scheduled_arrival",)


def test_the_flag_of_the_carrier_is_asked_for_the_whole_span(build):
    case = build(**in_states(),
                 entities=lambda table: edit(table, "synth_ship", country="PA"))  # fmt: skip
    flag = rows(law_timeline(case), "leg-2", "flag")
    assert set(flag["country"]) == {"PA"}
    assert set(flag["when"]) == {"10\u201315 April 2001"}
    assert set(flag["printed"]) == {"SYNTHETIC Ship, flag PA"}


def test_a_flag_that_is_not_published_is_not_asked_for(synthetic):
    (flag,) = rows(law_timeline(synthetic), "leg-2", "flag").to_dict("records")
    assert (flag["standing"], flag["problem"]) == ("not asked", "flag not published")


def test_every_version_of_a_place_is_asked_for(build):
    more = {"claim": "c_arr", "subject": "leg-1", "predicate": "to", "value": "Japan",
            "precision": "none"}  # fmt: skip
    case = build(**in_states(ZZBBB="SG"), readings=lambda table: [*table, more])
    found = rows(law_timeline(case), "leg-1", "destination")
    assert list(dict.fromkeys(found["country"])) == ["SG", "JP"]


def test_a_leg_of_other_goods_is_not_asked_about(build):
    case = build(**in_states(ZZBBB="SG"),
                 legs=lambda table: edit(table, "leg-2", goods_family="none"))  # fmt: skip
    found = law_timeline(case)
    second = found[found["leg"] == "leg-2"]
    assert set(second["standing"]) == {"not asked"}
    assert set(second["problem"]) == {
        "the goods of this leg are in no family of the table of goods"
    }
    assert set(found.loc[found["leg"] == "leg-1", "goods"]) == {"wine"}


def test_a_leg_may_carry_another_family(build):
    case = build(**in_states(), legs=lambda table: edit(table, "leg-2", goods_family="furs"))
    found = law_timeline(case)
    assert set(found.loc[found["leg"] == "leg-2", "goods"]) == {"furs"}


@pytest.mark.parametrize(("table", "key"), [("items", "crate"), ("legs", "leg-1")])
def test_goods_that_are_no_family_name_the_table(build, table, key):
    case = build(**{table: lambda rows: edit(rows, key, goods_family="gadgets")})
    with pytest.raises(GoodsError, match=rf"{table}\.csv: goods_family"):
        law_timeline(case)


def test_the_real_case_has_verified_law_of_each_state(maybach):
    frame = law_timeline(maybach)
    sure = frame[frame["standing"] == "in force, verified"]
    found = {leg: set(rows["measure"]) for leg, rows in sure.groupby("leg")}
    assert "EU-2006-795" in found["L1"]
    assert "CN-2018-4" in found["L3"]
    assert "JP-TOTAL-EXPORT-BAN" in found["L4"]
    assert "KR-MAY24" in found["L5"]
    assert "RU-2007" not in found["L5"]  # not verified: for counsel
    assert set(frame.loc[frame["leg"] == "L6", "standing"]) == {"not asked"}
