"""Install PySpark beside the suite, so that the tests run on both engines.

``python scripts/spark.py`` does so where Java 17 or newer is; without Java it says so and does
nothing, and the tests of Spark skip (``OSINT_REQUIRE_SPARK=1`` turns both into a failure).
PySpark is published as source alone (434 MB), so its wheel is built here: setuptools comes from
the same lock with hashes, and pip may not fetch another.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "tests" / "spark" / "requirements.lock"
STAMP = Path(sys.prefix) / ".spark"  # written last: holds what was installed
LEAST_JAVA = 17  # Spark 4.0


def java() -> int:
    """Return the version of Java that Spark would start, 0 where there is none."""
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home) / "bin" / "java") if home else "java"
    try:
        done = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return 0
    # 'openjdk version "17.0.15"'; Java 8 calls itself 1.8
    found = re.search(r'version "(?:1\.)?(\d+)', done.stderr)
    return int(found[1]) if found and done.returncode == 0 else 0


def wanted() -> str:
    """Return what must have been installed for the stamp to hold."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{digest} {sys.implementation.cache_tag}\n"


def install() -> None:
    """Install setuptools, then PySpark with it; every file is checked against the lock."""
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    checked = [*pip, "--require-hashes", "--no-build-isolation"]
    builder = LOCK.with_suffix(".builder")
    pins = LOCK.read_text("utf8")
    try:
        builder.write_text(pins[pins.index("setuptools==") :], "utf8")
        subprocess.run([*checked, "--requirement", str(builder)], check=True)  # noqa: S603
    finally:
        builder.unlink(missing_ok=True)
    subprocess.run([*checked, "--requirement", str(LOCK)], check=True)  # noqa: S603
    STAMP.write_text(wanted())


def main() -> int:
    """Install where Java is and the stamp is not of this lock; return the exit code."""
    required = os.environ.get("OSINT_REQUIRE_SPARK") == "1"
    found = java()
    if found < LEAST_JAVA:
        have = f"Java {found}" if found else "no Java"
        print(f"Spark needs Java {LEAST_JAVA} or newer and there is {have}: its tests skip")
        return int(required)
    if STAMP.is_file() and STAMP.read_text() == wanted():
        print(f"PySpark is there (Java {found})")
        return 0
    print("Installing PySpark (once; 434 MB of source, a minute or more)", flush=True)
    try:
        install()
    except subprocess.CalledProcessError as error:
        print(f"PySpark cannot be installed: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
