"""Signatures of a seal with an SSH key, made and checked by ssh-keygen."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import commands, signing
from osint_helpers.evidence.bundling import bundle, unpack
from osint_helpers.evidence.signing import check, sign, signer
from tests.evidence import handmade
from tests.evidence.test_instructions import section

pytestmark = pytest.mark.skipif(
    not shutil.which("ssh-keygen"), reason="no ssh-keygen on this machine"
)
WHO = "analyst@example.org"


@pytest.fixture(params=["ed25519", "ecdsa"])
def key(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return new_key(tmp_path / "keys", request.param)


def new_key(folder: Path, kind: str = "ed25519") -> Path:
    folder.mkdir()
    path = folder / "SYNTHETIC key"
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "", "-f", path], check=True)
    return path


@pytest.fixture
def seal(tmp_path: Path) -> Path:
    return handmade.case(tmp_path / "synthetic-case") / "seals/0001.sha256"


def refused(seal: Path, key: Path, words: str, identity: str = WHO) -> None:
    before = {path: path.read_bytes() for path in seal.parent.iterdir()}
    with pytest.raises(EvidenceError, match=words):
        sign(seal, key, identity)
    assert {path: path.read_bytes() for path in seal.parent.iterdir()} == before


def test_a_seal_is_signed_and_the_key_stays_outside(seal: Path, key: Path) -> None:
    assert check(seal) == []
    assert sign(seal, key, WHO) == seal.with_name("0001.sha256.sig")
    assert check(seal) == []
    secret = key.read_bytes().splitlines()[1]
    for path in seal.parent.parent.rglob("*"):
        assert not path.is_file() or secret not in path.read_bytes()


def test_the_line_of_the_signer_names_identity_namespace_and_public_key(
    seal: Path, key: Path
) -> None:
    sign(seal, key, WHO)
    kind, blob = key.with_name(key.name + ".pub").read_text().split()[:2]
    line = seal.with_name("0001.sha256.signers").read_text()
    assert line == f'{WHO} namespaces="osint-seal" {kind} {blob}\n'


def test_the_fingerprint_is_that_of_ssh_keygen(seal: Path, key: Path) -> None:
    assert signer(seal) is None
    sign(seal, key, WHO)
    shown = subprocess.run(["ssh-keygen", "-l", "-f", key], capture_output=True, check=True)
    found = signer(seal)
    assert found is not None
    assert found.identity == WHO
    assert found.fingerprint in shown.stdout.decode().split()


def test_a_changed_byte_breaks_the_signature(seal: Path, key: Path) -> None:
    sign(seal, key, WHO)
    data = seal.read_bytes()
    seal.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    (found,) = check(seal)
    assert (found.code, found.severity) == ("signature-broken", "broken")
    assert found.path == "seals/0001.sha256.sig"


def test_another_key_or_identity_breaks_the_signature(
    seal: Path, key: Path, tmp_path: Path
) -> None:
    sign(seal, key, WHO)
    path = seal.with_name("0001.sha256.signers")
    line = path.read_text()
    stranger = new_key(tmp_path / "other").with_suffix(".pub").read_text().split()[1]
    for other in (
        line.replace(line.split()[3], stranger).replace("ecdsa-sha2-nistp256", "ssh-ed25519"),
        line.replace("osint-seal", "file"), line.replace(WHO, "*"), line * 2, "", "\xff",
    ):  # fmt: skip
        path.write_text(other, encoding="latin-1")
        assert [one.code for one in check(seal)] == ["signature-broken"], other


def test_a_signature_for_another_purpose_is_broken(seal: Path, key: Path) -> None:
    sign(seal, key, WHO)
    done = subprocess.run(["ssh-keygen", "-Y", "sign", "-f", key, "-n", "file"],
                          input=seal.read_bytes(), capture_output=True, check=True)  # fmt: skip
    seal.with_name("0001.sha256.sig").chmod(0o644)
    seal.with_name("0001.sha256.sig").write_bytes(done.stdout)
    assert [one.code for one in check(seal)] == ["signature-broken"]


def test_without_the_line_or_ssh_keygen_a_signature_is_unchecked(
    seal: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(seal, key, WHO)
    monkeypatch.setattr(commands.shutil, "which", lambda name: None)
    assert [(one.code, one.severity) for one in check(seal)] == [("signature-unchecked", "notice")]
    monkeypatch.undo()
    seal.with_name("0001.sha256.signers").unlink()
    assert [(one.code, one.severity) for one in check(seal)] == [("signature-unchecked", "notice")]


def test_what_cannot_sign_is_refused(seal: Path, tmp_path: Path, monkeypatch) -> None:
    key = new_key(tmp_path / "keys")
    refused(seal, tmp_path / "none", "there is no such key")
    (tmp_path / "text").write_text("SYNTHETIC, no key")
    refused(seal, tmp_path / "text", "is no SSH key")
    (tmp_path / "broken").write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nSYNTHETIC\n")
    refused(seal, tmp_path / "broken", "did not sign")
    for identity in ("", "*", "a b", "a,b", "-I", 'a"b', "a\nb", "x" * 65):
        refused(seal, key, "cannot name a signer", identity)
    inside = seal.parent.parent / "key"
    shutil.copy(key, inside)
    refused(seal, inside, "lies in the case folder")
    inside.unlink()
    monkeypatch.setattr(commands.shutil, "which", lambda name: None)
    refused(seal, key, "ssh-keygen is not on this machine")
    monkeypatch.undo()
    sign(seal, key, WHO)
    refused(seal, key, "signature already")


def test_an_answer_of_ssh_keygen_that_does_not_hold_is_not_kept(
    seal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, real = new_key(tmp_path / "keys"), commands.run

    def other_data(tool: str, *words: object, **options: object) -> commands.Done:
        if "sign" in words:
            options["data"] = b"SYNTHETIC other"
        return real(tool, *words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(signing.commands, "run", other_data)
    refused(seal, key, "does not hold")
    monkeypatch.setattr(signing.commands, "run", lambda *_, **__: commands.Done(0, b"nothing", ""))
    refused(seal, key, "no signature that can be read")


def test_the_command_in_verify_txt_accepts_the_signature_and_refuses_another_seal(
    seal: Path, key: Path, tmp_path: Path
) -> None:
    sign(seal, key, WHO)
    top = unpack(bundle(seal.parent.parent, tmp_path / "b.zip").path, tmp_path / "out")
    (command,) = section((top / "VERIFY.txt").read_text("ascii"), "4. SIGNATURE")

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(["bash", "-c", command], cwd=top, capture_output=True, text=True,
                              check=False)  # fmt: skip

    assert run().returncode == 0
    assert run().stdout.startswith(f'Good "osint-seal" signature for {WHO}')
    copy = top / "seals/0001.sha256"
    copy.write_bytes(copy.read_bytes() + b"\n")
    assert run().returncode
