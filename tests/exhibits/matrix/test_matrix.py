"""The matrix: one sign a cell, each told in words and none without a legend."""

from __future__ import annotations

import re

import pytest

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.matrix.drawing import sign
from osint_helpers.exhibits.matrix.spec import SIGNS

FULL = {"sign": "full", "text": "yes, as published", "refs": [["claim", "a.c"]]}
BLANK = {"sign": "blank", "text": "no row", "refs": []}


def spec(**more):
    return {
        "corner": "Rule",
        "columns": [{"key": "a", "label": "Case A", "target": ["case", "a"]},
                    {"key": "b", "label": "Case B", "target": []}],
        "rows": [{"key": "r1", "label": "RF SYNTHETIC", "group": "Group", "target": ["rule", "r1"],
                  "cells": [FULL, BLANK]}],
        "signs": [{"sign": "full", "text": "full"}, {"sign": "blank", "text": "none"}],
        "words": ["w"], "provenance": "p", **more,
    }  # fmt: skip


def exhibit(**more):
    return Exhibit("matrix", "F-1", "t", "", spec(**more))


def test_signs_differ_in_shape():
    drawn = {name: "".join(sign(name, 0.0, 0.0)) for name in SIGNS}
    assert len(set(drawn.values())) == len(SIGNS)
    plain = {re.sub(r'"#[0-9a-f]{6}"', '""', text) for text in drawn.values()}
    assert len(plain) == len(SIGNS), "a sign differs from another by colour alone"


def test_a_cell_with_evidence_is_a_link_that_says_row_case_and_words():
    page = exhibit().to_html()
    assert '<a href="#rule-r1" aria-label="RF SYNTHETIC, Case A: yes, as published">' in page
    assert "RF SYNTHETIC, Case B" not in page


def test_every_cell_stands_in_words_with_its_claims():
    page = exhibit().to_html()
    assert "yes, as published" in page
    assert 'href="#claim-a.c"' in page


def test_csv_has_every_cell_also_blank_ones():
    rows = exhibit().to_csv().splitlines()
    assert len(rows) == 3
    assert rows[1] == 'Group,r1,RF SYNTHETIC,a,full,"yes, as published",a.c'


def test_a_long_name_is_broken_and_not_cut_at_once():
    row = {**spec()["rows"][0], "label": "Council Regulation of SYNTHETIC words and an Annex VIII"}
    drawn = exhibit(rows=[row]).to_svg()
    assert "Council Regulation of SYNTHETIC" in drawn
    assert "Annex VIII</text>" in drawn


@pytest.mark.parametrize(
    "more",
    [
        {"rows": []},
        {"columns": []},
        {"signs": [{"sign": "full", "text": "full"}]},
        {"signs": [{"sign": "green", "text": "x"}]},
        {"rows": [{**spec()["rows"][0], "cells": [FULL]}]},
        {"rows": [{**spec()["rows"][0], "cells": [FULL, {**BLANK, "text": " "}]}]},
        {"rows": [{**spec()["rows"][0], "target": ["rule"]}]},
        {"extra": 1},
    ],
)
def test_a_wrong_matrix_is_refused(more):
    with pytest.raises(ExhibitError):
        exhibit(**more)
