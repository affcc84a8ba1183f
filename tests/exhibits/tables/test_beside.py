"""Accounts and identities side by side: by date, by property, and never merged."""

from __future__ import annotations

import pytest

from osint_helpers import exhibits
from osint_helpers.case import open_case
from osint_helpers.errors import ExhibitError
from tests.conftest import REPO


@pytest.fixture(scope="module")
def winmore():
    return open_case(REPO / "data" / "cases" / "lighthouse-winmore-2017")


@pytest.fixture(scope="module")
def courageous():
    return open_case(REPO / "data" / "cases" / "courageous-2019")


def texts(exhibit: exhibits.Exhibit) -> list[list[str]]:
    return [
        [one if isinstance(one, str) else one["text"] for one in row]
        for row in exhibit.spec["rows"]
    ]


def test_accounts_stand_in_the_order_of_their_dates_each_in_its_column(winmore) -> None:
    columns = {"a": ["o_return_24", "o_dep"], "b": ["a_return_23"]}
    rows = texts(exhibits.accounts(winmore, "C-5", columns=columns))
    assert [row[0] for row in rows] == ["15 October 2017", "23 November 2017", "24 November 2017"]
    assert [bool(row[1]) for row in rows] == [True, False, True]
    assert rows[1][2] == "Return: Re-entered Yeosu on 23 November 2017"


def test_two_statements_of_one_date_share_a_row(winmore) -> None:
    columns = {"a": ["s_brief"], "b": ["s_impounded_nov"]}
    (row,) = texts(exhibits.accounts(winmore, "C-7", columns=columns))
    assert row[0] == "24 November 2017"
    assert all(row[1:])


def test_an_undated_statement_and_a_wrong_one_say_so(winmore) -> None:
    columns = {"a": ["s_defects"], "b": ["d_cargo_600"]}
    exhibit = exhibits.accounts(winmore, "C-5", columns=columns)
    (row,) = exhibit.spec["rows"]
    assert row[0]["text"] == "no date published"
    assert row[2]["mark"] == "distortion"
    assert "held wrong or raised" in row[2]["text"]


def test_a_property_of_one_column_is_not_published_in_the_other(courageous) -> None:
    columns = {"one": ["v_id", "v_dwt_3912"], "other": ["v_saeb"]}
    rows = {row[0]: row[1:] for row in texts(
        exhibits.identities(courageous, "B-5", columns=columns))}  # fmt: skip
    assert rows["deadweight"] == ["3,912 dwt", "not published"]
    assert rows["listed"] == ["not published", "by the US Treasury, per the US statement"]


def test_versions_of_one_property_in_one_column_all_stand(courageous) -> None:
    columns = {"one": ["v_flag_cm", "v_flag_kh"], "other": ["v_saeb"]}
    rows = {row[0]: row[1:] for row in texts(
        exhibits.identities(courageous, "B-5", columns=columns))}  # fmt: skip
    assert rows["flag"] == ["Cameroon / Cambodia (about 26 February 2020)", "North Korea"]


@pytest.mark.parametrize("builder", [exhibits.accounts, exhibits.identities])
@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"one": ["o_dep"]}, "fewer than two columns"),
        ({"one": ["o_dep"], "two": []}, "without claims"),
        ({"one": ["o_dep"], "two": ["no_such"]}, "no_such"),
    ],
)
def test_columns_that_cannot_be_compared_are_refused(winmore, builder, columns, said) -> None:
    with pytest.raises(ExhibitError, match=said):
        builder(winmore, "C-5", columns=columns)
