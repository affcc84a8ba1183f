"""Seals: what they list, what stays good for ever, what a reader sees after an edit."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import captures, checksums, pending, seal, seals, verify
from osint_helpers.evidence.verifying import Pending
from tests.evidence.store_cases import (
    case_with,
    codes,
    events,
    paths,
    sha,
    sha256sum,
    store,
    take,
    tree,
)


def listed(path: Path) -> set[str]:
    return set(checksums.read(path.read_bytes())[0])


def test_seal_lists_all_evidence_and_its_working_list(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    made = seal(case, "ana")
    evidence = {p for p in tree(case) if p.startswith(("captures/", "log/")) and "/." not in p}
    assert listed(made.path) == {*evidence, "seals/0001.working.sha256"}
    assert listed(case / "seals" / "0001.working.sha256") == {"case.toml", "claims.csv"}
    assert (made.number, made.sha256, made.path) == (1, sha(made.path), case / "seals/0001.sha256")
    assert made.at == events(case)[-1]["at"]


def test_lists_are_sorted_and_read_only(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    for path in (case / "seals").iterdir():
        names = [line[66:] for line in path.read_text().splitlines()]
        assert names == sorted(names)
        assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_old_seal_stays_good_while_tables_are_edited_and_work_goes_on(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    (case / "claims.csv").write_text("claim\nSYNTHETIC edited\n")
    take(store(case, "ben", page=b"SYNTHETIC more"))
    store(case).note("search.nothing", where="SYNTHETIC", question="SYNTHETIC")
    (case / "seals" / "0001.sha256.tsr").write_bytes(b"SYNTHETIC")
    (case / "seals" / "0001.sha256.tsr").rename(case / "aside")
    seal(case, "ana")
    for number in (1, 2):
        status, said = sha256sum(case, f"seals/000{number}.sha256")
        assert status == 0, said
    assert codes(case) == []


def test_next_seal_lists_the_seal_before_with_its_stamps(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    extra = [f"0001.sha256.{ending}" for ending in ("tsr", "sig", "signers", "chain.pem")]
    (case / "seals" / "0001.sha256.chain.pem").write_text("SYNTHETIC")
    (case / "seals" / "0001.sha256.signers").write_text("SYNTHETIC")
    made = seal(case, "ana")
    wanted = {f"seals/{name}" for name in ("0001.sha256", "0001.working.sha256", *extra[2:])}
    assert wanted <= listed(made.path)


def test_seals_are_listed_with_hash_and_time(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    assert seals(case) == []
    assert seals(tmp_path / "nothing") == []
    made = [seal(case, "ana"), seal(case, "ben")]
    assert seals(case) == made


def test_only_a_folder_can_be_sealed(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="is not a folder"):
        seal(tmp_path / "typo", "ana")
    assert not (tmp_path / "typo").exists()
    with pytest.raises(EvidenceError, match="cannot name an analyst"):
        seal(case_with(tmp_path), "../x")


def test_case_without_captures_can_be_sealed(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text("SYNTHETIC")
    seal(tmp_path, "ana")
    assert codes(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda case: (case / "claims.csv").write_text("x"), "edited"),
        (lambda case: (case / "claims.csv").unlink(), "deleted"),
        (lambda case: (case / "new.csv").write_text("x"), "new"),
    ],
)
def test_working_file_that_differs_is_a_notice(tmp_path: Path, change: object, word: str) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    change(case)  # type: ignore[operator]
    (found,) = verify(case).findings
    assert (found.code, found.severity) == ("working-changed", "notice")
    assert found.message == f"{word} since seal 1"
    assert pending(case) == verify(case).pending == Pending(0, 0, 1)
    seal(case, "ana")
    assert codes(case) == []


def test_pending_counts_what_no_seal_covers(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    assert pending(case) == Pending(captures=2, lines=4, working=2)
    assert verify(case).pending == pending(case)
    seal(case, "ana")
    assert pending(case) == Pending(0, 0, 0)
    assert not pending(case)
    take(store(case, "ben"))
    assert pending(case) == Pending(captures=1, lines=2, working=0)
    assert pending(case)


def test_bundle_without_working_files_says_so(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    (case / "case.toml").unlink()
    (case / "claims.csv").unlink()
    (case / ".gitattributes").unlink()
    (case / "VERIFY.txt").write_text("SYNTHETIC")
    assert codes(case) == ["attributes", "working-absent"]
    assert verify(case).pending == Pending(0, 0, 0)


def test_what_a_bundle_adds_is_no_edit(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    (case / "VERIFY.txt").write_text("SYNTHETIC")
    (case / "other.txt").write_text("SYNTHETIC")
    listed = {"VERIFY.txt": sha(case / "VERIFY.txt"), "other.txt": "0" * 64}
    (case / "MANIFEST.sha256").write_bytes(checksums.write(listed))
    assert paths(case, "working-changed") == ["other.txt"]
    (case / "claims.csv").write_text("edited")
    assert paths(case, "working-changed") == ["claims.csv", "other.txt"]


def test_old_seal_accepts_a_tombstone_and_the_next_is_clean(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    gone = captures(case)[0]
    store(case).remove(gone.id, reason="SYNTHETIC privacy")
    verdict = verify(case)
    assert verdict.broken == ()
    assert [one.path for one in verdict.findings if one.code == "removed"] == [
        f"captures/{gone.id}"
    ]
    made = seal(case, "ana")
    assert not any(gone.id in name for name in listed(made.path))
    assert sha256sum(case, "seals/0002.sha256")[0] == 0
    assert sha256sum(case, "seals/0001.sha256")[0] == 1
    assert codes(case) == ["removed"]


def test_tombstone_explains_only_its_own_capture(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    first, second = captures(case)
    store(case).remove(first.id, reason="SYNTHETIC")
    shutil.rmtree(second.folder)
    assert {path.split("/")[1] for path in paths(case, "missing")} == {second.id}


def test_deleted_folder_with_a_tombstone_of_other_hashes_is_missing(tmp_path: Path) -> None:
    from osint_helpers.evidence import ledger

    case = case_with(tmp_path)
    seal(case, "ana")
    gone = captures(case)[0]
    ledger.append(case, "ana", "capture.removed", capture=gone.id, reason="x", files={"x": "0"})
    shutil.rmtree(gone.folder)
    assert f"captures/{gone.id}" in paths(case, "missing")
    assert f"captures/{gone.id}/body.txt" in paths(case, "missing")


def test_files_planted_under_a_removed_name_are_named(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    first, second = captures(case)
    store(case).remove(first.id, reason="SYNTHETIC")
    shutil.copytree(second.folder, first.folder)
    assert store(case).settle() == []
    assert paths(case, "planted") == [f"captures/{first.id}"]


def test_file_planted_without_a_record_under_a_removed_name_is_named(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    gone = captures(case)[0]
    store(case).remove(gone.id, reason="SYNTHETIC")
    gone.folder.mkdir()
    (gone.folder / "body.txt").write_text("SYNTHETIC")
    assert store(case).settle() == []
    assert paths(case, "planted") == [f"captures/{gone.id}"]


def test_incomplete_captures_are_one_notice(tmp_path: Path) -> None:
    case = tmp_path / "case"
    for number in range(5):
        take(store(case, page=b"%d" % number, outcome="truncated", complete=False))
    take(store(case))
    (found,) = [one for one in verify(case).findings if one.code == "incomplete"]
    assert found.message.startswith("5 of 6 captures failed or are not complete")


def test_stamps_and_signatures_are_checked_by_their_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys
    import types

    from osint_helpers.evidence import Finding

    case = case_with(tmp_path)
    made = seal(case, "ana")
    asked: list[Path] = []

    def check(path: Path) -> list[Finding]:
        asked.append(path)
        return [Finding("stamp-broken", "broken", f"seals/{path.name}", "SYNTHETIC")]

    for name in ("stamping", "signing"):
        module = types.ModuleType(name)
        module.__dict__["check"] = check
        monkeypatch.setitem(sys.modules, f"osint_helpers.evidence.{name}", module)
    assert codes(case) == []
    (case / "seals" / "0001.sha256.tsr").write_bytes(b"SYNTHETIC")
    assert paths(case, "stamp-broken") == ["seals/0001.sha256"]
    assert asked == [made.path, made.path][:1]
    (case / "seals" / "0001.sha256.sig").write_bytes(b"SYNTHETIC")
    asked.clear()
    verify(case)
    assert asked == [made.path] * 2


def test_check_writes_nothing(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    (case / "claims.csv").write_text("x")
    (case / "log" / ".lock").unlink()
    before = {p: (p.stat().st_mtime_ns, p.stat().st_mode) for p in case.rglob("*")}
    data = tree(case)
    verify(case)
    assert tree(case) == data
    assert {p: (p.stat().st_mtime_ns, p.stat().st_mode) for p in case.rglob("*")} == before


def test_check_of_no_folder_is_one_plain_error(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="is not a folder"):
        verify(tmp_path / "nothing")


def test_check_of_an_empty_folder_finds_nothing(tmp_path: Path) -> None:
    verdict = verify(tmp_path)
    assert (verdict.findings, verdict.captures, verdict.files) == ((), 0, 0)


def test_verdict_counts_what_was_read(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    verdict = verify(case)
    files = {name: data for name, data in tree(case).items() if "/." not in f"/{name}"}
    assert (verdict.captures, verdict.lines, verdict.seals) == (2, 5, 1)
    assert verdict.files == len(files)
    assert verdict.bytes == sum(map(len, files.values()))


def test_broken_things_come_before_notices(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    (captures(case)[0].folder / "extra.txt").write_text("x")
    severities = [one.severity for one in verify(case).findings]
    assert severities == ["broken", "notice"]
    assert len(verify(case).broken) == len(verify(case).notices) == 1
