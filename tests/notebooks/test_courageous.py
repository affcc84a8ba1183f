"""The Courageous notebook: identities in columns of their own, alleged and found kept apart."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from osint_helpers import exhibits, journey
from osint_helpers.case import open_case
from osint_helpers.report import to_html
from tests.conftest import REPO
from tests.notebooks.mutating import built, mutated, named

CASE = "courageous-2019"
NOTEBOOK = REPO / "notebooks" / f"13-{CASE}.ipynb"


@pytest.fixture(scope="module")
def case():
    return open_case(REPO / "data" / "cases" / CASE)


@pytest.fixture(scope="module")
def page() -> str:
    return to_html(NOTEBOOK)


@pytest.mark.parametrize(
    ("table", "old", "new", "found"),
    [
        ("claims", "Taken into custody on Sunday 1 March", "Taken into custody on 1 March",
         {"C-4", "D-7"}),
        ("legs", "C3 Kaohsiung \N{EN DASH} Sihanoukville", "C3 Kaohsiung to Sihanoukville",
         {"B-6", "C-1", "C-2"}),
        ("readings", "v_id,courageous,built,1987", "v_id,courageous,built,1986", {"B-5"}),
    ],
    ids=["statement", "label", "identity"],
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
        "alleged owner of the Courageous (charged, not tried)",
        "It is no finding on a person.",
        "It does not say which hull sails under it",
        "8671524, is not",
    ],
)
def test_a_reader_finds(page: str, sentence: str) -> None:
    assert sentence in page


def test_the_alleged_owner_is_charged_not_tried_wherever_the_texts_speak_of_him(case) -> None:
    folder = REPO / "data" / "cases" / CASE / "text"
    for path in sorted(folder.glob("*.md")):
        for part in path.read_text("utf8").split("\n\n"):
            if "[p_owner]" in part or "alleged owner" in part.lower():
                by_role_only = "given by role only and is not asked about" in part
                assert by_role_only or "charged, not tried" in part, (path.name, part)


def test_nothing_is_drawn_in_the_months_without_ais_nor_to_nampo(case) -> None:
    spec = exhibits.route_map(case, "C-1").spec
    assert [leg["leg"] for leg in spec["legs"]] == ["C3"]
    assert spec["areas"] == []
    assert {stop["place"] for stop in spec["stops"]} == {"TWKHH", "KHKOS"}


def test_identities_stand_in_columns_and_none_is_filled_from_another(case) -> None:
    columns = {"Courageous": ["v_id", "v_flag_cm"], "shown": ["v_flag_kh"], "other": ["v_saeb"]}
    spec = exhibits.identities(case, "B-5", columns=columns).spec
    rows = {row[0]["text"]: [one["text"] for one in row[1:]] for row in spec["rows"]}
    assert rows["imo"] == ["8617524", "not published", "8916293"]
    assert rows["flag"] == ["Cameroon", "Cambodia (about 26 February 2020)", "North Korea"]
    assert rows["built"] == ["1987", "not published", "not published"]


def test_only_the_two_numbers_of_the_facts_are_printed_as_numbers_of_ships(case) -> None:
    found = {row["value"] for row in case.readings.to_dict("records") if row["predicate"] == "imo"}
    assert found == {"8617524", "8916293"}
    outcome = {one["check"]: one["outcome"] for one in journey.checks(case).to_dict("records")}
    assert [outcome[name] for name in ("k_imo1", "k_imo2", "k_imo3")] == ["holds", "holds", "fails"]


def test_flag_of_the_register_and_flag_shown_are_both_kept(case) -> None:
    chosen = set(zip(case.resolutions["subject"], case.resolutions["predicate"], strict=True))
    assert ("courageous", "flag") not in chosen
