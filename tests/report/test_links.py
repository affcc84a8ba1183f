"""Anchors are unique, links lead somewhere, scripts cannot be broken out of."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.errors import ReportError
from osint_helpers.exhibits.canonical import script_json
from osint_helpers.report.links import check_links, content_policy, script_element

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(plain)
def test_json_survives_and_holds_no_markup(data: object) -> None:
    text = script_json(data)
    assert json.loads(text) == data
    assert not set("<>&") & set(text)
    assert text.isascii()


def test_json_is_sorted() -> None:
    assert script_json({"b": 1, "a": [1, "</script>"]}) == (
        '{"a":[1,"\\u003c/script\\u003e"],"b":1}'
    )


def test_policy_lists_the_digest_of_each_script_and_nothing_else() -> None:
    digest = base64.b64encode(hashlib.sha256(b"one()").digest()).decode()
    policy = content_policy(["one()"])
    assert f"script-src 'sha256-{digest}';" in policy
    assert "unsafe-eval" not in policy
    assert policy.startswith("default-src 'none';")
    for rule in ("connect-src", "base-uri", "form-action", "frame-src"):
        assert f"{rule} 'none'" in policy


def test_policy_without_scripts_lets_none_run() -> None:
    assert "script-src 'none';" in content_policy([])


@pytest.mark.parametrize("code", ["a('</script>')", "b('<!--')", "c('<SCRIPT>')"])
def test_script_that_would_end_its_element_is_refused(code: str) -> None:
    with pytest.raises(ReportError, match="would end it"):
        script_element(code)


def test_script_is_written_as_it_is() -> None:
    assert script_element("a < b && c") == "<script>a < b && c</script>"


def test_links_that_lead_somewhere_pass() -> None:
    check_links('<p id="a"></p><a href="#a">x</a><a href="https://x.example/#b">y</a>')


def test_dangling_reference_names_its_exhibit() -> None:
    page = '<figure id="exhibit-C-1"><a href="#claim-q9">q9</a><a href="#claim-q8">q8</a></figure>'
    with pytest.raises(ReportError, match=r"exhibit C-1 refers to #claim-q8, .*\(2 such"):
        check_links(page)


def test_dangling_reference_in_the_text() -> None:
    with pytest.raises(ReportError, match="the text refers to #x"):
        check_links('<figure id="exhibit-A-1"></figure><a href="#x">x</a>')


def test_link_to_nothing_is_refused() -> None:
    with pytest.raises(ReportError, match="refers to #"):
        check_links('<a href="#">x</a>')


def test_reference_in_a_drawing_is_checked() -> None:
    with pytest.raises(ReportError, match="#leg-9"):
        check_links('<svg><a xlink:href="#leg-9"></a></svg>')


def test_anchor_used_twice_names_both_places() -> None:
    page = "".join(f'<figure id="exhibit-{n}"><p id="x"></p></figure>' for n in ("A-1", "B-1"))
    with pytest.raises(ReportError, match="'x' occurs in exhibit A-1 and in exhibit B-1"):
        check_links(page)
