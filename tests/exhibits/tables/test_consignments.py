"""Exhibits of a check: every row in words, messages, counts, lanes, lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers import exhibits
from osint_helpers.errors import ExhibitError
from tests.diligence.files import checked, snapshot
from tests.screening.lists import SHIP


def texts(exhibit):
    return [[one["text"] for one in row] for row in exhibit.spec["rows"]]


def blocks(exhibit):
    keys = [one["key"] for one in exhibit.spec["columns"]]
    return [dict(zip(keys, row, strict=True)) for row in texts(exhibit)]


@pytest.fixture
def found(tmp_path: Path):
    rows = ({}, {"consignee": "", "arrived_on": "2026-02-08", "note": "<b>HOSTILE</b>"},
            {"vessel": "SYNTHETIC ORVELIN", "imo": SHIP})  # fmt: skip
    return checked(tmp_path, *rows, lists=[snapshot(tmp_path)])


def test_a_block_says_what_was_declared_and_what_each_check_says(found) -> None:
    made = exhibits.consignments(found, "D-1")
    first, second, third = blocks(made)
    sha = found.snapshots[0].sha256
    assert first["row"] == "SYNTHETIC-1, row 2 · SYNTHETIC"
    assert "Consignee: SYNTHETIC Buyer; HS code: 8703.23" in first["declared"]
    assert (
        f"not found in OpenSanctions synthetic, list of 2026-01-01, SHA-256 {sha[:12]}…"
        in (first["screening"])
    )
    assert "origin NLRTM, 1 February 2026, UN: in force, verified: UN-1718-8a3" in first["law"]
    assert first["lane"].startswith("Rotterdam to Busan: possible")
    assert "RF01" in first["untested"]
    assert "consignee: is empty" in second["messages"]
    assert "an average faster than 25 kn would be needed" in second["lane"]
    assert "1 candidate to be looked at" in third["screening"]
    assert third["fired"].startswith("RF19 listed party on that date: vessel SYNTHETIC ORVELIN")
    assert made.spec["stamp"] == "SYNTHETIC"
    assert found.consignments.table.sha256 in made.spec["provenance"]


def test_a_hostile_cell_is_escaped(found) -> None:
    assert "<b>HOSTILE" not in exhibits.consignments(found, "D-1").to_html()
    assert "&lt;b&gt;HOSTILE" in exhibits.consignments(found, "D-1").to_html()


def test_of_a_long_file_the_rows_with_something_come_first_in_the_order_of_the_file(found) -> None:
    made = exhibits.consignments(found, "D-1", limit=2)
    assert [one["row"][:18] for one in blocks(made)] == ["SYNTHETIC-1, row 3", "SYNTHETIC-1, row 4"]
    assert "2 of 3 consignments printed" in made.spec["provenance"]
    with pytest.raises(ExhibitError, match="prints nothing"):
        exhibits.consignments(found, "D-1", limit=0)


def test_two_files_in_one_report_have_their_own_anchors(found) -> None:
    one, two = (exhibits.consignments(found, name).spec["row_ids"] for name in ("D-1", "D-2"))
    assert one[0] == ["leg", "D-1.row-2"]
    assert not {tuple(ref) for ref in one} & {tuple(ref) for ref in two}


def test_the_same_message_of_many_rows_is_one_line_and_losses_come_first(tmp_path: Path) -> None:
    rows = [{"notify": "same as consignee"}, {"notify": "same as consignee", "consignee": ""}]
    made = exhibits.consignment_messages(checked(tmp_path, *rows), "D-2")
    lines = texts(made)
    assert lines[0][:3] == ["3", "consignee", "cell not used"]
    assert ["2, 3", "notify", "note"] in [line[:3] for line in lines]
    assert "read: 2" in made.spec["provenance"]


def test_no_message_is_said_in_words(tmp_path: Path) -> None:
    made = exhibits.consignment_messages(checked(tmp_path, {}), "D-2")
    assert texts(made)[0][3] == "no message: every row and cell was used as it stands"


def test_counts_lanes_and_lists(found) -> None:
    counts = dict(texts(exhibits.consignment_counts(found, "D-3")))
    assert counts["rows"] == "3"
    assert not any("flag" in name for name in counts)
    lanes = texts(exhibits.lanes_table(found, "D-4"))
    assert lanes[0][2] == "faster than the bound would be needed"
    assert "fast_kn = 25 kn" in exhibits.lanes_table(found, "D-4").spec["provenance"]
    (held,) = texts(exhibits.lists_asked(found, "D-5"))
    assert found.snapshots[0].sha256 in held[2]


def test_no_list_is_said_and_stamps_belong_to_synthetic_files(tmp_path: Path) -> None:
    plain = checked(tmp_path, {"consignment": "1", "shipper": "", "consignee": ""})
    made = exhibits.lists_asked(plain, "D-5")
    assert texts(made)[0][0] == "no list given"
    assert "stamp" not in made.spec
    assert exhibits.consignments(plain, "D-1").spec["rows"][0][0]["text"] == "1, row 2"
