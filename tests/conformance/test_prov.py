"""The prov library reads the document and writes the same again."""

from __future__ import annotations

import json

import pytest

from osint_helpers.evidence.exports import prov
from osint_helpers.evidence.storing import Store
from tests.conformance.conftest import Taken
from tests.conformance.environment import ask
from tests.evidence.exports.synthetic import derived, fetched

pytestmark = pytest.mark.conformance

CLASSES = {
    "entity": "ProvEntity",
    "activity": "ProvActivity",
    "agent": "ProvAgent",
    "used": "ProvUsage",
    "hadMember": "ProvMembership",
    "wasGeneratedBy": "ProvGeneration",
    "wasAssociatedWith": "ProvAssociation",
    "wasDerivedFrom": "ProvDerivation",
    "wasInvalidatedBy": "ProvInvalidation",
}


def check(text: str, kinds: set[str]) -> None:
    ours = json.loads(text)
    assert set(ours) == {"prefix", *kinds}
    theirs = ask("prov_document", text)
    assert theirs["kinds"] == {CLASSES[kind]: len(ours[kind]) for kind in kinds}
    assert theirs["same"] is True
    for kind in ("entity", "activity", "agent"):
        assert set(theirs["written"][kind]) == set(ours[kind])
    stated = [one["prov:startTime"] for one in ours["activity"].values() if "prov:startTime" in one]
    assert [one.replace("+00:00", "Z") for one in theirs["starts"]] == sorted(stated)


def test_the_provenance_of_real_captures_is_read_whole(taken: Taken) -> None:
    check(prov.document(taken.case), set(CLASSES) - {"wasInvalidatedBy"})


def test_a_removal_is_read_too(tmp_path) -> None:
    page = fetched(tmp_path, title="SYNTHETIC \"quotes\", 'é' <b>")
    derived(tmp_path, page)
    Store(tmp_path, "bo").remove(page.name, reason="SYNTHETIC order")
    check(prov.document(tmp_path), set(CLASSES))
