"""Exhibits of several cases: what they lead to, and that nothing of a case is raised or lost."""

from __future__ import annotations

import csv
import io
import re

import pytest

from osint_helpers import exhibits
from osint_helpers.case import open_case
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import from_json
from tests.conftest import REPO
from tests.exhibits.gathered import HOSTILE, gathered

TABLES = ("cases_table", "case_statuses", "hubs_table", "stays_table", "silences_table",
          "declared_table", "asked_table", "records_table", "rules_table",
          "measures_compared")  # fmt: skip
DRAWN = ("route_panels", "day_bars", "hubs_matrix", "rules_matrix", "records_matrix")
TARGETS = re.compile(r'href="#([^"]+)"')


@pytest.fixture(name="case", scope="module")
def _case():
    return gathered()


@pytest.mark.parametrize("name", [*TABLES, *DRAWN])
def test_the_same_case_gives_the_same_exhibit_and_survives_its_own_json(case, name: str):
    one = getattr(exhibits, name)(case, "C-1")
    assert one.digest == getattr(exhibits, name)(case, "C-1").digest
    assert from_json(one.to_json()) == one


@pytest.mark.parametrize("name", [*TABLES, *DRAWN])
def test_a_single_case_is_refused_with_the_key_to_write(name: str):
    alone = open_case(REPO / "data" / "cases" / "demonstration")
    with pytest.raises(ExhibitError, match=r"gathers no others.*gathers ="):
        getattr(exhibits, name)(alone, "C-1")


@pytest.mark.parametrize("name", [*TABLES, *DRAWN])
def test_words_of_a_case_are_escaped_everywhere(case, name: str):
    one = getattr(exhibits, name)(case, "C-1")
    for text in (one.to_html(), one.to_svg() or "", one._repr_mimebundle_()["text/html"]):
        assert "<img" not in text
    kind = exhibits.kinds()[one.kind]
    assert "<img" not in kind.in_print(one)


@pytest.mark.parametrize("name", [*TABLES, *DRAWN])
def test_csv_has_a_row_for_every_case_with_something_to_say(case, name: str):
    rows = list(csv.reader(io.StringIO(getattr(exhibits, name)(case, "C-1").to_csv())))
    assert len({len(row) for row in rows}) == 1
    if name not in {"measures_compared"}:
        assert len(rows) > 1


def test_what_is_cited_are_the_claims_of_the_exhibits(case):
    shown = exhibits.silences_table(case, "C-1")
    assert exhibits.cited(shown) == (
        "one-case.c_ais_last", "one-case.c_ais_next", "two-case.c_ais_last",
        "two-case.c_ais_next",
    )  # fmt: skip
    assert "one-case.c_ais_last" in exhibits.cited(exhibits.day_bars(case, "C-2"))


def test_the_register_holds_what_is_cited_and_what_that_leads_to_and_no_more(case):
    own = exhibits.claims_register(case, "H-1", only=["one-case.c_firm"])
    anchors = {ref[1] for ref in own.spec["row_ids"]}
    assert anchors == {"one-case.c_firm", "one-case.c_denial"}
    left = len(case.claims) - 2
    assert f"{left} further claims" in own.spec["provenance"]
    led = {target for target in TARGETS.findall(own.to_html()) if target.startswith("claim-")}
    assert led <= {f"claim-{claim}" for claim in anchors}


def test_every_claim_a_register_leads_to_stands_in_it(case):
    for claim in case.claims["claim"]:
        own = exhibits.claims_register(case, "H-1", only=[claim])
        anchors = {f"claim-{ref[1]}" for ref in own.spec["row_ids"]}
        led = {one for one in TARGETS.findall(own.to_html()) if one.startswith("claim-")}
        assert led <= anchors, claim


def test_the_sources_are_those_of_the_claims(case):
    own = exhibits.sources_register(case, "H-2", only=["one-case.c_firm"])
    assert {ref[1] for ref in own.spec["row_ids"]} == {"one-case.s_paper", "one-case.s_reply"}


def test_no_matrix_shows_a_number_of_what_fired(case):
    one = exhibits.rules_matrix(case, "F-1")
    words = [cell["text"] for row in one.spec["rows"] for cell in row["cells"]]
    assert set(words) <= {"fired", "not fired", "not testable"}


def test_a_place_that_only_a_weak_claim_names_is_grey_and_dashed(case):
    rows = {row["key"]: row["cells"] for row in exhibits.hubs_matrix(case, "C-4").spec["rows"]}
    assert rows["ZZAAA"][0]["sign"] == "ring"
    assert rows["ZZCCC"][0]["sign"] == "hollow-unsure"


def test_a_case_nobody_judged_is_not_assessed(case):
    rows = exhibits.records_table(case, "D-1").spec["rows"]
    assert [row[2]["text"] for row in rows] == ["not assessed"] * 4


def test_names_of_hostile_places_are_kept_as_text(case):
    assert HOSTILE in exhibits.hubs_table(case, "C-1").to_csv()
