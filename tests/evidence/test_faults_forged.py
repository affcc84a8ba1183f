"""What somebody who holds the folder may try, and what honest work must not be taken for."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.case import open_case
from osint_helpers.case.captured import captures as joined
from osint_helpers.cli import main
from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import checksums, ledger, seal, signing, stamping, verify
from osint_helpers.evidence.bundling import bundle, unpack
from osint_helpers.evidence.history import of_lines
from osint_helpers.evidence.sealing import seals
from osint_helpers.evidence.verifying import around
from osint_helpers.exhibits.tables import custody
from tests.evidence import tsa
from tests.evidence.store_cases import (
    URL,
    broken,
    captures,
    case_with,
    codes,
    killed_at,
    log,
    overwrite,
    paths,
    sha,
    sha256sum,
    store,
    take,
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return case_with(tmp_path)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tsa.Authority:
    return tsa.Authority(tmp_path_factory.mktemp("tsa") / "own")


def merged(case: Path, other: Path, name: str) -> None:
    """Bring captures and one file of the log from another machine, as git does."""
    for folder in captures(other):
        if not (case / "captures" / folder.name).exists():
            shutil.copytree(folder, case / "captures" / folder.name)
    shutil.copy(log(other, name), log(case, name))


def grown(case: Path, tmp_path: Path) -> None:
    """Let ben go on, on his machine, in a file that ana has sealed on hers."""
    take(store(case, "ben"), f"{URL}/ben")
    shutil.copytree(case, tmp_path / "machine of ben")
    seal(case, "ana")
    take(store(tmp_path / "machine of ben", "ben"), f"{URL}/later")
    merged(case, tmp_path / "machine of ben", "0001-ben.jsonl")


def test_work_of_an_analyst_without_the_newest_seal_comes_under_the_next(
    case: Path, tmp_path: Path
) -> None:
    grown(case, tmp_path)
    verdict = verify(case)
    assert codes(case) == ["log-grown", "pending"]
    assert (verdict.pending.captures, verdict.pending.lines) == (1, 2)
    assert paths(case, "log-grown") == ["log/0001-ben.jsonl"]
    seal(case, "ana")
    assert codes(case) == ["log-grown"]
    assert not verify(case).pending
    assert sha256sum(case, "seals/0002.sha256")[0] == 0
    take(store(case, "ben"), f"{URL}/after")
    assert log(case, "0003-ben.jsonl").is_file()
    seal(case, "ana")
    assert codes(case) == ["log-grown"]
    bundle(case, tmp_path / "b.zip")
    assert broken(unpack(tmp_path / "b.zip", tmp_path / "out")) == []


def test_a_grown_file_may_follow_a_torn_line(case: Path, tmp_path: Path) -> None:
    take(store(case, "ben"), f"{URL}/ben")
    with log(case, "0001-ben.jsonl").open("ab") as file:
        file.write(b'{"torn')
    shutil.copytree(case, tmp_path / "other")
    seal(case, "ana")
    take(store(tmp_path / "other", "ben"), f"{URL}/later")
    merged(case, tmp_path / "other", "0001-ben.jsonl")
    assert broken(case) == []
    assert verify(case).pending.lines == 2


@pytest.mark.parametrize("change", [
    lambda data: data.replace(b"SYNTHETIC test", b"SYNTHETIC lie!", 1),
    lambda data: data.partition(b"\n")[2],
    lambda data: b"\n" + data,
])  # fmt: skip
def test_a_grown_file_whose_sealed_lines_changed_is_broken(
    case: Path, tmp_path: Path, change: Any
) -> None:
    grown(case, tmp_path)
    path = log(case, "0001-ben.jsonl")
    path.write_bytes(change(path.read_bytes()))
    assert "changed" in broken(case)


def test_a_grown_file_that_is_cut_again_after_the_next_seal_is_broken(
    case: Path, tmp_path: Path
) -> None:
    before = None
    take(store(case, "ben"), f"{URL}/ben")
    before = log(case, "0001-ben.jsonl").read_bytes()
    shutil.copytree(case, tmp_path / "other")
    seal(case, "ana")
    take(store(tmp_path / "other", "ben"), f"{URL}/later")
    merged(case, tmp_path / "other", "0001-ben.jsonl")
    seal(case, "ana")
    log(case, "0001-ben.jsonl").write_bytes(before)
    assert "changed" in broken(case)


def test_lines_added_to_a_closed_file_of_the_same_analyst_are_broken(case: Path) -> None:
    seal(case, "ana")
    take(store(case), f"{URL}/more")
    last = ledger.lines(case)[-3]
    assert last.file == "log/0001-ana.jsonl"
    line = {"n": last.n + 1, "at": last.at, "who": "ana", "event": "search.nothing",
            "prev": last.sha256, "where": "SYNTHETIC", "question": "SYNTHETIC"}  # fmt: skip
    with log(case).open("a") as file:
        file.write(json.dumps(line) + "\n")
    assert "log-chain" in broken(case)


def test_a_removed_name_cannot_be_given_to_another_record(case: Path, tmp_path: Path) -> None:
    seal(case, "ana")
    folder = captures(case)[0]
    shutil.copytree(folder, tmp_path / "kept")
    store(case).remove(folder.name, reason="SYNTHETIC")
    shutil.copytree(tmp_path / "kept", folder)
    record = json.loads((folder / "capture.json").read_bytes())
    record |= {"work": "a" * 12, "title": "SYNTHETIC forged", "url_asked": "https://example.net/"}
    data = json.dumps(record).encode()
    overwrite(folder / "capture.json", data)
    facts = {"work": "a" * 12, "kind": "fetched", "url": record["url_asked"], "why": record["why"]}
    ledger.append(case, "ana", "capture.begin", **facts)
    ledger.append(
        case, "ana", "capture.done", work="a" * 12, capture=folder.name, outcome="ok",
        capture_sha256=hashlib.sha256(data).hexdigest(), complete=True,
    )  # fmt: skip
    assert broken(case) == ["log-pairing"]
    assert paths(case, "log-pairing") == ["log/0002-ana.jsonl"]


@pytest.mark.parametrize("change", [
    {"url_asked": "https://example.net/SYNTHETIC"},
    {"url_asked": None},
    {"original_name": "other.txt"},
])  # fmt: skip
def test_a_record_of_another_address_or_file_is_not_recovered(
    case: Path, tmp_path: Path, change: dict[str, str]
) -> None:
    (tmp_path / "given.txt").write_text("SYNTHETIC")
    code = "take(store(case, 'ben'))"
    if "original_name" in change:
        given = str(tmp_path / "given.txt")
        code = f"store(case, 'ben').add_file({given!r}, obtained='SYNTHETIC', why='SYNTHETIC')"
    killed_at("folder-named", case, code)
    (folder,) = (p for p in captures(case) if b'"ben"' in (p / "capture.json").read_bytes())
    assert broken(case) == []
    record = json.loads((folder / "capture.json").read_bytes())
    overwrite(folder / "capture.json", json.dumps({**record, **change}).encode())
    assert broken(case) == ["planted"]


def test_a_record_of_another_year_is_not_recovered(case: Path) -> None:
    killed_at("folder-named", case, "take(store(case, 'ben'))")
    (folder,) = (p for p in captures(case) if b'"ben"' in (p / "capture.json").read_bytes())
    record = json.loads((folder / "capture.json").read_bytes())
    record["started_utc"] = "2018" + record["started_utc"][4:]
    overwrite(folder / "capture.json", json.dumps(record).encode())
    folder.rename(folder.with_name("2018" + folder.name[4:]))
    assert broken(case) == ["planted"]


def test_an_address_with_a_key_and_capitals_is_recovered(case: Path) -> None:
    part = "url_asked='https://example.org/a?key=REDACTED'"
    code = f"take(store(case, 'ben', {part}), 'HTTPS://Example.ORG:443/a#part')"
    killed_at("folder-named", case, code)
    assert broken(case) == []
    assert len(store(case).settle()) == 1


def test_the_log_extract_says_who_logged_a_recovered_capture(case: Path) -> None:
    killed_at("folder-named", case, "take(store(case, 'ben'))")
    store(case).settle()
    last = ledger.lines(case)[-3:]
    (line,) = (one for one in last if one.facts.get("recovered"))
    assert "logged by ana after its process was stopped" in custody._detail(line)["text"]


def test_a_planted_manifest_hides_no_new_table(case: Path) -> None:
    seal(case, "ana")
    (case / "relations.csv").write_text("SYNTHETIC\n")
    names = [p.relative_to(case).as_posix() for p in case.rglob("[!.]*") if p.is_file()]
    (case / "MANIFEST.sha256").write_bytes(checksums.write({n: sha(case / n) for n in names}))
    assert paths(case, "working-changed") == ["relations.csv"]


def test_a_stamp_of_a_seal_that_is_not_there_is_a_stranger(case: Path) -> None:
    seal(case, "ana")
    (case / "seals/0007.sha256.tsr").write_bytes(b"SYNTHETIC")
    assert paths(case, "stranger") == ["seals/0007.sha256.tsr"]
    assert codes(case) == ["stranger"]


@pytest.mark.parametrize("name", [b"TRUSTED CERTIFICATE", b"X509 CERTIFICATE"])
def test_a_root_that_only_the_command_would_trust_is_refused(
    case: Path, tmp_path: Path, authority: tsa.Authority, name: bytes
) -> None:
    """VERIFY.txt would name the root of a real authority, and openssl trust the other one."""
    made = seal(case, "ana")
    real = tsa.Authority(tmp_path / "real")
    moment = dt.datetime(2021, 5, 6, tzinfo=dt.UTC)
    stamp = made.path.with_name("0001.sha256.tsr")
    stamp.write_bytes(authority.reply_at(made.path.read_bytes(), moment))
    own = (authority.pem("root") + authority.pem("middle")).replace(b"CERTIFICATE", name)
    made.path.with_name("0001.sha256.chain.pem").write_bytes(real.pem("root") + own)
    assert broken(case) == ["stamp-broken"]
    with pytest.raises(EvidenceError, match="what is no certificate"):
        bundle(case, tmp_path / "b.zip")


def test_verify_says_whose_root_a_stamp_rests_on(
    case: Path, tmp_path: Path, authority: tsa.Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stamp under a root of one's own holds, for any day; only its fingerprint tells."""
    made = seal(case, "ana")
    moment = dt.datetime(2021, 5, 6, tzinfo=dt.UTC)
    stamp = made.path.with_name("0001.sha256.tsr")
    stamp.write_bytes(authority.reply_at(made.path.read_bytes(), moment))
    made.path.with_name("0001.sha256.chain.pem").write_bytes(authority.chain.read_bytes())
    (root,) = stamping.roots(made.path)
    assert main(["verify", str(case)]) == 0
    out = capsys.readouterr().out
    assert f"stamped 2021-05-06T00:00:00Z under the root {root}: compare it" in out
    assert root in custody.roots_words(made.path)
    bundle(case, tmp_path / "b.zip")
    text = (unpack(tmp_path / "b.zip", tmp_path / "out") / "VERIFY.txt").read_text()
    assert "if section 3 holds" in " ".join(text.split())
    stamp.write_bytes(b"SYNTHETIC")
    assert main(["verify", str(case)]) == 1
    assert "stamped" not in capsys.readouterr().out
    assert custody.roots_words(tmp_path / "none") == (
        "No certificates to check it with lie beside it."
    )


def test_a_bundle_is_refused_when_its_signature_does_not_hold(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import subprocess

    made = seal(case, "ana")
    key = tmp_path / "key"
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
    subprocess.run(words, check=True)
    signing.sign(made.path, key, "ana@example.org")
    assert main(["verify", str(case)]) == 0
    out = capsys.readouterr().out
    assert "signed as ana@example.org with the key SHA256:" in out
    path = made.path.with_name("0001.sha256.signers")
    overwrite(path, path.read_bytes().replace(b"ana@", b"b*b@"))
    assert main(["verify", str(case)]) == 1
    assert "signed as" not in capsys.readouterr().out
    with pytest.raises(EvidenceError, match="does not hold"):
        bundle(case, tmp_path / "b.zip")


def test_a_report_says_when_evidence_is_not_as_it_was(case: Path) -> None:
    seal(case, "ana")
    assert custody.changed(case) == []
    overwrite(captures(case)[0] / "body.txt", b"SYNTHETIC 9")
    (text,) = custody.changed(case)
    assert f"first in captures/{captures(case)[0].name}/body.txt" in text
    assert "does not hold" in text


def test_a_capture_whose_removal_is_logged_is_no_capture_of_the_case(tmp_path: Path) -> None:
    from tests.case.builder import write_case

    folder = write_case(tmp_path / "case")
    one = take(store(folder))
    killed_at("removal-half-done", folder, f"store(case).remove({one.id!r}, reason='SYNTHETIC')")
    assert of_lines(ledger.lines(folder)).removed.keys() == {one.id}
    assert one.folder.is_dir()
    assert joined(open_case(folder)).empty


def test_the_time_of_a_seal_begun_twice_is_that_of_the_second_beginning(case: Path) -> None:
    killed_at("seal-begin-logged", case, "seal(case, 'ana')")
    made = seal(case, "ana")
    (found,) = seals(case)
    begun = [one.at for one in ledger.lines(case) if one.event == "seal.begin"]
    assert len(set(begun)) == 2
    assert found.at == made.at == begun[-1]


def test_a_refused_seal_names_three_faults_and_the_number_of_the_others(case: Path) -> None:
    for number in range(3):
        (case / f"captures/planted{number}").mkdir()
    with pytest.raises(EvidenceError) as three:
        seal(case, "ana")
    assert "more" not in three.value.what
    (case / "captures/planted3").mkdir()
    with pytest.raises(EvidenceError, match="; and 1 more"):
        seal(case, "ana")


def test_a_stamp_laid_down_before_its_seal_is_not_under_that_seal(case: Path) -> None:
    seal(case, "ana")
    (case / "seals/0002.sha256.tsr").write_bytes(b"SYNTHETIC")
    made = seal(case, "ana")
    assert b"0002.sha256.tsr" not in made.path.read_bytes()
    assert codes(case) == ["stamp-unchecked"]


def test_the_greatest_difference_of_clocks_counts_in_either_direction() -> None:
    hops = [{"server_minus_local_s": one} for one in (130.0, -500.0, 200.0)]
    assert around._apart(hops) == -500.0


def test_a_whole_answer_that_is_something_else_is_named(case: Path) -> None:
    take(store(case, outcome="http-status"), f"{URL}/404")
    assert paths(case, "incomplete") == ["captures"]


def test_the_first_beginning_of_a_work_counts(case: Path) -> None:
    work = ledger.lines(case)[0].facts["work"]
    ledger.append(case, "ana", "capture.begin", work=work, kind="file", name="x", why="x")
    assert of_lines(ledger.lines(case)).begun[work].row == 1


@pytest.mark.parametrize("number", [[1], {}, None, "1"])
def test_a_seal_begun_under_no_number_is_no_seal(case: Path, number: object) -> None:
    ledger.append(case, "ana", "seal.begin", number=number)
    assert of_lines(ledger.lines(case)).sealing == {}
    assert codes(case) == ["pending"]
