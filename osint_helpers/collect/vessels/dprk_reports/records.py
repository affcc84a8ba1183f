"""The file of DPRK Reports as entities, edges and identifiers; nothing is dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from osint_helpers import _json
from osint_helpers.collect import strictly
from osint_helpers.collect.columns import check_fields
from osint_helpers.errors import SchemaChanged
from osint_helpers.identifiers import check_imo, check_mmsi

SOURCE: Final = "DPRK Reports"
_ENTITY: Final = ("id", "schema", "properties")
_ENTITY_MORE: Final = ("caption", "datasets", "referents", "target", "first_seen", "last_seen")
_EDGE: Final = ("schema", "source", "target")
_EDGE_MORE: Final = ("id", "role", "relationship", "properties", "label")
_ALIASES: Final = ("alias", "weakAlias", "previousName", "fraudAlias")
_COUNTRIES: Final = ("country", "nationality", "jurisdiction")
_DATES: Final = ("date", "startDate", "endDate", "publishedAt")
# Field -> the scheme it stands for; None: the value itself says it, as SCHEME:value.
IDENTIFIERS: Final[dict[str, str | None]] = {
    "imoNumber": "IMO", "fraudImoNumber": "IMO", "mmsi": "MMSI", "fraudMmsi": "MMSI",
    "callSign": "call sign", "idNumber": None, "registrationNumber": "registration number",
    "taxNumber": "tax number", "innCode": "INN", "ogrnCode": "OGRN", "okpoCode": "OKPO",
    "kppCode": "KPP", "vatCode": "VAT", "swiftBic": "SWIFT/BIC", "leiCode": "LEI",
    "uscCode": "USCC", "passportNumber": "passport", "unscId": "UN Security Council",
}  # fmt: skip
_CHECKS: Final = {"IMO": check_imo, "IMO NUMBER": check_imo, "MMSI": check_mmsi}


@dataclass
class Records:
    """What the file holds.

    Attributes
    ----------
    entities, edges
        Rows keyed as the columns of the manifest.
    notes
        What was noticed.
    """

    entities: list[dict[str, Any]] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def parse(data: bytes, *, tolerate: Collection[str] = ()) -> Records:
    """Return entities and edges of the file.

    Names of properties are the publisher's own and open; every one is kept in ``properties``.

    Raises
    ------
    SourceRefusedError
        When it is no JSON.
    SchemaChanged
        When records have other fields, or a property is no list of texts.
    """
    value = strictly.json_of(data, source=SOURCE)
    unread: set[str] = set()
    whole = _record(value, ("entities", "edges"), (), "the file", tolerate=tolerate, unread=unread)
    made = Records()
    for at, one in enumerate(_list(whole["entities"], "entities")):
        row = _record(one, _ENTITY, _ENTITY_MORE, f"entity {at}", tolerate=tolerate, unread=unread)
        made.entities.append(_entity(row, at))
    for at, one in enumerate(_list(whole["edges"], "edges")):
        row = _record(one, _EDGE, _EDGE_MORE, f"edge {at}", tolerate=tolerate, unread=unread)
        made.edges.append(_edge(row, at))
    _doubles(made)
    _ends(made)
    if unread:
        made.notes.append(f"fields not read: {', '.join(sorted(unread))}")
    return made


def identifiers(entities: Collection[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give every identifier of every entity, as `manifest.IDENTIFIERS`."""
    for entity in entities:
        for name, scheme in IDENTIFIERS.items():
            for raw in entity["properties"].get(name, ()):
                told, value = (scheme, raw.strip()) if scheme else split(raw)
                check = _CHECKS.get((told or "").upper())
                found = None if check is None else check(value)
                yield {
                    "entity": entity["entity"], "entity_schema": entity["schema"],
                    "name": entity["name"], "property": name, "scheme": told, "value": value,
                    "raw": raw, "valid": None if found is None else found.valid,
                    "check": None if found is None else found.reason,
                }  # fmt: skip


def split(raw: str) -> tuple[str | None, str]:
    """Return scheme and value of ``SCHEME:value``; no scheme where there is no colon."""
    scheme, colon, value = raw.partition(":")
    return (scheme.strip() or None, value.strip()) if colon else (None, raw.strip())


def imo_of(text: str) -> str:
    """Return the seven digits of an IMO number, or ``""``: also of one that fails its check."""
    normal = check_imo(text).normal
    return normal if re.fullmatch(r"[0-9]{7}", normal) else ""


def _entity(row: dict[str, Any], at: int) -> dict[str, Any]:
    props = _properties(row["properties"], f"entity {at}")
    names = props.get("name", ())
    first = (*names, *props.get("title", ()), *props.get("recordId", ()), *props.get("summary", ()))
    return {
        "entity": _text(row["id"], "id"), "schema": _text(row["schema"], "schema"),
        "name": first[0] if first else None, "names": names,
        "aliases": _several(props, _ALIASES), "imo": props.get("imoNumber", ()),
        "mmsi": props.get("mmsi", ()), "flags": props.get("flag", ()),
        "countries": _several(props, _COUNTRIES), "dates": _several(props, _DATES),
        "record": props.get("recordId", ()), "urls": props.get("sourceUrl", ()),
        "records": 1, "properties": {name: list(held) for name, held in props.items()},
    }  # fmt: skip


def _edge(row: dict[str, Any], at: int) -> dict[str, Any]:
    props = _properties(row.get("properties") or {}, f"edge {at}")
    return {
        "schema": _text(row["schema"], "schema"), "source": _text(row["source"], "source"),
        "target": _text(row["target"], "target"), "role": _maybe(row.get("role"), "role"),
        "relationship": _maybe(row.get("relationship"), "relationship"), "times": 1,
        "properties": {name: list(held) for name, held in props.items()} or None,
    }  # fmt: skip


def _doubles(made: Records) -> None:
    """Fold records that are the same; keep, count and name those that differ under one id."""
    once = {_json.canonical(one): one for one in made.entities}
    same = len(made.entities) - len(once)
    made.entities = list(once.values())
    counts: dict[str, int] = {}
    for one in made.entities:
        counts[one["entity"]] = counts.get(one["entity"], 0) + 1
    for one in made.entities:
        one["records"] = counts[one["entity"]]
    twice = [name for name, count in counts.items() if count > 1]
    edges: dict[str, dict[str, Any]] = {}
    for one in made.edges:
        kept = edges.setdefault(_json.canonical({**one, "times": 1}), one)
        if kept is not one:
            kept["times"] += 1
    folded = len(made.edges) - len(edges)
    made.edges = list(edges.values())
    if same:
        made.notes.append(f"{same} entities stand in the file twice, word for word")
    if twice:
        made.notes.append(f"{len(twice)} ids stand on records that differ: {_few(twice)}")
    if folded:
        made.notes.append(f"{folded} edges stand in the file again, word for word")


def _ends(made: Records) -> None:
    known = {one["entity"] for one in made.entities}
    loose = set()
    for one in made.edges:
        one["source_known"], one["target_known"] = one["source"] in known, one["target"] in known
        loose |= {one[end] for end in ("source", "target") if one[end] not in known}
    if loose:
        count = sum(not (one["source_known"] and one["target_known"]) for one in made.edges)
        made.notes.append(f"{count} edges end at an id the file does not have: {_few(loose)}")


def _few(names: Collection[str]) -> str:
    shown = sorted(names)
    return ", ".join(shown[:5]) + (" …" if len(shown) > 5 else "")


def _record(
    value: Any, required: Collection[str], optional: Collection[str], where: str, *,  # noqa: ANN401
    tolerate: Collection[str], unread: set[str],
) -> dict[str, Any]:  # fmt: skip
    if not isinstance(value, dict):
        raise _wrong(value, "record", where)
    told = f"{where} of {SOURCE}"
    unread |= set(check_fields(list(value), required, optional, where=told, tolerated=tolerate))
    return value


def _properties(value: Any, where: str) -> dict[str, tuple[str, ...]]:  # noqa: ANN401
    if not isinstance(value, dict):
        raise _wrong(value, "record", f"properties of {where}")
    for name, held in value.items():
        if not isinstance(held, list) or not all(isinstance(one, str) for one in held):
            raise _wrong(held, "list of texts", f"{name} of {where}")
    return {name: tuple(held) for name, held in value.items()}


def _several(props: dict[str, tuple[str, ...]], names: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for name in names for one in props.get(name, ())))


def _list(value: Any, column: str) -> list[Any]:  # noqa: ANN401
    if not isinstance(value, list):
        raise _wrong(value, "list", column)
    return value


def _text(value: Any, column: str) -> str:  # noqa: ANN401
    if not isinstance(value, str) or not value.strip():
        raise _wrong(value, "text", column)
    return value


def _maybe(value: Any, column: str) -> str | None:  # noqa: ANN401
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return _text(value, column).strip()


def _wrong(value: object, kind: str, column: str) -> SchemaChanged:
    return SchemaChanged(
        f"holds {value!r:.60}, which is no {kind}", column=column,
        advice="the source changed, or the reading of it is wrong: keep the capture, report it",
    )  # fmt: skip
