"""Flag state of a station: maritime identification digits (MID) of the ITU."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from osint_helpers._card import Carded
from osint_helpers.errors import ReferenceDataError
from osint_helpers.identifiers import check_mmsi
from osint_helpers.reference.provenance import Provenance, cited, rows


@dataclass(frozen=True, slots=True, repr=False)
class Flag(Carded):
    """The administration a MID is allocated to.

    Attributes
    ----------
    mid
        Three digits.
    country
        ISO 3166-1 alpha-2: of the territory where it has a code, else of the state.
    name
        As the ITU prints it, with the territory.
    provenance
        Row of ``mid.csv``.
    """

    mid: str
    country: str
    name: str
    provenance: Provenance


def flag_of(mmsi: str) -> Flag:
    """Return the flag an MMSI claims.

    The digits are what a transmitter sends: they are evidence of the claim, not of the
    registration.

    Parameters
    ----------
    mmsi
        Nine digits, as :func:`osint_helpers.identifiers.check_mmsi` takes them.

    Raises
    ------
    IdentifierError
        When the number has no form of an MMSI.
    ReferenceDataError
        When the form carries no MID (AIS-SART, MOB, EPIRB) or the MID is not allocated.
    """
    check = check_mmsi(mmsi).require()
    digits = check.parts.get("mid")
    if digits is None:
        raise ReferenceDataError(
            f"{check.normal} ({check.parts['station']}) carries no flag digits",
            advice="look for the parent ship",
        )
    return mid(digits)


def mid(digits: str) -> Flag:
    """Return the administration of three identification digits.

    Raises
    ------
    ReferenceDataError
        When the ITU table does not hold them.
    """
    try:
        return _table()[digits]
    except KeyError:
        raise ReferenceDataError(
            f"MID {digits!r} is not allocated in the ITU table",
            advice="an invented or mistyped identity; keep it as printed",
        ) from None


@cache
def _table() -> dict[str, Flag]:
    return {
        row["mid"]: Flag(
            row["mid"], row["alpha2"], row["name"], cited("mid.csv", row["mid"], row["source"])
        )
        for row in rows("mid.csv")
    }
