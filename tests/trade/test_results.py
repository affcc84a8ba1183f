"""The account of what was left out: every reason with its rows, most first."""

from __future__ import annotations

import pandas as pd
import pytest

from osint_helpers.errors import TradeError
from osint_helpers.trade.results import Result, account, merged, need

REASONS = ("used", "b", "a", "never")
NAMES = [f"row {n}" for n in range(6)]


def test_reasons_stand_with_their_rows_most_first_and_then_by_their_words():
    left = account(REASONS, [0, 1, 2, 2, 1, 0], NAMES)
    assert left.values.tolist() == [["a", 2, "row 2"], ["b", 2, "row 1"]]
    left = account(REASONS, [1, 1, 2, 0, 0, 0], NAMES)
    assert left["reason"].tolist() == ["b", "a"]


def test_the_example_can_be_chosen():
    left = account(REASONS, [1, 1, 1], NAMES, first=max)
    assert left["example"].tolist() == ["row 2"]


def test_accounts_are_added_up_by_reason_with_the_least_example():
    one = account(REASONS, [1, 2, 2, 2], NAMES)
    two = account(REASONS, [1, 1, 0, 0], ["row 9", "row 8", "", ""])
    both = merged([one, account(REASONS, [0], NAMES), two])
    assert both.values.tolist() == [["a", 3, "row 1"], ["b", 3, "row 0"]]
    assert merged([two, one]).values.tolist() == both.values.tolist()
    assert both["rows"].dtype == "int64"


def test_no_account_is_an_empty_one():
    assert merged([]).columns.tolist() == ["reason", "rows", "example"]
    assert len(merged([account(REASONS, [0], NAMES)])) == 0


def test_a_result_says_in_a_sentence_what_it_used():
    left = account(REASONS, [1, 2, 2], NAMES)
    found = Result(pd.DataFrame({"x": [1]}), left, None, (), 1004, 1001)
    assert found.text == "1,001 of 1,004 rows used; left out: 2 a; 1 b."
    assert len(found) == 1
    assert Result(found.frame, account(REASONS, [0], NAMES), None, (), 1, 1).text == (
        "1 of 1 rows used."
    )


def test_the_first_column_that_lacks_is_named():
    with pytest.raises(TradeError, match="is missing in the rows") as raised:
        need(pd.DataFrame({"a": []}), ("a", "b", "c"), what="rows", advice="give them")
    assert raised.value.column == "b"
