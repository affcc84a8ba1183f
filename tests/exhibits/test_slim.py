"""A figure for Jupyter loses bytes and nothing a reader sees."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers import exhibits
from osint_helpers.exhibits import frame, slim
from osint_helpers.exhibits.kinds import kind
from tests.exhibits.drawn import synthetic


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[object] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, attrs))

    handle_startendtag = handle_starttag

    def handle_data(self, data):
        self.found.append(data)

    def handle_endtag(self, tag):
        self.found.append(f"/{tag}")


def tree(html):
    """Return the page as any reader of HTML sees it: implied end tags written, text as it is."""
    parser = _Tree()
    parser.feed(html)
    parser.close()
    ends = {"/td", "/th", "/tr", "/p", "/li"}
    return [one for one in parser.found if not (isinstance(one, str) and one in ends)]


def nested(html):
    """Return tags, attributes and texts of elements, each inside its parents."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return [
        ([up.tag for up in one.iterancestors()], one.tag, dict(one.attrib), one.text, one.tail)
        for one in root.iter()
    ]


def test_quotes_go_where_html_needs_none_and_become_single_elsewhere():
    html = '<p class="a b" id="x" title="it\'s"><rect x="1" y="2"/>x="y"</p>'
    assert slim.tags(html) == "<p class='a b' id=x title=\"it's\"><rect x=1 y='2'/>x=\"y\"</p>"


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_value_and_any_text_read_the_same(value, text):
    html = f'<a href="#{escape(value)}" title="{escape(value)}">{escape(text)}</a><rect x="1"/>'
    assert tree(slim.tags(html)) == tree(html)


WORDS = st.text("ab <&'\"/", max_size=4).map(escape)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=3), WORDS)
def test_elements_end_where_they_did_without_their_end_tags(rows, words):
    cells = ["".join(f'<td class="x y">{text}</td>' for text in row) for row in rows]
    body = "".join(f'<tr><th scope="row">{words}</th>{row}</tr>' for row in cells)
    html = (
        f"<div><p>{words}</p><p>a</p></div><p>{words}</p><span>t</span><ul><li>{words}</li>"
        f'<li><p>{words}</p><p>b</p></li></ul><table><thead><tr><th scope="col">h</th></tr></thead>'
        f"<tbody>{body}</tbody></table><p>end</p>"
    )
    short = slim.tags(html)
    assert len(short) < len(html) - 10
    assert nested(short) == nested(html)


@pytest.mark.parametrize(
    ("sheet", "slimmed"),
    [
        (".a { margin: 0 1px; } .b { x: y }", ".a{margin:0 1px}"),
        (".a, .b , p .c:hover { x: y; z: w; }", ".a{x:y;z:w}"),
        (".a:not(.b, .c) { x: y }", ".a:not(.b,.c){x:y}"),
        ('[class*="mark-"] { x: y }', '[class*="mark-"]{x:y}'),
        ("/* .a } */ .a > b { x: y }", ".a > b{x:y}"),
        ("@media print { .b { x: y } }", ""),
        ("@media (max-width: 4rem) { .a { x: y } .b { x: y } }",
         "@media (max-width:4rem){.a{x:y}}"),
        ('.a::before { content: ": ; }  " }', '.a::before{content:": ; }  "}'),
        ("p { x: y }", "p{x:y}"),
    ],
)  # fmt: skip
def test_rules_for_absent_classes_and_needless_blanks_go(sheet, slimmed):
    assert slim.css(sheet, '<p class="a"><b></b></p>') == slimmed


@pytest.mark.parametrize("name", ["timeline", "lineage", "network", "judgements", "hypotheses"])
def test_the_figure_of_a_notebook_has_all_its_elements_and_words(tmp_path, name):
    one = getattr(exhibits, name)(synthetic(tmp_path), "D-1")
    whole = frame.figure(one, kind(one.kind).in_notebook(one)).replace("<a href=", "<a xlink:href=")
    drawn = frame.notebook_figure(one).replace("<a href=", "<a xlink:href=")
    assert tree(drawn.partition("</style>")[2]) == tree(re.sub(' data-label="[^"]*"', "", whole))


def test_every_class_of_a_figure_keeps_its_rules(tmp_path):
    one = exhibits.hypotheses(synthetic(tmp_path), "D-1")
    sheet = frame.notebook_figure(one).partition("</style>")[0]
    for name in ("exhibit-table", "mark-agrees", "table-scroll", "provenance", "::before"):
        assert name in sheet
    assert "mark-distortion" not in sheet


def test_all_rules_of_a_sheet_stay_where_nothing_is_known_of_the_page():
    sheet = "/* c */ .a { x: y; }\n@media print { .b , i { z: w } }\np { k: url(data:a/b;c,Q=) }"
    assert slim.rules(sheet) == ".a{x:y}@media print{.b,i{z:w}}p{k:url(data:a/b;c,Q=)}"


def test_a_rule_for_an_element_the_figure_has_not_goes():
    sheet = ".a h3 { x: y } .a b > i, .a p { z: w } .a > *::before { u: v } tr:target { s: t }"
    assert slim.css(sheet, '<div class="a"><p></p></div>') == ".a p{z:w}.a > *::before{u:v}"
    assert slim.css(sheet, '<div class="a"><h3></h3><b></b><I></I></div>') == (
        ".a h3{x:y}.a b > i{z:w}.a > *::before{u:v}"
    )
