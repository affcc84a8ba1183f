"""What is true of lexus-2023 beyond the rules every transcribed case keeps."""

from __future__ import annotations

from functools import cache

import pytest

from osint_helpers import exhibits, journey
from osint_helpers.case import Case, open_case, strands
from tests.cases import tables
from tests.conftest import REPO

CASE = "lexus-2023"
TEXTS = REPO / "data" / "cases" / CASE / "text"


def rows(table: str) -> list[dict[str, str]]:
    return tables.rows(CASE, table)


@cache
def case() -> Case:
    return open_case(REPO / "data" / "cases" / CASE)


def check(name: str) -> tuple[str, ...]:
    return next(tuple(r["claims"].split("; ")) for r in rows("checks") if r["check"] == name)


@pytest.mark.parametrize(
    ("table", "number"),
    [
        ("claims", 75), ("sources", 40), ("places", 11), ("legs", 8), ("origins", 27),
        ("checks", 12), ("unknowns", 13), ("to_obtain", 7), ("contradictions", 29),
        ("support", 156), ("items", 2), ("versions", 33), ("corrections", 0), ("pulls", 6),
    ],
)  # fmt: skip
def test_each_table_has_its_pinned_number_of_rows(table: str, number: int) -> None:
    assert len(rows(table)) == number


def test_no_serial_number_and_no_vessel_is_given() -> None:
    assert {row["serial"] for row in rows("items")} == {"not published"}
    assert {leg.cell("vessel").qualified for leg in journey.legs(case())} == {"not published"}


def test_three_strands_stand_behind_the_articles_on_the_movement() -> None:
    found = strands.count(case(), check("k_strands_movement"))
    assert (found.articles, found.upper) == (10, 3)
    assert set(found.strands) == {"asahi", "jp_daily_2", "ann"}


def test_declared_actual_and_suspected_stay_in_three_fields() -> None:
    legs = {leg.id: leg for leg in journey.legs(case())}
    assert [v.value for v in legs["L2"].cell("declared_to").sound] == ["SGSIN"]
    assert legs["L2"].cell("to").text == "Bangladesh (port not named)"
    assert legs["L3"].cell("to").qualified == "DPRK (suspected purpose) (inferred)"
    assert not legs["L3"].drawn


def test_every_inferred_year_is_printed_as_such() -> None:
    legs = {leg.id: leg for leg in journey.legs(case())}
    for leg in ("L1", "L2"):
        assert legs[leg].cell("departed").text.endswith("(year inferred)")
    spec = exhibits.timeline(case(), "B-5").spec
    labels = [
        entry["label"]
        for row in spec["lanes"][0]["rows"]
        for entry in row["entries"]
        if entry["predicate"] == "departed"
    ]
    assert labels == ["departed July 2023 (year inferred)", "departed August 2023 (year inferred)"]


def test_the_precedents_are_no_legs_of_the_journey() -> None:
    assert {row["leg"] for row in rows("legs") if row["apart"] == "precedent"} == {
        "PX1", "PX2", "PX3",
    }  # fmt: skip
    assert [leg.id for leg in journey.legs(case())] == ["L0", "L1", "L1R", "L2", "L3"]
    spec = exhibits.timeline(case(), "B-5").spec
    assert [row["leg"] for row in spec["lanes"][0]["rows"]] == ["L0", "L1", "L1R", "L2", "L3"]
    said = str(spec)
    assert "Toyota" not in said
    assert {leg for leg, *_ in journey.law_timeline(case()).to_numpy()} == {
        "L0", "L1", "L1R", "L2", "L3",
    }  # fmt: skip


def test_the_precedents_have_a_table_of_their_own() -> None:
    table = exhibits.journey_table(case(), "D-13", apart="precedent")
    assert [ref[1] for ref in table.spec["row_ids"]] == ["PX1", "PX2", "PX3"]


def test_the_car_is_never_said_to_have_reached_the_dprk() -> None:
    (cell,) = [leg.cell("arrived") for leg in journey.legs(case()) if leg.id == "L3"]
    assert [v.text for v in cell.sound] == ["had not reached the DPRK on 7 December 2023"]
    wrong = [row["claim"] for row in rows("versions") if row["change"] == "translated"]
    assert "d_brought_in" in wrong


def test_the_exported_car_is_never_called_by_the_model_of_another() -> None:
    text = " ".join(path.read_text("utf8") for path in sorted(TEXTS.glob("*.md")))
    assert text.count("Lexus LX") == 2  # the other car, and the shipment of 2020
    assert "is another car" in text


def test_what_gives_no_basis_for_a_band_is_not_assessed() -> None:
    bands = {row["judgement"]: (row["likelihood"], row["confidence"]) for row in rows("judgements")}
    assert bands == {
        "J1": ("likely", "low"), "J2": ("likely", "moderate"), "J3": ("not assessed", "low"),
        "J4": ("likely", "low"), "J5": ("not assessed", "low"),
    }  # fmt: skip


def test_the_reply_of_the_owner_stands_with_every_red_flag_about_the_company() -> None:
    for row in rows("red_flags"):
        if "l2_" in row["claims"] and row["rule"] != "RF16":
            assert row["responses"] == "s_owner_denial", row["flag"]


def test_a_dollar_price_rests_on_no_text_that_gathered() -> None:
    claims = [row["claim"] for row in rows("claims") if row["claim"].startswith("d_usd")]
    own = {row["source"] for row in rows("sources") if "own" in row["parents"].split("; ")}
    used = {row["source"] for row in rows("support") if row["claim"] in claims}
    assert used
    assert used & own == set()


def test_the_claims_shown_as_precedents_stand_once() -> None:
    shown = exhibits.records(case(), "D-14", topic="precedent").spec["row_ids"]
    others = exhibits.claims_register(case(), "D-15", without=("precedent",)).spec["row_ids"]
    ids = [ref[1] for ref in (*shown, *others)]
    assert sorted(ids) == sorted(case().claims["claim"])
