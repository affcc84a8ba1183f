"""The provenance says of every file by which act, whom and what it came to be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import ledger
from osint_helpers.evidence.exports import prov
from tests.evidence.exports.synthetic import HOME, capture, derived, fetched, sha256


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "synthetic-case"
    folder.mkdir()
    return folder


def read(case: Path) -> dict[str, Any]:
    return dict(json.loads(prov.document(case)))


def test_every_file_is_made_by_the_act_of_its_capture(case: Path) -> None:
    folder = fetched(case)
    document = read(case)
    for path in folder.iterdir():
        name = f"case:captures/{folder.name}/{path.name}"
        assert document["entity"][name]["osint:sha256"] == sha256(path.read_bytes())
        assert {"prov:entity": name, "prov:activity": f"act:capture-{folder.name}"} in document[
            "wasGeneratedBy"
        ].values()


def test_an_act_has_its_times_its_analyst_and_its_software(case: Path) -> None:
    folder = fetched(case)
    document = read(case)
    act = f"act:capture-{folder.name}"
    assert document["activity"][act]["prov:startTime"] == "2026-01-02T03:04:05.678901Z"
    agents = [
        one["prov:agent"]
        for one in document["wasAssociatedWith"].values()
        if one["prov:activity"] == act
    ]
    assert agents == ["analyst:ana", "software:osint-helpers-0"]
    assert document["agent"]["analyst:ana"]["prov:label"] == "ana"


def test_every_address_of_a_redirect_was_used(case: Path) -> None:
    fetched(case, hops=[{"url": HOME}, {"url": HOME + "2"}])
    document = read(case)
    used = [one["prov:entity"] for one in document["used"].values()]
    assert [document["entity"][name]["osint:url"] for name in used] == [HOME, HOME + "2"]


def test_a_derived_body_comes_from_the_file_it_was_made_of(case: Path) -> None:
    page = fetched(case)
    text = derived(case, page)
    (relation,) = read(case)["wasDerivedFrom"].values()
    assert relation == {
        "prov:generatedEntity": f"case:captures/{text.name}/body.txt",
        "prov:usedEntity": f"case:captures/{page.name}/body.html.txt",
        "prov:activity": f"act:capture-{text.name}",
    }


def test_the_act_of_deriving_used_the_file(case: Path) -> None:
    page = fetched(case)
    text = derived(case, page)
    assert {
        "prov:activity": f"act:capture-{text.name}",
        "prov:entity": f"case:captures/{page.name}/body.html.txt",
    } in read(case)["used"].values()


def test_a_capture_in_part_says_so(case: Path) -> None:
    folder = fetched(case, complete=False, outcome="truncated", reason="SYNTHETIC")
    said = read(case)["entity"][f"case:captures/{folder.name}"]
    assert (said["osint:complete"], said["osint:outcome"]) == (False, "truncated")
    assert said["osint:reason"] == "SYNTHETIC"


def test_a_removed_file_is_invalidated_and_keeps_its_hash(case: Path) -> None:
    fetched(case)
    ledger.append(
        case, "bo", "capture.removed", capture="x", reason="SYNTHETIC", files={"body.pdf": "ab"}
    )
    document = read(case)
    (gone,) = document["wasInvalidatedBy"].values()
    assert gone["prov:entity"] == "case:captures/x/body.pdf"
    assert document["entity"]["case:captures/x/body.pdf"] == {"osint:sha256": "ab"}
    assert document["activity"][gone["prov:activity"]]["osint:why"] == "SYNTHETIC"
    assert "analyst:bo" in document["agent"]


def test_every_name_in_a_relation_is_described(case: Path) -> None:
    page = fetched(case)
    derived(case, page)
    capture(case, {}, None, kind="fetched", outcome="dns", complete=False, url_asked=HOME)
    document = read(case)
    known = {name for kind in ("entity", "activity", "agent") for name in document[kind]}
    for kind, relations in document.items():
        if kind not in ("prefix", "entity", "activity", "agent"):
            for relation in relations.values():
                assert set(relation.values()) <= known


def test_an_address_with_odd_characters_stays_an_attribute(case: Path) -> None:
    fetched(case, url=HOME + "?a=<b>&c=:;,'(é)")
    for name in read(case)["entity"]:
        assert name.isascii()
        assert not set(name) & set("<>'(;,")


def test_same_case_same_text(case: Path) -> None:
    derived(case, fetched(case))
    assert prov.document(case) == prov.document(case)


def test_a_changed_file_is_not_described(case: Path) -> None:
    (fetched(case) / "wire.warc").unlink()
    with pytest.raises(EvidenceError, match=r"wire\.warc of capture"):
        prov.document(case)


def test_nothing_of_the_machine_is_in_it(case: Path) -> None:
    fetched(case)
    assert str(case.parent) not in prov.document(case)
