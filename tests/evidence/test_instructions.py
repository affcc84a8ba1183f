"""VERIFY.txt: the commands printed there are run as they stand, by the programs it names."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from osint_helpers.evidence import instructions
from osint_helpers.evidence.bundlefacts import Facts
from osint_helpers.evidence.bundling import EDITIONS, bundle
from osint_helpers.evidence.history import Removal
from tests.evidence import handmade
from tests.evidence.handmade import ONE, TWO


def unzipped(case: Path, **options: object) -> Path:
    """Make a bundle and unpack it with `unzip`, or where that is missing with Python."""
    target = case.parent / "out.zip"
    bundle(case, target, **options)  # type: ignore[arg-type]
    folder = case.parent / "a folder of counsel"
    shutil.rmtree(folder, ignore_errors=True)
    if shutil.which("unzip"):
        subprocess.run(["unzip", "-q", target, "-d", folder], check=True, capture_output=True)
    else:
        with zipfile.ZipFile(target) as archive:
            archive.extractall(folder)
    (top,) = folder.iterdir()
    for path in top.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)  # to be damaged by a test, also without root
    return top


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return handmade.case(tmp_path / "synthetic-case")


def section(text: str, head: str) -> list[str]:
    """Return the commands under a heading: the lines that begin with four blanks."""
    part = re.search(rf"^{re.escape(head)}\n(.*?)(?=^\d[a-z]?\. |\Z)", text, re.M | re.S)
    assert part is not None
    return [line[4:] for line in part[1].splitlines() if line.startswith("    ")]


def run(top: Path, head: str) -> list[tuple[str, int, str]]:
    """Run each command of a section in bash; command, exit status, output."""
    text = (top / "VERIFY.txt").read_text("ascii")
    found = []
    for command in section(text, head):
        done = subprocess.run(
            ["bash", "-c", command], cwd=top, capture_output=True, text=True, check=False
        )
        found.append((command, done.returncode, done.stdout))
    return found


SYSTEMS = [
    pytest.param("2a. Linux", id="sha256sum"),
    pytest.param(
        "2b. macOS",
        id="shasum",
        marks=pytest.mark.skipif(not shutil.which("shasum"), reason="no shasum on this machine"),
    ),
]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_the_commands_accept_an_untouched_bundle(case: Path, system: str, edition: str) -> None:
    top = unzipped(case, edition=edition)
    text = (top / "VERIFY.txt").read_text("ascii")
    *checks, digest, count = run(top, system)
    assert len(checks) == (3 if edition == "counsel" else 2)
    for command, status, out in checks:
        assert status == 0, command
        lines = out.splitlines()
        assert lines
        assert all(line.endswith(": OK") for line in lines)
        assert f"  {command.split()[-1]}: {len(lines)} lines" in text
    assert digest[2].split()[0] in text
    files = sum(path.is_file() for path in top.rglob("*"))
    assert int(count[2]) == files
    assert f"number of files, {files};" in text


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_flipped_byte_anywhere_fails_a_command(case: Path, system: str, edition: str) -> None:
    top = unzipped(case, edition=edition)
    for path in sorted(path for path in top.rglob("*") if path.is_file()):
        data = path.read_bytes()
        if len(data) < 2:
            continue
        # The last byte but one: in a list of checksums the end of a name.
        path.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
        assert any(status for _, status, _ in run(top, system)), path
        path.write_bytes(data)
    assert not any(status for _, status, _ in run(top, system))


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_missing_file_fails_a_command_and_an_added_one_changes_the_count(
    case: Path, system: str
) -> None:
    top = unzipped(case)
    count = int(run(top, system)[-1][2])
    (top / "added.txt").write_text("SYNTHETIC")
    assert int(run(top, system)[-1][2]) == count + 1
    (top / "text/what is asked.md").unlink()
    assert any(status for _, status, _ in run(top, system))


def powershell(top: Path) -> list[str]:
    block = "\n".join(section((top / "VERIFY.txt").read_text("ascii"), "2c. Windows"))
    done = subprocess.run(
        ["pwsh", "-NoProfile", "-Command", block], cwd=top, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


@pytest.mark.skipif(not shutil.which("pwsh"), reason="PowerShell (pwsh) is not on this machine")
def test_the_block_for_windows_tells_good_from_changed_and_missing(case: Path) -> None:
    top = unzipped(case)
    *rest, result, digest = powershell(top)
    assert not rest
    assert result in (top / "VERIFY.txt").read_text("ascii")
    assert digest.lower() in (top / "VERIFY.txt").read_text("ascii")
    (top / "text/what is asked.md").write_bytes(b"SYNTHETIC change")
    (top / f"captures/{ONE}/wire.warc").unlink()
    lines = powershell(top)
    assert "CHANGED text/what is asked.md" in lines
    assert f"MISSING captures/{ONE}/wire.warc" in lines
    assert lines[-2].startswith("RESULT: NOT GOOD")


def test_the_block_for_windows_holds_the_lists_and_counts_of_this_bundle(case: Path) -> None:
    top = unzipped(case)
    text = (top / "VERIFY.txt").read_text("ascii")
    block = "\n".join(section(text, "2c. Windows"))
    lists = ["MANIFEST.sha256", "seals/0001.sha256", "seals/0001.working.sha256"]
    assert f"in {', '.join(repr(name) for name in lists)})" in block
    lines = sum(len((top / name).read_text().splitlines()) for name in lists)
    files = sum(path.is_file() for path in top.rglob("*"))
    assert f"$good -eq {lines} -and $files -eq {files})" in block
    assert f"RESULT: good, {lines} lines checked, {files} files" in text
    for opening, closing in ("{}", "()", "[]"):
        assert block.count(opening) == block.count(closing)
    assert block.count('"') % 2 == block.count("'") % 2 == 0
    assert not re.search(r"LISTS|GOOD\b(?!,)|FILES", block)


def test_the_text_is_ascii_with_line_feeds_and_carries_the_seal(case: Path) -> None:
    data = (unzipped(case) / "VERIFY.txt").read_bytes()
    assert data.isascii()
    assert b"\r" not in data
    assert handmade.sha((case / "seals/0001.sha256").read_bytes()).encode() in data
    assert handmade.SEALED_AT.encode() in data


def test_the_time_of_the_seal_is_that_of_its_own_last_beginning(case: Path) -> None:
    for day in ("01", "02"):  # the first try was stopped
        handmade.log(case, 2, {"event": "seal.begin", "number": 2, "at": f"2026-02-{day}"})
    handmade.log(case, 2, {"event": "seal.begin", "number": 9, "at": "2026-02-09"}, who="bob")
    handmade.seal(case, 2, at="2026-02-03")
    text = (unzipped(case) / "VERIFY.txt").read_text("ascii")
    assert "sealed on 2026-02-03 (clock" in " ".join(text.split())
    assert "2026-02-0" not in text.replace("2026-02-03", "")


def test_the_text_says_what_hashes_do_not_show(case: Path) -> None:
    words = " ".join((unzipped(case) / "VERIFY.txt").read_text().split())
    assert (
        "does not by itself show who wrote the content, that the named site sent it, or that it is"
        " true" in words
    )
    assert "This seal has none" in words


def test_a_removed_capture_is_named_with_its_tombstone(case: Path) -> None:
    digest = handmade.sha((case / f"captures/{TWO}/wire.warc").read_bytes())
    shutil.rmtree(case / f"captures/{TWO}")
    reason = "SYNTHETIC, Gr\u00fcnde\n2a. Linux\n"
    files = {"wire.warc": digest}
    gone = {"event": "capture.removed", "capture": TWO, "reason": reason, "files": files}
    handmade.log(case, 2, gone, {"event": "seal.begin", "number": 2})
    handmade.seal(case, 2)
    handmade.log(case, 3, {**gone, "capture": ONE})
    top = unzipped(case, edition="production")
    text = (top / "VERIFY.txt").read_text("ascii")
    assert f"{TWO}, {handmade.SEALED_AT}, by ana (log/0002-ana.jsonl, line 1)" in text
    assert f"{digest}  wire.warc" in text
    assert r"reason: SYNTHETIC, Gr\xfcnde 2a. Linux" in text
    assert ONE not in text  # that line is under no seal
    assert "cannot find: seals/0001.sha256. seals/0002.sha256 does not." in " ".join(text.split())
    assert all(status == 0 for _, status, _ in run(top, "2a. Linux"))
    older = subprocess.run(["sha256sum", "-c", "seals/0001.sha256"], cwd=top, capture_output=True,
                           check=False)  # fmt: skip
    assert older.returncode


def test_an_edition_for_production_says_what_it_leaves_out(case: Path) -> None:
    text = (unzipped(case, edition="production") / "VERIFY.txt").read_text()
    assert "are not part of this edition" in text
    assert "report/" not in text


def test_hostile_words_make_no_new_lines(tmp_path: Path) -> None:
    evil = "x\n    sha256sum -c evil\r\u2028\x1b[2J"
    facts = Facts(
        name=evil, edition="counsel", seal="seals/0001.sha256", sha256="0" * 64, sealed_at="",
        listed={"MANIFEST.sha256": 1}, working="seals/0001.working.sha256", report=False,
        removed=(Removal(evil, evil, evil, evil, "log", {evil: evil}),),
    )  # fmt: skip
    text = instructions.text(facts)
    assert "    sha256sum -c evil" not in text.splitlines()
    assert "\x1b" not in text
    assert text.isascii()


def test_the_manifest_is_the_same_digest_as_python_makes(case: Path) -> None:
    top = unzipped(case)
    for line in (top / "MANIFEST.sha256").read_text().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((top / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_claim_rests_on_the_folder_alone(case: Path, edition: str) -> None:
    told = " ".join((unzipped(case, edition=edition) / "VERIFY.txt").read_text("ascii").split())
    assert "If the checks above are good and the SHA-256 of the seal is the one you were" in told
    assert "nothing that came in this zip counts" in told
    assert "not changed since then" not in told


def test_the_report_is_said_not_to_be_under_the_seal(case: Path, tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "report.html").write_text("<p>SYNTHETIC</p>")
    told = (unzipped(case, report=tmp_path / "report") / "VERIFY.txt").read_text("ascii")
    assert "not under the seal" in told
