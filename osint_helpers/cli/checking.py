"""``osint check``: a case held against its schema and every rule, told as a compiler tells it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.cli import output
from osint_helpers.cli.command import CASE_ARGUMENT, Command

if TYPE_CHECKING:
    from osint_helpers.case import Finding
    from osint_helpers.case.excerpts import Sources

NOTEBOOKS_OPTION: Final = (
    ("--notebooks",),
    {"type": Path, "default": Path("notebooks"), "help": "folder of the notebooks"},
)


def check(arguments: argparse.Namespace) -> int:
    """Print every finding: ``file:row:column: error CODE: what; what to do``, and the cell."""
    from osint_helpers.case.opening import case_folder

    folder = case_folder(arguments.case)
    found, opened = findings_of(folder)
    found += _of_notebook(folder, arguments.notebooks)
    errors = [one for one in found if one.severity == "error"]
    warnings = [] if arguments.errors_only else [one for one in found if one.severity != "error"]
    shown = [*errors, *warnings]
    sources = sources_of(folder, shown)
    if arguments.json:
        output.line(_as_json(folder, shown, sources, len(errors), len(found) - len(errors)))
        return 2 if errors else 0
    tell(shown, sources)
    counts = f"{len(errors)} errors, {len(found) - len(errors)} warnings"
    note = "" if opened else "; the rules were not asked, since the case cannot be opened"
    output.line(f"{folder.name}: {counts}{note}")
    return 2 if errors else 0


def findings_of(folder: Path) -> tuple[list[Finding], bool]:
    """Return what is wrong with a case folder, and whether it could be opened.

    Raises
    ------
    CaseError
        When there is no case to check at all.
    """
    from osint_helpers.case import CaseFaults, lint, open_case

    try:
        case = open_case(folder)
    except CaseFaults as error:
        return [_of_fault(one, folder) for one in error.faults], False
    return lint(case), True


def _of_fault(fault: Any, folder: Path) -> Finding:  # noqa: ANN401  (typed in the case room)
    """Return a fault of reading as a finding, so that both kinds look alike."""
    from osint_helpers.case import Finding

    file = Path(fault.file or folder)
    inside = file.is_absolute() and file.is_relative_to(folder)
    name = file.relative_to(folder).as_posix() if inside else file.name
    code = getattr(fault, "code", "E000")
    column = fault.column or ""
    return Finding(code, "error", name, fault.row, column, fault.what, fault.advice)


def _of_notebook(folder: Path, notebooks: Path) -> list[Finding]:
    """Return what is wrong between the notebook of a case, its script and its texts."""
    from osint_helpers.case import Finding
    from osint_helpers.report.pairing import compare, texts_asked

    found = []
    for script in sorted(notebooks.glob(f"[0-9][0-9]-{folder.name}.py")):
        found += [
            Finding("W302", "warning", f"{notebooks.name}/{script.name}", None, f"cell {number}",
                    f"asks for text/{text}.md, which is not there",
                    "write the file, or take the cell out: a build would stop there")
            for number, text in texts_asked(script)
            if not (folder / "text" / f"{text}.md").is_file()
        ]  # fmt: skip
        book = script.with_suffix(".ipynb")
        pair = compare(script, book)
        if pair.edited:
            found.append(Finding("W301", "warning", f"{notebooks.name}/{book.name}", None,
                                 pair.where, pair.what, pair.advice))  # fmt: skip
    return found


def sources_of(folder: Path, found: Sequence[Finding]) -> Sources:
    """Return the files the findings are about."""
    from osint_helpers.case.excerpts import Sources

    texts = {}
    for name in sorted({one.file for one in found}):
        path = folder / name
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            texts[name] = path.read_bytes().decode("utf-8", "replace")
    return Sources(texts)


def tell(found: Iterable[Finding], sources: Sources) -> None:
    """Print findings with the cells they are about."""
    for one in found:
        excerpt = sources.excerpt(one.file, one.row, one.column, one.message)
        output.finding(one, excerpt.row, excerpt.lines())


def _as_json(
    folder: Path, found: Sequence[Finding], sources: Sources, errors: int, warnings: int
) -> str:
    """Return the findings as one JSON document, in the order in which they are printed."""
    rows = []
    for one in found:
        excerpt = sources.excerpt(one.file, one.row, one.column, one.message)
        rows.append({
            "file": one.file, "row": excerpt.row, "column": one.column, "severity": one.severity,
            "code": one.code, "what": one.message, "advice": one.advice, "excerpt": excerpt.text,
        })  # fmt: skip
    body = {"case": folder.name, "errors": errors, "warnings": warnings, "findings": rows}
    return json.dumps(body, ensure_ascii=False, indent=1)


COMMANDS: tuple[Command, ...] = (
    Command(
        "check",
        "check a case folder like a compiler",
        (
            CASE_ARGUMENT,
            (("--errors-only",), {"action": "store_true", "help": "no warnings"}),
            (("--json",), {"action": "store_true", "help": "one JSON document"}),
            NOTEBOOKS_OPTION,
        ),
        check,
    ),
)
