from __future__ import annotations

import typing

import pytest

import osint_helpers.case as room
from osint_helpers.case import Case
from osint_helpers.case.tables import TABLES
from osint_helpers.errors import CaseError
from tests.case.builder import edit


def test_the_class_declares_every_table():
    assert list(Case.__annotations__) == list(TABLES)


@pytest.mark.parametrize(
    ("look_up", "key", "column", "value"),
    [
        ("claim", "c_arr", "predicate", "arrived"),
        ("source", "s_paper", "parents", ("org_a", "own")),
        ("entity", "synth_ship", "schema", "Vessel"),
        ("place", "ZZBBB", "lat", -10.0),
        ("leg", "leg-2", "status", "scheduled"),
        ("item", "crate", "serial", "not published"),
    ],
)
def test_look_ups(case, look_up, key, column, value):
    assert getattr(case, look_up)(key)[column] == value


def test_an_unknown_id_names_the_nearest(case):
    with pytest.raises(CaseError, match=r"no claim 'c_art' in case 'synthetic-case' .*c_arr"):
        case.claim("c_art")


def test_an_unknown_table(case):
    with pytest.raises(CaseError, match="'claim' is no table"):
        case.table("claim")


def test_sources_keep_the_order_of_support_and_only_support(build):
    support = [
        {"claim": "c_arr", "source": source, "relation": relation, "credibility": "3"}
        for source, relation in [
            ("s_paper", "supports"), ("s_daily", "contradicts"), ("s_report", "supports"),
            ("s_relay", "context"),
        ]
    ]  # fmt: skip
    assert build(support=support).sources_of("c_arr") == ("s_paper", "s_report")


def test_a_claim_without_sources_has_none_and_an_unknown_one_is_an_error(case):
    assert case.sources_of("c_days") == ()
    with pytest.raises(CaseError, match="no claim 'nobody'"):
        case.sources_of("nobody")


def test_contradictions_work_in_both_directions(case):
    assert case.contradicting("c_dep_20") == ("c_dep_14",)
    assert case.contradicting("c_dep_14") == ("c_dep_20",)
    assert case.contradicting("c_arr") == ()


def test_text_by_plain_name_only(case):
    assert case.text("summary").startswith("The crate left Port A [c_dep_20]")
    for name, advice in (
        ("../case.toml", "texts: summary"),
        ("summary.md", r"did you mean summary\?"),
        ("nothing", "texts: summary"),
    ):
        with pytest.raises(CaseError, match=rf"no text .*{advice}"):
            case.text(name)


def test_line_of_counts_breaks_inside_cells(build):
    case = build(claims=lambda rows: edit(rows, "c_gate", note="one\ntwo\nthree"))
    assert [case.line_of("claims", index) for index in range(4)] == [2, 3, 6, 7]
    assert case.line_of("legs", 1) == 3


def test_repr(case):
    assert repr(case) == "<Case synthetic-case: 14 claims, 6 sources, 2 legs, as of 2002-01-31>"


def test_card_shows_title_question_and_counts_escaped(build):
    case = build(meta={"title": "<script>alert(1)</script>", "question": "A & B?"})
    html = case._repr_html_()
    assert "<strong>&lt;script&gt;alert(1)&lt;/script&gt;</strong>" in html
    assert "A &amp; B?" in html
    assert "14 claims, 6 sources" in html
    assert "<script" not in html


def test_every_name_of_the_room_loads():
    for name in dir(room):
        assert getattr(room, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        _ = room.nothing


def test_lint_is_the_function_also_after_the_rules_are_loaded(case):
    assert room.lint(case) == []
    assert callable(typing.cast("object", room.lint))


def test_a_cell_is_that_of_the_row_and_an_unknown_key_is_said() -> None:
    from osint_helpers.case import open_case

    case = open_case("maybach-2018")
    for claim in case.claims["claim"]:
        assert case.cell("claims", claim, "lineage") == case.claim(claim)["lineage"]
    with pytest.raises(CaseError, match="no claim 'nothing'"):
        case.cell("claims", "nothing", "lineage")
