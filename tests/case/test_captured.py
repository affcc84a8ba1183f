"""A source is captured when an address or exhibits.csv says so; the report prints the words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.case import captured, open_case
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import hashing
from tests.case.builder import write_case
from tests.case.captures import derive, hop, put

EXHIBIT = {"exhibit": "X-1", "title": "", "source": "", "note": ""}
DIGITS = hashing.of_bytes(b"SYNTHETIC page")[:16]


def state_of(folder: Path, source: str = "s_daily") -> dict[str, Any]:
    frame = captured.sources(open_case(folder)).set_index("source", drop=False)
    return dict(frame.loc[source])


def rows_of(folder: Path) -> dict[str, dict[str, Any]]:
    frame = captured.captures(open_case(folder))
    return {row["capture"]: row for row in frame.to_dict("records")}


def numbered(tmp_path: Path, *rows: dict[str, str]) -> Path:
    return write_case(tmp_path / "numbered-case", exhibits=[EXHIBIT | row for row in rows])


def test_without_a_folder_of_captures_every_source_is_cited(case):
    frame = captured.sources(case)
    assert list(frame["source"]) == list(case.sources["source"])
    assert set(frame["text"]) == {"cited, not captured"}
    assert set(frame["state"]) == {"not captured"}
    assert captured.captures(case).empty
    assert "record_sha256" in captured.captures(case).columns


def test_a_capture_of_the_address_of_a_source_is_its_capture(folder):
    name = put(folder)
    found = state_of(folder)
    assert found["state"] == "captured"
    assert found["text"] == f"captured {DIGITS}, 2002-01-05 10:00:00 UTC"
    assert (found["capture"], found["sha256"][:16]) == (name, DIGITS)
    assert state_of(folder, "s_paper")["text"] == "cited, not captured"


def test_the_frame_of_captures_holds_hashes_of_body_and_record(folder):
    name = put(folder)
    row = rows_of(folder)[name]
    record = folder / "captures" / name / "capture.json"
    assert row["record_sha256"] == hashing.of_file(record)
    assert row["sha256"] == hashing.of_bytes(b"SYNTHETIC page")
    assert (row["bytes"], row["body"], row["sources"]) == (14, "body.txt", ("s_daily",))
    assert (row["who"], row["why"]) == ("synth", "SYNTHETIC why")


@pytest.mark.parametrize(
    "url",
    ["https://example.org/s_daily/", "HTTPS://Example.ORG/s_daily", "https://example.org/s_daily#x"],
)  # fmt: skip
def test_fragment_final_slash_and_capitals_of_the_host_do_not_part_two_addresses(folder, url):
    put(folder, url=url)
    assert state_of(folder)["state"] == "captured"


@pytest.mark.parametrize(
    "url",
    ["https://example.org/S_daily", "http://example.org/s_daily", "https://example.org/s_daily?a",
     "https://example.org/s_daily//", "https://example.org/[", "https://[example.org/s_daily"],
)  # fmt: skip
def test_anything_else_parts_two_addresses(folder, url):
    put(folder, url=url)
    assert state_of(folder)["state"] == "not captured"


def test_a_slash_in_or_before_a_query_counts():
    assert captured.address("https://a.example/?p=/") != captured.address("https://a.example/?p=")
    assert captured.address("https://a.example/x/?p") != captured.address("https://a.example/x?p")


@given(st.text(max_size=40))
def test_no_address_breaks_the_comparison(url):
    assert captured.address(captured.address(url)) == captured.address(url)


def test_an_address_on_the_way_counts(folder):
    put(folder, url="https://example.org/old",
        hops=[hop("https://example.org/old"), hop("https://example.org/s_daily")])  # fmt: skip
    assert state_of(folder)["state"] == "captured"


def test_the_stated_address_of_a_file_counts(folder):
    put(folder, kind="file", outcome="received", url="https://example.org/s_daily")
    assert state_of(folder)["state"] == "captured"


def test_exhibits_csv_joins_a_capture_to_a_source_and_gives_number_and_title(tmp_path):
    row = {
        "capture": "20020105T100000Z-" + DIGITS[:8],
        "source": "s_points",
        "title": "SYNTHETIC T",
    }
    folder = numbered(tmp_path, row)
    name = put(folder, url="https://elsewhere.example/")
    assert name == row["capture"]
    found = state_of(folder, "s_points")
    assert found["text"] == f"captured {DIGITS}, exhibit X-1, 2002-01-05 10:00:00 UTC"
    assert found["exhibit"] == "X-1"
    assert rows_of(folder)[name]["title"] == "SYNTHETIC T"


def test_a_source_names_the_number_given_for_it(tmp_path):
    name = "20020105T100000Z-" + DIGITS[:8]
    folder = numbered(
        tmp_path, {"capture": name}, {"exhibit": "X-2", "capture": name, "source": "s_daily"}
    )
    put(folder)
    assert state_of(folder)["exhibit"] == "X-2"
    assert rows_of(folder)[name]["exhibit"] == "X-1; X-2"


def test_the_earliest_sound_capture_is_named_and_others_are_counted(folder):
    put(folder, at="2002-01-04T00:00:00.000000Z", outcome="timeout", complete=False)
    put(folder, at="2002-01-07T00:00:00.000000Z", body=b"later")
    put(folder, at="2002-01-06T00:00:00.000000Z", body=b"later still")
    put(folder, at="2002-01-05T00:00:00.000000Z")
    text = state_of(folder)["text"]
    assert text == f"captured {DIGITS}, 2002-01-05 00:00:00 UTC, and 2 more"


def test_a_truncated_body_is_a_capture_in_part(folder):
    put(folder, outcome="truncated", complete=False)
    put(folder, at="2002-01-06T00:00:00.000000Z", outcome="too-large", complete=False)
    found = state_of(folder)
    assert found["state"] == "captured in part"
    assert found["text"] == (
        "captured in part: the server ended before the length it had announced, "
        "2002-01-05 10:00:00 UTC; and 1 more in part"
    )


@pytest.mark.parametrize("outcome", ["http-status", "login-wall", "challenge-page"])
def test_a_page_that_shows_something_else_is_not_the_source(folder, outcome):
    put(folder, outcome=outcome)
    assert state_of(folder)["state"] == "not obtained"


def test_the_last_failed_attempt_is_named(folder):
    put(folder, body=None, outcome="dns", complete=False)
    put(folder, at="2002-01-06T00:00:00.000000Z", body=None, outcome="tls", complete=False)
    found = state_of(folder)
    assert found["state"] == "not obtained"
    assert found["text"] == (
        "not obtained: the certificate or the handshake was not acceptable; nothing was sent, "
        "on 2002-01-06 00:00:00 UTC (last of 2 attempts)"
    )


def test_an_incomplete_body_under_a_good_outcome_prints_its_reason(folder):
    put(folder, complete=False, reason="SYNTHETIC reason")
    assert state_of(folder)["text"].startswith("captured in part: SYNTHETIC reason, ")


def test_what_was_derived_counts_with_its_capture_and_never_alone(folder):
    parent = put(folder, outcome="truncated", complete=False)
    made = derive(folder, parent)
    again = derive(folder, made, body=b"SYNTHETIC picture of the text")
    rows = rows_of(folder)
    assert rows[made]["sources"] == rows[again]["sources"] == ("s_daily",)
    found = state_of(folder)
    assert (found["state"], found["capture"]) == ("captured in part", parent)


def test_captures_derived_in_a_circle_end(folder):
    one = put(folder, kind="derived", url="", outcome="derived")
    record = folder / "captures" / one / "capture.json"
    content = json.loads(record.read_text())
    content["derived_from"] = {"capture": one}
    record.write_text(json.dumps(content))
    assert rows_of(folder)[one]["sources"] == ()


def test_a_record_without_a_field_is_an_error_that_names_it(folder):
    name = put(folder)
    record = folder / "captures" / name / "capture.json"
    content = json.loads(record.read_text())
    del content["who"]
    record.write_text(json.dumps(content))
    with pytest.raises(EvidenceError, match=rf"{name} lacks a field .*'who'"):
        captured.captures(open_case(folder))


def test_an_unknown_outcome_is_printed_as_it_is():
    assert captured.outcome_words("SYNTHETIC-word") == "SYNTHETIC-word"


@pytest.mark.parametrize(
    ("outcome", "reason", "words"),
    [
        ("ok", "", "the whole body arrived with a success status"),
        ("derived", "no text on page 2", "no text on page 2"),
        ("dns", "SYNTHETIC detail", "the host name has no address"),
        ("of a later version", "", "of a later version"),
    ],
)
def test_an_outcome_is_told_in_its_words_and_a_sound_one_by_its_reason(outcome, reason, words):
    assert captured.outcome_words(outcome, reason) == words


def test_a_moment_is_printed_to_the_second_and_its_absence_is_said():
    assert captured.second("2002-01-05T10:00:00.999999Z") == "2002-01-05 10:00:00 UTC"
    assert captured.second("") == "at a time not recorded"


def test_a_number_without_a_source_joins_the_capture_to_none(tmp_path):
    folder = write_case(tmp_path / "unjoined-case")
    name = put(folder, url="https://example.org/nobody-cites-this")
    rows = f"exhibit,capture,source,title,note\nX-9,{name},,,\n"
    (folder / "exhibits.csv").write_text(rows)
    assert (rows_of(folder)[name]["exhibit"], rows_of(folder)[name]["sources"]) == ("X-9", ())


def test_of_two_captures_in_one_second_the_earlier_is_named_whatever_their_ids(folder):
    bodies = sorted((b"SYNTHETIC 1", b"SYNTHETIC 2"), key=hashing.of_bytes)
    put(folder, body=bodies[0], at="2002-01-05T10:00:00.900000Z")
    early = put(folder, body=bodies[1], at="2002-01-05T10:00:00.100000Z")
    assert state_of(folder)["capture"] == early


def test_what_was_fetched_is_derived_from_nothing_whatever_its_record_says(folder):
    parent = put(folder)
    name = put(
        folder, url="https://example.org/other", body=b"SYNTHETIC", derived_from={"capture": parent}
    )
    assert rows_of(folder)[name]["sources"] == ()


def test_a_single_failed_attempt_is_not_counted(folder):
    put(folder, outcome="dns", body=None)
    assert state_of(folder)["text"].endswith("on 2002-01-05 10:00:00 UTC")


def test_a_row_without_a_title_takes_none_away(folder):
    name = put(folder)
    rows = f"exhibit,capture,source,title,note\nX-1,{name},,SYNTHETIC title,\nX-2,{name},,,\n"
    (folder / "exhibits.csv").write_text(rows)
    assert (rows_of(folder)[name]["title"], rows_of(folder)[name]["exhibit"]) == (
        "SYNTHETIC title", "X-1; X-2",
    )  # fmt: skip
