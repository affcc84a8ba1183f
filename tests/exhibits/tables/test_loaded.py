"""The weight test as a table."""

from __future__ import annotations

from osint_helpers import exhibits, journey, open_case
from tests.conftest import REPO


def cells(exhibit, number):
    return [row[number]["text"] for row in exhibit.spec["rows"]]


def vodka():
    return open_case(REPO / "data" / "cases" / "vodka-rotterdam-2019")


def test_the_published_figures_stand_first_and_do_not_fit():
    exhibit = exhibits.loads(vodka(), "F-1")
    assert cells(exhibit, 0)[0] == "As published, if half-litre bottles"
    assert cells(exhibit, 1)[0] == "90,000 bottles\n45,000 litres"
    assert [row[6]["mark"] for row in exhibit.spec["rows"]] == ["disagrees", *["agrees"] * 3]
    refs = [ref[1] for ref in exhibit.spec["rows"][0][7]["refs"]]
    assert refs == ["x_mass", "it_bottles", "it_container", "it_atleast"]


def test_what_is_assumed_is_called_assumed():
    spec = exhibits.loads(vodka(), "F-1").spec
    assert "Assumed by the project, not published: 28,000 kg" in spec["provenance"]
    other = journey.LoadRule(container_payload_kg=20_000, bottle_half_litre_kg=0.9)
    assert "20,000 kg" in exhibits.loads(vodka(), "F-1", rule=other).spec["provenance"]


def test_a_case_without_a_load_says_so(case):
    assert "no load is on record" in cells(exhibits.loads(case, "F-1"), 0)[0]
