"""The gallery: every notebook with its picture, its question, what is documented and what is not.

All of it is read: the words from ``case.toml`` as the notebook holds them, the statuses from the
legs, the picture from an exhibit of the executed notebook. A notebook that is added is picked up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from osint_helpers import journey, open_case
from osint_helpers.case.tables import STATUS
from osint_helpers.exhibits import MIME, Exhibit, from_json
from scripts.docsite import pictures
from scripts.docsite.markdown import code, escaped, table
from scripts.docsite.navigation import ROOT

PAGE: Final = "gallery.md"
SYNTHETIC: Final = "SYNTHETIC"
# What shows a notebook at a glance, best first; of a kind the first exhibit in the notebook.
KINDS: Final = (
    "panels", "daygrid", "map", "trackmap", "reach", "goodslanes", "timeline", "footprints",
    "tracklanes", "drift", "lineage", "network", "lawlanes", "table",
)  # fmt: skip
# A table that says most of a notebook without drawings, by its title.
_TABLES: Final = ("captured", "registers", "sources")
_HEAD: Final = """\
# Gallery

Every notebook of the repository. What stands here is read from the notebooks and their cases at
each build: the question from `case.toml`, the status of each movement from its legs, the picture
from an exhibit. A picture stamped SYNTHETIC shows what was made up.

A status is no more than this: {statuses}.
"""


@dataclass(frozen=True)
class Notebook:
    """One executed notebook."""

    path: Path

    @cached_property
    def _json(self) -> dict[str, Any]:
        held: dict[str, Any] = json.loads(self.path.read_text("utf8"))
        return held

    @property
    def name(self) -> str:
        """Number and name, as its file."""
        return self.path.stem

    @property
    def case(self) -> str:
        """Name of its case, "" for none."""
        return str(self._json["metadata"].get("osint", {}).get("case", ""))

    @property
    def head(self) -> dict[str, Any]:
        """What the cover of its report says: title, question, label, caution."""
        held: dict[str, Any] = self._json["metadata"].get("osint_report", {})
        return held

    @property
    def title(self) -> str:
        """Title of the case, or the first heading of the notebook."""
        return str(self.head.get("title") or next(iter(self._headings()), self.name))

    @property
    def synthetic(self) -> bool:
        """Whether the whole case says of itself, in its first word, that it was made up."""
        words = (str(self.head.get("title", "")), str(self.head.get("label", "")))
        return any(one.startswith(SYNTHETIC) for one in words)

    def _headings(self) -> Iterator[str]:
        for cell in self._json["cells"]:
            for line in "".join(cell["source"]).splitlines():
                if cell["cell_type"] == "markdown" and line.startswith("#"):
                    yield line.lstrip("# ")

    @cached_property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """Return the exhibits among its outputs, in their order."""
        outputs = (one for cell in self._json["cells"] for one in cell.get("outputs", ()))
        return tuple(from_json(one["data"][MIME]) for one in outputs if MIME in one.get("data", {}))

    @property
    def shown(self) -> Exhibit | None:
        """The exhibit that stands for it; ``None`` for a notebook without any."""
        ordered = sorted(self.exhibits, key=_rank) if self.exhibits else []
        return ordered[0] if ordered and ordered[0].kind in KINDS else None

    def picture(self) -> str | None:
        """Return the picture as SVG, stamped where it is of something made up."""
        if self.shown is None:
            return None
        drawn = self.shown.to_svg() or pictures.of_table(self.shown)
        return pictures.stamped(drawn, SYNTHETIC) if self.synthetic else drawn


def _rank(one: Exhibit) -> tuple[int, int]:
    kind = KINDS.index(one.kind) if one.kind in KINDS else len(KINDS)
    title = one.title.casefold()
    return kind, min((n for n, word in enumerate(_TABLES) if word in title), default=len(_TABLES))


def notebooks() -> list[Notebook]:
    """Return every executed notebook, sorted by its number."""
    return [Notebook(path) for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))]


def statuses(case: str) -> dict[str, list[str]]:
    """Return status -> labels of the legs of a case, strongest status first."""
    found: dict[str, list[str]] = {}
    legs = journey.legs(open_case(case))
    for status in STATUS:
        labels = [leg.label for leg in legs if leg.status == status]
        if labels:
            found[status] = labels
    return found


def _standing(one: Notebook) -> Iterator[str]:
    """Yield what is documented and what is not, read from the tables of the case."""
    if not one.case:
        return
    found = statuses(one.case)
    if not found:
        yield "No journey is claimed in it: its tables hold no leg.\n"
    for status, labels in found.items():
        words = status.replace("_", " ")
        yield f"* **{words}**: " + "; ".join(escaped(label) for label in labels)
    unknown = open_case(one.case).unknowns
    if len(unknown):
        yield "* **not published**: " + "; ".join(escaped(what) for what in unknown["what"])
    if found:
        yield ""


def _entry(one: Notebook) -> str:
    lines = [f"## {one.name}: {escaped(one.title)}\n"]
    if one.shown is not None:
        alt = f"{one.title}: {one.shown.title}".replace("[", "(").replace("]", ")")
        lines.append(f"![{escaped(alt)}](pictures/{one.name}.svg)\n")
    if one.head.get("question"):
        lines.append(f"**Question.** {escaped(one.head['question'])}\n")
    lines += _standing(one)
    if one.head.get("caution"):
        lines.append(f"*{escaped(one.head['caution'])}*\n")
    links = [f"[notebook](notebooks/{one.name}.ipynb)"]
    if one.case:
        links.append(f"its report: `osint run {one.case}`")
        links.append(f"its tables: `data/cases/{one.case}/`")
    lines.append("; ".join(links) + "\n")
    return "\n".join(lines)


def _contents(those: list[Notebook]) -> str:
    rows = [
        (code(one.name), escaped(one.title), escaped(one.head.get("question", ""))) for one in those
    ]
    return table(("notebook", "title", "question"), rows)


def page(those: list[Notebook]) -> str:
    """Return the text of the page."""
    words = "; ".join(f"*{name.replace('_', ' ')}*, {text}" for name, text in STATUS.items())
    parts = [_HEAD.format(statuses=words), _contents(those), ""]
    return "\n".join([*parts, *(_entry(one) for one in those)])


def write(target: Path) -> None:
    """Write the page, its pictures and the notebook files below a folder of pages."""
    those = notebooks()
    for folder in ("pictures", "notebooks"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    for one in those:
        drawn = one.picture()
        if drawn is not None:
            (target / "pictures" / f"{one.name}.svg").write_text(drawn, "utf8", newline="\n")
        (target / "notebooks" / one.path.name).write_bytes(one.path.read_bytes())
    (target / PAGE).write_text(page(those), "utf8", newline="\n")
