"""What the exhibits of maybach-2018 say where a careless word would raise a claim."""

from __future__ import annotations

from functools import cache

from osint_helpers import exhibits
from osint_helpers.case import Case, open_case
from tests.conftest import REPO

TEXTS = REPO / "data" / "cases" / "maybach-2018" / "text"


@cache
def case() -> Case:
    return open_case(REPO / "data" / "cases" / "maybach-2018")


def column(exhibit: exhibits.Exhibit, number: int) -> list[str]:
    return [
        one["text"] if isinstance(one, dict) else one
        for one in (row[number] for row in exhibit.spec["rows"])
    ]


def test_the_arrival_said_by_one_paper_is_hollow_and_called_said() -> None:
    rows = exhibits.timeline(case(), "B-3").spec["lanes"][0]["rows"]
    entries = next(row["entries"] for row in rows if row["leg"] == "L5")
    found = [(one["label"], one["hollow"]) for one in entries if one["predicate"] == "arrived"]
    assert found == [("said: arrived 5 October 2018 (contradicted)", True)]


def test_a_reply_of_two_on_one_day_keeps_its_speakers() -> None:
    rows = exhibits.timeline(case(), "B-3").spec["lanes"][-1]["rows"]
    texts = [mark["text"] for entry in rows[0]["entries"] for mark in entry["marks"]]
    both = next(text for text in texts if text.startswith("Slavenburg"))
    assert "president of Mino Logistics (Osaka): Said a Dalian logistics firm" in both


def test_those_without_a_reply_are_parties_and_not_ships_or_topics() -> None:
    silent = [
        who
        for who, answer in zip(
            *(column(exhibits.replies(case(), "G-1"), n) for n in (0, 2)), strict=True
        )
        if answer == "no reply found"
    ]
    assert "previous owner of DN5505 (not named in the claim)" in silent
    assert not {"DN5505", "earlier"} & set(silent)


def test_results_read_as_words() -> None:
    results = column(exhibits.feasibility(case(), "F-1"), 2)
    assert {"1 day", "30 July 2018", "537 > 256"} <= set(results)
    assert not [one for one in results if one.endswith((" date", " count"))]


def test_a_state_of_a_month_is_not_told_as_a_day() -> None:
    assert column(exhibits.known_on(case(), "D-9"), 0)[2:4] == ["end of April 2020", "end of 2021"]


def test_the_joint_publication_is_named_beside_the_count() -> None:
    spec = exhibits.strands(case(), "D-6").spec
    assert "The New York Times on C4ADS" in spec["provenance"]
    assert not [
        which for which in column(exhibits.strands(case(), "D-6"), 5) if "searoute" in which
    ]


def test_the_estimates_of_the_panel_stand_in_the_short_answer_with_what_disputes_them() -> None:
    text = (TEXTS / "short-answer.md").read_text(encoding="utf-8")
    assert all(f"[{claim}]" in text for claim in ("l6_un_est", "l7_un_est", "l6_rg"))
    assert "Nothing published" not in text
