"""Prose as HTML and CSV, and the builder."""

import pytest

from osint_helpers import exhibits
from osint_helpers.errors import CaseError, ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit


def made(*blocks):
    return Exhibit("prose", "A-1", "T", "", {"blocks": list(blocks)})


def block(kind, text, **more):
    return {"kind": kind, "runs": [{"text": text, **more}]}


def test_neighbouring_items_form_one_list():
    html = made(block("p", "a"), block("li", "b"), block("li", "c"), block("h3", "d")).to_html()
    assert html == '<div class="prose"><p>a</p><ul><li>b</li><li>c</li></ul><h3>d</h3></div>'


def test_a_last_list_is_closed():
    assert made(block("li", "b")).to_html() == '<div class="prose"><ul><li>b</li></ul></div>'


def test_quotes_strong_and_references():
    html = made(block("quote", "q<b>", strong=True, refs=[["claim", "c"]])).to_html()
    assert (
        '<blockquote><p><strong>q&lt;b&gt;</strong> <a href="#claim-c">c</a></p></blockquote>'
    ) in html


def test_csv_has_one_row_a_block():
    exhibit = made(block("p", "=1", refs=[["claim", "c"]]))
    assert exhibit.to_csv() == "kind,text,evidence\np,'=1,claim c\n"


@pytest.mark.parametrize(
    ("spec", "path"),
    [
        ({"blocks": [{"kind": "h1", "runs": [{"text": "x"}]}]}, r"spec\.blocks\[0\]\.kind"),
        ({"blocks": [{"kind": "p", "runs": []}]}, r"blocks\[0\]\.runs"),
        ({"blocks": [{"kind": "p", "runs": [{"html": "x"}]}]}, r"runs\[0\]"),
        ({"blocks": [{"kind": "p", "runs": [{"text": "x", "strong": 1}]}]}, "strong"),
        (
            {"blocks": [{"kind": "p", "runs": [{"text": "x", "refs": [["x", "y"]]}]}]},
            r"refs\[0\]",
        ),
        ({"blocks": "x"}, "blocks"),
        ({"blocks": [], "more": 1}, "blocks"),
    ],
)
def test_a_fault_is_refused_with_its_path(spec, path):
    with pytest.raises(ExhibitError, match=path):
        Exhibit("prose", "A-1", "T", "", spec)


def test_a_text_of_the_case_becomes_prose(case):
    exhibit = exhibits.prose(case, "A-1", "summary")
    assert exhibit.title == "Summary"
    first, second = exhibit.spec["blocks"]
    assert first["runs"][0] == {"text": "The crate left Port A", "refs": [["claim", "c_dep_20"]]}
    assert second["runs"][0]["text"] == f"The case holds {len(case.claims)} claims."


def test_citations_of_each_kind_are_checked(build):
    text = "x [source:s_daily; leg:leg-1; place:ZZAAA; exhibit:B-1]"
    case = build(texts={"t": text})
    assert len(exhibits.prose(case, "A-1", "t").spec["blocks"][0]["runs"][0]["refs"]) == 4
    assert exhibits.prose(case, "A-1", "t", exhibits=["B-1"])
    with pytest.raises(ExhibitError, match=r"^t\.md:1: \[exhibit:B-1\] cites nothing"):
        exhibits.prose(case, "A-1", "t", exhibits=["B-2"])


@pytest.mark.parametrize("bad", ["leg:l9", "exhibit:b", "person:p", "c_nobody"])
def test_an_unknown_citation_names_the_text(build, bad):
    with pytest.raises(ExhibitError, match=r"^t\.md:1: "):
        exhibits.prose(build(texts={"t": f"x [{bad}]"}), "A-1", "t")


def test_a_text_that_does_not_exist_is_a_case_error(case):
    with pytest.raises(CaseError, match="no text 'nothing'"):
        exhibits.prose(case, "A-1", "nothing")
