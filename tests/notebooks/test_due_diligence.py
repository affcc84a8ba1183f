"""The notebook on due diligence: stamped, worded with care, true to the example files."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from osint_helpers.exhibits import from_json
from tests.conftest import REPO

NOTEBOOK = REPO / "notebooks" / "03-due-diligence.ipynb"
MIME = "application/vnd.osint-helpers.exhibit+json"


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    cells = json.loads(NOTEBOOK.read_text("utf8"))["cells"]
    outputs = [out["data"] for one in cells for out in one.get("outputs", []) if "data" in out]
    made = [from_json(data[MIME]) for data in outputs if MIME in data]
    return {one.id: one for one in made}


def test_exhibits_of_synthetic_rows_are_stamped_and_reported_ones_are_not(shown) -> None:
    stamped = {name for name, one in shown.items() if one.spec.get("stamp") == "SYNTHETIC"}
    assert {"D-1", "D-2", "D-3", "L-1", "F-1", "F-2", "S-1", "S-2", "S-3"} <= stamped
    assert not {"D-4", "D-5", "L-2", "F-3"} & stamped


def test_each_kind_of_answer_is_shown(shown) -> None:
    text = json.dumps(shown["S-2"].spec) + json.dumps(shown["S-3"].spec)
    assert all(word in text for word in ("same by id", "id conflict", "strong"))
    outcomes = {row[2]["text"] for row in shown["F-2"].spec["rows"]}
    assert {"possible", "time not accounted for", "not testable",
            "faster than the bound would be needed"} <= outcomes  # fmt: skip
    results = {row[1]["text"] for row in shown["F-1"].spec["rows"]}
    assert results == {"fired", "not fired", "not testable"}


def test_nothing_is_concluded_of_anybody(shown) -> None:
    said = " ".join(f"{one.title} {one.caption} {one.spec}" for one in shown.values()).lower()
    said = said.replace("sanctioned because", "")
    banned = r"\bguilt\w*|not sanctioned|\bclean\b|\bevad\w+|suspicio\w+|risk score"
    assert set(re.findall(banned, said)) <= {"guilt"}  # the warning that none is concluded
