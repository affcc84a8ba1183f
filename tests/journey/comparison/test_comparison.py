"""Several cases side by side: one row a thing, each with the claims of its case."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.case import open_case
from osint_helpers.case.tables import NONE_FOUND
from osint_helpers.journey import comparison, red_flags
from tests.case.builder import edit, write_case

READING = {"precision": "none"}


@pytest.fixture(name="cases", scope="module")
def _cases(tmp_path_factory: pytest.TempPathFactory):
    folder: Path = tmp_path_factory.mktemp("cases")
    one = write_case(folder / "one")
    two = write_case(
        folder / "two",
        claims=lambda rows: edit(
            edit(rows, "c_dep2", date_from="2001-04", precision="month", value="2001-04"),
            "c_firm", responses=NONE_FOUND,
        ),
        readings=lambda rows: [
            *rows,
            {"claim": "c_presumed", "subject": "leg-2", "predicate": "declared_from",
             "value": "ZZAAA", **READING},
        ],
        breaks=[{"break": "b", "step": "opened", "record": "tip", "claims": "c_gate",
                 "why": "SYNTHETIC", "by": "analyst", "on": "2002-01-20"}],
    )  # fmt: skip
    return open_case(one), open_case(two)


def row(frame, **cells):
    for name, value in cells.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1, frame
    return frame.iloc[0]


@pytest.mark.parametrize("name", [n for n in comparison.__all__ if n != "label"])
def test_every_claim_is_one_of_the_case_the_row_names(cases, name: str):
    frame = getattr(comparison, name)(cases)
    known = {f"{case.id}.{claim}" for case in cases for claim in case.claims["claim"]}
    for one in frame.to_dict("records"):
        for column in ("claims", "declared_claims", "actual_claims"):
            for claim in one.get(column, ()):
                assert claim in known
                assert claim.startswith(f"{one['case']}.")


@pytest.mark.parametrize("name", [n for n in comparison.__all__ if n != "label"])
def test_no_case_is_no_row(name: str):
    assert len(getattr(comparison, name)([])) == 0


def test_a_place_is_one_row_a_case_with_its_role(cases):
    found = comparison.hubs(cases)
    assert row(found, key="ZZAAA", case="one")["role"] == "origin"
    assert row(found, key="ZZBBB", case="one")["role"] == "transit"
    assert row(found, key="ZZCCC", case="one", role="destination")["claims"] == ("one.c_presumed",)
    assert row(found, key="ZZCCC", case="one", role="declared")["claims"] == ("one.c_eta2",)


def test_a_place_named_by_a_weak_claim_alone_is_told_as_such(cases):
    found = comparison.hubs(cases)
    assert row(found, key="ZZCCC", case="one", role="destination")["status"] == "inferred"
    assert row(found, key="ZZAAA", case="one")["status"] == "documented"


def test_a_declared_place_is_no_transit(cases):
    assert set(comparison.hubs(cases).query("key == 'ZZAAA' and case == 'two'")["role"]) == {
        "origin", "declared",
    }  # fmt: skip


def test_days_of_a_stay_are_the_range_the_dates_allow(cases):
    found = comparison.dwell(cases)
    sure, wide = row(found, case="one"), row(found, case="two")
    assert (sure["low"], sure["high"]) == (8, 8)
    assert (wide["low"], wide["high"]) == (0, 28)  # the month begins before the arrival
    assert wide["text"] == "0 to 28 days elapsed"


def test_a_stay_without_a_day_is_not_published(tmp_path: Path):
    folder = write_case(
        tmp_path / "one",
        claims=lambda rows: edit(rows, "c_dep2", predicate="loaded"),
    )
    (found,) = comparison.dwell([open_case(folder)]).to_dict("records")
    assert found["departed"] == "not published"
    assert (found["low"], found["high"], found["text"]) == (None, None, "not published")


def test_dates_that_contradict_each_other_give_no_days(tmp_path: Path):
    folder = write_case(
        tmp_path / "one",
        claims=lambda rows: edit(rows, "c_dep2", date_from="2001-03-30", value="2001-03-30"),
    )
    (found,) = comparison.dwell([open_case(folder)]).to_dict("records")
    assert found["low"] is None
    assert "contradict" in found["text"]


def test_a_planned_arrival_ends_no_leg(tmp_path: Path):
    folder = write_case(
        tmp_path / "one",
        claims=lambda rows: edit(rows, "c_arr", predicate="scheduled_arrival"),
    )
    assert comparison.dwell([open_case(folder)])["arrived"].tolist() == ["not published"]


def test_a_silence_has_both_its_days(cases):
    found = row(comparison.silences(cases), case="one")
    assert (found["low"], found["high"]) == (9, 9)
    assert found["text"].startswith("not received from 11 April 2001 to 20 April 2001")
    assert found["claims"] == ("one.c_ais_last", "one.c_ais_next")


def test_a_silence_without_an_end_has_no_days(tmp_path: Path):
    folder = write_case(
        tmp_path / "one",
        claims=lambda rows: edit(rows, "c_ais_next", predicate="duration"),
    )
    (found,) = comparison.silences([open_case(folder)]).to_dict("records")
    assert (found["low"], found["next"]) == (None, "not published")


def test_an_alleged_silence_says_so(tmp_path: Path):
    folder = write_case(
        tmp_path / "one",
        claims=lambda rows: edit(rows, "c_ais_last", certainty="alleged"),
    )
    assert comparison.silences([open_case(folder)])["doubts"].tolist() == [("alleged",)]


def test_declared_against_actual_compares_places_only(cases):
    found = comparison.declared(cases)
    assert row(found, case="one", end="to")["outcome"] == "the same place"
    assert row(found, case="two", end="from")["outcome"] == "another place"


def test_an_end_in_words_is_not_compared(tmp_path: Path):
    folder = write_case(
        tmp_path / "one",
        claims=lambda rows: edit(rows, "c_presumed", value="high seas"),
    )
    (found,) = comparison.declared([open_case(folder)]).to_dict("records")
    assert found["outcome"].startswith("not comparable")


def test_who_denied_and_for_whom_none_was_found(cases):
    found = comparison.asked(cases)
    denied = row(found, case="one")
    assert (denied["party"], denied["kind"], denied["outcome"]) == (
        "SYNTHETIC Firm", "firm", "denial",
    )  # fmt: skip
    missing = row(found, case="two", outcome="no reply found")
    assert missing["claims"] == ("two.c_firm",)


def test_the_kind_of_a_speaker_is_not_that_of_whom_he_speaks_of(tmp_path: Path):
    folder = write_case(
        tmp_path / "one",
        replies=lambda rows: edit(rows, "r_1", who="a ministry of nowhere"),
    )
    assert comparison.asked([open_case(folder)])["kind"].tolist() == ["not told by the tables"]


def test_results_of_the_rules_are_those_of_each_case(cases):
    found = comparison.flags(cases)
    assert list(found.columns) == ["rule", "name", "case", "result", "text", "claims"]
    for case in cases:
        mine = found[found["case"] == case.id]
        assert list(mine["result"]) == [one.result for one in red_flags(case)]


def test_a_case_without_a_row_is_not_assessed_which_is_not_not_published(cases):
    found = comparison.breaks(cases)
    assert row(found, case="two", step="opened")["record"] == "tip"
    assert row(found, case="two", step="shown")["record"] == "not assessed"
    assert list(found[found["case"] == "one"]["record"]) == ["not assessed"] * 2


def test_legs_and_strands_stay_within_their_case(cases):
    found = comparison.overview(cases)
    assert list(found["case"]) == ["one", "two"]
    assert found["legs"].tolist() == [2, 2]
    assert found["claims_read"].tolist() == [13, 13]
    assert comparison.statuses(cases)["leg"].tolist() == [
        "one.leg-1", "one.leg-2", "two.leg-1", "two.leg-2",
    ]  # fmt: skip


def test_the_label_of_a_case_is_its_id_in_words(cases):
    assert [comparison.label(case) for case in cases] == ["One", "Two"]
