"""What a reader must know of a format: its fields, its order of time, its words for nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from osint_helpers.collect.columns import check_fields
from osint_helpers.collect.strictly import told
from osint_helpers.collect.vessels.ais.frame import NUMBERS
from osint_helpers.collect.vessels.ais.lines import cells_of
from osint_helpers.collect.vessels.ais.times import Order
from osint_helpers.errors import SchemaChanged, SourceRefusedError

# ITU-R M.1371, navigational status; 15 is "undefined", the default, and so missing.
NAV_STATUS: Final[dict[int, str]] = dict(enumerate((
    "Under way using engine", "At anchor", "Not under command", "Restricted manoeuvrability",
    "Constrained by her draught", "Moored", "Aground", "Engaged in fishing", "Under way sailing",
    "Reserved (high speed craft)", "Reserved (wing in ground)",
    "Power-driven vessel towing astern", "Power-driven vessel pushing ahead or towing alongside",
    "Reserved", "AIS-SART, MOB-AIS or EPIRB-AIS active",
)))  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """One form of a source's csv.

    Attributes
    ----------
    source
        Name of the source.
    title
        For errors.
    fields
        Canonical column to field of the header.
    order
        Of the parts of its times.
    also
        Further fields the header has or may have; they are not read.
    required
        Fields without which nothing can be read.
    absent
        Texts that mean nothing is known.
    words
        Canonical column to the function that reads its text.
    signed_course
        True: a course from 204.8 is stored less 409.6 (twelve bits read as signed).
    """

    source: str
    title: str
    fields: Mapping[str, str]
    order: Order
    required: tuple[str, ...]
    also: tuple[str, ...] = ()
    absent: frozenset[str] = frozenset()
    words: Mapping[str, Callable[[str], str | None]] = field(default_factory=dict)
    signed_course: bool = False


@dataclass(frozen=True)
class Placed:
    """A layout, and where its columns stand in one file."""

    layout: Layout
    width: int
    texts: Mapping[str, int]
    numbers: Mapping[str, int]
    unread: tuple[str, ...] = ()

    def only(self, columns: tuple[str, ...]) -> Placed:
        """Return what must be read for some columns: a cell that is not converted costs nothing."""
        needed = {*columns, "t", "mmsi", "lat", "lon"}
        texts = {name: at for name, at in self.texts.items() if name in needed}
        numbers = {name: at for name, at in self.numbers.items() if name in needed}
        return replace(self, texts=texts, numbers=numbers)

    def plain(self) -> frozenset[str]:
        """Return the texts that are passed on as they stand, so that none need be read twice."""
        return frozenset(self.texts) - {"t", "mmsi", *self.layout.words}


def header_of(line: bytes, *, title: str) -> list[str]:
    """Return the names of a header line, without byte order mark and comment sign.

    Raises
    ------
    SourceRefusedError
        When the file is markup or empty.
    """
    plain = line.removeprefix(b"\xef\xbb\xbf")
    if not plain.strip() or plain.lstrip()[:1] in {b"<", b"{"}:
        raise SourceRefusedError(
            f"{title}: the file holds {told(plain)}", advice="that is no table of positions"
        )
    names = cells_of(plain.decode("utf-8", "replace").rstrip("\r\n")) or []
    if names:
        names[0] = names[0].lstrip("# ")
    return [one.strip() for one in names]


def place(
    layout: Layout, names: list[str], *, extra: int = 0, tolerated: tuple[str, ...] = ()
) -> Placed:
    """Find the columns of a layout in a header.

    Parameters
    ----------
    names
        Of the header; empty names are allowed at its end.
    extra
        Cells a row has beyond the header.
    tolerated
        New fields to pass over.

    Raises
    ------
    SchemaChanged
        Names the first missing, new or repeated field.
    """
    named = [one for one in names if one]
    optional = [*layout.fields.values(), *layout.also]
    unread = check_fields(named, layout.required, optional, tolerated=tolerated,
                          where=f"the header of {layout.title}")  # fmt: skip
    twice = next((one for one in named if named.count(one) > 1), "")
    if twice:
        raise SchemaChanged(f"stands twice in the header of {layout.title}", column=twice,
                            advice="keep the file, and report it")  # fmt: skip
    where = {column: names.index(one) for column, one in layout.fields.items() if one in names}
    numbers = {one: at for one, at in where.items() if one in NUMBERS}
    texts = {one: at for one, at in where.items() if one not in NUMBERS}
    return Placed(layout, len(names) + extra, texts, numbers, unread)


def nav_status(text: str) -> str | None:
    """Return the words of ITU-R M.1371 for a code such as ``5`` or ``5.0``."""
    code = text.removesuffix(".0")
    if not (code.isascii() and code.isdigit()):
        return text
    return None if int(code) == 15 else NAV_STATUS.get(int(code), code)


def ship_type(text: str) -> str | None:
    """Return a code such as ``70`` for ``70.0``; 0 is missing."""
    code = text.removesuffix(".0")
    return None if code == "0" else code
