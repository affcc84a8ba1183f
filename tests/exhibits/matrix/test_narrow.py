"""The matrix of a narrow screen: a real table, nothing lost, signs those of the drawing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

from osint_helpers.exhibits import figures
from osint_helpers.exhibits.kinds import kind
from osint_helpers.exhibits.matrix import narrow
from osint_helpers.exhibits.matrix.drawing import sign
from osint_helpers.exhibits.matrix.spec import SIGNS
from osint_helpers.exhibits.svg import clean
from tests.exhibits.drawn import HOSTILE
from tests.exhibits.matrix.test_matrix import BLANK, FULL, exhibit, spec


class _Table(HTMLParser):
    """Cells of a table by row, each ``(tag, scope, what it says)``."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.rows: list[list[list[str]]] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append([tag, held.get("scope") or "", ""])
        elif held.get("aria-label"):
            self.rows[-1][-1][2] += held["aria-label"]

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1][2] += data


def test_every_cell_of_every_case_is_in_the_table_in_order():
    rows = _Table(narrow.table(spec())).rows
    assert rows == [
        [["th", "col", "Case A"], ["th", "col", "Case B"]],
        [["th", "rowgroup", "Group"]],
        [["th", "rowgroup", "RF SYNTHETIC"]],
        [["td", "", "RF SYNTHETIC, Case A: yes, as published"], ["td", "", "no row"]],
    ]


def test_a_group_is_named_once_before_its_rows():
    one = spec()["rows"][0]
    table = narrow.table(spec(rows=[one, {**one, "key": "r2"}, {**one, "group": "Other"}]))
    assert re.findall(r'matrix-group"[^>]*>(\w+)<', table) == ["Group", "Other"]


def test_links_lead_where_those_of_the_drawing_lead():
    table = narrow.table(spec())
    assert re.findall(r'href="([^"]+)"', table) == ["#case-a", "#rule-r1", "#rule-r1"]


def test_names_from_outside_are_escaped():
    row = {**spec()["rows"][0], "label": HOSTILE, "group": HOSTILE,
           "cells": [{**FULL, "text": HOSTILE}, {**BLANK, "text": HOSTILE}]}  # fmt: skip
    columns = [{"key": "a", "label": HOSTILE, "target": ["case", "a"]},
               {"key": "b", "label": HOSTILE, "target": []}]  # fmt: skip
    table = narrow.table(spec(rows=[row], columns=columns, corner=HOSTILE))
    plain = clean(HOSTILE)
    said = [cell[2] for line in _Table(table).rows for cell in line]
    assert said == [plain, plain, plain, plain, f"{plain}, {plain}: {plain}", plain]
    assert "<script" not in table


def test_signs_are_those_of_the_drawing():
    rules = narrow.signs_css()
    for name in SIGNS:
        found = re.search(rf'\.matrix-{name} {{ background-image: url\("([^"]+)"\)', rules)
        assert found
        assert "".join(sign(name, 12.0, 12.0)) in unquote(found[1])


def test_a_page_has_both_forms_and_one_of_them_at_a_time():
    page = exhibit().to_html()
    assert page.index("figure-narrow") < page.index("figure-wide")
    assert ".figure-narrow { display: none; }" in figures.STYLES
    assert ".figure-wide { display: none; } .figure-narrow { display: block; }" in figures.STYLES


def test_a_notebook_holds_the_drawing_alone():
    found = kind("matrix")
    assert "matrix-table" not in found.in_notebook(exhibit())
    assert "matrix-table" not in found.in_print(exhibit())


def test_more_cases_than_fit_keep_the_drawing_that_scrolls():
    many = narrow.MOST_COLUMNS + 1
    row = {**spec()["rows"][0], "cells": [FULL] * many}
    columns = [{"key": f"c{n}", "label": f"Case {n}", "target": []} for n in range(many)]
    page = exhibit(rows=[row], columns=columns).to_html()
    assert "matrix-table" not in page
    assert "figure-wide" not in page
    less = exhibit(rows=[{**row, "cells": [FULL] * (many - 1)}], columns=columns[1:]).to_html()
    assert "matrix-table" in less
