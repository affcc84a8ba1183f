"""What the figures share: frame, text alternative, checks of a specification."""

from __future__ import annotations

import pytest

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import figures
from osint_helpers.exhibits.palette import STATUS_STYLE
from tests.exhibits import drawn


def test_the_frame_scrolls_has_a_name_and_can_be_reached():
    made = figures.figure_html('a "b"', "<svg/>", "<p/>", summary="As <text>")
    assert made.startswith(
        '<div class="figure-scroll" tabindex="0" role="region" '
        'aria-label="a &quot;b&quot; (drawing)"><svg/></div>'
    )
    assert "<summary>As &lt;text&gt;</summary>" in made


def test_cells_of_the_text_alternative_are_escaped_and_refs_are_links():
    made = figures.table_html(("<a>",), [(("<b>",), [("claim", "c_1"), ("source", "s_1")])])
    assert '<th scope="col">&lt;a&gt;</th>' in made
    assert "<td>&lt;b&gt;</td>" in made
    assert 'href="#claim-c_1"' in made
    assert 'href="#source-s_1"' in made


@pytest.mark.parametrize(
    ("certainty", "status"),
    [("documented_record", "documented"), ("court_finding", "documented"),
     ("self_reported", "reported"), ("reported", "reported"), ("alleged", "inferred"),
     ("denied", "inferred"), ("computed", "inferred")],
)  # fmt: skip
def test_colour_follows_certainty_and_never_raises_it(certainty, status):
    assert figures.certainty_colour(certainty) == STATUS_STYLE[status].color


def test_a_missing_an_added_and_a_wrong_value_are_named_by_path():
    form = {"a": str, "n": int}
    figures.need({"a": "x", "n": 1}, form, "spec")
    faults = [
        ({"a": "x"}, "keys"),
        ({"a": "x", "n": 1, "z": 2}, "keys"),
        ({"a": 1, "n": 1}, r"spec\.a"),
        ({"a": "x", "n": True}, r"spec\.n"),
    ]
    for bad, words in faults:
        with pytest.raises(ExhibitError, match=words):
            figures.need(bad, form, "spec")


def test_a_list_of_texts_holds_texts_only():
    figures.texts(["a"], "spec.x")
    for bad in ("a", [1], None):
        with pytest.raises(ExhibitError, match=r"spec\.x"):
            figures.texts(bad, "spec.x")


def test_all_figures_are_the_same_bytes_under_any_hash_seed(tmp_path):
    relation = {"subject": "synth_firm", "relation": "carrier_on", "object": "leg-1"}
    relations = [
        {**relation, "claim": "c_arr"},
        {**relation, "subject": "synth_owner", "object": "synth_firm", "claim": "c_firm"},
    ]
    drawn.same_bytes(drawn.DRAW, drawn.synthetic(tmp_path, relations=relations).folder)
