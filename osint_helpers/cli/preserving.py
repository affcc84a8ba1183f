"""``osint preserve``: capture every address a case cites."""

from __future__ import annotations

import argparse
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.cli import output, preserving_tables
from osint_helpers.cli.command import CASE_ARGUMENT, WHO_OPTION, Command, analyst, number, proxy
from osint_helpers.errors import DateError, OsintError

if TYPE_CHECKING:
    from osint_helpers.evidence.net.settings import Settings
    from osint_helpers.evidence.preserving import Planned, Result, Target
    from osint_helpers.evidence.preserving.planning import Archive
    from osint_helpers.evidence.record import Capture
    from osint_helpers.evidence.storing import Store
    from osint_helpers.evidence.wayback import Server


def preserve(arguments: argparse.Namespace) -> int:
    """Capture every cited address of a case; print what became of each.

    Returns
    -------
    int
        0 when every address is captured (a dry run: always), 1 when some are not, 130 when the
        run was stopped.
    """
    from osint_helpers.case import open_case

    case = open_case(arguments.case)
    _check(arguments, case.folder)
    targets, without = _targets(case, arguments.only)
    if without:
        output.line(preserving_tables.sources_without(without))
    if arguments.dry_run:
        return _say_plan(_plan(case.folder, targets, arguments), arguments)
    settings = _settings()
    store = _store(case.folder, analyst(arguments))
    for line in store.settle():
        output.line(f"settled    {line}")
    planned = _plan(case.folder, targets, arguments)
    results, stopped = _run(store, planned, settings, arguments)
    preserving_tables.results(results)  # first: what was asked is not asked again for a table
    if arguments.csv is not None:
        from osint_helpers.evidence import durable

        with durable.new_file(arguments.csv) as part:
            part.write_text(preserving_tables.results_csv(results), "utf-8", newline="")
    if stopped:
        output.line("stopped; run the same command again to go on")
        return 130
    return 0 if all(one.captured for one in results) else 1


def _settings() -> Settings:
    """Return the limits of a capture. No switch of this command lets it ask private addresses."""
    from osint_helpers.evidence.net.settings import Settings

    return Settings(proxy=proxy())


def _server() -> Server:
    from osint_helpers.evidence import wayback

    return wayback.INTERNET_ARCHIVE


def _check(arguments: argparse.Namespace, folder: Path) -> None:
    """Refuse options that contradict each other, and a file that would spoil the case."""
    if arguments.no_archive and arguments.archive_copies:
        raise OsintError(
            "--no-archive and --archive-copies contradict each other", advice="give one of them"
        )
    if arguments.csv is None:
        return
    target, case = arguments.csv.resolve(), folder.resolve()
    if target.is_relative_to(case):
        raise OsintError(
            "the table of outcomes would lie in the case folder",
            file=arguments.csv,
            advice="every file there is a table of the case or evidence; name another folder",
        )
    if target.is_dir():
        raise OsintError(
            "the table of outcomes would replace a folder", file=arguments.csv,
            advice="name a file",
        )  # fmt: skip
    if not target.parent.is_dir():
        raise OsintError(
            "the folder for the table does not exist", file=arguments.csv, advice="make it first"
        )


def _store(folder: Path, who: str) -> Store:
    from osint_helpers.evidence.storing import Store

    return Store(folder, who)


def _archive(arguments: argparse.Namespace) -> Archive:
    if arguments.no_archive:
        return "no"
    return "copy" if arguments.archive_copies else "look"


def _targets(case: Any, only: list[str] | None) -> tuple[list[Target], list[str]]:  # noqa: ANN401
    """Return the cited addresses, and the sources that have none.

    Raises
    ------
    OsintError
        When `only` names a source the case does not have.
    """
    from osint_helpers.evidence.preserving import Target

    rows = case.table("sources").to_dict("records")
    known = [str(row["source"]) for row in rows]
    strange = [one for one in only or [] if one not in known]
    if strange:
        raise OsintError(
            f"no source {strange[0]!r} in the case", file="sources.csv",
            advice="the column source of the table lists them",
        )  # fmt: skip
    targets, without = [], []
    for row in rows:
        source = str(row["source"])
        if only and source not in only:
            continue
        urls = [one for one in re.split(r"\s*;\s+|\s+", str(row["url"]).strip()) if one]
        if not urls:
            without.append(source)
        day = _published(row)
        targets += [Target(url, (source,), day) for url in urls]
    return targets, without


def _published(row: dict[str, Any]) -> Any:  # noqa: ANN401
    """Return the last day the date of publication can mean; None when there is none."""
    from osint_helpers.dates import DateInterval

    try:
        return DateInterval.parse(row["published"] or None, precision=row["precision"]).latest
    except DateError:
        return None  # osint check names the fault; here it only steers the choice of a copy


def _plan(folder: Path, targets: list[Target], arguments: argparse.Namespace) -> list[Planned]:
    from osint_helpers.evidence import ledger
    from osint_helpers.evidence.preserving import plan
    from osint_helpers.evidence.preserving.removals import removed
    from osint_helpers.evidence.record import captures

    gone = removed(ledger.lines(folder))
    return plan(targets, captures(folder), again=arguments.again, removed=gone)


def _say_plan(planned: list[Planned], arguments: argparse.Namespace) -> int:
    from osint_helpers.evidence.preserving.planning import requests, shortest

    if arguments.csv is not None:
        arguments.csv.write_text(preserving_tables.plan_csv(planned), "utf-8", newline="")
    counts = requests(planned, archive=_archive(arguments), server=_server())
    preserving_tables.plan(planned, counts, shortest(counts, arguments.pace))
    return 0


def _run(
    store: Store, planned: list[Planned], settings: Settings, arguments: argparse.Namespace
) -> tuple[list[Result], bool]:
    from tqdm import tqdm

    from osint_helpers.evidence.preserving import preserve as run

    quiet = not sys.stderr.isatty()
    with (
        _stopping() as stop,
        tqdm(total=len(planned), unit="address", file=sys.stderr, disable=quiet) as bar,
    ):

        def progress(result: Result) -> None:
            bar.set_postfix_str(result.outcome, refresh=False)
            bar.update()

        results = run(
            store, planned, settings=settings, pace=arguments.pace, workers=arguments.workers,
            archive=_archive(arguments), server=_server(), after=_text_layers(store),
            progress=progress, stop=stop,
        )  # fmt: skip
        return results, stop.is_set()


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Turn the first Ctrl-C into a stop signal; a second one ends the command at once."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.getsignal(signal.SIGINT)

    def ask(*_: object) -> None:
        stop.set()
        # not what was before: a shell starts background jobs with this signal ignored
        signal.signal(signal.SIGINT, signal.default_int_handler)
        print("stopping: nothing new is asked; Ctrl-C again ends at once", file=sys.stderr)

    signal.signal(signal.SIGINT, ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _text_layers(store: Store) -> Callable[[Capture], None]:
    """Return what takes the text out of each captured PDF, once."""
    from osint_helpers.evidence.deriving import holds_pdf, text_layer

    def take(capture: Capture) -> None:
        if holds_pdf(capture):
            text_layer(store, capture)

    return take


def _workers(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 64):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 to 64")
    return int(text)


def _flag(name: str, text: str) -> tuple[tuple[str, ...], dict[str, Any]]:
    return (name,), {"action": "store_true", "help": text}


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "preserve",
        "capture every address a case cites, politely; say what became of each",
        (
            CASE_ARGUMENT,
            WHO_OPTION,
            _flag("--dry-run", "say what would be asked; ask nothing"),
            _flag("--again", "capture also what is captured, or was removed"),
            (("--pace",), {"type": number(0, 3600), "default": 2.0, "metavar": "SECONDS",
                           "help": "pause between two requests to a host, default 2"}),
            (("--workers",), {"type": _workers, "default": 8, "metavar": "N",
                              "help": "hosts asked at the same time, default 8"}),
            _flag("--no-archive", "do not look for archived copies"),
            _flag("--archive-copies", "capture archived copies too"),
            (("--only",), {"nargs": "+", "action": "extend", "metavar": "SOURCE",
                           "help": "only addresses of these sources"}),
            (("--csv",), {"type": Path, "metavar": "FILE", "help": "write the table as CSV too"}),
        ),
        preserve,
    ),
)  # fmt: skip
