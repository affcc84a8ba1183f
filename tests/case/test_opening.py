from __future__ import annotations

import os
from pathlib import Path

import pytest

from osint_helpers.case import case_names, open_case
from osint_helpers.case.faults import FAULTS, CaseFaults
from osint_helpers.case.tables import TABLES
from osint_helpers.errors import CaseError, OsintError
from tests.case.builder import edit, write_case
from tests.case.conftest import faults_of, where


def test_every_table_is_an_attribute_with_its_columns(case):
    for name, table in TABLES.items():
        assert tuple(case.table(name).columns) == table.columns
        assert getattr(case, name) is case.table(name)


def test_rows_keep_the_order_of_the_file(case):
    assert case.legs["leg"].tolist() == ["leg-1", "leg-2"]
    assert case.claims["claim"].tolist()[:3] == ["c_model", "c_gate", "c_dep_14"]


def test_path_as_text_and_as_path_open_the_same_case(folder):
    assert open_case(str(folder)).id == open_case(folder).id == "synthetic-case"


def test_a_known_name_opens_without_a_path(folder, monkeypatch):
    monkeypatch.setenv("OSINT_DATA", str(folder.parent))
    folder.parent.joinpath("cases").mkdir()
    folder.rename(folder.parent / "cases" / "synthetic-case")
    assert case_names() == ["synthetic-case"]
    assert open_case("synthetic-case").id == "synthetic-case"


def test_an_unknown_name_lists_the_known_ones(folder, monkeypatch):
    monkeypatch.setenv("OSINT_DATA", str(folder.parent))
    write_case(folder.parent / "cases" / "b-case")
    write_case(folder.parent / "cases" / "a-case")
    with pytest.raises(CaseError, match=r"no case 'c-case' .*: a-case, b-case\)"):
        open_case("c-case")


def test_missing_table(folder):
    (folder / "origins.csv").unlink()
    (fault,) = faults_of(folder)
    assert where(fault) == ("E005", "origins.csv", None, None)
    assert "header line" in fault.advice


def test_an_optional_table_may_be_missing_and_has_then_no_rows(folder):
    (folder / "reach.csv").unlink()
    case = open_case(folder)
    assert case.reach.empty
    assert tuple(case.reach.columns) == TABLES["reach"].columns
    assert [name for name, table in TABLES.items() if table.optional] == [
        "questions", "screening_judgements", "red_flags", "versions", "reach", "breaks",
    ]  # fmt: skip


def test_a_link_that_leads_nowhere_is_no_missing_table(folder):
    (folder / "reach.csv").unlink()
    (folder / "reach.csv").symlink_to(folder / "gone.csv")
    (fault,) = faults_of(folder)
    assert where(fault)[:2] == ("E005", "reach.csv")


def test_missing_case_toml(folder):
    (folder / "case.toml").unlink()
    (fault,) = faults_of(folder)
    assert where(fault) == ("E001", "case.toml", None, None)


def test_a_table_with_a_slip_in_its_name_is_named(folder):
    (folder / "claim.csv").write_text("claim\n")
    (fault,) = faults_of(folder)
    assert where(fault) == ("E006", "claim.csv", None, None)


def test_a_case_without_a_claim_opens(tmp_path):
    empty = {name: [] for name in TABLES}
    case = open_case(write_case(tmp_path / "empty-case", texts={}, **empty))
    assert case.claims.empty


def test_word_outside_the_vocabulary_lists_the_allowed(tmp_path):
    folder = write_case(
        tmp_path / "bad-case", legs=lambda rows: edit(rows, "leg-2", status="certain")
    )
    (fault,) = faults_of(folder)
    assert where(fault) == ("E014", "legs.csv", 3, "status")
    assert fault.what == "'certain' is not an allowed value"
    assert fault.advice.startswith("allowed: documented, reported, scheduled")


@pytest.mark.parametrize("cell", ["", "  "])
def test_required_text_cell(tmp_path, cell):
    folder = write_case(
        tmp_path / "bad-case", claims=lambda rows: edit(rows, "c_gate", statement=cell)
    )
    (fault,) = faults_of(folder)
    assert where(fault) == ("E015", "claims.csv", 3, "statement")


def test_required_number_and_list_cells(tmp_path):
    folder = write_case(
        tmp_path / "bad-case", legs=lambda rows: edit(rows, "leg-1", position="", claims="")
    )
    assert [where(fault) for fault in faults_of(folder)] == [
        ("E015", "legs.csv", 2, "position"),
        ("E015", "legs.csv", 2, "claims"),
    ]


def test_a_number_that_is_none_is_one_fault_not_two(tmp_path):
    folder = write_case(
        tmp_path / "bad-case", legs=lambda rows: edit(rows, "leg-2", position="second")
    )
    (fault,) = faults_of(folder)
    assert where(fault) == ("E013", "legs.csv", 3, "position")


def test_duplicate_key_names_both_lines(tmp_path):
    folder = write_case(tmp_path / "bad-case", places=lambda rows: [*rows, rows[0]])
    (fault,) = faults_of(folder)
    assert where(fault) == ("E016", "places.csv", 5, "place")
    assert fault.what == "'ZZAAA' stands in line 2 already"


def test_duplicate_pair_key(tmp_path):
    folder = write_case(tmp_path / "bad-case", contradictions=lambda rows: [*rows, rows[1]])
    (fault,) = faults_of(folder)
    assert where(fault) == ("E016", "contradictions.csv", 4, "claim")
    assert fault.what == "'d_arrived / c_eta2' stands in line 3 already"


def test_all_faults_of_all_files_come_together_in_order(tmp_path):
    folder = write_case(
        tmp_path / "bad-case",
        meta={"as_of": "31 January 2002"},
        claims=lambda rows: edit(
            edit(rows, "c_gate", kind="guess"), "c_firm", note="=1+1", number="x"
        ),
        sources=lambda rows: edit(rows, "s_relay", reliability="G"),
    )
    (folder / "pulls.csv").unlink()
    with pytest.raises(CaseFaults) as caught:
        open_case(folder)
    faults = caught.value.faults
    assert all(isinstance(fault, OsintError) for fault in faults)
    assert [where(fault) for fault in faults] == [
        ("E003", "case.toml", None, None),
        ("E014", "sources.csv", 5, "reliability"),
        ("E014", "claims.csv", 3, "kind"),
        ("E012", "claims.csv", 11, "note"),
        ("E013", "claims.csv", 11, "number"),
        ("E005", "pulls.csv", None, None),
    ]
    lines = str(caught.value).splitlines()
    assert lines[0] == "case 'bad-case' cannot be opened: 6 faults"
    assert lines[1:] == [fault.line() for fault in faults]
    assert lines[4].startswith("E012 claims.csv:11: note: the cell starts with '='")


def test_every_code_raised_is_in_the_list_of_faults():
    code = Path(open_case.__code__.co_filename).parent
    used = {
        word
        for file in code.glob("*.py")
        if file.name != "faults.py"
        for word in FAULTS
        if f'"{word}"' in file.read_text()
    }
    assert used == set(FAULTS)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("SYNTHETIC secret")
    (folder / "text" / "leak.md").symlink_to(secret)
    (fault,) = faults_of(folder)
    assert where(fault) == ("E001", "leak.md", None, None)
    assert "SYNTHETIC secret" not in str(fault)


def test_text_of_a_bad_encoding_is_a_fault(folder):
    (folder / "text" / "summary.md").write_bytes(b"one\ncaf\xe9\n")
    (fault,) = faults_of(folder)
    assert where(fault) == ("E007", "summary.md", 2, None)


def test_an_optional_table_may_be_absent_and_reads_as_empty(folder):
    (folder / "questions.csv").unlink()
    case = open_case(folder)
    assert len(case.questions) == 0
    assert tuple(case.questions.columns) == TABLES["questions"].columns


def test_an_optional_table_that_is_there_is_held_to_its_form(folder):
    (folder / "questions.csv").write_text("question,title\nq,t\n", encoding="utf-8")
    assert {fault.code for fault in faults_of(folder)} == {"E010"}


def test_a_link_to_nowhere_is_no_absent_table(folder):
    (folder / "questions.csv").unlink()
    (folder / "questions.csv").symlink_to(folder / "nowhere.csv")
    assert [fault.code for fault in faults_of(folder)] == ["E005"]


def test_a_column_that_came_later_may_be_left_out(folder):
    path = folder / "hypotheses.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all(line.endswith((",", ",question")) for line in lines)
    path.write_text("\n".join(line.rpartition(",")[0] for line in lines) + "\n", encoding="utf-8")
    case = open_case(folder)
    assert list(case.hypotheses["question"]) == ["", ""]
    assert list(case.hypotheses["hypothesis"]) == ["h_main", "h_other"]
