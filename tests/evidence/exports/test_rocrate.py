"""The crate names every file with its hash, every act, and what was removed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import ledger
from osint_helpers.evidence.exports import rocrate
from tests.evidence.exports.synthetic import HOME, capture, derived, fetched

WORDS = {
    "name": "SYNTHETIC",
    "description": "No fact",
    "licence": "none given",
    "date": "2026-01-03",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "synthetic-case"
    folder.mkdir()
    return folder


def graph(case: Path, **words: str) -> dict[str, dict[str, Any]]:
    crate = json.loads(rocrate.metadata(case, **{**WORDS, **words}))
    entities = {one["@id"]: one for one in crate["@graph"]}
    assert len(entities) == len(crate["@graph"])  # every entity is described once
    return entities


def test_the_root_has_what_a_crate_must_have(case: Path) -> None:
    fetched(case)
    entities = graph(case)
    assert entities["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    root = entities["./"]
    assert (root["name"], root["description"], root["datePublished"]) == (
        "SYNTHETIC", "No fact", "2026-01-03",
    )  # fmt: skip
    assert entities[root["license"]["@id"]]["name"] == "none given"


def test_every_file_is_part_of_it_with_size_and_hash(case: Path) -> None:
    folder = fetched(case)
    entities = graph(case)
    parts = {one["@id"] for one in entities["./"]["hasPart"]}
    assert parts == {f"captures/{folder.name}/{path.name}" for path in folder.iterdir()}
    for name in parts:
        data = (case / name).read_bytes()
        assert entities[name]["sha256"] == hashlib.sha256(data).hexdigest()
        assert entities[name]["contentSize"] == str(len(data))
    body = f"captures/{folder.name}/body.html.txt"
    assert entities[body]["encodingFormat"] == "text/html"


def test_an_act_says_who_when_why_with_what(case: Path) -> None:
    folder = fetched(case, why="SYNTHETIC purpose")
    entities = graph(case)
    act = entities[f"#capture-{folder.name}"]
    assert act["@type"] == "CreateAction"
    assert act["description"] == "SYNTHETIC purpose"
    assert entities[act["agent"]["@id"]]["name"] == "ana"
    assert entities[act["instrument"]["@id"]]["@type"] == "SoftwareApplication"
    assert entities[act["object"]["@id"]]["url"] == HOME
    assert act["startTime"] < act["endTime"]
    assert act["actionStatus"]["@id"].endswith("CompletedActionStatus")
    assert entities["./"]["mentions"] == {"@id": act["@id"]}


def test_a_login_wall_is_a_failed_act_though_nothing_is_missing(case: Path) -> None:
    folder = fetched(case, outcome="login-wall")
    act = graph(case)[f"#capture-{folder.name}"]
    assert act["actionStatus"]["@id"].endswith("FailedActionStatus")
    assert act["error"] == "login-wall"


def test_an_unsound_capture_is_a_failed_act_with_its_reason(case: Path) -> None:
    folder = fetched(case, complete=False, outcome="truncated", reason="short body")
    act = graph(case)[f"#capture-{folder.name}"]
    assert act["actionStatus"]["@id"].endswith("FailedActionStatus")
    assert act["error"] == "truncated: short body"


def test_a_derived_capture_is_made_from_a_file(case: Path) -> None:
    page = fetched(case)
    text = derived(case, page)
    act = graph(case)[f"#capture-{text.name}"]
    assert act["object"] == {"@id": f"captures/{page.name}/body.html.txt"}


def test_every_hop_of_a_redirect_is_an_object_of_the_act(case: Path) -> None:
    folder = fetched(case, hops=[{"url": HOME}, {"url": HOME + "2"}])
    entities = graph(case)
    objects = entities[f"#capture-{folder.name}"]["object"]
    assert [entities[one["@id"]]["url"] for one in objects] == [HOME, HOME + "2"]


def test_every_reference_inside_the_crate_leads_somewhere(case: Path) -> None:
    page = fetched(case)
    derived(case, page)
    capture(case, {"body.pdf": b"SYNTHETIC"}, "body.pdf")
    ledger.append(case, "ana", "capture.removed", capture=page.name, reason="r", files={"a": "0"})
    for path in page.iterdir():
        path.unlink()
    page.rmdir()
    entities = graph(case)

    def check(value: object) -> None:
        if isinstance(value, list):
            for one in value:
                check(one)
        elif isinstance(value, dict):
            assert set(value) == {"@id"}
            assert value["@id"] in entities or value["@id"].startswith("http")

    for entity in entities.values():
        for value in entity.values():
            check(value)


def test_a_removed_capture_is_named_with_its_hashes(case: Path) -> None:
    fetched(case)
    facts = {"capture": "20260101T000000Z-00000000", "reason": "SYNTHETIC order",
             "files": {"body.pdf": "ab" * 32}}  # fmt: skip
    ledger.append(case, "bo", "capture.removed", **facts)
    entities = graph(case)
    act = entities["#removal-20260101T000000Z-00000000"]
    assert (act["@type"], act["description"]) == ("DeleteAction", "SYNTHETIC order")
    assert entities[act["agent"]["@id"]]["name"] == "bo"
    assert f"body.pdf sha256 {'ab' * 32}" in entities[act["object"]["@id"]]["description"]


@pytest.mark.parametrize("facts", [{}, {"reason": "S", "files": ["a"]}, {"files": {"a": 1}}])
def test_a_removal_that_lacks_what_it_should_say_is_no_fault_of_the_export(
    case: Path, facts: dict[str, object]
) -> None:
    fetched(case)
    ledger.append(case, "bo", "capture.removed", capture="x", **facts)
    assert graph(case)["#removal-x"]["description"] == facts.get("reason", "")


def test_only_the_sealed_log_is_listed(case: Path) -> None:
    fetched(case)
    ledger.append(case, "ana", "search.nothing", where="w", question="q")
    assert not any(key.startswith("log/") for key in graph(case))
    (case / "seals" / "0001.sha256").write_text("SYNTHETIC\n", encoding="ascii")
    ledger.append(case, "ana", "search.nothing", where="w", question="q")
    listed = [key for key in graph(case) if key.startswith(("log/", "seals/"))]
    assert sorted(listed) == ["log/0001-ana.jsonl", "seals/0001.sha256"]


def test_an_export_that_is_logged_changes_nothing_of_the_crate(case: Path) -> None:
    fetched(case)
    before = rocrate.metadata(case, **WORDS)
    ledger.append(case, "ana", "export.made", format="ro-crate")
    assert rocrate.metadata(case, **WORDS) == before


@pytest.mark.parametrize("word", ["name", "description", "licence", "date"])
@pytest.mark.parametrize("value", ["", " "])
def test_what_a_crate_must_say_cannot_be_blank(case: Path, word: str, value: str) -> None:
    fetched(case)
    with pytest.raises(EvidenceError):
        graph(case, **{word: value})


def test_a_changed_file_is_not_described(case: Path) -> None:
    (fetched(case) / "body.html.txt").write_bytes(b"changed")
    with pytest.raises(EvidenceError, match=r"body\.html\.txt of capture .* is not what"):
        graph(case)


def test_a_size_that_is_not_the_recorded_one_is_refused(case: Path) -> None:
    path = fetched(case) / "capture.json"
    record = json.loads(path.read_text("utf-8"))
    record["files"]["body.html.txt"]["bytes"] += 1
    path.write_text(json.dumps(record), "utf-8")
    with pytest.raises(EvidenceError, match="not what its record says"):
        graph(case)


def test_a_removal_out_of_the_chain_of_the_log_does_not_count(case: Path) -> None:
    fetched(case)
    line = {"n": 1, "at": "2026-01-02T03:04:05Z", "who": "bo", "event": "capture.removed",
            "prev": "1" * 64, "capture": "x", "reason": "SYNTHETIC", "files": {}}  # fmt: skip
    (case / "log" / "0001-bo.jsonl").write_text(json.dumps(line) + "\n", "utf-8")
    assert not any("remov" in key for key in graph(case))


def test_nothing_of_the_machine_is_in_it(case: Path) -> None:
    fetched(case)
    assert str(case.parent) not in rocrate.metadata(case, **WORDS)
