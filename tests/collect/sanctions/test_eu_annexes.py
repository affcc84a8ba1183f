from __future__ import annotations

import pytest

from osint_helpers.collect.sanctions import eu_annexes
from osint_helpers.errors import CollectError
from tests.collect.fakes.eu_annexes import PAGE, page


def test_each_row_of_a_table_of_ships_is_an_entry() -> None:
    first, second = (one.row("2018-08-03") for one in eu_annexes.parse(page()).entries)
    assert (first["name"], first["kind"], first["flag"]) == (
        "SYNTHETIC ORVELIN STAR", "vessel", "SYNTHETIC",
    )  # fmt: skip
    assert [(one["type"], one["value"]) for one in first["identifiers"]] == [("imo", "9999993")]
    assert (first["listed_on"], second["listed_on"]) == ("2018-03-30", None)
    assert first["authority_ref"] == "ANNEX XIV 9999993"
    assert first["source_locator"] == "ANNEX XIV, row 1 of its table"
    assert first["programmes"] == ("KP",)
    assert first["legal_basis"][0]["text"] == "Regulation (EU) 2017/1509, Annex XIV"
    assert first["other"]["Measure"] == ["Port entry"]


def test_the_date_is_that_of_the_consolidated_version() -> None:
    parsed = eu_annexes.parse(page())
    assert (parsed.list_date, parsed.faults) == ("2018-08-03", [])


def test_ships_printed_as_paragraphs_are_counted_as_not_read() -> None:
    extra = '<p class="norm">3. SYNTHETIC KASTOPEL, IMO number: 0000024</p></div></body>'
    parsed = eu_annexes.parse(PAGE.replace("</div></body>", extra).encode())
    assert len(parsed.entries) == 2
    assert [one.partition(" outside a table")[0] for one in parsed.faults] == [
        "ANNEX XIV names 1 IMO numbers"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<td>SYNTHETIC ZUMBRAK</td>", "<td> </td>", "ANNEX XIV, row 2 of its table has no name"),
        ("<td>Flag</td></tr>", "</tr>",
         "ANNEX XIV, row 2 of its table has 5 cells, the heading 6"),
        ("</body></html>", "", "the page breaks off: what follows is not known"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_named_and_the_rest_is_read(
    old: str, new: str, fault: str
) -> None:
    parsed = eu_annexes.parse(PAGE.replace(old, new).encode())
    assert parsed.faults == [fault]
    assert parsed.entries[0].ref == "ANNEX XIV 9999993"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("02017R1509 \u2014", "02014R0833 \u2014", "is the consolidated text of 2014R0833"),
        ("\u2014 03.08.2018", "", "no reference line"),
        ("ANNEX", "PART", "no table of ships"),
    ],
)
def test_another_text_is_refused(old: str, new: str, what: str) -> None:
    with pytest.raises(CollectError, match=what):
        eu_annexes.parse(PAGE.replace(old, new).encode())


def test_no_entity_is_expanded_and_no_file_read() -> None:
    bomb = ('<!DOCTYPE html [<!ENTITY a "SYNTHETICSYNTHETIC"><!ENTITY b "&a;&a;&a;"><!ENTITY c '
            'SYSTEM "file:///etc/hostname">]>')  # fmt: skip
    start = PAGE.index("<html")
    text = bomb + PAGE[start:].replace("SYNTHETIC ZUMBRAK", "ZUMBRAK &b; &c;")
    name = eu_annexes.parse(text.encode()).entries[1].row()["name"]
    assert name == "ZUMBRAK &b; &c;"
