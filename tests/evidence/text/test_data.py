"""Keys and values of JSON become lines."""

from __future__ import annotations

import pytest

from osint_helpers.evidence.text.data import text_of_json


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"b": "SYNTHETIC", "a": 1}', "b: SYNTHETIC\na: 1"),
        ('{"a": {"b": ["c", {"d": null}, true]}}', "a:\nb:\nc\nd: null\ntrue"),
        ('"caf\\u00e9 \\n x"', "café \n x"),
        ('{"a": 1, "a": 2}', "a: 1\na: 2"),
        ('{"a": 1.10, "b": 12345678901234567890123456789}',
         "a: 1.10\nb: 12345678901234567890123456789"),
        ('{"a": "<p>one</p><p>t<b>w</b>o</p>"}', "a: one\ntwo"),
        ('{"a": 1}\n{"a": 2}\n', "a: 1\na: 2"),
        ('{"pairs": [["a", 1]]}', "pairs:\na\n1"),
        ("[]", ""),
    ],
)  # fmt: skip
def test_lines_of_json(content, words):
    assert text_of_json(content) == (words, "")


@pytest.mark.parametrize("content", ["{", "var a = {};", "[" * 200_000])
def test_what_is_no_json_stays_as_it_is(content):
    text, problem = text_of_json(content)
    assert text == content
    assert problem.startswith("it is no JSON")


def test_digits_without_end_are_no_problem():
    assert text_of_json("9" * 100_000) == ("9" * 100_000, "")
