"""``osint import``: rows of an analyst's own spreadsheet into a table of a case."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.cli import output
from osint_helpers.cli.command import CASE_ARGUMENT, Command
from osint_helpers.errors import CaseError

if TYPE_CHECKING:
    from osint_helpers.case.importing import ColumnMap, Existing, Plan

_ROWS: Final = 1_000_000  # most rows of a file, a choice of ours
_SHOWN: Final = 20  # messages of one kind that are printed; the file of refused rows has all


def import_rows(arguments: argparse.Namespace) -> int:
    """Read a file, say what of it goes where, and add the rows to the table."""
    from osint_helpers.case.importing import headers, plan
    from osint_helpers.case.opening import case_folder
    from osint_helpers.sheets import ReadRule, read

    name, folder = _table(arguments.table), case_folder(arguments.case)
    given = _map(arguments)
    known = headers(name, given)
    own = folder / f"{name}.csv"
    source = arguments.file or own
    mending = source.resolve() == own.resolve() and _unreadable(name, folder)
    existing = _existing(name, folder, mending=mending)
    file = read(
        source, known, rule=ReadRule(rows=_ROWS), encoding=arguments.encoding,
        sheet=arguments.sheet, values=True,
    )  # fmt: skip
    comma = arguments.decimal == "comma"
    made = plan(name, file, given, existing, comma=comma, replace=arguments.replace)
    output.line(f"read       {source}: {file.how}, SHA-256 {file.sha256}")
    _say(made, file)
    if made.text is not None:
        _sound(name, made.text)
    if arguments.dry_run:
        output.line("dry run    nothing was written")
    elif mending and made.refused:
        # The refused rows would be missing from the table: it is mended whole, or not at all.
        output.line(f"written    nothing: {name}.csv is rewritten when every row can be read; "
                    "mend these rows in it")  # fmt: skip
    else:
        _write(made, own)
        _hand_back(made, file, arguments.refused, source)
    return 1 if made.refused else 0


def _table(name: str) -> str:
    from osint_helpers._near import did_you_mean
    from osint_helpers.case.tables import TABLES

    plain = name.removesuffix(".csv")
    if plain in TABLES:
        return plain
    raise CaseError(f"{name!r} is no table of a case",
                    advice=did_you_mean(plain, TABLES, "tables: " + ", ".join(TABLES)))  # fmt: skip


def _map(arguments: argparse.Namespace) -> ColumnMap:
    """Return the column map of the file and of the arguments, which win."""
    from osint_helpers.case.importing import ColumnMap, of_toml

    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    if arguments.map_file is not None:
        held = of_toml(arguments.map_file.read_text("utf-8"), str(arguments.map_file))
        columns, constants = dict(held.columns), dict(held.constants)
    for pairs, into in ((arguments.map, columns), (arguments.set, constants)):
        for text in (pair for some in pairs for pair in some):
            ours, sign, theirs = text.partition("=")
            if not sign or not ours.strip() or not theirs.strip():
                raise CaseError(f"{text!r} is no pair", advice="write column=HEADER")
            into[ours.strip()] = theirs.strip()
    return ColumnMap(columns, constants)


def _unreadable(name: str, folder: Path) -> bool:
    """Say whether the table is there and cannot be read, as after a spreadsheet program."""
    from osint_helpers.case.opening import read_table

    if not (folder / f"{name}.csv").is_file():
        return False
    try:
        read_table(name, folder)
    except CaseError:
        return True
    return False


def _existing(name: str, folder: Path, *, mending: bool) -> Existing:
    """Return what the case holds; a table that is faulty itself gets no rows.

    Parameters
    ----------
    mending
        The file is the table itself, which cannot be read: then it holds nothing yet.

    Raises
    ------
    CaseFaults
        When the table, or one it refers to, cannot be read.
    """
    from osint_helpers.case.importing import Existing
    from osint_helpers.case.opening import read_table
    from osint_helpers.case.tables import TABLES

    targets = {name, *TABLES[name].refs.values()} - ({name} if mending else set())
    keys = {one: frozenset(read_table(one, folder)[TABLES[one].key[0]]) for one in sorted(targets)}
    path = folder / f"{name}.csv"
    text = path.read_bytes().decode() if path.exists() and not mending else ""
    keys.setdefault(name, frozenset())
    return Existing(text, keys, lambda table, key: _other_case(folder, table, key))


def _other_case(folder: Path, table: str, key: str) -> str:
    """Return the name of another case that has this id, ``""`` when none has."""
    from osint_helpers.case.opening import META_FILE, named_folders, read_table
    from osint_helpers.case.tables import TABLES

    beside = {path.parent.name: path.parent for path in folder.parent.glob(f"*/{META_FILE}")}
    for name, other in sorted((named_folders() | beside).items()):
        if other.resolve() == folder.resolve():
            continue
        try:
            known = set(read_table(table, other)[TABLES[table].key[0]])
        except CaseError:
            continue  # a case that cannot be read names nothing
        if key in known:
            return name
    return ""


def _say(made: Plan, file: Any) -> None:  # noqa: ANN401  (typed in the room of sheets)
    """Print the account: every row and every column that is not used, by name."""
    for group in (made.notes, [one for some in made.refused.values() for one in some]):
        counts: dict[str, int] = {}
        for one in group:
            counts[one.code] = counts.get(one.code, 0) + 1
            if counts[one.code] <= _SHOWN:
                kind = "refused" if one.severity == "row not read" else "note"
                where = f"{one.file}:{one.row}" if one.row else one.file
                column = f":{one.column}" if one.column else ""
                output.line(f"{where}{column}: {kind} {one.code}: {one.what}; {one.advice}")
        for code, count in sorted(counts.items()):
            if count > _SHOWN:
                output.line(f"  {code}: {count - _SHOWN:,} more like these")
    words = (f"{len(made.added):,} added", f"{len(made.replaced):,} replaced",
             f"{len(made.unchanged):,} unchanged", f"{len(made.refused):,} refused")  # fmt: skip
    twice = made.read - sum(map(len, (made.added, made.replaced, made.unchanged, made.refused)))
    output.line(f"rows       {made.read:,} read: {', '.join(words)}, {twice:,} the same as a row "
                f"above; {file.blank:,} blank rows")  # fmt: skip


def _sound(name: str, text: str) -> None:
    """Refuse to write a table that would not open: a last look at the whole of it."""
    from osint_helpers.case.faults import CaseFaults
    from osint_helpers.case.opening import faults_of_text

    faults = faults_of_text(name, text)
    if faults:
        raise CaseFaults(name, faults)


def _write(made: Plan, path: Path) -> None:
    """Write the table, the old one kept beside it; nothing when nothing changes."""
    from osint_helpers.report.atomic import write_bytes

    if made.text is None:
        output.line("written    nothing: the table has all of it already, or no row could be used")
        return
    if path.exists():
        output.line(f"backup     {backup(path)}")
    write_bytes(path, made.text.encode())
    output.line(f"written    {path}")


def backup(path: Path) -> Path:
    """Copy a file to ``<name>.bak-NNNN`` beside it, the next free number, and return the copy."""
    data = path.read_bytes()
    number = 1
    while True:
        copy = path.with_name(f"{path.name}.bak-{number:04d}")
        try:
            with copy.open("xb") as stream:
                stream.write(data)
        except FileExistsError:
            number += 1
        else:
            return copy


def _hand_back(made: Plan, file: Any, wanted: Path | None, source: Path) -> None:  # noqa: ANN401
    """Write the refused rows with their reasons, to be mended and imported again."""
    from osint_helpers._cells import rows_csv
    from osint_helpers.case.importing.rows import REFUSED
    from osint_helpers.report.atomic import write_bytes

    if not made.refused:
        return
    head = [cell.text for cell in file.header.cells]
    lines = {line.number: [cell.text for cell in line.cells] for line in file.lines}
    kept = [at for at, text in enumerate(head) if text.strip() not in REFUSED]
    rows = [[*(head[at] for at in kept), *REFUSED]]
    for number, why in made.refused.items():
        cells = lines.get(number, [])
        reasons = "; ".join(f"{one.column}: {one.what} ({one.advice})" for one in why)
        held = [cells[at] if at < len(cells) else "" for at in kept]
        rows.append([*held, str(number), reasons])
    target = wanted or Path(f"{source.stem}-refused.csv")
    text = rows_csv(rows).encode()
    if target.exists() and target.read_bytes() != text:
        output.line(f"backup     {backup(target)}")
    write_bytes(target, text)
    output.line(f"refused    {target}: mend these rows and import that file")


COMMANDS: tuple[Command, ...] = (
    Command(
        "import",
        "add rows of a spreadsheet to a table of a case",
        (
            CASE_ARGUMENT,
            (("table",), {"help": "table of the case, such as sources"}),
            (("file",), {"type": Path, "nargs": "?",
                         "help": "CSV or XLSX; without one the table itself, to write anew what a "
                         "spreadsheet program saved"}),
            (("--map",), {"nargs": "+", "action": "append", "default": [], "metavar": "OURS=THEIRS",
                          "help": "column of the table = header of the file"}),
            (("--set",), {"nargs": "+", "action": "append", "default": [], "metavar": "OURS=TEXT",
                          "help": "column of the table = text for every row"}),
            (("--map-file",), {"type": Path, "metavar": "TOML",
                               "help": "[columns] and [constants] in a file"}),
            (("--sheet",), {"default": "", "help": "sheet of a spreadsheet"}),
            (("--encoding",), {"default": "", "help": "of a CSV that is not UTF-8"}),
            (("--decimal",), {"choices": ("point", "comma"), "default": "point",
                              "help": "decimal mark of numbers that are text"}),
            (("--replace",), {"action": "store_true",
                              "help": "rows whose key is there already take the file's cells"}),
            (("--refused",), {"type": Path, "metavar": "CSV",
                              "help": "where the refused rows go (FILE-refused.csv)"}),
            (("--dry-run",), {"action": "store_true", "help": "say it, write nothing"}),
        ),
        import_rows,
    ),
)  # fmt: skip
