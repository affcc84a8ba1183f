"""``osint picture``: what it prints, stores and refuses."""

import argparse

import pytest

from osint_helpers.cli import rendering
from osint_helpers.errors import CaseError, EvidenceError, OsintError
from osint_helpers.evidence.record import captures
from osint_helpers.evidence.storing import Store
from tests.browser import need


def asked(*words: str) -> argparse.Namespace:
    (command,) = rendering.COMMANDS
    parser = argparse.ArgumentParser()
    for names, options in command.arguments:
        parser.add_argument(*names, **options)
    return parser.parse_args(words)


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.delenv("OSINT_ANALYST", raising=False)
    path = tmp_path / "page.html"
    path.write_bytes(b"<h1>SYNTHETIC</h1><img src=/x.png>")
    Store(tmp_path / "case", "ana").add_file(path, obtained="SYNTHETIC", why="SYNTHETIC")
    return tmp_path / "case"


@pytest.mark.browser
def test_the_picture_is_stored_under_the_analyst_and_its_limits_are_printed(case, capsys):
    need()
    (source,) = captures(case)
    command = rendering.COMMANDS[0]
    code = command.action(
        asked(str(case), source.id, "--who", "bob", "--offline", "--width", "390")
    )
    made = next(one for one in captures(case) if one.kind == "derived")
    assert code == 0
    assert made.record["who"] == "bob"
    assert made.record["method"]["viewport"]["width"] == 390
    assert made.record["method"]["javascript"] is made.record["method"]["online"] is False
    shown = capsys.readouterr().out
    assert f"picture    {made.id}: derived" in shown
    assert "0 loaded, 0 failed, 1 blocked" in shown
    assert "what a reader saw may differ" in shown


def test_somebody_must_be_named(case):
    (source,) = captures(case)
    with pytest.raises(OsintError, match="nobody is named"):
        rendering.picture(asked(str(case), source.id))


@pytest.mark.parametrize("name", ["20261121T172745Z-882bc914", "../x", ""])
def test_a_capture_that_is_not_there_is_refused(case, name):
    with pytest.raises(EvidenceError, match="no capture"):
        rendering.picture(asked(str(case), name, "--who", "ana"))


def test_a_case_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CaseError, match="no case"):
        rendering.picture(asked(str(tmp_path / "none"), "x", "--who", "ana"))
