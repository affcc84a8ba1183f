"""XML lists read as a stream: one entry in memory at a time, no entities, no network.

A file that breaks off gives the entries before the break and a fault: it is incomplete, not short.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import IO, Any, Final

from osint_helpers.collect import strictly
from osint_helpers.collect.extras import need
from osint_helpers.collect.sanctions.files import Parsed
from osint_helpers.errors import CollectError, SchemaChanged, SourceRefusedError

Element = Any  # lxml has no types of its own
LONGEST: Final = 8 << 20  # bytes of one entry, or before the root; entries have some kilobytes


def words(text: str) -> frozenset[str]:
    """Return the names in a text, for tables of elements that would fill pages as lists."""
    return frozenset(text.split())


class Entries:
    """The entries of an XML list, in the order of the file.

    Parameters
    ----------
    stream
        Its bytes.
    root
        Local name of the root element; another one is no such list.
    names
        Local names of the elements to give out. They must not be nested in one another.
    source
        For errors.
    parsed
        Takes the fault when the file breaks off.

    Attributes
    ----------
    attributes
        Of the root element, once the iteration has begun.
    """

    def __init__(
        self, stream: IO[bytes], *, root: str, names: Collection[str], source: str, parsed: Parsed
    ) -> None:
        self._stream, self._root, self._names = stream, root, names
        self._source, self._parsed = source, parsed
        self.attributes: dict[str, str] = {}
        self._top: Element = None
        self._open: Element = None  # the entry that is being read
        self._since = 0  # bytes since it began

    def read(self, size: int = -1) -> bytes:
        """Give the parser its next bytes, when it has read and given out all before them.

        Raises
        ------
        CollectError
            For an entry longer than :data:`LONGEST`.
        """
        held = None if self._top is None else _prune(self._top, self._names)
        self._since = self._since + size if held is self._open else 0
        self._open = held
        if self._since > LONGEST and self._top is None:
            raise self._refusal()
        if self._since > LONGEST and held is not None:
            raise CollectError(
                f"{self._source} has a {local(held)} of more than {LONGEST} bytes",
                advice="it may be no file of this source",
            )
        return self._stream.read(size)

    def __iter__(self) -> Iterator[Element]:
        etree = need("lxml.etree")
        wanted = [f"{{*}}{name}" for name in (self._root, *self._names)]
        begun = False
        try:
            for event, element in etree.iterparse(
                self, events=("start", "end"), tag=wanted, resolve_entities=False,
                no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
                remove_pis=True,
            ):  # fmt: skip
                if not begun:
                    self._begin(element)
                    begun = True
                elif event == "end" and element.getparent() is not None:
                    yield element
                    _forget(element)
        except etree.XMLSyntaxError as error:
            if not begun:
                raise self._refusal() from None
            self._parsed.faults.append(
                f"{self._source} breaks off at line {error.lineno}: what follows is not known"
            )
        if not begun:
            raise self._refusal()

    def _begin(self, element: Element) -> None:
        info = element.getroottree().docinfo
        if info.internalDTD is not None or info.doctype:
            raise CollectError(
                f"{self._source} brings a document type of its own, which no list does",
                advice="do not trust this file; fetch it from the source",
            )
        if element.getparent() is not None or local(element) != self._root:
            raise self._refusal()
        self._top = element
        self.attributes = {local_name(key): text for key, text in element.attrib.items()}

    def _refusal(self) -> SourceRefusedError:
        shown = b""
        if self._stream.seekable():
            self._stream.seek(0)
            shown = self._stream.read(4096)
        return SourceRefusedError(
            f"{self._source} is no {self._root} list but {strictly.told(shown)}", status=200,
            advice="that is no list: read what it says, ask again later",
        )  # fmt: skip


def _forget(element: Element) -> None:
    """Free an entry that was read and what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _prune(top: Element, names: Collection[str]) -> Element:
    """Free what is over and nobody asked for; return the entry that is still open, or None."""
    element = top
    while len(element):
        last = element[-1]
        del element[:-1]
        if local(last) in names:
            return last
        element = last
    return None


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return local_name(str(element.tag))


def text(element: Element, path: str) -> str | None:
    """Return the text of a child by the path of local names, None when there is none."""
    for found in each(element, path):
        return str(found.text) if found.text else None
    return None


def texts(element: Element, path: str) -> list[str]:
    """Return the texts of all children by the path of local names, the empty ones left out."""
    return [str(one.text) for one in each(element, path) if one.text and one.text.strip()]


def each(element: Element, path: str) -> Iterator[Element]:
    """Return an iterator of the children by the path of local names."""
    name, _, rest = path.partition("/")
    found: Iterator[Element] = element.iterchildren(f"{{*}}{name}")
    return (below for child in found for below in each(child, rest)) if rest else found


def check(
    element: Element, known: Collection[str], *, where: str, tolerated: Collection[str] = ()
) -> None:
    """Compare every element and attribute of an entry with those the list documents.

    Parameters
    ----------
    known
        Local names of elements, ``element@attribute`` of attributes.
    tolerated
        New ones the analyst lets pass unread.

    Raises
    ------
    SchemaChanged
        For the first new one.
    """
    for one in element.iter():
        name = local(one)
        if name not in known and name not in tolerated:
            raise _new(name, where)
        for attribute in one.attrib:
            full = f"{name}@{local_name(attribute)}"
            if full not in known and full not in tolerated:
                raise _new(full, where)


def required(value: str | None, name: str, where: str) -> str:
    """Return a text that every entry has.

    Raises
    ------
    SchemaChanged
        When it is missing.
    """
    if value is None or not value.strip():
        raise SchemaChanged(
            f"is missing in {where}", column=name,
            advice="the source changed its answers: keep the capture, and report it",
        )  # fmt: skip
    return value.strip()


def _new(name: str, where: str) -> SchemaChanged:
    return SchemaChanged(
        f"is new in {where}", column=name,
        advice="read what it means, then name it in Client(tolerate=…) or read(tolerate=…)",
    )  # fmt: skip
