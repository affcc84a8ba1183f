"""Ask for the file of DPRK Reports, or read it where it lies."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.given import Given, file_of
from osint_helpers.collect.reading import Reading
from osint_helpers.collect.vessels.dprk_reports import manifest, records, walking
from osint_helpers.collect.vessels.dprk_reports.manifest import MANIFEST
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    from osint_helpers.collect.client import Client
    from osint_helpers.collect.collected import Collected

LARGEST: Final = 256 << 20  # the file has some megabytes


@dataclass(frozen=True)
class Graph:
    """The file as three tables that rest on the same bytes.

    Attributes
    ----------
    entities, edges, identifiers
        Columns `manifest.ENTITIES`, `manifest.EDGES`, `manifest.IDENTIFIERS`.
    """

    entities: Collected
    edges: Collected
    identifiers: Collected

    @property
    def sha256(self) -> str:
        """SHA-256 of the file: what freezes it."""
        return self.entities.meta.sha256


def graph(client: Client, *, sha256: str = "") -> Graph:
    """Return entities, edges and identifiers of the file, asked for once.

    Parameters
    ----------
    sha256
        Of the file a case rests on; another file is then an error, not a quiet change.

    Raises
    ------
    CollectError
        When the file is not the one named, or nothing whole came.
    SchemaChanged
        When it is built otherwise.
    """
    got, found = _asked(client, "graph", sha256)
    return Graph(*(_table(got, found, name) for name in _TABLES))


def read(source: Given, *, sha256: str = "", tolerate: Collection[str] = ()) -> Graph:
    """Return the tables of a file, a capture of the case, or an answer.

    Parameters
    ----------
    source, sha256
        The file; its SHA-256, when the case has frozen one.
    tolerate
        New fields to pass over.
    """
    one = file_of(source)
    _frozen(one.part.sha256, sha256)
    got = Reading(MANIFEST, "read", {"file": one.name})
    got.take(one)
    found = records.parse(one.data(most=LARGEST), tolerate=tolerate)
    got.counted(len(found.entities) + len(found.edges))
    for text in found.notes:
        got.note(text)
    return Graph(*(_table(got, found, name) for name in _TABLES))


def entities(client: Client, *, sha256: str = "") -> Collected:
    """Return every entity, events, documentation and sources among them: `manifest.ENTITIES`."""
    return _table(*_asked(client, "entities", sha256), "entities")


def edges(client: Client, *, sha256: str = "") -> Collected:
    """Return every edge, also those that end at an unknown id: `manifest.EDGES`."""
    return _table(*_asked(client, "edges", sha256), "edges")


def identifiers(client: Client, *, sha256: str = "") -> Collected:
    """Return every identifier with its scheme: `manifest.IDENTIFIERS`."""
    return _table(*_asked(client, "identifiers", sha256), "identifiers")


def mentions(client: Client, *, imo: str, sha256: str = "") -> Collected:
    """Return documents, paragraphs and events that hang on the ships with an IMO number.

    Parameters
    ----------
    imo
        In any form. It is also found where the publisher calls it fraudulent; ``matched`` says so.
    sha256
        As `graph`.

    Returns
    -------
    Collected
        Columns `manifest.MENTIONS`, nearest first. Other ships and companies are not walked
        through, and nothing is walked through a document: all it mentions would follow.

    Raises
    ------
    CollectError
        When `imo` has not seven digits.
    """
    _seven(imo)
    got, found = _asked(client, "mentions", sha256, imo=imo)
    rows = list(walking.walk(found.entities, found.edges, imo))
    _say(got, found, imo)
    return got.collected(rows, manifest.MENTIONS)


def mentions_in(source: Given, *, imo: str, sha256: str = "") -> Collected:
    """Return what `mentions` does, from a file, a capture or an answer."""
    _seven(imo)
    one = file_of(source)
    _frozen(one.part.sha256, sha256)
    got = Reading(MANIFEST, "mentions_in", {"file": one.name, "imo": imo})
    got.take(one)
    found = records.parse(one.data(most=LARGEST))
    rows = list(walking.walk(found.entities, found.edges, imo))
    got.counted(len(found.entities) + len(found.edges))
    _say(got, found, imo)
    return got.collected(rows, manifest.MENTIONS)


_TABLES: Final = ("entities", "edges", "identifiers")


def _asked(
    client: Client, call: str, sha256: str, **parameters: str
) -> tuple[Gathering, records.Records]:
    frozen = {"sha256": sha256} if sha256 else {}
    got = Gathering(client, MANIFEST, call, {**parameters, **frozen})
    answer = got.ask("data.json", part="data.json")
    if answer is None:
        got.collected([], manifest.ENTITIES)  # raises what the source said
        raise CollectError(f"{MANIFEST.title} gave no file", advice="ask again later")
    _frozen(answer.sha256, sha256)
    tolerate = client.tolerated(MANIFEST)
    read = got.read(answer, lambda one: [records.parse(one.data, tolerate=tolerate)],
                    part="data.json")  # fmt: skip
    if not read:
        got.collected([], manifest.ENTITIES)  # raises what the answer said
    (found,) = read
    got.count(answer, len(found.entities) + len(found.edges) - 1)  # `read` counted the file as one
    for text in found.notes:
        got.note(text)
    return got, found


def _table(got: Gathering, found: records.Records, name: str) -> Collected:
    rows: dict[str, Any] = {"entities": found.entities, "edges": found.edges}
    if name == "identifiers":
        rows[name] = list(records.identifiers(found.entities))
    columns = {"entities": manifest.ENTITIES, "edges": manifest.EDGES,
               "identifiers": manifest.IDENTIFIERS}  # fmt: skip
    return got.collected(rows[name], columns[name])


def _frozen(found: str, wanted: str) -> None:
    if wanted and found != wanted.strip().lower():
        raise CollectError(
            f"the file of {MANIFEST.title} has SHA-256 {found}, the case rests on {wanted}",
            advice="read the frozen capture (Client(pins=…)), or look at what changed",
        )


def _seven(imo: str) -> None:
    if not records.imo_of(imo):
        raise CollectError(f"{imo!r} has not the seven digits of an IMO number", column="imo")


def _say(got: Gathering, found: records.Records, imo: str) -> None:
    count = len({one["entity"] for one, _ in walking.ships(found.entities, imo)})
    if count != 1:
        got.note(f"{count} ships of the file have the IMO number {records.imo_of(imo)}")
