"""Pieces become sections in the order of the register."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest

from osint_helpers.errors import ReportError
from osint_helpers.exhibits.table import table
from osint_helpers.report.body import exhibit_html, exhibit_register, sections
from osint_helpers.report.reading import pieces
from tests.report.synthetic import code, exhibit, markdown, node, shown


def made(*cells: Any) -> list[tuple[int, str]]:
    found = sections(pieces(node(*cells)))
    return [(section.number, "".join(section.parts)) for section in found]


def test_headings_open_sections_and_the_register_of_exhibits_is_added() -> None:
    found = made(
        markdown(
            "# Title\n\nfirst\n\n## 1. Judgements\n\nsecond\n\n"
            "## 13. Limits, glossary, corrections\n\nthird"
        )
    )
    assert [number for number, _ in found] == [0, 1, 12, 13]
    assert found[0][1] == "<p>first</p>"
    assert found[1][1] == "<p>second</p>"
    assert "<p>third</p>" in found[3][1]


def test_register_of_exhibits_lists_number_title_kind_and_digest() -> None:
    one = exhibit(title="A <b> row")
    html = exhibit_register([one])
    assert '<a href="#exhibit-C-1">C-1</a>' in html
    assert "<td>A &lt;b&gt; row</td><td>table</td>" in html
    assert one.digest in html


def test_own_words_of_section_twelve_stay_before_the_register() -> None:
    found = made(markdown("## 12. Exhibits with hashes\n\nwords"))
    assert [number for number, _ in found] == [0, 12]
    assert found[1][1].index("words") < found[1][1].index("<table")
    assert '<h3 id="digests">' in found[1][1]


def test_a_generated_section_twelve_has_no_heading_of_its_own() -> None:
    for cells in (["## 1. Judgements\n\nx"], ["## 12. Exhibits with hashes"]):
        found = made(*map(markdown, cells))
        assert "<h3" not in found[-1][1]


def test_annexes_follow_the_sections_and_stand_after_the_register() -> None:
    text = "## 1. Judgements\n\na\n\n## Annex B. Extract of the evidence log\n\n### x\n\nb"
    found = made(markdown(text))
    assert [number for number, _ in found] == [0, 1, 12, 14]
    assert '<h3 id="annex-b-x">' in found[3][1]


def test_an_annex_before_a_section_is_refused() -> None:
    text = "## Annex C. Draft certificate\n\na\n\n## 13. Limits, glossary, corrections\n\nb"
    with pytest.raises(ReportError, match=r"13\. Limits, .* comes after 'Annex C"):
        made(markdown(text))


def test_an_empty_annex_is_refused() -> None:
    with pytest.raises(ReportError, match=r"'Annex C\. Draft certificate' is empty"):
        made(markdown("## 1. Judgements\n\na\n\n## Annex C. Draft certificate"))


def test_third_level_headings_get_their_own_anchors() -> None:
    found = made(markdown("## 1. Judgements\n\n### Ship\n\na\n\n### Ship\n\nb\n\n> ### Ship"))
    html = found[1][1]
    assert '<h3 id="section-1-ship">' in html
    assert '<h3 id="section-1-ship-2">' in html
    assert '<h3 id="section-1-ship-3">' in html


def test_printed_text_is_escaped_and_bare_of_terminal_codes() -> None:
    text = "\x1b[31m<b>red</b>\x1b[0m\x07\u202e\n\tend"
    stream = nbformat.v4.new_output("stream", name="stdout", text=text)
    found = made(markdown("## 1. Judgements"), code(stream))
    assert found[1][1] == '<pre class="printed">&lt;b&gt;red&lt;/b&gt;\n\tend</pre>'


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([markdown("only words")], "the notebook has no section"),
        ([markdown("## 3. Route\n\nx")], "'3. Route' is not a section"),
        ([markdown("## 2. Chronology\n\nx\n\n## 1. Judgements\n\nx")], "comes after"),
        ([markdown("## 1. Judgements\n\n# Title")], "cell 1 has a first-level heading inside"),
        ([markdown("## 1. Judgements\n\n> ## 2. Chronology")], "inside a list or quotation"),
        (
            [markdown("## 1. Judgements"), markdown("## 3. Journey map and narrative\n\nx")],
            "'1. Judgements' is empty",
        ),
    ],
)
def test_notebook_that_does_not_keep_to_the_register_is_refused(
    cells: list[Any], message: str
) -> None:
    with pytest.raises(ReportError, match=message):
        sections(pieces(node(*cells)))


def test_wide_and_short_tables_are_marked_for_paper() -> None:
    columns = {f"c{n}": f"Column {n}" for n in range(7)}
    wide = exhibit(**table(columns, [["x"] * 7] * 4, provenance="SYNTHETIC"))
    register = exhibit(**table(columns, [["x"] * 7] * 13, provenance="SYNTHETIC"))
    long = exhibit(**table({"a": "A"}, [["x"]] * 7, provenance="SYNTHETIC"))
    assert exhibit_html(wide).startswith('<div class="wide"><figure')
    assert exhibit_html(register).startswith('<div class="stack"><figure')
    assert exhibit_html(exhibit()).startswith('<div class="keep"><figure')
    assert exhibit_html(long).startswith("<figure")


def test_exhibit_is_shown_from_its_specification_only() -> None:
    found = made(markdown("## 1. Judgements"), shown(exhibit()))
    assert "<b>not used</b>" not in found[1][1]
    assert '<figure class="exhibit exhibit-table" id="exhibit-C-1">' in found[1][1]


def test_a_table_too_wide_for_any_side_prints_row_by_row() -> None:
    columns = {f"c{n}": f"Column {n}" for n in range(15)}
    many = exhibit(**table(columns, [["x"] * 15] * 4, provenance="SYNTHETIC"))
    assert exhibit_html(many).startswith('<div class="stack"><figure')


ONE, TWO = "20260102T030405Z-0000abcd", "20260102T030405Z-0000dcba"


def test_a_capture_in_the_provenance_leads_to_its_entry_where_there_is_one() -> None:
    said = f"Captured: {ONE} (SHA-256 0), {TWO}. https://example.org/{ONE}"
    cells = {"a": "A"}
    found = exhibit(**table(cells, [[ONE]], provenance=said))
    register = exhibit(
        number="J-1", **table(cells, [["x"]], provenance="SYNTHETIC", row_ids=[("capture", ONE)])
    )
    html = made(markdown("## 4. Claims and evidence"), shown(found), shown(register))
    text = "".join(part for _, part in html)
    assert f'Captured: <a href="#capture-{ONE}">{ONE}</a> (SHA-256 0), {TWO}. <a' in text
    assert text.count(f'"#capture-{ONE}"') == 1
    assert f'href="https://example.org/{ONE}"' in text


def test_a_capture_without_an_entry_in_the_report_is_no_link() -> None:
    found = exhibit(**table({"a": "A"}, [["x"]], provenance=f"Captured: {ONE}"))
    html = made(markdown("## 4. Claims and evidence"), shown(found))
    assert "#capture-" not in "".join(part for _, part in html)
