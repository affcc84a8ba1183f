from __future__ import annotations

from osint_helpers.journey import chronology, publications
from osint_helpers.journey.chronology import COLUMNS, PUBLICATION_COLUMNS
from tests.case.builder import edit


def test_dated_claims_by_date_of_the_event(synthetic):
    frame = chronology(synthetic)
    assert tuple(frame.columns) == COLUMNS
    assert list(frame["claim"]) == [
        "c_gate", "c_dep_14", "c_dep_20", "c_arr", "c_dep2", "c_ais_last", "c_eta2", "d_arrived",
        "c_ais_next",
    ]  # fmt: skip


def test_a_claim_without_a_date_has_no_row(synthetic):
    assert "c_firm" not in set(chronology(synthetic)["claim"])


def test_a_month_is_printed_as_a_month_and_follows_days_that_begin_with_it(build):
    case = build(claims=lambda rows: edit(rows, "c_dep_14", date_from="2001-02-01"))
    frame = chronology(case)
    assert list(frame["when"][:2]) == ["1 February 2001", "February 2001"]


def test_distortions_are_flagged_and_sources_listed(synthetic):
    frame = chronology(synthetic).set_index("claim")
    assert frame.loc["d_arrived", "distortion"]
    assert not frame.loc["c_arr", "distortion"]
    assert frame.loc["c_arr", "sources"] == ("s_report", "s_daily")


def test_the_day_of_publication_is_no_event(synthetic):
    assert "2001-06-01" not in set(chronology(synthetic)["date_from"])


def test_publications_stand_apart_with_what_they_carry(synthetic):
    frame = publications(synthetic)
    assert tuple(frame.columns) == PUBLICATION_COLUMNS
    assert list(frame["source"]) == [
        "s_points", "s_report", "s_daily", "s_paper", "s_relay", "s_reply",
    ]  # fmt: skip
    row = frame.set_index("source").loc["s_relay"]
    assert row["claims"] == ("c_dep_14", "d_arrived")
    assert row["when"] == "4 June 2001"


def test_real_chronology_is_sorted_and_complete(maybach):
    frame = chronology(maybach)
    assert len(frame) == int((maybach.claims["precision"] != "none").sum())
    days = [text for text in frame["date_from"] if len(text) == 10]
    assert days == sorted(days)
    assert int(frame["distortion"].sum()) == 4
    assert len(publications(maybach)) == len(maybach.sources)
