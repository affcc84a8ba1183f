"""Typed columns: what fits, what is missing, and what may not pass in silence."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.columns import DTYPES, Column, check_fields, frame
from osint_helpers.errors import SchemaChanged

EAST = dt.timezone(dt.timedelta(hours=9))


def series(kind: str, *values: object) -> pd.Series:
    return frame([{"a": value} for value in values], [Column("a", kind)])["a"]


@pytest.mark.parametrize("kind", DTYPES)
def test_no_rows_have_the_dtypes_of_rows(kind: str) -> None:
    expected = {"text": "str", "day": "str", "instant": "datetime64[us, UTC]"}.get(kind)
    made = series(kind)
    assert len(made) == 0
    assert str(made.dtype) == (expected or DTYPES[kind])
    assert series(kind, None).dtype == made.dtype


@pytest.mark.parametrize("kind", [one for one in DTYPES if one not in {"list", "json"}])
@pytest.mark.parametrize("value", [None, math.nan, pd.NA, pd.NaT])
def test_what_a_source_does_not_give_is_missing(kind: str, value: object) -> None:
    made = series(kind, value)
    assert made.isna().all()
    assert str(made.dtype) == str(series(kind).dtype)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("text", "0012", "0012"),
        ("text", 12, "12"),
        ("text", np.int64(12), "12"),
        ("text", "", ""),
        ("text", "NaN", "NaN"),
        ("text", "None", "None"),
        ("day", "2018", "2018"),
        ("day", "2018-08", "2018-08"),
        ("day", "2018-08-26", "2018-08-26"),
        ("day", "", ""),
        ("integer", 5, 5),
        ("integer", "5", 5),
        ("integer", "-5", -5),
        ("integer", 5.0, 5),
        ("integer", 2**63 - 1, 2**63 - 1),
        ("integer", -(2**63), -(2**63)),
        ("integer", "9223372036854775807", 2**63 - 1),
        ("number", 1, 1.0),
        ("number", "1.5", 1.5),
        ("number", "1e3", 1000.0),
        ("number", Decimal("0.1"), 0.1),
        ("number", np.float32(0.5), 0.5),
        ("flag", True, True),
        ("flag", 0, False),
        ("flag", np.bool_(True), True),
        ("list", ["a", "b"], ("a", "b")),
        ("list", (), ()),
        ("list", None, ()),
        ("json", {"a": [1]}, {"a": [1]}),
        ("json", None, None),
    ],
)
def test_values_that_fit(kind: str, value: object, expected: object) -> None:
    made = series(kind, value)
    assert made.iloc[0] == expected or (made.iloc[0] is None and expected is None)
    assert str(made.dtype) == str(series(kind).dtype)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2018-08-26T01:02:03Z", "2018-08-26T01:02:03+00:00"),
        ("2018-08-26T09:00:00+09:00", "2018-08-26T00:00:00+00:00"),
        ("2018-08-26", "2018-08-26T00:00:00+00:00"),
        ("20180826T000000Z", "2018-08-26T00:00:00+00:00"),
        ("2018-08-26 00:00:00.123456", "2018-08-26T00:00:00.123456+00:00"),
        (dt.datetime(2018, 8, 26, 9, tzinfo=EAST), "2018-08-26T00:00:00+00:00"),
        (dt.date(2018, 8, 26), "2018-08-26T00:00:00+00:00"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59+00:00"),
    ],
)
def test_instants_are_utc(value: object, expected: str) -> None:
    assert series("instant", value, None).iloc[0].isoformat() == expected


def test_zones_may_be_mixed_in_one_column() -> None:
    west = dt.timezone(dt.timedelta(hours=-5))
    made = series(
        "instant", "2018-08-26T09:00:00+09:00", "2018-08-26T00:00:00Z",
        dt.datetime(2018, 8, 25, 19, tzinfo=west),
    )  # fmt: skip
    assert made.nunique() == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", 1.5), ("text", True), ("text", {"a": 1}), ("text", ["a"]), ("text", b"a"),
        ("text", "\ud800"),
        ("day", "2018-02-30"), ("day", "2018-13"), ("day", "26.08.2018"), ("day", 2018),
        ("day", "2018-08-26T00:00:00Z"), ("day", "circa 2018"), ("day", "0000"),
        ("integer", 2**63), ("integer", -(2**63) - 1), ("integer", "9223372036854775808"),
        ("integer", 5.5), ("integer", 1e19), ("integer", True), ("integer", np.bool_(False)),
        ("integer", "NaN"), ("integer", ""), ("integer", "1.0"), ("integer", "1_000"),
        ("integer", "٣x"), ("integer", [1]),
        ("number", "NaN"), ("number", "nan"), ("number", "inf"), ("number", ""), ("number", "1,5"),
        ("number", math.inf), ("number", True), ("number", 10**400), ("number", "1e999"),
        ("number", "1_0"), ("number", [1.0]), ("number", 1j),
        ("instant", 1535241600), ("instant", 1.5), ("instant", "NaT"), ("instant", "2018"),
        ("instant", "2018-08"), ("instant", "2018-13-01"), ("instant", "0000-01-01"),
        ("instant", "10000-01-01"), ("instant", "9999-12-31T23:59:59-14:00"),
        ("instant", "0001-01-01T00:00:00+14:00"), ("instant", "2018-08-26T25:00:00Z"),
        ("instant", "now"), ("instant", "today"),
        ("flag", "true"), ("flag", 2), ("flag", 1.0),
        ("list", "abc"), ("list", [1]), ("list", ["a", None]), ("list", {"a": 1}), ("list", 5),
    ],
)  # fmt: skip
def test_what_does_not_fit_names_column_and_value(kind: str, value: object) -> None:
    with pytest.raises(SchemaChanged) as caught:
        series(kind, None, value)
    assert caught.value.column == "a"
    assert f"holds {value!r:.60}" in caught.value.what
    assert kind in caught.value.what


def test_keys_that_are_no_column_are_not_read_and_absent_ones_are_missing() -> None:
    made = frame([{"b": 1, "x": 2}, {"a": "t"}], [Column("a", "text"), Column("b", "integer")])
    assert list(made.columns) == ["a", "b"]
    assert made["a"].isna().tolist() == [True, False]
    assert made["b"].isna().tolist() == [False, True]


def test_an_unknown_kind_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="colour"):
        Column("a", "colour")


@pytest.mark.parametrize("kind", DTYPES)
@given(data=st.data())
def test_any_value_fits_or_is_a_schema_change(kind: str, data: st.DataObject) -> None:
    value = data.draw(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
                  st.datetimes(), st.dates(), st.binary(max_size=4), st.lists(st.text(max_size=3)))
    )  # fmt: skip
    try:
        made = series(kind, value)
    except SchemaChanged:
        return
    assert len(made) == 1
    assert str(made.dtype) == str(series(kind).dtype)


def test_known_fields_pass() -> None:
    assert check_fields(["a", "b"], ["a"], ["b", "c"], where="x") == ()


@pytest.mark.parametrize(
    ("found", "column", "words"),
    [(["b"], "a", "missing in record 3"), (["a", "new"], "new", "new in record 3"),
     ([], "a", "missing"), (["new"], "a", "missing")],
)  # fmt: skip
def test_a_missing_and_a_new_field_are_named(found: list[str], column: str, words: str) -> None:
    with pytest.raises(SchemaChanged, match=words) as caught:
        check_fields(found, ["a"], ["b"], where="record 3")
    assert caught.value.column == column


def test_a_tolerated_field_is_returned_and_a_second_new_one_is_not_passed() -> None:
    known: dict[str, Any] = {"required": ["a"], "where": "x", "tolerated": ["new"]}
    assert check_fields(["a", "new"], **known) == ("new",)
    with pytest.raises(SchemaChanged, match="newer"):
        check_fields(["a", "new", "newer"], **known)


def deep(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels - 1):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [{"a": {"b": ["half of a pair \ud800"]}}, {"\ud800": 1}, [[math.inf]], {"a": -math.inf},
     deep(65), deep(900)],
)  # fmt: skip
def test_a_json_value_that_cannot_be_written_again_is_refused(value: object) -> None:
    with pytest.raises(SchemaChanged, match="no json"):
        series("json", value)


@pytest.mark.parametrize("value", [deep(64), {"a": ({"b": [1.5, "é", None, True]},)}, "x", 3])
def test_a_json_value_stays_as_it_came(value: object) -> None:
    assert series("json", value)[0] is value
