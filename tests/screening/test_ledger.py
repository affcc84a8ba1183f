"""The ledger: only a recorded judgement joins, and it is taken back by a date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from osint_helpers.screening import ScreeningError
from osint_helpers.screening.ledger import COLUMNS, Judgement, Ledger, read

HEADER = ",".join(COLUMNS) + "\n"
DAY = date(2024, 1, 1)


def table(folder: Path, *rows: str) -> Path:
    path = folder / "screening_judgements.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf8")
    return path


def test_a_judgement_joins_from_its_day_to_the_day_before_it_is_retracted(tmp_path: Path) -> None:
    held = read(table(tmp_path, "B-1,A-1,same,SYNTHETIC reason,ab,2024-01-01,2024-03-01"))
    joined = {day: held.joined(date.fromisoformat(day))
              for day in ("2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01")}  # fmt: skip
    assert joined == {"2023-12-31": (), "2024-01-01": (("A-1", "B-1"),),
                      "2024-02-29": (("A-1", "B-1"),), "2024-03-01": ()}  # fmt: skip
    assert held.of("A-1", "B-1", DAY) == held.of("B-1", "A-1", DAY) == held.judgements
    assert held.of("A-1", "B-1", date(2024, 3, 1)) == ()


def test_neither_different_nor_undecided_joins(tmp_path: Path) -> None:
    held = read(table(tmp_path, "A,B,different,SYN,ab,2024-01-01,", "B,C,undecided,SYN,ab,"
                      "2024-01-01,"))  # fmt: skip
    assert held.joined(DAY) == ()


def test_judgements_join_in_chains_whatever_their_order(tmp_path: Path) -> None:
    rows = ("C,D,same,SYN,ab,2024-01-01,", "A,B,same,SYN,ab,2024-01-01,",
            "B,C,same,SYN,ab,2024-01-01,", "X,Y,same,SYN,ab,2024-01-01,")  # fmt: skip
    wanted = (("A", "B", "C", "D"), ("X", "Y"))
    assert read(table(tmp_path, *rows)).joined(DAY) == wanted
    assert read(table(tmp_path, *reversed(rows))).joined(DAY) == wanted


def test_two_open_judgements_that_differ_are_an_error_with_their_rows(tmp_path: Path) -> None:
    rows = ("A,B,same,SYN,ab,2024-01-01,", "P,Q,same,SYN,ab,2024-01-01,",
            "B,A,different,SYN,cd,2024-02-01,")  # fmt: skip
    with pytest.raises(ScreeningError) as error:
        read(table(tmp_path, *rows))
    assert str(error.value) == (
        "screening_judgements.csv:4: A and B are same and different (rows 2, 4) (give the one "
        "that no longer holds a day in retracted_on)"
    )


def test_a_judgement_retracted_in_time_leaves_room_for_another(tmp_path: Path) -> None:
    held = read(table(tmp_path, "A,B,same,SYN,ab,2024-01-01,2024-02-01",
                      "A,B,different,SYN,cd,2024-02-01,"))  # fmt: skip
    assert held.joined(DAY) == (("A", "B"),)
    assert held.joined(date(2024, 2, 1)) == ()
    with pytest.raises(ScreeningError, match="rows 2, 3"):
        read(table(tmp_path, "A,B,same,SYN,ab,2024-01-01,2024-02-02",
                   "A,B,different,SYN,cd,2024-02-01,"))  # fmt: skip


def test_two_people_may_decide_the_same(tmp_path: Path) -> None:
    held = read(table(tmp_path, "A,B,same,SYN,ab,2024-01-01,", "A,B,same,SYN,cd,2024-01-01,"))
    assert len(held.of("A", "B", DAY)) == 2


def test_a_chain_that_joins_what_was_called_different_is_an_error_with_its_rows(
    tmp_path: Path,
) -> None:
    rows = ("A,B,same,SYN,ab,2024-01-01,", "X,Y,same,SYN,ab,2024-01-01,",
            "B,C,same,SYN,ab,2024-01-01,", "A,C,different,SYN,ab,2024-01-01,")  # fmt: skip
    held = read(table(tmp_path, *rows))
    with pytest.raises(ScreeningError, match=r"A and C are different.*rows 2, 4, 5"):
        held.joined(DAY)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",B,same,SYN,ab,2024-01-01,", r":2: a: is empty"),
        ("A,B,same,,ab,2024-01-01,", r":2: why: is empty"),
        ("A,B,same,SYN,,2024-01-01,", r":2: by: is empty"),
        ("A,B,same,SYN,ab,,", r":2: on: is empty"),
        ("A,B,same,SYN,ab,20240101,", r":2: on: '20240101' is no day"),
        ("A,B,same,SYN,ab,2024-01-01,soon", r":2: retracted_on: 'soon' is no day"),
        ("A,B,same,SYN,ab,2024-01-02,2024-01-01", r":2: retracted_on: 2024-01-01 is before"),
        ("A,B,identical,SYN,ab,2024-01-01,", r":2: verdict: 'identical' is no verdict"),
        ("A,A,same,SYN,ab,2024-01-01,", r":2: b: 'A' is compared with itself"),
        ("A,B,same,SYN, and,ab,2024-01-01,", r":2: has 8 cells, not 7"),
        ('"A,B', r":2: is broken CSV"),
    ],
)
def test_a_bad_row_is_an_error_with_row_and_column(row: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(ScreeningError, match=told):
        read(table(tmp_path, row))


@pytest.mark.parametrize("text", ["", "a,b\n", "b,a,verdict,why,by,on,retracted_on\n"])
def test_another_header_is_refused(text: str, tmp_path: Path) -> None:
    path = table(tmp_path)
    path.write_text(text, "utf8")
    with pytest.raises(ScreeningError, match=":1: the header is not that of the table"):
        read(path)


def test_a_file_that_is_not_there_or_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScreeningError, match="cannot be read"):
        read(tmp_path / "none.csv")
    path = table(tmp_path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ScreeningError, match="is not UTF-8"):
        read(path)


def test_what_is_written_reads_back_and_runs_nothing(tmp_path: Path) -> None:
    one = Judgement("=A", "B, C", "same", 'said "so"', "ab", DAY, date(2024, 5, 1))
    text = Ledger((one,)).csv()
    assert "'=A" in text
    path = tmp_path / "t.csv"
    path.write_text(text, "utf8", newline="")
    (back,) = read(path).judgements
    assert (back.a, back.b, back.why, back.retracted_on) == (
        "=A", "B, C", 'said "so"', date(2024, 5, 1),
    )  # fmt: skip
