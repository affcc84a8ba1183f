"""Captured evidence in the page: where it stands, what the cover says, what strangers wrote."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from osint_helpers import exhibits
from osint_helpers.case import Case, open_case
from osint_helpers.evidence import sealing
from osint_helpers.report import changes, guard, to_html
from osint_helpers.report.cover import report_metadata
from osint_helpers.report.links import check_links
from tests.case.builder import write_case
from tests.case.evidence import write_evidence
from tests.report.synthetic import markdown, node, save, shown

SHOWN = (
    ("## 4. Claims and evidence", ("claims_register", "C-1")),
    ("## 11. Sources", ("sources_register", "H-1")),
    ("## 12. Exhibits with hashes", ("captured", "J-1"), ("seals", "J-2"), ("integrity", "J-3")),
    ("## Annex B. Extract of the evidence log", ("log_extract", "K-1")),
    ("## Annex C. Draft certificate", ("certificate", "L-1")),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a SYNTHETIC case with evidence of every sort."""
    path = tmp_path_factory.mktemp("evidence") / "synth-evidence"
    write_evidence(path)
    return path


@pytest.fixture(scope="module")
def page(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a notebook of that case."""
    return to_html(save(notebook(open_case(folder)), tmp_path_factory.mktemp("page") / "n.ipynb"))


def notebook(case: Case, parts: Any = SHOWN) -> Any:
    cells = []
    for heading, *builders in parts:
        cells.append(markdown(heading))
        cells += [shown(getattr(exhibits, name)(case, number)) for name, number in builders]
    return node(*cells)


def page_of(case: Case, tmp_path: Path) -> str:
    return to_html(save(notebook(case), tmp_path / "n.ipynb"))


def edition(page: str) -> str:
    found = re.search(r'<p class="edition">(.*?)</p>', page)
    return found[1] if found else ""


def test_annexes_stand_after_annex_a_in_page_and_contents(page: str) -> None:
    order = ['id="section-12"', 'id="annex-a"', 'id="annex-b"', 'id="annex-c"']
    places = [page.index(one) for one in order]
    assert places == sorted(places)
    contents = page[page.index('class="toc"') : page.index("<main")]
    links = re.findall(r'<li><a href="#((?:section|annex)-\w+)"', contents)
    assert links == ["section-4", "section-11", "section-12", "annex-a", "annex-b", "annex-c"]
    assert '<a href="#exhibit-L-1">' in contents


def test_digests_stand_below_what_was_captured_under_their_own_heading(page: str) -> None:
    part = page[page.index('id="section-12"') : page.index('id="annex-a"')]
    assert part.index('id="exhibit-J-1"') < part.index('id="digests"') < part.index('"register"')
    assert '<a href="#exhibit-K-1">K-1</a>' in part


def test_no_part_of_the_evidence_is_called_absent(page: str) -> None:
    assert edition(page).endswith("section 13. Limits, glossary, corrections.")


def test_a_case_without_captures_names_the_parts_it_lacks(tmp_path: Path) -> None:
    page = page_of(open_case(write_case(tmp_path / "bare-case")), tmp_path)
    assert edition(page).endswith(
        "hashes of captured sources; the seal over the case; the extract of the evidence log; "
        "the draft certificate."
    )
    assert "cited, not captured" in page


def test_every_reference_to_a_capture_leads_to_its_entry(page: str) -> None:
    check_links(page)
    assert re.search(r'href="#capture-\d{8}T\d{6}Z-[0-9a-f]{8}"', page)


def test_hostile_titles_and_addresses_stay_text(page: str) -> None:
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "\u202e" not in page
    assert not re.search(r"href=.?javascript:", page)
    assert "javascript:alert(1)" in page


def test_a_hostile_title_does_not_stop_the_guard(tmp_path: Path) -> None:
    case = write_case(tmp_path / "loud-case")
    from tests.case.captures import put

    address = "https://example.org/0f8fad5b-d9cb-469f-a165-70867728950e"
    put(case, title='<script src="https://far.example/x.js">', url=address)
    path = save(notebook(open_case(case)), tmp_path / "n.ipynb")
    assert [fault for fault in guard(path) if "in an output" in fault] == []


def test_the_guard_still_sees_a_load_in_the_markup_of_a_table(tmp_path: Path, case: Case) -> None:
    made = notebook(case)
    made.cells[1].outputs[0].data["text/html"] = '<img src="https://far.example/x.png">'
    faults = guard(save(made, tmp_path / "n.ipynb"))
    assert any("something loaded from the network" in fault for fault in faults)


# ------------------------------------------------------------------ cover
def seal_on_cover(folder: Path) -> str:
    pairs = report_metadata({"case": str(folder)}, Path("script.py"))["cover"]
    return str(dict(map(tuple, pairs))["Seal"])


def test_the_cover_names_the_newest_seal(folder: Path) -> None:
    newest = sealing.seals(folder)[-1]
    assert seal_on_cover(folder) == f"Seal 0002, SHA-256 {newest.sha256}"


def test_the_cover_of_an_unsealed_case_says_so(tmp_path: Path) -> None:
    assert seal_on_cover(write_case(tmp_path / "bare-case")) == "not sealed"


def test_a_notebook_without_a_case_has_no_seal_line() -> None:
    assert report_metadata({"title": "SYNTHETIC"}, Path("script.py"))["cover"] == []


def test_the_page_takes_the_seal_from_the_notebook_alone(tmp_path: Path) -> None:
    made = node(markdown("## 1. Judgements\n\nx"), cover=[["Seal", "Seal 0007, SHA-256 SYNTHETIC"]])
    assert "<dd>Seal 0007, SHA-256 SYNTHETIC</dd>" in to_html(save(made, tmp_path / "n.ipynb"))


def test_a_seal_made_since_is_a_difference(tmp_path: Path) -> None:
    cells = [markdown("## 1. Judgements\n\nx")]
    old = save(node(*cells, cover=[["Seal", "not sealed"]]), tmp_path / "old.ipynb")
    new = save(node(*cells, cover=[["Seal", "Seal 0001"]], caution="x"), tmp_path / "new.ipynb")
    assert changes(old, new) == ["the cover: another caution", "the cover: another Seal"]
    assert changes(old, old) == []


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A SYNTHETIC case without evidence."""
    return open_case(write_case(tmp_path / "synthetic-case"))
