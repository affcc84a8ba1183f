"""The figures that texts may name."""

import re

import pytest

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import figure_names, figure_value
from tests.conftest import REPO


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "SYNTHETIC crate, 2001"),
        ("question", "How did the SYNTHETIC crate travel?"),
        ("item_line", "One SYNTHETIC crate; serial not published"),
        ("as_of", "31 January 2002"),
        ("claims", "14"),
        ("sources", "6"),
        ("bodies", "4"),
        ("legs_total", "2"),
        ("legs_documented", "1"),
        ("legs_scheduled", "1"),
        ("legs_inferred", "0"),
        ("strands_upper", "3"),
        ("strands_lower", "2"),
        ("count.contradictions", "2"),
        ("count.distortions", "1"),
        ("count.unknowns", "1"),
        ("count.checks_hold", "1"),
        ("count.checks_fail", "0"),
        ("days.gap", "9 days"),
        ("strands.leg-1", "at most 2 strands"),
        ("strands_lower.leg-1", "at least 1 strand"),
        ("articles.leg-1", "4 articles"),
        ("status.leg-2", "scheduled: planned, not observed"),
        ("cell.leg-1.arrived", "2 April 2001"),
        ("cell.leg-1.carrier", "not published"),
        ("check.k_days", "13 days"),
        ("dwell.ZZBBB", "8 days"),
        ("value.c_days", "13 days"),
        ("date.c_gate", "February 2001"),
        ("date.c_model", "no date published"),
        ("name.synth_ship", "SYNTHETIC Ship"),
        ("support.c_gate", "1 article, at most 1 strand (at least 1)"),
        ("support_of.k_days", "3 articles, at most 2 strands (at least 1)"),
        ("band.j_1", "likely (55-80 %)"),
        ("confidence.j_1", "low"),
    ],
)
def test_a_figure_is_computed_from_the_case(case, name, value):
    assert figure_value(case, name) == value


def test_the_gap_is_worded_as_not_received(case):
    assert figure_value(case, "gap.text").startswith(
        "not received from 11 April 2001 to 20 April 2001"
    )


def test_an_average_speed_names_every_version(case, one_lane):
    assert figure_value(case, "speed.leg-1") == "an average of 1.4 knots or 2 knots"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nothing", "there is no figure"),
        ("strands", "there is no figure"),
        ("strands.", "there is no figure"),
        ("strands.leg-9", "no leg 'leg-9'"),
        ("cell.leg-1", "there is no figure"),
        ("cell.leg-1.colour", "no cell 'colour'"),
        ("check.k_none", "no check 'k_none'"),
        ("dwell.ZZAAA", "no arrival at and departure from SYNTHETIC Port A"),
        ("name.nobody", "nothing in the case has the id 'nobody'"),
        ("band.j_9", "no judgement 'j_9'"),
    ],
)
def test_an_unknown_figure_is_refused(case, name, message):
    with pytest.raises(ExhibitError, match=message):
        figure_value(case, name)


def test_a_case_without_a_gap_has_no_gap_figure(build):
    def without_positions(rows):
        ais = ("ais_last_received", "ais_next_received")
        return [{**r, "predicate": "note"} if r["predicate"] in ais else r for r in rows]

    case = build(claims=without_positions)
    with pytest.raises(ExhibitError, match=r"\{\{gap\.text\}\}: the case has 0 gaps, not one"):
        figure_value(case, "gap.text")


def test_the_manual_lists_every_figure():
    manual = (REPO / "docs" / "exhibits.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `\{\{(.+?)\}\}` \|", manual, flags=re.MULTILINE))
    assert listed == set(figure_names())
