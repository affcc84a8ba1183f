"""Candidates of the ICIJ Offshore Leaks Database: the service and the bulk archive."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from osint_helpers.collect.parties import icij
from osint_helpers.collect.parties.icij import bulk, candidates
from osint_helpers.collect.parties.icij.columns import CANDIDATES, LINKS, NODES
from osint_helpers.collect.parties.icij.source import NO_WRONGDOING
from osint_helpers.errors import (
    CollectError,
    NotRecorded,
    OsintError,
    SchemaChanged,
    SourceRefusedError,
)
from tests.collect.desk import Desk
from tests.collect.fakes import icij as fake
from tests.collect.fakes.server import FakeSources, Reply, as_json


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FakeSources(icij=fake.answer) as fakes:
        yield Desk(tmp_path, fakes)


def _zip(folder: Path, data: bytes | None = None, **changed: str | None) -> Path:
    path = folder / "full-oldb.zip"
    path.write_bytes(fake.archive(**changed) if data is None else data)
    return path


# --- the service ---------------------------------------------------------------------------


def test_a_candidate_becomes_a_row_with_the_score_of_the_source() -> None:
    hit = fake.hit("9000001", "SYNTHETIC TRADER", 92.5)
    (row,) = candidates.parse(json.dumps({"q0": {"result": [hit]}}).encode(), {"q0": "x"})["q0"]
    assert row == {
        "party_source": "icij", "party_id": "9000001", "name": "SYNTHETIC TRADER",
        "names": [{"name": "SYNTHETIC TRADER", "kind": "as published", "language": ""}],
        "jurisdiction": None, "status": None, "addresses": (), "valid_from": None,
        "valid_to": None, "parents": (), "query": "x", "rank": 1, "score": 92.5, "match": True,
        "types": ("Entity",), "description": "SYNTHETIC Papers · Synthetic Islands",
        "page": "https://offshoreleaks.icij.org/nodes/9000001",
    }  # fmt: skip
    assert set(row) == {one.name for one in CANDIDATES}


def test_names_are_asked_in_batches_and_candidates_are_never_merged(desk: Desk) -> None:
    names = ("TEST HOLDING LTD", *(f"NOBODY{n}" for n in range(10)), "ANOTHER TEST LTD")
    found = icij.reconcile(desk.client("record"), names=names)
    bodies = [json.loads(parse_qs(one.body.decode())["queries"][0]) for one in desk.fakes.asked]
    assert [len(one) for one in bodies] == [10, 2]
    assert bodies[1]["q1"] == {"query": "ANOTHER TEST LTD", "limit": 10}
    shown = found.frame[["query", "rank", "party_id"]].to_numpy().tolist()
    assert shown == [
        ["TEST HOLDING LTD", 1, "9000002"], ["TEST HOLDING LTD", 2, "9000003"],
        ["ANOTHER TEST LTD", 1, "9000003"], ["ANOTHER TEST LTD", 2, "9000002"],
    ]  # fmt: skip
    assert [one.rows for one in found.meta.parts] == [2, 2]
    assert found.meta.complete


def test_every_result_says_that_presence_is_no_wrongdoing(desk: Desk, tmp_path: Path) -> None:
    results = [
        icij.reconcile(desk.client("record"), names=("NOBODY",)),
        icij.nodes(_zip(tmp_path), name="nobody"),
        icij.relationships(_zip(tmp_path), ids=("0",)),
    ]
    for one in results:
        assert NO_WRONGDOING in one.meta.limits
        assert NO_WRONGDOING in one.meta.notes


def test_a_name_without_candidates_is_an_answer(desk: Desk) -> None:
    found = icij.reconcile(desk.client("record"), names=("NOBODY",))
    assert found.nothing_found("NOBODY")


def test_as_many_candidates_as_asked_for_count_as_cut_off(desk: Desk) -> None:
    found = icij.reconcile(desk.client("record"), names=("TEST",), limit=2)
    assert found.meta.reason == "TEST: 2 candidates came, as many as were asked for"


def test_a_name_with_a_comma_is_one_name_also_in_a_pull(desk: Desk) -> None:
    from osint_helpers.collect.parameters import bind

    asked = bind(icij.reconcile, {"name": "SYNTHETIC TRADER, S.A.", "limit": "5"})
    found = icij.reconcile(desk.client("record"), **asked)
    assert set(found.frame["query"]) == {"SYNTHETIC TRADER, S.A."}


def test_a_kind_is_asked_by_its_id(desk: Desk) -> None:
    icij.reconcile(desk.client("record"), names=("TEST",), kind="officer")
    (body,) = [json.loads(parse_qs(one.body.decode())["queries"][0]) for one in desk.fakes.asked]
    assert body["q0"]["type"] == "https://offshoreleaks.icij.org/schema/oldb/officer"


@pytest.mark.parametrize(
    "question", [{"names": ()}, {"names": (" ",)}, {"names": ("x",), "kind": "person"},
                 {"names": ("x",), "limit": 0}]
)  # fmt: skip
def test_a_question_that_is_none_is_refused(desk: Desk, question: dict[str, Any]) -> None:
    with pytest.raises(CollectError):
        icij.reconcile(desk.client("record"), **question)
    assert not desk.fakes.asked


def test_a_recorded_question_replays_the_same_and_asks_nothing(desk: Desk) -> None:
    first = icij.reconcile(desk.client("record"), names=("TEST", "TRÁDER"))
    again = icij.reconcile(desk.client(), names=("TEST", "TRÁDER"))
    assert_frame_equal(first.frame, again.frame)
    assert len(desk.fakes.asked) == 1
    with pytest.raises(NotRecorded):
        icij.reconcile(desk.client(), names=("TRÁDER", "TEST"))


def test_a_name_the_answer_lacks_is_a_missing_part(desk: Desk) -> None:
    desk.fakes.trouble["icij"] = [as_json({"q0": {"result": []}})]
    found = icij.reconcile(desk.client("record"), names=("ONE", "TWO"))
    assert [one.name for one in found.meta.missing] == ["TWO"]
    assert not found.meta.complete


def test_a_batch_that_fails_is_named_and_the_others_stand(desk: Desk) -> None:
    desk.fakes.trouble["icij"] = [Reply(b"no", "text/plain", 403)]
    names = (*(f"NOBODY{n}" for n in range(10)), "TEST")
    found = icij.reconcile(desk.client("record"), names=names)
    assert [one.name for one in found.meta.missing] == ["names 1 to 10"]
    assert len(found) == 2


@pytest.mark.parametrize(
    "reply",
    [
        as_json({"status": "error", "message": "bad query"}),
        as_json({"error": {"code": 500}}),
        Reply(b"<html>challenge</html>", "text/html"),
        Reply(b'{"q0": {', "application/json"),
        Reply(b""),
    ],
)
def test_what_is_no_data_is_never_an_empty_result(desk: Desk, reply: Reply) -> None:
    desk.fakes.trouble["icij"] = [reply] * 3
    try:
        found = icij.reconcile(desk.client("record"), names=("TEST",))
    except CollectError:
        return
    assert not found.meta.complete


def test_an_error_of_the_service_is_told() -> None:
    with pytest.raises(SourceRefusedError, match="bad query"):
        candidates.parse(b'{"status": "error", "message": "bad query"}', {"q0": "x"})


@pytest.mark.parametrize(
    "change",
    [{"novel": 1}, {"id": None}, {"id": "../x"}, {"id": True}, {"score": "high"}, {"match": 1},
     {"name": 5}, {"type": [5]}, {"description": {}}],
)  # fmt: skip
def test_a_changed_candidate_is_a_changed_schema(change: dict[str, Any]) -> None:
    hit = {**fake.hit("1", "x", 1.0), **change}
    with pytest.raises(SchemaChanged):
        candidates.parse(json.dumps({"q0": {"result": [hit]}}).encode(), {"q0": "x"})


def test_a_missing_field_is_a_changed_schema() -> None:
    for name in ("id", "name", "score", "match"):
        hit = {key: value for key, value in fake.hit("1", "x", 1.0).items() if key != name}
        with pytest.raises(SchemaChanged, match=name):
            candidates.parse(json.dumps({"q0": {"result": [hit]}}).encode(), {"q0": "x"})


# --- the archive ---------------------------------------------------------------------------


def test_a_node_becomes_a_row(tmp_path: Path) -> None:
    found = icij.nodes(_zip(tmp_path), name="trader synthetic", kinds=("entity",))
    assert tuple(found.frame.columns) == tuple(one.name for one in NODES)
    row = found.frame.iloc[0].to_dict()
    assert row == {
        "party_source": "icij", "party_id": "9000001", "name": "SYNTHETIC TRÁDER, S.A.",
        "names": [
            {"name": "SYNTHETIC TRÁDER, S.A.", "kind": "as published", "language": ""},
            {"name": "OLD TEST LTD", "kind": "former", "language": ""},
        ],
        "jurisdiction": "Synthetic Islands", "status": "Defaulted",
        "addresses": ("1 Synthetic Quay\nExample Town",), "valid_from": "2006-01-06",
        "valid_to": row["valid_to"], "parents": (), "node_type": "entity",
        "countries": ("XXA", "XXB"), "company_type": row["company_type"],
        "service_provider": "SYNTHETIC PROVIDER", "register_number": "000-1",
        "struck_off": "2012-09-25", "inactive": row["inactive"], "leak": "SYNTHETIC Papers",
        "valid_until": "SYNTHETIC data are current to 2015", "note": row["note"],
        "dates_unread": ("inactivation_date 03/04/2011",),
        "page": "https://offshoreleaks.icij.org/nodes/9000001", "file": "nodes-entities.csv",
        "line": 3,
    }  # fmt: skip
    assert pd.isna([row[name] for name in ("valid_to", "inactive", "company_type", "note")]).all()


def test_every_kind_of_node_is_searched_by_every_name(tmp_path: Path) -> None:
    found = icij.nodes(_zip(tmp_path), name="Trader, SYNTHETIC")
    shown = dict(zip(found.frame["party_id"], found.frame["node_type"], strict=True))
    assert shown == {
        "9000001": "entity", "9000002": "entity", "9100001": "officer", "9300001": "address",
        "9400001": "other",
    }  # fmt: skip
    assert found.frame["valid_to"].dropna().tolist() == ["2009-12-31"]
    assert found.meta.parts[0].rows == 5
    assert found.meta.complete
    assert found.meta.mode == "file"


def test_a_name_is_asked_once(desk: Desk) -> None:
    icij.reconcile(desk.client("record"), names=("TEST", " TEST ", "TEST"))
    (body,) = [json.loads(parse_qs(one.body.decode())["queries"][0]) for one in desk.fakes.asked]
    assert list(body) == ["q0"]


def test_an_original_name_that_is_the_same_stands_once() -> None:
    row = bulk.node("nodes-entities.csv", 2, {"node_id": "1", "name": "A", "original_name": "A"})
    assert [one["kind"] for one in row["names"]] == ["as published"]


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    with bulk.opened(_zip(tmp_path)) as archive:
        archive.getinfo("nodes-officers.csv").flag_bits |= 1
        with pytest.raises(CollectError, match="encrypted"):
            bulk.members(archive)


def test_words_are_compared_whole(tmp_path: Path) -> None:
    assert len(icij.nodes(_zip(tmp_path), name="example town")) == 0  # the address of a company
    assert len(icij.nodes(_zip(tmp_path), name="synth")) == 0
    assert len(icij.nodes(_zip(tmp_path), name="old test")) == 1


def test_an_archive_that_lacks_a_file_is_not_complete(tmp_path: Path) -> None:
    found = icij.nodes(_zip(tmp_path, nodes_officers=None), name="trader")
    assert [one.name for one in found.meta.missing] == ["nodes-officers.csv"]
    with pytest.raises(CollectError, match="holds no relationships"):
        icij.relationships(_zip(tmp_path, relationships=None), ids=("1",))


def test_relations_of_a_node_on_either_side(tmp_path: Path) -> None:
    found = icij.relationships(_zip(tmp_path), ids=("9000001",))
    assert tuple(found.frame.columns) == tuple(one.name for one in LINKS)
    shown = found.frame[["start", "end", "kind", "link"]].to_numpy().tolist()
    assert shown == [
        ["9100001", "9000001", "officer_of", "shareholder of"],
        ["9000001", "9300001", "registered_address", "registered address"],
    ]
    assert found.frame["valid_from"].iloc[0] == "2007-02-10"
    assert found.frame["dates_unread"].iloc[1] == ("end_date soon",)
    assert any("dates_unread" in note for note in found.meta.notes)


def test_a_changed_header_is_a_changed_schema(tmp_path: Path) -> None:
    more = fake.table("nodes-officers.csv", header=f"{fake.SHORT},novel")
    with pytest.raises(SchemaChanged, match="novel"):
        icij.nodes(_zip(tmp_path, nodes_officers=more), name="x")
    path = _zip(tmp_path, nodes_officers=more)
    assert len(icij.nodes(path, name="nominees", tolerated=("novel",))) == 1
    less = fake.table("relationships.csv", header="node_id_start,node_id_end,link,sourceID")
    with pytest.raises(SchemaChanged, match="rel_type"):
        icij.relationships(_zip(tmp_path, relationships=less), ids=("1",))


def test_an_archive_that_is_cut_off_or_damaged_is_an_error(tmp_path: Path) -> None:
    data = fake.archive()
    for end in range(0, len(data), 97):
        with pytest.raises(CollectError):
            icij.nodes(_zip(tmp_path, data[:end]), name="trader")
    at = data.index(b"nodes-entities.csv") + 60
    hurt = bytes([*data[:at], *(one ^ 0xFF for one in data[at : at + 20]), *data[at + 20 :]])
    with pytest.raises(CollectError, match="damaged"):
        icij.nodes(_zip(tmp_path, hurt), name="trader")


@pytest.mark.parametrize("text", ["a,b\n1,2,3\n", 'a,b\n"1,2\n', 'a,b\n"1"x,2\n'])
def test_a_row_that_does_not_fit_its_header_is_an_error(tmp_path: Path, text: str) -> None:
    with bulk.opened(_zip(tmp_path, relationships=text)) as archive:
        info = bulk.members(archive)["relationships.csv"]
        with pytest.raises(CollectError):
            list(bulk.rows(archive, info, lambda header: header))


def test_a_member_may_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST_BYTES", 300)
    with pytest.raises(CollectError, match="larger"):
        icij.nodes(_zip(tmp_path), name="trader")


def test_a_file_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    import zipfile

    path = _zip(tmp_path)
    with zipfile.ZipFile(path, "a") as out:
        out.writestr("other/nodes-officers.csv", "x")
    with pytest.raises(CollectError, match="twice"):
        icij.nodes(path, name="trader")


def test_too_many_nodes_ask_for_more_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icij, "MOST_ROWS", 4)
    with pytest.raises(CollectError, match="more than 4"):
        icij.nodes(_zip(tmp_path), name="trader")


@pytest.mark.parametrize(
    ("text", "found"),
    [("06-JAN-2006", "2006-01-06"), ("Sep 25, 2012", "2012-09-25"), ("2001", "2001"),
     ("2006-01-06", "2006-01-06"), ("25/12/2001", "2001-12-25"), ("03/04/2001", None),
     ("04/04/2001", "2001-04-04"), ("2006-13-01", None), ("soon", None), (None, None)],
)  # fmt: skip
def test_a_date_is_read_or_missing_and_never_guessed(text: str | None, found: str | None) -> None:
    assert bulk.day(text) == found


# --- hostile input -------------------------------------------------------------------------


_LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
_NAMES = st.sampled_from(["q0", "result", "id", "name", "score", "match", "type"])
_ANY = st.recursive(
    _LEAF,
    lambda one: st.lists(one, max_size=3) | st.dictionaries(_NAMES, one, max_size=6),
    max_leaves=8,
)


@given(st.binary(max_size=60), _ANY)
def test_nothing_crashes_the_parser(data: bytes, value: Any) -> None:
    held = [data, *(json.dumps(one).encode() for one in (
        value, {"q0": value}, {"q0": {"result": [value]}}))]  # fmt: skip
    for one in held:
        with contextlib.suppress(OsintError):
            candidates.parse(one, {"q0": "x"})


@given(st.text(max_size=30))
def test_no_date_crashes_and_what_is_read_is_iso(text: str) -> None:
    found = bulk.day(text)
    assert found is None or bulk.day(found) == found


@given(data=st.binary(max_size=200))
def test_no_table_crashes_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    import zipfile

    path = tmp_path_factory.mktemp("z") / "x.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("relationships.csv", fake.LINK.encode() + b"\n" + data)
    with contextlib.suppress(OsintError):
        icij.relationships(path, ids=("1",))
