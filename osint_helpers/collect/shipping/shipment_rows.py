"""Values of a shipment row: dates with precision, weights in kg, checked numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.shipping.us_manifests.building import kilograms
from osint_helpers.dates import DateInterval
from osint_helpers.errors import CollectError, DateError
from osint_helpers.identifiers import check_container, check_imo

if TYPE_CHECKING:
    from osint_helpers.collect.shipping.shipments import Shipment

_NUMBER: Final = re.compile(r"\d{1,15}(?:\.\d{1,6})?", re.ASCII)
_TONNES: Final = frozenset({"t", "mt", "tonnes", "tonne", "metric tons", "metric ton"})


def values(one: Shipment, dates: Sequence[str]) -> dict[str, Any]:
    """Return the cells of a typed shipment, typed and checked.

    Raises
    ------
    CollectError
        For a date, number or unit that cannot be read; the column is named.
    """
    row: dict[str, Any] = {name: value or None for name, value in asdict(one).items()}
    row["containers"] = one.containers
    row["containers_invalid"] = _invalid(one.containers)
    row["imo_valid"] = check_imo(one.imo).valid if one.imo else None
    for name in (*dates, "typed_on"):
        row[f"{name}_precision"] = _precision(getattr(one, name), name)
    for name in ("weight", "packages"):
        row[name] = _number(getattr(one, name), name)
    if one.weight and not one.weight_unit:
        raise CollectError("a weight without its unit says nothing", column="weight_unit",
                           advice="write the unit as printed")  # fmt: skip
    row["weight_kg"] = to_kg(row["weight"], one.weight_unit)
    return row


def to_kg(weight: float | None, unit: str | None) -> float | None:
    """Return a weight in kg; None for a unit that is not certain.

    ``tons`` is not: there are three. ``K`` and ``L`` are kilograms and pounds in manifest files
    only.
    """
    plain = (unit or "").strip().rstrip(".").lower()
    if weight is not None and plain in _TONNES:
        return weight * 1000.0
    return None if plain in {"k", "l"} else kilograms(weight, unit)


def _invalid(numbers: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in numbers if check_container(one).valid is False)


def _precision(text: str, name: str) -> str | None:
    if not text:
        return None
    try:
        return str(DateInterval.of_text(text).precision)
    except DateError as error:
        raise CollectError(error.what, column=name,
                           advice="write YYYY-MM-DD, YYYY-MM or YYYY: as precise as the document"
                           ) from None  # fmt: skip


def _number(text: str, name: str) -> float | None:
    if not text:
        return None
    if _NUMBER.fullmatch(text) is None:
        raise CollectError(f"{text!r} is no plain number", column=name,
                           advice="write digits and a point, without thousands signs")  # fmt: skip
    return float(text)


def of_manifest(row: Mapping[str, Any], captures: Mapping[str, str]) -> dict[str, Any]:
    """Return a row of `us_manifests.bills` as a shipment."""
    kinds = (("house", row["house_bols"]), ("master", row["master_bols"]))
    kind, numbers = next(((kind, held) for kind, held in kinds if held), (None, ()))
    locator = str(row["locator"])
    return {
        "document": "manifest entry", "bill_kind": kind, "number": _joined(numbers),
        "shipper": _joined(row["shippers"]), "consignee": _joined(row["consignees"]),
        "notify_party": _joined(row["notify_parties"]), "vessel": row["vessel"],
        "imo": None, "imo_valid": None, "voyage": _joined(row["voyages"]),
        "containers": row["containers"], "containers_invalid": row["containers_invalid"],
        "port_of_loading": row["port_of_lading"], "port_of_discharge": row["port_of_unlading"],
        "arrival_estimated": row["estimated_arrival"],
        "arrival_estimated_precision": _day(row["estimated_arrival"]),
        "arrived": row["actual_arrival"], "arrived_precision": _day(row["actual_arrival"]),
        "goods": _joined(row["descriptions"]), "weight": row["weight"],
        "weight_unit": row["weight_unit"], "weight_kg": row["weight_kg"],
        "packages": row["quantity"], "package_unit": row["quantity_unit"],
        "evidence_locator": locator, "capture": captures.get(locator.rpartition(":")[0]) or None,
    }  # fmt: skip


def _joined(texts: Sequence[str]) -> str | None:
    return "; ".join(texts) or None


def _day(text: Any) -> str | None:  # noqa: ANN401
    return "day" if isinstance(text, str) and text else None
