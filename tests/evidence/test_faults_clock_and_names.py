"""A wrong clock, hostile names of working files, and two analysts who meet through git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from osint_helpers.evidence import captures, seal, verify
from tests.evidence.store_cases import (
    broken,
    case_with,
    codes,
    overwrite,
    paths,
    sha256sum,
    store,
    take,
)


@pytest.mark.parametrize(("step", "named"), [(-3600.0, True), (-0.5, False), (3600.0, False)])
def test_clock_that_is_set_back_is_a_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: float, named: bool
) -> None:
    import time

    case = case_with(tmp_path)
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + step)
    take(store(case, page=b"SYNTHETIC other"))
    assert codes(case) == (["log-clock", "pending"] if named else ["pending"])
    if named:
        (found,) = [one for one in verify(case).findings if one.code == "log-clock"]
        assert "set back by 3600 s" in found.message
    seal(case, "ana")
    assert broken(case) == []


def test_clock_far_from_every_year_is_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_with(tmp_path)
    monkeypatch.setattr("time.time", lambda: 0.0)
    take(store(case))
    assert captures(case)[0].id.startswith("19700101T000000Z-")
    assert codes(case) == ["log-clock", "pending"]


@pytest.mark.parametrize(("apart", "named"), [(120.0, False), (121.0, True), (-500, True)])
def test_clock_apart_from_the_server_is_a_notice(tmp_path: Path, apart: float, named: bool) -> None:
    hops = [
        {"url": "https://example.org/", "server_minus_local_s": one} for one in (apart, None, 1)
    ]
    case = tmp_path / "case"
    take(store(case, hops=hops))
    assert ("clock" in codes(case)) is named


def test_clock_apart_by_any_number_is_printed(tmp_path: Path) -> None:
    case = tmp_path / "case"
    take(store(case, hops=[{"server_minus_local_s": -(10**400)}]))
    (found,) = [one for one in verify(case).findings if one.code == "clock"]
    assert "-1000000000000 s" in found.message


@pytest.mark.parametrize("hops", [7, [7], [{"server_minus_local_s": "far"}], {}, None])
def test_hops_of_any_shape_are_no_traceback(tmp_path: Path, hops: object) -> None:
    take(store(tmp_path / "case", hops=hops))
    assert codes(tmp_path / "case") == ["pending"]


NAMES = [
    *("a b.csv", "back\\slash.txt", "new\nline.txt", "cr\r.txt", "-rf", "*.txt", " lead"),
    *("caf\udce9", "\u202egpj.exe", "CON", "'quote\"", "#x", "пример.md", "x" * 200),
]


def test_hostile_names_of_working_files_are_sealed_and_checked(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    for name in NAMES:
        (case / name).write_text("SYNTHETIC")
    (case / "deep" / "er").mkdir(parents=True)
    (case / "deep" / "er" / "x").write_text("SYNTHETIC")
    seal(case, "ana")
    assert codes(case) == []
    for name in ("seals/0001.sha256", "seals/0001.working.sha256"):
        status, said = sha256sum(case, name)
        assert status == 0, said
    for name in NAMES:
        (case / name).write_text("SYNTHETIC edited")
    assert len(paths(case, "working-changed")) == len(NAMES)
    for one in verify(case).findings:
        one.line().encode()
        assert one.line().isprintable()


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(folder)]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        [*command, *words], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout


def cloned(case: Path, folder: Path) -> Path:
    git(case.parent, "-c", "core.autocrlf=true", "clone", "-q", str(case), str(folder))
    for name in ("captures", "log", "seals"):  # git keeps no empty folder
        (folder / name).mkdir(exist_ok=True)
    return folder


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    case = case_with(tmp_path)
    git(tmp_path, "init", "-q", "-b", "main", str(case))
    git(case, "add", "-A")
    git(case, "commit", "-qm", "SYNTHETIC")
    return case


def test_two_analysts_meet_through_git_without_a_conflict(shared: Path, tmp_path: Path) -> None:
    other = cloned(shared, tmp_path / "other")
    assert broken(other) == []
    take(store(shared, "ana", page=b"SYNTHETIC of ana"))
    take(store(other, "ben", page=b"SYNTHETIC of ben"))
    for folder in (shared, other):
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", "SYNTHETIC")
    git(other, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    assert codes(other) == ["pending"]
    assert len(captures(other)) == 4
    seal(other, "ben")
    assert codes(other) == []


def test_work_done_before_a_seal_was_known_comes_under_the_next(
    shared: Path, tmp_path: Path
) -> None:
    other = cloned(shared, tmp_path / "other")
    take(store(other, "ben", page=b"SYNTHETIC of ben"))
    seal(shared, "ana")
    for folder in (shared, other):
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", "SYNTHETIC")
    git(other, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    verdict = verify(other)
    assert (verdict.broken, verdict.pending.captures, verdict.pending.lines) == ((), 1, 2)
    take(store(other, "ben", page=b"SYNTHETIC later"))
    assert seal(other, "ben").number == 2
    assert codes(other) == []
    for number in (1, 2):
        assert sha256sum(other, f"seals/000{number}.sha256")[0] == 0


def test_running_capture_of_another_machine_is_not_closed_here(
    shared: Path, tmp_path: Path
) -> None:
    """The log of ana was committed in mid-capture: ben has the begin, not the folder."""
    from osint_helpers.evidence import ledger

    ledger.append(shared, "ana", "capture.begin", work="0" * 12, kind="file", name="x", why="x")
    git(shared, "commit", "-qam", "SYNTHETIC")
    other = cloned(shared, tmp_path / "other")
    assert store(other, "ben").settle() == []
    assert codes(other) == ["interrupted", "pending"]
    assert len(store(shared, "ana").settle()) == 1


def test_checkout_with_other_line_ends_is_harmless(shared: Path, tmp_path: Path) -> None:
    seal(shared, "ana")
    git(shared, "add", "-A")
    git(shared, "commit", "-qm", "SYNTHETIC")
    other = cloned(shared, tmp_path / "other")
    assert codes(other) == []
    assert sha256sum(other, "seals/0001.sha256")[0] == 0


@pytest.mark.parametrize(
    ("text", "named"),
    [("* -text\n", False), ("# x\n*   -text\n*.png binary\n", False), ("* text=auto\n", True),
     ("", True), ("*.csv -text\n", True), ("\xff", True)],
)  # fmt: skip
def test_git_attributes_that_let_line_ends_change_are_a_notice(
    tmp_path: Path, text: str, named: bool
) -> None:
    case = case_with(tmp_path)
    overwrite(case / ".gitattributes", text.encode("latin-1"))
    assert ("attributes" in codes(case)) is named
    (case / ".gitattributes").unlink()
    assert "attributes" in codes(case)
