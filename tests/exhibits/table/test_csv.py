"""Tables as CSV."""

import csv
import io

import pytest

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table import cell, table


def read(rows):
    spec = table({"a": "A", "b": "B"}, rows, provenance="SYNTHETIC")
    return list(csv.reader(io.StringIO(Exhibit("table", "A-1", "T", "", spec).to_csv())))


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1+1", "\t=1", "=cmd|' /C calc'!A0"])
def test_a_formula_is_not_run(text):
    assert read([[text, "x"]])[1][0].startswith("'")


def test_keys_are_the_header_and_references_the_last_column():
    rows = read([[cell("x", [("claim", "c1")]), cell("y", [("source", "s"), ("claim", "c1")])]])
    assert rows == [["a", "b", "evidence"], ["x", "y", "claim c1; source s"]]


def test_quotes_commas_and_line_breaks_survive():
    assert read([['a "b", c', "d\ne"]])[1][:2] == ['a "b", c', "d\ne"]


def test_a_lone_carriage_return_starts_no_row_in_which_a_formula_could_stand():
    text = "x\r=1+1"
    spec = table({"a": "A"}, [[text]], provenance="SYNTHETIC")
    written = Exhibit("table", "A-1", "T", "", spec).to_csv()
    assert written == f'a,evidence\n"{text}",\n'
