from __future__ import annotations

from datetime import date

from osint_helpers.journey import (
    changes,
    knowledge_table,
    known_cells,
    known_on,
    known_since,
)
from osint_helpers.journey.knowledge import CHANGE_COLUMNS, TABLE_COLUMNS
from tests.case.builder import edit

DAYS = [date(2019, 7, 16), date(2019, 9, 26), date(2020, 4, 30), date(2021, 12, 31)]


def test_a_claim_is_public_with_the_first_of_its_sources(synthetic):
    since = known_since(synthetic)
    assert since["c_dep_14"].text() == "2 June 2001"
    assert since["c_dep_20"].text() == "1 June 2001"


def test_a_stated_day_is_the_day_from_which_it_is_certain(build):
    case = build(claims=lambda rows: edit(rows, "c_dep_14", known_since="2001-06-30"))
    since = known_since(case)["c_dep_14"]
    assert (since.earliest, since.latest) == (date(2001, 6, 2), date(2001, 6, 30))


def test_a_computed_claim_needs_all_it_is_computed_from(build):
    case = build(support=lambda rows: [
        {**r, "source": "s_reply"} if r["claim"] == "c_arr" and r["source"] == "s_report" else
        {**r, "source": "s_paper"} if r["claim"] == "c_arr" else r for r in rows
    ])  # fmt: skip
    assert known_since(case)["c_days"].text() == "3 June 2001"


def test_a_claim_with_nothing_that_says_since_when_is_undated(synthetic):
    assert known_since(synthetic)["c_presumed"].latest is None
    state = known_on(synthetic, date(2001, 6, 1))
    assert state.undated == ("c_presumed",)


def test_claims_computed_from_each_other_end(build):
    case = build(
        claims=lambda rows: edit(rows, "c_days", computed_from="c_days"),
    )
    assert known_since(case)["c_days"].latest is None


def test_every_claim_has_one_state(synthetic):
    state = known_on(synthetic, date(2001, 6, 2))
    found = [*state.certain, *state.possible, *state.unknown, *state.undated]
    assert sorted(found) == sorted(synthetic.claims["claim"])
    assert "c_dep_14" in state.certain
    assert "c_denial" in state.unknown


def test_the_day_itself_counts_and_the_day_before_does_not(synthetic):
    assert "c_arr" in known_on(synthetic, date(2001, 6, 1)).certain
    assert "c_arr" in known_on(synthetic, date(2001, 5, 31)).unknown


def test_a_month_is_possible_from_its_first_day_and_certain_at_its_last(build):
    case = build(
        sources=lambda rows: edit(rows, "s_report", published="2001-06", precision="month")
    )
    assert "c_gate" in known_on(case, date(2001, 6, 1)).possible
    assert "c_gate" in known_on(case, date(2001, 6, 29)).possible
    assert "c_gate" in known_on(case, date(2001, 6, 30)).certain


def test_changes_name_new_claims_and_what_they_contradict(synthetic):
    frame = changes(synthetic, date(2001, 6, 1), date(2001, 6, 2))
    assert tuple(frame.columns) == CHANGE_COLUMNS
    assert list(frame["claim"]) == ["c_dep_14"]
    assert frame.iloc[0]["contradicts"] == ("c_dep_20",)


def test_changes_leave_distortions_out(synthetic):
    assert "d_arrived" not in set(changes(synthetic, None, date(2002, 1, 1))["claim"])


def test_table_has_a_row_a_day_in_order(synthetic):
    frame = knowledge_table(synthetic, [date(2001, 9, 5), date(2001, 6, 1), date(2001, 6, 1)])
    assert tuple(frame.columns) == TABLE_COLUMNS
    assert list(frame["day"]) == ["2001-06-01", "2001-09-05"]
    assert (
        list(frame["certain"] + frame["possible"] + frame["not_yet"] + frame["undated"])
        == [len(synthetic.claims)] * 2
    )
    assert frame.iloc[1]["new_by_topic"] == "leg-1: 1; item: 2"


def test_real_states(maybach):
    frame = knowledge_table(maybach, DAYS).set_index("day")
    assert list(frame["certain"]) == sorted(frame["certain"])
    assert list(frame["not_yet"]) == sorted(frame["not_yet"], reverse=True)
    assert "L0" not in frame.loc["2019-07-16", "legs"]
    assert "L0" in frame.loc["2020-04-30", "legs"]
    assert "l0_unknown_buyer" in frame.loc["2020-04-30", "contradicted"]
    assert {"l0_factory", "l0_ecm"} <= set(frame.loc["2020-04-30", "new"])
    assert "l4_framed" in frame.loc["2019-09-26", "new"]
    assert "v_scrapped" in frame.loc["2021-12-31", "new"]


def test_real_first_buyer_follows_from_the_claims_of_each_day(maybach):
    frame = known_cells(maybach, DAYS, ["cars", "dn5505"]).set_index(["subject", "predicate"])
    buyer = frame.loc[("cars", "first_buyer")]
    assert buyer["2019-07-16"] == "unknown in July 2019 (possibly known)"
    assert "European Cars & More" not in buyer["2019-09-26"]
    assert "European Cars & More" in buyer["2020-04-30"]
    scrapped = frame.loc[("dn5505", "scrapped")]
    assert scrapped["2020-04-30"] == "not published"
    assert scrapped["2021-12-31"] != "not published"


def test_known_cells_of_legs_by_default(maybach):
    frame = known_cells(maybach, DAYS[:1]).set_index(["subject", "predicate"])
    assert ("L0", "departed") not in frame.index
    assert frame.loc[("L1", "departed"), "2019-07-16"].startswith("14 June 2018")
    assert frame.loc[("L5", "scheduled_arrival"), "2019-07-16"] == "5 October 2018"
    assert ("L5", "estimated_arrival") not in frame.index


def test_an_event_is_not_public_before_it_happened(build):
    case = build(
        sources=lambda rows: edit(rows, "s_report", published="2001", precision="year"),
        support=lambda rows: [r for r in rows if r["source"] != "s_paper"],
    )
    since = known_since(case)
    assert since["c_dep2"].text() == "10 April to 31 December 2001"
    assert since["c_eta2"].earliest == date(2001, 1, 1)


def test_an_event_after_its_publication_leaves_the_publication_as_it_is(build):
    case = build(claims=lambda rows: edit(rows, "c_dep2", date_from="2001-08-01"))
    assert known_since(case)["c_dep2"].text() == "1 June 2001"


def test_a_source_of_a_computed_claim_is_its_input_not_its_publication(build):
    case = build(
        claims=lambda rows: edit(rows, "c_days", known_since="2002-01-31"),
        support=lambda rows: [
            *rows,
            {"claim": "c_days", "source": "s_report", "relation": "supports", "credibility": "3"},
        ],
    )
    since = known_since(case)["c_days"]
    assert (since.earliest, since.latest) == (date(2002, 1, 31), date(2002, 1, 31))
