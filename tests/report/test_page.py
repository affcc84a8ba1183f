"""The page: one file, complete, in order, and a function of the notebook."""

from __future__ import annotations

import hashlib
import re
from html import escape
from pathlib import Path

import pytest

from osint_helpers.errors import ReportError
from osint_helpers.report import to_html
from osint_helpers.report.parts import page_parts
from tests.report.synthetic import exhibit, markdown, node, save, shown

WORDS = markdown("## 1. Judgements\n\nwords")


@pytest.fixture(scope="module")
def page(built: Path) -> str:
    return to_html(built)


def test_same_notebook_same_page(built: Path, page: str) -> None:
    assert to_html(built) == page


def test_cover_says_what_the_header_says(page: str) -> None:
    cover = page[page.index("<header") : page.index("</header>")]
    for text in ("SYNTHETIC. Test data, not evidence", "Where did the toy crate Q go", "Item"):
        assert text in cover
    assert cover.count("<dt>") == 5


def test_cover_names_the_digest_of_the_notebook_file(built: Path, page: str) -> None:
    assert hashlib.sha256(built.read_bytes()).hexdigest() in page


def test_sections_stand_in_order_with_fixed_numbers(page: str) -> None:
    assert re.findall(r'<h2 id="([^"]+)">', page) == [
        "contents", "section-1", "section-4", "section-11", "section-12", "section-13", "annex-a"
    ]  # fmt: skip


def test_contents_list_every_section_and_exhibit(page: str) -> None:
    contents = page[page.index("<nav") : page.index("</nav>")]
    assert re.findall(r'href="#([^"]+)"', contents) == [
        "section-1", "exhibit-J-1", "section-4", "exhibit-C-1", "section-11", "exhibit-S-1",
        "section-12", "section-13", "annex-a",
    ]  # fmt: skip


def test_absent_parts_are_said_once_and_have_no_heading(page: str) -> None:
    assert page.count("Not part of this edition") == 1
    assert page.count("6. Law in force") == 1


def test_code_of_the_notebook_is_not_shown(page: str) -> None:
    assert "def sheet" not in page
    assert "import" not in page[page.index("<main") : page.index("</main>")]


def test_nothing_is_loaded(page: str) -> None:
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert not re.search(r"\s(?:src|srcset|poster|data|background|action)\s*=", markup)
    assert "<link" not in page
    assert "@import" not in page
    assert not re.search(r"url\((?!data:|#)", page)


def test_every_version_is_in_the_annex(page: str) -> None:
    annex = page[page.index('id="annex-a"') :]
    for name in ("Python", "pandas", "geopandas", "folium", "searoute", "Natural Earth"):
        assert name in annex


def test_cover_text_is_escaped(tmp_path: Path) -> None:
    bad = "<i>'\"&</i>"
    head = dict.fromkeys(("title", "label", "question", "caution", "method"), bad)
    path = save(
        node(WORDS, cover=[[bad, bad]], versions=[[bad, bad]], **head), tmp_path / "x.ipynb"
    )
    page = to_html(path)
    assert "<i>" not in page
    assert page.count(escape(bad).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")) == 13


def test_notebook_made_elsewhere_is_refused() -> None:
    other = node(WORDS)
    del other.metadata["osint_report"]
    with pytest.raises(ReportError, match="does not say what stands on its cover"):
        page_parts(other, "")


def test_dangling_claim_names_exhibit_and_file(tmp_path: Path) -> None:
    runs = [{"text": "As claimed", "refs": [["claim", "q7"]]}]
    one = exhibit("prose", "P-2", blocks=[{"kind": "p", "runs": runs}])
    path = save(node(WORDS, shown(one)), tmp_path / "x.ipynb")
    with pytest.raises(ReportError, match=r"x\.ipynb: exhibit P-2 refers to #claim-q7"):
        to_html(path)


def test_claim_listed_in_two_registers_is_refused(tmp_path: Path) -> None:
    rows = {"row_ids": [["claim", "q1"], None]}
    cells = [shown(exhibit(number=n, **rows)) for n in ("C-1", "C-2")]
    path = save(node(WORDS, *cells), tmp_path / "x.ipynb")
    with pytest.raises(ReportError, match="occurs in exhibit C-1 and in exhibit C-2"):
        to_html(path)
