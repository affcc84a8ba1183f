"""What a notebook shows, piece by piece: prose, exhibits and printed text, and nothing else.

Exhibits come from their private type alone. The HTML a notebook carries for Jupyter readers is
never looked at; any output of another kind refuses the report, because a reader could not know
what was left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from osint_helpers.errors import OsintError, ReportError
from osint_helpers.exhibits.exhibit import MIME, from_json

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit

NOT_IN_REPORT: Final = "notebook-only"  # tag of markdown cells that speak to who runs the notebook
_BESIDE_EXHIBIT: Final = frozenset({MIME, "text/plain", "text/html"})


@dataclass(frozen=True)
class Piece:
    """One thing a notebook shows.

    Attributes
    ----------
    cell
        Number of its cell, from 1, counting all cells.
    kind
        ``markdown``, ``exhibit`` or ``printed``.
    text
        Markdown source or printed text; empty for an exhibit.
    exhibit
        The exhibit, its digest verified.
    """

    cell: int
    kind: Literal["markdown", "exhibit", "printed"]
    text: str = ""
    exhibit: Exhibit | None = None


def read_notebook(path: str | Path) -> Any:  # noqa: ANN401  (nbformat is untyped)
    """Return the notebook node of a file.

    Raises
    ------
    ReportError
        If the file is absent or is no notebook of format 4.
    """
    from osint_helpers.report.loading import nbformat as load_nbformat

    nbformat = load_nbformat()

    path = Path(path)
    if not path.is_file():
        raise ReportError("there is no such notebook", file=path, advice="build it first")
    try:
        node = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        nbformat.validate(node)
    except (ValueError, AttributeError, TypeError, KeyError, nbformat.ValidationError) as error:
        # nbformat reads JSON that is no object with .get: an AttributeError is bad input here.
        what = next(iter(str(error).splitlines()), type(error).__name__)
        raise ReportError(f"it is not a notebook: {what}", file=path) from error
    return node


def pieces(node: Any) -> list[Piece]:  # noqa: ANN401
    """Return what a notebook shows, in order, every exhibit verified against its digest.

    Raises
    ------
    ReportError
        For an error, a warning, an output that is neither exhibit nor printed text, an exhibit
        whose digest does not match, or two exhibits under one number.
    """
    found: list[Piece] = []
    for number, cell in enumerate(node.cells, start=1):
        if cell.cell_type == "markdown":
            if NOT_IN_REPORT not in cell.metadata.get("tags", []):
                found.append(Piece(number, "markdown", cell.source))
        elif cell.cell_type == "code":
            found += [_output(number, output) for output in cell.outputs]
    _unique(found)
    return found


def exhibits(node: Any) -> list[Exhibit]:  # noqa: ANN401
    """Return the exhibits of a notebook in order; raises as :func:`pieces` does."""
    return [piece.exhibit for piece in pieces(node) if piece.exhibit is not None]


def _output(number: int, output: Any) -> Piece:  # noqa: ANN401
    kind = output.output_type
    if kind == "error":
        raise ReportError(f"cell {number} ended in an error", advice="build the notebook again")
    if kind == "stream":
        if output.name == "stdout":
            return Piece(number, "printed", output.text)
        raise ReportError(f"cell {number} wrote to {output.name}", advice="mend what warns")
    if kind not in ("display_data", "execute_result"):
        raise ReportError(f"cell {number} has an output of unknown kind {kind!r}")
    return _shown(number, output.get("data", {}))


def _shown(number: int, data: Any) -> Piece:  # noqa: ANN401
    if MIME in data:
        other = sorted(set(data) - _BESIDE_EXHIBIT)
        if other:
            raise ReportError(f"cell {number} shows {other[0]} beside an exhibit")
        try:
            return Piece(number, "exhibit", exhibit=from_json(data[MIME]))
        except OsintError as error:
            raise ReportError(f"cell {number}: {error.what}", advice=error.advice) from error
    if sorted(data) == ["text/plain"]:
        return Piece(number, "printed", data["text/plain"])
    kinds = ", ".join(sorted(set(data) - {"text/plain"})) or "nothing"
    raise ReportError(
        f"cell {number} shows {kinds}, which is not an exhibit",
        advice="show it with a function of osint_helpers.exhibits, or do not show it",
    )


def _unique(found: list[Piece]) -> None:
    seen: dict[str, int] = {}
    for piece in found:
        if piece.exhibit is None:
            continue
        name = piece.exhibit.id.casefold()  # an anchor of a page; some readers ignore case
        if name in seen:
            raise ReportError(
                f"cells {seen[name]} and {piece.cell} both show an exhibit {piece.exhibit.id}",
                advice="give every exhibit its own number",
            )
        seen[name] = piece.cell
