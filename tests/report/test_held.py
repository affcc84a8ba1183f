"""What of the evidence an edition holds is read from its exhibits."""

from __future__ import annotations

import pytest

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table import table
from osint_helpers.exhibits.tables.certificate import DRAFT
from osint_helpers.report.held import CERTIFICATE, HASHES, LOG, SEAL, missing
from tests.report.synthetic import exhibit


def rows_of(kind: str) -> Exhibit:
    spec = table({"a": "A"}, [["x"], ["y"]], provenance="SYNTHETIC", row_ids=[None, (kind, "1")])
    return Exhibit("table", "J-1", "SYNTHETIC", "", spec)


def prose(text: str) -> Exhibit:
    return exhibit("prose", blocks=[{"kind": "p", "runs": [{"text": text}]}])


def test_an_edition_without_evidence_misses_every_part() -> None:
    assert missing([exhibit(), exhibit("prose")]) == [HASHES, SEAL, LOG, CERTIFICATE]


@pytest.mark.parametrize(
    ("kind", "part"), [("capture", HASHES), ("seal", SEAL), ("log", LOG), ("claim", None)]
)
def test_a_register_of_rows_is_a_part(kind: str, part: str | None) -> None:
    left = [HASHES, SEAL, LOG, CERTIFICATE]
    assert missing([rows_of(kind)]) == [one for one in left if one != part]


def test_a_draft_is_a_part_and_a_sentence_is_not() -> None:
    assert CERTIFICATE not in missing([prose(f"{DRAFT} More.")])
    assert CERTIFICATE in missing([prose("No draft is made.")])
