"""A notebook and the script it is built from: do they agree, and was the notebook edited by hand.

A build gives every cell an id made of its place and its text (`notebook.cell_id`). Jupyter keeps
the id when the text is edited and gives a new cell an id of its own, so an id that does not fit
shows a hand at work. A cell taken out at the end leaves only ids that fit: the build also wrote
how many cells it made. When script and notebook differ and nothing shows a hand, the script is
newer: that is what a build is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from osint_helpers.report.atomic import write_bytes
from osint_helpers.report.notebook import CELLS, cell_id, read_script

# What `osint check` finds of the two, beside the rules of a case.
FINDINGS: Final = {
    "W301": "the notebook was edited by hand",
    "W302": "the script asks for a text the case does not have",
}
_TEXT_AT: Final = 2  # exhibits.prose(case, number, text)
_INTO: Final = "put the change into {}: a build takes the script, and keeps a copy"


@dataclass(frozen=True)
class Pair:
    """How a notebook stands to its script.

    Attributes
    ----------
    same
        Whether both hold the same cells; true also without a notebook.
    edited
        Whether they differ and the notebook holds text that a build would lose.
    where
        The first cell that differs, ``cell 7``.
    what, advice
        What differs; what to do.
    """

    same: bool = True
    edited: bool = False
    where: str = ""
    what: str = ""
    advice: str = ""


def compare(script: Path, notebook: Path) -> Pair:
    """Compare the cells of a script and of its notebook.

    Raises
    ------
    ReportError
        If the script cannot be read.
    """
    if not notebook.is_file():
        return Pair()
    theirs, made = _cells(notebook)
    if theirs is None:
        what = "is no notebook that can be read"
        return Pair(False, True, "", what, "osint notebook keeps a copy and builds it anew")
    ours = [(cell.cell_type, _plain(cell.source)) for cell in read_script(script).cells]
    held = [(cell.get("cell_type", ""), _plain(_source(cell))) for cell in theirs]
    if ours == held:
        return Pair()
    at = next(n for n, (a, b) in enumerate(zip_longest(ours, held)) if a != b)
    by_hand = [n for n, cell in enumerate(theirs) if not _fits(n, cell)]
    first = held[at][1] if at < len(held) else ours[at][1]
    line = next((one.strip() for one in first.splitlines() if one.strip()), "")[:60]
    gone = made - len(theirs) if made is not None else 0
    if not by_hand and gone > 0:
        some = "its last cell is" if gone == 1 else f"its last {gone} cells are"
        what = f"was edited by hand: {some} gone; the build made {made}"
        return Pair(False, True, f"cell {len(theirs) + 1}", what, _INTO.format(script.name))
    if not by_hand:
        return Pair(False, False, f"cell {at + 1}", f"is older than the script at {line!r}",
                    "osint notebook builds it anew")  # fmt: skip
    what = f"was edited by hand: cell {at + 1} ({line!r}) is not that of {script.name}"
    return Pair(False, True, f"cell {at + 1}", what, _INTO.format(script.name))


def texts_asked(script: Path) -> list[tuple[int, str]]:
    """Return (cell, text) of every text a script asks ``exhibits.prose`` for by a written name.

    A cell that is no Python by itself (a magic) asks for none.

    Raises
    ------
    ReportError
        If the script cannot be read.
    """
    import ast

    found: list[tuple[int, str]] = []
    for number, cell in enumerate(read_script(script).cells, start=1):
        try:
            tree = ast.parse(cell.source if cell.cell_type == "code" else "")
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "exhibits.prose"):
                continue
            name = node.args[_TEXT_AT] if len(node.args) > _TEXT_AT else None
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                found.append((number, name.value))
    return found


def keep_edited(script: Path, notebook: Path) -> tuple[Path, str] | None:
    """Copy a notebook that was edited by hand to ``<name>.bak-NNNN`` before a build replaces it.

    Returns
    -------
    tuple of Path and str, or None
        The copy and what was found; None when a build loses nothing.
    """
    pair = compare(script, notebook)
    if not pair.edited:
        return None
    data = notebook.read_bytes()
    number = 1
    while (copy := notebook.with_name(f"{notebook.name}.bak-{number:04d}")).exists():
        if copy.read_bytes() == data:
            return copy, pair.what
        number += 1
    return write_bytes(copy, data), pair.what


def _cells(notebook: Path) -> tuple[list[dict[str, Any]] | None, int | None]:
    """Return the cells of the file as plain JSON, None when it is no notebook.

    With them how many the build made, None where the file does not say.
    """
    import json

    try:
        held = json.loads(notebook.read_text("utf-8"))
        cells, more = held["cells"], held.get("metadata")
    except (ValueError, KeyError, TypeError):
        return None, None
    good = isinstance(cells, list) and all(isinstance(one, dict) for one in cells)
    made = more.get(CELLS) if isinstance(more, dict) else None
    return (cells if good else None), (made if type(made) is int else None)


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _plain(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip("\n").splitlines())


def _fits(index: int, cell: dict[str, Any]) -> bool:
    return bool(cell.get("id") == cell_id(index, _source(cell)))
