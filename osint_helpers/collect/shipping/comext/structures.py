"""Read the SDMX messages of Comext: structure, code lists, faults, deferred answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.shipping.comext.about import DATASET, DIMENSIONS, MANIFEST
from osint_helpers.errors import CollectError, SchemaChanged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_STATES: Final = ("SUBMITTED", "PROCESSING", "AVAILABLE", "EXPIRED", "UNKNOWN_REQUEST")


@dataclass(frozen=True)
class Fault:
    """What the source refuses with, which it may do with status 200.

    Attributes
    ----------
    code, text
        ``100``, ``NO_RESULTS: The query did not return any results.``
    """

    code: str
    text: str

    @property
    def nothing(self) -> bool:
        """Whether it says that there are no results."""
        return "NO_RESULTS" in self.text or "NO_RECORDS_FOUND" in self.text

    @property
    def too_big(self) -> bool:
        """Whether it says that too much was asked for at once."""
        return self.code == "413" or "TOO_BIG" in self.text or "TOO_MANY" in self.text


@dataclass(frozen=True)
class Queued:
    """A deferred answer: `key` of the request, and how far it is."""

    key: str
    state: str


def root_of(data: bytes) -> Element:
    """Return the root of an XML answer; no entity, no document type, no network.

    Raises
    ------
    CollectError
        When it is no such XML.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise CollectError(
            f"the answer of {MANIFEST.title} is no XML that can be read",
            advice="the capture keeps it as it came: look at it",
        ) from error
    return root


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(root: Element, name: str) -> Iterator[Element]:
    return (one for one in root.iter() if _name(one) == name)


def _text(root: Element, name: str) -> str:
    return next((one.text.strip() for one in _all(root, name) if one.text and one.text.strip()), "")


def fault_of(root: Element) -> Fault | None:
    """Return the SOAP fault of an answer, if it is one."""
    if not any(True for _ in _all(root, "faultstring")):
        return None
    return Fault(_text(root, "faultcode"), " ".join(_text(root, "faultstring").split()))


def queued_of(root: Element) -> Queued | None:
    """Return where a deferred answer stands, if it is one.

    Two forms: ``syncResponse/queued/{id,status}`` in place of data, and
    ``asyncResponse/status/{key,status}`` when asked for its state.
    """
    for holder, key in (("queued", "id"), ("status", "key")):
        for element in _all(root, holder):
            held = {_name(one): (one.text or "").strip() for one in element}
            if held.get(key) and held.get("status") in _STATES:
                return Queued(held[key], held["status"])
    return None


def definition_of(data: bytes) -> tuple[str, str]:
    """Return agency and name of the data structure definition a dataflow message refers to.

    Raises
    ------
    SchemaChanged
        When there is none.
    """
    for flow in _all(root_of(data), "Dataflow"):
        for structure in (one for one in flow.iter() if _name(one) == "Structure"):
            for ref in _all(structure, "Ref"):
                if ref.get("id"):
                    return ref.get("agencyID") or "ESTAT", str(ref.get("id"))
    raise SchemaChanged(
        f"is missing in the dataflow {DATASET}", column="Structure", advice="look at the answer"
    )


def structure_of(data: bytes) -> list[dict[str, Any]]:
    """Return the dimensions of a data structure definition in the order of a question's key.

    Raises
    ------
    SchemaChanged
        When a dimension is new, missing or without a place.
    """
    root = root_of(data)
    named = next(_all(root, "DataStructure"), None)
    definition = "" if named is None else f"{named.get('id', '')} {named.get('version', '')}"
    rows = [_dimension(one, definition.strip()) for one in _all(root, "Dimension")]
    rows.sort(key=lambda row: int(row["position"]))
    found = [row["dimension"].lower() for row in rows]
    for name in (*DIMENSIONS, *found):
        if found.count(name) != 1 or name not in DIMENSIONS:
            raise SchemaChanged(
                f"is {'missing' if name not in found else 'new or repeated'} in the structure of "
                f"{DATASET}", column=name, advice="the source changed: report it",
            )  # fmt: skip
    return rows


def _dimension(element: Element, definition: str) -> dict[str, Any]:
    position = element.get("position", "")
    if not (position.isascii() and position.isdigit() and len(position) < 4):
        raise SchemaChanged(
            f"has the position {position!r:.20}", column=str(element.get("id", "")),
            advice="look at the structure",
        )  # fmt: skip
    listed = next((ref for one in _all(element, "Enumeration") for ref in _all(one, "Ref")), None)
    held = {} if listed is None else listed.attrib
    return {
        "position": int(position), "dimension": element.get("id", ""),
        "codelist": held.get("id"), "codelist_version": held.get("version"),
        "agency": held.get("agencyID"), "definition": definition,
    }  # fmt: skip


def codes_of(data: bytes) -> list[dict[str, Any]]:
    """Return the codes of a code list with their English text.

    Raises
    ------
    SchemaChanged
        When a code has no id.
    """
    rows = []
    for code in _all(root_of(data), "Code"):
        if not code.get("id"):
            raise SchemaChanged("has no id", column="Code", advice="look at the code list")
        texts = {one.get(_LANGUAGE): (one.text or "").strip() for one in code
                 if _name(one) == "Name"}  # fmt: skip
        rows.append({"code": code.get("id"), "text": texts.get("en") or None})
    return rows
