"""From capture to counsel with the real store: seal, stamp, sign, hand over, check elsewhere."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from osint_helpers.errors import EvidenceError, UnsealedError
from osint_helpers.evidence import manifests
from osint_helpers.evidence.bundling import EDITIONS, bundle, unpack
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.record import Capture
from osint_helpers.evidence.sealing import seal
from osint_helpers.evidence.signing import sign
from osint_helpers.evidence.stamping import stamp
from osint_helpers.evidence.storing import Store
from osint_helpers.evidence.verifying import Verdict, verify
from tests.evidence import tsa
from tests.evidence.test_instructions import run
from tests.evidence.test_signing import WHO, new_key

needs = pytest.mark.skipif
needs_git = needs(not shutil.which("git"), reason="no git on this machine")
needs_openssl = needs(not shutil.which("openssl"), reason="no openssl on this machine")
needs_ssh = needs(not shutil.which("ssh-keygen"), reason="no ssh-keygen on this machine")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "synthetic-case"
    (folder / "text").mkdir(parents=True)
    (folder / "case.toml").write_text('id = "synthetic-case"\n')
    (folder / "text/a summary.md").write_bytes(b"SYNTHETIC\r\nmixed\nline ends\r\n")
    add(folder, "letter.txt", b"SYNTHETIC letter\nwith lines\r\n")
    return folder


def add(case: Path, name: str, data: bytes) -> Capture:
    path = case.parent / name
    path.write_bytes(data)
    return Store(case, "ana").add_file(path, obtained="SYNTHETIC", why="SYNTHETIC")


def codes(verdict: Verdict) -> list[str]:
    return [one.code for one in verdict.broken]


def sha256sum(folder: Path, name: str) -> int:
    return subprocess.run(
        ["sha256sum", "-c", name], cwd=folder, capture_output=True, check=False
    ).returncode


def git(folder: Path, *words: str) -> None:
    own = ("-c", "user.name=SYNTHETIC", "-c", "user.email=synthetic@example.org")
    subprocess.run(["git", *own, *words], cwd=folder, check=True, capture_output=True)


@needs_git
def test_a_clone_that_turns_line_ends_still_verifies(case: Path, tmp_path: Path) -> None:
    seal(case, "ana")
    git(case, "init", "-q")
    git(case, "add", "-A")
    git(case, "commit", "-qm", "SYNTHETIC")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(case), str(clone))
    assert sha256sum(clone, "seals/0001.sha256") == 0
    assert sha256sum(clone, "seals/0001.working.sha256") == 0
    verdict = verify(clone)
    assert codes(verdict) == []
    assert not verdict.pending.working
    assert bundle(clone, tmp_path / "a.zip").sha256 == bundle(case, tmp_path / "b.zip").sha256


@needs_git
def test_without_the_attributes_such_a_clone_is_broken(case: Path, tmp_path: Path) -> None:
    """What .gitattributes is for; if git ever stops turning line ends, this test says so."""
    seal(case, "ana")
    (case / ".gitattributes").unlink()
    git(case, "init", "-q")
    git(case, "add", "-A")
    git(case, "commit", "-qm", "SYNTHETIC")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(case), str(clone))
    assert sha256sum(clone, "seals/0001.sha256") != 0


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_unpacked_bundle_verifies(case: Path, tmp_path: Path, edition: str) -> None:
    seal(case, "ana")
    made = bundle(case, tmp_path / "b.zip", edition=edition)
    Store(case, "ana").note("bundle.made", edition=edition, sha256=made.sha256)
    assert bundle(case, tmp_path / "again.zip", edition=edition).sha256 == made.sha256
    top = unpack(made.path, tmp_path / "out")
    assert codes(verify(top)) == []
    assert manifests.check(top) == []
    assert all(status == 0 for _, status, _ in run(top, "2a. Linux"))


def test_work_after_the_seal_must_be_sealed_first(case: Path, tmp_path: Path) -> None:
    with pytest.raises(UnsealedError, match="no seal"):
        bundle(case, tmp_path / "b.zip")
    seal(case, "ana")
    later = add(case, "second.txt", b"SYNTHETIC second\n")
    with pytest.raises(UnsealedError, match=later.id):
        bundle(case, tmp_path / "b.zip")
    seal(case, "ana")
    assert bundle(case, tmp_path / "b.zip").files > 0


def test_a_removal_must_be_sealed_and_leaves_its_tombstone(case: Path, tmp_path: Path) -> None:
    gone = add(case, "private.txt", b"SYNTHETIC private\n")
    seal(case, "ana")
    digest = gone.sha256
    Store(case, "ana").remove(gone.id, reason="SYNTHETIC privacy")
    with pytest.raises(UnsealedError, match="gone"):
        bundle(case, tmp_path / "b.zip")
    seal(case, "ana")
    top = unpack(bundle(case, tmp_path / "b.zip").path, tmp_path / "out")
    text = (top / "VERIFY.txt").read_text("ascii")
    assert gone.id in text
    assert f"{digest}  {gone.record['body']}" in text
    assert "reason: SYNTHETIC privacy" in text
    assert "SYNTHETIC private" not in b"".join(
        path.read_bytes() for path in top.rglob("*") if path.is_file()
    ).decode("utf-8", "replace").replace("SYNTHETIC privacy", "")
    assert codes(verify(top)) == []


@needs_openssl
@needs_ssh
def test_stamp_and_signature_come_under_the_next_seal(case: Path, tmp_path: Path) -> None:
    first = seal(case, "ana")
    authority = tsa.Authority(tmp_path / "tsa")
    with tsa.serving(authority) as url:
        stamp(first.path, url, authority.chain, None, post=tsa.post)
    sign(first.path, new_key(tmp_path / "keys"), WHO)
    Store(case, "ana").note("seal.stamped", number=1)
    assert codes(verify(case)) == []
    second = seal(case, "ana")
    listed = second.path.read_text()
    for ending in (".tsr", ".chain.pem", ".sig", ".signers"):
        assert f"  seals/0001.sha256{ending}\n" in listed
    top = unpack(bundle(case, tmp_path / "b.zip").path, tmp_path / "out")
    assert codes(verify(top)) == []
    assert {one.code for one in verify(case).notices} <= {"pending"}
    assert all(status == 0 for _, status, _ in run(top, "2a. Linux"))


@needs_openssl
def test_verify_tells_of_a_broken_stamp(case: Path, tmp_path: Path) -> None:
    first = seal(case, "ana")
    authority, other = tsa.Authority(tmp_path / "tsa"), tsa.Authority(tmp_path / "other")
    with tsa.serving(authority) as url:
        path = stamp(first.path, url, authority.chain, None, post=tsa.post)
    chain = path.with_name("0001.sha256.chain.pem")
    chain.chmod(0o644)
    chain.write_bytes(other.chain.read_bytes())
    assert codes(verify(case)) == ["stamp-broken"]


@needs_openssl
def test_the_guarded_connection_carries_a_stamp(case: Path, tmp_path: Path) -> None:
    first = seal(case, "ana")
    authority = tsa.Authority(tmp_path / "tsa")
    with tsa.serving(authority) as url:
        stamp(first.path, url, authority.chain, Settings(allow=frozenset({"127.0.0.1"})))
        assert codes(verify(case)) == []
        second = seal(case, "ana")
        with pytest.raises(EvidenceError):  # a loopback address is not public
            stamp(second.path, url, authority.chain, Settings())
    assert not second.path.with_name("0002.sha256.tsr").exists()


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_manifest_tells_what_is_changed_missing_or_added(
    case: Path, tmp_path: Path, edition: str
) -> None:
    seal(case, "ana")
    top = unpack(bundle(case, tmp_path / "b.zip", edition=edition).path, tmp_path / "out")
    (top / "INDEX.csv").write_bytes(b"SYNTHETIC change")
    (top / "VERIFY.txt").unlink()
    (top / "added.txt").write_bytes(b"SYNTHETIC")
    assert [(one.code, one.path, one.severity) for one in manifests.check(top)] == [
        ("bundle-changed", "INDEX.csv", "broken"), ("bundle-missing", "VERIFY.txt", "broken"),
        ("bundle-extra", "added.txt", "broken"),
    ]  # fmt: skip
    (top / "MANIFEST.sha256").unlink()
    with pytest.raises(EvidenceError, match="no bundle"):
        manifests.check(top)
