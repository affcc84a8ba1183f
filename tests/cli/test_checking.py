from __future__ import annotations

import json

import pytest

from osint_helpers.cli import main
from tests.case.builder import edit, write_case


@pytest.fixture
def broken(tmp_path):
    return write_case(
        tmp_path / "own-case",
        texts={"summary": "Seen [c_arrr]."},
        claims=lambda rows: edit(rows, "c_model", topic="itme", note="TODO: look"),
    )


def test_findings_read_like_those_of_a_compiler(broken, capsys):
    assert main(["check", str(broken)]) == 2
    assert capsys.readouterr().out.splitlines() == [
        ("claims.csv:2:topic: error E115: 'itme' is neither a leg nor a topic; did you mean item?"),
        "     2 | itme",
        "       | ^^^^",
        ("text/summary.md:1: error E182: [c_arrr] leads nowhere; did you mean c_arr?"),
        "     1 | Seen [c_arrr].",
        "       |      ^^^^^^^^",
        (
            "claims.csv:2:note: warning W251: says 'TODO: look'; "
            "write it, or empty the cell; the report prints it as it stands"
        ),
        "     2 | TODO: look",
        "       | ^^^^^^^^^^",
        "own-case: 2 errors, 1 warnings",
    ]


def test_faults_on_opening_look_the_same_and_say_that_no_rule_was_asked(broken, capsys):
    path = broken / "legs.csv"
    path.write_text(path.read_text("utf8").replace(",documented,", ",documentd,"), "utf8")
    assert main(["check", str(broken)]) == 2
    out = capsys.readouterr().out
    assert out.startswith(
        "legs.csv:2:status: error E014: 'documentd' is not an allowed value; "
        "did you mean documented? allowed: documented, reported"
    )
    assert "1 errors, 0 warnings; the rules were not asked" in out


def test_json_holds_the_same_findings(broken, capsys):
    assert main(["check", str(broken), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert (told["errors"], told["warnings"]) == (2, 1)
    assert [one["code"] for one in told["findings"]] == ["E115", "E182", "W251"]
    assert told["findings"][0] == {
        "file": "claims.csv", "row": 2, "column": "topic", "severity": "error", "code": "E115",
        "what": "'itme' is neither a leg nor a topic",
        "advice": "did you mean item?", "excerpt": "itme",
    }  # fmt: skip


def test_warnings_alone_end_with_0_and_can_be_left_out(tmp_path, capsys):
    folder = write_case(tmp_path / "own-case", meta={"title": "TODO: x"})
    assert main(["check", str(folder), "--errors-only"]) == 0
    assert capsys.readouterr().out == "own-case: 0 errors, 1 warnings\n"


def test_a_cell_cannot_move_the_cursor(tmp_path, capsys):
    folder = write_case(
        tmp_path / "own-case", claims=lambda rows: edit(rows, "c_model", topic="a\u202eb\u009bc")
    )
    main(["check", str(folder)])
    out = capsys.readouterr().out
    assert "\u202e" not in out
    assert "\u009b" not in out


def test_a_leg_that_is_not_written_yet_is_asked_for_where_legs_stand(tmp_path, capsys):
    folder = write_case(
        tmp_path / "own-case",
        claims=lambda rows: edit(rows, "c_model", topic="sea-7", subject="sea-7"),
    )
    assert main(["check", str(folder)]) == 2
    told = [line for line in capsys.readouterr().out.splitlines() if "sea-7'" in line]
    assert [line.split(" error ")[1][:4] for line in told] == ["E111", "E115"]
    assert all("legs.csv" in line and "[topics] of case.toml" in line for line in told)


def test_a_case_toml_that_is_no_toml_shows_its_line(tmp_path, capsys):
    folder = write_case(tmp_path / "own-case")
    path = folder / "case.toml"
    path.write_text('caution = the president"\n' + path.read_text("utf8"), encoding="utf8")
    assert main(["check", str(folder)]) == 2
    out = capsys.readouterr().out
    assert out.startswith("case.toml:1: error E002: Invalid value")
    assert '     1 | caution = the president"' in out


def test_a_folder_with_nothing_of_a_case_is_one_error_with_the_cases_in_it(tmp_path, capsys):
    write_case(tmp_path / "data" / "cases" / "own-case")
    assert main(["check", str(tmp_path)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"error: the folder {tmp_path.name!r} is no case (name one of the cases in it: own-case)"
    ]
    (tmp_path / "other").mkdir()
    assert main(["check", str(tmp_path / "other")]) == 2
    assert "osint new NAME makes one" in capsys.readouterr().err
