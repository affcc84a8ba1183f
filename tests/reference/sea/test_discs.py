"""Discs with land in them: every place on their water counts, also behind an isthmus."""

from __future__ import annotations

import numpy as np
import pytest

from osint_helpers import journey
from osint_helpers.reference import sea
from osint_helpers.reference.sea import discs, geometry

# Either side of the isthmus of Kra, 60 nm apart by air and more than 1,000 nm by sea.
WEST, EAST, GULF = (10.0, 98.4), (10.3, 99.35), (10.45, 99.30)


def sampled(origin, radius, number=40):
    """Places on the water of a disc."""
    rng = np.random.default_rng(7)
    out = []
    while len(out) < number:
        lat = origin[0] + rng.uniform(-1, 1) * radius / 60
        lon = origin[1] + rng.uniform(-1, 1) * radius / 60 / np.cos(np.radians(origin[0]))
        near = geometry.geodesic_nm(*origin, lat, lon) <= radius
        row, column = discs.fine().cell(np.array([lat]), np.array([lon]))
        if near and discs.fine().at(row, column)[0]:
            out.append((lat, (lon + 180) % 360 - 180))
    return out


def test_a_place_behind_an_isthmus_is_not_undercut() -> None:
    own = sea.distances(EAST, [GULF])
    disc = sea.distances(WEST, [GULF], radius_nm=70)
    assert own.at_most_nm[0] < 15
    assert disc.at_least_nm[0] <= own.at_most_nm[0]


def test_no_line_is_known_from_every_place_of_a_disc_that_an_isthmus_cuts() -> None:
    assert np.isinf(sea.distances(WEST, [GULF], radius_nm=70).at_most_nm).all()


def test_reach_calls_no_port_unreachable_that_a_place_of_the_disc_reaches() -> None:
    gulf = _frame([("SYNTH", *GULF)])
    ask = {"hours": 2, "speeds_kn": 10, "dwell_h": 0, "ports": gulf}
    exact = journey.reach(journey.End(*EAST), None, **ask)
    disc = journey.reach(journey.End(*WEST, 70), None, **ask)
    assert list(exact.frame["answer"]) == ["reachable"]
    assert list(disc.frame["answer"]) == ["undetermined"]


@pytest.mark.parametrize(
    ("origin", "radius"),
    [((34.95, 129.25), 25), ((34.95, 129.25), 90), ((-17.5, 179.9), 60), ((55.3, 10.9), 40)],
)
def test_the_interval_of_a_disc_holds_that_of_each_of_its_places(origin, radius) -> None:
    ports = [(42.8, 132.88), (38.72, 125.4), (-18.1, 178.4), (55.7, 12.6), (34.2, 130.9)]
    disc = sea.distances(origin, ports, radius_nm=radius)
    for place in sampled(origin, radius):
        own = sea.distances(place, ports)
        # The true length lies between both figures of the place: it must fit under the disc's.
        assert (disc.at_least_nm <= own.at_most_nm + 1e-6).all()
        assert (own.at_least_nm <= disc.at_most_nm + 1e-6).all()
        assert (disc.at_least_nm <= own.at_least_nm + 1e-6).all()


def test_over_open_water_a_disc_is_its_radius() -> None:
    assert discs.disc((0.0, 180.0), (0.0, 180.0), 50.0, sea.CLOSED) is None
    assert discs.disc((34.95, 129.25), (34.95, 129.25), 0.0, sea.CLOSED) is None


def test_the_longest_way_in_a_disc_with_land_is_longer_than_its_radius() -> None:
    found = discs.disc((34.95, 129.25), (34.95, 129.25), 25.0, sea.CLOSED)
    assert found is not None
    assert 25 < found.spread_nm < 40


def test_near_a_closed_passage_the_longest_way_is_unknown() -> None:
    at = (54.5, 10.3)  # off the eastern mouth of the canal
    opened, shut = (discs.disc(at, at, 20.0, closed) for closed in ((), ("kiel",)))
    assert opened is not None
    assert np.isfinite(opened.spread_nm)
    assert shut is not None
    assert np.isinf(shut.spread_nm)


def test_a_disc_too_wide_to_search_has_no_known_line() -> None:
    found = sea.distances((36.0, 15.0), [(35.9, 14.5)], radius_nm=600)
    assert np.isinf(found.at_most_nm).all()
    assert found.at_least_nm[0] == 0


def _frame(rows):
    import pandas as pd

    return pd.DataFrame(
        [(code, "SYNTHETIC", "XX", lat, lon) for code, lat, lon in rows],
        columns=["port", "name", "country", "lat", "lon"],
    )
