"""Which replies the timeline draws."""

from __future__ import annotations

from pathlib import Path

from osint_helpers.case import open_case
from osint_helpers.exhibits.timeline.rows import reply_rows
from tests.case.builder import edit, write_case

REPLY = {"reply": "r_2", "who": "SYNTHETIC desk", "answer": "left on the 20th", "claim": "c_dep_20"}


def labels(folder: Path, **tables) -> list[str]:
    case = open_case(write_case(folder / "synthetic-case", **tables))
    return [entry["label"] for row in reply_rows(case) for entry in row["entries"]]


def test_a_reply_stands_on_the_date_of_its_claim(tmp_path):
    assert labels(tmp_path, replies=[REPLY]) == ["20 March 2001: SYNTHETIC desk"]


def test_a_reply_of_which_the_day_is_not_published_is_left_out(tmp_path):
    assert labels(tmp_path, replies=[{**REPLY, "answered": "not published"}]) == []


def test_a_reply_about_another_item_is_left_out(tmp_path):
    apart = {
        "legs": lambda rows: edit(rows, "leg-2", apart="item"),
        "claims": lambda rows: edit(rows, "c_dep_20", topic="item"),
    }
    assert labels(tmp_path, replies=[REPLY], **apart) == []
