"""A WACZ holds the WARC files as they are stored, finds them, and never hands changed bytes on."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.exports import wacz
from tests.evidence.exports.synthetic import HOME, PAGE, capture, derived, fetched, wire


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "synthetic-case"
    folder.mkdir()
    return folder


def made(case: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(wacz.write(case, case.parent / "a.wacz"))


def package(archive: zipfile.ZipFile) -> dict[str, Any]:
    return dict(json.loads(archive.read("datapackage.json")))


def pages(archive: zipfile.ZipFile) -> list[dict[str, str]]:
    return [json.loads(line) for line in archive.read("pages/pages.jsonl").splitlines()][1:]


def test_the_warc_goes_in_byte_for_byte(case: Path) -> None:
    folder = fetched(case)
    with made(case) as archive:
        assert archive.read(f"archive/{folder.name}.warc") == (folder / "wire.warc").read_bytes()


def test_every_file_is_listed_with_its_hash(case: Path) -> None:
    fetched(case)
    with made(case) as archive:
        listed = {one["path"]: one for one in package(archive)["resources"]}
        others = {"datapackage.json", "datapackage-digest.json"}
        assert set(listed) == set(archive.namelist()) - others
        for path, one in listed.items():
            data = archive.read(path)
            assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
            assert one["bytes"] == len(data)


def test_the_digest_is_that_of_the_package(case: Path) -> None:
    fetched(case)
    with made(case) as archive:
        stated = json.loads(archive.read("datapackage-digest.json"))
        digest = hashlib.sha256(archive.read("datapackage.json")).hexdigest()
    assert stated == {"path": "datapackage.json", "hash": f"sha256:{digest}"}


def test_a_page_bears_the_second_of_its_index_line(case: Path) -> None:
    fetched(case, title="SYNTHETIC title")
    with made(case) as archive:
        (page,) = pages(archive)
        second = archive.read("indexes/index.cdx").split()[1].decode()
    assert page["ts"] == "2026-01-02T03:04:05Z"
    assert second == "20260102030405"
    assert (page["url"], page["title"]) == (HOME, "SYNTHETIC title")


def test_the_page_of_a_redirect_is_the_last_answer(case: Path) -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n"
    last = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    old = "http://synthetic.example/old"
    capture(
        case, {"wire.warc": wire((old, moved), (HOME, last)), "body.html.txt": PAGE},
        "body.html.txt", kind="fetched", outcome="ok", content_type="text/html",
        url_asked=old, hops=[{"url": old}, {"url": HOME}],
    )  # fmt: skip
    with made(case) as archive:
        assert [page["url"] for page in pages(archive)] == [HOME]
        assert len(archive.read("indexes/index.cdx").splitlines()) == 2


@pytest.mark.parametrize(
    "facts",
    [
        {"complete": False, "outcome": "truncated"},
        {"outcome": "login-wall"},
        {"content_type": "application/pdf"},
    ],
)
def test_only_sound_html_is_a_page(case: Path, facts: dict[str, Any]) -> None:
    fetched(case, **facts)
    with made(case) as archive:
        assert pages(archive) == []
        assert "mainPageUrl" not in package(archive)
        assert len(archive.read("indexes/index.cdx").splitlines()) == 1


def test_what_is_left_out_and_what_is_unsound_is_named(case: Path) -> None:
    page = fetched(case)
    cut = fetched(case, HOME + "2", b"half", complete=False, outcome="truncated")
    text = derived(case, page)
    wall = fetched(case, HOME + "3", b"login", outcome="login-wall")
    given = capture(case, {"wire.warc": b"SYNTHETIC"}, "wire.warc")
    nothing = capture(case, {}, None, kind="fetched", outcome="dns", complete=False)
    with made(case) as archive:
        words = package(archive)["description"]
        names = archive.namelist()
    assert f"{cut.name} (truncated)" in words
    assert f"{wall.name} (login-wall)" in words
    for left, why in (
        (text, "derived, derived"),
        (given, "file, received"),
        (nothing, "fetched, dns"),
    ):
        assert f"{left.name} ({why})" in words
        assert f"archive/{left.name}.warc" not in names
    assert f"{page.name} (" not in words


def test_a_capture_no_tool_can_replay_is_named(case: Path) -> None:
    junk = wire((HOME, b"SSH-2.0-SYNTHETIC\r\n"))
    folder = capture(
        case, {"wire.warc": junk}, None, kind="fetched", outcome="bad-response", complete=False
    )
    with made(case) as archive:
        assert f"archive/{folder.name}.warc" in archive.namelist()
        words = package(archive)["description"]
    assert f"without an answer that can be replayed: {folder.name}." in words


def test_same_case_same_bytes(case: Path, tmp_path: Path) -> None:
    fetched(case)
    derived(case, fetched(case, HOME + "2", b"other"))
    first = wacz.write(case, tmp_path / "1.wacz").read_bytes()
    other = tmp_path / "elsewhere"
    shutil.copytree(case, other)
    assert wacz.write(other, tmp_path / "2.wacz").read_bytes() == first


def test_the_date_is_that_of_the_newest_capture(case: Path) -> None:
    fetched(case, finished_utc="2026-01-02T03:04:09.900000Z")
    fetched(case, HOME + "2", b"other", finished_utc="2026-01-02T03:04:08.000000Z")
    with made(case) as archive:
        assert package(archive)["created"] == "2026-01-02T03:04:09Z"


def test_nothing_of_the_machine_is_in_it(case: Path) -> None:
    fetched(case)
    data = wacz.write(case, case.parent / "a.wacz").read_bytes()
    assert str(case).encode() not in data
    assert case.name.encode() not in data
    with zipfile.ZipFile(case.parent / "a.wacz") as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.create_system, entry.compress_type) == (3, zipfile.ZIP_STORED)
            assert entry.external_attr == 0o100644 << 16


@pytest.mark.parametrize("change", [b"changed", None])
def test_a_changed_warc_is_not_exported(case: Path, change: bytes | None) -> None:
    path = fetched(case) / "wire.warc"
    data = path.read_bytes()
    path.write_bytes(data.replace(b"fact", b"lies") if change is None else data + change)
    with pytest.raises(EvidenceError, match="not what its record says"):
        wacz.write(case, case.parent / "a.wacz")
    assert [one.name for one in case.parent.iterdir()] == [case.name]


def test_a_case_without_fetched_captures_is_refused(case: Path) -> None:
    capture(case, {"body.pdf": b"SYNTHETIC"}, "body.pdf")
    with pytest.raises(EvidenceError, match="no fetched capture"):
        wacz.write(case, case.parent / "a.wacz")


def test_a_file_that_is_there_is_kept(case: Path) -> None:
    fetched(case)
    target = case.parent / "a.wacz"
    target.write_bytes(b"mine")
    with pytest.raises(EvidenceError, match="is there already"):
        wacz.write(case, target)
    assert target.read_bytes() == b"mine"


def test_a_link_that_leads_nowhere_is_kept(case: Path) -> None:
    fetched(case)
    target = case.parent / "a.wacz"
    target.symlink_to(case.parent / "absent")
    with pytest.raises(EvidenceError, match="is there already"):
        wacz.write(case, target)
    assert target.is_symlink()
    assert not (case.parent / "absent").exists()


@pytest.mark.parametrize("place", ["captures/a.wacz", "log/a.wacz", "seals/../seals/a.wacz"])
def test_an_export_does_not_lie_among_the_evidence(case: Path, place: str) -> None:
    fetched(case)
    with pytest.raises(EvidenceError, match="among the evidence"):
        wacz.write(case, case / place)
