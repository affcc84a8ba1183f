"""Global Fishing Watch: whatever comes is rows or a named error."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.columns import frame
from osint_helpers.collect.vessels.gfw import (
    counting,
    event_columns,
    event_rows,
    fields,
    identities,
    paging,
)
from osint_helpers.errors import OsintError, SchemaChanged
from tests.collect.fakes import gfw as fake

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["55.5", "2018-08-26T00:00:00Z", "", "false", "1e400", "nan"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["id", "lat", "lon", "name", "type"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    return [at, *(one for key in keys for one in paths(value[key], (*at, key)))]


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(copy[path[0]], path[1:], new)
    return copy


def first(kind: str) -> Any:
    return next(one for one in fake.EVENTS if one["type"] == kind)


@pytest.mark.parametrize("kind", list(event_columns.COLUMNS))
@given(data=st.data())
def test_an_event_with_any_value_in_it_is_a_row_or_a_named_error(
    kind: str, data: st.DataObject
) -> None:
    event = first(kind)
    path = data.draw(st.sampled_from(paths(event)))
    value = changed(event, path, data.draw(ANY))
    try:
        row = event_rows.event_row(value, kind, fields.Reading(), "event 0")
    except OsintError:
        return
    frame([row], (*event_columns.EVENT, *event_columns.COLUMNS[kind]))


@given(data=st.data())
def test_a_vessel_with_any_value_in_it_is_rows_or_a_named_error(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(paths(fake.TRADER)))
    value = changed(fake.TRADER, path, data.draw(ANY))
    try:
        entry = identities.entry_of(value, fields.Reading(), 1)
        rows = list(identities.identity_rows(entry, fields.Reading(), 1))
        held = list(identities.owner_rows(entry, fields.Reading(), 1))
        identities.lacking(entry)
    except OsintError:
        return
    frame(rows, identities.IDENTITY)
    frame(held, identities.OWNERS)


@given(st.binary(max_size=60) | ANY.map(lambda value: json.dumps(value).encode())
       | st.dictionaries(st.sampled_from(["total", "entries", "nextOffset", "since", "metadata"]),
                         ANY).map(lambda value: json.dumps(value).encode()))  # fmt: skip
def test_no_bytes_break_a_page_or_insights(data: bytes) -> None:
    for read in (
        lambda: paging.page_of(data),
        lambda: frame([counting.parse(data, "x", fields.Reading())], counting.INSIGHTS),
    ):
        try:
            read()
        except OsintError:
            continue


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_the_same_as_text(value: float) -> None:
    assert fields.number(repr(value), "x") == fields.number(value, "x") == value


@pytest.mark.parametrize("value", ["nan", "inf", "1_0", "x", True, [], {}, "1e999", 10**400])
def test_what_is_no_number_is_said(value: Any) -> None:
    with pytest.raises(SchemaChanged):
        fields.number(value, "x")


@pytest.mark.parametrize(
    ("value", "told"), [("true", True), ("False", False), (True, True), ("", None), (None, None)]
)
def test_truth_is_read_from_text_too(value: Any, told: bool | None) -> None:
    assert fields.flag(value, "x") is told


def test_a_list_of_ids_is_split_without_loss() -> None:
    ids = [str(at) for at in range(101)]
    groups = paging.split(ids)
    assert [len(one) for one in groups] == [50, 50, 1]
    assert [one for group in groups for one in group] == ids
    assert paging.ids_of(("a", " b", "a"), "id") == ("a", "b")
