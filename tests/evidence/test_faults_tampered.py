"""What somebody may do to a case folder, and what the check says of it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import captures, seal, verify
from tests.evidence.store_cases import (
    broken,
    case_with,
    codes,
    log,
    overwrite,
    paths,
    sha256sum,
    store,
    take,
)


@pytest.fixture(params=[False, True], ids=["unsealed", "sealed"])
def case(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = case_with(tmp_path, 3)
    if request.param:
        seal(folder, "ana")
    return folder


def edit_lines(path: Path, change: object) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(change(lines)))  # type: ignore[operator]


def test_untouched_case_is_sound(case: Path) -> None:
    assert broken(case) == []
    assert verify(case).captures == 3


@pytest.mark.parametrize("name", ["body.txt", "wire.warc", "capture.json"])
def test_edited_byte_is_named(case: Path, name: str) -> None:
    path = captures(case)[1].folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    overwrite(path, bytes(data))
    assert broken(case) == ["changed"]
    assert set(paths(case, "changed")) == {path.relative_to(case).as_posix()}


def test_edited_record_and_body_that_fit_each_other_are_named(case: Path) -> None:
    one = captures(case)[0]
    overwrite(one.folder / "body.txt", b"SYNTHETIC forged")
    record = json.loads((one.folder / "capture.json").read_text())
    digest = hashlib.sha256(b"SYNTHETIC forged").hexdigest()
    record["files"]["body.txt"] = {"bytes": 16, "sha256": digest}
    overwrite(one.folder / "capture.json", json.dumps(record).encode())
    assert f"captures/{one.id}/capture.json" in paths(case, "changed")


def test_seal_is_refused_while_something_is_broken(case: Path) -> None:
    overwrite(captures(case)[0].folder / "body.txt", b"SYNTHETIC forged")
    before = sorted(path.name for path in (case / "seals").iterdir())
    with pytest.raises(EvidenceError, match=r"body\.txt: is not what was captured"):
        seal(case, "ana")
    assert sorted(path.name for path in (case / "seals").iterdir()) == before


def test_deleted_capture_is_named(case: Path) -> None:
    folder = captures(case)[0].folder
    shutil.rmtree(folder)
    assert broken(case) == ["missing"]
    assert f"captures/{folder.name}" in paths(case, "missing")


@pytest.mark.parametrize("name", ["body.txt", "capture.json"])
def test_deleted_file_is_named(case: Path, name: str) -> None:
    folder = captures(case)[0].folder
    (folder / name).unlink()
    assert broken(case) == ["missing"]
    assert f"captures/{folder.name}/{name}" in paths(case, "missing")


def test_added_file_is_named(case: Path) -> None:
    folder = captures(case)[0].folder
    (folder / "note.txt").write_text("SYNTHETIC")
    assert broken(case) == ["extra"]


def test_hidden_file_among_the_evidence_is_a_notice(case: Path) -> None:
    (captures(case)[0].folder / ".DS_Store").write_text("SYNTHETIC")
    assert broken(case) == []
    assert paths(case, "hidden") == [f"captures/{captures(case)[0].id}/.DS_Store"]


def test_planted_copy_of_a_capture_is_named(case: Path) -> None:
    one = captures(case)[0]
    shutil.copytree(one.folder, one.folder.with_name(f"{one.id}-2"))
    assert broken(case) == ["planted"]
    assert paths(case, "planted") == [f"captures/{one.id}-2"]


@pytest.mark.parametrize("name", ["notes", "20261121T000000Z-00000000", "loose.txt"])
def test_planted_folder_or_file_is_named(case: Path, name: str) -> None:
    path = case / "captures" / name
    if path.suffix:
        path.write_text("SYNTHETIC")
    else:
        path.mkdir()
    assert broken(case) == ["planted"]
    assert paths(case, "planted") == [f"captures/{name}"]


def test_swapped_captures_are_named(case: Path) -> None:
    first, second = (one.folder for one in captures(case)[:2])
    aside = first.with_name("aside")
    first.rename(aside)
    second.rename(first)
    aside.rename(second)
    assert "swapped" in broken(case)
    assert paths(case, "swapped") == [f"captures/{first.name}", f"captures/{second.name}"]


def test_renamed_capture_is_named(case: Path) -> None:
    one = captures(case)[0]
    one.folder.rename(one.folder.with_name("20200101T000000Z" + one.id[16:]))
    assert broken(case) == ["missing", "planted"]


def test_capture_logged_under_a_name_that_is_not_its_own(tmp_path: Path) -> None:
    """Somebody who writes the log too can rename a capture; its time and hash still tell."""
    case = case_with(tmp_path, 1)
    one = captures(case)[0]
    other = "20200101T000000Z" + one.id[16:]
    log(case).write_bytes(log(case).read_bytes().replace(one.id.encode(), other.encode()))
    one.folder.rename(one.folder.with_name(other))
    assert broken(case) == ["wrong-name"]


EDITS = {
    "edited": lambda lines: [lines[0].replace(b"SYNTHETIC", b"synthetic"), *lines[1:]],
    "deleted": lambda lines: [lines[0], *lines[2:]],
    "deleted first": lambda lines: lines[1:],
    "swapped": lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
    "doubled": lambda lines: [lines[0], lines[0], *lines[1:]],
    "inserted": lambda lines: [lines[0], b'{"event":"search.nothing"}\n', *lines[1:]],
    "made unreadable": lambda lines: [lines[0], b"\xff\xfe\x00\n", *lines[2:]],
    "given other line ends": lambda lines: [one.replace(b"\n", b"\r\n") for one in lines],
}


@pytest.mark.parametrize("how", EDITS)
def test_edited_log_is_named(case: Path, how: str) -> None:
    edit_lines(log(case), EDITS[how])
    found = broken(case)
    assert "log-chain" in found
    assert log(case).relative_to(case).as_posix() in paths(case, "log-chain")


def test_wrong_number_in_the_last_line_is_named(tmp_path: Path) -> None:
    case = case_with(tmp_path, 1)
    edit_lines(log(case), lambda lines: [lines[0], lines[1].replace(b'"n":2', b'"n":7')])
    assert broken(case) == ["log-number"]


def test_seal_named_by_a_later_line_is_named(tmp_path: Path) -> None:
    case = case_with(tmp_path, 1)
    extra = b'{"after_seal":"' + b"0" * 64 + b'",'
    edit_lines(log(case), lambda lines: [lines[0], lines[1].replace(b"{", extra, 1)])
    assert broken(case) == ["log-after-seal"]


def test_line_by_another_analyst_is_named(tmp_path: Path) -> None:
    case = case_with(tmp_path, 1)
    edit_lines(log(case), lambda lines: [lines[0], lines[1].replace(b'"ana"', b'"ben"')])
    assert broken(case) == ["log-who"]


@pytest.mark.parametrize("keep", [3, 4])
def test_tail_cut_before_a_seal_shows_only_through_what_it_logged(
    tmp_path: Path, keep: int
) -> None:
    """An unsealed tail can be cut: only captures that the cut lines logged give it away."""
    case = case_with(tmp_path, 2)
    store(case).note("search.nothing", where="SYNTHETIC", question="SYNTHETIC")
    edit_lines(log(case), lambda lines: lines[:keep])
    if keep == 4:  # the search that found nothing is gone, and nothing can show it
        assert codes(case) == ["pending"]
    else:  # without its last line a capture looks as if its process had been stopped
        assert codes(case) == ["interrupted", "pending"]


def test_cut_tail_together_with_its_capture_is_not_seen_without_a_seal(tmp_path: Path) -> None:
    case = case_with(tmp_path, 2)
    edit_lines(log(case), lambda lines: lines[:2])
    logged = json.loads(log(case).read_bytes().splitlines()[1])["capture"]
    for one in captures(case):
        if one.id != logged:
            shutil.rmtree(one.folder)
    assert codes(case) == ["pending"]


@pytest.mark.parametrize("keep", [0, 1, 4, 6])
def test_tail_cut_after_a_seal_is_named(tmp_path: Path, keep: int) -> None:
    case = case_with(tmp_path, 3)
    seal(case, "ana")
    edit_lines(log(case), lambda lines: lines[:keep])
    assert "log/0001-ana.jsonl" in paths(case, "changed")


def test_torn_last_line_is_kept_and_named_for_ever(tmp_path: Path) -> None:
    case = case_with(tmp_path, 2)
    whole = log(case).read_bytes()
    log(case).write_bytes(whole[:-20])
    # the torn line was the end of a capture, so that is recovered
    assert codes(case) == ["interrupted", "log-torn", "pending"]
    store(case).settle()
    assert log(case).read_bytes().startswith(whole[:-20] + b"\n")
    for _ in range(2):
        seal(case, "ana")
        assert codes(case) == ["log-torn"]


def test_torn_first_line_is_chained_over(tmp_path: Path) -> None:
    case = tmp_path / "case"
    one = store(case)
    log(case).write_bytes(b'{"after_seal":"00')
    take(one)
    assert codes(case) == ["log-torn", "pending"]
    assert verify(case).lines == 3


def test_deleted_log_is_named(case: Path) -> None:
    log(case).unlink()
    assert "planted" in broken(case)


def test_log_line_of_a_hundred_megabytes_is_named(tmp_path: Path) -> None:
    case = case_with(tmp_path, 1)
    with log(case).open("ab") as file:
        file.write(b'{"x":"' + b"y" * 100_000_000 + b'"}\n')
    assert broken(case) == ["log-line"]
    store(case).note("search.nothing", where="SYNTHETIC", question="SYNTHETIC")
    assert broken(case) == ["log-line"]


@pytest.mark.parametrize(
    "line", [b"[" * 100_000, b"{}", b"[]", b"null", b"9" * 10_000, b'{"n":1}', b"\x00" * 300, b""]
)
def test_strange_log_line_is_named_and_never_a_traceback(tmp_path: Path, line: bytes) -> None:
    case = case_with(tmp_path, 1)
    with log(case).open("ab") as file:
        file.write(line + b"\n")
    assert broken(case) == ["log-line"]


RECORDS = [b"", b"[]", b"{", b"\xff", b'{"schema":"osint-capture/1"}', b"[" * 100_000,
           b'{"schema":"osint-capture/1","files":{"body.txt":7},"body":[]}']  # fmt: skip


@pytest.mark.parametrize("data", RECORDS)
def test_strange_record_is_named_and_never_a_traceback(tmp_path: Path, data: bytes) -> None:
    """The log is edited to fit, so that the record itself is looked at."""
    case = case_with(tmp_path, 1)
    path = captures(case)[0].folder / "capture.json"
    old, new = (hashlib.sha256(one).hexdigest().encode() for one in (path.read_bytes(), data))
    overwrite(path, data)
    assert broken(case) == ["changed"]
    log(case).write_bytes(log(case).read_bytes().replace(old, new))
    assert broken(case) == ["bad-record"]


def test_record_with_a_wrong_size_is_named(tmp_path: Path) -> None:
    """The log is edited to fit, so that record and file are compared."""
    case = case_with(tmp_path, 1)
    path = captures(case)[0].folder / "capture.json"
    old, new = path.read_bytes(), path.read_bytes().replace(b'"bytes": 11', b'"bytes": 12')
    assert old != new
    overwrite(path, new)
    hashes = (hashlib.sha256(one).hexdigest().encode() for one in (old, new))
    log(case).write_bytes(log(case).read_bytes().replace(*hashes))
    assert paths(case, "changed") == [f"captures/{path.parent.name}/body.txt"]


def test_line_that_ends_another_work_than_its_capture_is_named(tmp_path: Path) -> None:
    case = case_with(tmp_path, 1)
    work = json.loads(log(case).read_bytes().splitlines()[0])["work"].encode()
    edit_lines(log(case), lambda lines: [lines[0], lines[1].replace(work, b"0" * 12)])
    messages = [one.message for one in verify(case).broken if one.code == "log-pairing"]
    assert any("ends another work" in one for one in messages)


@pytest.mark.parametrize("name", ["captures", "log", "seals"])
def test_missing_evidence_folder_is_a_finding(case: Path, name: str) -> None:
    before, filled = set(verify(case).findings), any((case / name).iterdir())
    shutil.rmtree(case / name)
    assert bool(set(verify(case).findings) - before) == filled


def test_links_are_named(case: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (case / "link").symlink_to(tmp_path / "outside")
    (captures(case)[0].folder / "link.txt").symlink_to("/dev/zero")
    assert "symlink" in broken(case)
    assert len(paths(case, "symlink")) == 2


def test_evidence_folder_that_is_a_link_is_named(case: Path) -> None:
    (case / "captures").rename(case.parent / "elsewhere")
    (case / "captures").symlink_to(case.parent / "elsewhere")
    assert {"symlink", "missing"} <= set(broken(case))


def test_pipe_is_named_and_does_not_block(case: Path) -> None:
    os.mkfifo(captures(case)[0].folder / "pipe")
    os.mkfifo(case / "captures" / "20261121T000000Z-00000000")
    planted = case / "captures" / "20261121T000000Z-11111111"
    planted.mkdir()
    os.mkfifo(planted / "capture.json")
    (case / ".gitattributes").unlink()
    os.mkfifo(case / ".gitattributes")
    assert set(broken(case)) == {"not-a-file", "planted"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file_is_named(case: Path) -> None:
    (captures(case)[0].folder / "body.txt").chmod(0)
    assert "unreadable" in broken(case)


def test_unreadable_file_is_named_whoever_runs(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refusing(path: object, *rest: int, **more: int) -> int:
        if str(path).endswith("body.txt"):
            raise PermissionError(13, "Permission denied")
        return real(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refusing)
    assert "unreadable" in broken(case)


def test_edited_seal_is_named_by_the_next(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    seal(case, "ana")
    path = case / "seals" / "0001.sha256"
    overwrite(path, path.read_bytes().replace(b"a", b"b", 1))
    assert "seals/0001.sha256" in paths(case, "changed")


def test_deleted_seal_is_a_gap(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    for _ in range(3):
        seal(case, "ana")
    (case / "seals" / "0002.sha256").unlink()
    assert paths(case, "seal-gap") == ["seals/0002.sha256"]
    assert "seal-interrupted" not in codes(case)
    assert "log-after-seal" in broken(case)


def test_deleted_newest_seal_shows_through_the_log(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    (case / "seals" / "0001.sha256").unlink()
    assert "seal-interrupted" in codes(case)
    seal(case, "ana")
    store(case).note("search.nothing", where="SYNTHETIC", question="SYNTHETIC")
    (case / "seals" / "0001.sha256").unlink()
    assert "log-after-seal" in broken(case)


def test_seal_replaced_after_the_log_went_on_is_named(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    store(case).note("search.nothing", where="SYNTHETIC", question="SYNTHETIC")
    path = case / "seals" / "0001.sha256"
    overwrite(path, b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
    assert broken(case) == ["log-after-seal"]


def test_planted_seal_is_named(case: Path) -> None:
    number = len(list((case / "seals").glob("????.sha256"))) + 1
    (case / "seals" / f"{number:04d}.sha256").write_bytes(b"")
    assert broken(case) == ["seal-unlogged"]


def test_seal_of_number_zero_is_a_stranger(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    (case / "seals" / "0000.sha256").write_bytes(b"")
    assert (broken(case), paths(case, "stranger")) == ([], ["seals/0000.sha256"])
    assert seal(case, "ana").number == 1


def test_planted_last_seal_is_named_and_blocks_writing(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    (case / "seals" / "9999.sha256").write_bytes(b"")
    assert broken(case) == ["seal-gap", "seal-unlogged"]
    with pytest.raises(EvidenceError, match="9999"):
        store(case).note("search.nothing", where="SYNTHETIC")


@pytest.mark.parametrize("line", [b"not a checksum\n", b"../../x\n", b"\n", b"\xff\n"])
def test_line_of_a_seal_that_is_no_checksum_is_named(tmp_path: Path, line: bytes) -> None:
    case = case_with(tmp_path)
    path = seal(case, "ana").path
    overwrite(path, path.read_bytes() + line)
    assert broken(case) == ["seal-line"]


def test_seal_that_lists_a_path_outside_reads_nothing_there(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    path = seal(case, "ana").path
    overwrite(path, path.read_bytes() + b"0" * 64 + b"  ../../../../etc/passwd\n")
    assert paths(case, "missing") == ["../../../../etc/passwd"]


@pytest.mark.parametrize("folder", ["log", "seals"])
def test_stranger_is_a_notice_and_no_seal_lists_it(tmp_path: Path, folder: str) -> None:
    case = case_with(tmp_path)
    (case / folder / "notes.txt").write_text("SYNTHETIC")
    assert paths(case, "stranger") == [f"{folder}/notes.txt"]
    made = seal(case, "ana")
    assert "notes.txt" not in made.path.read_text()
    (case / folder / "notes.txt").write_text("SYNTHETIC edited")
    assert broken(case) == []
    assert sha256sum(case, "seals/0001.sha256")[0] == 0


def test_end_without_a_beginning_is_named(tmp_path: Path) -> None:
    from osint_helpers.evidence import ledger

    case = case_with(tmp_path)
    ledger.append(case, "ana", "capture.refused", work="0" * 12, code="bad-url")
    assert broken(case) == ["log-pairing"]


def test_capture_done_twice_is_named(tmp_path: Path) -> None:
    from osint_helpers.evidence import ledger

    case = case_with(tmp_path, 1)
    done = json.loads(log(case).read_bytes().splitlines()[1])
    facts = {key: done[key] for key in ("work", "capture", "capture_sha256")}
    ledger.append(case, "ana", "capture.done", **facts)
    assert broken(case) == ["log-pairing"]


def test_done_and_abandoned_by_two_machines_is_a_notice(tmp_path: Path) -> None:
    from osint_helpers.evidence import ledger

    case = case_with(tmp_path, 1)
    work = json.loads(log(case).read_bytes().splitlines()[1])["work"]
    ledger.append(case, "ben", "capture.abandoned", work=work, files={})
    assert codes(case) == ["closed-twice", "pending"]
