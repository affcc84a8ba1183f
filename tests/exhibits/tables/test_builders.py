"""Every builder on the synthetic case and on the case of the suite."""

import inspect
from copy import copy
from dataclasses import replace

import pytest

from osint_helpers import exhibits, law
from osint_helpers.case.tables import NOT_PUBLISHED
from osint_helpers.errors import ExhibitError
from tests.conftest import REPO

EVERY = sorted(exhibits._TABLES)
# They show what only some cases have: recorded pulls (tests/exhibits/trade) and versions
# (tests/exhibits/drift).
OF_SOME = {
    "drift_table", "trade_concentration", "trade_mirror_gaps", "trade_round_trips",
    "trade_suppliers", "trade_unit_values",
}  # fmt: skip
BUILDERS = [name for name in EVERY if name not in OF_SOME]
MORE = {"records": {"topic": "shipping"}}
ASKED = ("hypotheses", "would_tell")  # of one question, where the case has several


def made(name, case, **more):
    asked = {"question": "ship"} if name in ASKED and len(case.questions) else {}
    return getattr(exhibits, name)(case, "B-1", **{**MORE.get(name, {}), **asked, **more})


def column(exhibit, key):
    n = [c["key"] for c in exhibit.spec["columns"]].index(key)
    return [row[n] for row in exhibit.spec["rows"]]


def texts(exhibit, key):
    return [cell["text"] for cell in column(exhibit, key)]


@pytest.mark.parametrize("name", EVERY)
def test_a_builder_takes_case_and_id_and_words_by_keyword(name):
    parameters = list(inspect.signature(getattr(exhibits, name)).parameters.values())
    assert [p.name for p in parameters[:2]] == ["case", "exhibit_id"]
    assert {p.kind for p in parameters[2:]} == {inspect.Parameter.KEYWORD_ONLY}
    assert {"title", "caption"} <= {p.name for p in parameters}


@pytest.mark.parametrize("name", BUILDERS)
@pytest.mark.parametrize("which", ["case", "maybach"])
def test_a_builder_repeats_and_survives_a_round_trip(name, which, request, one_lane):
    case = request.getfixturevalue(which)
    exhibit = made(name, case)
    assert exhibit.digest == made(name, case).digest
    assert exhibits.from_json(exhibit.to_json()) == exhibit
    assert exhibit.to_html()
    nothing = (name, which) == ("totals", "case")  # no figure in it is a total
    assert len(exhibit.to_csv().splitlines()) >= (1 if nothing else 2)
    titled = made(name, case, title="Other words", caption="A caption")
    assert (titled.title, titled.caption) == ("Other words", "A caption")


@pytest.mark.parametrize("name", BUILDERS)
def test_every_reference_of_the_case_leads_to_a_row(name, maybach, one_lane):
    exhibit = made(name, maybach)
    tables = {"claim": "claims", "source": "sources", "leg": "legs", "place": "places"}
    refs = [ref for row in exhibit.spec.get("rows", []) for c in row for ref in c.get("refs", [])]
    measures = {ref[1] for ref in refs if ref[0] == "measure"}
    assert measures <= set(law.measures()["measure"])
    refs = [ref for ref in refs if ref[0] != "measure"]
    assert [ref for ref in refs if not maybach.has(tables[ref[0]], ref[1])] == []


def test_the_claims_register_anchors_every_claim(maybach):
    exhibit = made("claims_register", maybach)
    assert exhibit.spec["row_ids"] == [["claim", claim] for claim in maybach.claims["claim"]]


def test_a_distortion_stands_in_the_register_as_contradicted_only(case):
    exhibit = made("claims_register", case)
    cells = dict(zip(texts(exhibit, "claim"), column(exhibit, "statement"), strict=True))
    assert cells["d_arrived"] == {
        "text": "The crate came to Port C on 15 April 2001\ndistortion: contradicted by",
        "refs": [["claim", "c_eta2"]],
        "mark": "distortion",
    }
    assert "mark" not in cells["c_eta2"]


def test_a_distortion_contradicts_no_sound_claim(case):
    exhibit = made("claims_register", case)
    cells = dict(zip(texts(exhibit, "claim"), column(exhibit, "contradicted"), strict=True))
    assert cells["c_eta2"] == {"text": "and 1 statement held wrong or raised"}
    assert cells["c_dep_14"] == {"text": "", "refs": [["claim", "c_dep_20"]], "mark": "disputed"}


def test_no_distortion_reaches_chronology_or_records(maybach):
    wrong = [claim for claim in maybach.claims["claim"] if claim.startswith("d_")]
    assert wrong
    for exhibit in (
        made("chronology", maybach),
        *(made("records", maybach, topic=t) for t in ("shipping", "vessels", "flights", "news")),
    ):
        if exhibit.title == "Chronology":
            own = [ref[1] for c in column(exhibit, "evidence") for ref in c["refs"]]
        else:
            own = texts(exhibit, "claim")
        assert set(own) & set(wrong) == set()


def test_distortions_asked_for_are_marked(maybach):
    exhibit = made("records", maybach, topic="distortion")
    assert {c["mark"] for c in column(exhibit, "statement")} == {"distortion"}


def test_the_journey_flags_a_distortion_and_keeps_events_apart(case):
    exhibit = made("journey_table", case)
    events = texts(exhibit, "events")[1].splitlines()
    assert "departed: 10 April 2001" in events
    assert "scheduled arrival: 15 April 2001" in events
    assert f"arrived: {NOT_PUBLISHED} / 15 April 2001 (contradicted)" in events


def test_the_journey_shows_both_versions_and_status_in_words(case):
    exhibit = made("journey_table", case)
    assert "14 March 2001" in texts(exhibit, "events")[0]
    assert "20 March 2001" in texts(exhibit, "events")[0]
    first, second = column(exhibit, "status")
    assert first["mark"] == "status-documented"
    assert second["mark"] == "status-scheduled"
    assert second["text"].splitlines()[0] == "scheduled: planned, not observed"
    assert texts(exhibit, "way")[0].endswith(f"vessel: {NOT_PUBLISHED}\ncarrier: {NOT_PUBLISHED}")


def test_the_journey_anchors_every_leg(case):
    exhibit = made("journey_table", case)
    assert exhibit.spec["row_ids"] == [["leg", leg] for leg in case.legs["leg"]]


def test_a_reply_stands_beside_its_claim(case):
    exhibit = made("claims_register", case)
    cells = dict(zip(texts(exhibit, "claim"), column(exhibit, "reply"), strict=True))
    assert cells["c_firm"] == {"text": "", "refs": [["claim", "c_denial"]]}
    assert cells["c_arr"] == {"text": ""}


def test_a_claim_without_a_reply_says_so(build):
    case = build(
        claims=lambda rows: [
            {**r, "responses": "none found"} if r["claim"] == "c_firm" else r for r in rows
        ]
    )
    register = made("claims_register", case)
    cells = dict(zip(texts(register, "claim"), texts(register, "reply"), strict=True))
    assert cells["c_firm"] == "no reply found"
    replies = made("replies", case)
    assert texts(replies, "who") == ["SYNTHETIC Firm", "SYNTHETIC Firm"]
    assert texts(replies, "answer") == ["knew nobody", "no reply found"]
    assert column(replies, "answers")[1]["refs"] == [["claim", "c_firm"]]


def test_a_claim_that_tells_the_answer_itself_does_not_stand_as_unanswered(build):
    case = build(
        claims=lambda rows: [
            {**r, "responses": "none found"} if r["claim"] == "c_firm" else r for r in rows
        ],
        replies=lambda rows: [
            *rows, {**rows[0], "reply": "r_2", "answer": "admitted it", "claim": "c_firm"},
        ],
    )  # fmt: skip
    assert texts(made("replies", case), "answer") == ["knew nobody", "admitted it"]


def test_every_accusation_in_the_case_shows_its_reply(maybach):
    register = made("claims_register", maybach)
    cells = dict(zip(texts(register, "claim"), column(register, "reply"), strict=True))
    for claim, responses in zip(maybach.claims["claim"], maybach.claims["responses"], strict=True):
        shown = cells[claim]
        wanted = [r for r in responses if r != "none found"]
        assert [ref[1] for ref in shown.get("refs", [])] == wanted
        assert (shown["text"] == "no reply found") is (responses == ("none found",))


def test_grades_stand_apart_and_name_sources_where_they_differ(build):
    case = build(
        sources=lambda rows: [
            {**r, "reliability": "F"} if r["source"] == "s_daily" else r for r in rows
        ]
    )
    exhibit = made("claims_register", case)
    grades = dict(zip(texts(exhibit, "claim"), texts(exhibit, "reliability"), strict=True))
    items = dict(zip(texts(exhibit, "claim"), texts(exhibit, "credibility"), strict=True))
    assert grades["c_arr"] == "C: s_report\nF: s_daily"
    assert grades["c_gate"] == "C"
    assert items["c_arr"] == "3"


def test_a_judgement_has_likelihood_and_confidence_in_two_columns(case):
    exhibit = made("judgements", case)
    assert texts(exhibit, "likelihood") == ["likely (55-80 %)"]
    assert texts(exhibit, "confidence") == ["low"]
    assert texts(exhibit, "would_change") == ["a landing record"]


def test_the_matrix_names_explanations_first_then_what_tells_them_apart(case):
    exhibit = made("hypotheses", case)
    assert [c["label"] for c in exhibit.spec["columns"]] == [
        "Evidence",
        "Tells them apart",
        "h_main (main)",
        "h_other (innocent)",
    ]
    assert texts(exhibit, "apart") == ["", "yes"]
    assert texts(exhibit, "h1") == ["The crate went to Port C", "C\ndeclared"]
    assert texts(exhibit, "h2") == ["The crate stayed aboard", "N\na plan"]
    assert column(exhibit, "evidence")[1]["refs"] == [["claim", "c_eta2"]]


def test_the_strands_table_gives_both_bounds(case):
    exhibit = made("strands", case)
    keys = ("articles", "lower", "upper", "strands")
    assert [texts(exhibit, key)[0] for key in keys] == [
        "4", "1", "2", "SYNTHETIC institute; SYNTHETIC newsroom",
    ]  # fmt: skip


def test_contradictions_keep_both_versions_and_the_reason(case):
    exhibit = made("contradictions", case)
    assert texts(exhibit, "one")[0] == "14 March 2001"
    assert texts(exhibit, "other")[0] == "20 March 2001"
    assert column(exhibit, "resolution")[0] == {
        "text": "rests on a record",
        "refs": [["claim", "c_dep_20"]],
    }
    assert texts(exhibit, "resolution")[1] == "open: every version is shown"
    assert column(exhibit, "one")[1]["mark"] == "distortion"


def test_a_check_names_its_kind_in_words(build):
    inputs = '{"left": 256, "right": 803}'
    case = build(
        checks=lambda rows: [{**rows[0], "check": "k_le", "kind": "le", "inputs": inputs}, rows[0]]
    )
    exhibit = made("checks", case)
    first, second = (text.split("\n")[1] for text in texts(exhibit, "check"))
    assert first == "not more than"
    assert "_" not in second
    assert texts(exhibit, "computed")[0] == "256 ≤ 803"


def test_checks_say_what_holds(build):
    case = build(
        checks=lambda rows: [
            rows[0],
            {**rows[0], "check": "k_bad", "inputs": rows[0]["inputs"].replace("13", "14"),
             "expect": "fails"},
            {**rows[0], "check": "k_odd", "expect": "fails"},
        ]
    )  # fmt: skip
    exhibit = made("checks", case)
    assert [(c["text"], c["mark"]) for c in column(exhibit, "outcome")] == [
        ("holds", "agrees"),
        ("does not hold", "disagrees"),
        ("holds; the case expected otherwise", "agrees"),
    ]
    assert texts(exhibit, "computed")[1] == "13 days"


def test_knowledge_has_a_row_for_each_state_and_the_day_of_the_report(case):
    exhibit = made("known_on", case)
    assert texts(exhibit, "day") == ["1 June 2001", "end of September 2001", "31 January 2002"]
    assert texts(exhibit, "event") == [
        "first report",
        "rebuttal of the SYNTHETIC firm",
        "day of this report",
    ]
    assert texts(made("known_on", case, days=["2001-05-31"]), "certain") == ["0"]


def test_two_states_that_end_on_one_day_are_both_said(case):
    state = {"date": "2001-06", "what": "a month"}, {"date": "2001-06-30", "what": "its last day"}
    other = copy(case)
    other.meta = replace(case.meta, evidence_states=state)
    assert texts(made("known_on", other), "event")[0] == "a month; its last day"


def test_sources_have_anchors_descriptors_and_full_addresses(case):
    exhibit = made("sources_register", case)
    assert exhibit.spec["row_ids"][0] == ["source", "s_report"]
    assert texts(exhibit, "descriptor")[0] == (
        "SYNTHETIC s_report. SYNTHETIC text s_report. 1 June 2001. English. primary report"
    )
    assert texts(exhibit, "parents")[2] == (
        "SYNTHETIC institute; own gathering (SYNTHETIC newsroom)"
    )
    assert 'href="https://example.org/s_report"' in exhibit.to_html()
    assert column(exhibit, "address")[5] == {"text": "no address recorded", "mark": "not-published"}


def test_a_hostile_address_is_no_link(build):
    case = build(sources=lambda rows: [{**rows[0], "url": "javascript:alert(1)"}, *rows[1:]])
    html = made("sources_register", case).to_html()
    assert "javascript:alert(1)" in html
    assert 'href="javascript' not in html


def test_an_empty_table_of_corrections_says_up_to_when(build, case):
    assert made("corrections", case).kind == "table"
    empty = made("corrections", build(corrections=[]))
    assert empty.kind == "prose"
    assert empty.spec["blocks"][0]["runs"][0]["text"] == "No correction up to 31 January 2002."


def test_unknowns_and_items_say_not_published(maybach):
    assert set(texts(made("unknowns", maybach), "value")) == {NOT_PUBLISHED}
    assert texts(made("items", maybach), "serial")[0] == "VIN: not published"


def test_identifiers_are_checked_or_not_published(maybach, build):
    exhibit = made("identifiers", maybach)
    assert set(texts(exhibit, "value")) == {NOT_PUBLISHED}
    assert texts(exhibit, "kind")[:2] == ["VIN", "ISO 6346"]
    abouts = list(zip(texts(exhibit, "about"), texts(exhibit, "kind"), strict=True))
    assert len(abouts) == len(set(abouts))
    # SYNTHETIC numbers of the form IMO 0000000: the check digit holds; 0000001: it does not.
    claims = ("IMO 0000000", "IMO 0000001")
    case = build(
        claims=lambda rows: [
            *rows,
            *({**rows[0], "claim": f"c_imo{n}", "subject": "synth_ship", "predicate": "imo",
               "value": value} for n, value in enumerate(claims)),
        ],
        support=lambda rows: [
            *rows, *({**rows[0], "claim": f"c_imo{n}"} for n in range(len(claims)))
        ],
    )  # fmt: skip
    shown = column(made("identifiers", case), "check")[1:3]
    assert [c.get("mark") for c in shown][1] == "disagrees"


def test_the_glossary_has_every_word_of_the_vocabularies(case):
    from osint_helpers.case import tables

    words = set(texts(made("glossary", case), "word"))
    for scale in (tables.CERTAINTY, tables.STATUS, tables.LIKELIHOOD, tables.RELIABILITY,
                  tables.CREDIBILITY, tables.CONSISTENCY):  # fmt: skip
        assert {word.replace("_", " ") for word in scale} <= words


def test_groups_of_records_do_not_overlap(maybach):
    groups = ("shipping", "vessels", "flights", "sightings", "news")
    seen = [
        claim for group in groups for claim in texts(made("records", maybach, topic=group), "claim")
    ]
    assert len(seen) == len(set(seen)) > 60
    assert {"l1_arr", "l6_off", "l7_flights3", "l8_first", "l4_mino_denial"} <= set(seen)


def test_the_chronology_leaves_out_topics_and_says_so(maybach):
    exhibit = made("chronology", maybach, without=("aggregate", "method"))
    shown = {ref[1] for c in column(exhibit, "evidence") for ref in c["refs"]}
    topics = dict(zip(maybach.claims["claim"], maybach.claims["topic"], strict=True))
    assert {topics[claim] for claim in shown} & {"aggregate", "method"} == set()
    assert "how the investigations were made" in exhibit.spec["provenance"]
    with pytest.raises(ExhibitError, match="no claim has the topic weather"):
        made("chronology", maybach, without=("weather",))


def test_a_statement_stands_with_what_it_is_about(maybach):
    exhibit = made("chronology", maybach)
    assert "DN5505: Renamed in January 2018" in texts(exhibit, "statement")


def test_records_and_the_rest_of_the_register_hold_every_claim_once(maybach):
    groups = ("shipping", "vessels", "flights", "sightings", "news")
    parts = [made("records", maybach, topic=group) for group in groups]
    parts.append(made("claims_register", maybach, without=groups))
    anchors = [ref[1] for part in parts for ref in part.spec["row_ids"]]
    assert sorted(anchors) == sorted(maybach.claims["claim"])


def test_an_unknown_group_is_refused(case):
    with pytest.raises(ExhibitError, match="there is no group weather"):
        made("claims_register", case, without=("weather",))


def test_topics_and_the_rest_of_the_register_hold_every_claim_once(maybach):
    parts = [made("records", maybach, topic="item"),
             made("claims_register", maybach, without=("item",))]  # fmt: skip
    anchors = [claim for part in parts for claim in texts(part, "claim")]
    assert sorted(anchors) == sorted(maybach.claims["claim"])


def test_a_topic_without_a_claim_is_refused(case):
    with pytest.raises(ExhibitError, match=r"exhibit 'B-1': no claim has the topic weather"):
        made("records", case, topic="weather")
    with pytest.raises(ExhibitError, match="no claim has the topic"):
        made("records", case, topic="leg-1", claims=["c_model"])


def test_records_of_chosen_claims_only(case):
    exhibit = made("records", case, topic=["leg-1", "item"], claims=["c_arr", "c_model"])
    assert texts(exhibit, "claim") == ["c_model", "c_arr"]


def test_feasibility_names_test_outcome_and_method(case, one_lane):
    exhibit = made("feasibility", case)
    tests = list(zip(texts(exhibit, "leg"), texts(exhibit, "test"), strict=True))
    assert ("leg-1", "average speed") in tests
    assert all(texts(exhibit, "method"))
    assert all(texts(exhibit, "outcome"))


def test_a_table_says_where_it_comes_from(maybach, one_lane):
    for name in BUILDERS:
        exhibit = made(name, maybach)
        if exhibit.kind == "table":
            assert exhibit.spec["provenance"].split()[0] in {
                "Cited", "Derived:", "Judgements", "Ratings", "Outcome", "Record", "Vocabularies",
                "Questions:", "Given,", "Named", "Package",
            }  # fmt: skip


def test_the_manual_names_every_builder():
    manual = (REPO / "docs" / "exhibits.md").read_text(encoding="utf-8")
    assert [name for name in EVERY if f"| `{name}` |" not in manual] == []


def test_a_value_that_repeats_the_date_is_not_printed_as_iso(case):
    exhibit = made("records", case, topic="leg-1", claims=["c_arr", "c_days"])
    assert texts(exhibit, "value") == ["", "13 days"]
    assert texts(exhibit, "date") == ["2 April 2001", ""]
