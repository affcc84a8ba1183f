"""Captures and log as frames."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import captures, captures_frame, log_frame
from tests.evidence.store_cases import REPO, case_with, events, sha, store


def test_captures_are_rows(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    (tmp_path / "x.txt").write_bytes(b"SYNTHETIC")
    store(case).add_file(
        tmp_path / "x.txt", obtained="SYNTHETIC", why="W", url="https://example.org/x", title="T"
    )
    frame = captures_frame(case)
    assert list(frame["capture"]) == [one.id for one in captures(case)]
    row = frame[frame["kind"] == "file"].iloc[0]
    assert (row["title"], row["url"], row["bytes"]) == ("T", "https://example.org/x", 9)
    folder = case / "captures" / row["capture"]
    assert row["record_sha256"] == sha(folder / "capture.json")
    assert row["sha256"] == sha(folder / row["body"])


def test_a_record_without_a_field_is_an_error_that_names_it(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    path = case / "captures" / captures(case)[0].id / "capture.json"
    content = {key: value for key, value in json.loads(path.read_text()).items() if key != "who"}
    path.chmod(0o644)
    path.write_text(json.dumps(content))
    with pytest.raises(EvidenceError, match="lacks a field or holds a wrong one: 'who'"):
        captures_frame(case)


def test_log_is_rows_in_order_of_time(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    store(case, "ben").note("search.nothing", where="SYNTHETIC")
    frame = log_frame(case)
    assert list(frame["event"]) == [*(line["event"] for line in events(case)), "search.nothing"]
    assert frame["at"].is_monotonic_increasing
    assert frame["facts"].iloc[-1] == '{"after_seal":"' + "0" * 64 + '","where":"SYNTHETIC"}'


def test_empty_case_has_frames_with_columns(tmp_path: Path) -> None:
    assert captures_frame(tmp_path).empty
    assert "record_sha256" in captures_frame(tmp_path).columns
    assert "problem" in log_frame(tmp_path).columns


def test_capture_seal_and_verify_do_not_load_pandas() -> None:
    script = (
        "import sys; from osint_helpers.evidence import Store, seal, verify, captures_frame;"
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=REPO, check=False).returncode == 0
