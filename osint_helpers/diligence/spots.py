"""Places of cells: the project's cited table, the port list of the sea-lane package, countries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.diligence.columns import folded
from osint_helpers.diligence.problems import Problem, note, unused
from osint_helpers.errors import ReferenceDataError

_ADVICE: Final = "give a UN/LOCODE, a name of docs/reference-data.md, or 'place, country code'"


@dataclass(frozen=True, slots=True)
class Spot(Carded):
    """A place of a consignment.

    Attributes
    ----------
    text
        As the cell has it.
    id, name, country
        Of the reference data; the id is empty where only a country is known.
    kind
        ``seaport``, ``airport``, ``town``, … or ``country``.
    point
        ``(lat, lon)``; None where no data set gives one.
    basis
        What the place was found in.
    cited
        Whether it stands in the project's own table; only then the law is asked by its id.
    """

    text: str
    id: str
    name: str
    country: str
    kind: str
    point: tuple[float, float] | None
    basis: str
    cited: bool

    @property
    def key(self) -> str:
        """Return the place or country as the law room is asked for it."""
        return self.id if self.cited else self.country

    @property
    def shown(self) -> str:
        """Return ``Busan (KRPUS, KR)`` or ``Bangladesh (BD)``."""
        inner = f"{self.id}, {self.country}" if self.id else self.country
        return f"{self.name} ({inner})"


@lru_cache(maxsize=8192)
def spot(text: str) -> tuple[Spot | None, tuple[Problem, ...]]:
    """Return the place a cell names, and what is to be said; None where it is not known."""
    from osint_helpers.reference import place

    try:
        found = place(text)
    except ReferenceDataError as error:
        if "is not in the table" not in error.what:
            return None, (unused("place", error.what, error.advice),)
        return _listed(text)
    point = None if found.lat is None or found.lon is None else found.point()
    made = Spot(text, found.id, found.name, found.country, found.kind, point,
                found.coordinate_basis, cited=True)  # fmt: skip
    if text.isascii():
        return made, ()
    return made, (note("place-name", f"{text!r} was read as {made.shown}", "compare"),)


def _listed(text: str) -> tuple[Spot | None, tuple[Problem, ...]]:
    """Look in the list of seaports, then among countries."""
    ports = _ports().get(text.strip().upper()) or _names().get(folded(text), ())
    nation = _nation(text)
    if nation and all(port.country != nation.country for port in ports):
        if ports and folded(text) != folded(nation.name):  # Norfolk: Norfolk Island, and a port
            what = f"{text[:40]!r} can be {nation.shown} or the port {ports[0].shown}"
            return None, (unused("place", what, "give the code of the one that is meant"),)
        what = f"names a country, {nation.shown}, and no port"
        advice = "the law is asked; name the port to have the lane tested"
        return nation, (note("country-only", what, advice),)
    if len(ports) > 1:
        names = ", ".join(f"{one.id} ({one.country})" for one in ports[:6])
        what = f"{text[:40]!r} names {len(ports)} ports: {names}"
        return None, (unused("place", what, "give the code"),)
    if ports:
        port = ports[0]
        what = (f"was read as {port.shown} of the port list of the package searoute, which this "
                "project has not checked")  # fmt: skip
        return port, (note("port-list", what, "compare; its point can be tens of kilometres off"),)
    before, _, after = text.rpartition(",")
    nation = _nation(after) if before.strip() else None
    if nation:
        what = f"the place {before.strip()[:40]!r} is not known; its country {nation.shown} is used"
        return nation, (note("country-only", what, _ADVICE),)
    return None, (unused("place", f"{text[:40]!r} is no place this suite knows", _ADVICE),)


def _nation(text: str) -> Spot | None:
    from osint_helpers.reference import country

    try:
        found = country(text)
    except ReferenceDataError:
        return None
    return Spot(text, "", found.name, found.alpha2, "country", None, found.provenance.text(),
                cited=False)  # fmt: skip


@cache
def _ports() -> dict[str, tuple[Spot, ...]]:
    from osint_helpers.reference import seaports

    return {
        row.port: (Spot(row.port, row.port, row.name, row.country, "seaport",
                        (float(row.lat), float(row.lon)), row.source, cited=False),)
        for row in seaports().itertuples()
    }  # fmt: skip


@cache
def _names() -> dict[str, tuple[Spot, ...]]:
    found: dict[str, tuple[Spot, ...]] = {}
    for _, (port,) in sorted(_ports().items()):
        key = folded(port.name)
        found[key] = (*found.get(key, ()), port)
    return found
