from __future__ import annotations

import inspect

import pytest

from osint_helpers import journey
from osint_helpers.errors import CaseError
from osint_helpers.journey import hypotheses, inconsistent, question_of, questions

SEA = {
    "question": "q_sea",
    "title": "Where it was",
    "asks": "Where was the SYNTHETIC ship?",
    "about": "synth_ship",
    "basis": "It left Port B.",
    "would_tell": "register of Port C: a call, or none; log book: positions",
    "documents": "t_1",
}


def two_questions(rows):
    """The case's own question with its pair of explanations, and one more with two."""
    return [
        *rows,
        {"hypothesis": "s_1", "role": "main", "statement": "At C", "question": "q_sea"},
        {"hypothesis": "s_2", "role": "innocent", "statement": "At sea", "question": "q_sea"},
    ]


def rate(*given: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"claim": c, "hypothesis": h, "rating": r, "why": "SYNTHETIC"} for c, h, r in given]


def test_matrix_has_a_row_a_rated_claim_and_a_column_a_hypothesis(synthetic):
    frame = hypotheses(synthetic)
    assert list(frame.columns) == [
        "claim", "statement", "certainty", "discriminates", "h_main", "h_other",
    ]  # fmt: skip
    assert frame[["claim", "h_main", "h_other"]].to_numpy().tolist() == [["c_eta2", "C", "N"]]


def test_a_case_without_questions_has_that_of_the_case(synthetic):
    (only,) = questions(synthetic)
    assert (only.id, only.asks) == ("", synthetic.meta.question)
    assert only.hypotheses == ("h_main", "h_other")
    assert question_of(synthetic) == only == question_of(synthetic, "")


def test_each_question_has_its_own_explanations_and_items(build):
    case = build(
        questions=[SEA],
        hypotheses=two_questions,
        consistency=rate(("c_eta2", "h_main", "C"), ("c_arr", "s_1", "I"), ("c_arr", "s_2", "N")),
    )
    assert [(one.id, one.hypotheses) for one in questions(case)] == [
        ("q_sea", ("s_1", "s_2")),
        ("", ("h_main", "h_other")),
    ]
    asked = question_of(case, "q_sea")
    assert asked.would_tell == ("register of Port C: a call, or none", "log book: positions")
    assert (asked.documents, asked.about) == (("t_1",), "synth_ship")
    assert list(hypotheses(case, "q_sea")["claim"]) == ["c_arr"]
    assert list(hypotheses(case, "").columns[4:]) == ["h_main", "h_other"]
    assert list(hypotheses(case, "")["claim"]) == ["c_eta2"]


def test_with_several_questions_one_must_be_named_and_exist(build):
    case = build(questions=[SEA], hypotheses=two_questions)
    with pytest.raises(CaseError, match="2 questions") as caught:
        hypotheses(case)
    assert "'q_sea'" in str(caught.value)
    with pytest.raises(CaseError, match="no question 'q_air'"):
        inconsistent(case, "q_air")


def test_a_case_without_explanations_has_no_question_to_show(build):
    case = build(hypotheses=[], consistency=[])
    assert questions(case) == []
    with pytest.raises(CaseError, match="no questions"):
        hypotheses(case)


def test_an_unrated_pair_is_empty_and_leaves_it_open_whether_the_item_tells_apart(build):
    case = build(consistency=rate(("c_arr", "h_other", "II")))
    row = hypotheses(case).iloc[0]
    assert (row["h_main"], row["h_other"], row["discriminates"]) == ("", "II", "open")


@pytest.mark.parametrize(
    ("main", "other", "said"), [("C", "N", "yes"), ("C", "CC", "yes"), ("I", "I", "no")]
)
def test_an_item_tells_apart_when_two_ratings_differ(build, main, other, said):
    case = build(consistency=rate(("c_arr", "h_main", main), ("c_arr", "h_other", other)))
    assert list(hypotheses(case)["discriminates"]) == [said]


def test_what_tells_apart_comes_first_then_the_order_of_the_claims(build):
    same = [("c_arr", "h_main", "N"), ("c_arr", "h_other", "N")]
    open_ = [("c_dep2", "h_main", "N")]
    apart = [
        (c, h, r) for c in ("c_eta2", "c_denial") for h, r in (("h_main", "C"), ("h_other", "N"))
    ]
    case = build(consistency=rate(*same, *open_, *apart))
    order = list(case.claims["claim"])
    first = sorted(("c_eta2", "c_denial"), key=order.index)
    assert list(hypotheses(case)["claim"]) == [*first, "c_dep2", "c_arr"]


def test_what_stands_against_an_explanation_is_a_list_and_no_number(build):
    case = build(
        consistency=rate(
            ("c_eta2", "h_main", "I"),
            ("c_arr", "h_main", "I"),
            ("c_dep2", "h_main", "II"),
            ("c_dep2", "h_other", "CC"),
        )
    )
    frame = inconsistent(case)
    order = list(case.claims["claim"])
    both = tuple(sorted(("c_eta2", "c_arr"), key=order.index))
    assert frame[["strongly", "inconsistent", "unrated"]].to_numpy().tolist() == [
        [("c_dep2",), both, ()],
        [(), (), both],
    ]
    assert not frame.select_dtypes("number").columns.tolist()


def test_explanations_keep_the_order_of_the_file_whatever_is_rated(build):
    case = build(consistency=rate(("c_arr", "h_main", "II"), ("c_arr", "h_other", "CC")))
    assert list(inconsistent(case)["hypothesis"]) == ["h_main", "h_other"]


def test_no_public_function_counts_or_ranks():
    assert not {name for name in journey.__all__ if "count" in name or "rank" in name}
    module = inspect.getmodule(hypotheses)
    assert module is not None
    code = inspect.getsource(module)
    assert not [word for word in (".count(", "sum(", "Counter", "len(set") if word in code]


def test_real_matrices_hold_every_rating(maybach):
    cells = 0
    for asked in questions(maybach):
        frame = hypotheses(maybach, asked.id)
        cells += int((frame[list(asked.hypotheses)] != "").sum().sum())
        assert "open" not in set(frame["discriminates"])
    assert cells == len(maybach.consistency)


def test_both_real_questions_have_items_that_tell_nothing_apart_and_such_that_do(maybach):
    assert [one.id for one in questions(maybach)] == ["cars", "ship"]
    for name in ("cars", "ship"):
        assert {"yes", "no"} <= set(hypotheses(maybach, name)["discriminates"])
