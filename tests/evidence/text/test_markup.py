"""What a reader of a page sees becomes text; what is hidden does not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.evidence.text.markup import text_of_html, text_of_xml


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>the con<b>tai</b>ner</p>", "the container"),
        ("<p>one<p>two", "one\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<td>one</td><td>two</td>", "one\ntwo"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("one \n\t two", "one two"),
        ("&lt;one&gt; &amp; &eacute; &#x4e2d;", "<one> & é 中"),
        ("a < b & c", "a < b & c"),
        ("one<script>if (a<b) no()</script>two", "one\ntwo"),
        ("one<style>no</style><template>no</template><noscript>no</noscript>two", "one\ntwo"),
        ("one<!-- no -->two", "onetwo"),
        ("<p hidden>no<p>yes", "yes"),
        ("<ul><li hidden>no<li>yes</ul>", "yes"),
        ("<dl><dt hidden>no<dd>yes</dl>", "yes"),
        ("<table><tr hidden><td>no<tr><td>yes</table>", "yes"),
        ("<ul><li hidden>no<ul><li>no</ul>no<li>yes</ul>", "yes"),
        ('<div style="color:red; DISPLAY : none">no<div>no</div>no</div>yes', "yes"),
        ('<i style="visibility:hidden">no</i>yes', "yes"),
        ("<div hidden>no<br>no<img alt=no></div>yes", "yes"),
        ("yes</div>yes", "yes\nyes"),
        ("a<b>b</i>c</b>d", "abcd"),
        ("<textarea>one</textarea>", "one"),
        ("<svg><title>no</title><g hidden/><text>one</text></svg>", "no\none"),
        ("one <", "one <"),
        ("one &amp", "one &"),
        ("漢<ruby>字<rp>(</rp><rt>kana</rt><rp>)</rp></ruby>文", "漢字文\n[ruby] kana"),
    ],
)
def test_text_of_a_page(markup, words):
    assert text_of_html(markup) == (words, "")


def test_title_description_and_pictures_are_marked_and_outside_the_running_text():
    markup = (
        "<title>A &amp; B</title><meta name=description content='d  e'>"
        "<meta property='og:title' content='A &amp; B'><meta name=keywords content=no>"
        "<p>one <img alt='a picture'>two"
    )
    assert text_of_html(markup)[0] == (
        "[title] A & B\n[description] d e\none two\n[image] a picture"
    )


def test_page_that_ends_inside_a_tag_says_what_is_missing():
    assert text_of_html("one<p class='two") == (
        "one", "the page ends inside a tag; its last 13 characters are not read",
    )  # fmt: skip


def test_declaration_of_no_kind_is_named():
    text, problem = text_of_html("one<![two[ three")
    assert text == "one"
    assert "declaration" in problem


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<a><b>one</b><c>two</c></a>", "one\ntwo"),
        ("<p>the <hi>ship</hi>, left</p>", "the ship, left"),
        ("<p>con<hi>tai</hi>ner</p>", "container"),
        ("<d><![CDATA[<p>one</p><p>two</p>]]></d><e>three</e>", "one\ntwo\nthree"),
        ("<d>&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;</d>", "one\ntwo"),
        ("<d><![CDATA[a < b]]></d>", "a < b"),
        ("<r><style>kept</style></r>", "kept"),
        (
            '<!DOCTYPE r [<!ENTITY a "no"><!ENTITY b SYSTEM "file:///etc/x">]><r>&a;&b;</r>',
            "&a;&b;",
        ),
        ("<?xml version='1.0'?><!DOCTYPE r><r>one</r>", "one"),
    ],
)
def test_text_of_xml(markup, words):
    assert text_of_xml(markup) == (words, "")


def test_drawing_drops_script_and_style():
    markup = "<svg><style>no</style><script>no</script><text>a<tspan>b</tspan></text></svg>"
    assert text_of_xml(markup, drawing=True)[0] == "ab"


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<!--", "<a b='", "<b>", "</b>", "<p hidden>x</i>", "<li>x<p>y", "<![CDATA[", "<",
     "&", "<td><b>", "<ruby><rt>", "<!DOCTYPE [", "<svg>"],
)  # fmt: skip
def test_time_grows_with_the_length_only(piece):
    start = time.perf_counter()
    for read in (text_of_html, text_of_xml):
        read(piece * (300_000 // len(piece)))
    assert time.perf_counter() - start < 8


@given(st.text(alphabet="<>/!-[]&;'\" =abp\nhiden", max_size=60))
def test_any_markup_yields_text(markup):
    for read in (text_of_html, text_of_xml):
        text, _ = read(markup)
        assert text == "\n".join(line.strip(" ") for line in text.split("\n"))
