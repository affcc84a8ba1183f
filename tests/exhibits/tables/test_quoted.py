"""The table of quotations says of each what was found, and never more."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from osint_helpers import exhibits
from osint_helpers.case import open_case
from osint_helpers.evidence.storing import Store
from tests.case.builder import edit, write_case

PAGE = "<p>SYNTHETIC register. The crate left <b>Port A</b> on the fourteenth of March.</p>"
WORDS = "The crate left Port A on the fourteenth of March"


def quoted(tmp_path: Path, quote: str, *, page: str = PAGE, name: str = "page.html"):
    """The exhibit of a case with one quotation; the page is its source's capture, if any."""

    def support(rows):
        first = edit(rows, rows[0]["claim"], quote=quote, locator="first line")
        return [first[0], *rows[1:]]

    folder = write_case(tmp_path / "synthetic-case", support=support)
    if page:
        file = tmp_path / name
        file.write_text(page)
        kept = Store(folder, "ana").add_file(file, obtained="SYNTHETIC", why="SYNTHETIC")
        with (folder / "exhibits.csv").open("a", newline="") as table:
            csv.writer(table).writerow(
                ("X-1", kept.id, open_case(folder).support["source"][0], "", "")
            )
    return exhibits.quotations(open_case(folder), "Q-1")


def cells(exhibit, column: str) -> list[dict]:
    keys = [one["key"] for one in exhibit.spec["columns"]]
    return [row[keys.index(column)] for row in exhibit.spec["rows"]]


def test_a_quotation_that_stands_in_the_bytes_names_the_capture(tmp_path):
    (found,) = cells(quoted(tmp_path, WORDS), "checked")
    assert found["text"] == "found, in"
    assert [kind for kind, _ in found["refs"]] == ["capture"]


def test_a_quotation_that_does_not_stand_there_says_so(tmp_path):
    (found,) = cells(quoted(tmp_path, WORDS.replace("fourteenth", "fifteenth")), "checked")
    assert found["text"] == "not found in the captured text"
    assert found["mark"] == "disputed"
    assert "refs" not in found


def test_a_quotation_without_a_capture_says_not_captured(tmp_path):
    (found,) = cells(quoted(tmp_path, WORDS, page=""), "checked")
    assert found["text"] == "not captured"


def test_a_source_without_text_is_not_checked(tmp_path):
    (found,) = cells(quoted(tmp_path, WORDS, page="\x89PNG", name="scan.png"), "checked")
    assert found["text"].startswith("not checked")


def test_the_counts_are_of_sound_captures(tmp_path):
    assert "1 of 1 quotations" in quoted(tmp_path, WORDS).spec["provenance"]


def test_a_case_without_quotations_says_so(tmp_path):
    exhibit = exhibits.quotations(open_case(write_case(tmp_path / "synthetic-case")), "Q-1")
    assert exhibit.kind == "prose"
    assert "quotes no source" in exhibit.to_csv()


@pytest.mark.parametrize("part", [WORDS, "SYNTHETIC register."])
def test_the_row_shows_words_claim_source_and_place(tmp_path, part):
    exhibit = quoted(tmp_path, part)
    assert cells(exhibit, "quote")[0]["text"] == part
    assert cells(exhibit, "locator")[0]["text"] == "first line"
    assert cells(exhibit, "claim")[0]["refs"][0][0] == "claim"
    assert cells(exhibit, "source")[0]["refs"][0][0] == "source"
