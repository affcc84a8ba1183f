"""``osint pull`` and ``osint sources``: record the public records a case asks for; list sources."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.cli import output
from osint_helpers.cli.command import CASE_ARGUMENT, WHO_OPTION, Command, analyst, evidence_folder
from osint_helpers.errors import OsintError
from osint_helpers.evidence.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osint_helpers.collect.client import Client
    from osint_helpers.collect.pulling import Pull, Pulled


def pull(arguments: argparse.Namespace) -> int:
    """Record every pull of a case; print what became of each.

    Returns
    -------
    int
        0 when every pull asked for is complete (a dry run: always), 1 when some are not, 130 when
        the run was stopped.
    """
    from osint_helpers.case import open_case
    from osint_helpers.case import pulls as recorded

    case = open_case(arguments.case)
    pulls = _chosen(recorded.pulls(case), arguments.only)
    if not pulls:
        output.line("pulls.csv of this case asks for nothing")
        return 0
    if arguments.dry_run:
        held = {state.row["pull"]: state for state in recorded.states(case)}
        with _nobody_asked(case.folder) as client:
            for one in pulls:
                output.line(_planned(one, held[one.pull].recorded, client))
        return 0
    who = analyst(arguments)
    from osint_helpers.evidence.storing import Store

    for line in Store(case.folder, who).settle():
        output.line(f"settled    {line}")
    return _record(case, pulls, who, arguments)


def _record(case: Any, pulls: list[Pull], who: str, arguments: argparse.Namespace) -> int:  # noqa: ANN401
    """Ask one pull after the other; each is logged and written before the next is asked."""
    from tqdm import tqdm

    from osint_helpers.case import pulls as recorded
    from osint_helpers.collect import pulling
    from osint_helpers.evidence.storing import Store

    store = Store(case.folder, who)
    done: list[Pulled] = []

    rows = {name: case.line_of("pulls", at) for at, name in enumerate(case.pulls["pull"])}

    def say(these: list[Pulled]) -> None:
        for one in these:
            output.line(_said(one, rows[one.pull.pull]))

    held = {state.row["pull"]: state.facts for state in recorded.states(case)}

    def after(one: Pulled) -> None:
        if one.state != "cannot be asked":
            facts = pulling.facts(one)
            store.note(recorded.EVENT, **facts)
            if recorded.read_otherwise(held[one.pull.pull], facts):
                output.line(f"{one.pull.pull:28s} the same captures give another table than before")
        recorded.write(case.folder, one)

    quiet = not sys.stderr.isatty()
    with tqdm(total=len(pulls), unit="pull", file=sys.stderr, disable=quiet) as bar:

        def answered(title: str) -> None:
            bar.set_postfix_str(title)

        client = _client(case.folder, who, again=arguments.again, answered=answered)
        try:
            for one in pulling.run(client, _told(pulls, bar), after=after):
                done.append(one)
                if quiet:  # no bar tells that it goes on
                    say([one])
                bar.update()
        except KeyboardInterrupt:
            bar.close()
            say([] if quiet else done)
            output.line("stopped; run the same command again to go on")
            return 130
    say([] if quiet else done)
    return 0 if all(one.state == "complete" for one in done) else 1


def _told(pulls: list[Pull], bar: Any) -> Iterator[Pull]:  # noqa: ANN401
    """Yield the pulls; the bar names each before it waits for the turn of its host."""
    for one in pulls:
        bar.set_postfix_str("", refresh=False)
        bar.set_description(one.pull)
        yield one


def _client(folder: Path, who: str, *, again: bool, answered: Any) -> Client:  # noqa: ANN401
    from osint_helpers.collect.client import Client

    return Client(folder, "record", who=who, again=again, answered=answered)


def _chosen(pulls: list[Pull], only: list[str] | None) -> list[Pull]:
    known = [one.pull for one in pulls]
    strange = [one for one in only or [] if one not in known]
    if strange:
        raise OsintError(
            f"no pull {strange[0]!r} in the case", file="pulls.csv",
            advice=f"the table has {', '.join(known) or 'none'}",
        )  # fmt: skip
    return [one for one in pulls if not only or one.pull in only]


def _nobody_asked(folder: Path) -> Client:
    from osint_helpers.collect.client import Client

    return Client(folder, "replay")


def _refused(one: Pull, client: Client) -> str:
    """Return why a question could not be asked as it is written; the client asks nobody."""
    from osint_helpers.collect import pulling
    from osint_helpers.errors import NotRecorded

    try:
        pulling.ask(client, one)
    except NotRecorded:
        return ""  # it got as far as the first answer
    except OsintError as error:
        return error.line()
    return ""


def _planned(one: Pull, recorded: str, client: Client) -> str:
    from osint_helpers.collect import parameters, registry

    try:
        registry.collector(one.collector)
    except OsintError as error:
        return f"{one.pull:28s} {one.collector:28s} cannot be asked: {error.line()}"
    manifest = registry.manifest(one.collector.partition(".")[0])
    unknown = parameters.unknown(one.texts)
    if unknown:
        state = f"cannot be asked yet: {', '.join(unknown)} not known"
    elif recorded:
        state = f"recorded {recorded}"
    else:
        why = _refused(one, client)
        state = f"cannot be asked: {why}" if why else "not recorded"
    auth = manifest.auth
    if auth.variables and not auth.optional:
        held = all if auth.kind == "oauth2" else any
        there = held(os.environ.get(name) for name in auth.variables)
        joined = " and " if auth.kind == "oauth2" else " or "
        state += f"; key {joined.join(auth.variables)}: {'set' if there else 'NOT SET'}"
    return f"{one.pull:28s} {one.collector:28s} {state}"


def _said(one: Pulled, row: int | None) -> str:
    count = "" if one.collected is None else f", {len(one.collected.frame):,} rows"
    where = f"pulls.csv:{row}: " if one.state == "cannot be asked" else ""
    problem = f": {where}{one.problem}" if one.problem else ""
    # a line break in what a source or a case says must not make up the line of another pull
    return plain(f"{one.pull.pull:28s} {one.state}{count}{problem}", sys.maxsize)


def sources(arguments: argparse.Namespace) -> int:
    """Print every source: its collectors, licence class, key, rate; with a name, all of it."""
    from osint_helpers.collect import listing

    output.line(listing.one(arguments.source) if arguments.source else listing.text())
    return 0


def permit(arguments: argparse.Namespace) -> int:
    """Write down why data of a licence class may leave the house."""
    from osint_helpers.collect.permitting import permit as write

    write(evidence_folder(arguments), analyst(arguments), arguments.licence, arguments.reason)
    output.line(f"logged     reason for the licence class {arguments.licence}")
    return 0


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "pull",
        "record the public records a case asks for in pulls.csv",
        (
            CASE_ARGUMENT,
            WHO_OPTION,
            (("--only",), {"nargs": "+", "action": "extend", "metavar": "PULL",
                           "help": "only these pulls"}),
            (("--dry-run",), {"action": "store_true",
                              "help": "say what would be asked, and which keys are set"}),
            (("--again",), {"action": "store_true", "help": "record anew what is recorded"}),
        ),
        pull,
    ),
    Command(
        "sources",
        "list the public sources with their terms, licence classes and keys",
        ((("source",), {"nargs": "?", "help": "all of one source"}),),
        sources,
    ),
    Command(
        "permit",
        "write the reason why data of a licence class may leave the house",
        (
            CASE_ARGUMENT,
            (("licence",), {"help": "licence class, such as non-commercial"}),
            (("reason",), {"help": "the reason, in a sentence; logged and printed"}),
            WHO_OPTION,
        ),
        permit,
    ),
)  # fmt: skip
