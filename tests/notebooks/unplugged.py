"""Run in a process of its own: no socket connects, no name is looked up, no key is set.

``notebook SCRIPT`` runs every cell of a percent script and prints a line of JSON: for each code
cell the exhibits shown ``[id, digest]`` and what was printed. ``cases FOLDER`` opens every case.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn


def refuse(*_: object, **__: object) -> NoReturn:
    """Stand in for whatever would reach another machine, or this one."""
    raise AssertionError("something tried to reach a network")


def unplug() -> None:
    """Block connections and names, before anything of the package is imported."""
    for name in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "create_connection"):
        setattr(socket, name, refuse)


def cell(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; return what its last line shows, as a notebook would."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)  # noqa: S102  (our own notebook)
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)  # noqa: S307


def notebook(script: Path) -> list[dict[str, Any]]:
    """Return what each code cell shows and prints."""
    import jupytext

    names: dict[str, Any] = {"__name__": "__main__"}
    made = []
    for one in jupytext.read(script).cells:
        if one.cell_type == "code":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                shown = cell(one.source, names)
            exhibit = [[shown.id, shown.digest]] if hasattr(shown, "digest") else []
            made.append({"exhibits": exhibit, "printed": printed.getvalue()})
    return made


def cases(folder: Path) -> list[str]:
    """Return the names of the cases that open."""
    from osint_helpers import open_case

    found = sorted(path.parent for path in folder.glob("*/case.toml"))
    return [open_case(one.name).folder.name for one in found]


if __name__ == "__main__":
    unplug()
    what = {"notebook": notebook, "cases": cases}[sys.argv[1]]
    sys.stdout.write(json.dumps(what(Path(sys.argv[2]))))
