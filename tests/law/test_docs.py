from __future__ import annotations

import re

import pytest

from osint_helpers import law
from osint_helpers.law import flags
from scripts.make_law_docs import DOCS, PAGES, escaped, filled


@pytest.mark.parametrize("page", list(PAGES))
def test_the_tables_of_the_page_are_those_of_the_data(page: str) -> None:
    text = (DOCS / page).read_text("utf8")
    assert filled(page, text) == text


def test_every_rule_and_every_measure_has_a_row() -> None:
    rules = (DOCS / "red-flags.md").read_text("utf8")
    assert re.findall(r"^\| (RF\d\d) \| [^|]+ \| [^|]+ \| \w", rules, re.MULTILINE)[:20] == list(
        flags.RULES
    )
    page = (DOCS / "law.md").read_text("utf8")
    for name in law.measures()["measure"]:
        assert f"| {name} |" in page


def test_a_changed_table_is_noticed() -> None:
    text = (DOCS / "law.md").read_text("utf8")
    assert filled("law.md", text.replace("S/RES/1874", "S/RES/1875")) == text


def test_a_page_without_a_place_for_a_table_stops_the_script() -> None:
    with pytest.raises(SystemExit, match="no place for measures"):
        filled("law.md", "")


def test_cells_cannot_become_markup() -> None:
    assert escaped("a|b<i>*_`[x]") == r"a\|b\<i\>\*\_\`\[x\]"
