"""Tables as HTML."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.kinds import kind
from osint_helpers.exhibits.table import cell, table
from osint_helpers.exhibits.table.html import anchor_id, text_html
from osint_helpers.exhibits.table.styles import notebook_styles, styles

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


def html(rows, **more):
    spec = table({"a": "A <b>", "b": "B"}, rows, provenance="SYNTHETIC <i>", **more)
    return Exhibit("table", "A-1", 'T "<u>', "", spec).to_html()


TABLE = kind("table")


def two_columns():
    spec = table({"a": "A <b>", "b": "B"}, [["x", "y"], ["z", ""]], provenance="SYNTHETIC")
    return Exhibit("table", "A-1", "T", "", spec)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]


def parsed(text):
    reader = Tags()
    reader.feed(text)
    return reader


def test_a_scroll_region_is_named_and_reached_by_keyboard():
    assert html([]).startswith(
        '<div class="table-scroll" role="region" tabindex="0" '
        'aria-label="Exhibit A-1: T &quot;&lt;u&gt;">'
    )


def test_columns_have_headers_and_anchored_rows_have_row_headers():
    text = html([["id_one", "x"], ["z", "y"]], row_ids=[("claim", "id_one"), None])
    assert '<th scope="col">A &lt;b&gt;</th>' in text
    assert '<tr id="claim-id_one"><th scope="row" data-label="A &lt;b&gt;">id_one</th>' in text
    assert '<tr><td data-label="A &lt;b&gt;">z</td>' in text


def test_a_column_that_holds_a_sentence_is_kept_wide_enough_for_one():
    heads = [
        line.split("</th>")[0]
        for line in html([["x" * 48, "y"], ["z", "a" * 49]]).split("<th ")[1:]
    ]
    assert heads == ['scope="col">A &lt;b&gt;', 'scope="col" class="long">B']


def test_a_reference_is_a_link_to_its_anchor():
    assert ('<td data-label="B">x <a href="#claim-c_1">c_1</a></td>') in html(
        [["z", cell("x", [("claim", "c_1")])]]
    )


def test_a_mark_is_a_class_and_an_empty_cell_is_told():
    text = html([[cell("x", mark="status-inferred"), ""]])
    assert '<td class="mark-status-inferred" data-label="A &lt;b&gt;">x</td>' in text
    assert '<td class="empty" data-label="B"></td>' in text


def test_a_table_without_rows_says_so():
    assert '<td colspan="2">No row: nothing is recorded here.</td>' in html([])


def test_nothing_outside_reaches_the_page_as_markup():
    text = html([[HOSTILE, cell(HOSTILE, [("claim", HOSTILE)])]], row_ids=[("source", HOSTILE)])
    found = parsed(text)
    assert set(found.tags) <= {
        "div", "table", "thead", "tbody", "tr", "th", "td", "a", "span", "p", "br",
    }  # fmt: skip
    assert not [a for a in found.attributes if a[1].startswith("on")]
    assert not [a for a in found.attributes if a[1] == "href" and not a[2].startswith("#")]


def test_only_http_addresses_become_links_in_full():
    text = text_html("see https://a.example/x?y=1&z=2, javascript:alert(1) data:text/html,x")
    assert text == (
        'see <a class="url" href="https://a.example/x?y=1&amp;z=2" rel="noreferrer noopener">'
        "https://a.example/x?y=1&amp;z=2</a>, javascript:alert(1) data:text/html,x"
    )


def test_a_line_break_stays():
    assert text_html("a\nb") == "a<br>b"


@given(st.text())
def test_text_html_never_adds_a_tag_of_its_input(text):
    assert set(parsed(text_html(text)).tags) <= {"a", "br"}


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_keys_have_different_anchors(one, other):
    assert re.fullmatch(r"claim-[0-9A-Za-z_.:-]+", anchor_id("claim", one))
    assert (anchor_id("claim", one) == anchor_id("claim", other)) is (one == other)


def test_every_mark_has_a_style_and_the_sheet_loads_nothing():
    from osint_helpers.exhibits.table.spec import MARKS

    sheet = styles()
    assert [mark for mark in MARKS if f".mark-{mark}" not in sheet] == []
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_jupyter_carries_the_sheet_of_the_layout_without_print():
    grid = Exhibit("table", "A-1", "T", "", table({"a": "A"}, [], provenance="SYNTHETIC"))
    spec = table({"a": "A", "b": "B"}, [], provenance="SYNTHETIC", main=("b",))
    entries = Exhibit("table", "A-2", "T", "", spec)
    assert ".exhibit-table" in notebook_styles(grid)
    assert ".entry" not in notebook_styles(grid)
    assert ".entry" in notebook_styles(entries)
    assert "@media print" not in notebook_styles(grid) + notebook_styles(entries)
    assert styles().count("@media print") == 2


@pytest.mark.parametrize("line", [s for s in styles().splitlines() if "{" in s])
def test_every_rule_stays_inside_an_exhibit(line):
    for selector in line.partition("{")[0].split(","):
        assert selector.strip().startswith((".exhibit ", "@media"))


def test_in_a_notebook_each_column_is_named_once_for_the_cards_of_a_narrow_screen():
    one = two_columns()
    drawn = TABLE.in_notebook(one)
    assert "data-label" not in drawn
    assert re.sub(' data-label="[^"]*"', "", TABLE.html(one)) == drawn
    rules = re.findall(
        r'\[id="exhibit-([^"]+)"\] tbody tr > :nth-child\((\d)\)::before { content: "([^"]*)"; }',
        TABLE.styles_in_notebook(one),
    )
    assert rules == [(one.id, "1", "A \\3c b\\3e "), (one.id, "2", "B")]
    assert "[data-label]" not in TABLE.styles_in_notebook(one)


def test_a_label_from_outside_stays_a_string_of_css():
    one = two_columns()
    spec = {**one.spec, "columns": [{"key": "a", "label": HOSTILE}, *one.spec["columns"][1:]]}
    sheet = TABLE.styles_in_notebook(Exhibit("table", one.id, "t", "", spec))
    assert "</style" not in sheet
    assert sheet.count('"') % 2 == 0
    assert "alert(1)" in sheet
