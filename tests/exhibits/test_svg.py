"""The SVG writer: what may be written, how it is escaped, how text is measured."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import svg

ANY_TEXT = st.text(max_size=60)


def test_text_is_escaped_inside_an_element():
    assert svg.el("text", {}, "a < b & c > d") == "<text>a &lt; b &amp; c &gt; d</text>"


def test_an_attribute_cannot_be_left():
    made = svg.el("g", {"aria-label": "\"><script>'"})
    assert made == '<g aria-label="&quot;&gt;&lt;script&gt;&#x27;"/>'


def test_markup_of_the_writer_is_not_escaped_twice():
    assert svg.group(svg.el("title", {}, "a & b")) == "<g><title>a &amp; b</title></g>"


@pytest.mark.parametrize("tag", ["script", "style", "foreignObject", "image", "use", "SVG"])
def test_elements_off_the_list_are_refused(tag):
    with pytest.raises(ExhibitError, match=tag):
        svg.el(tag)


@pytest.mark.parametrize("name", ["onload", "style", "xlink:href", "filter", 'x="" onload'])
def test_attributes_off_the_list_are_refused(name):
    with pytest.raises(ExhibitError, match="may not be written"):
        svg.el("g", {name: "1"})


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "https://example.org", "//x", "#", "#a b", "# javascript:"]
)
def test_links_lead_into_the_page_only(target):
    with pytest.raises(ExhibitError, match="does not point into the page"):
        svg.el("a", {"href": target})


def test_a_link_to_an_anchor_is_written():
    assert svg.link("claim-l1_arr", "arrival") == '<a href="#claim-l1_arr" aria-label="arrival"/>'


def test_a_paint_may_not_be_an_address():
    with pytest.raises(ExhibitError, match="address"):
        svg.el("rect", {"fill": "URL(https://example.org/x)"})


def test_none_leaves_an_attribute_out():
    assert svg.el("line", {"x1": 1, "stroke-dasharray": None}) == '<line x1="1"/>'


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "1"), (1.04, "1"), (1.05, "1.1"), (-0.01, "0"), (2.0, "2"), (-3.25, "-3.2"), (0.1, "0.1")],
)
def test_numbers_have_one_decimal_and_no_negative_zero(value, text):
    assert svg.num(value) == text


def test_an_opacity_keeps_two_decimals():
    assert svg.el("rect", {"fill-opacity": 0.125, "x": 0.125}) == (
        '<rect fill-opacity="0.12" x="0.1"/>'
    )


def test_characters_that_turn_the_reading_direction_are_replaced():
    assert svg.clean("a\u202eb\u2066c\u200fd") == "a\ufffdb\ufffdc\ufffdd"


@given(ANY_TEXT)
def test_any_text_gives_well_formed_xml_that_reads_back(text):
    made = svg.el("g", {"aria-label": text}, svg.el("title", {}, text))
    read = ET.fromstring(made)  # noqa: S314
    assert read.attrib["aria-label"] == svg.clean(text)
    assert (read[0].text or "") == svg.clean(text)


def test_text_smaller_than_the_least_size_is_refused():
    assert svg.label(0, 0, "a", size=11).startswith("<text ")
    with pytest.raises(ExhibitError, match="too small"):
        svg.label(0, 0, "a", size=10.9)


def test_the_whole_drawing_is_a_named_group_with_ids_of_its_exhibit():
    made = ET.fromstring(svg.document("D-1", "Title", "Words", width=900, height=10))  # noqa: S314
    assert made.attrib["role"] == "group"
    assert made.attrib["aria-labelledby"] == "fig-D-1-title fig-D-1-desc"
    assert [child.attrib.get("id") for child in made] == ["fig-D-1-title", "fig-D-1-desc", None]
    assert made.attrib["viewBox"] == "0 0 900 10"


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("i", 2.78), ("W", 9.89), ("é", 6.16), ("漢", 10), ("e\u0301", 6.16)],
)
def test_widths_of_single_characters(text, width):
    assert svg.text_width(text, 10) == pytest.approx(width)


def test_bold_text_is_wider():
    assert svg.text_width("abc", 10, bold=True) == pytest.approx(1.14 * svg.text_width("abc", 10))


@given(ANY_TEXT, st.floats(10, 300))
def test_clipped_text_fits(text, width):
    clipped = svg.clip(text, 12, width)
    assert svg.text_width(clipped, 12) <= max(width, svg.text_width("…", 12))
    assert clipped == svg.clean(text) or clipped.endswith("…")


@given(ANY_TEXT, st.floats(30, 300))
def test_wrapped_text_fits_and_keeps_its_words(text, width):
    lines = svg.wrap(text, 12, width)
    assert all(svg.text_width(line, 12) <= width for line in lines)
    if not any(line.endswith("…") for line in lines):
        assert " ".join(lines) == svg.clean(text)


def test_the_last_allowed_line_takes_the_rest_and_is_cut():
    lines = svg.wrap("one two three four five six", 12, 60, lines=2)
    assert lines == ["one two", "three fo…"]
