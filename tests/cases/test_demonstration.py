"""The demonstration case: whole, stamped, and checked from its bundle with plain tools alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from osint_helpers.case import lint, open_case
from osint_helpers.case.captured import sources
from osint_helpers.evidence import bundling
from osint_helpers.evidence.record import captures
from osint_helpers.evidence.verifying import verify
from tests import browser
from tests.conftest import REPO
from tests.evidence.test_instructions import run

CASE = REPO / "data" / "cases" / "demonstration"
needs_unzip = pytest.mark.skipif(not shutil.which("unzip"), reason="no unzip on this machine")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed case as a clone would hold it; a bundle is never made inside the checkout."""
    target = tmp_path_factory.mktemp("case") / "demonstration"
    shutil.copytree(CASE, target, ignore=shutil.ignore_patterns(".lock"))
    return target


def unzipped(case: Path, folder: Path, edition: str) -> Path:
    archive = bundling.bundle(case, folder / f"{edition}.zip", edition=edition).path
    subprocess.run(["unzip", "-q", archive, "-d", folder], check=True)
    (top,) = (path for path in folder.iterdir() if path.is_dir())
    return top


def test_it_is_whole_and_everything_is_under_its_newest_seal(copy):
    verdict = verify(copy)
    assert [one.line() for one in verdict.broken] == []
    assert not verdict.pending
    assert {one.code for one in verdict.notices} == {"incomplete", "removed"}


def test_it_lints_without_errors_and_quotes_what_was_captured(copy):
    found = lint(open_case(copy))
    assert [one.code for one in found] == ["W223"]


def test_it_shows_every_state_a_source_can_have(copy):
    states = dict(sources(open_case(copy))[["source", "state"]].to_numpy())
    assert states["s_carrier"] == "captured"
    assert states["s_notice"] == "captured"
    assert states["s_members"] == "not obtained"
    assert states["s_gone"] == "not obtained"
    assert states["s_cited"] == "not captured"


def test_every_page_in_it_is_stamped(copy):
    pages = [one for one in captures(copy) if one.kind == "fetched"]
    assert len(pages) == 5
    for page in pages:
        assert page.body is not None
        assert b"SYNTHETIC" in page.body.read_bytes()
    assert "SYNTHETIC" in open_case(copy).meta.title


@needs_unzip
@pytest.mark.parametrize("edition", bundling.EDITIONS)
def test_its_bundle_is_checked_with_the_commands_of_its_instructions_alone(copy, tmp_path, edition):
    top = unzipped(copy, tmp_path, edition)
    done = run(top, "2a. Linux")
    assert len(done) >= 4
    assert [(command, status) for command, status, _ in done if status] == []
    assert any(command.startswith("sha256sum -c seals/0002.sha256") for command, *_ in done)


@needs_unzip
def test_a_changed_byte_in_its_bundle_is_seen_by_those_commands(copy, tmp_path):
    top = unzipped(copy, tmp_path, "counsel")
    body = captures(top)[0].body
    assert body is not None
    body.chmod(0o644)
    body.write_bytes(body.read_bytes().replace(b"March", b"April"))
    failed = [command for command, status, _ in run(top, "2a. Linux") if status]
    assert failed == ["sha256sum -c MANIFEST.sha256", "sha256sum -c seals/0002.sha256"]


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="no ssh-keygen on this machine")
@needs_unzip
def test_its_signature_is_checked_with_the_command_of_its_instructions(copy, tmp_path):
    top = unzipped(copy, tmp_path, "production")
    ((_, status, out),) = run(top, "4. SIGNATURE")
    assert status == 0
    assert out.startswith('Good "osint-seal" signature')


@pytest.mark.browser
@pytest.mark.pdf
def test_the_script_makes_such_a_case_anew(copy, tmp_path):
    browser.need()
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    fresh = tmp_path / "demonstration"
    evidence = shutil.ignore_patterns("captures", "log", "seals")
    shutil.copytree(copy, fresh, ignore=evidence)
    command = [sys.executable, str(REPO / "scripts" / "make_demonstration.py"), str(fresh)]
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    subprocess.run(command, check=True, cwd=tmp_path, env=environment)
    assert verify(fresh).broken == ()
    made, kept = (sorted(one.outcome for one in captures(case)) for case in (fresh, copy))
    assert made == kept
    again = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert again.returncode == 2
    assert "never made again" in again.stderr
