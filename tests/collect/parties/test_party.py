"""Records of registers side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from osint_helpers.collect.parties import companies_house, gleif, icij, party
from osint_helpers.errors import CollectError
from tests.collect.desk import Desk
from tests.collect.fakes import companies_house as houses
from tests.collect.fakes import gleif as leis
from tests.collect.fakes import icij as leaks
from tests.collect.fakes.server import FakeSources


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FakeSources(gleif=leis.answer, icij=leaks.answer, companies_house=houses.answer) as fakes:
        yield Desk(tmp_path, fakes)


def test_a_party_becomes_a_row_of_its_columns() -> None:
    names = (party.Name("SYNTHETIC", "legal", "en"), party.Name("OLD", "previous"))
    row = party.Party("gleif", "X", names, parents=("Y",)).row()
    assert list(row) == [one.name for one in party.PARTY]
    assert row["name"] == "SYNTHETIC"
    assert row["names"][1] == {"name": "OLD", "kind": "previous", "language": ""}
    assert row["status"] is None
    assert party.Party("gleif", "X", ()).row()["name"] is None


def test_records_of_three_registers_stand_side_by_side_and_are_not_merged(desk: Desk) -> None:
    client = desk.client("record", keys={"companies_house": houses.KEY})
    results = [
        gleif.search(client, name="trader"),
        icij.reconcile(client, names=("TEST HOLDING LTD",), limit=1),
        companies_house.search(client, name="test trader"),
        companies_house.company(client, number=houses.GONE),
    ]
    made = party.unified(results)
    assert tuple(made.columns) == tuple(one.name for one in party.UNIFIED)
    assert made["party_source"].tolist() == [
        "gleif", "icij", "companies_house", "companies_house",
    ]  # fmt: skip
    assert made["party_id"].tolist() == [leis.ORPHAN, "9000002", houses.GONE, houses.GONE]
    assert made["collector"].tolist() == [one.meta.collector for one in results]
    assert made["complete"].tolist() == [True, False, True, True]
    assert made["valid_to"].iloc[0] == "2020-01-31"
    assert pd.isna(made["valid_to"].iloc[1])
    assert made["parents"].tolist() == [()] * 4
    assert made["licence"].tolist() == ["open", "attribution", "open", "open"]


def test_one_result_and_none_are_taken_too(desk: Desk) -> None:
    one = gleif.record(desk.client("record"), lei=leis.MOTHER)
    assert len(party.unified(one)) == 1
    none = party.unified([])
    assert len(none) == 0
    assert {name: str(kind) for name, kind in none.dtypes.items()}["complete"] == "boolean"


def test_relations_are_no_parties(desk: Desk) -> None:
    found = gleif.parents(desk.client("record"), lei=leis.ORPHAN)
    with pytest.raises(CollectError, match=r"gleif\.parents does not return parties"):
        party.unified([found])


def test_an_address_in_one_line_passes_over_what_is_not_there() -> None:
    assert party.one_line(["1 Quay", None, " ", " Town "]) == "1 Quay, Town"
