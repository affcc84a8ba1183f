"""``osint archive``: hand a case's captures to other tools, and log that it was done."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Any, Final

from osint_helpers.cli import output
from osint_helpers.cli.command import CASE_ARGUMENT, WHO_OPTION, Command, analyst, evidence_folder
from osint_helpers.errors import CaseError

FORMATS: Final = ("wacz", "ro-crate", "prov")
LICENCE: Final = "No licence is given; captured pages remain with their owners."


def archive(arguments: argparse.Namespace) -> int:
    """Write one export of a case and log it under the analyst's name: it is an act of custody."""
    from osint_helpers.evidence import hashing
    from osint_helpers.evidence.storing import Store

    case, target = evidence_folder(arguments), Path(arguments.file)
    who = analyst(arguments)
    if not (case / "captures").is_dir():
        raise CaseError("holds no captures", file=case, advice="osint capture makes them")
    _write(case, target, arguments)
    sha256, size = hashing.of_file(target), target.stat().st_size
    try:
        Store(case, who).note(
            "export.made", format=arguments.format, name=target.name, bytes=size, sha256=sha256
        )
    except BaseException:
        target.unlink()  # what the log does not know has not left the case
        raise
    output.line(f"{arguments.format:<10} {target}: {size} bytes, SHA-256 {sha256}")
    return 0


def _write(case: Path, target: Path, arguments: argparse.Namespace) -> None:
    from osint_helpers.evidence.exports import placing, prov, rocrate, wacz

    if arguments.format == "wacz":
        wacz.write(case, target, title=_title(case, arguments))
        return
    if arguments.format == "prov":
        text = prov.document(case)
    else:
        text = rocrate.metadata(case, **_crate(case, arguments))
    with placing.new_file(target, case) as file:
        file.write(text.encode("utf-8"))


def _crate(case: Path, arguments: argparse.Namespace) -> dict[str, str]:
    """Return what a crate must say of itself, as given, else as ``case.toml`` has it."""
    meta = _meta(case)
    date = arguments.date or str(meta.get("as_of", ""))
    if not date:
        raise CaseError("a crate needs a date", advice="give --date YYYY-MM-DD")
    title = _title(case, arguments)
    description = str(meta.get("question", "")) or f"Captures, log and seals of {title}"
    return {"name": title, "description": description, "licence": arguments.licence, "date": date}


def _title(case: Path, arguments: argparse.Namespace) -> str:
    return arguments.name or str(_meta(case).get("title", "")) or case.name


def _meta(case: Path) -> dict[str, Any]:
    """Return what ``case.toml`` says; nothing, when a folder of captures has none."""
    path = case / "case.toml"
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CaseError("is not TOML", file=path, advice="osint check says where") from error


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "archive",
        "write the captures of a case for other tools: WACZ, RO-Crate or PROV; logged",
        (
            CASE_ARGUMENT,
            (("file",), {"type": Path, "help": "file to write; one that is there is kept"}),
            (
                ("--format",),
                {"choices": FORMATS, "required": True, "help": "see docs/archive-formats.md"},
            ),
            WHO_OPTION,
            (("--name",), {"help": "title of the export; else the title of the case"}),
            (
                ("--licence",),
                {"default": LICENCE, "help": "RO-Crate: the licence, a name or a sentence"},
            ),
            (
                ("--date",),
                {"metavar": "DAY", "help": "RO-Crate: date of publication; else the case's as_of"},
            ),
        ),
        archive,
    ),
)
