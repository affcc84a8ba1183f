"""``osint screen --case``: the records it keeps, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.cli import main
from osint_helpers.screening import stored
from tests.case.builder import edit, write_case
from tests.screening.lists import entity, ftm


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    folder = write_case(tmp_path / "synthetic-asked", entities=lambda rows: edit(
        rows, "synth_firm", named_because="SYNTHETIC report"))  # fmt: skip
    path = ftm(tmp_path, "firms.json", entity("S-1", "SYNTHETIC FIRM", "Company"))
    return ["screen", "--case", str(folder), "--who", "desk", "--list", str(path),
            "--list-date", "firms.json=2001-12-01"]  # fmt: skip


def test_records_are_kept_and_candidates_named(asked, capsys):
    assert main(asked) == 0
    told = capsys.readouterr().out
    assert "asked      1 parties; 2 not asked" in told
    assert "candidate  synth_firm, OpenSanctions synthetic, day of the report 2002-01-31" in told
    kept = stored.read(Path(asked[2]) / stored.FILE)
    assert [(one.party, one.day_of, one.by) for one in kept] == [
        ("synth_firm", "first day of its legs", "desk"),
        ("synth_firm", "last day of its legs", "desk"),
        ("synth_firm", "day of the report", "desk"),
    ]


def test_asking_again_changes_nothing(asked, capsys):
    main(asked)
    path = Path(asked[2]) / stored.FILE
    before = path.read_bytes()
    assert main([*asked[:4], "another", *asked[5:]]) == 0
    assert "records    0 new" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_the_case_it_kept_records_in_is_still_clean(asked, capsys):
    main(asked)
    capsys.readouterr()
    assert main(["check", asked[2]]) == 0
    assert "screenings" not in capsys.readouterr().out


@pytest.mark.parametrize("more", [["a name"], ["--as-of", "2001-01-01"]])
def test_a_name_or_day_beside_a_case_is_refused(asked, capsys, more):
    assert main([*asked, *more]) == 2
    assert "--case asks about the parties of the case" in capsys.readouterr().err


def test_somebody_must_sign(asked, capsys, monkeypatch):
    monkeypatch.delenv("OSINT_ANALYST", raising=False)
    assert main([*asked[:3], *asked[5:]]) == 2
    assert "nobody is named as the analyst" in capsys.readouterr().err
    assert not (Path(asked[2]) / stored.FILE).exists()


def test_without_a_case_a_day_is_needed(asked, capsys):
    assert main(["screen", "a name", *asked[5:]]) == 2
    assert "--as-of" in capsys.readouterr().err
