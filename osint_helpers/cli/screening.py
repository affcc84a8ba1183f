"""``osint screen``: ask dated sanctions lists about a name or a number, as of a day."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osint_helpers.cli import output
from osint_helpers.cli.command import WHO_OPTION, Command
from osint_helpers.errors import OsintError

if TYPE_CHECKING:
    from osint_helpers.screening import Snapshot
    from osint_helpers.screening.values import Subject

KINDS: Final = ("vessel", "person", "organisation", "vehicle", "aircraft", "unknown")
FORMATS: Final = ("text", "json", "csv")
_NUMBERS: Final = ("imo", "mmsi", "vin")


def screen(arguments: argparse.Namespace) -> int:
    """Print the record of one question; 0 with and without candidates.

    Returns
    -------
    int
        0: whether something was found stands in the record.
    """
    from osint_helpers import screening

    if arguments.case:
        from osint_helpers.cli import screening_case

        return screening_case.screen(arguments, snapshots_of(arguments))
    if arguments.as_of is None:
        raise OsintError("no day is given", advice="say --as-of YYYY-MM-DD, or --case CASE")
    subject = _subject(arguments)
    snapshots = snapshots_of(arguments)
    views = [screening.as_of(snapshots, name, arguments.as_of)
             for name in sorted({one.list for one in snapshots})]  # fmt: skip
    record = screening.screen(subject, views, asked=_typed(arguments))
    if arguments.format == "json":
        output.line(record.json())
    elif arguments.format == "csv":
        output.line(record.csv().removesuffix("\n"))
    else:
        output.line(record.text())
    return 0


def _typed(arguments: argparse.Namespace) -> str:
    """Return the question as it was typed."""
    parts = [arguments.name] if arguments.name else []
    parts += [f"{kind} {value}" for kind in _NUMBERS for value in getattr(arguments, kind) or ()]
    parts += [f"country {one}" for one in arguments.country or ()]
    return "; ".join(parts)


def _subject(arguments: argparse.Namespace) -> Subject:
    from osint_helpers.screening.values import Identifier, Name, Subject

    numbers = tuple(Identifier(kind, value) for kind in _NUMBERS
                    for value in getattr(arguments, kind) or ())  # fmt: skip
    if not arguments.name.strip() and not numbers:
        raise OsintError("nothing is asked", advice="give a name, or --imo, --mmsi or --vin")
    names = (Name(arguments.name),) if arguments.name.strip() else ()
    return Subject(arguments.kind, names, numbers, countries=tuple(arguments.country or ()))


def snapshots_of(arguments: argparse.Namespace) -> list[Snapshot]:
    """Read the lists that ``--list``, ``--list-date`` and ``--ofac-consolidated`` name."""
    from osint_helpers.screening import read_list

    dates = _dates(arguments.list_date or [], [files[0] for files in arguments.list])
    other = {Path(one) for one in arguments.ofac_consolidated or ()}
    strange = other - {Path(files[0]) for files in arguments.list}
    if strange:
        raise OsintError(f"--ofac-consolidated names {min(map(str, strange))!r}, which no --list "
                         "names", advice="name the file as --list does")  # fmt: skip
    return [
        read_list(files[0], list_date=dates.get(files[0], ""), beside=files[1:],
                  which="CONS" if Path(files[0]) in other else "SDN")
        for files in arguments.list
    ]  # fmt: skip


def _dates(pairs: list[str], files: list[str]) -> dict[str, str]:
    """Return file as `--list` names it -> the day given; a name without its folder will do."""
    found: dict[str, str] = {}
    for pair in pairs:
        file, sign, day = pair.rpartition("=")
        fits = [one for one in dict.fromkeys(files) if file in (one, Path(one).name)]
        if not sign or len(fits) != 1:
            what = "no --list names" if sign and not fits else "more than one --list names"
            raise OsintError(
                f"--list-date {pair!r}: {what} that file" if sign else
                f"--list-date {pair!r} is not FILE=DAY",
                advice="FILE=YYYY-MM-DD, the file named as in --list",
            )  # fmt: skip
        if found.setdefault(fits[0], day) != day:
            raise OsintError(f"--list-date gives two dates for {file!r}", advice="say one date")
    return found


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise argparse.ArgumentTypeError(f"{text!r} is no day, YYYY-MM-DD")
    return found


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "screen",
        "ask sanctions lists, as of a day, about a name or a number",
        (
            (("name",), {"nargs": "?", "default": "", "help": "as it is written, in any script"}),
            (("--as-of",), {"type": _day, "metavar": "DAY", "dest": "as_of",
                            "help": "the day the lists are asked for, YYYY-MM-DD"}),
            (("--case",), {"help": "ask about every named party of a case, for the days of its "
                           "legs, and keep the records in the case"}),
            WHO_OPTION,
            (("--list",), {"required": True, "action": "append", "nargs": "+", "metavar": "FILE",
                           "help": "a list; behind OFAC's SDN.CSV its other files. May be given "
                           "several times"}),
            (("--list-date",), {"action": "append", "metavar": "FILE=DAY",
                                "help": "the day of a list that does not state it"}),
            (("--ofac-consolidated",), {"action": "append", "metavar": "FILE",
                                        "help": "this OFAC file is the Consolidated (non-SDN) "
                                        "list, where the form does not say"}),
            (("--kind",), {"choices": KINDS, "default": "unknown", "help": "what is asked about"}),
            (("--imo",), {"action": "append", "help": "IMO number of the ship"}),
            (("--mmsi",), {"action": "append", "help": "MMSI of the ship"}),
            (("--vin",), {"action": "append", "help": "VIN of the vehicle"}),
            (("--country",), {"action": "append", "help": "flag, nationality or seat"}),
            (("--format",), {"choices": FORMATS, "default": "text", "help": "how it is printed"}),
        ),
        screen,
    ),
)  # fmt: skip
