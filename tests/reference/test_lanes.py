from __future__ import annotations

import warnings
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_helpers.errors import NoRouteError, ReferenceDataError
from osint_helpers.reference import (
    great_circle,
    great_circle_nm,
    lane,
    place,
    split_at_antimeridian,
)
from osint_helpers.reference.lanes import LABEL
from osint_helpers.reference.provenance import rows

DISTANCES = [row for row in rows("distances.csv") if row["kind"] == "sea"]
AIR = [row for row in rows("distances.csv") if row["kind"] == "air"]


@pytest.mark.parametrize("row", DISTANCES, ids=lambda row: f"{row['from']}-{row['to']}")
def test_network_length_is_the_cited_one(row: dict[str, str]) -> None:
    found = lane(row["from"], row["to"])
    assert round(found.nm) == int(row["nm"])
    assert found.nm < found.joined_nm < found.nm + 160
    # The cited great circles were worked out on a sphere, these on the WGS 84 ellipsoid.
    assert found.great_circle_nm == pytest.approx(float(row["great_circle_nm"]), rel=0.005)


def test_all_cited_distances_are_tested() -> None:
    assert (len(DISTANCES), len(AIR)) == (18, 2)
    assert great_circle_nm("UHWW", "ZKPY") == pytest.approx(int(AIR[0]["great_circle_nm"]), abs=0.5)
    km = great_circle_nm("RUNJK", "UHWW") * 1.852
    assert km == pytest.approx(int(AIR[1]["great_circle_km"]), abs=0.5)


def test_line_runs_from_quay_to_quay_and_says_what_it_is() -> None:
    found = lane("JPOSA", "KRPUS")
    assert found.points[0] == place("JPOSA").point()
    assert found.points[-1] == place("KRPUS").point()
    assert found.snap_km == (18.9, 18.5)
    assert found.joined_nm == pytest.approx(found.nm + (18.9 + 18.5) / 1.852, abs=0.2)
    assert found.label == LABEL == "modelled sea lane, not an observed track"
    assert found.provenance.text() == (
        "package data: searoute 1.6.0 (Apache-2.0), closed: northwest"
    )


def test_no_vertex_is_repeated() -> None:
    for row in DISTANCES:
        assert all(a != b for a, b in pairwise(lane(row["from"], row["to"]).points))


def test_ends_may_be_places_points_or_names() -> None:
    by_id = lane("CNDAL", "JPOSA")
    assert lane(place("Dalian"), place("JPOSA").point()).points == by_id.points


def test_default_way_is_suez() -> None:
    found = lane("NLRTM", "CNDAL")
    assert found.passages == ("babalmandab", "gibraltar", "malacca", "suez")
    assert found.restrictions == ("northwest",)


def test_closing_suez_never_opens_the_arctic() -> None:
    closed = lane("NLRTM", "CNDAL", ("suez",))
    assert closed.restrictions == ("northwest", "suez")
    assert max(lat for lat, _ in closed.points) < 55
    assert closed.points == lane("NLRTM", "CNDAL", ("suez", "northwest")).points
    # The network's shortest way without Suez is Panama, not the Cape.
    assert closed.passages == ("panama",)
    assert round(closed.nm) == 13567


def test_the_cape_needs_panama_closed_too() -> None:
    cape = lane("NLRTM", "CNDAL", ("suez", "panama"))
    assert cape.passages == ("south_africa", "sunda")
    assert min(lat for lat, _ in cape.points) < -34
    assert round(cape.nm) == 14300


def test_the_arctic_opens_only_when_said() -> None:
    arctic = lane("NLRTM", "CNDAL", arctic=True)
    assert arctic.restrictions == ()
    assert max(lat for lat, _ in arctic.points) > 70
    assert "northwest" in arctic.passages
    assert arctic.provenance.note == "no passage closed"


def test_one_call_does_not_change_the_next() -> None:
    before = lane("NLRTM", "CNDAL").nm
    lane("NLRTM", "CNDAL", arctic=True)
    lane("NLRTM", "CNDAL", ("suez",))
    assert lane("NLRTM", "CNDAL").nm == before


def test_two_ports_on_one_node_have_no_lane() -> None:
    with pytest.raises(NoRouteError, match="lie at one node of the network"):
        lane("JPOSA", "JPUKB")
    with pytest.raises(NoRouteError):
        lane("NLRTM", "NLRTM")


def test_closed_sea_has_no_lane_and_no_warning_leaks() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with pytest.raises(
            NoRouteError, match=r"no sea lane leads from .* closed: northwest, ormuz"
        ):
            lane("SGSIN", (28.0, 50.5), ("ormuz",))
    assert caught == []


def test_inland_point_has_no_lane_and_is_named() -> None:
    with pytest.raises(NoRouteError, match=r"^UIII lies \d+ km from the sea-lane network"):
        lane("UIII", "CNDAL")
    with pytest.raises(NoRouteError, match=r"^UIII lies"):
        lane("CNDAL", place("UIII"))


def test_place_without_point_has_no_lane() -> None:
    with pytest.raises(ReferenceDataError, match="no coordinate"):
        lane("KRYOS", "CN_LUHUASHAN")


@pytest.mark.parametrize("closed", [("arctic",), "suez", ("suez", "Panama")])
def test_unknown_passage(closed: tuple[str, ...]) -> None:
    with pytest.raises(ReferenceDataError, match="are not passages of the network"):
        lane("NLRTM", "CNDAL", closed)


@pytest.mark.parametrize("point", [(91.0, 0.0), (0.0, 190.0)])
def test_point_not_on_earth(point: tuple[float, float]) -> None:
    with pytest.raises(ReferenceDataError, match="no point has latitude"):
        lane(point, "CNDAL")


def test_pacific_line_is_cut_at_the_antimeridian() -> None:
    found = lane("IDBPN", "ASPPG")
    assert all(-180 <= lon <= 180 for _, lon in found.points)
    assert len(found.parts) == 2
    assert found.parts[0][-1] == (-10.0, 180.0)
    assert found.parts[1][0] == (-10.0, -180.0)
    assert found.parts[1][-1] == place("ASPPG").point()
    for part in found.parts:
        assert all(abs(a[1] - b[1]) < 180 for a, b in pairwise(part))


def test_split_interpolates_both_ways() -> None:
    assert split_at_antimeridian([(10.0, 170.0), (20.0, -170.0)]) == [
        [(10.0, 170.0), (15.0, 180.0)],
        [(15.0, -180.0), (20.0, -170.0)],
    ]
    assert split_at_antimeridian([(20.0, -175.0), (10.0, 165.0)]) == [
        [(20.0, -175.0), (17.5, -180.0)],
        [(17.5, 180.0), (10.0, 165.0)],
    ]


def test_split_leaves_other_lines_alone() -> None:
    line = [(0.0, -170.0), (0.0, 0.0), (0.0, 170.0)]
    assert split_at_antimeridian(line) == [line]
    assert split_at_antimeridian([]) == [[]]


@given(
    st.lists(
        st.tuples(st.integers(-80, 80).map(float), st.integers(-179, 179).map(float)),
        min_size=2,
        max_size=8,
        unique=True,
    )
)
def test_split_loses_no_vertex_and_never_jumps(line: list[tuple[float, float]]) -> None:
    parts = split_at_antimeridian(line)
    kept = [point for part in parts for point in part if abs(point[1]) != 180]
    assert kept == line
    assert all(abs(a[1] - b[1]) <= 180 for part in parts for a, b in pairwise(part))


def test_great_circle_points_lie_close_together_and_reach_both_ends() -> None:
    line = great_circle("NLRTM", "CNDAL")
    assert line[0] == place("NLRTM").point()
    assert line[-1] == place("CNDAL").point()
    assert max(lat for lat, _ in line) > 63
    steps = [great_circle_nm(a, b) * 1.852 for a, b in pairwise(line)]
    assert max(steps) <= 100.2
    assert sum(steps) / 1.852 == pytest.approx(great_circle_nm("NLRTM", "CNDAL"), abs=5)
    assert len(great_circle("NLRTM", "CNDAL", 1e9)) == 2
    with pytest.raises(ReferenceDataError, match="a step of 0 km"):
        great_circle("NLRTM", "CNDAL", 0)


def test_one_degree_of_latitude_is_about_sixty_miles() -> None:
    assert great_circle_nm((0.0, 10.0), (1.0, 10.0)) == pytest.approx(59.7, abs=0.05)
    assert great_circle_nm((5.0, 5.0), (5.0, 5.0)) == 0
