"""WARC files other tools wrote years ago are indexed as pywb indexes them."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from osint_helpers.evidence.exports import cdxj
from tests.conformance.environment import run
from tests.conftest import shared_folder

pytestmark = pytest.mark.conformance


@pytest.mark.parametrize("name", ["pywb_iana", "pywb_example-wget-1-14"])
def test_responses_of_a_public_warc_have_the_lines_of_pywb(name: str, tmp_path: Path) -> None:
    shared = shared_folder()
    packed = None if shared is None else shared / "data" / "web_archive" / f"{name}.warc.gz"
    if packed is None or not packed.is_file():
        pytest.skip(f"{name}.warc.gz is not on this machine")
    plain = tmp_path / f"{name}.warc"
    with gzip.open(packed) as source, plain.open("wb") as target:
        shutil.copyfileobj(source, target)
    done = run("cdx-indexer", "--cdxj", "--sort", plain)
    assert done.returncode == 0, done.stderr
    # pywb indexes revisits and metadata too; captures of this suite hold none.
    theirs = [
        line
        for line in done.stdout.splitlines()
        if (fields := json.loads(line.split(" ", 2)[2])).get("status")
        and fields["mime"] != "warc/revisit"
    ]
    assert theirs
    assert cdxj.index(cdxj.entries(plain, plain.name)).splitlines() == theirs
