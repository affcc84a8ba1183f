"""What is not data does not pass as data."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect import strictly
from osint_helpers.errors import CollectError, OsintError, SourceRefusedError

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), VALUES) | st.lists(VALUES))
def test_json_comes_back_as_it_was(value: object) -> None:
    assert strictly.json_of(json.dumps(value).encode(), source="S") == value


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_data_or_a_typed_error(data: bytes) -> None:
    for read in (strictly.json_of, strictly.text_of):
        with contextlib.suppress(OsintError):
            read(data, source="S")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"a": 1, "a": 2}', "names a key twice"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": 1e999}', "too large"),
        (b'{"a": [-1e999]}', "too large"),
        (b'{"a": 1', "broken"),
        (b'{"a": "\xff"}', "broken or not UTF-8"),
        (b"[" * 100_000, "broken"),
        (b"[1] [2]", "broken"),
    ],
)
def test_broken_json(data: bytes, words: str) -> None:
    with pytest.raises(CollectError, match=words) as caught:
        strictly.json_of(data, source="SYNTHETIC register")
    assert not isinstance(caught.value, SourceRefusedError)


@pytest.mark.parametrize("data", [b"", b"null", b"7", b'"text"', b"<html>", b"Too many requests"])
def test_what_is_no_object_and_no_list_is_a_refusal(data: bytes) -> None:
    with pytest.raises(SourceRefusedError):
        strictly.json_of(data, source="S")


def test_a_refusal_is_told_in_one_harmless_line() -> None:
    told = strictly.told(b"\xef\xbb\xbfline one\r\nline\x1b[31m two \xe2\x80\xae" + b"x" * 500)
    assert "\n" not in told
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert told.startswith("the text 'line one line")
    assert len(told) < 200


def test_text_loses_its_byte_order_mark_and_nothing_else() -> None:
    assert strictly.text_of("\ufeffa\ufeff".encode(), source="S") == "a\ufeff"
    assert strictly.text_of("ä".encode("latin-1"), source="S", encoding="latin-1") == "ä"
