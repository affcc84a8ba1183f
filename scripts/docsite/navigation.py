"""The navigation of the site: sections by job, read from ``navigation.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
FILE: Final = Path(__file__).with_name("navigation.toml")
WHERE_THERE: Final = "?"  # ends the path of a page that may be absent
# Pages of the repository that belong to the site; everything else in it is generated.
WRITTEN: Final = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/*.md", "data/*/README.md")


@dataclass(frozen=True)
class Section:
    """One job: its pages are (path, what it is for); a pattern ``api/*`` stands for all."""

    name: str
    title: str
    lead: str
    pages: tuple[tuple[str, str], ...]


def written() -> list[str]:
    """Return the pages of the repository, as paths from its root, sorted."""
    found = {path for pattern in WRITTEN for path in ROOT.glob(pattern)}
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def sections(there: Iterable[str], about: dict[str, str] | None = None) -> list[Section]:
    """Return the navigation, complete.

    Parameters
    ----------
    there
        Every page of the site: written and generated.
    about
        What generated pages are for, for the patterns.

    Raises
    ------
    SystemExit
        When a line has no page, a page no line, or a page two lines. All are named.
    """
    listed: list[Section] = []
    pages = set(there)
    seen: list[str] = []
    for one in tomllib.loads(FILE.read_text("utf8"))["section"]:
        rows: list[tuple[str, str]] = []
        for page in one["pages"]:
            if isinstance(page, str):
                stem = page.removesuffix("*")
                rows += [(p, (about or {})[p]) for p in sorted(pages) if p.startswith(stem)]
            elif not page[0].endswith(WHERE_THERE):
                rows.append((page[0], page[1]))
            elif page[0].removesuffix(WHERE_THERE) in pages:
                rows.append((page[0].removesuffix(WHERE_THERE), page[1]))
        seen += [path for path, _ in rows]
        listed.append(Section(one["name"], one["title"], one["lead"], tuple(rows)))
    problems = [f"{p}: in the navigation, but there is no such page" for p in set(seen) - pages]
    problems += [f"{p}: in no section of {FILE.name}" for p in pages - set(seen)]
    problems += [f"{p}: twice in the navigation" for p in set(seen) if seen.count(p) > 1]
    if problems:
        raise SystemExit("\n".join(sorted(problems)))
    return listed
