"""py-wacz accepts our WACZ and refuses a changed one; what it lets through is written down."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from osint_helpers.evidence.exports import wacz
from tests.conformance.conftest import Taken
from tests.conformance.environment import run

pytestmark = pytest.mark.conformance

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def export(taken: Taken, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wacz.write(taken.case, tmp_path_factory.mktemp("wacz") / "synthetic.wacz")


def verdict(path: Path) -> bool:
    """Say whether py-wacz calls a file valid; by its words, for its exit code is not to be had."""
    done = run("wacz", "validate", "-f", path)
    accepted = "Validation succeeded, the passed WACZ is valid" in done.stdout
    refused = "Validation failed" in done.stdout or done.returncode != 0
    assert accepted != refused, done.stdout + done.stderr
    return accepted


def rebuilt(export: Path, folder: Path, change: Callable[[Files], None]) -> Path:
    """Return a copy of a WACZ with other files in it; the ZIP itself is in order."""
    with zipfile.ZipFile(export) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    before = dict(files)
    change(files)
    assert files != before
    path = folder / "changed.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def page(files: Files) -> str:
    return next(name for name, data in files.items() if b"2 units" in data and ".warc" in name)


def flip(files: Files) -> None:
    name = page(files)
    files[name] = files[name].replace(b"2 units", b"9 units", 1)


def restate(files: Files) -> None:
    """Write hashes anew after a change, as anybody can."""
    package = json.loads(files["datapackage.json"])
    for one in package["resources"]:
        one["hash"] = f"sha256:{hashlib.sha256(files[one['path']]).hexdigest()}"
    files["datapackage.json"] = json.dumps(package).encode()
    digest = hashlib.sha256(files["datapackage.json"]).hexdigest()
    stated = {"path": "datapackage.json", "hash": f"sha256:{digest}"}
    files["datapackage-digest.json"] = json.dumps(stated).encode()


def drop_pages(files: Files) -> None:
    del files["pages/pages.jsonl"]
    package = json.loads(files["datapackage.json"])
    package["resources"] = [one for one in package["resources"] if one["path"] in files]
    files["datapackage.json"] = json.dumps(package).encode()
    restate(files)


def drop_digest(files: Files) -> None:
    del files["datapackage-digest.json"]


def repack(files: Files) -> None:
    flip(files)
    restate(files)


def test_the_export_is_valid(export: Path) -> None:
    assert verdict(export)


def test_a_changed_byte_in_the_archive_is_refused(export: Path, tmp_path: Path) -> None:
    assert not verdict(rebuilt(export, tmp_path, flip))


def test_a_changed_package_is_refused(export: Path, tmp_path: Path) -> None:
    def retitle(files: Files) -> None:
        package = json.loads(files["datapackage.json"]) | {"title": "other"}
        files["datapackage.json"] = json.dumps(package).encode()

    assert not verdict(rebuilt(export, tmp_path, retitle))


def test_a_file_that_is_not_listed_is_refused(export: Path, tmp_path: Path) -> None:
    def plant(files: Files) -> None:
        files["archive/planted.warc"] = b"SYNTHETIC"

    assert not verdict(rebuilt(export, tmp_path, plant))


@pytest.mark.parametrize("change", [drop_pages, drop_digest, repack])
def test_the_validator_lets_through_what_the_documentation_warns_of(
    export: Path, tmp_path: Path, change: Callable[[Files], None]
) -> None:
    """docs/archive-formats.md says so; where this fails, a newer py-wacz does better: mend it."""
    assert verdict(rebuilt(export, tmp_path, change))
