"""Documentation cannot rot: links resolve, and nothing machine-bound stands in the files."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.conftest import REPO

PAGES = sorted([*REPO.glob("*.md"), *REPO.glob("docs/*.md"), *REPO.glob("data/**/README.md")])


def tracked() -> list[str]:
    """Files of the repository, as git lists them (tracked and new)."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    return [name for name in done.stdout.splitlines() if (REPO / name).is_file()]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(REPO)))
def test_relative_links_resolve(page):
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text("utf8"))
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_no_machine_path_or_registry_host():
    machine = re.compile(r"(?<![\w./])/(?:home|root|Users|work)/[\w.-]+/")
    host = re.compile(r"py" + r"pi\.org|python" + r"hosted\.org|registry\.npm" + r"js")
    bad = []
    for name in tracked():
        try:
            text = (REPO / name).read_text("utf8")
        except UnicodeDecodeError:
            continue
        bad += [f"{name}: {m[0]}" for p in (machine, host) for m in p.finditer(text)]
    assert bad == []


def test_modules_stay_small():
    long = {
        str(path.relative_to(REPO)): lines
        for path in (REPO / "osint_helpers").rglob("*.py")
        if (lines := len(path.read_text("utf8").splitlines())) > 400
    }
    assert long == {}


def test_make_help_lists_every_target():
    text = (REPO / "Makefile").read_text("utf8")
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony is not None
    described = set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))
    assert described == set(phony[1].split())
