"""Named passages: canals and straits that can be closed, each with where it is cut.

A canal or strait that the 1:10m coast closes (or leaves narrower than a fine cell) is joined by a
``line``: points to about 0.01 degree, placed by the project by hand so that the canal's ends meet
the water of the coast file; they are not taken from a chart. A ``gate`` is a line from land to
land: closing the passage removes every edge that crosses it. Both are in degrees ``(lat, lon)``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.errors import ReferenceDataError

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, repr=False)
class Passage(Carded):
    """A passage that can be closed.

    Attributes
    ----------
    name, title
        Key and English name.
    note
        What closing it means, and what the graph does not know about it.
    gate
        Line from land to land across the passage.
    line
        Fairway joined to the water at either end; empty where the coast file is open.
    """

    name: str
    title: str
    note: str
    gate: tuple[Point, ...]
    line: tuple[Point, ...] = ()


_CANAL = "limits of size and draught, convoys and closures are not known to the graph"
_STRAIT = "closing it leaves the ways around"
_TABLE: Final = (
    Passage("bab_el_mandeb", "Bab el-Mandeb", _STRAIT, ((12.95, 43.75), (12.35, 42.90))),
    Passage("bering", "Bering Strait", _STRAIT, ((66.30, -171.50), (65.40, -166.50))),
    Passage("bosporus", "Bosporus", "the Black Sea has no other way out but by river",
            ((41.15, 28.70), (41.10, 29.45)),
            ((41.24, 29.14), (41.17, 29.07), (41.11, 29.07), (41.07, 29.05), (41.03, 29.00),
             (40.98, 28.97))),
    Passage("corinth", "Corinth Canal", f"{_CANAL}; beam of 17.6 m at most",
            ((37.70, 22.75), (37.90, 22.95), (37.95, 23.00), (38.02, 23.13), (38.07, 23.30),
             (38.25, 23.60)),
            ((37.96, 22.94), (37.935, 22.985), (37.90, 23.02))),
    Passage("dardanelles", "Dardanelles", _STRAIT, ((40.25, 26.22), (40.05, 26.60)),
            ((40.01, 26.12), (40.06, 26.27), (40.14, 26.39), (40.20, 26.38), (40.24, 26.51),
             (40.34, 26.63), (40.43, 26.78))),
    Passage("gibraltar", "Strait of Gibraltar", _STRAIT, ((36.30, -5.60), (35.60, -5.60))),
    Passage("great_belt", "Great Belt", _STRAIT, ((55.38, 10.50), (55.40, 11.60))),
    Passage("hormuz", "Strait of Hormuz", _STRAIT, ((27.40, 56.70), (25.70, 56.10))),
    Passage("kanmon", "Kanmon Strait", _STRAIT, ((34.10, 131.10), (33.95, 130.955), (33.75, 130.85)),  # noqa: E501
            ((33.97, 130.80), (33.93, 130.88), (33.96, 130.96), (33.95, 131.06))),
    Passage("kerch", "Kerch Strait", _STRAIT, ((45.30, 36.10), (45.30, 37.20))),
    Passage("kiel", "Kiel Canal", f"{_CANAL}; draught of 9.5 m at most",
            ((54.90, 9.20), (54.45, 9.55), (54.10, 9.75), (53.70, 10.10)),
            ((54.00, 8.30), (53.97, 8.60),
             (53.87, 8.80), (53.85, 9.00), (53.88, 9.12), (53.96, 9.24), (54.13, 9.32),
             (54.21, 9.45), (54.30, 9.66), (54.35, 9.95), (54.37, 10.15), (54.42, 10.20), (54.55, 10.30), (54.65, 10.50))),  # noqa: E501
    Passage("korea", "Korea Strait, both channels", _STRAIT,
            ((35.60, 128.60), (34.45, 129.30), (33.30, 130.40))),
    Passage("la_perouse", "La Perouse Strait", _STRAIT, ((45.00, 142.00), (46.60, 142.20))),
    Passage("little_belt", "Little Belt", _STRAIT, ((55.55, 9.30), (55.45, 10.20))),
    Passage("lombok", "Lombok Strait", _STRAIT, ((-8.40, 115.30), (-8.60, 116.40))),
    Passage("malacca", "Strait of Malacca", _STRAIT, ((3.40, 101.90), (1.40, 99.80))),
    Passage("northern_sea_route", "Northern Sea Route",
            "cut at 104.3 E from Taymyr to the pole; ice and permits are not known to the graph",
            ((74.00, 104.30), (90.00, 104.30))),
    Passage("northwest", "Northwest Passage",
            "cut at 94.5 W from the Canadian mainland to the pole; ice is not known to the graph",
            ((66.00, -94.50), (90.00, -94.50))),
    Passage("oresund", "Oresund", _STRAIT, ((55.90, 12.20), (55.90, 13.10))),
    Passage("panama", "Panama Canal", _CANAL,
            ((8.20, -81.50), (8.75, -80.40), (9.05, -79.75), (9.25, -79.30), (9.20, -78.50),
             (8.50, -77.50)),
            ((9.40, -79.93), (9.32, -79.92), (9.26, -79.91), (9.17, -79.82), (9.12, -79.71),
             (9.02, -79.61), (8.95, -79.57), (8.88, -79.52), (8.80, -79.50))),
    Passage("suez", "Suez Canal", _CANAL, ((30.55, 31.50), (30.60, 33.20)),
            ((31.40, 32.36), (31.27, 32.31), (30.86, 32.31), (30.58, 32.30), (30.43, 32.35),
             (30.33, 32.38), (30.25, 32.52), (30.15, 32.57), (29.95, 32.58), (29.85, 32.55))),
    Passage("sunda", "Sunda Strait", _STRAIT, ((-5.40, 105.50), (-6.40, 106.20))),
    Passage("taiwan", "Taiwan Strait", _STRAIT, ((26.00, 119.10), (24.70, 121.40))),
    Passage("torres", "Torres Strait", _STRAIT, ((-8.30, 142.40), (-11.80, 142.60))),
    Passage("tsugaru", "Tsugaru Strait", _STRAIT, ((40.95, 140.55), (41.90, 140.30))),
)  # fmt: skip
PASSAGES: Final = {passage.name: passage for passage in _TABLE}
CLOSED: Final = ("northern_sea_route", "northwest")


def checked(closed: Iterable[str]) -> tuple[str, ...]:
    """Return the closed passages, sorted, each once.

    Raises
    ------
    ReferenceDataError
        For a name that is no passage, or a bare string.
    """
    if isinstance(closed, str):
        raise ReferenceDataError(f"closed is the text {closed!r}", advice="give a tuple: ('suez',)")
    if not isinstance(closed, Iterable):
        raise ReferenceDataError(f"closed is {closed!r}", advice="give a tuple, () for none")
    unknown = sorted(str(name) for name in closed if name not in PASSAGES)
    if unknown:
        raise ReferenceDataError(
            f"{', '.join(map(repr, sorted(set(unknown))))}: no such passage",
            advice=f"of {', '.join(PASSAGES)}",
        )
    return tuple(sorted(set(closed)))
