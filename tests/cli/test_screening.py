"""``osint screen``: what it prints, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from osint_helpers.cli import main
from tests.conftest import shared_folder
from tests.screening.lists import SHIP, dated, entity, ftm, ofac_csv


@pytest.fixture
def lists(tmp_path: Path) -> list[str]:
    path = ftm(tmp_path, "ships.json", entity("S-1", "SYNTHETIC ORVEL", imoNumber=[SHIP]))
    return ["--list", str(path), "--list-date", "ships.json=2018-09-01"]


def test_candidates_are_printed_with_their_reasons(
    lists: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screen", "Synthetic Orvel", "--as-of", "2018-10-01", *lists]) == 0
    told = capsys.readouterr().out
    assert "result     1 candidate\n   1. strong 1.00  SYNTHETIC ORVEL  (vessel, S-1)" in told
    assert "why    the names agree well; no number decides." in told


def test_nothing_found_prints_the_negative_record_and_ends_with_0(
    lists: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screen", "DN5505", "--as-of", "2018-10-01", *lists]) == 0
    told = capsys.readouterr().out
    assert (
        "result     not found in OpenSanctions synthetic, list of 2018-09-01 (date given by" in told
    )
    assert "30 days older" in told


def test_a_number_alone_may_be_asked(lists: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["screen", "--imo", SHIP, "--kind", "vessel", "--as-of", "2018-10-01"]
    assert main([*asked, *lists]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"asked      imo {SHIP} (vessel)\n")
    assert "same_by_id" in told


def test_json_and_csv_are_printed_whole(
    lists: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["screen", "Synthetic Orvel", "--country", "zz", "--as-of", "2018-10-01", *lists]
    assert main([*asked, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["asked"] == "Synthetic Orvel; country zz"
    assert main([*asked, "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["result"], row["ref"], row["as_of"]) == ("candidate", "S-1", "2018-10-01")


def test_one_list_of_several_files_and_several_lists(
    lists: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(one) for one in ofac_csv(tmp_path)]
    asked = ["screen", "Katrunaltova", "--as-of", "2018-10-01", *lists, "--list", *files]
    given = ["--list-date", f"{files[0]}=2018-08", "--ofac-consolidated", files[0]]
    assert main([*asked, *given]) == 0
    told = capsys.readouterr().out
    assert told.count("result     not found in ") == 2
    assert "list       OFAC Consolidated, as of 2018-10-01" in told


def test_a_day_before_every_list_prints_that_there_is_none_and_ends_with_0(
    lists: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screen", "Synthetic Orvel", "--as-of", "2017-10-01", *lists]) == 0
    told = capsys.readouterr().out
    assert "result     no list for this date: nothing was compared" in told
    assert "not found in OpenSanctions" not in told


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        (["   "], "nothing is asked"),
        (["???"], "nothing in '???' can be compared"),
        (["X", "--list-date", "other.json=2018-01-01"], "no --list names that file"),
        (["X", "--list-date", "2018-01-01"], "is not FILE=DAY"),
        (["X", "--list-date", "ships.json=2018-01-02"], "two dates for 'ships.json'"),
        (["X", "--ofac-consolidated", "other"], "which no --list names"),
        (["X", "--list", "nowhere.xml"], "nowhere.xml: is no file"),
    ],
)
def test_unusable_input_ends_with_2_and_says_why(
    extra: list[str], told: str, lists: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screen", *extra, "--as-of", "2018-10-01", *lists]) == 2
    held = capsys.readouterr()
    assert told in held.err
    assert held.out == ""


def test_a_date_for_a_name_two_lists_share_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        files.append(str(ftm(tmp_path / folder, "ships.json", entity("S-1", "SYN"))))
    asked = ["screen", "X", "--as-of", "2018-10-01", "--list", files[0], "--list", files[1]]
    assert main([*asked, "--list-date", "ships.json=2018-01-01"]) == 2
    assert "more than one --list names that file" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["2018", "20181001", "1.10.2018"])
def test_a_day_that_is_none_ends_with_2(
    day: str, lists: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["screen", "X", "--as-of", day, *lists])
    assert stop.value.code == 2
    assert "is no day, YYYY-MM-DD" in capsys.readouterr().err


def test_a_list_without_a_date_asks_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dated(tmp_path, "2018-01-01", ("S-1", "SYNTHETIC ORVEL", ""))
    asked = ["screen", "X", "--as-of", "2018-10-01", "--list", str(tmp_path / "2018-01-01.json")]
    assert main(asked) == 2
    assert "--list-date FILE=YYYY-MM-DD" in capsys.readouterr().err


def test_text_of_a_list_cannot_move_the_cursor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ftm(tmp_path, "a.json", entity("S\u202e-1", "SYNTHETIC \x1b[2JORVEL"))
    asked = ["screen", "Synthetic Orvel", "--as-of", "2018-10-01", "--list"]
    assert main([*asked, str(tmp_path / "a.json"), "--list-date", "a.json=2018-01-01"]) == 0
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "\u202e" not in told


def test_the_ship_of_the_case_is_asked_of_published_lists(
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = shared_folder()
    names = ("uk_conlist_2018-04-13.csv.gz", "un_consolidated_2026-02-27.xml.gz")
    files = [folder / "data" / "sanctions" / name for name in names] if folder else []
    if not files or not all(one.is_file() for one in files):
        pytest.skip("the public lists are not on this machine (set OSINT_SHARED)")
    given = [part for one in files for part in ("--list", str(one))]
    assert main(["screen", "DN5505", "--as-of", "2018-10-01", *given]) == 0
    told = capsys.readouterr().out
    assert told.count("result     not found in ") == 2
    assert "later list read by its listing dates" in told
