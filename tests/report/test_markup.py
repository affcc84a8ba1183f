"""Markdown becomes a small, safe part of HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.errors import ReportError
from osint_helpers.report.markup import render, sanitise, slug


def test_prose_keeps_its_structure() -> None:
    html = render("### A\n\n- *one*\n- **two**\n\n> said\n", "cell 1")
    assert "<h3>A</h3>" in html
    assert "<li><em>one</em></li>" in html
    assert "<li><strong>two</strong></li>" in html
    assert "<blockquote>" in html


def test_dollar_signs_are_no_formula() -> None:
    assert "US$5 and US$6" in render("It cost US$5 and US$6.", "cell 1")


@pytest.mark.parametrize("source", ["![x](a.png)", "<img src=x>", "<svg></svg>", "<iframe>"])
def test_picture_is_refused(source: str) -> None:
    with pytest.raises(ReportError, match="cell 7 holds a picture"):
        render(source, "cell 7")


@pytest.mark.parametrize(
    "href", ["https://x.example/a?b=1", "http://x.example", "mailto:a@x.example", "#claim-1"]
)
def test_link_that_may_stay(href: str) -> None:
    assert f'href="{href}"' in sanitise(f'<a href="{href}">t</a>')


@pytest.mark.parametrize(
    "href",
    ["https", "mailto", "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x",
     "file:///etc/x", "a.html", "//x.example/", "/etc/passwd", "vbscript:x", " javascript:x",
     "&#106;avascript:x"],
)  # fmt: skip
def test_link_elsewhere_becomes_text(href: str) -> None:
    html = sanitise(f'<a href="{href}">t</a>')
    assert "href" not in html
    assert "t" in html


def test_attributes_and_elements_outside_the_list_are_dropped() -> None:
    assert sanitise('<p id="main" class="x" onclick="y()" style="z">t</p>') == "<p>t</p>"
    assert sanitise("<script>x</script><style>y</style><p>t</p>") == "<p>t</p>"
    assert sanitise('<meta http-equiv="refresh" content="1"><base href="x"><form>t</form>') == "t"
    assert sanitise("<!-- c --><p>t</p>") == "<p>t</p>"


@given(st.text(max_size=200))
def test_no_text_brings_an_event_handler_or_a_script(text: str) -> None:
    html = sanitise(text).lower()
    assert "<script" not in html
    assert "<img" not in html
    assert not any(f"<{tag} on" in html for tag in ("p", "a", "div", "li"))


@given(st.text(max_size=80))
def test_slug_is_an_anchor(text: str) -> None:
    made = slug(text)
    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_slug_of_a_heading() -> None:
    assert slug("The ship, and her flag!") == "the-ship-and-her-flag"
    assert slug("…") == "part"
