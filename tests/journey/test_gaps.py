from __future__ import annotations

import pytest

from osint_helpers.case import open_case
from osint_helpers.dates import DayRange
from osint_helpers.journey import gaps
from tests.case.builder import edit
from tests.conftest import REPO


def test_gap_counts_elapsed_and_inclusive_days(synthetic):
    (gap,) = gaps(synthetic)
    assert gap.subject == "leg-2"
    assert gap.text == (
        "not received from 11 April 2001 to 20 April 2001 (9 days elapsed; 10 counted inclusively)"
    )
    assert (gap.days, gap.inclusive) == (DayRange(9, 9), DayRange(10, 10))
    assert gap.claims == ("c_ais_last", "c_ais_next")


def test_real_gap_is_18_days_elapsed_and_19_inclusive(maybach):
    (gap,) = gaps(maybach)
    assert gap.subject == "dn5505"
    assert gap.text == (
        "not received from 1 October 2018 to 19 October 2018 "
        "(18 days elapsed; 19 counted inclusively)"
    )
    assert gap.claims == ("l6_off", "l6_on")


def test_real_gap_holds_l5_whole_and_r1_in_part_but_no_leg_of_another_craft(maybach):
    (gap,) = gaps(maybach)
    assert gap.legs == ("L5", "R1")
    assert gap.inside == ("L5",)


def test_wording_names_no_reason(maybach, synthetic):
    for gap in [*gaps(maybach), *gaps(synthetic)]:
        for word in ("dark", "disabled", "hidden", "switched", "off"):
            assert word not in gap.text


def test_a_leg_that_sails_before_the_last_position_is_partly_in_the_gap(synthetic):
    (gap,) = gaps(synthetic)
    assert (gap.legs, gap.inside) == (("leg-2",), ())


def test_a_leg_that_sails_on_the_day_of_the_last_position_is_inside(build):
    (gap,) = gaps(build(claims=lambda rows: edit(rows, "c_ais_last", date_from="2001-04-10")))
    assert gap.inside == ("leg-2",)


@pytest.mark.parametrize(
    ("last", "nxt", "legs"),
    [
        ("2001-04-16", "2001-04-20", ()),
        ("2001-04-15", "2001-04-20", ()),
        ("2001-04-14", "2001-04-20", ("leg-2",)),
        ("2001-04-01", "2001-04-10", ()),
        ("2001-04-01", "2001-04-11", ("leg-2",)),
    ],
)
def test_overlap_is_judged_by_dates(build, last, nxt, legs):
    case = build(
        claims=lambda rows: [
            r | {"subject": "synth_ship", "date_from": last if r["claim"] == "c_ais_last" else nxt}
            if r["claim"].startswith("c_ais")
            else r
            for r in rows
        ]
    )
    (gap,) = gaps(case)
    assert gap.subject == "synth_ship"
    assert gap.legs == legs


def test_a_range_of_days_over_all_versions(build):
    extra = {"claim": "c_dep2", "subject": "leg-2", "predicate": "ais_last_received", "value": "",
             "date_from": "2001-04-12", "precision": "day"}  # fmt: skip
    (gap,) = gaps(build(readings=lambda rows: [*rows, extra]))
    assert gap.days == DayRange(8, 9)
    assert gap.text.endswith("(8 to 9 days elapsed; 9 to 10 counted inclusively)")


def test_a_second_gap_of_one_subject_is_its_own(build):
    later = [
        {"claim": "c_eta2", "subject": "leg-2", "predicate": p, "value": "", "date_from": d,
         "precision": "day"}
        for p, d in (("ais_last_received", "2001-05-01"), ("ais_next_received", "2001-05-03"))
    ]  # fmt: skip
    found = gaps(build(readings=lambda rows: [*rows, *later]))
    assert [g.days for g in found] == [DayRange(9, 9), DayRange(2, 2)]


def test_a_gap_without_an_end_says_so(build):
    case = build(claims=lambda rows: edit(rows, "c_ais_next", predicate="note"))
    (gap,) = gaps(case)
    assert gap.days is None
    assert gap.text == "not received after 11 April 2001; no later position is published"


def test_a_gap_without_a_beginning_says_so(build):
    case = build(claims=lambda rows: edit(rows, "c_ais_last", predicate="note"))
    (gap,) = gaps(case)
    assert gap.text == "not received before 20 April 2001; no earlier position is published"


def test_known_wrong_positions_are_left_out(maybach):
    (gap,) = gaps(maybach)
    assert all("d_ship_vvo" not in v.claims for v in gap.next.versions)


def test_a_case_without_positions_has_no_gap(build):
    case = build(
        claims=lambda rows: edit(
            edit(rows, "c_ais_next", predicate="note"), "c_ais_last", predicate="note"
        )
    )
    assert gaps(case) == []


def winmore():
    return open_case(REPO / "data" / "cases" / "lighthouse-winmore-2017")


def test_a_leg_without_a_begin_does_not_reach_back_before_an_earlier_leg_of_its_ship():
    (gap,) = gaps(winmore())
    assert gap.days == DayRange(7, 7)
    assert gap.legs == ()  # W4 begins after W3, which begins on 1 November


def test_a_gap_is_counted_to_an_event_where_no_later_reception_is_published(build):
    case = build(claims=lambda rows: edit(rows, "c_ais_next", predicate="ais_gap_counted_to"))
    (gap,) = gaps(case)
    assert gap.text == (
        "not received after 11 April 2001, counted to 20 April 2001 (9 days elapsed; 10 counted "
        "inclusively); no later position is published"
    )
    assert gap.days == DayRange(9, 9)


def test_a_leg_without_a_begin_does_not_reach_back_before_an_earlier_leg_of_its_ship_ended():
    (gap,) = gaps(open_case(REPO / "data" / "cases" / "wise-honest-2018"))
    assert gap.legs == gap.inside == ("H1",)  # the tow H2 has no day of departure
    assert gap.text.startswith("not received after 4 August 2017, counted to about 2 April 2018")
