from __future__ import annotations

from math import isnan
from pathlib import Path

import pytest

from osint_helpers.case.frames import to_frame
from osint_helpers.case.reading import RawTable
from osint_helpers.case.tables import Table
from tests.case.conftest import where

MIXED = Table(("key", "many", "size"), ("key",), lists=("many",), numbers=("size",))


def typed(many: str = "", size: str = ""):
    raw = RawTable({"key": ["k"], "many": [many], "size": [size]}, [7])
    return to_frame(raw, MIXED, Path("mixed.csv"))


def test_types_of_a_row():
    frame, faults = typed("a; b", "-12.5")
    assert frame.iloc[0].tolist() == ["k", ("a", "b"), -12.5]
    assert faults == []
    assert [str(kind) for kind in frame.dtypes] == ["str", "object", "float64"]


def test_empty_cells():
    frame, faults = typed()
    assert frame["many"][0] == ()
    assert isnan(frame["size"][0])
    assert faults == []


def test_an_empty_table_keeps_its_types():
    raw = RawTable({"key": [], "many": [], "size": []}, [])
    frame, _ = to_frame(raw, MIXED, Path("mixed.csv"))
    assert [str(kind) for kind in frame.dtypes] == ["str", "object", "float64"]


@pytest.mark.parametrize("text", ["x", "1,5", "1 000", "nan", "inf", "1e999", "0x10", "1_0", "٣"])
def test_no_number(text):
    _, (fault,) = typed(size=text)
    assert where(fault) == ("E013", "mixed.csv", 7, "size")
    assert fault.what == f"{text!r} is not a number"


@pytest.mark.parametrize("text", ["a;b", "a; ", "; a", "a;  b", "a; ; b", ";"])
def test_no_list(text):
    _, (fault,) = typed(many=text)
    assert where(fault) == ("E018", "mixed.csv", 7, "many")
    assert fault.what == f"{text!r} is not a list"


def test_list_that_repeats():
    _, (fault,) = typed(many="a; b; a")
    assert fault.what == "'a; b; a' names an element twice"
