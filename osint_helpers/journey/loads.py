"""Whether pieces and transport units go together, and under which suppositions they would."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from osint_helpers._card import Carded
from osint_helpers.case.flagged import row_facts
from osint_helpers.law import flags

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

HALF: Final = Fraction(1, 2)  # litres in a half-litre bottle
KG_A_TONNE: Final = 1000
AS_TOLD: Final = "as published"
LIGHTER: Final = "lighter pieces"
FEWER: Final = "fewer pieces"
MORE_UNITS: Final = "more containers"


@dataclass(frozen=True)
class LoadRule(Carded):
    """What a container carries and a bottle weighs: no source of a case says, so it is assumed.

    Attributes
    ----------
    container_payload_kg
        Goods that one container can carry, in kg; the parameter of rule RF15 (a typical maximum,
        assumed by the project).
    bottle_half_litre_kg
        Mass of a full half-litre bottle with its glass, in kg; the parameter of rule RF15
        (assumed by the project). Taken where the mass of a piece is not published.
    """

    container_payload_kg: float
    bottle_half_litre_kg: float

    @classmethod
    def default(cls) -> LoadRule:
        """Return the defaults of rule RF15."""
        held = flags.RULES["RF15"].parameters
        return cls(**{name: float(str(held[name].value)) for name in cls.__dataclass_fields__})


class Supposed(NamedTuple):
    """One supposition on one load.

    Attributes
    ----------
    goods, supposed
        What is carried; one of `AS_TOLD`, `LIGHTER`, `FEWER`, `MORE_UNITS`.
    pieces, piece_kg, containers
        Number of pieces, mass of one in kg (the most it may be under `LIGHTER`), containers.
    litres
        Litres in all where half-litre bottles are supposed, else NaN.
    tonnes, payload_tonnes
        Mass of all pieces; what the containers can carry.
    fits
        Whether the mass is within the payload.
    finding
        The same in a sentence.
    claims
        Claims behind the load.
    """

    goods: str
    supposed: str
    pieces: int
    piece_kg: float
    containers: int
    litres: float
    tonnes: float
    payload_tonnes: float
    fits: bool
    finding: str
    claims: tuple[str, ...]


def loads(case: Case, rule: LoadRule | None = None) -> pd.DataFrame:
    """Test every load an analyst entered for RF15, and what would make it fit.

    Parameters
    ----------
    case
        An open case. A load is a row of ``red_flags.csv`` of the kind ``Load`` with a number of
        containers; rows of the same pieces, containers and mass are one load.
    rule
        Assumed figures; by default those of RF15.

    Returns
    -------
    DataFrame
        The fields of `Supposed`. One row a load that fits; of one that does not, four: as
        published, and with lighter pieces, fewer pieces or more containers. None is preferred.
    """
    held = rule or LoadRule.default()
    rows = [row for load, claims in _loads(case).items() for row in _supposed(load, claims, held)]
    return pd.DataFrame(rows, columns=list(Supposed._fields)).astype({"fits": bool})


_Load = tuple[str, float, int, float | None]


def _loads(case: Case) -> dict[_Load, tuple[str, ...]]:
    """Return load -> claims, in the order of the table."""
    found: dict[_Load, tuple[str, ...]] = {}
    for _, fact in row_facts(case):
        if isinstance(fact, flags.Load) and fact.containers is not None:
            key = (fact.goods, fact.pieces, fact.containers, fact.piece_kg)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *fact.evidence)))
    return found


def _supposed(load: _Load, claims: tuple[str, ...], rule: LoadRule) -> Iterator[Supposed]:
    goods, number, units, own = load
    half_litre = own is None
    pieces = math.ceil(number)
    each = Fraction(str(rule.bottle_half_litre_kg if own is None else own))
    one = Fraction(str(rule.container_payload_kg))

    def row(what: str, n: int, kg: Fraction, containers: int, finding: str) -> Supposed:
        litres = float(n * HALF) if half_litre and kg == each else math.nan
        mass, payload = n * kg / KG_A_TONNE, containers * one / KG_A_TONNE
        return Supposed(goods, what, n, round(float(kg), 3), containers, litres,
                        round(float(mass), 1), round(float(payload), 1), mass <= payload, finding,
                        claims)  # fmt: skip

    times = pieces * each / (units * one)
    if times <= 1:
        yield row(AS_TOLD, pieces, each, units, "fits the assumed payload")
        return
    yield row(AS_TOLD, pieces, each, units, f"{float(times):.1f} times the assumed payload")
    most = units * one / pieces
    share = f"; in proportion {float(most / each * HALF):.2f} litre" if half_litre else ""
    yield row(LIGHTER, pieces, most, units, f"fits when none weighs more than {float(most):.2f} kg"
              f"{share}")  # fmt: skip
    few = math.floor(units * one / each)
    part = f"{float(Fraction(few, pieces)):.0%} of the published number"
    yield row(FEWER, few, each, units, f"fits up to {few:,}, {part}")
    many = math.ceil(pieces * each / one)
    yield row(MORE_UNITS, pieces, each, many, f"fits from {many} containers on")
