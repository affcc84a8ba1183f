"""Open a case folder: all of it, or an error that names every fault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from osint_helpers import _paths
from osint_helpers._near import did_you_mean, nearest
from osint_helpers.case.faults import CaseFault, CaseFaults
from osint_helpers.case.frames import to_frame
from osint_helpers.case.gathering import gather
from osint_helpers.case.meta import CaseMeta, parse_meta
from osint_helpers.case.model import Case
from osint_helpers.case.reading import decode, parse
from osint_helpers.case.schema import check_frame
from osint_helpers.case.tables import TABLES
from osint_helpers.errors import CaseError

if TYPE_CHECKING:
    import pandas as pd

META_FILE: Final = "case.toml"


def case_names() -> list[str]:
    """Return the names of the cases of the own project and of the package, sorted.

    The own project is the nearest ``data/cases`` from the working folder upwards.
    """
    return sorted(named_folders())


def named_folders() -> dict[str, Path]:
    """Return name -> folder of every case that opens by its name; the nearest folder wins."""
    found: dict[str, Path] = {}
    for folder in _paths.case_folders():
        for file in folder.glob(f"*/{META_FILE}"):
            found.setdefault(file.parent.name, file.parent)
    return found


def open_case(name_or_path: str | Path) -> Case:
    """Open a case.

    Parameters
    ----------
    name_or_path
        Name of a case (see `case_names`), or the path of a folder.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        When there is no such case (the message lists the known ones), or when the folder has
        faults: then it is a `faults.CaseFaults`, whose ``faults`` holds each with its file,
        row, column, code and advice. A case is never opened in part.
    """
    folder = case_folder(name_or_path)
    _refuse_other_folder(folder)
    meta, faults = _meta(folder)
    gathers = meta.gathers if meta else ()
    tables: dict[str, pd.DataFrame] = {}
    lines: dict[str, list[int]] = {}
    for name in TABLES:
        tables[name], lines[name], found = _table(name, folder, may_lack=bool(gathers))
        faults.extend(found)
    texts, found = _texts(folder)
    faults.extend([*found, *_strangers(folder)])
    if meta is not None and gathers:
        parts, found = _parts(meta, folder)
        if not (faults or found):
            return gather(parts, meta, folder=folder, own=tables, lines=lines, texts=texts)
        faults.extend(found)
    if faults or meta is None:
        raise CaseFaults(folder.name, faults)
    return Case(folder, meta, tables, lines, texts)


def _refuse_other_folder(folder: Path) -> None:
    """Refuse a folder with nothing of a case: to name each missing table would help nobody.

    Raises
    ------
    CaseError
        Naming the cases below it, if there are any.
    """
    if any((folder / name).exists() for name in (META_FILE, *(f"{one}.csv" for one in TABLES))):
        return
    below = sorted(path.parent.name for path in folder.glob(f"data/cases/*/{META_FILE}"))
    advice = f"name one of the cases in it: {', '.join(below)}" if below else (
        f"a case is a folder with {META_FILE} and its tables; osint new NAME makes one"
    )  # fmt: skip
    raise CaseError(f"the folder {folder.name!r} is no case", advice=advice)


def case_folder(name_or_path: str | Path) -> Path:
    """Return the folder of a case by its name, or of the path; its tables are not read.

    Raises
    ------
    CaseError
        When there is no such folder; the message lists the known cases.
    """
    named = named_folders()
    if isinstance(name_or_path, str) and name_or_path in named:
        return named[name_or_path]
    path = Path(name_or_path)
    if path.is_dir():
        return path.resolve()
    known = sorted(named)
    listed = f"give a folder, or one of the known cases: {', '.join(known) or 'none'}"
    near = did_you_mean(name_or_path, known, listed)
    advice = near if near == listed else f"{near} {listed}"
    raise CaseError(f"no case {str(name_or_path)!r}", advice=advice)


def _parts(meta: CaseMeta, folder: Path) -> tuple[list[Case], list[CaseFault]]:
    """Open the cases a gathering names: those beside its folder, else those of the package."""
    parts: list[Case] = []
    faults: list[CaseFault] = []
    for name in meta.gathers:
        part, what, advice = _part(name, meta, folder)
        if part is not None:
            parts.append(part)
        if what:
            said = f"cannot gather {name!r}: {what}"
            path = folder / META_FILE
            faults.append(CaseFault("E019", said, advice=advice, file=path, column="gathers"))
    return parts, faults


def _part(name: str, meta: CaseMeta, folder: Path) -> tuple[Case | None, str, str]:
    """Return a case to be gathered, or why it cannot be and what to do."""
    if name == meta.id:
        return None, "it is this case itself", "name other cases"
    beside = folder.parent / name
    try:
        part = open_case(beside if (beside / META_FILE).is_file() else name)
    except CaseFaults as error:
        what = f"it has {len(error.faults)} faults, the first: {error.faults[0].line()}"
        return None, what, f"osint check {name} shows them all"
    except CaseError as error:
        return None, error.what, error.advice
    if part.parts:
        return None, "it gathers cases itself", "name the single cases"
    if part.meta.as_of > meta.as_of:
        what = f"it knows up to {part.meta.as_of}, later than {meta.as_of}"
        return None, what, "set as_of to the newest day of the cases it gathers"
    return part, "", ""


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """Return one table of a case folder, checked by itself; the others are not read.

    Raises
    ------
    CaseFaults
        When the table cannot be read.
    """
    frame, _, faults = _table(name, folder)
    if faults:
        raise CaseFaults(folder.name, faults)
    return frame


def faults_of_text(name: str, text: str) -> list[CaseFault]:
    """Return the faults the text of a table would have in a case folder."""
    path = Path(f"{name}.csv")
    decoded, faults = decode(text.encode(), path)
    return faults or _checked(name, decoded, path)[2]


def _bytes(path: Path, folder: Path, code: str) -> tuple[bytes, list[CaseFault]]:
    """Read one file of the case; a link that leads out of the folder is not followed."""
    if not path.resolve().is_relative_to(folder.resolve()):
        advice = "copy the file into the folder"
        return b"", [CaseFault("E001", "is a link out of the folder", advice=advice, file=path)]
    if not path.is_file():
        advice = "add the file; a table without rows is its header line"
        return b"", [CaseFault(code, "is missing", advice=advice, file=path)]
    return path.read_bytes(), []


def _text(path: Path, folder: Path, code: str) -> tuple[str, list[CaseFault]]:
    data, faults = _bytes(path, folder, code)
    return ("", faults) if faults else decode(data, path)


def _meta(folder: Path) -> tuple[CaseMeta | None, list[CaseFault]]:
    path = folder / META_FILE
    text, faults = _text(path, folder, "E001")
    return (None, faults) if faults else parse_meta(text, path)


def _table(
    name: str, folder: Path, *, may_lack: bool = False
) -> tuple[pd.DataFrame, list[int], list[CaseFault]]:
    """Read, type and check one table."""
    table, path = TABLES[name], folder / f"{name}.csv"
    header = ",".join(table.columns)
    absent = (table.optional or may_lack) and not path.exists() and not path.is_symlink()
    text, missing = (header, []) if absent else _text(path, folder, "E005")
    frame, lines, found = _checked(name, header if missing else text, path)
    return frame, lines, [*missing, *found]


def _checked(name: str, text: str, path: Path) -> tuple[pd.DataFrame, list[int], list[CaseFault]]:
    """Split, type and check the text of one table."""
    table = TABLES[name]
    raw, faults = parse(text, table, path)
    frame, untyped = to_frame(raw, table, path)
    bad = {(fault.row, fault.column) for fault in untyped}
    broken = check_frame(name, frame, raw.lines, path)
    # A number that is none is also empty after typing: one fault for one cell.
    broken = [fault for fault in broken if (fault.row, fault.column) not in bad]
    found = sorted([*faults, *untyped, *broken], key=lambda fault: fault.row or 0)
    return frame, raw.lines, found


def _texts(folder: Path) -> tuple[dict[str, str], list[CaseFault]]:
    """Read the prose of ``text/*.md``."""
    texts: dict[str, str] = {}
    faults: list[CaseFault] = []
    for path in sorted((folder / "text").glob("*.md")):
        texts[path.stem], found = _text(path, folder, "E001")
        faults.extend(found)
    return texts, faults


def _meant(path: Path) -> str:
    near = nearest(path.stem, TABLES, most=1)
    return f"did you mean {near[0]}.csv? " if near else ""


def _strangers(folder: Path) -> list[CaseFault]:
    """Report CSV files that are no table: most are a table with a slip in its name."""
    advice = "tables: " + ", ".join(TABLES)
    return [
        CaseFault("E006", "is no table of a case", advice=_meant(path) + advice, file=path)
        for path in sorted(folder.glob("*.csv"))
        if path.stem not in TABLES
    ]
