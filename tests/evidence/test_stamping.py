"""Time stamps: made by an authority on the loopback, checked by openssl, also years later."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import commands, stamping, tokens
from osint_helpers.evidence.bundling import bundle, unpack
from osint_helpers.evidence.stamping import check, stamp
from tests.evidence import handmade, tsa
from tests.evidence.test_instructions import section

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl on this machine")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tsa.Authority:
    return tsa.Authority(tmp_path_factory.mktemp("tsa") / "own")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> tsa.Authority:
    return tsa.Authority(tmp_path_factory.mktemp("tsa") / "other")


@pytest.fixture
def seal(tmp_path: Path) -> Path:
    return handmade.case(tmp_path / "synthetic-case") / "seals/0001.sha256"


def stamped(seal: Path, authority: tsa.Authority, **changed: object) -> Path:
    def post(url: str, data: bytes, content_type: str, given: object) -> bytes:
        return authority.reply(data)

    options = {"chain": authority.chain, "settings": None, "post": post, **changed}
    return stamp(seal, "http://tsa.example.org/", **options)  # type: ignore[arg-type]


def refused(seal: Path, words: str, authority: tsa.Authority, **changed: object) -> None:
    before = {path: path.read_bytes() for path in seal.parent.iterdir()}
    with pytest.raises(EvidenceError, match=words):
        stamped(seal, authority, **changed)
    assert {path: path.read_bytes() for path in seal.parent.iterdir()} == before


def answering(answer: bytes):
    return lambda *_: answer


def test_an_authority_over_http_stamps_a_seal(seal: Path, authority: tsa.Authority) -> None:
    with tsa.serving(authority) as url:
        path = stamp(seal, url, authority.chain, None, post=tsa.post)
    assert path == seal.with_name("0001.sha256.tsr")
    assert seal.with_name("0001.sha256.chain.pem").read_bytes() == authority.chain.read_bytes()
    assert check(seal) == []
    assert not [one for one in seal.parent.iterdir() if one.name.startswith(".")]


def test_the_query_asks_for_sha256_a_nonce_and_the_certificate(
    seal: Path, authority: tsa.Authority, tmp_path: Path
) -> None:
    asked = []

    def post(url: str, data: bytes, content_type: str, given: object) -> bytes:
        asked.append((url, content_type, given))
        (tmp_path / "q").write_bytes(data)
        return authority.reply(data)

    stamped(seal, authority, post=post, settings="as given")
    assert asked == [("http://tsa.example.org/", "application/timestamp-query", "as given")]
    text = tsa.openssl(tmp_path, "ts", "-query", "-in", "q", "-text").decode()
    assert "Hash Algorithm: sha256" in text
    assert "Nonce: 0x" in text
    assert "Certificate required: yes" in text


def test_the_time_in_the_token_is_known(seal: Path, authority: tsa.Authority) -> None:
    assert stamping.token(seal) is None
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    stamped(seal, authority)
    found = stamping.token(seal)
    assert found is not None
    assert before <= found.at <= dt.datetime.now(dt.UTC)
    assert found.epoch == int(found.at.timestamp())
    assert found.text == found.at.isoformat().replace("+00:00", "Z")
    assert found.sha256 == handmade.sha(seal.read_bytes())


def verify(seal: Path, authority: tsa.Authority, *at: str) -> int:
    response = seal.with_name("0001.sha256.tsr")
    words = ("-data", seal, "-in", response, "-CAfile", authority.chain, *at)
    command = ["openssl", "ts", "-verify", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_a_stamp_outlives_the_certificates_of_its_authority(seal: Path, tmp_path: Path) -> None:
    """Made in 2021 under certificates that ended in 2022: years later it is good."""
    gone = tsa.Authority(tmp_path / "gone", start="20200101", end="20220101")
    moment = dt.datetime(2021, 6, 1, 12, tzinfo=dt.UTC)
    seal.with_name("0001.sha256.tsr").write_bytes(gone.reply_at(seal.read_bytes(), moment))
    seal.with_name("0001.sha256.chain.pem").write_bytes(gone.chain.read_bytes())
    assert check(seal) == []
    found = stamping.token(seal)
    assert found is not None
    assert found.text == "2021-06-01T12:00:00Z"
    assert verify(seal, gone, "-attime", str(found.epoch)) == 0
    assert verify(seal, gone) != 0
    assert verify(seal, gone, "-attime", str(found.epoch + 3 * 365 * 86400)) != 0


def test_a_stamp_from_before_the_certificates_were_valid_is_broken(
    seal: Path, tmp_path: Path
) -> None:
    late = tsa.Authority(tmp_path / "late", start="20220101")
    moment = dt.datetime(2021, 6, 1, 12, tzinfo=dt.UTC)
    seal.with_name("0001.sha256.tsr").write_bytes(late.reply_at(seal.read_bytes(), moment))
    seal.with_name("0001.sha256.chain.pem").write_bytes(late.chain.read_bytes())
    (found,) = check(seal)
    assert found.code == "stamp-broken"


def test_a_changed_byte_of_the_seal_breaks_the_stamp(seal: Path, authority: tsa.Authority) -> None:
    stamped(seal, authority)
    data = seal.read_bytes()
    seal.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    (found,) = check(seal)
    assert (found.code, found.severity) == ("stamp-broken", "broken")
    assert found.path == "seals/0001.sha256.tsr"
    assert verify(seal, authority) != 0


def test_a_changed_byte_of_the_stamp_is_never_taken_for_another_time_or_seal(
    seal: Path, authority: tsa.Authority
) -> None:
    path = stamped(seal, authority)
    data = path.read_bytes()
    was = stamping.token(seal)
    for at in range(0, len(data), 97):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        if not check(seal):  # bytes beside the signed part may change without harm
            assert stamping.token(seal) == was
    signature = len(data) - 4
    path.write_bytes(data[:signature] + bytes([data[signature] ^ 1]) + data[signature + 1 :])
    assert [one.code for one in check(seal)] == ["stamp-broken"]


def test_the_chain_of_another_authority_breaks_the_stamp(
    seal: Path, authority: tsa.Authority, other: tsa.Authority
) -> None:
    stamped(seal, authority)
    seal.with_name("0001.sha256.chain.pem").write_bytes(other.chain.read_bytes())
    assert [one.code for one in check(seal)] == ["stamp-broken"]


def test_an_intermediate_certificate_alone_is_not_trusted(
    seal: Path, authority: tsa.Authority, other: tsa.Authority
) -> None:
    stamped(seal, authority)
    mixed = other.pem("root") + authority.pem("middle")
    seal.with_name("0001.sha256.chain.pem").write_bytes(mixed)
    assert [one.code for one in check(seal)] == ["stamp-broken"]
    seal.with_name("0001.sha256.chain.pem").write_bytes(authority.pem("middle"))
    (found,) = check(seal)
    assert "no root certificate" in found.message


def test_the_order_of_the_chain_file_does_not_matter(seal: Path, authority: tsa.Authority) -> None:
    chain = seal.parent.parent.parent / "chain.pem"
    chain.write_bytes(authority.pem("middle") + b"SYNTHETIC words\n" + authority.pem("root"))
    stamped(seal, authority, chain=chain)
    assert check(seal) == []


def test_an_answer_that_is_no_stamp_of_this_seal_is_refused(
    seal: Path, authority: tsa.Authority, other: tsa.Authority, tmp_path: Path
) -> None:
    now = dt.datetime.now(dt.UTC)
    fitting = authority.reply_at(seal.read_bytes(), now)  # without the nonce of the query
    elsewhere = authority.reply_at(b"SYNTHETIC other", now)
    (tmp_path / "r.tsr").write_bytes(fitting)
    bare = tsa.openssl(tmp_path, "ts", "-reply", "-in", "r.tsr", "-token_out")
    pem = b"-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n"
    for answer, words in [
        (bare, "bare token"), (elsewhere, "something else"), (tsa.rejected(b"no"), "status 2"),
        (pem, "no time-stamp response"), (b"", "no time-stamp response"),
        (b"<html>SYNTHETIC</html>", "no time-stamp response"),
        (fitting[:-9], "no time-stamp response"), (fitting, "nonce"),
        (tsa.GRANTED.join([b"0\x05", b""]), "no time-stamp response"),
        (fitting + bytes(2 << 20), "no time-stamp response"),
    ]:  # fmt: skip
        refused(seal, words, authority, post=answering(answer))
    refused(seal, "does not hold", authority, chain=other.chain)


def test_a_refusal_quotes_the_authority_in_one_harmless_line(
    seal: Path, authority: tsa.Authority
) -> None:
    evil = tsa.rejected(b"SYNTHETIC: \x1b[2J\nTime stamp: x")
    refused(seal, r"rejection\): SYNTHETIC: \\x1b\[2J Time", authority, post=answering(evil))


def test_a_failing_connection_leaves_nothing(seal: Path, authority: tsa.Authority) -> None:
    def post(*_: object) -> bytes:
        raise EvidenceError("SYNTHETIC: no connection")

    refused(seal, "no connection", authority, post=post)


def test_a_second_stamp_is_refused(seal: Path, authority: tsa.Authority) -> None:
    stamped(seal, authority)
    refused(seal, "stamp already", authority)


def test_a_chain_that_cannot_serve_is_refused_before_anything_is_sent(
    seal: Path, authority: tsa.Authority, tmp_path: Path
) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError("was sent")

    chain = tmp_path / "bad.pem"
    for data, words in [
        (b"", "no root"), (authority.pem("middle"), "no root"),
        (authority.pem("root") + (authority.folder / "root.key").read_bytes(), "private key"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "broken certificate"),
    ]:  # fmt: skip
        chain.write_bytes(data)
        refused(seal, words, authority, chain=chain, post=never)
    refused(seal, "cannot be read", authority, chain=tmp_path / "none.pem", post=never)


def test_without_openssl_stamping_fails_and_checking_says_so(
    seal: Path, authority: tsa.Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(commands.shutil, "which", lambda name: None)
    refused(seal, "openssl is not on this machine", authority)
    monkeypatch.undo()
    stamped(seal, authority)
    monkeypatch.setattr(commands.shutil, "which", lambda name: None)
    (found,) = check(seal)
    assert (found.code, found.severity) == ("stamp-unchecked", "notice")
    assert "openssl" in found.message


def test_an_openssl_that_hangs_is_given_up(seal: Path, tmp_path: Path, monkeypatch) -> None:
    tool = tmp_path / "bin" / "openssl"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\nexec sleep 30\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:/usr/bin:/bin")
    with pytest.raises(commands.ToolError, match=r"no answer in 0\.3 seconds"):
        commands.run("openssl", "version", seconds=0.3, folder=tmp_path)


def test_a_stamp_without_its_chain_is_unchecked(seal: Path, authority: tsa.Authority) -> None:
    assert check(seal) == []
    stamped(seal, authority)
    seal.with_name("0001.sha256.chain.pem").unlink()
    (found,) = check(seal)
    assert (found.code, found.severity) == ("stamp-unchecked", "notice")
    with pytest.raises(EvidenceError, match="no chain"):
        bundle(seal.parent.parent, seal.parent.parent.parent / "b.zip")


def test_a_stamp_of_another_seal_stops_the_bundle(seal: Path, authority: tsa.Authority) -> None:
    path = seal.with_name("0001.sha256.tsr")
    path.write_bytes(authority.reply_at(b"SYNTHETIC other", dt.datetime.now(dt.UTC)))
    with pytest.raises(EvidenceError, match="of another seal"):
        bundle(seal.parent.parent, seal.parent.parent.parent / "b.zip")


@pytest.mark.parametrize("edition", ["counsel", "production"])
def test_the_command_in_verify_txt_accepts_the_stamp_and_refuses_another_seal(
    seal: Path, authority: tsa.Authority, tmp_path: Path, edition: str
) -> None:
    stamped(seal, authority)
    made = bundle(seal.parent.parent, tmp_path / "b.zip", edition=edition)
    top = unpack(made.path, tmp_path / "out")
    text = (top / "VERIFY.txt").read_text("ascii")
    (command,) = section(text, "3. TIME STAMP")
    (top / seal.parent.name / seal.name).chmod(0o644)

    def run() -> str:
        done = subprocess.run(["bash", "-c", command], cwd=top, capture_output=True, text=True,
                              check=False)  # fmt: skip
        return f"{done.returncode} {done.stdout}"

    assert run() == "0 Verification: OK\n"
    root = tsa.openssl(authority.folder, "x509", "-in", "root.pem", "-noout", "-fingerprint",
                       "-sha256").decode()  # fmt: skip
    assert root.strip().partition("=")[2] in text
    middle = tsa.openssl(authority.folder, "x509", "-in", "middle.pem", "-noout", "-fingerprint",
                         "-sha256").decode()  # fmt: skip
    assert middle.strip().partition("=")[2] not in text
    copy = top / "seals/0001.sha256"
    copy.write_bytes(copy.read_bytes() + b"\n")
    assert not run().startswith("0 ")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_token_or_an_evidence_error(data: bytes) -> None:
    with pytest.raises(EvidenceError):
        tokens.read(data)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_response_is_a_token_or_an_evidence_error(authority, data) -> None:
    good = authority.folder / "good.tsr"
    if not good.exists():
        good.write_bytes(authority.reply_at(b"SYNTHETIC", dt.datetime(2021, 6, 1, tzinfo=dt.UTC)))
    raw = bytearray(good.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, min(300, len(raw)) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = tokens.read(bytes(raw))
    except EvidenceError:
        return
    assert len(found.text) == 20
