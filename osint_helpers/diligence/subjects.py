"""Who and what of a consignment is asked about: parties, ship, containers, vehicle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from osint_helpers.diligence.columns import PARTIES
from osint_helpers.diligence.rows import Consignment
from osint_helpers.screening.values import Identifier, Name, Subject


class Questioned(NamedTuple):
    """A role of a row, the text of its cell, and the subject to screen."""

    role: str
    text: str
    subject: Subject


def subjects(one: Consignment) -> Iterator[Questioned]:
    """Yield the subjects of a row: parties, then ship, containers, vehicle."""
    for role in PARTIES:
        name = one.text(role)
        if name:
            seat = one.text(f"{role}_country")
            countries = (seat,) if seat else ()
            yield Questioned(role, name, Subject("unknown", (Name(name),), countries=countries))
    ship = _ship(one)
    if ship is not None:
        yield ship
    for number in one.values.get("container", ()):
        made = Subject("unknown", (), (Identifier("container", number),))
        yield Questioned("container", number, made)
    vin = one.text("vin")
    if vin:
        yield Questioned("vin", vin, Subject("vehicle", (), (Identifier("vin", vin),)))


def _ship(one: Consignment) -> Questioned | None:
    name = one.text("vessel")
    numbers = tuple(Identifier(kind, one.text(kind)) for kind in ("imo", "mmsi") if one.text(kind))
    if not name and not numbers:
        return None
    flag = one.text("vessel_flag")
    told = "; ".join([*([name] if name else []), *(f"{n.type.upper()} {n.value}" for n in numbers)])
    names = (Name(name),) if name else ()
    return Questioned(
        "vessel", told, Subject("vessel", names, numbers, countries=(flag,) if flag else ())
    )
