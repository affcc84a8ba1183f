"""The commands: each reads its arguments, calls one or two rooms, prints, returns an exit code."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from osint_helpers.cli import (
    collecting,
    custody,
    diligence,
    exporting,
    exports,
    handing,
    output,
    preserving,
    rendering,
    screening,
    several,
    starting,
    tracking,
)
from osint_helpers.cli.command import BUILD_OPTION, CASE_ARGUMENT, Command
from osint_helpers.errors import CaseError, OsintError

NOTEBOOKS_OPTION = (
    ("--notebooks",),
    {"type": Path, "default": Path("notebooks"), "help": "folder of the notebooks"},
)


def _script(folder: Path, case_id: str) -> Path:
    """Return the percent script of a case's notebook: ``NN-<case>.py``."""
    found = sorted(folder.glob(f"[0-9][0-9]-{case_id}.py"))
    if not found:
        raise OsintError(
            f"no notebook script for the case {case_id!r}",
            file=folder,
            advice=f"write {folder}/NN-{case_id}.py as a jupytext percent script",
        )
    return found[0]


def _own_notebook_or_stop(case: Any) -> None:  # noqa: ANN401  (typed in the case room)
    """Refuse a case whose notebook would open another folder of the same name.

    A notebook names its case. Checking one folder and printing another would put words into
    counsel's report that nobody checked.
    """
    from osint_helpers.case import open_case

    named = open_case(case.id).folder
    if case.folder.resolve() != named.resolve():
        raise CaseError(
            f"the notebook of {case.id!r} opens the case by name, from {named}, not this folder",
            file=case.folder,
            advice=f"copy the folder to {named} first; check, legs and export take any folder",
        )


def _lint_or_stop(case: Any, name: str) -> None:  # noqa: ANN401
    """Refuse a case with lint errors; print its warnings as one line."""
    from osint_helpers.case import lint

    findings = lint(case)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        output.findings(errors)
        raise CaseError(
            f"{len(errors)} lint errors in the case {case.id!r}",
            advice=f"mend them first; osint check {name} shows everything",
        )
    output.line(f"case       {case.id}: checked, 0 errors, {len(findings)} warnings")


def check(arguments: argparse.Namespace) -> int:
    """Print every finding like a compiler: file:row: column: code message (advice)."""
    from osint_helpers.case import lint, open_case

    case = open_case(arguments.case)
    findings = lint(case)
    shown = [f for f in findings if f.severity == "error" or not arguments.errors_only]
    output.findings(shown)
    errors = sum(finding.severity == "error" for finding in findings)
    output.line(f"{case.id}: {errors} errors, {len(findings) - errors} warnings")
    return 2 if errors else 0


def _checked(arguments: argparse.Namespace) -> Any:  # noqa: ANN401
    """Return the case, open and without lint errors, whose notebook this folder holds."""
    from osint_helpers.case import open_case

    case = open_case(arguments.case)
    _own_notebook_or_stop(case)
    _lint_or_stop(case, arguments.case)
    return case


def _build(case: Any, arguments: argparse.Namespace) -> None:  # noqa: ANN401
    from osint_helpers.report import build_notebook, warm

    script = _script(arguments.notebooks, case.id)
    output.line(f"notebook   {build_notebook(script, script.with_suffix('.ipynb'), beside=warm)}")


def _write(case: Any, arguments: argparse.Namespace) -> None:  # noqa: ANN401
    from osint_helpers.report import write_report

    source = _script(arguments.notebooks, case.id).with_suffix(".ipynb")
    from osint_helpers.evidence.terms import reasons_of

    reasons = reasons_of(case.folder)
    output.report(write_report(source, arguments.build / case.id, reasons=reasons))


def notebook(arguments: argparse.Namespace) -> int:
    """Regenerate the executed notebook from its percent script and the case tables."""
    _build(_checked(arguments), arguments)
    return 0


def report(arguments: argparse.Namespace) -> int:
    """Write the HTML and PDF report from the executed notebook as it stands."""
    _write(_checked(arguments), arguments)
    return 0


def run(arguments: argparse.Namespace) -> int:
    """Check the case, regenerate its notebook, write its report, say what it holds."""
    names = _named(arguments)
    if arguments.all or len(names) > 1:
        return several.run_several(names, arguments.notebooks, arguments.build, arguments.jobs)
    return _run_one(argparse.Namespace(**{**vars(arguments), "case": names[0]}))


def _named(arguments: argparse.Namespace) -> list[str]:
    """Return the cases ``osint run`` is to regenerate."""
    if arguments.all and arguments.case:
        raise OsintError("cases are named beside --all", advice="name cases, or say --all")
    if arguments.all:
        return several.cases_with_notebooks(arguments.notebooks)
    if not arguments.case:
        raise OsintError("no case is named", advice="name one or several cases, or say --all")
    named: list[str] = arguments.case
    return named


def _run_one(arguments: argparse.Namespace) -> int:
    from osint_helpers import journey

    case = _checked(arguments)
    _build(case, arguments)
    _write(case, arguments)
    output.summary(journey.summary(case))
    return 0


def guard(arguments: argparse.Namespace) -> int:
    """Print what strict nbval lets through; exit 1 if there is any."""
    from osint_helpers.report import guard as defects_of

    defects = [f"{path}: {text}" for path in arguments.notebook for text in defects_of(path)]
    for defect in defects:
        output.line(defect)
    output.line(f"{len(arguments.notebook)} notebooks, {len(defects)} defects")
    return 1 if defects else 0


def legs(arguments: argparse.Namespace) -> int:
    """Print the journey, one leg a block, with the claims behind it; also as known on a day."""
    from osint_helpers import journey
    from osint_helpers.case import open_case
    from osint_helpers.dates import DateInterval

    case = open_case(arguments.case)
    asked = arguments.known_on
    day = None if asked is None else DateInterval.parse(asked).latest
    output.legs(journey.legs(case, known_on=day))
    return 0


def place(arguments: argparse.Namespace) -> int:
    """Look up a port, airport or town by code or name, with where its point comes from."""
    from osint_helpers import reference

    output.place(reference.place(arguments.code))
    return 0


COMMANDS: tuple[Command, ...] = (
    *starting.COMMANDS,
    Command(
        "check",
        "check a case folder like a compiler",
        (CASE_ARGUMENT, (("--errors-only",), {"action": "store_true", "help": "no warnings"})),
        check,
    ),
    Command(
        "run",
        "check a case, regenerate its notebook, write HTML and PDF; several cases side by side",
        (
            (("case",), {"nargs": "*", "help": "names of cases"}),
            (("--all",), {"action": "store_true", "help": "every case that has a notebook"}),
            (
                ("--jobs",),
                {
                    "type": int,
                    "metavar": "N",
                    "help": "cases at a time (as many as there are processors)",
                },
            ),
            NOTEBOOKS_OPTION,
            BUILD_OPTION,
        ),
        run,
    ),
    Command(
        "notebook",
        "regenerate the executed notebook of a case",
        (CASE_ARGUMENT, NOTEBOOKS_OPTION),
        notebook,
    ),
    Command(
        "report",
        "write HTML and PDF from a notebook as it stands",
        (CASE_ARGUMENT, NOTEBOOKS_OPTION, BUILD_OPTION),
        report,
    ),
    Command(
        "guard",
        "say what strict nbval lets through in a notebook",
        ((("notebook",), {"type": Path, "nargs": "+", "help": "an executed .ipynb file"}),),
        guard,
    ),
    *exports.COMMANDS,
    Command(
        "legs",
        "print the journey of a case with the claims behind every cell",
        (
            CASE_ARGUMENT,
            (("--known-on",), {"metavar": "DAY", "help": "as known on this day, YYYY-MM-DD"}),
        ),
        legs,
    ),
    Command(
        "place",
        "look up a port, airport or town by code or name",
        ((("code",), {"help": "UN/LOCODE, ICAO, IATA, or a name"}),),
        place,
    ),
    *preserving.COMMANDS,
    *collecting.COMMANDS,
    *custody.COMMANDS,
    *handing.COMMANDS,
    *rendering.COMMANDS,
    *exporting.COMMANDS,
    *tracking.COMMANDS,
    *screening.COMMANDS,
    *diligence.COMMANDS,
)
