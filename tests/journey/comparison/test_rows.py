"""What a row of a comparison says, where a small wrong change would go unnoticed. SYNTHETIC."""

from __future__ import annotations

import json

import pytest

from osint_helpers import open_case
from osint_helpers.case.tables import NONE_FOUND
from osint_helpers.journey import comparison, gaps, legs
from osint_helpers.law.flags import RULES
from tests.case.builder import edit, write_case

READING = {"precision": "none"}


@pytest.fixture
def one(tmp_path):
    """Return a maker of the synthetic case ``one`` with tables changed."""

    def make(name="one", **tables):
        return open_case(write_case(tmp_path / name, **tables))

    return make


def also(*more):
    return lambda rows: [*rows, *more]


def reading(claim, predicate, value, subject="leg-2", **more):
    return {"claim": claim, "subject": subject, "predicate": predicate, "value": value,
            **READING, **more}  # fmt: skip


def only(frame, **cells):
    for name, value in cells.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1, frame
    return frame.iloc[0]


# times


def test_a_stay_begins_with_the_discharge_where_no_arrival_is_published(one):
    case = one(claims=lambda rows: edit(rows, "c_arr", predicate="discharged"))
    found = only(comparison.dwell([case]))
    assert (found["arrived"], found["low"]) == ("2 April 2001", 8)


def test_a_disputed_departure_is_a_disputed_stay(one):
    rival = {"claim": "c_dep3", "topic": "leg-2", "subject": "leg-2", "predicate": "departed",
             "statement": "The crate left Port B on 12 April 2001", "kind": "reported",
             "certainty": "reported", "value": "2001-04-12", "date_from": "2001-04-12",
             "precision": "day", "time_basis": "not stated", "language": "en"}  # fmt: skip
    pair = {"claim": "c_dep3", "other": "c_dep2", "note": "SYNTHETIC"}
    assert not only(comparison.dwell([one()]))["disputed"]
    found = only(comparison.dwell([one("two", claims=also(rival), contradictions=also(pair))]))
    assert found["disputed"]
    assert (found["low"], found["high"]) == (8, 10)


def test_a_leg_has_one_stay_up_to_the_first_that_begins_there(one):
    later = {"leg": "leg-3", "position": "3", "label": "Port B to Port A", "mode": "sea",
             "status": "reported", "claims": "c_days"}  # fmt: skip
    case = one(legs=also(later), readings=also(reading("c_days", "from", "ZZBBB", "leg-3")))
    assert [leg.id for leg in legs(case)] == ["leg-1", "leg-2", "leg-3"]
    found = comparison.dwell([case])
    assert list(found["next_leg"]) == ["one.leg-2"]


def test_a_claim_of_both_days_of_a_stay_is_named_once(one):
    case = one(readings=also(reading("c_arr", "departed", "2001-04-10", date_from="2001-04-10",
                                     precision="day")))  # fmt: skip
    claims = only(comparison.dwell([case]))["claims"]
    assert len(claims) == len(set(claims))


def test_a_silence_that_is_counted_to_an_event_has_no_next_position(one):
    case = one(claims=lambda rows: edit(rows, "c_ais_next", predicate="ais_gap_counted_to"))
    found = only(comparison.silences([case]))
    assert (found["next"], found["counted_to"]) == ("not published", "20 April 2001")
    assert found["inclusive"] == "10 days"
    plain = only(comparison.silences([one("two")]))
    assert (plain["next"], plain["counted_to"]) == ("20 April 2001", "")


def test_soft_dates_make_a_soft_silence(one):
    case = one(claims=lambda rows: edit(rows, "c_ais_last", precision="approx"))
    assert only(comparison.silences([case]))["soft"]
    assert not only(comparison.silences([one("two")]))["soft"]


def test_a_side_with_one_sound_version_is_not_doubtful(one):
    weak = {"claim": "c_ais_weak", "topic": "leg-2", "subject": "leg-2",
            "predicate": "ais_last_received", "statement": "SYNTHETIC", "kind": "reported",
            "certainty": "alleged", "value": "2001-04-12", "date_from": "2001-04-12",
            "precision": "day", "time_basis": "not stated", "language": "en",
            "about": "synth_ship"}  # fmt: skip
    case = one(claims=also(weak))
    (gap,) = gaps(case)
    assert sorted(bool(version.doubts) for version in gap.last.sound) == [False, True]
    assert only(comparison.silences([case]))["doubts"] == ()


# replies


def test_an_answer_that_denies_nothing_is_an_answer(one):
    case = one(claims=lambda rows: edit(rows, "c_denial", certainty="reported"))
    assert only(comparison.asked([case]))["outcome"] == "answer recorded"


def test_nobody_is_asked_about_a_known_wrong_statement(one):
    case = one(claims=lambda rows: edit(rows, "d_arrived", responses=NONE_FOUND))
    assert "no reply found" not in set(comparison.asked([case])["outcome"])


def test_a_party_without_an_entity_is_told_as_the_claim_calls_it(one):
    case = one(claims=lambda rows: edit(rows, "c_model", responses=NONE_FOUND, about="a harbour",
                                        subject="item"))  # fmt: skip
    assert only(comparison.asked([case]), outcome="no reply found")["party"] == "a harbour"


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("forwarder", "firm"), ("Forwarder (Port A)", "firm"), ("forwarder, Port A", "firm"),
        ("forwarders of Port A", "not told by the tables"),
    ],
)  # fmt: skip
def test_a_speaker_is_who_the_register_names_and_no_other(one, who, kind):
    case = one(replies=lambda rows: edit(rows, "r_1", who=who))
    assert only(comparison.asked([case]))["kind"] == kind


# records


def test_results_stand_rule_by_rule_and_case_by_case(one):
    found = comparison.flags([one("two"), one("one")])
    assert list(found["rule"]) == [rule for rule in RULES for _ in range(2)]
    assert list(found["case"][:4]) == ["two", "one", "two", "one"]


def test_responses_are_claims_of_a_result_and_what_is_no_claim_is_left_out(one):
    row = {"flag": "f", "rule": "RF09", "kind": "Stated",
           "inputs": json.dumps({"text": "SYNTHETIC"}), "claims": "c_firm",
           "responses": "c_denial", "by": "analyst", "on": "2002-01-10"}  # fmt: skip
    found = only(comparison.flags([one(red_flags=[row])]), rule="RF09")
    assert found["claims"] == ("one.c_firm", "one.c_denial")
    real = comparison.flags([open_case("courageous-2019")])
    listed = only(real, rule="RF19")
    assert listed["claims"] == ("courageous-2019.v_saeb",)  # not the records of screening


# overview


def test_strands_of_a_leg_have_both_bounds(one):
    case = one()
    found = comparison.statuses([case])
    for leg, row in zip(legs(case), found.to_dict("records"), strict=True):
        assert (row["articles"], row["strands_lower"], row["strands_upper"]) == (
            leg.strands.articles, leg.strands.lower, leg.strands.upper,
        )  # fmt: skip
    assert (found["strands_lower"] != found["strands_upper"]).any()


def test_the_head_of_a_case_is_its_own(one):
    case = one()
    found = only(comparison.overview([case]))
    assert (found["title"], found["as_of"]) == ("SYNTHETIC crate, 2001", "2002-01-31")
    assert found["items"] == "SYNTHETIC crate"
    assert found["strands_lower"] < found["strands_upper"]


# declared


def test_a_declared_end_without_another_is_said_to_stand_alone(one):
    case = one(claims=lambda rows: edit(rows, "c_presumed", predicate="note"))
    found = only(comparison.declared([case]))
    assert (found["actual"], found["outcome"]) == (
        "not published", "no other end is published",
    )  # fmt: skip


def test_one_shared_version_is_the_same_place(one):
    case = one(readings=also(reading("c_ais_next", "to", "ZZAAA")))
    assert only(comparison.declared([case]), end="to")["outcome"] == "the same place"


# hubs


def test_one_port_is_one_row_in_all_cases_by_its_code_and_those_of_most_cases_come_first(one):
    def coded(rows):
        return edit(rows, "ZZCCC", unlocode="ZZ999")

    alone = one("two", readings=lambda rows: [r for r in rows if r["value"] != "ZZAAA"])
    found = comparison.hubs([one(places=coded), alone])
    assert set(found[found["name"] == "SYNTHETIC Port C"]["key"]) == {"ZZ999", "ZZCCC"}
    several = found.groupby("key")["case"].nunique()
    order = list(dict.fromkeys(found["key"]))
    assert order == sorted(order, key=lambda key: (-several[key], key))
    assert order != sorted(order)


def test_the_strongest_end_of_several_legs_is_the_status_of_a_place(one):
    found = only(comparison.hubs([one()]), key="ZZBBB")
    assert found["role"] == "transit"
    assert found["status"] == "documented"
    assert found["legs"] == ("one.leg-1", "one.leg-2")


def test_an_assumed_end_stands_only_where_none_is_published(one):
    case = one(legs=lambda rows: edit(rows, "leg-2", assumed_to="ZZAAA", assumed_from="ZZAAA"))
    assert "assumed" not in set(comparison.hubs([case])["role"])


def test_a_disputed_end_is_a_disputed_place(one):
    pair = {"claim": "c_presumed", "other": "c_ais_next", "note": "SYNTHETIC"}
    case = one(readings=also(reading("c_ais_next", "to", "ZZAAA")), contradictions=also(pair))
    assert only(comparison.hubs([case]), key="ZZCCC", role="destination")["status"] == "disputed"
