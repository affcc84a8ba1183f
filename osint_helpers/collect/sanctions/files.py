"""List files: what a parser gave, and the result made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from osint_helpers.collect import strictly
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.given import File
from osint_helpers.collect.sanctions.listing import LISTINGS, Entry
from osint_helpers.errors import CollectError, SourceRefusedError


@dataclass
class Parsed:
    """What a file gave.

    Attributes
    ----------
    entries
        In the order of the file.
    list_date
        ISO, as the file states it; ``""`` when it states none.
    faults
        Why it is not whole; each makes the result incomplete.
    notes
        What was noticed.
    """

    entries: list[Entry] = field(default_factory=list)
    list_date: str = ""
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def counted(self, stated: str | None, what: str) -> None:
        """Compare a count the file states with the entries read."""
        if stated is None or not stated.strip():
            self.notes.append(f"the file does not state its number of {what}")
        elif not stated.strip().isdigit() or int(stated) != len(self.entries):
            self.faults.append(
                f"the file states {stated.strip()} {what}, {len(self.entries)} were read"
            )


def result(got: Gathering, parsed: Parsed, held: Sequence[File]) -> Collected:
    """Return the listings of a parsed list; its faults make it incomplete.

    Parameters
    ----------
    held
        The files, the one with the entries first.
    """
    known = {(part.url, part.sha256): at for at, part in enumerate(got.parts)}
    for number, one in enumerate(held):
        at = known.get((one.part.url, one.part.sha256))
        if at is None:
            at = len(got.parts)
            got.parts.append(one.part)
        got.parts[at] = replace(got.parts[at], rows=0 if number else len(parsed.entries))
        if one.fault:
            got.cut(one.fault)
    for fault in parsed.faults:
        got.cut(fault)
    stated = parsed.list_date or "no date"
    got.note(f"the file states {stated} as the date of the list; {len(parsed.entries)} entries")
    for text in (*parsed.notes, *_doubles(parsed.entries)):
        got.note(text)
    sha256 = held[0].part.sha256 if held else ""
    return got.collected([one.row(parsed.list_date, sha256) for one in parsed.entries], LISTINGS)


def _doubles(entries: Iterable[Entry]) -> list[str]:
    seen: dict[str, int] = {}
    for one in entries:
        seen[one.ref] = seen.get(one.ref, 0) + 1
    twice = sorted(ref for ref, count in seen.items() if count > 1)
    shown = ", ".join(twice[:5]) + (" …" if len(twice) > 5 else "")
    return [f"{len(twice)} references stand on more than one entry: {shown}"] if twice else []


def decoded(data: bytes, *, source: str, encodings: Collection[str]) -> tuple[str, str]:
    """Return the text of a file and the encoding that fitted; the first that fits is taken.

    Raises
    ------
    CollectError
        When none fits.
    SourceRefusedError
        When it is empty or a page of markup.
    """
    refused(data, source=source)
    for encoding in encodings:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except UnicodeDecodeError:
            continue
    raise CollectError(
        f"{source} is in none of the encodings {', '.join(encodings)}",
        advice="keep the capture; say which encoding the file has",
    )


def refused(data: bytes, *, source: str) -> None:
    """Refuse what is no CSV list.

    Raises
    ------
    SourceRefusedError
        For nothing, and for markup.
    """
    if not data.strip():
        raise strictly.empty(source)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        raise SourceRefusedError(
            f"{source} answered with {strictly.told(data[:4096])}", status=200,
            advice="that is no list: read what it says, ask again later",
        )  # fmt: skip
