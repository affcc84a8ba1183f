"""The things followed, and the check of every identifier."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from osint_helpers import identifiers as ground
from osint_helpers.case.tables import LIST_SEPARATOR, NOT_PUBLISHED
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.journey.readings import is_distortion

if TYPE_CHECKING:
    from osint_helpers.case import Case

# Word of a serial kind or predicate -> its check. Words of identifiers without a check digit
# have none; they are listed so that their absence is shown too.
_CHECKS: Final[dict[str, Callable[[str], ground.IdentifierCheck] | None]] = {
    "vin": ground.check_vin,
    "imo": ground.check_imo,
    "mmsi": ground.check_mmsi,
    "lei": ground.check_lei,
    "container": ground.check_container,
    "6346": ground.check_container,
    "registration": None,
    "lading": None,
}


def items(
    case: Case, exhibit_id: str, *, title: str = "What is followed", caption: str = ""
) -> Exhibit:
    """Return the items of the case with their serials, "not published" being a value."""
    columns = {
        "item": "Item",
        "name": "Name",
        "make_model": "Make and model",
        "serial": "Serial",
        "goods_family": "Family of goods",
        "note": "Note",
        "evidence": "Claims about it",
    }
    about: dict[str, list[str]] = {}
    for claim in common.rows_of(case.claims):
        if not is_distortion(claim["claim"]):
            about.setdefault(claim["subject"], []).append(claim["claim"])
    rows: list[list[Cell | str]] = []
    for row in common.rows_of(case.items):
        missing = row["serial"] == NOT_PUBLISHED
        serial = cell(
            f"{row['serial_kind']}: {row['serial']}", mark="not-published" if missing else ""
        )
        rows.append(
            [
                f"{row['item']}\n{common.words(row['kind'])}",
                row["name"],
                row["make_model"],
                serial,
                row["goods_family"],
                row["note"],
                common.claims_cell(about.get(row["item"], [])),
            ]
        )
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance="Cited fact: claims about the items. No serial is shown that no source prints.",
        main=("name", "make_model"),
    )


def identifiers(
    case: Case, exhibit_id: str, *, title: str = "Identifiers and their checks", caption: str = ""
) -> Exhibit:
    """Return every identifier of items and claims with the check of its form and check digit.

    Identifiers that no source prints stand in the table as "not published".
    """
    columns = {
        "about": "About",
        "kind": "Identifier",
        "value": "As published",
        "check": "Check",
        "evidence": "Evidence",
    }
    rows = [
        *(_checked(row["name"], row["serial_kind"], row["serial"], []) for row in _items(case)),
        *_claimed(case),
        *_missing(case),
    ]
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance="Derived: identifiers.check_* of the values as published: IMO Resolution "
        "A.1117(30), ITU-R M.585, ISO 6346, ISO 3779, ISO 17442. A valid check digit shows that a "
        "number is well formed, not whose it is.",
    )


def _items(case: Case) -> list[dict[str, Any]]:
    return common.rows_of(case.items)


def _check_of(text: str) -> Callable[[str], ground.IdentifierCheck] | None:
    tokens = text.lower().replace("_", " ").split()
    return next((check for word, check in _CHECKS.items() if check and word in tokens), None)


def _names_identifier(text: str) -> bool:
    return bool(set(text.lower().replace("_", " ").split()) & set(_CHECKS))


def _checked(about: str, kind: str, value: str, refs: list[tuple[str, str]]) -> list[Cell | str]:
    if not value or value == NOT_PUBLISHED:
        blank = cell(NOT_PUBLISHED, mark="not-published")
        return [about, kind, blank, cell("nothing to check"), cell("", refs)]
    check = _check_of(kind)
    if check is None:
        return [about, kind, value, "no check digit", cell("", refs)]
    found = check(value)
    words = {True: "valid", False: "not valid", None: "cannot be checked"}[found.valid]
    mark = {True: "agrees", False: "disagrees", None: ""}[found.valid]
    outcome = cell(f"{words}: {found.reason}" if found.reason else words, mark=mark)
    return [about, kind, value, outcome, cell("", refs)]


def _claimed(case: Case) -> list[list[Cell | str]]:
    """Return the claims whose predicate is an identifier with a check."""
    rows = []
    for claim in common.rows_of(case.claims):
        name = claim["predicate"]
        value = common.value_text(claim)
        looks = any(char.isdigit() for char in value)
        if _check_of(name) and looks and not is_distortion(claim["claim"]):
            about = common.subject_text(case, claim["subject"])
            rows.append(_checked(about, common.words(name), value, [("claim", claim["claim"])]))
    return rows


def _missing(case: Case) -> list[list[Cell | str]]:
    """Return the identifiers among the things that are not published."""
    rows = []
    held = {(row["item"], _check_of(row["serial_kind"])) for row in _items(case)}
    for row in common.rows_of(case.unknowns):
        if not _names_identifier(row["predicate"]):
            continue
        if (row["subject"], _check_of(row["predicate"])) in held:
            continue  # the item's own row says it already
        subjects = [common.subject_text(case, s) for s in row["subject"].split(LIST_SEPARATOR) if s]
        rows.append(_checked("; ".join(subjects), row["what"], NOT_PUBLISHED, []))
    return rows
