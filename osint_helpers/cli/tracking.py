"""``osint tracks …``: positions into a store, events out of it, what a gap leaves possible."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.cli import output, tracking_reach
from osint_helpers.cli.command import Command
from osint_helpers.cli.tracking_rules import KINDS, rules
from osint_helpers.errors import TracksError
from osint_helpers.evidence.plain import plain

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.tracks import Events, Store

FORMATS: Final = ("parquet", "csv", "gpkg")
_ABOUT: Final = 90  # characters of what a reason means


def import_(arguments: argparse.Namespace) -> int:
    """Make a store of AIS files; print what became of every row."""
    from osint_helpers import tracks

    columns = _pairs(arguments.column or [], "--column", "ours=theirs")
    before = _made_from(arguments.to)
    with _bar("row") as progress:
        store = tracks.import_positions(
            arguments.files, arguments.to, columns=columns or None, zone=arguments.zone,
            progress=progress,
        )  # fmt: skip
    same = before is not None and before == store.manifest.get("made_from")
    if same:
        output.line(f"unchanged  {arguments.to}: made of the same files under the same rule")
    elif before is not None:
        output.line(f"replaced   {arguments.to}: the store there was made of other files, or read "
                    "otherwise")  # fmt: skip
    _describe(store)
    return 0


def show(arguments: argparse.Namespace) -> int:
    """Print what a store holds and what the quality step took out."""
    from osint_helpers import tracks

    _describe(tracks.open_store(arguments.store))
    return 0


def events(arguments: argparse.Namespace) -> int:
    """Search a store for events and write each kind to a file; what is there already is kept.

    Returns
    -------
    int
        0; events that are not there are no fault.
    """
    from osint_helpers import tracks

    store = tracks.open_store(arguments.store)
    kinds = list(KINDS) if arguments.kind == "all" else [arguments.kind]
    asked = rules(kinds, arguments.rule or [])
    _outside(arguments.to, store)
    engine: Any = None
    arguments.to.mkdir(parents=True, exist_ok=True)
    try:
        with _bar("kind") as progress:
            for n, kind in enumerate(kinds):
                progress(n, len(kinds), kind)
                form = _form(kind, kinds, arguments.format)
                target = arguments.to / f"{kind}-{_run(store, kind, asked[kind])}.{form}"
                if target.is_file() and not arguments.again:
                    output.line(f"there      {target}: the same question, --again asks it anew")
                    continue
                engine = engine or _engine(arguments.engine, arguments.memory)
                found = KINDS[kind].search(store, asked[kind], engine)
                _write(found, target)
                output.line(f"written    {target}: {len(found.frame):,} events")
                for limit in found.limits:
                    output.line(f"  limit    {limit}")
            progress(len(kinds), len(kinds), "done")
    finally:
        if engine is not None:
            engine.close()
    return 0


def _outside(folder: Path, store: Store) -> None:
    """Refuse to write into a store: the next import would remove it.

    Raises
    ------
    TracksError
        When the folder is the store or lies in it.
    """
    if folder.resolve().is_relative_to(store.folder.resolve()):
        raise TracksError("lies in the store, whose next import would remove it", file=folder,
                          advice="name a folder beside it")  # fmt: skip


def _form(kind: str, kinds: list[str], asked: str) -> str:
    """Return the format of a file: what has no place is no GeoPackage.

    Raises
    ------
    TracksError
        When nothing else was asked for.
    """
    if kind != "identity" or asked != "gpkg":
        return asked
    if len(kinds) == 1:
        raise TracksError("identity conflicts have no place", advice="--format csv or parquet")
    output.line("no place   identity conflicts have none: written as csv")
    return "csv"


def _run(store: Store, kind: str, rule: Any) -> str:  # noqa: ANN401  (one of the rules)
    """Return the id of a question: store, kind, rule and package version, not the engine.

    Both engines give the same events, so either may have written the file.
    """
    import hashlib

    from osint_helpers import __version__
    from osint_helpers._json import canonical
    from osint_helpers.tracks.events import rule_json

    text = canonical([store.id, kind, rule_json(rule), __version__])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _engine(name: str, memory: str | None) -> Any:  # noqa: ANN401  (an engine)
    from osint_helpers.tracks import engines

    if name == "duckdb":
        return engines.DuckDB(memory=memory)
    # Spark takes its sizes as Java does: 4g
    return engines.Spark(memory=memory.lower().removesuffix("b") if memory else "2g")


def _write(found: Events, target: Path) -> None:
    """Write a file under its name only when it is whole."""
    import shutil
    import tempfile

    work = Path(tempfile.mkdtemp(prefix=".work-", dir=target.parent))
    try:
        made = work / target.name
        {"parquet": found.to_parquet, "csv": found.to_csv, "gpkg": found.to_gpkg}[
            target.suffix[1:]
        ](made)
        made.replace(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _describe(store: Store) -> None:
    """Print a store: files, window, vessels, then every reason of the quality step."""
    manifest = store.manifest
    output.line(f"store      {store.folder}  id {store.id}")
    for one in manifest["inputs"]:
        name = plain(str(one["name"]), 200)
        output.line(f"input      {name}: {one['rows']:,} rows, SHA-256 {one['sha256']}")
    window = "none: no position was kept"
    if store.window is not None:
        window = f"{_moment(store.window[0])} to {_moment(store.window[1])} UTC"
    output.line(f"window     {window}")
    output.line(
        f"holds      {manifest['rows']:,} positions, {manifest['vessels']:,} vessels, "
        f"{manifest['tracks']:,} tracks"
    )
    output.line("quality")
    for row in store.quality().itertuples():
        word = "taken out" if row.removed else "kept"
        about = plain(str(row.about), _ABOUT)
        output.line(f"  {row.rows:>12,}  {row.share:8.4%}  {word:9s}  {row.reason}: {about}")


def _moment(stamp: pd.Timestamp) -> str:
    return stamp.strftime("%Y-%m-%d %H:%M:%S")


def _made_from(folder: Path) -> str | None:
    """Return of what the store that is there was made; None where there is none."""
    from osint_helpers import tracks

    if not (folder / "store.json").is_file():
        return None
    try:
        return str(tracks.open_store(folder).manifest.get("made_from"))
    except TracksError:
        return None  # broken: the import makes it anew


def _pairs(texts: list[str], option: str, form: str) -> dict[str, str]:
    made: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not (name and sign and value):
            raise TracksError(
                f"{option} {text!r} has no two sides", advice=f"write {option} {form}"
            )
        if name in made:
            raise TracksError(f"{option} names {name!r} twice", advice="name it once")
        made[name] = value
    return made


@contextmanager
def _bar(unit: str) -> Iterator[Callable[[int, int, str], None]]:
    """Yield a function that moves a bar on a terminal; in a pipe it does nothing."""
    from tqdm import tqdm

    quiet = not sys.stderr.isatty()
    with tqdm(
        unit=unit, unit_scale=unit == "row", file=sys.stderr, disable=quiet, leave=False
    ) as bar:

        def progress(done: int, total: int, what: str) -> None:
            bar.total = total
            text = f"{plain(what, 60)}: "
            if not quiet and text != bar.desc:  # what runs now is shown at once
                bar.set_description_str(text)
            bar.update(done - bar.n)

        yield progress


STORE: Final = (("store",), {"type": Path, "help": "folder of a store"})
COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "tracks",
        "AIS tracks: make a store, search it for events, ask what a gap leaves possible",
        parts=(
            Command(
                "import",
                "make a store of AIS files (CSV, Parquet, folders of them)",
                (
                    (("files",), {"type": Path, "nargs": "+", "metavar": "FILE",
                                  "help": "CSV (also gz, zst, bz2) or Parquet, or a folder"}),
                    (("--to",), {"type": Path, "required": True, "metavar": "STORE",
                                 "help": "folder of the store; an older store there "
                                         "is replaced when the new one is whole"}),
                    (("--column",), {"action": "append", "metavar": "OURS=THEIRS",
                                     "help": "our column and the file's name for it, such as "
                                             "t=BaseDateTime"}),
                    (("--zone",), {"metavar": "ZONE",
                                   "help": "zone of times without one, such as UTC"}),
                ),
                import_,
            ),
            Command(
                "show",
                "print what a store holds and what its quality step took out",
                (STORE,),
                show,
            ),
            Command(
                "events",
                "search a store for gaps, port calls, encounters, loitering, identity conflicts",
                (
                    STORE,
                    (("--kind",), {"choices": [*KINDS, "all"], "required": True,
                                   "help": "what to search for"}),
                    (("--to",), {"type": Path, "required": True, "metavar": "FOLDER",
                                 "help": "folder the files are written to"}),
                    (("--engine",), {"choices": ["duckdb", "spark"], "default": "duckdb",
                                     "help": "both give the same events"}),
                    (("--format",), {"choices": FORMATS, "default": "parquet",
                                     "help": "of the files"}),
                    (("--rule",), {"action": "append", "metavar": "NAME=VALUE",
                                   "help": "a threshold, such as longer_than_h=2; see the docs"}),
                    (("--memory",), {"metavar": "SIZE", "help": "most memory, such as 4GB"}),
                    (("--again",), {"action": "store_true", "help": "search anew"}),
                ),
                events,
            ),
            *tracking_reach.COMMANDS,
        ),
    ),
)  # fmt: skip
