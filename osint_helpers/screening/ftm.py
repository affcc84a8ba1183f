"""FollowTheMoney JSON lines, as OpenSanctions publishes them, read with plain json as a stream.

One entity a line (``entities.ftm.json``), or one target a line with what belongs to it nested
inside (``targets.nested.json``). A line that cannot be read is counted with its number and why;
the rest of the file is still read.

``first_seen``, ``last_seen`` and ``last_change`` say when the aggregator saw something. They are
kept among `other` and are never dates of listing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Final

from osint_helpers.collect.sanctions import days, names, numbers
from osint_helpers.collect.sanctions.files import Parsed
from osint_helpers.collect.sanctions.listing import Entry
from osint_helpers.screening import ftm_schema as schema

LONGEST: Final = 16 << 20  # bytes of a line; the largest published entities have about 1 MB
DEEPEST: Final = 4  # entities nested in one another
SEEN: Final = ("first_seen", "last_seen", "last_change")


@dataclass
class Read:
    """What a file gave: the entries, and what became of every other line.

    Attributes
    ----------
    parsed
        As of every other list.
    lines
        Lines that are not empty.
    bad
        Line and reason of each line that could not be read.
    aside
        Reason -> lines that are whole and no entry of their own.
    datasets
        Names of the data sets the entries are of.
    """

    parsed: Parsed = field(default_factory=Parsed)
    lines: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)
    aside: dict[str, int] = field(default_factory=dict)
    datasets: set[str] = field(default_factory=set)


class _Unreadable(Exception):  # noqa: N818  (caught in this module; the reason is counted)
    """Why a line is no entity."""


def parse(stream: IO[bytes]) -> Read:
    """Return the entries of a file; nothing in it stops the reading.

    Raises
    ------
    CollectError
        From the stream alone: packed bytes that are broken or too many.
    """
    out = Read()
    joined: list[tuple[str, Mapping[str, Any], tuple[str, ...]]] = []
    entries: dict[str, Entry] = {}
    for line, data in _lines(stream):
        out.lines += 1
        try:
            _take(_entity(data), line, out, entries, joined)
        except _Unreadable as error:
            out.bad.append((line, str(error)))
    _join(entries, joined, out)
    out.parsed.entries.extend(entries.values())
    return out


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    number = 0
    while data := stream.readline(LONGEST + 1):
        number += 1
        rest = data
        while len(rest) > LONGEST and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST + 1)  # the end of a line that is too long
        if number == 1:
            data = data.removeprefix(b"\xef\xbb\xbf")
        if data.strip():
            yield number, data


def _entity(data: bytes) -> dict[str, Any]:
    if len(data) > LONGEST:
        raise _Unreadable(f"longer than {LONGEST} bytes")
    try:
        found = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise _Unreadable("not UTF-8") from None
    except RecursionError:
        raise _Unreadable("nested too deeply") from None
    except ValueError:  # also a number of too many digits
        raise _Unreadable("no JSON, or cut off") from None
    return _checked(found)


def _checked(found: Any) -> dict[str, Any]:  # noqa: ANN401  (it is looked at here)
    if not isinstance(found, dict):
        raise _Unreadable("no JSON object")
    for key in ("id", "schema"):
        if not isinstance(found.get(key), str) or not found[key].strip():
            raise _Unreadable(f"no {key}")
    properties = found.get("properties")
    if not isinstance(properties, dict) or not all(
        isinstance(values, list) and all(isinstance(one, str | dict) for one in values)
        for values in properties.values()
    ):
        raise _Unreadable("properties are not lists of texts")
    return found


def _take(
    found: dict[str, Any], line: int, out: Read, entries: dict[str, Entry], joined: list[Any]
) -> None:
    kind = schema.KINDS.get(found["schema"])
    if kind is None:
        belongs = found["schema"] in schema.HOLDERS
        if belongs:
            _kept(found, joined)
        why = "belongs to an entry" if belongs else "is no party, ship, vehicle or aircraft"
        _count(out.aside, f"{found['schema']}: {why}")
    elif found.get("target") is False:
        _count(out.aside, f"{found['schema']}: the data set says it is no target itself")
    elif found["id"] in entries:
        raise _Unreadable(f"the id {found['id'][:60]!r} stands on an earlier line")
    else:
        entry = _entry(found, kind, line)
        for one in list(_nested(found, 0)):  # all of it, before anything is kept
            if one["schema"] in schema.HOLDERS:
                _kept(one, joined, owner=found["id"])
        entries[found["id"]] = entry
        out.datasets.update(str(one) for one in _listed(found.get("datasets")))


def _nested(found: Mapping[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    for values in found["properties"].values():
        for one in values:
            if isinstance(one, dict):
                inner = _checked(one)
                yield inner
                if depth < DEEPEST:
                    yield from _nested(inner, depth + 1)


def _kept(found: Mapping[str, Any], joined: list[Any], owner: str = "") -> None:
    """Keep what belongs to an entry until all entries are read."""
    told = found["properties"].get(schema.HOLDERS[found["schema"]], [])
    owners = (owner,) if owner else tuple(one for one in told if isinstance(one, str))
    joined.append((found["schema"], found["properties"], owners))


def _texts(properties: Mapping[str, Any], key: str) -> list[str]:
    return [one for one in properties.get(key, ()) if isinstance(one, str) and one.strip()]


def _listed(found: Any) -> list[Any]:  # noqa: ANN401
    return found if isinstance(found, list) else []


def _entry(found: dict[str, Any], kind: str, line: int) -> Entry:
    properties = found["properties"]
    entry = Entry(schema.LIST, found["id"], f"line {line}, id {found['id']}", kind=kind)
    _names(entry, properties, found.get("caption"))
    if not any(entry.names):
        raise _Unreadable("no name")
    for key, (type_, word) in schema.NUMBERS.items():
        for one in _texts(properties, key):
            entry.identifiers.append(numbers.identifier(word or key, one, kind=type_))
    entry.programmes = _texts(properties, "programId") + _texts(properties, "program")
    entry.flag = next(iter(_texts(properties, "flag")), None)
    entry.former_flags = _texts(properties, "pastFlags")
    entry.vessel_type = next(iter(_texts(properties, "type")), None) if kind == "vessel" else None
    for one in _texts(properties, "address"):
        entry.live(one)
    entry.births = [days.read(one) for one in _texts(properties, "birthDate")]
    entry.birth_places = _texts(properties, "birthPlace")
    for key in ("nationality", "citizenship", "country", "jurisdiction"):
        entry.nationalities += _texts(properties, key)
    entry.remarks = "\n".join(_texts(properties, "notes")) or None
    _others(entry, found)
    return entry


def _others(entry: Entry, found: Mapping[str, Any]) -> None:
    """Keep what has no column of its own."""
    for key, values in found["properties"].items():
        for one in values if key not in schema.READ else ():
            entry.say(key, one if isinstance(one, str) else None)
    for key in ("schema", *SEEN):
        entry.say(key, found[key] if isinstance(found.get(key), str) else None)
    for one in _listed(found.get("datasets")):
        entry.say("datasets", str(one))


def _names(entry: Entry, properties: Mapping[str, Any], caption: object) -> None:
    told = _texts(properties, "name")
    first = caption if caption in told else next(iter(told), None)
    for key, quality in schema.NAMES.items():
        for one in _texts(properties, key):
            said = "primary" if key == "name" and one == first else quality
            entry.names.append(names.name(one, said, published=key))


def _join(entries: Mapping[str, Entry], joined: list[Any], out: Read) -> None:
    """Put sanctions and documents into their entries."""
    ended: dict[str, list[days.Printed | None]] = {}
    lost = sum(not any(owner in entries for owner in owners) for _, _, owners in joined)
    if lost:
        out.parsed.notes.append(f"{lost} sanctions or documents belong to nothing read as an entry")
    for kind, properties, owners in joined:
        for owner in owners:
            entry = entries.get(owner)
            if entry is None:
                continue
            if kind == "Sanction":
                ended.setdefault(owner, []).append(_sanction(entry, properties))
            else:
                _document(entry, kind, properties)
    for owner, ends in ended.items():
        if all(ends):  # one sanction that goes on leaves it listed
            entries[owner].delisted = dict(days.latest([one for one in ends if one]) or {}) or None


def _sanction(entry: Entry, properties: Mapping[str, Any]) -> days.Printed | None:
    """Put one sanction into its entry; return its end, when the file states one."""
    for key in ("listingDate", "startDate"):
        for one in _texts(properties, key):
            entry.listed.append({**days.read(one), "what": key})
    entry.programmes += _texts(properties, "programId") + _texts(properties, "program")
    for one in _texts(properties, "reason"):
        entry.based(one, url=next(iter(_texts(properties, "sourceUrl")), None))
    for key in ("authority", "authorityId", "unscId", "status", "provisions", "duration",
                "endDate", "modifiedAt", "recordId", "summary", "country"):  # fmt: skip
        for one in _texts(properties, key):
            entry.say(f"Sanction {key}", one)
    return next((found for one in _texts(properties, "endDate")
                 if (found := days.read(one))["text"]), None)  # fmt: skip


def _document(entry: Entry, kind: str, properties: Mapping[str, Any]) -> None:
    said = next(iter(_texts(properties, "type")), kind)
    country = next(iter(_texts(properties, "country")), None)
    type_ = "passport" if kind == "Passport" else ""
    for one in _texts(properties, "number"):
        entry.identifiers.append(numbers.identifier(said, one, kind=type_, country=country))


def _count(held: dict[str, int], why: str) -> None:
    held[why] = held.get(why, 0) + 1
