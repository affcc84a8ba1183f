"""The register of captures: every capture once, with hashes; what strangers wrote stays text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from osint_helpers import exhibits
from osint_helpers.case import Case, open_case
from osint_helpers.errors import ExhibitError
from osint_helpers.evidence import hashing
from osint_helpers.exhibits.tables.captures import address, count
from tests.case.builder import write_case
from tests.case.captures import derive, hop, put
from tests.case.evidence import LONG_URL


def entries(exhibit: exhibits.Exhibit) -> dict[str, dict[str, Any]]:
    """Return id of the capture -> key of the column -> cell."""
    keys = [column["key"] for column in exhibit.spec["columns"]]
    rows = zip(exhibit.spec["row_ids"], exhibit.spec["rows"], strict=True)
    return {ref[1]: dict(zip(keys, row, strict=True)) for ref, row in rows}


def words(exhibit: exhibits.Exhibit) -> str:
    return " ".join(
        run["text"] for block in exhibit.spec["blocks"] for run in block["runs"]
    )  # fmt: skip


def one(case: Path, name: str) -> dict[str, str]:
    found = entries(exhibits.captured(open_case(case), "J-1"))[name]
    return {key: value["text"] for key, value in found.items()}


def test_every_capture_has_one_entry_with_its_anchor(evident: Case, ids: dict[str, str]) -> None:
    exhibit = exhibits.captured(evident, "J-1")
    assert {ref[0] for ref in exhibit.spec["row_ids"]} == {"capture"}
    assert sorted(entries(exhibit)) == sorted(ids.values())


def test_numbers_come_first_in_their_order(evident: Case) -> None:
    rows = exhibits.captured(evident, "J-1").spec["rows"]
    firsts = [row[0]["text"] for row in rows]
    assert firsts[:4] == ["X-1", "X-2", "X-3", "X-4"]
    assert set(firsts[4:]) == {"no number"}


def test_an_entry_holds_the_full_hashes_of_body_and_record(
    evident: Case, ids: dict[str, str]
) -> None:
    found = entries(exhibits.captured(evident, "J-1"))[ids["daily"]]
    folder = evident.folder / "captures" / ids["daily"]
    assert found["sha256"]["text"] == hashing.of_file(folder / "body.html.txt")
    assert found["record_sha256"]["text"] == hashing.of_file(folder / "capture.json")
    assert found["clock"]["text"] == "server minus machine -0.4 s"
    assert found["sources"]["refs"] == [["source", "s_daily"]]
    assert found["note"]["text"] == "SYNTHETIC note"
    assert found["complete"] == {"text": "yes"}


def test_how_it_was_obtained_is_said_for_each_kind(evident: Case, ids: dict[str, str]) -> None:
    found = entries(exhibits.captured(evident, "J-1"))
    said = {name: found[ids[name]]["obtained"]["text"] for name in ("moved", "letter", "text")}
    assert said == {
        "moved": "fetched from the network, status 200, TLSv1.3, peer 192.0.2.1, 1 redirect",
        "letter": "file handed over: by post from SYNTHETIC counsel",
        "text": "made by SYNTHETIC reader 1",
    }
    assert found[ids["text"]]["derived"]["refs"] == [["capture", ids["letter"]]]
    assert found[ids["moved"]]["final"]["text"] == "https://example.org/s_daily"
    assert found[ids["daily"]]["final"]["text"] == ""


def test_what_is_missing_is_said_and_marked(evident: Case, ids: dict[str, str]) -> None:
    found = entries(exhibits.captured(evident, "J-1"))
    assert found[ids["paper"]]["complete"] == {"text": "no: 12 of 900 bytes", "mark": "disagrees"}
    assert found[ids["dns"]]["bytes"]["text"] == "no body"
    assert found[ids["dns"]]["outcome"]["text"] == "the host name has no address"


def test_a_removed_capture_keeps_number_title_reason_and_hashes(
    evident: Case, ids: dict[str, str]
) -> None:
    found = entries(exhibits.captured(evident, "J-1"))[ids["private"]]
    assert found["exhibit"]["text"] == "X-3"
    assert found["title"]["text"] == "SYNTHETIC, removed"
    assert found["outcome"]["text"].startswith("removed 20")
    assert found["outcome"]["text"].endswith(" UTC by ana: SYNTHETIC order of a court")
    body = hashing.of_bytes(b"SYNTHETIC page of https://example.org/private")
    assert found["sha256"]["text"] == body
    assert len(found["record_sha256"]["text"]) == 64


def test_a_number_whose_capture_is_gone_without_a_removal_is_marked(tmp_path: Path) -> None:
    name = "20020105T100000Z-00000000"
    case = write_case(tmp_path / "gone-case", exhibits=[{"exhibit": "X-9", "capture": name}])
    found = entries(exhibits.captured(open_case(case), "J-1"))[name]
    assert found["outcome"]["mark"] == "disagrees"
    assert found["outcome"]["text"] == "not in the case folder, and no removal is logged"


def test_text_of_strangers_stays_text(evident: Case, ids: dict[str, str]) -> None:
    page = exhibits.captured(evident, "J-1").to_html()
    assert "<img" not in page
    assert "<script" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; \\u202egnp.exe" in page
    assert "\u202e" not in page
    assert 'href="javascript' not in page
    assert "javascript:alert(1)" in page


def test_no_formula_reaches_a_spreadsheet(tmp_path: Path) -> None:
    case = write_case(tmp_path / "formula-case")
    put(case, title="=HYPERLINK(1)")
    assert ",'=HYPERLINK(1)," in exhibits.captured(open_case(case), "J-1").to_csv()


def test_an_address_that_was_cut_or_escaped_is_no_link() -> None:
    assert address("https://a.example/b") == "https://a.example/b"
    assert address(LONG_URL, 40).startswith("long.example/a-very-long")
    assert address("https://a.example/\u202eb") == "a.example/\\u202eb"


def test_a_very_long_title_is_cut(tmp_path: Path) -> None:
    case = write_case(tmp_path / "long-case")
    assert len(one(case, put(case, title="x" * 100_000))["title"]) == 300


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"certificate_exception": {"sha256": "0", "why": "x"}}, "exception for the certificate"),
        ({"allowed_addresses": ["127.0.0.1"]}, "from an address that was allowed by name"),
        ({"hops": [hop(f"https://example.org/{n}") for n in range(3)]}, "2 redirects"),
    ],
)
def test_what_was_out_of_the_ordinary_is_said(
    tmp_path: Path, more: dict[str, Any], words: str
) -> None:
    case = write_case(tmp_path / "odd-case")
    assert words in one(case, put(case, **more))["obtained"]


def test_clocks_are_those_of_the_last_answer_that_gives_a_time(tmp_path: Path) -> None:
    case = write_case(tmp_path / "clock-case")
    hops = [hop("https://example.org/a", server_minus_local_s=3), hop("https://example.org/b")]
    assert one(case, put(case, hops=hops))["clock"] == "server minus machine +3.0 s"
    other = put(case, body=b"other")
    assert one(case, other)["clock"] == "no time in the answer"
    assert one(case, derive(case, other))["clock"] == ""


def test_without_a_capture_it_says_what_that_means(case: Case) -> None:
    exhibit = exhibits.captured(case, "J-1")
    assert exhibit.kind == "prose"
    assert words(exhibit).startswith(
        "No source of this case is captured. Sources cited: 6, by address: 5."
    )


def test_the_register_of_sources_says_what_is_captured(evident: Case, ids: dict[str, str]) -> None:
    spec = exhibits.sources_register(evident, "H-1").spec
    n = [column["key"] for column in spec["columns"]].index("captured")
    cells = {row[0]["text"]: row[n] for row in spec["rows"]}
    assert cells["s_reply"] == {"text": "cited, not captured", "mark": "not-published"}
    assert cells["s_relay"]["mark"] == "not-published"
    assert cells["s_relay"]["text"].startswith("not obtained: the page asks for a login")
    assert cells["s_daily"]["refs"] == [["capture", ids["daily"]]]
    assert cells["s_daily"]["text"].startswith("captured 26f33e5013e1b5dd, exhibit X-1, ")
    assert cells["s_daily"]["text"].endswith(" UTC, and 1 more")
    assert "mark" not in cells["s_paper"]


def test_every_source_of_a_case_without_captures_is_cited_only(maybach: Case) -> None:
    spec = exhibits.sources_register(maybach, "H-1").spec
    text = json.dumps(spec)
    assert text.count("cited, not captured") == len(maybach.sources)


def test_prose_may_cite_a_capture(tmp_path: Path) -> None:
    case = write_case(tmp_path / "cite-case", texts={"t": "Seen [capture:NAME]."})
    name = put(case)
    (case / "text" / "t.md").write_text(f"Seen [capture:{name}].", encoding="utf-8")
    run = exhibits.prose(open_case(case), "P-1", "t").spec["blocks"][0]["runs"][0]
    assert run["refs"] == [["capture", name]]


def test_prose_may_not_cite_a_capture_that_is_not_there(tmp_path: Path) -> None:
    case = write_case(tmp_path / "cite-case", texts={"t": "Seen [capture:../x]."})
    with pytest.raises(ExhibitError, match="cites nothing"):
        exhibits.prose(open_case(case), "P-1", "t")


def test_counts_read_as_a_sentence() -> None:
    assert (count(1, "capture"), count(1200, "capture")) == ("1 capture", "1,200 captures")
