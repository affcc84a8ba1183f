"""A bundle holds what the newest seal covers, byte for byte the same wherever it is made."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from pathlib import Path

import pytest

from osint_helpers.errors import EvidenceError, UnsealedError
from osint_helpers.evidence import bundling, index
from osint_helpers.evidence.bundling import Bundle, bundle
from tests.evidence import handmade
from tests.evidence.handmade import ONE, TWO


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return handmade.case(tmp_path / "synthetic-case")


def make(case: Path, **options: object) -> Bundle:
    return bundle(case, case.parent / "out.zip", **options)  # type: ignore[arg-type]


def contents(made: Bundle) -> dict[str, bytes]:
    with zipfile.ZipFile(made.path) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def report(tmp_path: Path) -> Path:
    folder = tmp_path / "a report"
    (folder / "exhibits").mkdir(parents=True)
    (folder / "report.html").write_text("<p>SYNTHETIC</p>")
    (folder / "exhibits/A 1.csv").write_text("SYNTHETIC\n")
    return folder


EVIDENCE = {
    *(f"captures/{one}/{name}" for one in (ONE, TWO)
      for name in ("body.txt", "capture.json", "wire.warc")),
    "log/0001-ana.jsonl", "seals/0001.sha256", "seals/0001.working.sha256",
}  # fmt: skip
MADE = {".gitattributes", "INDEX.csv", "MANIFEST.sha256", "VERIFY.txt"}
WORKING = {"case.toml", "exhibits.csv", "text/what is asked.md"}


def test_counsel_gets_evidence_working_files_and_report(case: Path, tmp_path: Path) -> None:
    made = make(case, report=report(tmp_path))
    files = {"report/report.html", "report/exhibits/A 1.csv"}
    assert set(contents(made)) == EVIDENCE | MADE | WORKING | files
    assert contents(made)["report/report.html"] == b"<p>SYNTHETIC</p>"


def test_production_holds_evidence_alone(case: Path) -> None:
    found = contents(make(case, edition="production"))
    assert set(found) == EVIDENCE | MADE
    assert b"SYNTHETIC text" not in b"".join(found.values())


def test_everything_lies_under_one_folder_named_after_the_case(case: Path) -> None:
    for edition in bundling.EDITIONS:
        names = zipfile.ZipFile(make(case, edition=edition).path).namelist()
        assert {name.split("/")[0] for name in names} == {f"synthetic-case-{edition}"}


def test_the_result_tells_what_was_written(case: Path) -> None:
    made = make(case)
    data = made.path.read_bytes()
    assert (made.bytes, made.sha256) == (len(data), handmade.sha(data))
    assert made.files == len(contents(made))


def test_a_copy_gives_the_same_bytes(case: Path, tmp_path: Path) -> None:
    first = make(case)
    copy = tmp_path / "elsewhere" / "under another name"
    shutil.copytree(case, copy)
    for path in copy.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o600)
    assert bundle(copy, tmp_path / "second.zip").sha256 == first.sha256


@pytest.mark.parametrize("edition", bundling.EDITIONS)
def test_log_lines_after_the_seal_are_left_out(case: Path, edition: str) -> None:
    first = make(case, edition=edition)
    handmade.log(case, 2, {"event": "bundle.made", "sha256": first.sha256})
    handmade.log(case, 2, {"event": "search.nothing"}, who="bob")
    assert make(case, edition=edition).sha256 == first.sha256


def test_the_manifest_names_every_other_file_with_its_sha256(case: Path) -> None:
    found = contents(make(case))
    manifest = found.pop("MANIFEST.sha256").decode()
    wanted = [f"{handmade.sha(data)}  {name}" for name, data in sorted(found.items())]
    assert manifest.splitlines() == wanted


def test_a_second_seal_brings_the_first_along(case: Path) -> None:
    handmade.capture(case, "20260103T030506Z-33333333", b"SYNTHETIC three")
    handmade.seal(case, 2)
    found = contents(make(case))
    assert {"seals/0001.sha256", "seals/0001.working.sha256", "seals/0002.sha256"} <= set(found)
    assert "sha256sum -c seals/0002.sha256" in found["VERIFY.txt"].decode()


def test_a_case_without_a_seal_is_refused(case: Path) -> None:
    shutil.rmtree(case / "seals")
    with pytest.raises(UnsealedError, match=r"no seal.*osint seal"):
        make(case)
    assert not (case.parent / "out.zip").exists()


def edit(case: Path, name: str, data: bytes = b"SYNTHETIC change") -> None:
    path = case / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@pytest.mark.parametrize("edition", bundling.EDITIONS)
@pytest.mark.parametrize(
    "name",
    [
        f"captures/{ONE}/body.txt", f"captures/{ONE}/capture.json", f"captures/{ONE}/added.txt",
        "captures/20260109T030506Z-44444444/body.txt", "case.toml", "exhibits.csv",
        "text/what is asked.md", "new.csv", "text/new.md", "log/0001-ana.jsonl",
        "seals/0001.working.sha256",
    ],
)  # fmt: skip
def test_what_is_new_or_changed_since_the_seal_is_named(
    case: Path, name: str, edition: str
) -> None:
    data = b'id = "other"\n' if name == "case.toml" else b"SYNTHETIC change"
    if name == "exhibits.csv":
        data = b"exhibit,capture\n"
    elif name.endswith("capture.json"):
        data = (case / name).read_bytes().replace(b"SYNTHETIC", b"synthetic")
    edit(case, name, data)
    with pytest.raises(UnsealedError, match="osint seal") as caught:
        make(case, edition=edition)
    assert repr(name) in caught.value.what
    assert [path.name for path in case.parent.iterdir()] == [case.name]


@pytest.mark.parametrize("edition", bundling.EDITIONS)
@pytest.mark.parametrize("name", [f"captures/{TWO}/wire.warc", "exhibits.csv", "case.toml"])
def test_what_is_gone_since_the_seal_is_named(case: Path, name: str, edition: str) -> None:
    (case / name).unlink()
    with pytest.raises(UnsealedError, match="gone") as caught:
        make(case, edition=edition)
    assert repr(name) in caught.value.what


def test_at_most_five_files_are_named(case: Path) -> None:
    for number in range(7):
        edit(case, f"n{number}.csv")
    with pytest.raises(UnsealedError) as caught:
        make(case)
    assert caught.value.what.endswith("'n3.csv', 'n4.csv' and 2 more")


def test_a_capture_in_the_making_does_not_count(case: Path) -> None:
    first = make(case)
    edit(case, "captures/.work-0123456789ab/body.txt")
    assert make(case).sha256 == first.sha256


def test_a_file_that_changes_while_it_is_zipped_refuses_the_bundle(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = bundling.write

    def late(target: Path, members: list[object]) -> None:
        edit(case, f"captures/{ONE}/body.txt")
        real(target, members)  # type: ignore[arg-type]

    monkeypatch.setattr(bundling, "write", late)
    with pytest.raises(UnsealedError, match="changed") as caught:
        make(case)
    assert f"'captures/{ONE}/body.txt'" in caught.value.what
    assert [path.name for path in case.parent.iterdir()] == [case.name]


def test_a_link_is_refused(case: Path) -> None:
    (case / "text/link.md").symlink_to(case / "case.toml")
    with pytest.raises(EvidenceError, match="symbolic link"):
        make(case)


def test_a_sealed_file_behind_a_link_is_refused(case: Path, tmp_path: Path) -> None:
    (case / "log").rename(tmp_path / "log")
    (case / "log").symlink_to(tmp_path / "log")
    with pytest.raises(UnsealedError, match=r"gone.*0001-ana\.jsonl"):
        make(case)


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "a\\b.md", "a:b.md", "con.md"])
def test_a_seal_with_a_name_that_must_not_travel_is_refused(case: Path, name: str) -> None:
    path = case / "seals/0001.sha256"
    digest = "0" * 64
    head = "\\" if "\\" in name else ""
    shown = name.replace("\\", "\\\\")
    path.write_text(f"{head}{digest}  {shown}\n{path.read_text()}")
    with pytest.raises(EvidenceError, match="cannot be handed over"):
        make(case)


@pytest.mark.parametrize("name", ["VERIFY.txt", "index.csv", "text/What is asked.md"])
def test_names_that_meet_in_the_bundle_are_refused(case: Path, name: str) -> None:
    edit(case, name)
    handmade.seal(case, 2)
    with pytest.raises(EvidenceError, match="name of its own"):
        make(case)


def test_requests_that_cannot_be_met_are_refused(case: Path, tmp_path: Path) -> None:
    folder = report(tmp_path)
    for options, words in [
        ({"edition": "draft"}, "no edition"),
        ({"edition": "production", "report": folder}, "carries no report"),
        ({"report": tmp_path / "none"}, "no folder of a report"),
    ]:
        with pytest.raises(EvidenceError, match=words):
            make(case, **options)
    for target in (case / "b.zip", folder / "b.zip"):
        with pytest.raises(EvidenceError, match="made of"):
            bundle(case, target, report=folder)
    for target in (tmp_path, tmp_path / "none" / "b.zip"):
        with pytest.raises(EvidenceError, match="no zip can be written"):
            bundle(case, target)


def rows(made: Bundle) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(contents(made)["INDEX.csv"].decode())))


def test_the_index_has_one_row_a_capture(case: Path) -> None:
    first, second = rows(make(case, edition="production"))
    body = case / f"captures/{ONE}/body.txt"
    assert first == {
        "exhibit": "E-1; E-7", "capture": ONE, "kind": "fetched",
        "url_asked": "https://example.org/synthetic",
        "started_utc": "2026-01-02T03:04:05.000000Z", "who": "ana", "outcome": "ok",
        "complete": "yes", "file": f"captures/{ONE}/body.txt", "bytes": "19",
        "sha256": handmade.sha(body.read_bytes()),
        "record_sha256": handmade.sha((body.parent / "capture.json").read_bytes()),
    }  # fmt: skip
    assert (second["exhibit"], second["outcome"], second["complete"]) == ("", "timeout", "no")


def test_the_index_holds_no_formula(case: Path) -> None:
    assert rows(make(case))[1]["url_asked"] == "'=SUM(1)"


def test_a_capture_without_a_body_and_a_case_without_exhibits_have_an_index(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "bare"
    handmade.capture(folder, ONE, b"", body=None)
    handmade.seal(folder)
    made = make(folder)
    (row,) = rows(made)
    assert (row["exhibit"], row["file"], row["bytes"], row["sha256"]) == ("", "", "0", "")
    assert zipfile.ZipFile(made.path).namelist()[0] == "bare-counsel/.gitattributes"
    assert "working.sha256" not in "".join(
        line for line in contents(made)["VERIFY.txt"].decode().splitlines() if " -c " in line
    )


def test_a_row_of_exhibits_that_ends_early_gives_no_number(case: Path) -> None:
    edit(case, "exhibits.csv", f"capture,exhibit\n{TWO}\n".encode())
    handmade.seal(case, 2)
    assert rows(make(case))[1]["exhibit"] == ""


@pytest.mark.parametrize("table", [b"exhibit,source\nE-1,s\n", b"\xff", b'exhibit,capture\n"a'])
def test_a_broken_table_of_exhibits_is_named(case: Path, table: bytes) -> None:
    edit(case, "exhibits.csv", table)
    handmade.seal(case, 2)
    with pytest.raises(EvidenceError, match=index.EXHIBITS):
        make(case)


def test_a_record_that_names_a_body_no_seal_lists_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    handmade.capture(folder, ONE, b"x", body="other.txt")
    handmade.seal(folder)
    with pytest.raises(EvidenceError, match="does not fit its files"):
        make(folder)
