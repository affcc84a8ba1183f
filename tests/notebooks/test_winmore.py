"""The Lighthouse Winmore notebook: its bytes, what a reader must find, what must not be drawn."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from osint_helpers import exhibits
from osint_helpers.case import open_case
from osint_helpers.report import to_html
from tests.conftest import REPO
from tests.notebooks.mutating import built, mutated, named

CASE = "lighthouse-winmore-2017"
NOTEBOOK = REPO / "notebooks" / f"10-{CASE}.ipynb"


@pytest.fixture(scope="module")
def case():
    return open_case(REPO / "data" / "cases" / CASE)


@pytest.fixture(scope="module")
def page() -> str:
    return to_html(NOTEBOOK)


@pytest.mark.parametrize(
    ("table", "old", "new", "found"),
    [
        ("claims", "Re-entered Yeosu on 23 November 2017,2017-11-23",
         "Re-entered Yeosu on 22 November 2017,2017-11-23", {"C-5", "D-7"}),
        ("legs", "W4 Taichung \N{EN DASH} Yeosu", "W4 Taichung to Yeosu", {"B-4", "C-1", "C-2"}),
        ("readings", "declared_to,TW", "declared_to,KR", {"C-2"}),
    ],
    ids=["statement", "label", "declared"],
)  # fmt: skip
def test_a_changed_fact_is_noticed_and_the_exhibit_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, old: str, new: str, found: set[str]
) -> None:
    monkeypatch.setenv("OSINT_DATA", str(mutated(tmp_path, CASE, table, old, new)))
    assert found <= named(NOTEBOOK)


def test_two_builds_in_two_folders_are_the_same_bytes(tmp_path: Path) -> None:
    one = built(NOTEBOOK, CASE, tmp_path / "a", "1")
    assert one == built(NOTEBOOK, CASE, tmp_path / "b" / "deeper", "31337")
    assert one == hashlib.sha256(NOTEBOOK.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "sentence",
    [
        "Where the transfer took place is not published",
        "No finding of a court on the transfer stands in a source read",
        "That says nothing on the truth of the transfer.",
        "declared to: Taiwan",
        "no ship number is published",
    ],
)
def test_a_reader_finds(page: str, sentence: str) -> None:
    assert sentence in page


def test_nothing_is_drawn_at_sea_nor_at_luhuashan(case) -> None:
    spec = exhibits.route_map(case, "C-1", view="region").spec
    assert [leg["leg"] for leg in spec["legs"]] == ["W0", "W4"]
    assert spec["areas"] == []
    assert [one["leg"] for one in spec["undrawn"]] == ["W1", "W2", "W3"]
    assert {stop["place"] for stop in spec["stops"]} == {"TWKHH", "KRYOS", "TWTXG"}


def test_the_four_versions_of_the_seizure_stand_in_four_columns(case) -> None:
    cell = {row["claim"]: row for row in case.claims.to_dict("records")}
    versions = ("s_brief", "s_impounded_nov", "s_formal_dec", "s_29dec")
    assert {cell[one]["predicate"] for one in versions} == {"detained"}
    assert ("lighthouse_winmore", "detained") not in set(
        zip(case.resolutions["subject"], case.resolutions["predicate"], strict=True)
    )


def test_no_ship_number_of_either_ship_is_printed(case) -> None:
    assert {row["serial"] for row in case.items.to_dict("records")} == {"not published"}
    assert not {"imo", "mmsi"} & set(case.readings["predicate"])


def test_each_of_two_legs_of_one_claim_keeps_its_days_in_the_timeline(case) -> None:
    rows = exhibits.timeline(case, "B-4").spec["lanes"][0]["rows"]
    marks = {row["leg"]: [one["predicate"] for one in row["entries"]] for row in rows}
    assert marks["W2"] == marks["W3"] == ["departed", "arrived"]
