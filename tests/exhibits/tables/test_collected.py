"""A collected record as an exhibit: stamped, capped by its licence, never silent about gaps."""

from __future__ import annotations

import csv
import dataclasses
import io
import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from osint_helpers import exhibits
from osint_helpers.collect.collected import Collected, Meta, Missing, Part
from osint_helpers.collect.columns import Column, frame
from osint_helpers.errors import ExhibitError

COLUMNS = (
    Column("Name", "text", "", "SYNTHETIC name"),
    Column("weight", "number", "kg", "SYNTHETIC weight"),
    Column("n", "integer"),
    Column("at", "instant", "UTC"),
    Column("held", "flag"),
    Column("tags", "list"),
    Column("raw", "json"),
)
FULL = {"Name": "=SUM(1) <b>", "weight": 1e-7, "n": 9007199254740993, "at": "2018-10-07T03:04:05Z",
        "held": False, "tags": ("a", "b"), "raw": {"b": 1, "a": None}}  # fmt: skip


def result(rows=(FULL,), *, synthetic=True, licence="open", missing=(), captures=("c1",)):
    parts = tuple(
        Part(f"part {n}", "https://example.org", f"2026-11-0{n + 1}T00:00:00Z", one, "ab" * 32,
             len(rows), synthetic)
        for n, one in enumerate(captures)
    )  # fmt: skip
    reason = "; ".join(f"{one.name}: {one.why}" for one in missing)
    meta = Meta(
        "practice.rows", "Practice source", "Practice publisher", "https://example.org", {}, parts,
        tuple(missing), reason, licence, "© practice", "terms", "practice/1", ("shows nothing",),
    )  # fmt: skip
    return Collected(frame(rows, COLUMNS), meta, COLUMNS)


def cells(exhibit, row=0):
    keys = [column["key"] for column in exhibit.spec["columns"]]
    return {key: one["text"] for key, one in zip(keys, exhibit.spec["rows"][row], strict=True)}


def test_every_type_is_printed_as_it_is():
    assert cells(exhibits.collected(result(), "X-1", title="Rows")) == {
        "name": "=SUM(1) <b>", "weight": "1e-07", "n": "9007199254740993",
        "at": "2018-10-07 03:04:05 UTC", "held": "no", "tags": "a; b", "raw": '{"a":null,"b":1}',
    }  # fmt: skip


def test_what_is_missing_says_so_and_is_no_zero():
    found = exhibits.collected(result([{}]), "X-1", title="Rows")
    assert set(cells(found).values()) == {"not given"}
    assert {one["mark"] for one in found.spec["rows"][0]} == {"not-published"}


def test_units_stand_in_the_heading_and_markup_stays_text():
    found = exhibits.collected(result(), "X-1", title="Rows")
    assert "weight (kg)" in found.to_html()
    assert "<b>" not in found.to_html()
    assert "'=SUM(1)" in found.to_csv()


def test_a_synthetic_result_is_stamped_on_the_figure_the_title_and_every_row_of_the_csv():
    found = exhibits.collected(result(), "X-1", title="Rows")
    assert found.title == "Rows (SYNTHETIC)"
    assert 'class="stamp"' in found.to_html()
    assert found.spec["provenance"].startswith("SYNTHETIC: made up")
    assert [line.rpartition(",")[2] for line in found.to_csv().splitlines()] == [
        "stamp", "SYNTHETIC",
    ]  # fmt: skip


def test_a_real_result_has_no_stamp():
    found = exhibits.collected(result(synthetic=False), "X-1", title="Rows")
    assert "SYNTHETIC" not in found.to_html().replace("SYNTHETIC name", "")
    assert "stamp" not in found.to_csv()


@pytest.mark.parametrize(
    ("licence", "limit", "printed"),
    [("open", 20, 20), ("open", 100, 60), ("restricted", 100, 50), ("cite-only", 20, 10),
     ("cite-only", 5, 5)],
)  # fmt: skip
def test_no_more_rows_are_printed_than_asked_for_and_allowed(licence, limit, printed):
    made = result([FULL] * 60, licence=licence)
    found = exhibits.collected(made, "X-1", title="Rows", limit=limit)
    assert len(found.spec["rows"]) == printed
    assert f"{printed} of 60 rows printed" in found.spec["provenance"]
    because = "because the licence class" in found.spec["provenance"]
    assert because == (licence != "open" and printed in (10, 50))


def test_a_missing_part_stands_above_the_table_and_on_every_row_of_the_csv():
    made = result(missing=[Missing("2018-08", "status 429")])
    found = exhibits.collected(made, "X-1", title="Rows")
    assert found.spec["warning"].startswith("NOT COMPLETE: 2018-08: status 429. Nothing can be")
    assert found.to_html().index("NOT COMPLETE") < found.to_html().index("<table")
    assert "NOT COMPLETE" in found.to_csv().splitlines()[1]
    assert "warning" not in exhibits.collected(result(), "X-1", title="Rows").spec


def test_source_hash_and_attribution_stand_under_the_table():
    said = exhibits.collected(result(captures=("c1", "c2", "c3", "c4")), "X-1", title="Rows")
    text = said.spec["provenance"]
    assert "Practice source (Practice publisher), asked 2026-11-04" in text
    assert "ab" * 32 in text
    assert "and 1 more" in text
    assert "Licence class open: © practice" in text


def test_columns_are_chosen_by_name_and_a_wrong_one_is_named():
    found = exhibits.collected(result(), "X-1", title="Rows", columns=("n", "Name"))
    assert list(cells(found)) == ["n", "name"]
    with pytest.raises(ExhibitError, match="no column 'name'"):
        exhibits.collected(result(), "X-1", title="Rows", columns=("name",))


def test_the_columns_and_limits_of_a_result_are_an_exhibit():
    found = exhibits.about(result(), "X-2")
    assert cells(found, 1) == {"column": "weight", "type": "number", "unit": "kg",
                               "about": "SYNTHETIC weight"}  # fmt: skip
    assert "(1) shows nothing" in found.spec["provenance"]


def test_the_same_result_gives_the_same_digest():
    one, two = (exhibits.collected(result(), "X-1", title="Rows") for _ in range(2))
    assert one.digest == two.digest
    other = dataclasses.replace(result(), frame=pd.DataFrame(result().frame.assign(n=1)))
    assert exhibits.collected(other, "X-1", title="Rows").digest != one.digest


@pytest.mark.parametrize("text", [
    "=cmd|' /C calc'!A0", "@SUM(A1)", "\t=1+1", "\r=1+1", "+1+1", "<script>alert(1)</script>",
    "\x1b[31m=1", "\x1b]8;;x\x07", "\u202e=1", "a\r\n=1", "a\x00=1",
    "]]><img src=x onerror=alert(1)>", "' onmouseover='x", '" onmouseover="x',
])  # fmt: skip
def test_hostile_text_of_a_source_is_text_in_every_rendering(text):
    made = result(
        [{**FULL, "Name": text, "tags": (text,), "raw": {text: text}}],
        missing=[Missing(text, text)],
    )
    meta = dataclasses.replace(
        made.meta, source=text, publisher=text, attribution=text, limits=(text,), notes=(text,)
    )
    made = dataclasses.replace(made, meta=meta)
    shown = [exhibits.collected(made, "X-1", title="Rows"), exhibits.about(made, "X-2")]
    for one in shown:
        for line in csv.reader(io.StringIO(one.to_csv(), newline="")):
            for cell in line:
                assert not cell.lstrip().startswith(("=", "@", "+"))
                assert not re.search("[\0-\x08\x0b-\x1f]", cell)
    assert "NOT COMPLETE" in shown[0].to_csv()
    for page in (*(one.to_html() for one in shown), made._repr_html_()):
        assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\u202e]", page)
        tree = BeautifulSoup(page, "html.parser")
        assert not tree.find_all(["script", "img"])
        assert not [name for tag in tree.find_all() for name in tag.attrs if name[:2] == "on"]
