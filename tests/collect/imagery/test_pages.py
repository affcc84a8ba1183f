"""Counts and next links of a page, as STAC API 1.0.0 documents them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.collect.imagery.pages import Ask, below, following, read
from osint_helpers.errors import CollectError, OsintError, SchemaChanged
from tests.collect.imagery.items import page
from tests.collect.imagery.test_footprints import JSON

BASE = "https://example.org/v1"
ASKED = Ask(f"{BASE}/search", {"collections": ["a"], "limit": 10})


def test_counts_are_read_in_the_new_and_in_the_old_place():
    new = read(page(), source="s")
    old = read(page(numberMatched="absent", numberReturned="absent",
                    context={"limit": 10, "matched": 3, "returned": 2}), source="s")  # fmt: skip
    assert (new.matched, new.returned) == (0, 0)
    assert (old.matched, old.returned) == (3, 2)


def test_counts_that_disagree_are_noted():
    found = read(page(numberMatched=3, context={"matched": 4}), source="s")
    assert found.matched == 3
    assert "gives 3 as numberMatched and 4" in found.notes[0]


@pytest.mark.parametrize("count", ["3", 3.5, True])
def test_a_count_that_is_none_is_a_changed_schema(count):
    with pytest.raises(SchemaChanged) as caught:
        read(page(numberMatched=count), source="s")
    assert caught.value.column == "numberMatched"


@pytest.mark.parametrize("name", ["features", "links", "type"])
def test_a_missing_field_of_a_page_is_named(name):
    with pytest.raises(SchemaChanged) as caught:
        read(page(**{name: "absent"}), source="s")
    assert caught.value.column == name


def test_a_new_field_of_a_page_is_named_and_may_be_tolerated():
    with pytest.raises(SchemaChanged) as caught:
        read(page(warnings=["partial"]), source="s")
    assert caught.value.column == "warnings"
    assert read(page(warnings=[]), source="s", tolerated=["warnings"]).items == []


def test_a_get_link_is_followed_also_when_relative():
    assert following({"rel": "next", "href": f"{BASE}/search?token=2"}, ASKED, BASE) == Ask(
        f"{BASE}/search?token=2", None
    )
    assert following({"href": "?token=2"}, ASKED, BASE).url == f"{BASE}/search?token=2"


def test_a_post_link_without_merge_sends_its_own_body_alone():
    link = {"href": f"{BASE}/search", "method": "POST", "body": {"next": "x"}, "merge": False}
    assert following(link, ASKED, BASE) == Ask(f"{BASE}/search", {"next": "x"})
    del link["merge"]
    assert following(link, ASKED, BASE).body == {"next": "x"}


def test_a_post_link_with_merge_sends_the_first_body_as_well():
    link = {"href": f"{BASE}/search", "method": "POST", "body": {"next": "x"}, "merge": True}
    assert following(link, ASKED, BASE).body == {"collections": ["a"], "limit": 10, "next": "x"}


@pytest.mark.parametrize("href", [
    "https://evil.example.org/v1/search", "http://example.org/v1/search", "//evil.example/v1",
    "https://example.org:444/v1/search", "https://example.org/v2/search", "https://example.org/",
    "https://example.org/v1/../admin", "https://example.org@evil.example/v1/search",
    "https://example.org/v10/search", "file:///etc/passwd", "", None, 5, "https://[bad/v1",
])  # fmt: skip
def test_a_next_link_that_leaves_the_server_is_refused(href):
    with pytest.raises(CollectError, match="next link"):
        following({"href": href}, ASKED, BASE)


@pytest.mark.parametrize("more", [
    {"method": "DELETE"}, {"headers": {"Authorization": "x"}}, {"method": "POST", "body": [1]},
])  # fmt: skip
def test_a_next_link_that_wants_something_else_is_refused(more):
    with pytest.raises(CollectError, match="next link"):
        following({"href": f"{BASE}/search", **more}, ASKED, BASE)


def test_an_address_is_below_its_server_and_not_below_a_longer_name():
    assert below(f"{BASE}/search", BASE)
    assert below(BASE, BASE)
    assert not below(f"{BASE}x/search", BASE)


@given(JSON, st.sampled_from(["href", "method", "body", "headers", "merge"]))
def test_arbitrary_links_raise_nothing_but_our_errors(value, name):
    link = {"href": f"{BASE}/search", "method": "POST", "body": {}, name: value}
    data = json.dumps({"type": "FeatureCollection", "features": [],
                       "links": [{"rel": "next", **link}, value]}).encode()  # fmt: skip
    try:
        found = read(data, source="s")
        following(found.link or {}, ASKED, BASE)
    except OsintError:
        return
