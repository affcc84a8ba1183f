"""The law along the rows: whose, when, for which goods, and what is not asked."""

from __future__ import annotations

from pathlib import Path

from osint_helpers.diligence import check, read
from osint_helpers.diligence.wording import law_lines
from osint_helpers.law import Leg, timeline
from tests.diligence.files import checked, raw


def asked(found, row: int = 2) -> list[tuple[str, str, str]]:
    frame = found.law[found.law["row"] == row]
    return list(dict.fromkeys(zip(frame["role"], frame["place"], frame["when"], strict=True)))


def test_origin_destination_and_flag_are_asked_for_their_days(tmp_path: Path) -> None:
    assert asked(checked(tmp_path, {"vessel_flag": "PA"})) == [
        ("origin", "NLRTM", "1 February 2026"), ("destination", "KRPUS", "20 March 2026"),
        ("flag", "PA", "1 February to 20 March 2026"),
    ]  # fmt: skip


def test_a_final_destination_makes_the_port_of_discharge_one_in_between(tmp_path: Path) -> None:
    row = {"transit": "SGSIN", "final_destination": "KP_PYONGYANG"}
    places = [(role, place) for role, place, _ in asked(checked(tmp_path, row))]
    assert places == [("origin", "NLRTM"), ("transit", "SGSIN"), ("transit", "KRPUS"),
                      ("destination", "KP_PYONGYANG"), ("flag", "")]  # fmt: skip


def test_the_goods_of_the_row_are_asked_and_any_where_they_are_not_placed(tmp_path: Path) -> None:
    found = checked(tmp_path, {"hs": "8703.23"}, {"hs": "2204"}, {"hs": "2701"})
    goods = {row: set(found.law[found.law["row"] == row]["goods"]) for row in (2, 3, 4)}
    assert goods == {2: {"motor cars"}, 3: {"wine"}, 4: {"any"}}
    measures = {row: set(found.law[found.law["row"] == row]["measure"]) for row in (2, 3)}
    assert measures[2] != measures[3]


def test_the_answers_are_those_of_the_law_room_word_for_word(tmp_path: Path) -> None:
    found = checked(tmp_path, {})
    one = found.consignments.rows[0]
    leg = Leg("x", one.date("departed_on"), one.date("arrived_on"), "NLRTM", "KRPUS")
    want = timeline([leg], "8703.23").drop(columns="leg")
    got = found.law.drop(columns=["row", "consignment"])
    assert got.reset_index(drop=True).equals(want.reset_index(drop=True))


def test_what_is_not_given_is_not_asked_with_the_reason(tmp_path: Path) -> None:
    found = checked(tmp_path, {"arrived_on": "", "port_of_loading": ""})
    frame = found.law[found.law["standing"] == "not asked"]
    assert dict(zip(frame["role"], frame["problem"], strict=True)) == {
        "origin": "origin not published", "destination": "no date published",
        "flag": "flag not published",
    }  # fmt: skip
    assert found.counts["places of law not asked"] == 3


def test_rows_alike_are_one_leg_of_a_table_and_places_stand_in_words(tmp_path: Path) -> None:
    rows = [{}, {}, {"hs": "2204"}, {"port_of_discharge": "Bangladesh"}]
    legs, left = checked(tmp_path, *rows).legs()
    assert list(dict.fromkeys(legs["leg"])) == ["rows 2, 3: motor cars", "row 4: wine",
                                                "row 5: motor cars"]  # fmt: skip
    assert left == 0
    assert {"Rotterdam (NLRTM)", "Busan (KRPUS)", "Bangladesh"} <= set(legs["printed"])
    legs, left = checked(tmp_path, *rows).legs(most=1)
    assert (legs["leg"].nunique(), left) == (1, 2)


def test_sentences_keep_verified_and_to_be_checked_apart(tmp_path: Path) -> None:
    found = checked(tmp_path, {})
    lines = law_lines(found.law_rows[2])
    (un,) = [line for line in lines if line.startswith("origin") and ", UN:" in line]
    verified, _, check_part = un.partition("; to be checked by counsel: ")
    assert "in force, verified: UN-1718-8a3" in verified
    assert "UN-2397-7" in check_part
    assert "origin NLRTM, 1 February 2026, NL: no measure found in the table" in lines
    assert "flag: not asked: flag not published" in lines


def test_a_file_without_a_row_is_checked_as_well(tmp_path: Path) -> None:
    found = check(read(raw(tmp_path, "consignment,consignee,hs\n")))
    assert found.law.empty
    assert found.counts["rows"] == 0
    assert found.legs()[0].empty
    assert found.rules() == ()
