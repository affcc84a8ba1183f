"""``osint diligence``: a company's own consignments, checked and written out for counsel."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.cli import output
from osint_helpers.cli.command import BUILD_OPTION, Command
from osint_helpers.cli.screening import snapshots_of
from osint_helpers.errors import DiligenceError

if TYPE_CHECKING:
    from osint_helpers.diligence import Consignments, Diligence
    from osint_helpers.report import ReportFiles

FORMATS: Final = ("text", "json")
_SHOWN: Final = 50  # messages on the terminal; all are in the report


def diligence(arguments: argparse.Namespace) -> int:
    """Check a file of consignments and write report and spreadsheet, or write a template.

    Returns
    -------
    int
        0 when every row was read, 1 when some were not: the report says which.
    """
    if arguments.template is not None:
        return _template(arguments.template, arguments.file)
    if arguments.file is None:
        raise DiligenceError("no file is named", advice="osint diligence FILE, or --template FILE")
    from osint_helpers import diligence as room
    from osint_helpers.report import write_diligence

    held = room.read(arguments.file, encoding=arguments.encoding, sheet=arguments.sheet)
    arguments.list = arguments.list or []
    lists = snapshots_of(arguments)
    with _bar(room.STEPS * len(held.rows)) as progress:
        result = room.check(held, lists, as_of=arguments.as_of, progress=progress)
    files = write_diligence(result, arguments.build / _name(arguments.file), pdf=arguments.pdf)
    if arguments.format == "json":
        _json(result, files)
    else:
        _text(result, files)
    return 1 if held.counts["not read"] else 0


def _template(target: Path, file: Path | None) -> int:
    from osint_helpers.diligence import template
    from osint_helpers.report.atomic import write_bytes

    if file is not None:
        raise DiligenceError("a template takes no file of consignments",
                             advice="--template FILE alone")  # fmt: skip
    if target.exists():
        raise DiligenceError("is there already", file=target, advice="name a new file")
    output.line(f"template   {write_bytes(target, template(target))}")
    return 0


def _name(file: Path) -> str:
    kept = "".join(c if c.isalnum() or c in "-_." else "-" for c in file.stem).strip(".-")
    return f"diligence-{kept or 'file'}"


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], object]]:
    """Give a bar on a terminal, and silence in a pipe or a log."""
    from tqdm import tqdm

    quiet = not sys.stderr.isatty()
    with tqdm(total=total, unit="step", file=sys.stderr, disable=quiet, leave=False) as bar:
        yield bar.update


def _text(result: Diligence, files: ReportFiles) -> None:
    _messages(result.consignments)
    for name, number in result.counts.items():
        output.line(f"{name:30s} {number:,}")
    for one in result.snapshots:
        output.line(f"list       {one.cite()}")
        if one.fault:
            output.line(f"           NOT READ WHOLE: {one.fault}")
    if not result.snapshots:
        output.line("list       no list given: nobody was screened")
    output.line(f"report     {files.html}")
    output.line(f"annotated  {files.html.with_name('annotated.xlsx')}")
    if files.pdf is not None:
        output.line(f"pdf        {files.pdf}")
    output.line("Results are questions for counsel; nothing is added up, and nobody is judged.")


def _messages(held: Consignments) -> None:
    shown = [one for one in held.notes if one.severity != "note"]
    for one in shown[:_SHOWN]:
        output.line(f"{one.severity}: {one.line()}")
    if len(shown) > _SHOWN:
        output.line(f"{len(shown) - _SHOWN:,} more such messages stand in the report")


def _json(result: Diligence, files: ReportFiles) -> None:
    from osint_helpers._json import canonical

    made: dict[str, Any] = {
        "file": result.consignments.table.file,
        "sha256": result.consignments.table.sha256,
        "as_of": None if result.as_of is None else result.as_of.isoformat(),
        "lists": [one.cite() for one in result.snapshots],
        "counts": result.counts,
        "messages": [one.line() for one in result.consignments.notes],
        "rows": [_row(result, one.row, one.id) for one in result.consignments.rows],
        "report": str(files.html),
    }
    output.line(canonical(made))


def _row(result: Diligence, row: int, name: str) -> dict[str, Any]:
    asked = [
        {"role": one.role, "text": one.text, "result": one.result, "problem": one.problem,
         "day": one.day.isoformat() if isinstance(one.day, date) else None}
        for one in result.asked[row]
    ]  # fmt: skip
    return {
        "row": row, "consignment": name, "screening": asked,
        "flags": {one.rule: one.result for one in result.flags[row]},
        "lane": {"outcome": result.lanes[row].outcome, "finding": result.lanes[row].finding},
    }  # fmt: skip


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day, YYYY-MM-DD") from None


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "diligence",
        "check a company's own consignments against lists, law, red flags and ways by sea",
        (
            (("file",), {"nargs": "?", "type": Path, "help": "CSV or XLSX, a row a consignment"}),
            (("--template",), {"type": Path, "metavar": "FILE",
                               "help": "write an empty table to fill, .xlsx or .csv, and stop"}),
            (("--list",), {"action": "append", "nargs": "+", "metavar": "FILE",
                           "help": "a sanctions list; behind OFAC's SDN.CSV its other files. May "
                           "be given several times"}),
            (("--list-date",), {"action": "append", "metavar": "FILE=DAY",
                                "help": "the day of a list that does not state it"}),
            (("--ofac-consolidated",), {"action": "append", "metavar": "FILE",
                                        "help": "this OFAC file is the Consolidated (non-SDN) "
                                        "list, where the form does not say"}),
            (("--as-of",), {"type": _day, "metavar": "DAY", "dest": "as_of", "help":
                            "ask all lists for this day; by default for the day of each row"}),
            (("--sheet",), {"default": "", "help": "sheet of a spreadsheet"}),
            (("--encoding",), {"default": "", "help": "of a CSV that is not UTF-8"}),
            BUILD_OPTION,
            (("--pdf",), {"action": "store_true", "help": "write report.pdf as well"}),
            (("--format",), {"choices": FORMATS, "default": "text", "help": "how it is printed"}),
        ),
        diligence,
    ),
)  # fmt: skip
