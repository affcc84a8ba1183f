"""Records of screening that do not belong to the case as it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from osint_helpers.case import lint
from osint_helpers.screening import Name, Subject, as_of, read_list, screen, stored
from tests.screening.lists import entity, ftm


@pytest.fixture
def kept(tmp_path: Path):
    path = ftm(tmp_path, "firms.json", entity("S-1", "SYNTHETIC FIRM", "Company"))
    view = as_of([read_list(path, list_date="2001-01-01")], "OpenSanctions synthetic", "2001-03-01")

    def make(party: str, name: str) -> str:
        record = screen(Subject("organisation", (Name(name),)), [view])
        return stored.Stored(party, (), "day of its legs", "desk", date(2002, 1, 1), record).line()

    return make


def found(case, *lines: str) -> list[tuple[str, int | None]]:
    (case.folder / stored.FILE).write_text("".join(f"{one}\n" for one in lines), encoding="ascii")
    return [(one.code, one.row) for one in lint(case) if one.file == stored.FILE]


def test_records_of_the_case_as_it_stands_are_clean(case, kept):
    assert found(case, kept("synth_firm", "SYNTHETIC Firm")) == []


def test_a_party_that_is_none_or_has_another_name_is_a_warning(case, kept):
    lines = kept("nobody", "SYNTHETIC Firm"), kept("synth_firm", "SYNTHETIC Other")
    assert found(case, *lines) == [("W231", 1), ("W231", 2)]


def test_a_record_that_was_changed_is_an_error(case, kept):
    line = kept("synth_firm", "SYNTHETIC Firm").replace('"result":"candidates"',
                                                        '"result":"not found"')  # fmt: skip
    assert found(case, line) == [("E167", 1)]
