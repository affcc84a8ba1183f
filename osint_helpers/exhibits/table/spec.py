"""The form of a table specification, and the functions that make one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from osint_helpers.case.tables import STATUS
from osint_helpers.errors import ExhibitError

REF_KINDS: Final = (
    "claim", "source", "exhibit", "place", "leg", "capture", "seal", "log",
    "measure", "rule", "party", "case",
)  # fmt: skip
# A mark is a class of the cell; the words stand in the cell's text, so none is needed to read it.
MARKS: Final = (
    *(f"status-{name}" for name in STATUS),
    "disputed",
    "distortion",
    "not-published",
    "agrees",
    "disagrees",
)
ROLES: Final = ("main", "part")
LAYOUTS: Final = ("entries", "matrix")
LICENCE: Final = ("class", "source", "attribution")
_KEY: Final = re.compile(r"[a-z][a-z0-9_]*")
_NEEDED: Final = {"key", "label"}
_ALLOWED: Final = {"key", "label", "width", "role"}
_WIDTH: Final = re.compile(r"[0-9]{1,2}%|[0-9]{1,2}(\.[0-9])?rem")

Cell = dict[str, Any]
Ref = tuple[str, str]


def cell(text: str, refs: Iterable[Ref] = (), mark: str = "") -> Cell:
    """Return one cell.

    Parameters
    ----------
    text
        What is printed; plain text, a line break is kept.
    refs
        Pairs (kind, id) with a kind of :data:`REF_KINDS`, printed after the text as links.
    mark
        One of :data:`MARKS`, or empty.
    """
    made: Cell = {"text": text}
    listed = [list(ref) for ref in dict.fromkeys(refs)]
    if listed:
        made["refs"] = listed
    if mark:
        made["mark"] = mark
    return made


def table(
    columns: Mapping[str, str],
    rows: Iterable[Sequence[Cell | str]],
    *,
    provenance: str,
    row_ids: Iterable[Ref | None] = (),
    widths: Mapping[str, str] | None = None,
    main: Iterable[str] = (),
    parts: Iterable[str] = (),
    stamp: str = "",
    warning: str = "",
    licence: Mapping[str, str] | None = None,
    matrix: bool = False,
) -> dict[str, Any]:
    """Return a table specification.

    Parameters
    ----------
    columns
        Key -> label, in order.
    rows
        One sequence of cells a row, as many as columns; bare text becomes a cell.
    provenance
        One line: cited fact, derived, package data, captured; with source or function.
    row_ids
        Anchor (kind, id) of each row, or ``None``; empty when no row has one.
    widths
        Key -> CSS width, ``"12rem"`` or ``"20%"``.
    main
        Keys of the columns whose text is the body of an entry. With any, the table is laid out
        as entries (one block a row); without, as a grid.
    parts
        Keys of columns that stand in an entry as paragraphs of their own, under their label.
        Only with ``main``.
    stamp
        A word printed across the top, such as ``SYNTHETIC``.
    warning
        A sentence printed above the rows: what a reader must know before reading them.
    licence
        ``class``, ``source`` and ``attribution`` of data that are not the project's own; the
        export obeys the class.
    matrix
        Whether columns are to be compared across a row: then it prints as a grid on the long
        side of the sheet, however many rows it has. Not together with ``main``.
    """
    given, leading = widths or {}, set(main)
    roles = dict.fromkeys(parts, "part") | dict.fromkeys(leading, "main")
    made = {
        "columns": [
            {
                "key": key,
                "label": label,
                **({"width": given[key]} if key in given else {}),
                **({"role": roles[key]} if key in roles else {}),
            }
            for key, label in columns.items()
        ],
        "rows": [[cell(c) if isinstance(c, str) else c for c in row] for row in rows],
        "provenance": provenance,
        "row_ids": [None if ref is None else list(ref) for ref in row_ids],
    }
    made |= {"layout": "matrix"} if matrix else {}
    made |= {"layout": "entries"} if leading else {}
    made |= {"stamp": stamp} if stamp else {}
    made |= {"warning": warning} if warning else {}
    return made | ({"licence": dict(licence)} if licence else {})


def validate(spec: dict[str, Any]) -> None:
    """Refuse a specification that is not a table.

    Raises
    ------
    ExhibitError
        Naming the path, such as ``spec.rows[3][1].mark``.
    """
    if sorted(set(spec) - {"layout", "stamp", "warning", "licence"}) != [
        "columns",
        "provenance",
        "row_ids",
        "rows",
    ]:
        raise ExhibitError("spec: a table has columns, rows, row_ids and provenance")
    if spec.get("layout", "entries") not in LAYOUTS:
        raise ExhibitError(f"spec.layout: {spec['layout']!r} is not one of {', '.join(LAYOUTS)}")
    if not isinstance(spec["provenance"], str) or not spec["provenance"].strip():
        raise ExhibitError("spec.provenance: a table must say where it comes from")
    _extras(spec)
    width = _columns(spec["columns"])
    _lists(spec["rows"], "spec.rows")
    for n, row in enumerate(spec["rows"]):
        _lists(row, f"spec.rows[{n}]")
        if len(row) != width:
            raise ExhibitError(f"spec.rows[{n}]: {len(row)} cells for {width} columns")
        for m, one in enumerate(row):
            _cell(one, f"spec.rows[{n}][{m}]")
    _lists(spec["row_ids"], "spec.row_ids")
    if spec["row_ids"] and len(spec["row_ids"]) != len(spec["rows"]):
        raise ExhibitError("spec.row_ids: as many as rows, or none")
    _anchors(spec["row_ids"])


def _extras(spec: dict[str, Any]) -> None:
    """Check what only tables of collected data have."""
    for name in ("stamp", "warning"):
        text = spec.get(name, "x")
        if not isinstance(text, str) or not text.strip():
            raise ExhibitError(f"spec.{name}: words are expected")
    licence = spec.get("licence", dict.fromkeys(LICENCE, ""))
    if not isinstance(licence, dict) or sorted(licence) != sorted(LICENCE):
        raise ExhibitError(f"spec.licence: {', '.join(LICENCE)} are expected")
    if not all(isinstance(text, str) for text in licence.values()):
        raise ExhibitError("spec.licence: text is expected")


def _anchors(row_ids: list[Any]) -> None:
    seen: set[tuple[str, str]] = set()
    for n, ref in enumerate(row_ids):
        if ref is None:
            continue
        check_ref(ref, f"spec.row_ids[{n}]")
        if (ref[0], ref[1]) in seen:
            raise ExhibitError(f"spec.row_ids[{n}]: {ref[0]} {ref[1]!r} stands twice")
        seen.add((ref[0], ref[1]))


def _columns(columns: object) -> int:
    _lists(columns, "spec.columns")
    assert isinstance(columns, list)  # noqa: S101  (for the type checker; _lists has checked)
    keys = []
    for n, column in enumerate(columns):
        path = f"spec.columns[{n}]"
        if not isinstance(column, dict) or not _NEEDED <= set(column) <= _ALLOWED:
            raise ExhibitError(f"{path}: a column has key, label and perhaps width and role")
        if column.get("role", "main") not in ROLES:
            raise ExhibitError(f"{path}.role: {column['role']!r} is not 'main' or 'part'")
        if not isinstance(column["key"], str) or not _KEY.fullmatch(column["key"]):
            raise ExhibitError(f"{path}.key: small letters, digits and _ are expected")
        if not isinstance(column["label"], str) or not column["label"].strip():
            raise ExhibitError(f"{path}.label: a column needs a label to be read aloud")
        if "width" in column and not _WIDTH.fullmatch(str(column["width"])):
            raise ExhibitError(f"{path}.width: a width such as 12rem or 20% is expected")
        keys.append(column["key"])
    if not keys or len(set(keys)) != len(keys):
        raise ExhibitError("spec.columns: at least one column, each key once")
    return len(keys)


def _cell(one: object, path: str) -> None:
    if not isinstance(one, dict) or not {"text"} <= set(one) <= {"text", "refs", "mark"}:
        raise ExhibitError(f"{path}: a cell has text and perhaps refs and mark")
    if not isinstance(one["text"], str):
        raise ExhibitError(f"{path}.text: text is expected")
    if "mark" in one and one["mark"] not in MARKS:
        raise ExhibitError(f"{path}.mark: {one['mark']!r} is not one of {', '.join(MARKS)}")
    refs = one.get("refs", [])
    _lists(refs, f"{path}.refs")
    for n, ref in enumerate(refs):
        check_ref(ref, f"{path}.refs[{n}]")


def check_ref(ref: object, path: str) -> None:
    """Refuse what is not a pair of a kind of :data:`REF_KINDS` and an id."""
    if (
        not isinstance(ref, list)
        or len(ref) != 2
        or ref[0] not in REF_KINDS
        or not isinstance(ref[1], str)
        or not ref[1]
    ):
        raise ExhibitError(f"{path}: a pair of {', '.join(REF_KINDS)} and an id is expected")


def _lists(value: object, path: str) -> None:
    if not isinstance(value, list):
        raise ExhibitError(f"{path}: a list is expected")
