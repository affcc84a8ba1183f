"""Persons of maybach-2018 stand there by role only; the facts name nobody."""

from __future__ import annotations

import csv
import re
from itertools import permutations

from tests.cases.test_maybach_facts import FOLDER, rows

PERSONS = [row for row in rows("entities") if row["schema"] == "Person"]


def test_the_persons_are_these_roles() -> None:
    assert sorted(row["entity"] for row in PERSONS) == [
        "businessman_seajet", "captain_dn5505", "contact_b", "executive_european_cars_more",
        "former_un_panel_member", "officer_mino_osaka", "president_mino_osaka", "russian_owner_k",
        "staff_korean_forwarder", "vladivostok_businessman",
    ]  # fmt: skip


def test_a_person_has_the_role_for_a_name_and_no_reason_to_be_named() -> None:
    for row in PERSONS:
        assert row["name"] == row["role"]
        assert (row["name_original"], row["script"], row["named_because"]) == ("", "", "")
        assert row["country"] == ""


def test_no_author_of_a_source_is_named_outside_the_bibliography() -> None:
    authors = {
        re.sub(r"\s*\(.*\)", "", name).strip()
        for row in rows("sources")
        for name in row["author"].split(";")
        if name.strip()
    }
    assert len(authors) > 20
    forms = {" ".join(order) for name in authors for order in permutations(name.split())}
    for path in sorted(FOLDER.glob("*")):
        if path.is_file() and path.name not in ("sources.csv", "to_obtain.csv"):
            text = path.read_text(encoding="utf-8")
            assert [form for form in forms if form in text] == [], path.name


def test_a_firm_with_a_reply_is_named_with_it() -> None:
    entities = {row["entity"]: row for row in rows("entities")}
    assert "l0_ecm_denial" in entities["european_cars_more"]["note"]
    assert "l4_mino_denial" in entities["mino_osaka"]["note"]
    for row in entities.values():
        if row["named_because"]:
            assert row["named_because"].endswith("mention implies no breach of law")


def test_no_private_address_is_placed() -> None:
    with (FOLDER / "places.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["place"]: row["kind"] for row in csv.DictReader(file)}
    assert kinds["JP_AMAGASAKI"] == "town"
    assert set(kinds.values()) == {"seaport", "airport", "town"}
