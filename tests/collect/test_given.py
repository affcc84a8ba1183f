"""A path, a capture and an answer are the same file to a reader."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.collect import gzips
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.client import Client
from osint_helpers.collect.given import capture_of, file_of, named
from osint_helpers.collect.reading import Reading
from osint_helpers.collect.shelf import SYNTHETIC
from osint_helpers.collect.shipping.files import Lines
from osint_helpers.errors import CollectError, EvidenceError, SourceRefusedError
from osint_helpers.evidence import hashing
from osint_helpers.evidence.record import Capture
from osint_helpers.evidence.storing import Store
from tests.collect import demo


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "SYNTHETIC.csv"
    path.write_text("a,b\n1,2\n")
    return path


@pytest.fixture
def kept(case: Path, table: Path) -> Capture:
    return Store(case, "tester").add_file(table, obtained="test", why="test", title="SYNTHETIC")


def answer_of(path: Path | None, **other: Any) -> Answer:
    made = Answer(
        "https://example.org/day/a.csv?x=1", 200, {}, path, "0" * 64, "ok", True, "", "", "2026",
        "SYNTHETIC SOURCE", False,
    )  # fmt: skip
    return replace(made, **other)


def test_a_path_has_its_name_and_hash_and_no_address(table: Path) -> None:
    found = file_of(table)
    assert (found.name, found.path, found.fault) == (table.name, table, "")
    part = found.part
    assert (part.name, part.url, part.sha256) == (table.name, "", hashing.of_file(table))
    assert file_of(table, hashed=False).part.sha256 == ""


def test_a_capture_keeps_the_name_of_its_file_and_is_known_as_synthetic(kept: Capture) -> None:
    found = file_of(kept)
    assert (found.name, found.part.capture) == (f"{SYNTHETIC}.csv", kept.id)
    assert found.part.sha256 == kept.sha256
    assert found.part.synthetic


def test_an_answer_is_named_by_its_address(table: Path) -> None:
    found = file_of(answer_of(table))
    assert (found.name, found.part.url) == ("a.csv", "https://example.org/day/a.csv?x=1")


def test_an_empty_answer_and_a_file_that_is_not_there_are_said(tmp_path: Path) -> None:
    with pytest.raises(SourceRefusedError, match="SYNTHETIC SOURCE answered with nothing"):
        file_of(answer_of(None))
    with pytest.raises(CollectError, match="no file") as raised:
        file_of(tmp_path / "nowhere")
    assert raised.value.advice


def test_a_changed_body_is_not_read(kept: Capture) -> None:
    assert kept.body is not None
    kept.body.chmod(0o600)
    kept.body.write_text("other")
    with pytest.raises(EvidenceError, match="not what its record says"):
        file_of(kept)


def test_a_capture_without_a_body_is_said(kept: Capture) -> None:
    with pytest.raises(CollectError, match="has no body"):
        file_of(replace(kept, record={**kept.record, "body": None}))


def test_what_did_not_come_whole_makes_every_reading_incomplete(table: Path, kept: Capture) -> None:
    cut = answer_of(table, complete=False, reason="the connection was cut")
    half = replace(kept, record={**kept.record, "complete": False, "reason": "cut at 7 bytes"})
    for given, why in ((cut, "the connection was cut"), (half, "not complete: cut at 7 bytes")):
        got = Reading(demo.PLAIN, "read", {})
        got.take(given)
        got.counted(3)
        meta = got.collected([], ()).meta
        assert not meta.complete
        assert why in meta.reason
        assert (meta.mode, meta.parts[0].rows) == ("file", 3)


def test_a_case_is_asked_for_what_looks_like_a_capture(case: Path, kept: Capture) -> None:
    client = Client(case, "replay")
    assert named(client, kept.id) == file_of(kept)
    with pytest.raises(CollectError, match="no capture"):
        named(client, "20200101T000000Z-00000000")
    with pytest.raises(CollectError, match="no case is named"):
        capture_of(Client(), kept.id)
    with pytest.raises(CollectError, match="there is no file 'nowhere'"):
        named(client, "nowhere")


def test_a_capture_that_is_not_whole_is_not_named(case: Path, kept: Capture) -> None:
    path = kept.folder / "capture.json"
    path.chmod(0o600)
    path.write_text(json.dumps({**kept.record, "complete": False}))
    with pytest.raises(CollectError, match="name a whole capture"):
        named(Client(case, "replay"), kept.id)


@pytest.mark.parametrize("members", [1, 2])
def test_gzip_is_known_by_its_bytes_and_unpacked_to_its_end(tmp_path: Path, members: int) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(gzip.compress(b"a,b\n") * members)
    assert file_of(path).unpacked() == b"a,b\n" * members
    assert file_of(path).data(most=1000) == path.read_bytes()
    with file_of(path).open(most=4 * members) as stream:
        assert stream.read() == b"a,b\n" * members
    with (
        file_of(path).open(most=4 * members - 1) as stream,
        pytest.raises(CollectError, match="mo"),
    ):
        stream.read()


def broken(data: bytes) -> bytes:
    """Return packed bytes with the middle of the deflate stream changed."""
    packed = bytearray(gzip.compress(data, mtime=0))
    packed[10:20] = b"\xff" * 10
    return bytes(packed)


@pytest.mark.parametrize("data", [broken(b"abc" * 99), gzip.compress(b"abc" * 99, mtime=0)[:-12]])
def test_broken_gzip_is_an_error_with_a_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "table.csv.gz"
    path.write_bytes(data)
    with pytest.raises(CollectError, match="broken or ends early"):
        gzips.unpacked(data, most=1000)
    with file_of(path).open() as stream, pytest.raises(CollectError, match="to its end") as raised:
        list(Lines(stream, path.name))
    assert raised.value.row == 1
