from __future__ import annotations

from osint_helpers.journey import readings
from tests.case.builder import edit


def _row(frame, claim, predicate):
    found = frame[(frame["claim"] == claim) & (frame["predicate"] == predicate)]
    assert len(found) == 1
    return found.iloc[0]


def test_main_row_comes_before_the_further_ones(synthetic):
    frame = readings(synthetic)
    rows = frame[frame["claim"] == "c_dep2"]
    assert list(rows["predicate"]) == ["departed", "from", "vessel"]
    assert list(rows["main"]) == [True, False, False]


def test_every_claim_and_every_further_reading_has_a_row(synthetic):
    assert len(readings(synthetic)) == len(synthetic.claims) + len(synthetic.readings)


def test_a_blank_interval_is_inherited_as_a_whole(build):
    case = build(
        readings=[{"claim": "c_gate", "subject": "leg-1", "predicate": "loaded", "value": ""}]
    )
    row = _row(readings(case), "c_gate", "loaded")
    assert (row["date_from"], row["date_to"], row["precision"]) == ("2001-02", "", "month")


def test_an_own_date_of_a_further_reading_wins(build):
    extra = {"claim": "c_gate", "subject": "leg-1", "predicate": "loaded", "value": ""}
    case = build(readings=[extra | {"date_from": "2001-03-01", "precision": "day"}])
    row = _row(readings(case), "c_gate", "loaded")
    assert (row["date_from"], row["precision"]) == ("2001-03-01", "day")


def test_precision_none_says_undated_and_is_not_overruled(synthetic):
    row = _row(readings(synthetic), "c_arr", "to")
    assert (row["date_from"], row["precision"]) == ("", "none")


def test_distortion_follows_the_prefix_of_the_id(synthetic):
    frame = readings(synthetic)
    assert list(frame[frame["distortion"]]["claim"]) == ["d_arrived"]


def test_empty_readings_table_is_no_fault(build):
    frame = readings(build(readings=[]))
    assert frame["main"].all()
    assert frame["main"].dtype == bool


def test_time_basis_is_carried(build):
    case = build(claims=lambda rows: edit(rows, "c_arr", time_basis="UTC"))
    assert _row(readings(case), "c_arr", "to")["time_basis"] == "UTC"
