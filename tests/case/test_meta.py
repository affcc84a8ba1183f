from __future__ import annotations

import pytest

from osint_helpers.case import open_case
from osint_helpers.case.meta import leaves_folder
from tests.case.builder import write_case
from tests.case.conftest import faults_of, where


def test_meta_of_the_synthetic_case(case):
    meta = case.meta
    assert (meta.id, meta.as_of, meta.label) == (
        "synthetic-case",
        "2002-01-31",
        "SYNTHETIC TEST DATA",
    )
    assert meta.topics == {"item": "the crate itself", "distortion": "known wrong statements"}
    assert [dict(state) for state in meta.evidence_states] == [
        {"date": "2001-06-01", "what": "first report"},
        {"date": "2001-09", "what": "rebuttal of the SYNTHETIC firm"},
    ]
    assert meta.map_notes == {}


def test_toml_dates_and_map_notes_are_read(tmp_path):
    folder = write_case(tmp_path / "dated-case", toml='[map_notes]\nsea = "SYNTHETIC lane"')
    path = folder / "case.toml"
    path.write_text(path.read_text().replace('"2002-01-31"', "2002-01-31"))
    meta = open_case(folder).meta
    assert (meta.as_of, meta.map_notes) == ("2002-01-31", {"sea": "SYNTHETIC lane"})


def test_not_toml(folder):
    (folder / "case.toml").write_text("id = synthetic\n")
    (fault,) = faults_of(folder)
    assert where(fault) == ("E002", "case.toml", 1, None)
    assert "line 1" in fault.what


@pytest.mark.parametrize("key", ["title", "question", "as_of"])
def test_required_keys(tmp_path, key):
    (fault,) = faults_of(write_case(tmp_path / "bad-case", meta={key: ""}))
    assert (fault.code, fault.what) == ("E003", f"key '{key}' is missing or empty")


@pytest.mark.parametrize(
    ("toml", "what"),
    [
        ("[tipics]\na = 'b'", "key 'tipics' is unknown"),
        ("[map_notes]\na = 1", "'map_notes' is no table of texts"),
        ("[[evidence_states]]\ndate = '2001'", "'evidence_states' is no list of date and what"),
    ],
)
def test_shape_of_keys(tmp_path, toml, what):
    (fault,) = faults_of(write_case(tmp_path / "bad-case", toml=toml))
    assert (fault.code, fault.what) == ("E003", what)


def test_a_number_for_a_text(folder):
    path = folder / "case.toml"
    path.write_text("method = 5\n" + path.read_text().replace("method", "# method"))
    (fault,) = faults_of(folder)
    assert (fault.code, fault.what) == ("E003", "key 'method' is no text")


def test_id_is_the_name_of_the_folder(tmp_path):
    (fault,) = faults_of(write_case(tmp_path / "one-case", meta={"id": "other-case"}))
    assert (fault.code, fault.what) == ("E004", "id 'other-case' is not the folder name 'one-case'")


@pytest.mark.parametrize("name", ["One", "one_case", "-one", "one--case", "é"])
def test_id_is_a_plain_name(tmp_path, name):
    (fault,) = faults_of(write_case(tmp_path / name))
    assert (fault.code, fault.what) == ("E003", f"id {name!r} is not a plain name")


@pytest.mark.parametrize("day", ["2001-02-30", "20010101", "2001-02", "soon"])
def test_as_of_is_a_day(tmp_path, day):
    (fault,) = faults_of(write_case(tmp_path / "bad-case", meta={"as_of": day}))
    assert (fault.code, fault.what) == ("E003", f"as_of {day!r} is no day")


def test_paths_out_of_the_folder_are_refused_wherever_they_stand(tmp_path):
    folder = write_case(
        tmp_path / "bad-case",
        meta={"method": "../secrets.txt"},
        toml="[map_notes]\nlane = '/etc/hosts'",
    )
    assert [(fault.code, fault.what) for fault in faults_of(folder)] == [
        ("E004", "'method' is a path that leaves the folder"),
        ("E004", "'map_notes.lane' is a path that leaves the folder"),
    ]


@pytest.mark.parametrize("text", ["../x", "a/../../x", "/x", "C:\\x", "C:x", "\\\\host\\x", ".."])
def test_leaves_folder(text):
    assert leaves_folder(text)


@pytest.mark.parametrize(
    "text", ["x", "a/b.md", "one / two", "and ... so on", "https://example.org/../x", "a..b"]
)
def test_stays_in_folder(text):
    assert not leaves_folder(text)
