"""Where a rule must stay silent, and what its messages say."""

from __future__ import annotations

import pytest

from osint_helpers.case import lint
from osint_helpers.case.rules.identifiers import wrong
from osint_helpers.case.rules.passages import blocks, citations
from tests.case.builder import edit
from tests.case.rules.cases import at, cells, plus, prose, reading


def codes(case) -> list[str]:
    return [one.code for one in lint(case)]


def test_circle_of_premises_names_both_claims(build):
    def round_about(rows):
        return edit(edit(rows, "c_days", premises="c_presumed"), "c_presumed", premises="c_days")

    found = lint(build(claims=round_about))
    assert [(one.code, one.row) for one in found] == [("E105", 13), ("E105", 14)]


def test_circle_of_origins_names_the_way_once(build):
    origins = cells("org_a", rests_on="org_b")
    (found,) = lint(build(origins=origins))
    assert found.message == "org_a rests on org_b rests on org_a"


def test_errors_come_first_then_file_and_row(build):
    case = build(
        to_obtain=cells("t_1", url="x"),
        claims=lambda rows: edit(
            edit(rows, "c_firm", responses=""), "c_arr", statement="The carrier confirmed it"
        ),
        entities=cells("synth_firm", script="Latn"),
    )
    assert [(one.severity, one.code) for one in lint(case)] == [
        ("error", "E104"),
        ("error", "E162"),
        ("warning", "W217"),
        ("warning", "W215"),
    ]


def test_a_finding_in_one_line(build):
    (found,) = lint(build(legs=cells("leg-2", status="documented")))
    assert found.line() == (
        "W209 legs.csv:3: status: no record shows the arrival "
        "(a recorded departure is no arrival: consider scheduled)"
    )


def test_an_unknown_id_is_answered_with_the_nearest(build):
    (found,) = lint(build(support=at(2, source="s_reprot")))
    assert (found.message, found.advice) == (
        "'s_reprot' is no row of sources.csv",
        "did you mean s_report, s_reply, s_points?",
    )


def test_lint_reports_the_line_behind_a_cell_with_line_breaks(build):
    def change(rows):
        return edit(edit(rows, "c_model", note="one\ntwo"), "c_gate", topic="nowhere")

    (found,) = lint(build(claims=change))
    assert (found.code, found.row) == ("E115", 4)


def test_none_found_is_a_response(build):
    case = build(claims=cells("c_firm", responses="none found"))
    assert codes(case) == ["W201"]  # the denial of the same firm should be listed instead


def test_allegation_about_a_subject_outside_the_case_needs_no_response(build):
    case = build(claims=cells("c_firm", subject="item", responses=""))
    assert codes(case) == []


def test_place_cells_may_be_words(build):
    case = build(readings=plus(reading("c_eta2", "leg-2", "to", "a port in the south")))
    assert codes(case) == []


@pytest.mark.parametrize(
    "note",
    [
        "the arrival is not confirmed",
        "no source confirmed the arrival",
        "the arrival has yet to be confirmed",
        "it is unconfirmed",
    ],
)
def test_a_denied_confirmation_is_no_confirmation(build, note):
    assert codes(build(legs=cells("leg-2", status_note=note))) == []


def test_a_negation_in_another_clause_does_not_count(build):
    note = "nothing is known of the ship; the arrival is confirmed"
    assert codes(build(legs=cells("leg-2", status_note=note))) == ["E180"]


def test_confirmed_is_allowed_from_two_strands(build):
    support = plus({"claim": "c_arr", "source": "s_reply", "relation": "supports",
                    "credibility": "1"})  # fmt: skip
    texts = {"summary": "The arrival is confirmed [c_arr].\n"}
    assert codes(build(support=support, texts=texts)) == []


def test_dark_as_a_colour_is_no_finding(build):
    assert codes(build(**prose("The crate was dark green, in a hidden yard [c_arr]."))) == []


def test_escaped_brackets_and_braces_are_no_citations(build):
    assert codes(build(**prose(r"As printed: \[sic\] and \{\{x\}\} [exhibit:C-2] [c_arr]."))) == []


def test_an_event_inside_the_month_of_publication_is_no_finding(build):
    sources = cells("s_report", published="2001-04", precision="month")
    assert codes(build(sources=sources)) == []


def test_a_plan_may_lie_after_publication(build):
    assert codes(build(claims=cells("c_eta2", date_from="2001-12-01"))) == []


def test_one_version_in_order_is_enough(build):
    # 14 March fits, 20 March does not: disputed, but not impossible.
    assert codes(build(claims=cells("c_arr", date_from="2001-03-17"))) == []


def test_gate_in_and_sailing_on_two_dates_are_two_events(build):
    row = reading("c_gate", "leg-1", "departed", "2001-03-20", date_from="2001-03-20",
                  precision="day")  # fmt: skip
    assert codes(build(readings=plus(row))) == []


def test_a_named_person_with_a_reason_passes(build):
    row = {"entity": "synth_person", "schema": "Person", "name": "Synth Etic",
           "role": "SYNTHETIC role", "named_because": "SYNTHETIC: designated by name"}  # fmt: skip
    assert codes(build(entities=plus(row))) == []


def test_a_not_drawn_leg_needs_no_point(build):
    blank = {"place": "ZZDDD", "name": "SYNTHETIC D", "kind": "town", "country": "ZZ"}
    case = build(
        places=plus(blank),
        claims=cells("c_presumed", value="ZZDDD"),
        legs=cells("leg-2", status="not_drawn"),
    )
    assert codes(case) == []


@pytest.mark.parametrize(
    "text",
    [
        "IMO 9074729",
        "imo no. 9074729",
        "CSQU3054383",
        "CSQU 305438-3",
        "VIN 1M8GDM9AXKP042788",
        "MMSI: 201000000",
        "2018-03-14",
        "+1234567",
        "ABCDEFGHJKLMNPRST",
        "COSCO Nebula 1234567",
    ],
)
def test_right_numbers_and_other_numbers_are_no_finding(text):
    assert list(wrong(text)) == []


def test_wrong_numbers_say_what_is_wrong():
    assert list(wrong("IMO 9074728 and CSQU3054384")) == [
        "imo 9074728: check digit 8, computed 9",
        "container CSQU3054384: check digit 4, computed 3",
    ]


def test_citations_of_all_kinds():
    text = r"a [c_1; c_2] b [source:s_1] c [exhibit:C-2] d \[not\] e"
    assert list(citations(text)) == [
        ("claim", "c_1"),
        ("claim", "c_2"),
        ("source", "s_1"),
        ("exhibit", "C-2"),
    ]


def test_blocks_are_parted_by_empty_lines():
    assert list(blocks("\none\ntwo\n\n \nthree\n")) == [(2, "one\ntwo"), (6, "three")]


def test_the_count_of_distortions_is_a_figure(build):
    assert codes(build(**prose("{{count.distortions}} statements are wrong [c_arr]."))) == []


def test_an_added_wording_needs_no_wording_it_was_made_from(build):
    added = {"thread": "SYNTHETIC", "claim": "d_arrived", "change": "added", "why": "in no text"}
    assert codes(build(versions=[added])) == []


def test_every_figure_that_counts_is_known_to_the_lint(build):
    from osint_helpers import exhibits

    counts = [name for name in exhibits.figure_names() if name.startswith("count.")]
    assert "count.checks_fail" in counts
    text = " ".join(f"{{{{{name}}}}}" for name in counts)
    assert "E183" not in codes(build(**prose(text)))


@pytest.mark.parametrize("change", [
    {"claims": cells("c_firm", responses="c_denial"), "replies": []},
    {"claims": cells("c_firm", responses="c_denial")},
])  # fmt: skip
def test_a_denial_among_the_responses_or_the_replies_is_heard(build, change):
    assert "W236" not in codes(build(**change))
