"""Read answers of the GLEIF API: from bytes to rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from osint_helpers.collect import strictly
from osint_helpers.collect.columns import check_fields
from osint_helpers.collect.parties.gleif import columns as c
from osint_helpers.collect.parties.party import Name, Party, one_line
from osint_helpers.errors import SchemaChanged
from osint_helpers.identifiers import check_lei

SOURCE: Final = "GLEIF"
_REPORT: Final = "the source changed its answers: keep the capture, and report it"
_ADDRESS: Final = ("city", "region", "postalCode", "country")


class Page(NamedTuple):
    """A page of records: rows, and what the source says of the whole (None when it does not)."""

    rows: list[dict[str, Any]]
    total: int | None
    last: int | None
    current: int | None


def page(data: bytes, *, tolerated: Iterable[str] = ()) -> Page:
    """Return the records of a page.

    Raises
    ------
    SchemaChanged
        When a field is new, missing or of another type.
    CollectError, SourceRefusedError
        When the bytes are no whole JSON.
    """
    held = _object(strictly.json_of(data, source=SOURCE), "answer")
    check_fields(held, ("data",), ("meta", "links", "jsonapi", "included"), where="a page of GLEIF",
                 tolerated=tuple(tolerated))  # fmt: skip
    if not isinstance(held["data"], list):
        raise SchemaChanged("is no list", column="data", advice=_REPORT)
    told = _object(_object(held.get("meta"), "meta").get("pagination"), "pagination")
    rows = [_record(one, tuple(tolerated)) for one in held["data"]]
    return Page(rows, *(_count(told, name) for name in ("total", "lastPage", "currentPage")))


def record(data: bytes, *, tolerated: Iterable[str] = ()) -> dict[str, Any]:
    """Return the one record of an answer, as `page`."""
    held = _object(strictly.json_of(data, source=SOURCE), "answer")
    check_fields(held, ("data",), ("meta", "links", "jsonapi", "included"),
                 where="a record of GLEIF", tolerated=tuple(tolerated))  # fmt: skip
    return _record(held["data"], tuple(tolerated))


def relation(data: bytes) -> dict[str, Any]:
    """Return what a relationship record says, keyed as :data:`.columns.RELATIONS`.

    Raises
    ------
    SchemaChanged
        When the parent, type or status is not where it is documented.
    """
    said = _attributes(data)
    link = _needed(said, "relationship")
    start, end = _needed(link, "startNode"), _needed(link, "endNode")
    report = _object(said.get("registration"), "registration")
    days = _period(link.get("periods"))
    return {
        "lei": _text(start, "id", needed=True),
        "parent_lei": _text(end, "id", needed=True),
        "relationship_type": _text(link, "type", needed=True),
        "relationship_status": _text(link, "status", needed=True),
        "relationship_from": days[0] or _day(said, "validFrom"),
        "relationship_to": days[1] or _day(said, "validTo"),
        "registration_status": _text(report, "status"),
        "corroboration": _text(report, "corroborationLevel"),
        "updated": _text(report, "lastUpdateDate"),
    }


def exception(data: bytes) -> dict[str, Any]:
    """Return what a reporting exception says, keyed as :data:`.columns.RELATIONS`.

    Raises
    ------
    SchemaChanged
        When category or reason is not there.
    """
    said = _attributes(data)
    return {
        "exception_category": _text(said, "category", needed=True),
        "exception_reason": _text(said, "reason", needed=True),
        "exception_reference": _text(said, "reference"),
    }


def _record(one: Any, tolerated: tuple[str, ...]) -> dict[str, Any]:  # noqa: ANN401
    held = _object(one, "data")
    where = f"record {str(held.get('id'))[:24]} of GLEIF"
    check_fields(held, c.RECORD, c.RECORD_MORE, where=where, tolerated=tolerated)
    said = _needed(held, "attributes")
    check_fields(said, c.ATTRIBUTES, c.ATTRIBUTES_MORE, where=where, tolerated=tolerated)
    entity, issue = _needed(said, "entity"), _needed(said, "registration")
    check_fields(entity, c.ENTITY, c.ENTITY_MORE, where=where, tolerated=tolerated)
    check_fields(issue, c.REGISTRATION, c.REGISTRATION_MORE, where=where, tolerated=tolerated)
    lei = str(_text(said, "lei", needed=True))
    return {
        **_party(lei, entity).row(),
        "lei_valid": check_lei(lei).valid,
        **_entity(entity),
        "registration_status": _text(issue, "status"),
        "registered": _text(issue, "initialRegistrationDate"),
        "updated": _text(issue, "lastUpdateDate"),
        "renewal_due": _text(issue, "nextRenewalDate"),
        "corroboration": _text(issue, "corroborationLevel"),
        "issuer": _text(issue, "managingLou"),
        "bic": tuple(_texts(said, "bic")),
    }


def _party(lei: str, entity: dict[str, Any]) -> Party:
    addresses = [_needed(entity, "legalAddress"), _needed(entity, "headquartersAddress")]
    addresses += _objects(entity, "otherAddresses")
    return Party(
        "gleif", lei, tuple(_names(entity)), _text(entity, "jurisdiction"),
        _text(entity, "status"),
        tuple(dict.fromkeys(line for one in addresses if (line := _line(one)))),
        _day(entity, "creationDate"), _day(_object(entity.get("expiration"), "expiration"), "date"),
    )  # fmt: skip


def _names(entity: dict[str, Any]) -> list[Name]:
    legal = _needed(entity, "legalName")
    found = [Name(str(_text(legal, "name", needed=True)), "legal", _text(legal, "language") or "")]
    for field in ("otherNames", "transliteratedOtherNames"):
        for one in _objects(entity, field):
            text = str(_text(one, "name", needed=True))
            found.append(Name(text, _text(one, "type") or field, _text(one, "language") or ""))
    return found


def _entity(entity: dict[str, Any]) -> dict[str, Any]:
    form = _object(entity.get("legalForm"), "legalForm")
    after = _objects(entity, "successorEntities")
    return {
        "legal_form": _text(form, "id") or _text(form, "other"),
        "category": _text(entity, "category"),
        "registered_at": _text(_object(entity.get("registeredAt"), "registeredAt"), "id"),
        "registered_as": _text(entity, "registeredAs"),
        "legal_country": _text(_needed(entity, "legalAddress"), "country"),
        "headquarters_country": _text(_needed(entity, "headquartersAddress"), "country"),
        "ended_because": _text(_object(entity.get("expiration"), "expiration"), "reason"),
        "successors": tuple(s for one in after if (s := _text(one, "lei") or _text(one, "name"))),
    }


def _line(address: dict[str, Any]) -> str:
    return one_line([*_texts(address, "addressLines"), *(_text(address, n) for n in _ADDRESS)])


def _period(periods: Any) -> tuple[str | None, str | None]:  # noqa: ANN401
    """Return begin and end of the relation itself, not of an accounting period."""
    for one in periods if isinstance(periods, list) else []:
        held = _object(one, "periods")
        if held.get("type") == "RELATIONSHIP_PERIOD":
            return _day(held, "startDate"), _day(held, "endDate")
    return None, None


def _attributes(data: bytes) -> dict[str, Any]:
    held = _object(strictly.json_of(data, source=SOURCE), "answer")
    check_fields(held, ("data",), ("meta", "links", "jsonapi", "included"),
                 where="an answer of GLEIF")  # fmt: skip
    return _needed(_needed(held, "data"), "attributes")


def _object(value: Any, name: str) -> dict[str, Any]:  # noqa: ANN401
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise SchemaChanged("is no object", column=name, advice=_REPORT)
    return value


def _needed(held: dict[str, Any], name: str) -> dict[str, Any]:
    if held.get(name) is None:
        raise SchemaChanged(f"is missing in an answer of {SOURCE}", column=name, advice=_REPORT)
    return _object(held[name], name)


def _objects(held: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = held.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise SchemaChanged("is no list", column=name, advice=_REPORT)
    return [_object(one, name) for one in value]


def _texts(held: dict[str, Any], name: str) -> list[str]:
    value = held.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise SchemaChanged("is no list of texts", column=name, advice=_REPORT)
    return value


def _text(held: dict[str, Any], name: str, *, needed: bool = False) -> str | None:
    value = held.get(name)
    if value is None or value == "":
        if needed:
            raise SchemaChanged(f"is missing in an answer of {SOURCE}", column=name, advice=_REPORT)
        return None
    if not isinstance(value, str):
        raise SchemaChanged(f"is {value!r:.40}, which is no text", column=name, advice=_REPORT)
    return value


def _day(held: dict[str, Any], name: str) -> str | None:
    """Return the day of a time the source gives as midnight."""
    text = _text(held, name)
    return None if text is None else text[:10]


def _count(held: dict[str, Any], name: str) -> int | None:
    value = held.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise SchemaChanged(f"is {value!r:.40}, which is no count", column=name, advice=_REPORT)
    return value
