"""The markup of the texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.prose.markup import Lookup, parse
from osint_helpers.exhibits.prose.spec import validate


def figure(name):
    if name != "n":
        raise ExhibitError(f"there is no figure {name}")
    return "7 <b>"


def cites(kind, key):
    return (kind, key) in {("claim", "c"), ("claim", "c2"), ("source", "s"), ("exhibit", "C-2")}


def blocks(text):
    return parse(text, "t.md", Lookup(figure, cites))["blocks"]


def test_blocks_of_each_kind():
    text = "### Head\nOne\nline\n\n- a\n  goes on\n- b\n> q1\n> q2\n\nEnd"
    assert [(b["kind"], b["runs"][0]["text"]) for b in blocks(text)] == [
        ("h3", "Head"),
        ("p", "One line"),
        ("li", "a goes on"),
        ("li", "b"),
        ("quote", "q1 q2"),
        ("p", "End"),
    ]


def test_a_figure_becomes_text_and_joins_its_sentence():
    assert blocks("There are {{ n }} of them.")[0]["runs"] == [{"text": "There are 7 <b> of them."}]


def test_citations_belong_to_the_text_before_them():
    assert blocks("One [c; source:s], two [exhibit:C-2] [c2].")[0]["runs"] == [
        {"text": "One", "refs": [["claim", "c"], ["source", "s"]]},
        {"text": ", two", "refs": [["exhibit", "C-2"], ["claim", "c2"]]},
        {"text": "."},
    ]


def test_strong_runs_and_citations_inside():
    assert blocks("**Yes** no **x [c]**")[0]["runs"] == [
        {"text": "Yes", "strong": True},
        {"text": " no "},
        {"text": "x", "strong": True, "refs": [["claim", "c"]]},
    ]


def test_a_backslash_takes_the_meaning():
    assert blocks(r"\[c\] \{\{n\}\} \*\*")[0]["runs"] == [{"text": "[c] {{n}} **"}]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\n\nb {{x}}", 3, "there is no figure x"),
        ("a\nb [nobody]", 2, r"\[nobody\] cites nothing"),
        ("a [source:c]", 1, "cites nothing"),
        ("a [c; ]", 1, "cites nothing"),
        ("a\n## b", 2, "only headings with ###"),
        ("a [c", 1, r"'\[' stands alone"),
        ("a {{n", 1, "stands alone"),
        ("- x\n- a **b", 2, r"\*\* is not closed"),
    ],
)
def test_a_fault_names_file_and_line(text, line, message):
    with pytest.raises(ExhibitError, match=rf"^t\.md:{line}: .*{message}") as caught:
        blocks(text)
    assert caught.value.row == line


def test_an_empty_text_is_refused():
    with pytest.raises(ExhibitError, match=r"t\.md: the text is empty"):
        blocks("\n \n")


def test_html_is_text():
    assert blocks("<script>alert(1)</script>")[0]["runs"] == [{"text": "<script>alert(1)</script>"}]


@given(st.text(alphabet="ab*[]{}\\#->; \nc:"))
def test_any_text_gives_a_valid_specification_or_a_located_error(text):
    located = False
    try:
        spec = parse(text, "t.md", Lookup(figure, cites))
    except ExhibitError as error:
        located = error.file is not None
    else:
        validate(spec)
        located = True
    assert located
