"""``case.toml``: what the case is about, who asked, and the day up to which it knows."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final, TypedDict

from osint_helpers._card import Card, Carded
from osint_helpers.case.faults import CaseFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Where the reader of TOML stopped; a fault at the end of the file has no line.
_AT_LINE: Final = re.compile(r"\(at line (\d+), column \d+\)")
_REQUIRED: Final = ("id", "title", "question", "as_of")
_TABLES: Final = ("topics", "map_notes")
_GATHERS: Final = "gathers"
_STATE_KEYS: Final = ("date", "what")


class EvidenceState(TypedDict):
    """A day after which more was known: ``date`` (day, month or year) and ``what`` came out."""

    date: str
    what: str


@dataclass(frozen=True, repr=False)
class CaseMeta(Carded):
    """What ``case.toml`` says.

    Attributes
    ----------
    id
        Name of the folder: lower-case letters, digits and single hyphens.
    title, question, item_line, instructions, prepared_for, prepared_by
        The head of the report.
    as_of
        Last day of knowledge, ``YYYY-MM-DD``. No function of the suite reads the clock.
    label
        Handling label, printed on every page.
    caution
        What must be said first.
    method
        How the facts were taken.
    topics
        Values of ``claims.topic`` that are no legs, with their meaning.
    evidence_states
        Days at which the state of knowledge changed, in file order.
    map_notes
        Notes to be printed on maps, by a short name.
    gathers
        Names of the cases whose tables this one gathers, in the order they are compared.
    """

    id: str
    title: str
    question: str
    as_of: str
    item_line: str = ""
    instructions: str = ""
    prepared_for: str = ""
    prepared_by: str = ""
    label: str = ""
    caution: str = ""
    method: str = ""
    topics: dict[str, str] = field(default_factory=dict)
    evidence_states: tuple[EvidenceState, ...] = ()
    map_notes: dict[str, str] = field(default_factory=dict)
    gathers: tuple[str, ...] = ()

    def _card_(self) -> Card:
        from osint_helpers.case import cards

        return cards.meta(self)


def parse_meta(text: str, file: Path) -> tuple[CaseMeta | None, list[CaseFault]]:
    """Read the text of a ``case.toml``.

    Parameters
    ----------
    text
        TOML 1.0. Dates may be TOML dates or strings.
    file
        Its path; the folder must have the name of ``id``.

    Returns
    -------
    CaseMeta or None, list of CaseFault
        None when there is a fault.
    """
    try:
        data = _plain(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        advice = "correct the line; a text stands in double quotation marks"
        at = _AT_LINE.search(str(error))
        row = int(at[1]) if at else None
        return None, [CaseFault("E002", str(error), advice=advice, file=file, row=row)]
    faults = [*_shape_faults(data, file), *_path_faults(data, file)]
    if not faults:
        faults = list(_value_faults(data, file))
    if faults:
        return None, faults
    if "evidence_states" in data:
        data["evidence_states"] = tuple(data["evidence_states"])
    if _GATHERS in data:
        data[_GATHERS] = tuple(data[_GATHERS])
    return CaseMeta(**data), []


def _plain(value: Any) -> Any:  # noqa: ANN401  (a TOML value can be anything)
    """Turn TOML dates into ISO text, all the way down."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _shape_faults(data: dict[str, Any], file: Path) -> Iterator[CaseFault]:
    """Report keys that are missing, unknown, empty or of the wrong type."""
    known = [entry.name for entry in fields(CaseMeta)]
    for key in _REQUIRED:
        if data.get(key, "") == "":
            yield _fault("E003", f"key {key!r} is missing or empty", "fill it", file)
    for key, value in data.items():
        if key not in known:
            advice = "the keys are: " + ", ".join(known)
            yield _fault("E003", f"key {key!r} is unknown", advice, file)
        elif (said := _misshapen(key, value)) is not None:
            yield _fault("E003", said[0], said[1], file)


def _misshapen(key: str, value: object) -> tuple[str, str] | None:
    """Return what is wrong with the form of a known key, and what to do; None when nothing is."""
    if key in _TABLES:
        good = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
        return None if good else (f"{key!r} is no table of texts", f"write [{key}]")
    if key == "evidence_states":
        good = isinstance(value, list) and all(_is_state(state) for state in value)
        advice = "write [[evidence_states]] with a date and a what for each"
        return None if good else (f"{key!r} is no list of date and what", advice)
    if key == _GATHERS:
        advice = 'write gathers = ["one-case", "another-case"], each once'
        good = _are_names(value)
        return None if good else (f"{key!r} is no list of names of cases", advice)
    good = isinstance(value, str)
    return None if good else (f"key {key!r} is no text", "put it in quotation marks")


def _is_state(state: object) -> bool:
    return (
        isinstance(state, dict)
        and sorted(state) == sorted(_STATE_KEYS)
        and all(isinstance(value, str) and value for value in state.values())
    )


def _are_names(value: object) -> bool:
    if not isinstance(value, list) or not value:
        return False
    names = [one for one in value if isinstance(one, str) and _ID.fullmatch(one)]
    return len(names) == len(value) == len(set(names))


def _path_faults(value: object, file: Path, key: str = "") -> Iterator[CaseFault]:
    """Refuse every value that is a path out of the folder, wherever it stands."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _path_faults(inner, file, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _path_faults(inner, file, f"{key}[{place}]")
    elif isinstance(value, str) and leaves_folder(value):
        advice = "name a file inside the case folder"
        yield _fault("E004", f"{key!r} is a path that leaves the folder", advice, file)


def leaves_folder(text: str) -> bool:
    """Say whether `text` is an absolute path or has a ``..`` part, in any system's spelling."""
    if any(char.isspace() for char in text.strip()) or "://" in text:
        return False
    windows = PureWindowsPath(text)
    return (
        PurePosixPath(text).is_absolute()
        or bool(windows.drive)
        or bool(windows.root)
        or ".." in windows.parts
    )


def _value_faults(data: dict[str, Any], file: Path) -> Iterator[CaseFault]:
    """Check the id and the day of knowledge."""
    name = file.resolve().parent.name
    if not _ID.fullmatch(data["id"]):
        advice = "use lower-case letters, digits and single hyphens"
        yield _fault("E003", f"id {data['id']!r} is not a plain name", advice, file)
    elif data["id"] != name:
        advice = "rename the folder or the id"
        yield _fault("E004", f"id {data['id']!r} is not the folder name {name!r}", advice, file)
    try:
        day = date.fromisoformat(data["as_of"])
        fits = day.isoformat() == data["as_of"]  # fromisoformat also takes 20181001
    except ValueError:
        fits = False
    if not fits:
        yield _fault("E003", f"as_of {data['as_of']!r} is no day", "write YYYY-MM-DD", file)


def _fault(code: str, what: str, advice: str, file: Path) -> CaseFault:
    return CaseFault(code, what, advice=advice, file=file)
