"""``osint export``: a case for other tools, with an account of what each form cannot hold."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.cli import output
from osint_helpers.cli.command import CASE_ARGUMENT, Command
from osint_helpers.errors import CaseError, ExportError

if TYPE_CHECKING:
    import pandas as pd

FORMATS: Final = ("csv", "ftm", "gexf", "geopackage", "kml")
LOSSES: Final = "losses.csv"


def export(arguments: argparse.Namespace) -> int:
    """Write a case in one form; what the form cannot hold stands in a table beside it."""
    from osint_helpers.case import open_case

    case, target = open_case(arguments.case), Path(arguments.target)
    _outside(case, target)
    if arguments.format != "csv":  # the tables as they are, also to mend them
        _fit(case, arguments.case)
    written, losses = _WRITERS[arguments.format](case, target)
    if losses is None:
        return 0
    beside = target / LOSSES if arguments.format == "ftm" else target.with_name(
        f"{target.name}.{LOSSES}")  # fmt: skip
    _put(beside, _table(losses))
    output.line(f"{arguments.format:<10} {target}: {written}; {len(losses)} things could not be "
                f"carried, each with its reason in {beside.name}")  # fmt: skip
    return 0


def _fit(case: Any, name: str) -> None:  # noqa: ANN401  (typed in the case room)
    """Refuse a case with lint errors, such as a person named without a reason: it would leave."""
    from osint_helpers.case import lint

    errors = [finding for finding in lint(case) if finding.severity == "error"]
    if errors:
        output.findings(errors)
        raise CaseError(f"{len(errors)} lint errors in the case {case.id!r}",
                        advice=f"mend them first; osint check {name} shows everything")  # fmt: skip


def _outside(case: Any, target: Path) -> None:  # noqa: ANN401  (typed in the case room)
    """Refuse a place among the evidence: what lies there is under a seal."""
    from osint_helpers.evidence.layout import EVIDENCE

    place = target.resolve()
    if any(place.is_relative_to((case.folder / part).resolve()) for part in EVIDENCE):
        raise ExportError("would lie among the evidence", file=target,
                          advice="give a place outside it")  # fmt: skip


def _put(path: Path, text: str) -> None:
    """Write a file whole or not at all; one of that name is replaced."""
    from osint_helpers.report.atomic import write_bytes

    if path.is_dir():
        raise ExportError("is a folder", file=path, advice="name a file")
    write_bytes(path, text.encode("utf-8"))


def _table(losses: pd.DataFrame) -> str:
    from osint_helpers.case.export import to_csv

    return to_csv(losses)


def _csv(case: Any, target: Path) -> tuple[str, None]:  # noqa: ANN401
    """Write every table of a case for a spreadsheet, formula cells neutralised."""
    from osint_helpers.case.export import export_tables

    for path in export_tables(case, target):
        output.line(str(path))
    return "", None


def _ftm(case: Any, target: Path) -> tuple[str, pd.DataFrame]:  # noqa: ANN401
    from osint_helpers import export as room

    made = room.ftm(case)
    target.mkdir(parents=True, exist_ok=True)
    files = {"entities.ftm.json": made.entities_json(),
             "statements.ftm.json": made.statements_json(),
             "judgements.json": made.judgements_json()}  # fmt: skip
    for name, text in files.items():
        _put(target / name, text)
    judged = f", {len(made.judgements)} judgements" if made.judgements else ""
    return (f"{len(made.entities)} entities, {len(made.statements)} statements{judged}",
            made.losses)  # fmt: skip


def _gexf(case: Any, target: Path) -> tuple[str, pd.DataFrame]:  # noqa: ANN401
    from osint_helpers import export as room

    made = room.gexf(case)
    _put(target, made.text)
    return f"{made.nodes} nodes, {made.edges} edges", made.losses


def _kml(case: Any, target: Path) -> tuple[str, pd.DataFrame]:  # noqa: ANN401
    from osint_helpers import export as room

    made = room.kml(case)
    _put(target, made.text)
    return _journey(made), made.losses


def _geopackage(case: Any, target: Path) -> tuple[str, pd.DataFrame]:  # noqa: ANN401
    from osint_helpers import export as room

    made = room.geopackage(case, target)
    return _journey(made), made.losses


def _journey(made: Any) -> str:  # noqa: ANN401  (KmlExport or GeoPackageExport)
    return f"{made.stops} stops, {made.lines} lines, {made.undrawn} legs without a line"


_WRITERS: Final = {
    "csv": _csv, "ftm": _ftm, "gexf": _gexf, "geopackage": _geopackage, "kml": _kml,
}  # fmt: skip

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "export",
        "write a case for other tools: tables, FollowTheMoney, GEXF, GeoPackage, KML",
        (
            CASE_ARGUMENT,
            (("target",), {"type": Path, "help": "csv, ftm: a folder; else a file"}),
            (
                ("--format",),
                {"choices": FORMATS, "default": "csv", "help": "see docs/export.md"},
            ),
        ),
        export,
    ),
)
