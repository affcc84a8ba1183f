"""Lay out the pages that Sphinx reads: written ones as they are, generated ones, sections.

The layout is that of the repository, so that a link that works on GitHub works here. A file that
is linked and is no page is copied beside them and becomes a download; a folder becomes its name.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from scripts.docsite import api, codes, commands, dictionary, gallery
from scripts.docsite.navigation import ROOT, Section, sections, written

_LINK: Final = re.compile(r"(!?\[[^\]]*\]\()(?!https?:|mailto:|#)([^)#\s]+)((?:#[^)]*)?\))")
_HOME: Final = """\
# osint-helpers

Follow one serial-numbered item through parties, containers, ships and ports, from public records
alone; and hand counsel a report in which every cell, line and sentence leads to the evidence it
rests on. This site was built from the repository, asks no server for anything, and opens from a
folder. What it does in two commands stands in the [README](README.md); what it cannot show, in
[a page of its own](docs/what-this-cannot-show.md).

"""


def generated() -> dict[str, tuple[str, str]]:
    """Return path -> (text, what it is for) of every generated page; the gallery is apart."""
    made = {f"reference/{name}.md": (page(), "") for name, page in dictionary.PAGES.items()}
    made["reference/commands.md"] = (commands.page(), "")
    made["reference/codes.md"] = (codes.page(), "")
    return made | api.pages()


def stage(target: Path) -> list[Section]:
    """Write every page below a new folder; return the navigation.

    Raises
    ------
    SystemExit
        When the navigation and the pages differ.
    """
    own = written()
    made = generated()
    there = [*own, *made, gallery.PAGE]
    listed = sections(there, {path: about for path, (_, about) in made.items()})
    pages = set(there)
    for path in own:
        _write(target / path, _linked((ROOT / path).read_text("utf8"), path, pages, target))
    for path, (text, _) in made.items():
        _write(target / path, text)
    gallery.write(target)
    for one in listed:
        _write(target / f"{one.name}.md", _section(one))
    _write(target / "index.md", _home(listed))
    return listed


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf8", newline="\n")


def _linked(text: str, page: str, pages: set[str], target: Path) -> str:
    """Return a written page; files it links to are copied, links to folders become plain."""

    def mended(found: re.Match[str]) -> str:
        where = ((ROOT / page).parent / found[2]).resolve()
        if not where.is_relative_to(ROOT) or not where.exists():
            return found[0]  # Sphinx refuses it
        name = where.relative_to(ROOT).as_posix()
        if where.is_dir():
            return found[1].lstrip("!")[1:-2]
        if name not in pages and not (target / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(where, target / name)
        return found[0]

    return _LINK.sub(mended, text)


def _section(one: Section) -> str:
    """Return the page of a section: what it is for, then each page with what it is for."""
    rows = "\n".join(f"* [](/{path}): {about}" for path, about in one.pages)
    return f"# {one.title}\n\n{one.lead}\n\n{rows}\n\n{_tree(path for path, _ in one.pages)}"


def _home(listed: Iterable[Section]) -> str:
    rows = "\n".join(f"* [{one.title}](/{one.name}.md): {one.lead}" for one in listed)
    return f"{_HOME}## By job\n\n{rows}\n\n{_tree(f'{one.name}.md' for one in listed)}"


def _tree(paths: Iterable[str]) -> str:
    names = "\n".join(f"/{path.rpartition('.')[0]}" for path in paths)
    return f"```{{toctree}}\n:hidden:\n\n{names}\n```\n"
