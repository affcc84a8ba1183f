"""A process killed at any step: named by the check, nothing lost, and the next run works."""

from __future__ import annotations

import json
import shutil
import signal
from pathlib import Path

import pytest

from osint_helpers.evidence import Store, captures, ledger, seal, steps, verify
from tests.evidence.store_cases import (
    broken,
    case_with,
    codes,
    events,
    killed_at,
    overwrite,
    paths,
    sha256sum,
    store,
    take,
    tree,
)

UNNAMED = steps.CAPTURE[: steps.CAPTURE.index("folder-named")]


def killed(step: str, case: Path, code: str) -> None:
    assert killed_at(step, case, code) == -signal.SIGKILL


def unchanged(before: dict[str, bytes], case: Path) -> bool:
    """Say whether every capture of before is there, byte for byte."""
    now = tree(case / "captures")
    return all(now.get(name) == data for name, data in before.items())


@pytest.mark.parametrize("step", UNNAMED)
def test_capture_killed_before_it_had_its_name(tmp_path: Path, step: str) -> None:
    case = case_with(tmp_path)
    before = tree(case / "captures")
    killed(step, case, "take(store(case, 'ben'), 'https://example.org/lost')")
    verdict = verify(case)
    assert [one.code for one in verdict.notices] == ["interrupted", "pending"]
    assert not verdict.broken
    (said,) = Store(case, "ana").settle()
    assert "abandoned" in said
    assert events(case)[-1]["event"] == "capture.abandoned"
    assert not list((case / "captures").glob(".work-*"))
    assert unchanged(before, case)
    assert codes(case) == ["pending"]
    take(store(case, "ben", page=b"SYNTHETIC again"))
    seal(case, "ana")
    assert codes(case) == []


def test_abandoned_capture_keeps_the_hashes_of_what_it_had(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    killed("files-synced", case, "take(store(case, 'ben'))")
    Store(case, "ana").settle()
    files = events(case)[-1]["files"]
    assert sorted(files) == ["body.txt", "capture.json", "wire.warc"]
    assert all(len(one) == 64 for one in files.values())


def test_capture_killed_after_it_got_its_name_is_recovered(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    before = tree(case / "captures")
    killed("folder-named", case, "take(store(case, 'ben'))")
    assert codes(case) == ["interrupted", "pending"]
    (said,) = Store(case, "ana").settle()
    assert "logged as done" in said
    done = events(case)[-1]
    assert (done["event"], done["recovered"]) == ("capture.done", True)
    assert len(captures(case)) == 3
    assert unchanged(before, case)
    seal(case, "ana")
    assert codes(case) == []


def test_capture_killed_at_the_very_end_is_whole(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    killed("done-logged", case, "take(store(case, 'ben'))")
    assert codes(case) == ["pending"]
    assert Store(case, "ana").settle() == []
    assert len(captures(case)) == 3


def test_named_folder_that_was_edited_before_settling_is_not_recovered(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    killed("folder-named", case, "take(store(case, 'ben', page=b'SYNTHETIC lost'))")
    (folder,) = {one.folder for one in captures(case) if one.record["who"] == "ben"}
    (folder / "body.txt").chmod(0o644)
    (folder / "body.txt").write_bytes(b"SYNTHETIC forged")
    Store(case, "ana").settle()
    assert broken(case) == ["planted"]
    assert paths(case, "planted") == [f"captures/{folder.name}"]


@pytest.mark.parametrize(
    ("key", "value"),
    [("who", "cem"), ("why", "SYNTHETIC other"), ("kind", "file"), ("work", "0" * 12),
     ("started_utc", "2020-01-01T00:00:00.000000Z"), ("complete", None),
     ("files", {"body.txt": {"bytes": 1, "sha256": ""}})],
)  # fmt: skip
def test_named_folder_whose_record_does_not_fit_its_beginning_is_not_recovered(
    tmp_path: Path, key: str, value: object
) -> None:
    case = case_with(tmp_path)
    killed("folder-named", case, "take(store(case, 'ben'))")
    (folder,) = {one.folder for one in captures(case) if one.record["who"] == "ben"}
    path = folder / "capture.json"
    overwrite(path, json.dumps({**json.loads(path.read_bytes()), key: value}).encode())
    assert Store(case, "ana").settle() == []
    assert paths(case, "planted") == [f"captures/{folder.name}"]


def test_second_folder_of_the_same_work_is_not_recovered(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    killed("folder-named", case, "take(store(case, 'ben'))")
    (folder,) = {one.folder for one in captures(case) if one.record["who"] == "ben"}
    shutil.copytree(folder, folder.with_name(f"{folder.name}-2"))
    assert len(Store(case, "ana").settle()) == 1
    assert paths(case, "planted") == [f"captures/{folder.name}-2"]


@pytest.mark.parametrize("step", steps.REMOVAL)
def test_removal_killed_is_finished_by_settling(tmp_path: Path, step: str) -> None:
    case = case_with(tmp_path)
    seal(case, "ana")
    first, second = captures(case)
    killed(step, case, f"store(case, 'ben').remove('{first.id}', reason='SYNTHETIC privacy')")
    wanted = "removed" if step == "removal-done" else "removal-unfinished"
    assert codes(case) == ["pending", wanted]
    said = Store(case, "ana").settle()
    assert said == ([] if step == "removal-done" else [f"{first.id}: removal finished"])
    assert not first.folder.exists()
    assert [one.id for one in captures(case)] == [second.id]
    seal(case, "ana")
    assert codes(case) == ["removed"]
    assert sha256sum(case, "seals/0002.sha256")[0] == 0


@pytest.mark.parametrize("step", steps.SEAL)
def test_seal_killed_can_be_made_again(tmp_path: Path, step: str) -> None:
    case = case_with(tmp_path)
    before = tree(case / "captures")
    killed(step, case, "seal(case, 'ben')")
    named = step == "seal-named"
    assert codes(case) == ([] if named else ["pending", "seal-interrupted"])
    made = seal(case, "ana")
    assert made.number == (2 if named else 1)
    assert codes(case) == []
    assert unchanged(before, case)
    for number in range(1, made.number + 1):
        assert sha256sum(case, f"seals/{number:04d}.sha256")[0] == 0
    assert not list((case / "seals").glob(".*"))


def test_capture_of_a_living_process_is_left_alone(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    seen: list[list[str]] = []

    def fetch(url: str, folder: Path, settings: object) -> dict[str, object]:
        seen.append(codes(case))
        seen.append(Store(case, "ben").settle())
        (folder / "body.txt").write_bytes(b"SYNTHETIC slow")
        return {"outcome": "ok", "complete": True, "body": "body.txt"}

    take(Store(case, "ana", fetch=fetch))
    assert seen == [["in-progress", "pending"], []]
    assert codes(case) == ["pending"]
    assert len(captures(case)) == 3


def test_own_capture_that_is_recovered_is_ended_once(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    killed("folder-named", case, "take(store(case, 'ana'))")
    assert len(Store(case, "ana").settle()) == 1
    assert codes(case) == ["pending"]


def test_folder_left_by_a_closed_capture_is_deleted_without_a_second_end(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    killed("bytes-received", case, "take(store(case, 'ben'))")
    work = events(case, "ben")[-1]["work"]
    ledger.append(case, "ben", "capture.abandoned", work=work, files={})
    assert len(Store(case, "ana").settle()) == 1
    assert not list((case / "captures").glob(".work-*"))
    assert codes(case) == ["pending"]


def test_record_goes_last_in_a_removal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as it is there, it proves that the folder is the one the tombstone speaks of."""
    case = case_with(tmp_path)
    gone = captures(case)[0]
    seen: dict[str, list[str]] = {}
    monkeypatch.setattr(
        steps, "hook", lambda step: seen.update({step: [p.name for p in gone.folder.glob("*")]})
    )
    store(case).remove(gone.id, reason="SYNTHETIC")
    assert seen["removal-half-done"] == ["capture.json"]
    assert seen["removal-done"] == []
