"""pywb indexes our WARC files as we do, and replays from them, byte for byte, what we stored."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from osint_helpers.evidence.exports import cdxj, wacz
from tests.conformance.conftest import INTERIM, SHAPES, Taken
from tests.conformance.environment import command, run

pytestmark = pytest.mark.conformance

SOUND = [shape for shape, outcome in SHAPES.items() if outcome == "ok"]
START_SECONDS = 90  # the machine may be busy with other tests


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def replaying(folder: Path) -> Iterator[int]:
    """Run pywb on a folder of collections; yield its port, end it afterwards."""
    port = free_port()
    with (folder / "wayback.log").open("wb") as log:
        process = subprocess.Popen(
            command("wayback", "--bind", "127.0.0.1", "--port", str(port), "--directory", folder),
            cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait(port, process, folder / "wayback.log")
            yield port
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"pywb does not answer: {log.read_text('utf-8', 'replace')[-2000:]}")


def replay(port: int, collection: str, at: str, url: str) -> tuple[int, str, bytes]:
    """Ask for a capture as it was sent (``id_``); return status, Location and decoded body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    try:
        connection.request("GET", f"/{collection}/{at}id_/{url}")
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    coded = answer.headers.get("Content-Encoding") == "gzip"
    return (
        answer.status,
        answer.headers.get("Location", ""),
        gzip.decompress(body) if coded else body,
    )


def moment(capture_at: str) -> str:
    return "".join(character for character in capture_at[:19] if character.isdigit())


@pytest.fixture(scope="module")
def served(taken: Taken, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Serve two collections: ``warcs`` of the stored files, ``wacz`` of the export."""
    folder = tmp_path_factory.mktemp("pywb")
    export = wacz.write(taken.case, folder / "synthetic.wacz")
    copies = []
    for capture in taken.captures.values():
        copy = folder / f"{capture.id}.warc"
        copy.write_bytes((capture.folder / "wire.warc").read_bytes())
        copies.append(copy)
    for collection, add in (("warcs", copies), ("wacz", ["--unpack-wacz", export])):
        for arguments in (["init", collection], ["add", collection, *add]):
            done = run("wb-manager", *arguments, folder=folder)
            assert done.returncode == 0, done.stderr
    with replaying(folder) as port:
        yield port


@pytest.mark.parametrize("collection", ["warcs", "wacz"])
@pytest.mark.parametrize("shape", SOUND)
def test_the_replayed_body_is_the_stored_one(
    taken: Taken, served: int, collection: str, shape: str
) -> None:
    capture = taken.captures[shape]
    assert capture.body is not None
    final = capture.record["hops"][-1]
    status, _, body = replay(served, collection, moment(final["started_utc"]), final["url"])
    assert status == 200
    assert body == capture.body.read_bytes()


@pytest.mark.parametrize("collection", ["warcs", "wacz"])
def test_a_redirect_is_replayed_hop_by_hop(taken: Taken, served: int, collection: str) -> None:
    hops = taken.captures["redir"].record["hops"]
    for hop, following in pairwise(hops):
        at = moment(hop["started_utc"])
        status, location, _ = replay(served, collection, at, hop["url"])
        assert status == hop["status"]
        assert location.endswith(following["url"].partition("//")[2].partition("/")[2])


def test_an_error_page_is_replayed_with_its_status(taken: Taken, served: int) -> None:
    capture = taken.captures["403"]
    assert capture.body is not None
    hop = capture.record["hops"][-1]
    status, _, body = replay(served, "wacz", moment(hop["started_utc"]), hop["url"])
    assert (status, body) == (403, capture.body.read_bytes())


@pytest.mark.parametrize("shape", SHAPES)
def test_index_lines_are_those_of_pywb(taken: Taken, shape: str) -> None:
    path = taken.captures[shape].folder / "wire.warc"
    done = run("cdx-indexer", "--cdxj", "--sort", path)
    assert done.returncode == 0, done.stderr
    theirs = [line.split(" ", 2) for line in done.stdout.splitlines()]
    ours = [line.split(" ", 2) for line in cdxj.index(cdxj.entries(path, path.name)).splitlines()]
    assert ours
    for (key, second, fields), (key_, second_, fields_) in zip(ours, theirs, strict=True):
        assert (key, second) == (key_, second_)
        known, known_ = json.loads(fields), json.loads(fields_)
        if "digest" not in known:  # chunked: pywb hashes the chunks, we state nothing
            del known_["digest"]
        assert known == known_


def test_interim_answers_are_stored_but_not_indexed(taken: Taken) -> None:
    wire = taken.captures[INTERIM].folder / "wire.warc"
    assert b"HTTP/1.1 103 Early Hints" in wire.read_bytes()
    (entry,) = cdxj.entries(wire, "a.warc")
    assert entry.fields["status"] == "200"
