"""``osint new`` and ``osint cases``: a case begun, and what cases there are."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from osint_helpers.cli import output
from osint_helpers.cli.command import Command
from osint_helpers.errors import CaseError

_CASES: Final = Path("data", "cases")
_NOTEBOOKS: Final = Path("notebooks")


def new(arguments: argparse.Namespace) -> int:
    """Make the folder of a case and its notebook; nothing that exists is touched."""
    from osint_helpers.case.starting import Asked, case_files, check_name, script

    name = check_name(arguments.name)
    project = arguments.folder
    folder = project / _CASES / name
    _refuse_taken(name, folder)
    book = project / _NOTEBOOKS / f"{_number(project / _NOTEBOOKS, name)}-{name}.py"
    today = "" if arguments.as_of or arguments.example else _today()
    asked = Asked(
        name, arguments.as_of or today, arguments.title, arguments.question,
        arguments.prepared_by, arguments.example,
    )  # fmt: skip
    files = case_files(asked)
    text = script(name, example=arguments.example)
    with _all_or_nothing() as made:
        _write_folder(folder, files, made)
        _write_notebook(book, text, made)
    output.line(f"case       {folder}  ({len(files)} files, help in TABLES.md)")
    output.line(f"notebook   {book}, {book.with_suffix('.ipynb').name}")
    if today:
        output.line(f"as_of      {today}: today in UTC, since --as-of was not given")
    output.line(f"next       osint check {name}, then osint run {name}"
                + ("" if project == Path() else f" (in {project})"))  # fmt: skip
    return 0


def _today() -> str:
    from osint_helpers.evidence import clock

    return clock.utc()[:10]


def _number(notebooks: Path, name: str) -> str:
    """Return the number of the new notebook; refuse when the case has one."""
    from osint_helpers.case.starting import file_number

    taken = sorted(path.name for path in notebooks.glob("*")) if notebooks.is_dir() else []
    for other in taken:
        if other[2:] in {f"-{name}.py", f"-{name}.ipynb"} and other[:2].isdigit():
            raise CaseError(
                "a notebook of this name is there already; nothing was written",
                file=notebooks / other, advice="take another name, or move the notebook away",
            )  # fmt: skip
    return file_number(taken)


def _refuse_taken(name: str, folder: Path) -> None:
    """Refuse a name that is taken here, or by a case that would open in its place.

    Raises
    ------
    CaseError
        Naming the folder.
    """
    from osint_helpers.case.opening import named_folders

    if folder.exists() or folder.is_symlink():
        raise CaseError("is there already; nothing was written", file=folder,
                        advice="take another name, or work in the case that is there")  # fmt: skip
    known = named_folders()
    if name in known:
        raise CaseError(f"a case {name!r} exists already: {known[name]}; nothing was written",
                        advice="take another name: notebooks open a case by it")  # fmt: skip


def _write_folder(folder: Path, files: Mapping[str, str], made: list[Path]) -> None:
    """Write the files beside the place of the folder and rename it there: all of it, or nothing."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    made.append(part)
    for name, text in files.items():
        path = part / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    part.chmod(0o777 & ~_umask())
    part.rename(folder)
    made.append(folder)


def _write_notebook(book: Path, text: str, made: list[Path]) -> None:
    """Write the script and the notebook it is paired with, without outputs."""
    from osint_helpers.report.notebook import unexecuted

    book.parent.mkdir(parents=True, exist_ok=True)
    for path, content in ((book, text), (book.with_suffix(".ipynb"), "")):
        with path.open("x", encoding="utf-8", newline="") as stream:
            made.append(path)
            stream.write(content or unexecuted(book))


@contextmanager
def _all_or_nothing() -> Iterator[list[Path]]:
    """Take away what was made when a later step fails; what was there before is not in the list."""
    made: list[Path] = []
    try:
        yield made
    except BaseException:
        for path in made:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def cases(arguments: argparse.Namespace) -> int:
    """Print every case that opens by its name, the own first: title, state, notebook."""
    from osint_helpers._paths import case_folders
    from osint_helpers.case import lint, open_case
    from osint_helpers.case.opening import named_folders

    # those of the own project first: a shipped case is seldom the one looked for
    roots = case_folders()
    found = sorted(named_folders().items(), key=lambda one: (roots.index(one[1].parent), one[0]))
    for name, folder in found:
        try:
            case = open_case(folder)
        except CaseError as error:
            title, state = "", error.what
        else:
            title = case.meta.title
            state = f"{len(case.claims)} claims, {len(case.sources)} sources, {len(case.legs)} legs"
            if arguments.check:
                marks = [one.severity for one in lint(case)]
                state += f"; {marks.count('error')} errors, {marks.count('warning')} warnings"
        books = sorted(arguments.notebooks.glob(f"[0-9][0-9]-{name}.ipynb"))
        output.line(name)
        if title:
            output.line(f"  title     {title}")
        output.line(f"  state     {state}")
        output.line(f"  notebook  {books[0] if books else f'none in {arguments.notebooks}'}")
        output.line(f"  folder    {folder}")
    output.line(f"{len(found)} cases")
    return 0


COMMANDS: tuple[Command, ...] = (
    Command(
        "new",
        "start a case: folder, tables with help, prose, notebook",
        (
            (("name",), {"help": "lower-case letters, digits and single hyphens"}),
            (("--title",), {"default": "", "help": "title of the report"}),
            (("--question",), {"default": "", "help": "what is asked, in one sentence"}),
            (("--prepared-by",), {"default": "", "help": "who writes it, by role"}),
            (("--as-of",), {"default": "", "metavar": "DAY",
                            "help": "last day of knowledge, YYYY-MM-DD (default: today, UTC)"}),
            (("--folder",), {"type": Path, "default": Path(), "metavar": "PROJECT",
                             "help": "project folder that data/cases and notebooks lie in "
                             "(default: the working folder)"}),
            (("--example",), {"action": "store_true",
                              "help": "with rows of a small case, all SYNTHETIC"}),
        ),
        new,
    ),
    Command(
        "cases",
        "list the cases that open by name: title, state, notebook",
        (
            (("--check",), {"action": "store_true", "help": "also count errors and warnings"}),
            (("--notebooks",), {"type": Path, "default": Path("notebooks"),
                                "help": "folder of the notebooks"}),
        ),
        cases,
    ),
)  # fmt: skip
