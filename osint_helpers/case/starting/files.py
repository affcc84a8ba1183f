"""The files of a new case: case.toml, every table with its header, help, prose."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osint_helpers.case.faults import CaseFaults
from osint_helpers.case.meta import parse_meta
from osint_helpers.case.starting.help import tables_page
from osint_helpers.case.tables import TABLES, TODO
from osint_helpers.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Mapping

HELP_FILE: Final = "TABLES.md"
_HERE: Final = Path(__file__).parent
_TO_WRITE: Final = {
    "title": "the title of the report",
    "question": "the question in one sentence that public records can answer",
    "item_line": "the item in one line, with its serial number or the words 'not published'",
    "instructions": "what was ordered",
    "prepared_for": "for whom, by role",
    "prepared_by": "by whom, by role",
    "caution": "what must be said first",
    "method": "how the facts were taken",
}
_SAMPLE: Final = {
    "title": "SYNTHETIC crate: Port Alpha towards Port Gamma",
    "question": "By which way and on which dates did the SYNTHETIC crate move?",
    "item_line": "One SYNTHETIC crate, number SYN-0001",
    "instructions": "Show what a small case looks like",
    "prepared_for": "Anyone who starts a case",
    "prepared_by": "SYNTHETIC analyst desk",
    "caution": "SYNTHETIC: no crate, port, date or text of this case exists.",
    "method": "written as an example",
}
_SAMPLE_DAY: Final = "2002-01-31"


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line; an empty text is marked to be written.

    Attributes
    ----------
    name
        Name of the case, checked.
    as_of
        Last day of knowledge, ``YYYY-MM-DD``.
    title, question, prepared_by
        Keys of ``case.toml``.
    example
        Whether SYNTHETIC rows are put into the tables.
    """

    name: str
    as_of: str = ""
    title: str = ""
    question: str = ""
    prepared_by: str = ""
    example: bool = False


def case_files(asked: Asked) -> dict[str, str]:
    """Return path inside the case folder -> text of every file of a new case, sorted.

    Raises
    ------
    CaseError
        When a value asked for cannot stand in ``case.toml``.
    """
    files = {"case.toml": _meta(asked), HELP_FILE: tables_page()}
    for name, table in TABLES.items():
        files[f"{name}.csv"] = _line(table.columns)
    for path in sorted((_HERE / "texts").glob("*.md")):
        files[f"text/{path.name}"] = path.read_text("utf-8")
    if asked.example:
        files |= example_files()
    return dict(sorted(files.items()))


def example_files() -> dict[str, str]:
    """Return the tables and texts of the example, every row stamped SYNTHETIC."""
    folder = _HERE / "example"
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for ending in ("csv", "md")
        for path in sorted(folder.rglob(f"*.{ending}"))
    }


def _meta(asked: Asked) -> str:
    """Return the text of case.toml, held against its own reader."""
    given = {"title": asked.title, "question": asked.question, "prepared_by": asked.prepared_by}
    values = {key: text for key, text in given.items() if text}
    rest = _SAMPLE if asked.example else {key: f"{TODO}: {t}" for key, t in _TO_WRITE.items()}
    values = {key: values.get(key) or rest[key] for key in rest}
    _refuse_controls(values)
    day = asked.as_of or (_SAMPLE_DAY if asked.example else "")
    label = "SYNTHETIC EXAMPLE: nothing here happened" if asked.example else "Draft, unfinished"
    lines = ["# What this case is about; docs/case-folder.md says what each key means.",
             f'id = "{asked.name}"']  # fmt: skip
    lines += [f"{key} = {_text(values[key])}" for key in list(values)[:-2]]
    lines += ["# Last day of knowledge: nothing in the case may be dated after it.",
              f"as_of = {_text(day)}", f"label = {_text(label)}"]  # fmt: skip
    lines += [f"{key} = {_text(values[key])}" for key in list(values)[-2:]]
    lines += ["", "# Values of claims.topic that are no legs, with their meaning.", "[topics]",
              'item = "the item itself"']  # fmt: skip
    text = "\n".join(lines) + "\n"
    _, faults = parse_meta(text, Path(asked.name) / "case.toml")
    if faults and asked.as_of and str(faults[0].what).startswith("as_of "):
        raise CaseError(f"--as-of {asked.as_of!r} is no day", advice="write YYYY-MM-DD")
    if faults:
        raise CaseFaults(asked.name, faults)
    return text


def _refuse_controls(values: Mapping[str, str]) -> None:
    for key, text in values.items():
        if any(ord(char) < 32 or ord(char) == 127 or 0xD800 <= ord(char) < 0xE000 for char in text):
            raise CaseError(
                f"the {key.replace('_', ' ')} holds a control character or half a letter",
                advice="give it in one line of plain text",
            )


def _text(value: str) -> str:
    """Return a TOML string; JSON's escapes are among those of TOML."""
    return json.dumps(value, ensure_ascii=False)


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
