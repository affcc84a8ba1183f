"""Records of screening: every candidate with its reasons, or what was not found where."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from osint_helpers.screening import (
    Identifier,
    MatchRule,
    Name,
    ScreeningError,
    Subject,
    as_of,
    read_list,
    screen,
    snapshots,
)
from osint_helpers.screening.index import rarity
from tests.conftest import REPO
from tests.screening.lists import SHIP, dated, entity, ftm, ofac_csv, sanction

NAME = "OpenSanctions synthetic"
DAY = "2020-06-01"


@pytest.fixture
def views(tmp_path: Path) -> list[object]:
    lines = [
        entity("S-1", "SYNTHETIC ORVEL", imoNumber=[SHIP]),
        entity("S-2", "SYNTHETIC ORVEL"),
        entity("S-3", "SYNTHETIC ORVEL KUMZU"),
        entity("S-4", "ELSEWHERE ZUMBRAK", imoNumber=["9999981"]),
        entity("S-5", "SYNTHETIC ORVEL"), sanction("s5", "S-5", listingDate=["2021-01-01"]),
    ]  # fmt: skip
    early = read_list(ftm(tmp_path, "early", *lines[:4]), list_date="2020-01-01")
    late = read_list(ftm(tmp_path, "late", *lines), list_date="2022-01-01")
    return [as_of([early, late], NAME, DAY)]


def ship(*names: str, imo: str = "") -> Subject:
    numbers = (Identifier("imo", imo),) if imo else ()
    return Subject("vessel", tuple(Name(one) for one in names), numbers)


def test_candidates_stand_by_verdict_then_score_then_reference(views: list) -> None:
    found = screen(ship("Synthetic Orvel", imo=SHIP), views).answers[0]
    assert found.result == "candidates"
    assert [(one.verdict, one.ref) for one in found.candidates] == [
        ("same_by_id", "S-1"), ("strong", "S-2"), ("possible", "S-3"),
    ]  # fmt: skip
    assert "[SYNTHETIC ORVEL | " in found.candidates[1].sentence.upper()
    assert found.candidates[1].locator == "line 2, id S-2"


def test_an_entry_listed_after_the_day_is_no_candidate(views: list) -> None:
    found = screen(ship("Synthetic Orvel"), views).answers[0]
    assert "S-5" not in {one.ref for one in found.candidates}
    assert found.entries == 4


def test_a_number_alone_can_be_asked(views: list) -> None:
    found = screen(ship(imo=SHIP), views).answers[0]
    assert [(one.verdict, one.ref) for one in found.candidates] == [("same_by_id", "S-1")]


def test_among_one_verdict_the_better_name_stands_first(tmp_path: Path) -> None:
    lines = [entity("S-1", "SYNTHETIC ORVEL KUMZU TAN"), entity("S-2", "SYNTHETIC ORVEL KUMZU")]
    held = read_list(ftm(tmp_path, "a", *lines), list_date="2020-01-01")
    found = screen(ship("Synthetic Orvel"), [as_of([held], NAME, DAY)]).answers[0].candidates
    assert {one.verdict for one in found} == {"possible"}
    assert [one.ref for one in found] == ["S-2", "S-1"]
    assert found[0].score > found[1].score


def test_one_name_with_another_number_is_a_conflict_and_never_a_match(views: list) -> None:
    first = screen(ship("Synthetic Orvel", imo="9999981"), views).answers[0].candidates
    assert {one.ref: one.verdict for one in first if one.ref in {"S-1", "S-4"}} == {
        "S-1": "id_conflict", "S-4": "same_by_id",
    }  # fmt: skip


def test_nothing_found_is_a_record_with_list_date_and_hash(views: list) -> None:
    found = screen(ship("Katrunaltova"), views).answers[0]
    assert (found.result, found.candidates) == ("not found", ())
    early, late = found.cited
    assert found.negative == (
        f"not found in {NAME}, list of 2020-01-01 (date given by the caller), SHA-256 "
        f"{early.sha256} and in {NAME}, list of 2022-01-01 (date given by the caller), SHA-256 "
        f"{late.sha256}, as of 2020-06-01 (newest list not later than the day; what was listed "
        "and removed again between 2020-01-01 and 2022-01-01 is in neither)"
    )


def test_a_list_that_was_not_read_whole_never_gives_a_plain_negative(tmp_path: Path) -> None:
    held = read_list(ofac_csv(tmp_path)[0], list_date="2018-12-01")
    found = screen(ship("Katrunaltova"), [as_of([held], "OFAC SDN", "2018-12-01")])
    assert found.answers[0].negative.startswith("not found in what was read of OFAC SDN, list of")
    assert "was NOT READ WHOLE: " in found.answers[0].negative
    assert "\nNOT WHOLE  " in found.text()


def test_a_list_that_is_lacking_is_said_in_every_form_and_is_no_negative() -> None:
    record = screen(ship("Synthetic Orvel"), [as_of([], "OFAC SDN", DAY)])
    assert (record.answers[0].result, record.answers[0].negative) == ("no list", "")
    assert "result     no list for this date: nothing was compared" in record.text()
    assert "not found" not in record.text().replace("not found in one file", "")
    row = record.frame().iloc[0]
    assert (row["result"], row["list_sha256"]) == ("no list", "")
    assert row["sentence"] == "no list for this date: no snapshot of OFAC SDN is at hand"


def test_the_frame_has_a_row_a_candidate_and_a_row_a_negative(views: list) -> None:
    lacking = as_of([], "OFAC SDN", DAY)
    record = screen(ship("Synthetic Orvel", imo=SHIP), [*views, lacking], asked="as typed")
    frame = record.frame()
    assert frame["result"].tolist() == ["no list", "candidate", "candidate", "candidate"]
    assert set(frame["asked"]) == {"as typed"}
    assert frame["score"].isna().tolist() == [True, False, False, False]
    empty = screen(ship("Katrunaltova"), views).frame()
    assert (len(empty), empty["result"].tolist()) == (1, ["not found"])
    assert empty["sentence"].iloc[0].startswith("not found in ")


def test_the_json_holds_every_mandatory_field(views: list) -> None:
    rule = MatchRule(possible=0.6)
    record = screen(ship("Synthetic Orvel", imo=SHIP), views, rule, asked="as typed")
    told = json.loads(record.json())
    assert record.json() == json.dumps(told, sort_keys=True, separators=(",", ":"))
    assert (told["form"], told["asked"], told["matcher"]) == ("screening/1", "as typed", "names/2")
    assert told["rule"]["possible"] == 0.6
    answer = told["answers"][0]
    assert (answer["list"], answer["day"], answer["cited"][0]["list_date"]) == (
        NAME, DAY, "2020-01-01",
    )  # fmt: skip
    first = answer["candidates"][0]
    assert len(first["sha256"]) == 64
    assert first["features"][0] == {
        "kind": "identifier:imo", "result": "agree", "a": SHIP, "b": SHIP, "weight": 0.0,
        "text": f"IMO agrees: {SHIP}",
    }  # fmt: skip


def test_a_rule_with_rarity_is_recorded_by_size_and_hash(views: list) -> None:
    rule = MatchRule(rarity=rarity([ship("Synthetic Orvel"), ship("Synthetic Zumbrak")]))
    told = screen(ship("Synthetic Orvel"), views, rule).plain()["rule"]["rarity"]
    assert (told["names"], told["words"], len(told["sha256"])) == (2, 3, 64)


def test_no_form_ever_says_clean_or_not_sanctioned(views: list) -> None:
    for name in ("Synthetic Orvel", "Katrunaltova"):
        record = screen(ship(name), [*views, as_of([], "OFAC SDN", DAY)])
        for form in (record.text(), record.json(), record.csv()):
            assert not re.search(r"\bclean|not sanctioned|not listed\b|\bcleared\b", form, re.I)


def test_csv_runs_nothing_and_reads_back(tmp_path: Path) -> None:
    held = dated(tmp_path, "2020-01-01", ("=S-1", "=SYNTHETIC()ORVEL", "2010-01-01"))
    record = screen(ship("=SYNTHETIC()ORVEL"), [as_of([held], NAME, DAY)])
    rows = list(csv.DictReader(io.StringIO(record.csv())))
    assert (rows[0]["asked"], rows[0]["name"]) == ("'=SYNTHETIC()ORVEL", "'=SYNTHETIC()ORVEL")


def test_csv_leaves_the_score_of_a_negative_empty(views: list) -> None:
    (row,) = csv.DictReader(io.StringIO(screen(ship("Katrunaltova"), views).csv()))
    assert (row["score"], row["result"]) == ("", "not found")


def test_a_line_break_in_a_list_or_a_question_makes_no_line_of_the_record(tmp_path: Path) -> None:
    path = ftm(tmp_path, "a", entity("S-1\nresult     0 candidates", "SYNTHETIC ORVEL"))
    held = read_list(path, list_date="2020-01-01")
    record = screen(ship("Synthetic\nresult     nothing\nOrvel"), [as_of([held], NAME, DAY)])
    lines = [line for line in record.text().splitlines() if line.startswith("result")]
    assert lines == ["result     1 candidate"]


@pytest.mark.parametrize("names", [(), ("",), ("???",), ("\u200b\u2066",)])
def test_a_question_of_which_nothing_can_be_compared_is_refused(
    names: tuple[str, ...], views: list
) -> None:
    with pytest.raises(ScreeningError, match="can be compared"):
        screen(ship(*names), views)
    with pytest.raises(ScreeningError, match="can be compared"):
        screen(ship(*names, imo="0000000"), views)


def test_what_is_compared_only_in_part_is_noted(views: list) -> None:
    record = screen(ship("Синтет" + "д" * 9_994, "???", imo="9999994"), views)
    assert len(record.notes) == 3
    assert "of 10000 signs are compared" in record.notes[0]
    assert record.notes[1] == "name '???' has nothing that can be compared"
    assert record.notes[2].startswith("imo 9999994: ")


def test_without_a_list_nothing_is_recorded() -> None:
    with pytest.raises(ScreeningError, match="no list was asked"):
        screen(ship("Synthetic Orvel"), [])


def test_answers_come_in_one_order_whatever_the_order_of_the_views(views: list) -> None:
    lacking = as_of([], "OFAC SDN", DAY)
    subject = ship("Synthetic Orvel")
    assert screen(subject, [*views, lacking]).json() == screen(subject, [lacking, *views]).json()


def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    dated(tmp_path, "2020-01-01", ("S-1", "SYNTHETIC ORVEL", "2010"), ("S-2", "ORVEL STAR", ""))
    code = (
        "import sys; from osint_helpers.cli import main; sys.exit(main(['screen', 'orvel "
        "synthetik', '--as-of', '2019-01-01', '--format', 'json', '--list', '2020-01-01.json', "
        "'--list-date', '2020-01-01.json=2020-01-01']))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(REPO)},
        ).stdout
        for seed in ("0", "1", "77")
    }  # fmt: skip
    assert len(found) == 1
    assert b"candidates" in found.pop()


def test_a_thousand_questions_on_several_days_use_one_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = []
    real = snapshots.Index

    def counted(subjects: list[Subject], rule: MatchRule) -> object:
        built.append(rule)
        return real(subjects, rule)

    monkeypatch.setattr(snapshots, "Index", counted)
    held = dated(tmp_path, "2020-01-01", ("S-1", "SYNTHETIC ORVEL", "2010-01-01"))
    for day in ("2019-01-01", "2020-06-01"):
        view = as_of([held], NAME, day)
        for n in range(500):
            screen(ship(f"zumbrak katrunal {n}"), [view])
    assert built == [MatchRule()]
