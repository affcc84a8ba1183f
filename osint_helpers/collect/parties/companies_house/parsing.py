"""Read answers of Companies House: from bytes to rows, people by role unless asked by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, NamedTuple

from osint_helpers.collect import strictly
from osint_helpers.collect.columns import check_fields
from osint_helpers.collect.parties.companies_house import columns as c
from osint_helpers.collect.parties.party import Name, Party, one_line
from osint_helpers.errors import SchemaChanged

SOURCE: Final = "Companies House"
_REPORT: Final = "the source changed its answers: keep the capture, and report it"
_ADDRESS: Final = (
    "care_of", "po_box", "premises", "address_line_1", "address_line_2", "locality", "region",
    "postal_code", "country",
)  # fmt: skip
_LEGAL: Final = ("legal_form", "legal_authority", "place_registered", "registration_number")
Row = dict[str, Any]
Entry = Mapping[str, Any]


class Page(NamedTuple):
    """A page: its entries as they came, and what the source says of the whole."""

    items: list[Entry]
    total: int | None
    start: int | None


def page(data: bytes, *, tolerated: Collection[str] = ()) -> Page:
    """Return the entries of a page.

    Raises
    ------
    SchemaChanged
        When a field is new, missing or of another type.
    CollectError, SourceRefusedError
        When the bytes are no whole JSON.
    """
    held = _object(strictly.json_of(data, source=SOURCE), "answer")
    # a company without filings, or a search without hits, may come without the list
    check_fields(held, (), ("items", *c.PAGE), where=f"a page of {SOURCE}", tolerated=tolerated)
    total = _integer(held, "total_results")
    total = _integer(held, "total_count") if total is None else total
    if "items" not in held and total != 0:
        check_fields(held, ("items",), c.PAGE, where=f"a page of {SOURCE}", tolerated=tolerated)
    items = held.get("items") or []
    if not isinstance(items, list):
        raise SchemaChanged("is no list", column="items", advice=_REPORT)
    return Page([_object(one, "items") for one in items], total, _integer(held, "start_index"))


def company(data: bytes, *, tolerated: Collection[str] = ()) -> Row:
    """Return a company, keyed as :data:`.columns.COMPANIES`; errors as `page`."""
    held = _object(strictly.json_of(data, source=SOURCE), "answer")
    check_fields(held, c.PROFILE, c.PROFILE_MORE, where=f"a company of {SOURCE}",
                 tolerated=tolerated)  # fmt: skip
    before = _objects(held, "previous_company_names")
    names = [Name(str(_text(held, "company_name")), "registered")]
    names += [Name(text, "previous") for one in before if (text := _text(one, "name"))]
    accounts = _object(held.get("accounts") or {}, "accounts")
    last = _object(accounts.get("last_accounts") or {}, "last_accounts")
    return {
        **_party(held, names, "registered_office_address").row(),
        "company_type": _text(held, "type"),
        "status_detail": _text(held, "company_status_detail"),
        "industry": _texts(held, "sic_codes"),
        "previous_names": [
            {key: _text(one, key) for key in ("name", "effective_from", "ceased_on")}
            for one in before
        ],
        "has_insolvency_history": _flag(held, "has_insolvency_history"),
        "has_been_liquidated": _flag(held, "has_been_liquidated"),
        "has_charges": _flag(held, "has_charges"),
        "office_in_dispute": _flag(held, "registered_office_is_in_dispute"),
        "mail_undeliverable": _flag(held, "undeliverable_registered_office_address"),
        "accounts_made_up_to": _text(last, "made_up_to"),
        "accounts_overdue": _flag(accounts, "overdue"),
        "foreign_register_number": _text(held, "external_registration_number"),
    }


def hit(one: Entry, rank: int, tolerated: Collection[str] = ()) -> Row:
    """Return a hit of a search, keyed as :data:`.columns.HITS`."""
    check_fields(one, c.HIT, c.HIT_MORE, where=f"hit {rank} of {SOURCE}", tolerated=tolerated)
    names = [Name(str(_text(one, "title")), "registered")]
    return {
        **_party(one, names, "address").row(),
        "company_type": _text(one, "company_type"),
        "rank": rank,
    }


def officer(one: Entry, tolerated: Collection[str] = (), *, names: bool = False) -> Row:
    """Return an officer, keyed as :data:`.columns.OFFICERS` but for company and label."""
    check_fields(one, c.OFFICER, c.OFFICER_MORE, where=f"an officer of {SOURCE}",
                 tolerated=tolerated)  # fmt: skip
    role = _text(one, "officer_role") or ""
    # whoever is not marked as a company counts as a person
    natural = not role.startswith("corporate-")
    days = ("appointed_on", "appointed_before", "resigned_on")
    return {
        **_who(one, natural=natural, names=names),
        "role": role,
        **{name: _text(one, name) for name in days},
    }


def controller(one: Entry, tolerated: Collection[str] = (), *, names: bool = False) -> Row:
    """Return a person with significant control, keyed as :data:`.columns.CONTROLLERS`."""
    check_fields(one, c.CONTROLLER, c.CONTROLLER_MORE, where=f"a person of {SOURCE}",
                 tolerated=tolerated)  # fmt: skip
    kind = _text(one, "kind") or ""
    natural = not kind.startswith(("corporate-entity-", "legal-person-"))
    return {
        **_who(one, natural=natural, names=names),
        "role": kind,
        "natures_of_control": _texts(one, "natures_of_control"),
        "notified_on": _text(one, "notified_on"),
        "ceased_on": _text(one, "ceased_on"),
        "sanctioned": _flag(one, "is_sanctioned"),
    }


def filing(one: Entry, tolerated: Collection[str] = (), *, names: bool = False) -> Row:
    """Return a filing, keyed as :data:`.columns.FILINGS` but for the company."""
    check_fields(one, c.FILING, c.FILING_MORE, where=f"a filing of {SOURCE}", tolerated=tolerated)
    sub = one.get("subcategory")
    said = one.get("description_values")
    return {
        "date": _text(one, "date"),
        "action_date": _text(one, "action_date"),
        "category": _text(one, "category"),
        "subcategory": (sub,) if isinstance(sub, str) else _texts(one, "subcategory"),
        "filing_type": _text(one, "type"),
        "description": _text(one, "description"),
        "details": said if names else None,
        "pages": _integer(one, "pages"),
        "paper": _flag(one, "paper_filed"),
        "transaction": _text(one, "transaction_id"),
    }


def identity(one: Entry) -> str:
    """Return what is the same in two entries of one person or company; never shown."""
    links = _object(one.get("links") or {}, "links")
    about = _object(links.get("officer") or {}, "officer")
    return _text(about, "appointments") or _text(links, "self") or _text(one, "name") or ""


Read = Callable[..., Row]


def _who(one: Entry, *, natural: bool, names: bool) -> Row:
    """Return name and, of companies, what identifies them; nothing private of anybody."""
    legal = {} if natural else _object(one.get("identification") or {}, "identification")
    place = {} if natural else one.get("principal_office_address") or one.get("address") or {}
    return {
        "natural_person": natural,
        "name": _text(one, "name") if names or not natural else None,
        "address": _line(_object(place, "address")) or None,
        **{name: _text(legal, name) for name in _LEGAL},
    }


def _party(held: Entry, names: list[Name], address: str) -> Party:
    place = _line(_object(held.get(address) or {}, address))
    number = _text(held, "company_number")
    if not number or not names[0].text:
        raise SchemaChanged(f"is empty in an answer of {SOURCE}", column="company_number",
                            advice=_REPORT)  # fmt: skip
    return Party(
        "companies_house", number, tuple(names), _text(held, "jurisdiction"),
        _text(held, "company_status"), (place,) if place else (),
        _text(held, "date_of_creation"), _text(held, "date_of_cessation"),
    )  # fmt: skip


def _line(address: Entry) -> str:
    return one_line(_text(address, name) for name in _ADDRESS)


def _object(value: Any, name: str) -> Entry:  # noqa: ANN401
    if not isinstance(value, dict):
        raise SchemaChanged("is no object", column=name, advice=_REPORT)
    return value


def _objects(held: Entry, name: str) -> list[Entry]:
    value = held.get(name) or []
    if not isinstance(value, list):
        raise SchemaChanged("is no list", column=name, advice=_REPORT)
    return [_object(one, name) for one in value]


def _texts(held: Entry, name: str) -> tuple[str, ...]:
    value = held.get(name) or []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise SchemaChanged("is no list of texts", column=name, advice=_REPORT)
    return tuple(value)


def _text(held: Entry, name: str) -> str | None:
    value = held.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise SchemaChanged(f"is {value!r:.40}, which is no text", column=name, advice=_REPORT)
    return value


def _flag(held: Entry, name: str) -> bool | None:
    value = held.get(name)
    if value is not None and not isinstance(value, bool):
        raise SchemaChanged(f"is {value!r:.40}, not yes or no", column=name, advice=_REPORT)
    return value


def _integer(held: Entry, name: str) -> int | None:
    value = held.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 31:
        raise SchemaChanged(f"is {value!r:.40}, which is no count", column=name, advice=_REPORT)
    return value
