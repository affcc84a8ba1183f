"""Whatever is in a case folder, a check ends with findings and never with a traceback."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import captures, ledger, seal, verify
from tests.evidence.store_cases import case_with, log, overwrite, store, tree

SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
JSON = st.recursive(
    LEAF | st.just(10**400),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=5), one, max_size=3),
    max_leaves=6,
)  # fmt: skip
KEYS = ["schema", "files", "body", "outcome", "complete", "hops", "started_utc", "work", "who",
        "derived_from", "kind"]  # fmt: skip
EVENTS = ["capture.begin", "capture.done", "capture.refused", "capture.abandoned",
          "capture.removed", "seal.begin", "x.y"]  # fmt: skip
FACTS = ["work", "capture", "capture_sha256", "files", "number", "reason", "url", "name"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return case_with(tmp_path_factory.mktemp("model"), 2)


def fresh(model: Path, folder: Path) -> Path:
    case = folder / "case"
    shutil.rmtree(case, ignore_errors=True)
    return Path(shutil.copytree(model, case))


@SLOW
@given(st.dictionaries(st.sampled_from(KEYS), JSON, min_size=1, max_size=4))
def test_record_of_any_content(model: Path, tmp_path: Path, facts: dict[str, Any]) -> None:
    case = fresh(model, tmp_path)
    path = captures(case)[0].folder / "capture.json"
    old = path.read_bytes()
    new = json.dumps({**json.loads(old), **facts}).encode()
    overwrite(path, new)
    verify(case)
    hashes = (hashlib.sha256(one).hexdigest().encode() for one in (old, new))
    log(case).write_bytes(log(case).read_bytes().replace(*hashes))
    verify(case)
    log(case).unlink()
    assert verify(case).broken


@SLOW
@given(st.sampled_from(EVENTS), st.dictionaries(st.sampled_from(FACTS), JSON, max_size=5))
def test_log_line_of_any_content(
    model: Path, tmp_path: Path, event: str, facts: dict[str, Any]
) -> None:
    case = fresh(model, tmp_path)
    before = tree(case / "captures")
    try:
        ledger.append(case, "ana", event, **facts)
    except EvidenceError:
        return
    verify(case)
    store(case, "ben").settle()
    assert tree(case / "captures") == before
    verify(case)


@SLOW
@given(st.data())
def test_any_changed_byte_under_a_seal_is_broken(
    model: Path, tmp_path: Path, data: st.DataObject
) -> None:
    case = fresh(model, tmp_path)
    seal(case, "ana")
    under = [
        name for name in tree(case) if name.startswith(("captures/", "log/0")) and "/." not in name
    ]
    path = case / data.draw(st.sampled_from(sorted(under)))
    old = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(old) - 1))
    old[place] ^= data.draw(st.integers(1, 255))
    overwrite(path, bytes(old))
    assert path.relative_to(case).as_posix() in {one.path for one in verify(case).broken}


@SLOW
@given(st.binary(max_size=200), st.sampled_from(["log/0001-ana.jsonl", "seals/0001.sha256",
       "seals/0001.working.sha256", "MANIFEST.sha256"]))  # fmt: skip
def test_file_of_any_bytes(model: Path, tmp_path: Path, data: bytes, name: str) -> None:
    case = fresh(model, tmp_path)
    seal(case, "ana")
    path = case / name
    path.touch()
    overwrite(path, data)
    verify(case)
    path.unlink()
    verify(case)


@pytest.mark.parametrize("data", [b"[" * 100_000, b"", b"\xff", b"{}"])
def test_planted_folder_with_any_record(model: Path, tmp_path: Path, data: bytes) -> None:
    case = fresh(model, tmp_path)
    folder = case / "captures" / "20261121T000000Z-00000000"
    folder.mkdir()
    (folder / "capture.json").write_bytes(data)
    assert store(case).settle() == []
    assert [one.path for one in verify(case).broken] == [f"captures/{folder.name}"]
