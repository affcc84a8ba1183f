"""Records of screening kept with a case: read back as they were, or refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
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
    stored,
)
from osint_helpers.screening.index import rarity
from tests.screening.lists import SHIP, entity, ftm

NAME = "OpenSanctions synthetic"


@pytest.fixture
def one(tmp_path: Path) -> stored.Stored:
    path = ftm(tmp_path, "ships", entity("S-1", "SYNTHETIC ORVEL", imoNumber=[SHIP]),
               entity("S-2", "SYNTHETIC ORVEL KUMZU"))  # fmt: skip
    views = [as_of([read_list(path, list_date="2020-01-01")], NAME, day)
             for day in ("2020-06-01", "2019-06-01")]  # fmt: skip
    names = (Name("Synthetic Orvel"), Name("Orvel", "previous name", date(2018, 1, 1)))
    subject = Subject("vessel", names, (Identifier("imo", SHIP),), ("ZZ",), ("1987",))
    return stored.Stored("synth_ship", ("leg-1",), "first day of its legs", "analyst",
                         date(2022, 1, 1), screen(subject, views))  # fmt: skip


def put(folder: Path, *lines: str) -> Path:
    path = folder / stored.FILE
    path.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
    return path


def test_a_record_is_read_back_as_it_was(tmp_path, one):
    assert one.record.answers[1].candidates
    (back,) = stored.read(put(tmp_path, one.line()))
    assert back == one
    assert back.line() == one.line()
    assert back.record.text() == one.record.text()


def test_no_file_is_no_record(tmp_path):
    assert stored.read(tmp_path / stored.FILE) == ()


def test_the_file_does_not_depend_on_the_order_of_the_records(one):
    other = replace(one, party="a_firm")
    assert stored.text([one, other]) == stored.text([other, one])
    assert stored.text([one, other]).splitlines() == [other.line(), one.line()]


def test_a_changed_record_is_refused_with_its_line(tmp_path, one):
    held = json.loads(one.line())
    held["record"]["answers"][0]["result"] = "not found"
    path = put(tmp_path, one.line(), json.dumps(held))
    with pytest.raises(ScreeningError, match=r"screenings.jsonl:2: .*changed after it was made"):
        stored.read(path)


@pytest.mark.parametrize("line", [
    "{", "[]", "{}", '"text"', '{"party": "x"}', "\u00e9",
])  # fmt: skip
def test_what_is_no_record_names_the_line(tmp_path, line):
    path = tmp_path / stored.FILE
    path.write_bytes(line.encode("latin-1") + b"\n")
    with pytest.raises(ScreeningError, match=r"screenings.jsonl:1: is no record"):
        stored.read(path)


@pytest.mark.parametrize(("key", "value"), [("by", " "), ("party", ""), ("on", "2022-13-01")])
def test_a_record_without_its_analyst_party_or_day_is_none(tmp_path, one, key, value):
    held = {**json.loads(one.line()), key: value}
    with pytest.raises(ScreeningError, match="is no record"):
        stored.read(put(tmp_path, json.dumps(held)))


def test_another_form_is_refused(one):
    with pytest.raises(ScreeningError, match="another form"):
        stored.of_plain({**one.record.plain(), "form": "screening/0"})


def test_what_this_version_does_not_know_is_refused(one):
    with pytest.raises(ScreeningError, match="does not know"):
        stored.of_plain({**one.record.plain(), "caveat": "none"})


def test_a_rule_with_a_rarity_cannot_be_read_back(one):
    subject = one.record.subject
    rule = MatchRule(rarity=rarity([subject]))
    with pytest.raises(ScreeningError, match="rarity"):
        stored.of_plain(replace(one.record, rule=rule).plain())
