"""Build the documentation site: ``python scripts/make_docs.py [--to build/docs]``.

Needs the extra [docs]. Asks no network; warnings are errors; the same tree gives the same bytes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.docsite import staging  # noqa: E402

CONF = ROOT / "scripts" / "docsite"


def build(target: Path) -> int:
    """Stage all pages, run Sphinx over them into a folder, and return its exit code."""
    with tempfile.TemporaryDirectory(prefix="osint-docs-") as work:
        source = Path(work) / "pages"
        staging.stage(source)
        command = [
            sys.executable, "-m", "sphinx", "-b", "html", "-c", str(CONF), "-d", f"{work}/read",
            "-j", "auto", "-W", "--keep-going", "-q", "-E", str(source), str(target),
        ]  # fmt: skip
        environment = {**os.environ, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}
        code = subprocess.run(command, env=environment, check=False).returncode  # noqa: S603
    (target / ".buildinfo").unlink(missing_ok=True)
    return code


def main() -> int:
    """Build; say where it stands."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--to", type=Path, default=ROOT / "build" / "docs")
    target = given.parse_args().to.resolve()
    target.mkdir(parents=True, exist_ok=True)
    code = build(target)
    if not code:
        print(f"open {target / 'index.html'}")
    return code


if __name__ == "__main__":
    sys.exit(main())
