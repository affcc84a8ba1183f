"""What a list said on a day: which snapshot answers, on what basis, and when none does."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from osint_helpers.screening import NoList, ScreeningError, View, as_of, read_list
from tests.screening.lists import dated, entity, ftm, ofac_csv, sanction

NAME = "OpenSanctions synthetic"
A, B, C = ("S-1", "SYN ALPHA"), ("S-2", "SYN BRAVO"), ("S-3", "SYN CHARLIE")


def refs(view: View | NoList) -> dict[str, str]:
    assert isinstance(view, View)
    return dict(zip(view.listings["authority_ref"], view.listings["on_day"], strict=True))


def test_the_newest_list_not_later_than_the_day_answers_in_whatever_order_they_come(
    tmp_path: Path,
) -> None:
    held = [dated(tmp_path, day, (*A, "2015-01-01"))
            for day in ("2017-01-01", "2018-06-01", "2019-01-01")]  # fmt: skip
    for order in permutations(held):
        view = as_of(order, NAME, "2018-06-03")
        assert isinstance(view, View)
        assert (view.snapshot.list_date, view.basis) == (
            "2018-06-01", "newest list not later than the day",
        )  # fmt: skip
        assert "; 2 days older than 2018-06-03" in view.text


def test_a_list_of_that_day_is_called_so_and_leaves_nothing_open(tmp_path: Path) -> None:
    view = as_of([dated(tmp_path, "2018-06-01", (*A, ""))], NAME, date(2018, 6, 1))
    assert isinstance(view, View)
    assert (view.basis, view.open) == ("list of that day", "")
    assert refs(view) == {"S-1": "on the list"}


def test_a_later_list_is_read_by_its_dates_and_says_what_it_cannot_know(tmp_path: Path) -> None:
    held = dated(tmp_path, "2020-01-01", (*A, "2018-06-03"), (*B, "2018-06-04"), (*C, ""),
                 ("S-4", "SYN DELTA", "2018-06"), ("S-5", "SYN ECHO", "2018-07"))  # fmt: skip
    view = as_of([held], NAME, "2018-06-03")
    assert isinstance(view, View)
    assert view.basis == "later list read by its listing dates"
    assert refs(view) == {
        "S-1": "on the list, listed on 2018-06-03",
        "S-3": "on the later list, which does not say since when",
        "S-4": "on the list before or after that day, which the dates do not tell apart, listed "
               "on 2018-06",
    }  # fmt: skip
    assert view.counts() == {"entries": 3, "listed after the day": 2}
    assert view.open == "what was removed between 2018-06-03 and 2020-01-01 is not in it"


def test_a_removal_by_the_day_is_told_and_one_behind_it_is_not_yet(tmp_path: Path) -> None:
    held = dated(tmp_path, "2020-01-01", (*A, "2018-01-01"), end="2019-05-05")
    said = {day: refs(as_of([held], NAME, day))["S-1"][:23]
            for day in ("2019-05-04", "2019-05-05", "2020-01-01")}  # fmt: skip
    assert said == {"2019-05-04": "on the list, listed on ",
                    "2019-05-05": "removed before that day"[:23],
                    "2020-01-01": "removed before that day"}  # fmt: skip


def test_between_two_lists_the_later_adds_what_came_by_the_day(tmp_path: Path) -> None:
    before = dated(tmp_path, "2018-01-01", (*A, "2010-01-01"))
    after = dated(tmp_path, "2019-01-01", (*A, "2010-01-01"), (*B, "2018-03-01"), (*C, ""),
                  ("S-4", "SYN DELTA", "2018-09-01"))  # fmt: skip
    view = as_of([after, before], NAME, "2018-06-01")
    assert isinstance(view, View)
    assert view.snapshot is before
    said = refs(view)
    assert list(said) == ["S-1", "S-2", "S-3"]
    assert said["S-2"] == "on the list, listed on 2018-03-01"
    assert said["S-3"].startswith("on the list before or after that day")
    assert "2 entries it does not have added from" in view.text
    assert "2018-01-01 and 2019-01-01 is in neither" in view.open


def test_of_several_later_lists_the_next_one_is_read(tmp_path: Path) -> None:
    before = dated(tmp_path, "2018-01-01", (*A, "2010-01-01"))
    later = [dated(tmp_path, day, (*A, "2010-01-01"), (*B, "2018-03-01"))
             for day in ("2021-01-01", "2020-01-01")]  # fmt: skip
    beside = as_of([before, *later], NAME, "2018-06-01")
    alone = as_of(later, NAME, "2018-06-01")
    assert isinstance(beside, View)
    assert isinstance(alone, View)
    assert [one.snapshot.list_date for one in beside.layers] == ["2018-01-01", "2020-01-01"]
    assert alone.snapshot.list_date == "2020-01-01"


def test_the_earliest_of_several_dates_of_listing_decides(tmp_path: Path) -> None:
    path = ftm(tmp_path, "a", entity(*A), sanction("s1", "S-1", listingDate=["2019-03-02"]),
               sanction("s2", "S-1", listingDate=["2018-03-02"]))  # fmt: skip
    view = as_of([read_list(path, list_date="2020-01-01")], NAME, "2018-06-01")
    assert refs(view) == {"S-1": "on the list, listed on 2018-03-02"}


def test_a_removal_known_to_the_year_is_undecided_within_it(tmp_path: Path) -> None:
    held = [dated(tmp_path, "2018-01-01", (*A, "2015-01-01"), end="2017")]
    later = [dated(tmp_path, "2020-01-01", (*A, "2015-01-01"), end="2019")]
    assert refs(as_of(held, NAME, "2018-01-01"))["S-1"].startswith("removed before that day")
    said = refs(as_of(later, NAME, "2019-06-01"))["S-1"]
    assert said == ("on the list before or after that day, which the dates do not tell apart, "
                    "listed on 2015-01-01, removed on 2019")  # fmt: skip


def test_no_snapshot_is_an_answer_of_its_own_and_no_empty_view() -> None:
    found = as_of([], NAME, "2018-06-01")
    assert isinstance(found, NoList)
    assert found.text == f"no list for this date: no snapshot of {NAME} is at hand"
    assert not hasattr(found, "listings")


def test_a_later_list_without_any_date_is_no_list_for_the_day(tmp_path: Path) -> None:
    first, *others = ofac_csv(tmp_path)
    held = read_list(first, beside=others, list_date="2018-12")
    found = as_of([held], "OFAC SDN", "2018-10-01")
    assert isinstance(found, NoList)
    assert "is later than 2018-10-01, and none of its entries states a date" in found.text


def test_a_list_known_to_the_month_answers_only_from_its_last_day_on(tmp_path: Path) -> None:
    first, *others = ofac_csv(tmp_path)
    held = [read_list(first, beside=others, list_date="2018-12")]
    within = as_of(held, "OFAC SDN", "2018-12-30")
    assert isinstance(within, NoList)
    assert "may be later than 2018-12-30" in within.text
    view = as_of(held, "OFAC SDN", "2018-12-31")
    assert isinstance(view, View)
    assert "up to 30 days older" in view.text


def test_another_list_never_answers(tmp_path: Path) -> None:
    held = dated(tmp_path, "2018-01-01", (*A, "2010-01-01"))
    assert isinstance(as_of([held], "OFAC SDN", "2018-06-01"), NoList)


def test_of_two_lists_of_a_day_the_whole_one_answers_and_the_other_is_told(tmp_path: Path) -> None:
    whole = dated(tmp_path, "2018-01-01", (*A, ""))
    path = tmp_path / "cut.json"
    path.write_bytes((tmp_path / "2018-01-01.json").read_bytes() + b'{"id')
    cut = read_list(path, list_date="2018-01-01")
    for order in ([whole, cut], [cut, whole]):
        view = as_of(order, NAME, "2018-01-01")
        assert isinstance(view, View)
        assert view.snapshot is whole
        assert "; 1 more of the same date not used" in view.text


def test_one_file_read_twice_counts_once_and_its_whole_reading_answers(tmp_path: Path) -> None:
    first, *others = ofac_csv(tmp_path)
    part = read_list(first, list_date="2018-12-01")
    whole = read_list(first, beside=others, list_date="2018-12-01")
    for order in ([part, whole], [whole, part]):
        view = as_of(order, "OFAC SDN", "2018-12-01")
        assert isinstance(view, View)
        assert view.snapshot is whole
        assert "more of the same date" not in view.text


def test_a_list_that_did_not_change_answers_for_each_of_its_days(tmp_path: Path) -> None:
    one = dated(tmp_path, "2018-01-01", (*A, ""))
    again = read_list(tmp_path / "2018-01-01.json", list_date="2018-06-01")
    view = as_of([again, one], NAME, "2018-03-01")
    assert isinstance(view, View)
    assert (view.snapshot, list(refs(view))) == (one, ["S-1"])


def test_a_month_is_no_day_to_ask_for(tmp_path: Path) -> None:
    with pytest.raises(ScreeningError, match="'2018-06' is no day"):
        as_of([dated(tmp_path, "2018-01-01", (*A, ""))], NAME, "2018-06")
