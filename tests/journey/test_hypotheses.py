from __future__ import annotations

from osint_helpers.case.tables import CONSISTENCY
from osint_helpers.journey import hypotheses, hypothesis_counts


def test_matrix_has_a_row_a_rated_claim_and_a_column_a_hypothesis(synthetic):
    frame = hypotheses(synthetic)
    assert list(frame.columns) == ["claim", "statement", "certainty", "h_main", "h_other"]
    assert frame[["claim", "h_main", "h_other"]].to_numpy().tolist() == [["c_eta2", "C", "N"]]


def test_an_unrated_pair_is_empty(build):
    case = build(consistency=[{"claim": "c_arr", "hypothesis": "h_other", "rating": "II"}])
    row = hypotheses(case).iloc[0]
    assert (row["h_main"], row["h_other"]) == ("", "II")


def test_rows_follow_the_claims_not_the_ratings(build):
    case = build(
        consistency=[
            {"claim": "c_eta2", "hypothesis": "h_main", "rating": "C"},
            {"claim": "c_arr", "hypothesis": "h_main", "rating": "I"},
        ]
    )
    assert list(hypotheses(case)["claim"]) == ["c_arr", "c_eta2"]


def test_counts_and_against_but_no_score(build):
    case = build(
        consistency=[
            {"claim": "c_eta2", "hypothesis": "h_main", "rating": "CC"},
            {"claim": "c_arr", "hypothesis": "h_main", "rating": "I"},
            {"claim": "c_dep2", "hypothesis": "h_main", "rating": "II"},
        ]
    )
    frame = hypothesis_counts(case)
    assert list(frame.columns) == ["hypothesis", "role", "statement", *CONSISTENCY, "against"]
    assert frame[[*CONSISTENCY, "against"]].to_numpy().tolist() == [
        [1, 0, 0, 1, 1, 2],
        [0, 0, 0, 0, 0, 0],
    ]


def test_real_matrix_holds_every_rating(maybach):
    frame = hypotheses(maybach)
    ids = list(maybach.hypotheses["hypothesis"])
    assert int((frame[ids] != "").sum().sum()) == len(maybach.consistency)
    counted = hypothesis_counts(maybach)
    assert int(counted[list(CONSISTENCY)].sum().sum()) == len(maybach.consistency)
