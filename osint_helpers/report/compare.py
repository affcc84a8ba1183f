"""Which exhibits changed: the names a reviewer needs when a rebuilt notebook differs."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osint_helpers.report.cover import TEXTS
from osint_helpers.report.notebook import build_notebook
from osint_helpers.report.reading import exhibits, read_notebook

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit


def changes(notebook: str | Path, fresh: str | Path) -> list[str]:
    """Return one line for every exhibit and line of the cover in which two builds differ.

    Parameters
    ----------
    notebook, fresh
        The notebook on record and a new build of it.

    Returns
    -------
    list of str
        Naming exhibit, title and what differs; empty when all digests and covers are equal.
        Versions of software are no difference: the notebook on record names those it was made
        with.

    Raises
    ------
    ReportError
        If either file is not a notebook a report can be made from.
    """
    record, build = read_notebook(notebook), read_notebook(fresh)
    before = {one.id: one for one in exhibits(record)}
    after = {one.id: one for one in exhibits(build)}
    lines = _cover(record, build)
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old is None and new is not None:
            lines.append(f"exhibit {name} ({new.title}): new, not in the notebook on record")
        elif new is None and old is not None:
            lines.append(f"exhibit {name} ({old.title}): gone from the new build")
        elif old is not None and new is not None and old.digest != new.digest:
            lines.append(
                f"exhibit {name} ({old.title}): {_what(old, new)}; "
                f"sha256 {old.digest[:16]} is now {new.digest[:16]}"
            )
    return lines


def _cover(record: Any, build: Any) -> list[str]:  # noqa: ANN401  (nbformat is untyped)
    """Return what differs on the cover, such as a seal made since."""
    old, new = (dict(node.metadata.get("osint_report", {})) for node in (record, build))
    sides = [
        {name: str(side.get(name, "")) for name in TEXTS}
        | {str(label): str(value) for label, value in side.get("cover", [])}
        for side in (old, new)
    ]
    names = [name for name in {**sides[0], **sides[1]} if sides[0].get(name) != sides[1].get(name)]
    return [f"the cover: another {name}" for name in names]


def check(notebook: str | Path) -> list[str]:
    """Build a notebook again from its script and return :func:`changes` against it.

    Parameters
    ----------
    notebook
        The ``.ipynb`` on record; its script is the ``.py`` of the same name beside it. The new
        build goes to a temporary folder; nothing on record is touched.
    """
    path = Path(notebook)
    with tempfile.TemporaryDirectory(prefix="osint-check-") as folder:
        fresh = build_notebook(path.with_suffix(".py"), Path(folder) / path.name)
        return changes(path, fresh)


def _what(old: Exhibit, new: Exhibit) -> str:
    parts = [
        name for name in ("kind", "title", "caption") if getattr(old, name) != getattr(new, name)
    ]
    if old.spec == new.spec:
        return f"another {' and '.join(parts)}"
    rows = _row(old, new)
    return " and ".join([*(f"another {name}" for name in parts), rows])


def _row(old: Exhibit, new: Exhibit) -> str:
    """Say where two specifications first differ: the row of a table, else the key."""
    if old.kind == new.kind == "table":
        ours, theirs = old.spec["rows"], new.spec["rows"]
        for n, (one, other) in enumerate(zip(ours, theirs, strict=False), start=1):
            if one != other:
                first = one[0]["text"] if one else ""
                return f"row {n} ({first[:40]}) differs"
        if len(ours) != len(theirs):
            return f"{len(ours)} rows are now {len(theirs)}"
    keys = sorted(k for k in {*old.spec, *new.spec} if old.spec.get(k) != new.spec.get(k))
    return f"{', '.join(keys)} differ" if len(keys) > 1 else f"{keys[0]} differs"
