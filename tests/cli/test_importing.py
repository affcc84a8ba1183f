from __future__ import annotations

import csv

import pytest

from osint_helpers.case import open_case
from osint_helpers.cli import main
from tests.case.builder import write_case

ROWS = "origin,name,own_gathering,rests_on,Remark\n"


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write_case(tmp_path / "own-case")


def wrote(tmp_path, *lines):
    path = tmp_path / "mine.csv"
    path.write_text(ROWS + "".join(f"{line}\n" for line in lines), encoding="utf8")
    return str(path)


def test_rows_go_in_and_the_old_table_stays_beside(case, tmp_path, capsys):
    before = (case / "origins.csv").read_bytes()
    file = wrote(tmp_path, "org_new,SYNTHETIC new,yes,,x")
    assert main(["import", str(case), "origins", file]) == 0
    out = capsys.readouterr().out
    assert "rows       1 read: 1 added, 0 replaced, 0 unchanged, 0 refused" in out
    assert "mine.csv:1:Remark: note unused-column" in out
    assert (case / "origins.csv.bak-0001").read_bytes() == before
    assert "org_new" in open_case(case).origins["origin"].tolist()


def test_the_same_file_again_changes_nothing_and_makes_no_backup(case, tmp_path, capsys):
    file = wrote(tmp_path, "org_new,SYNTHETIC new,yes,,x")
    main(["import", str(case), "origins", file])
    once = (case / "origins.csv").read_bytes()
    assert main(["import", str(case), "origins", file]) == 0
    assert "1 unchanged" in capsys.readouterr().out
    assert (case / "origins.csv").read_bytes() == once
    assert not (case / "origins.csv.bak-0002").exists()


def test_refused_rows_are_handed_back_and_no_spreadsheet_runs_them(case, tmp_path, capsys):
    file = wrote(tmp_path, "o1,=HYPERLINK(),yes,,", "o2,SYNTHETIC,maybe,,@x")
    assert main(["import", str(case), "origins", file]) == 1
    rows = list(csv.DictReader((tmp_path / "mine-refused.csv").read_text("utf8").splitlines()))
    assert [one["row of the file"] for one in rows] == ["2", "3"]
    assert rows[0]["name"] == "'=HYPERLINK()"
    assert rows[1]["Remark"] == "'@x"
    assert "'maybe' is not an allowed value" in rows[1]["refused because"]
    assert "written    nothing" in capsys.readouterr().out


def test_a_mended_file_of_refused_rows_goes_in(case, tmp_path, capsys):
    main(["import", str(case), "origins", wrote(tmp_path, "o2,SYNTHETIC,maybe,,")])
    back = tmp_path / "mine-refused.csv"
    back.write_text(back.read_text("utf8").replace("SYNTHETIC,maybe", "SYNTHETIC,yes"))
    capsys.readouterr()
    assert main(["import", str(case), "origins", str(back)]) == 0
    assert "o2" in open_case(case).origins["origin"].tolist()
    assert "refused because" not in capsys.readouterr().out


def test_a_row_refused_twice_has_its_reasons_once(case, tmp_path):
    main(["import", str(case), "origins", wrote(tmp_path, "o2,SYNTHETIC,maybe,,")])
    main(["import", str(case), "origins", str(tmp_path / "mine-refused.csv")])
    again = (tmp_path / "mine-refused-refused.csv").read_text("utf8").splitlines()
    assert again[0].count("refused because") == 1
    assert "'maybe' is not an allowed value" in again[1]


def test_a_dry_run_writes_nothing(case, tmp_path, capsys):
    before = sorted(p.name for p in tmp_path.rglob("*"))
    file = wrote(tmp_path, "org_new,SYNTHETIC new,yes,,x", "o2,S,maybe,,")
    assert main(["import", str(case), "origins", file, "--dry-run"]) == 1
    assert "1 added" in capsys.readouterr().out
    assert sorted(p.name for p in tmp_path.rglob("*")) == sorted([*before, "mine.csv"])


def test_an_id_of_a_case_beside_is_named(case, tmp_path, capsys):
    write_case(tmp_path / "twin-case", origins=lambda rows: [
        *rows, {"origin": "far", "name": "SYNTHETIC", "own_gathering": "yes"}])  # fmt: skip
    file = wrote(tmp_path, "o3,SYNTHETIC,no,far,")
    assert main(["import", str(case), "origins", file]) == 1
    assert "'far' is an origin of case twin-case" in capsys.readouterr().out


def test_a_table_that_is_none_and_a_pair_that_is_none(case, tmp_path, capsys):
    file = wrote(tmp_path)
    assert main(["import", str(case), "origin", file]) == 2
    assert "did you mean origins?" in capsys.readouterr().err
    assert main(["import", str(case), "origins", file, "--map", "name"]) == 2
    assert "'name' is no pair" in capsys.readouterr().err


def test_a_faulty_table_gets_no_rows(case, tmp_path, capsys):
    (case / "origins.csv").write_text("origin\n")
    assert main(["import", str(case), "origins", wrote(tmp_path, "o,S,yes,,")]) == 2
    assert "E010" in capsys.readouterr().err
    assert (case / "origins.csv").read_text() == "origin\n"


def saved_by_a_spreadsheet(path, change=lambda text: text):
    """Save a table as German Excel does: byte order mark, semicolons, CRLF."""
    rows = list(csv.reader(path.read_text("utf8").splitlines()))
    text = "\r\n".join(";".join(f'"{c}"' if ";" in c else c for c in row) for row in rows)
    path.write_bytes(b"\xef\xbb\xbf" + change(text).encode())
    return path.read_bytes()


def test_a_table_saved_by_a_spreadsheet_program_is_written_anew(case, capsys):
    before = {name: open_case(case).table(name) for name in ("legs", "claims")}
    for name, held in before.items():
        saved = saved_by_a_spreadsheet(case / f"{name}.csv")
        assert main(["check", str(case)]) == 2
        assert f"osint import own-case {name}, which reads" in capsys.readouterr().out
        assert main(["import", str(case), name]) == 0
        assert (case / f"{name}.csv.bak-0001").read_bytes() == saved
        assert open_case(case).table(name).equals(held)


def test_days_in_the_order_of_the_country_are_read_back(case, capsys):
    before = open_case(case).claims
    assert b"14.03.2001" in saved_by_a_spreadsheet(
        case / "claims.csv", lambda text: text.replace("2001-03-14", "14.03.2001")
    )
    assert main(["import", str(case), "claims"]) == 0
    assert "date-order" in capsys.readouterr().out
    assert open_case(case).claims["date_from"].equals(before["date_from"])


def test_a_table_of_which_a_row_is_refused_stays_as_it_was(case, tmp_path, capsys):
    saved = saved_by_a_spreadsheet(
        case / "origins.csv", lambda text: text.replace(";yes;", ";perhaps;", 1)
    )
    assert main(["import", str(case), "origins"]) == 1
    assert "written    nothing: origins.csv is rewritten when every row" in capsys.readouterr().out
    assert (case / "origins.csv").read_bytes() == saved
    assert not list(tmp_path.rglob("*refused*"))


def test_without_a_file_a_sound_table_is_left_alone(case, capsys):
    before = (case / "origins.csv").read_bytes()
    assert main(["import", str(case), "origins"]) == 0
    assert "0 added" in capsys.readouterr().out
    assert (case / "origins.csv").read_bytes() == before
    assert not (case / "origins.csv.bak-0001").exists()
