"""Every object a notebook shows is a card and a line: escaped, the same each time, no address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers import journey, law, lint, open_case, screening
from osint_helpers._card import EDGE, WARN, Card, Carded, Listed, Tupled, listed, of_fields, table
from osint_helpers._said import said
from tests.public import classes

ADDRESS = re.compile(r"0x[0-9a-f]{6,}| object at ")
# Words and parts that no reader is handed by themselves, and what a type checker alone uses.
BARE = {"Card", "Engine", "EvidenceState", "Folded", "Instants", "Summary"}


@pytest.mark.parametrize("one", classes(), ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_every_public_class_has_a_card_and_a_line_of_its_own(one: type) -> None:
    if one.__name__ in BARE:
        return
    assert hasattr(one, "_repr_html_") or hasattr(one, "_repr_mimebundle_")
    assert one.__repr__ is not object.__repr__


def test_the_enumeration_finds_what_a_reader_meets() -> None:
    found = {one.__name__ for one in classes()}
    assert {
        "Case", "CaseMeta", "Leg", "Cell", "Version", "Stop", "Gap", "Knowledge", "StrandCount",
        "Screening", "InForce", "FlagResult", "Diligence", "Store", "Events", "Capture", "Verdict",
        "Collected", "Reach", "Exhibit", "Finding", "Place", "DateInterval",
    } <= found  # fmt: skip
    assert len(found) > 150


@pytest.fixture(scope="module")
def case() -> Any:
    return open_case("maybach-2018")


def objects(case: Any) -> dict[str, Any]:
    legs = journey.legs(case)
    stored = journey.screenings(case)[0]
    subject = screening.Subject("person", (screening.Name("SYNTHETIC Person"),))
    flag = journey.red_flags(case)[0]
    return {
        "case": case, "meta": case.meta, "legs": legs, "leg": legs[2],
        "cell": legs[2].cell("departed"), "empty cell": legs[2].cell("consignee"),
        "version": legs[2].cell("departed").versions[0], "strands": legs[2].strands,
        "stops": journey.stops(case), "stop": journey.stops(case)[0],
        "gap": journey.gaps(case)[0], "known": journey.known_on(case, date(2018, 10, 5)),
        "questions": journey.questions(case), "parties": journey.parties(case),
        "reach": journey.reaches(case)[0], "result": journey.reaches(case)[0].reach,
        "stored": stored, "record": stored.record, "answer": stored.record.answers[0],
        "subject": subject, "match": screening.compare(subject, subject), "flag": flag,
        "finding": flag.findings[0], "law": law.in_force(date(2018, 8, 26), "UN", "8703"),
        "where": law.jurisdictions("DE", date(2018, 8, 26)), "lint": lint(case),
        "goods": law.goods_of("8703"), "rule": law.flags.RULES["RF01"],
    }  # fmt: skip


def test_what_a_notebook_shows_of_a_case_has_no_address_and_is_one_line(case: Any) -> None:
    for name, one in objects(case).items():
        html = one._repr_html_()
        assert not ADDRESS.search(html), name
        assert html == one._repr_html_(), name
        assert html.count("<div") == html.count("</div>"), name
        if not isinstance(one, list):
            assert not ADDRESS.search(repr(one)), name
            assert "\n" not in repr(one), name
            assert len(repr(one)) <= 400, name


def test_a_leg_says_not_published_where_nothing_is(case: Any) -> None:
    html = journey.legs(case)[0]._repr_html_()
    assert "not published" in html
    assert "at most" in html  # strands with their bounds


def test_a_leg_shows_every_version_and_its_claims(case: Any) -> None:
    leg = next(one for one in journey.legs(case) if one.cell("departed").disputed)
    html = leg._repr_html_()
    assert leg.cell("departed").qualified in html
    assert all(claim in html for claim in leg.claims)
    assert leg.status in html


def test_no_card_of_screening_or_law_draws_a_conclusion(case: Any) -> None:
    shown = objects(case)
    assert "A candidate is no identity" in shown["stored"]._repr_html_()
    assert "no conclusion" in shown["flag"]._repr_html_()
    assert "no conclusion on guilt" in shown["law"]._repr_html_()


def test_evidence_says_what_was_looked_at_and_what_a_capture_is() -> None:
    from osint_helpers import evidence

    folder = open_case("demonstration").folder
    verdict, captures = evidence.verify(folder), evidence.captures(folder)
    assert repr(verdict).startswith("<check nothing broken: 8 captures, ")
    assert "under no seal" in verdict._repr_html_()
    html = captures[0]._repr_html_()
    assert all(text in html for text in (captures[0].id, captures[0].sha256, captures[0].at))
    assert captures[0].id in captures._repr_html_()  # type: ignore[attr-defined]
    assert repr(evidence.seals(folder)[0]).startswith("<seal 0001: ")


def test_a_list_is_a_table_with_a_row_an_object(case: Any) -> None:
    stops = journey.stops(case)
    html = stops._repr_html_()  # type: ignore[attr-defined]
    assert html.count("<tr>") == len(stops) + 1
    assert isinstance(stops, list)
    assert "none" in Listed([])._repr_html_()
    assert Listed([1, 2])._repr_html_() is None  # no objects of ours: IPython shows the list


def test_a_long_list_says_how_many_it_leaves_out() -> None:
    html = Listed([Thing("a", 1)] * 75)._repr_html_()
    assert html is not None
    assert "and 15 more" in html
    assert html.count("<tr>") == 61


def test_a_function_that_lists_keeps_its_name_and_its_list() -> None:
    @listed
    def things(n: int) -> list[int]:
        """Say."""
        return list(range(n))

    assert things(2) == [0, 1]
    assert (things.__name__, things.__doc__) == ("things", "Say.")


@dataclass(frozen=True, repr=False)
class Thing(Carded):
    name: str
    size: float
    note: str = ""
    table: Any = None
    secret: str = field(default="SYNTHETIC-secret", repr=False)
    _inner: str = "inner"


def test_fields_become_facts_but_for_private_and_secret_ones() -> None:
    one = Thing("box", 1.5, table=pd.DataFrame({"a": [1, 2]}))
    card = of_fields(one)
    assert (card.kind, card.title) == ("Thing", "box")
    assert dict(card.facts) == {"size": "1.5", "note": "", "table": "2 rows, 1 columns"}
    assert "SYNTHETIC-secret" not in one._repr_html_() + repr(one)
    assert "not given: note" in one._repr_html_()
    assert repr(one) == "<Thing box: 1.5; 2 rows, 1 columns>"


def test_a_stamp_and_a_state_stand_before_the_facts() -> None:
    card = Card("k", "t", (("a", "1"),), "complete", "SYNTHETIC", ("n",))
    html = card.html()
    order = [html.index(word) for word in ("SYNTHETIC", ">t<", "complete", ">1<", ">n<")]
    assert order == sorted(order)
    assert card.line() == "<k t: SYNTHETIC; complete; 1>"


@given(st.text(max_size=60))
def test_hostile_text_is_escaped_wherever_it_stands(text: str) -> None:
    hostile = f"<script>{text}</script>\u202e\x00'\""
    card = Card(
        hostile, hostile, ((hostile, hostile), (hostile, "")), hostile, hostile, (hostile,),
        table([(hostile, "left")], [(hostile,)], hostile),
    )  # fmt: skip
    html = card.html()
    assert "<script" not in html
    assert not re.search(r"[\x00-\x1f\u202e]", html)
    assert re.sub(r'<(/?[a-z0-9]+( [a-z-]+="[^"<>]*")*)>', "", html).count("<") == 0
    assert len(card.line().splitlines()) == 1


def test_a_line_is_cut_and_a_card_is_not() -> None:
    card = Card("k", "x" * 500)
    assert len(card.line()) <= 161
    assert card.line().endswith("…>")
    assert "x" * 500 in card.html()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""), ("", ""), (float("nan"), ""), (True, "yes"), (0, "0"), (123456789, "123456789"),
        (1.23456789, "1.23457"), (b"abc", "3 bytes"), (Path("/a/b/c.csv"), "c.csv"),
        (date(2018, 8, 26), "2018-08-26"), ({"a": 1, "b": ""}, "a: 1; b: "), ((1, 2), "1; 2"),
        ({"b", "a"}, "a; b"), (tuple(range(10)), "0; 1; 2; 3; 4; 5; 6; 7; and 2 more"),
        (np.zeros((3, 2)), "3 rows, 2 columns"), (object(), "object"),
        (len, "builtin_function_or_method"),
        ("x" * 500, "x" * 399 + "…"),
    ],
)  # fmt: skip
def test_values_in_words(value: object, words: str) -> None:
    assert said(value) == words


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("paper", ["#ffffff", "#111111"])
@pytest.mark.parametrize("edge", [EDGE, WARN])
def test_the_edge_of_a_card_is_seen_on_the_paper_of_both_themes(edge: str, paper: str) -> None:
    dark, light = sorted((luminance(edge), luminance(paper)))
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_a_card_has_colours_in_both_themes() -> None:
    html = Card("k", "t", (("a", "1"),)).html()
    for style in re.findall(r'style="([^"]*)"', html):
        for colour in re.findall(r"(?<!border-)(?:color|background):([^;]*)", style):
            assert colour.startswith("var(--jp-"), style


def test_red_flags_and_screenings_are_tuples_shown_as_tables(case: Any) -> None:
    for found in (journey.red_flags(case), journey.screenings(case)):
        assert isinstance(found, tuple)
        assert found == tuple(found)
        assert hash(found) == hash(tuple(found))
        html = found._repr_html_()  # type: ignore[attr-defined]
        assert html.count("<tr>") == min(len(found), 60) + 1
        assert not ADDRESS.search(html)


def test_the_table_of_red_flags_says_rule_result_and_what_was_found(case: Any) -> None:
    found = journey.red_flags(case)
    html = found._repr_html_()  # type: ignore[attr-defined]
    assert all(f">{one.rule} " in html for one in found)
    assert "stated by the source, not computed" in html or "not testable" in html
    assert ">state<" in html
    assert "nothing was given" in html
    assert "408 to 456 h" in html  # the finding that fired
    assert html.count("no conclusion, and never a sum of rules") == 1


def test_the_table_of_screenings_says_its_limit_once(case: Any) -> None:
    html = journey.screenings(case)._repr_html_()  # type: ignore[attr-defined]
    assert html.count("A candidate is no identity") == 1
    assert "more</p>" in html or len(journey.screenings(case)) <= 60


@dataclass(frozen=True, repr=False)
class Kind(Carded):
    kind: str
    note: str

    def _card_(self) -> Card:
        return Card(self.kind, "one", notes=(self.note, "SYNTHETIC"), brief=(("more", "told"),))


def test_a_list_of_several_kinds_says_the_kind_of_each_row() -> None:
    html = Tupled((Kind("a", "x"), Kind("b", "y")))._repr_html_()
    assert html is not None
    assert ">a one<" in html
    assert ">what<" in html
    assert ">told<" in html
    assert ">x<" not in html
    assert html.count("SYNTHETIC") == 1
    assert ">state<" not in html  # no card has one
    assert ">what<" not in (Tupled((Kind("a", "x"),))._repr_html_() or "")
    assert "told" not in Kind("a", "x")._repr_html_()


def test_a_long_list_still_says_how_many_beside_its_notes() -> None:
    html = Tupled([Kind("a", "x")] * 61)._repr_html_()
    assert html is not None
    assert "and 1 more<br>x<br>SYNTHETIC" in html
