"""Canonical JSON: refusals and a digest that survives a browser."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.canonical import canonical, plain, sha256


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_number_json_cannot_hold_is_refused_with_its_path(bad):
    with pytest.raises(ExhibitError, match=r"spec\.rows\[1\]\.x: -?(nan|inf)"):
        plain({"rows": [{"x": 1.5}, {"x": bad}]})


def test_an_unrounded_float_is_refused():
    with pytest.raises(ExhibitError, match=r"spec\[0\]: 0\.333.* is not rounded"):
        plain([1 / 3])
    assert plain([round(1 / 3, 9)]) == [0.333333333]


def test_a_whole_float_becomes_an_integer_as_javascript_writes_it():
    assert canonical(plain({"a": 1.0, "b": -0.0, "c": 2.5})) == '{"a":1,"b":0,"c":2.5}'


def test_an_integer_a_browser_cannot_hold_is_refused():
    with pytest.raises(ExhibitError, match="too large"):
        plain(2**53 + 1)
    assert plain(2**53) == 2**53


def test_other_types_and_keys_are_refused():
    with pytest.raises(ExhibitError, match=r"spec\.a: a value of type set"):
        plain({"a": {1}})
    with pytest.raises(ExhibitError, match="the key 1 is not text"):
        plain({1: "a"})


def test_tuples_become_lists_and_truth_values_stay():
    assert plain({"a": (1, True, None)}) == {"a": [1, True, None]}
    assert plain({"a": (True,)})["a"][0] is True


def test_the_digest_is_that_of_the_sorted_ascii_text():
    text = '{"a":"\\u00e9","b":1}'
    import hashlib

    assert canonical({"b": 1, "a": "é"}) == text
    assert sha256({"b": 1, "a": "é"}) == hashlib.sha256(text.encode()).hexdigest()


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.text()
        | st.integers(-(2**53), 2**53)
        | st.floats(-1e6, 1e6).map(lambda x: round(x, 6)),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_a_round_trip_through_json_keeps_the_digest(value):
    made = plain(value)
    assert sha256(plain(json.loads(json.dumps(made)))) == sha256(made)
