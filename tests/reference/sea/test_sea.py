from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.errors import NoRouteError, ReferenceDataError
from osint_helpers.reference import lane, sea
from osint_helpers.reference.sea import data, gates, geometry, passages, sight
from tests.reference.sea.independent import Raster, haversine_nm

BUSAN, NAKHODKA, DALIAN, OSAKA = (35.1, 129.05), (42.8, 132.88), (38.93, 121.65), (34.63, 135.43)
CHIBA, NAMPO, CHITTAGONG = (35.58, 140.08), (38.72, 125.4), (22.2, 91.8)
ROTTERDAM, SHANGHAI = (51.95, 4.05), (31.4, 121.6)
NEW_YORK, COLOMBO = (40.68, -74.03), (6.95, 79.85)
CANALS = ("corinth", "kiel", "panama", "suez")
SHUT = (*CANALS, *sea.CLOSED)
points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.fixture(scope="module")
def raster() -> Raster:
    return Raster((115, 28, 146, 50), 0.1)


@pytest.mark.parametrize(
    ("a", "b", "nm", "share"),
    [
        (BUSAN, NAKHODKA, 500, 0.03), (DALIAN, OSAKA, 815, 0.03), (OSAKA, BUSAN, 352, 0.04),
        (CHIBA, CHITTAGONG, 4381, 0.02), (CHITTAGONG, NAMPO, 4082, 0.02),
        (ROTTERDAM, DALIAN, 11000, 0.02), (SHANGHAI, ROTTERDAM, 10600, 0.025),
        (NEW_YORK, COLOMBO, 8604, 0.01),
    ],
)  # fmt: skip
def test_length_is_near_what_others_found(a, b, nm, share) -> None:
    found = sea.route(a, b)
    assert found.nm == pytest.approx(nm, rel=share)
    assert found.great_circle_nm <= found.at_least_nm <= found.nm


def test_way_by_the_cape_when_suez_is_closed() -> None:
    found = sea.route(SHANGHAI, ROTTERDAM, closed=("suez", "panama", *sea.CLOSED))
    assert found.nm == pytest.approx(13_800, rel=0.025)
    assert "suez" not in found.passages
    assert found.closed == ("northern_sea_route", "northwest", "panama", "suez")


def test_arctic_is_closed_unless_opened() -> None:
    assert sea.CLOSED == ("northern_sea_route", "northwest")
    normal, opened = sea.route(ROTTERDAM, DALIAN), sea.route(ROTTERDAM, DALIAN, closed=())
    assert opened.nm < 0.75 * normal.nm
    assert "northern_sea_route" in opened.passages
    assert {"suez", "bab_el_mandeb", "gibraltar"} <= set(normal.passages)


@pytest.mark.parametrize("name", sorted(sea.PASSAGES))
def test_closing_a_passage_makes_no_way_shorter_and_none_through_it(name) -> None:
    passage = sea.PASSAGES[name]
    gate = np.array(passage.gate)
    line = np.array(passage.line or [gate.mean(axis=0) + (0.12, 0.17)])  # noqa: RUF005
    here = line[0]
    ends = np.concatenate([line, gate])
    north, south = ends.max(axis=0) + 1.5, ends.min(axis=0) - 1.5
    grid = np.stack(np.meshgrid(np.linspace(max(south[0], -89), min(north[0], 89), 9),
                                np.clip(np.linspace(south[1], north[1], 9), -180, 180)), -1)  # fmt: skip  # noqa: E501
    around = grid.reshape(-1, 2)
    with_it = sea.distances(here, around, closed=())
    without = sea.distances(here, around, closed=(name,))
    assert (without.at_most_nm >= with_it.at_most_nm - 1e-6).all()
    assert (without.at_least_nm >= with_it.at_least_nm - 1e-6).all()
    assert (without.at_most_nm > with_it.at_most_nm + 1).any()


def test_no_water_between_the_caspian_and_the_ocean_but_within_it() -> None:
    baku, aktau = (40.35, 49.9), (43.6, 51.1)
    with pytest.raises(NoRouteError, match="no water of the graph joins"):
        sea.route(baku, BUSAN)
    assert np.isinf(sea.distances(baku, [BUSAN]).at_most_nm).all()
    assert 190 < sea.route(baku, aktau).nm < 260


def test_inland_place_has_no_route_and_says_why() -> None:
    with pytest.raises(NoRouteError, match="100 km from any water"):
        sea.route((48.2, 16.4), BUSAN)
    far = sea.distances(BUSAN, [(48.2, 16.4)])
    assert far.snap_km[0] > 100
    assert np.isinf(far.at_most_nm[0])
    assert np.isfinite(far.at_least_nm[0])  # a river may lead there: only the great circle is sure


def test_river_port_pays_the_way_to_the_water() -> None:
    hamburg = sea.route((53.54, 9.95), ROTTERDAM)
    assert 5 < hamburg.snap_km[0] < 100
    assert hamburg.nm > hamburg.snap_km[0] / 1.852
    assert hamburg.points[0] == (53.54, 9.95)


def test_same_point_is_the_only_length_0() -> None:
    assert sea.route(BUSAN, BUSAN).nm == 0
    assert sea.route(BUSAN, (35.1, 129.0501)).nm > 0
    assert sea.distances(BUSAN, [BUSAN]).at_most_nm[0] == 0


def test_route_across_the_antimeridian_is_cut_there() -> None:
    found = sea.route((-36.8, 174.9), (-21.1, -175.2))
    assert len(found.parts) == 2
    assert abs(found.parts[0][-1][1]) == abs(found.parts[1][0][1]) == 180
    assert found.nm < 1.05 * found.great_circle_nm


def test_points_at_the_antimeridian_are_one_place() -> None:
    d = sea.distances(BUSAN, [(0.0, 180.0), (0.0, -180.0)])
    assert d.at_most_nm[0] == pytest.approx(d.at_most_nm[1], abs=1e-6)
    assert d.at_least_nm[0] == pytest.approx(d.at_least_nm[1], abs=1e-6)


@pytest.mark.parametrize("bad", [(91, 0), (0, 181), (float("nan"), 0), (0, float("inf"))])
def test_point_off_the_earth_is_refused(bad) -> None:
    with pytest.raises(ReferenceDataError, match="no point has latitude"):
        sea.distances(bad, [BUSAN])
    with pytest.raises(ReferenceDataError, match="no point has latitude"):
        sea.route(BUSAN, bad)


@pytest.mark.parametrize("bad", [[1, 2, 3], [[1, 2, 3]], "Busan", [["a", "b"]]])
def test_what_is_no_array_of_points_is_refused(bad) -> None:
    with pytest.raises(ReferenceDataError):
        sea.distances(BUSAN, bad)


def test_no_points_give_no_distances() -> None:
    assert sea.distances(BUSAN, []).at_most_nm.shape == (0,)


@pytest.mark.parametrize("bad", ["suez", ("sues",)])
def test_unknown_passage_is_refused(bad) -> None:
    with pytest.raises(ReferenceDataError):
        sea.route(BUSAN, OSAKA, closed=bad)


@pytest.mark.parametrize(
    "bad", [{"within_nm": -1.0}, {"radius_nm": -1.0}, {"within_nm": float("nan")}]
)
def test_impossible_bound_is_refused(bad) -> None:
    with pytest.raises(ReferenceDataError):
        sea.distances(BUSAN, [OSAKA], **bad)


def test_bound_leaves_out_what_lies_beyond_and_nothing_else() -> None:
    ends = np.array([NAKHODKA, OSAKA, CHIBA, DALIAN, COLOMBO])
    everything, some = sea.distances(BUSAN, ends), sea.distances(BUSAN, ends, within_nm=600)
    for one, two in (
        (everything.at_least_nm, some.at_least_nm),
        (everything.at_most_nm, some.at_most_nm),
    ):
        assert two[one <= 600] == pytest.approx(one[one <= 600])
        assert np.isinf(two[one > 600]).all()


def test_radius_of_the_origin_widens_the_interval() -> None:
    """Over open water; tests/reference/sea/test_discs.py has discs with land in them."""
    sure, vague = (sea.distances((39.0, 132.5), [NAKHODKA], radius_nm=radius) for radius in (0, 20))
    assert vague.at_least_nm[0] == pytest.approx(sure.at_least_nm[0] - 20)
    assert vague.at_most_nm[0] == pytest.approx(sure.at_most_nm[0] + 20)


@settings(max_examples=60, deadline=None)
@given(points, points)
def test_interval_holds_the_great_circle_below_and_is_symmetric(a, b) -> None:
    there, back = sea.distances(a, [b]), sea.distances(b, [a])
    assert there.at_least_nm[0] <= there.at_most_nm[0]
    circle = float(geometry.geodesic_nm(*a, *b))
    assert there.at_most_nm[0] >= circle * 0.999 - 6 or a == b
    assert there.at_least_nm[0] >= min(circle, there.at_most_nm[0]) - 1e-6
    assert there.at_least_nm[0] == pytest.approx(back.at_least_nm[0], abs=1e-6)


def longest_dry(a, b):
    """Degrees of the longest stretch over land cells; lines of sight are looked at half a cell."""
    share = np.linspace(0, 1, 4000)[:, None]
    line = a + share * (b - a)
    dry = ~data.fine().at(*data.fine().cell(line[:, 0], line[:, 1]))
    runs = np.diff(np.flatnonzero(np.concatenate([[True], ~dry, [True]]))) - 1
    return runs.max() * np.abs(b - a).max() / 4000


def test_route_keeps_to_water_and_its_length_is_that_of_its_points() -> None:
    found = sea.route(DALIAN, OSAKA)
    line = np.array(found.points)
    lengths = geometry.geodesic_nm(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
    assert found.nm == pytest.approx(lengths.sum(), abs=0.05)
    inner = line[1:-1]
    wet = [longest_dry(a, b) < data.fine().step / 2 for a, b in zip(inner[:-1], inner[1:])]  # noqa: B905, RUF007
    fairways = [
        np.array(sea.PASSAGES[name].line) for name in found.passages if sea.PASSAGES[name].line
    ]
    on = np.concatenate([a + (b - a) * np.linspace(0, 1, 50)[:, None]
                         for f in fairways for a, b in zip(f[:-1], f[1:], strict=True)])  # fmt: skip  # noqa: E501, RUF007
    for ok, a, b in zip(wet, inner[:-1], inner[1:], strict=True):
        on_it = all(haversine_nm(*p, on[:, 0], on[:, 1]).min() < 2.5 for p in (a, b))
        # points are rounded: a line may graze the corner of a cell
        fine = sight.on_arc(a, b, np.linspace(0, 1, 2000)[:, None])
        dry = ~data.fine().at(*data.fine().cell(fine[:, 0], fine[:, 1]))
        assert ok or on_it or dry.mean() * np.hypot(*(b - a)) < 0.02
    assert found.label == "modelled way by sea, not an observed track"


def test_lane_is_longer_than_the_way_by_sea_on_short_legs() -> None:
    assert lane("JPOSA", "KRPUS").nm > sea.route(OSAKA, BUSAN).nm * 0.98


def test_floor_is_never_above_an_independent_raster(raster) -> None:
    rng = np.random.default_rng(5)
    cells = np.flatnonzero(raster.sea)
    wide = len(raster.lons)
    for start in rng.choice(cells, 6, replace=False):
        ends = rng.choice(cells, 300)
        nm = raster.from_cell(int(start))[ends]
        spots = np.stack([raster.lats[ends // wide], raster.lons[ends % wide]], 1)
        here = raster.lats[start // wide], raster.lons[start % wide]
        least = sea.distances(here, spots, closed=SHUT).at_least_nm
        reached = np.isfinite(nm)
        # the raster measures on a sphere: half a per cent
        assert (least[reached] <= nm[reached] * 1.006 + 0.5).all()


def test_floor_does_not_leak_across_the_malay_peninsula() -> None:
    found = sea.distances(CHIBA, [CHITTAGONG])
    assert 4_000 < found.at_least_nm[0] < found.at_most_nm[0]
    assert sea.distances((9.3, 99.4), [(9.5, 98.3)]).at_least_nm[0] > 1_000


def test_bars_run_over_land_away_from_both_coasts() -> None:
    for bar in gates.BARS.values():
        for a, b in zip(bar[:-1], bar[1:], strict=True):  # noqa: RUF007
            on = np.array(a) + (np.array(b) - a) * np.linspace(0, 1, 40)[:, None]
            for aside in np.arange(-0.175, 0.2, 0.025):
                row, column = data.fine().cell(on[:, 0], on[:, 1] + aside)
                assert not data.fine().at(row, column).any()


def test_floor_beside_a_bar_is_never_above_an_independent_raster() -> None:
    strait = Raster((96, -1, 108, 15), 0.1)
    rng, cells = np.random.default_rng(7), np.flatnonzero(strait.sea)
    wide = len(strait.lons)
    for start in rng.choice(cells, 6, replace=False):
        ends = rng.choice(cells, 200)
        nm = strait.from_cell(int(start))[ends]
        spots = np.stack([strait.lats[ends // wide], strait.lons[ends % wide]], 1)
        here = strait.lats[start // wide], strait.lons[start % wide]
        least = sea.distances(here, spots, closed=SHUT).at_least_nm
        reached = np.isfinite(nm)
        assert reached.sum() > 50
        assert (least[reached] <= nm[reached] * 1.006 + 0.5).all()


@settings(max_examples=60, deadline=None)
@given(points, points, st.integers(0, 50))
def test_no_point_of_an_arc_lies_beyond_its_bound_of_latitude(a, b, share) -> None:
    one, two = np.array([a]), np.array([b])
    on = sight.on_arc(one[0], two[0], np.array([[share / 50]]))
    assert abs(on[0, 0]) <= sight.highest(one, two)[0] + 1e-6


def test_route_is_never_longer_than_the_way_it_is_drawn_from() -> None:
    for a, b in ((BUSAN, NAKHODKA), (CHIBA, CHITTAGONG), (ROTTERDAM, DALIAN)):
        assert sea.route(a, b).nm <= sea.distances(a, [b]).at_most_nm[0]


def test_no_port_is_called_unreachable_that_a_raster_reaches(raster) -> None:
    rng = np.random.default_rng(11)
    cells = np.flatnonzero(raster.sea)
    wide, spots = len(raster.lons), rng.choice(np.flatnonzero(raster.sea), 400)
    ports = np.stack([raster.lats[spots // wide], raster.lons[spots % wide]], 1)
    for a, b in rng.choice(cells, (8, 2)):
        one, two = raster.from_cell(int(a)), raster.from_cell(int(b))
        budget = one[b] * rng.uniform(1.05, 2.0)
        if not np.isfinite(budget):
            continue
        ends = [(raster.lats[c // wide], raster.lons[c % wide]) for c in (a, b)]
        least = sum(
            sea.distances(e, ports, closed=SHUT, within_nm=budget).at_least_nm for e in ends
        )
        assert not ((least > budget * 1.006) & (one[spots] + two[spots] <= budget)).any()


def test_short_legs_are_near_a_finer_raster() -> None:
    fine = Raster((125, 33, 133, 39), 0.025)
    rng = np.random.default_rng(3)
    cells = np.flatnonzero(fine.sea)
    wide, ratios = len(fine.lons), []
    for start in rng.choice(cells, 6, replace=False):
        nm = fine.from_cell(int(start))
        for end in rng.choice(cells, 8):
            if not (np.isfinite(nm[end]) and nm[end] > 20):
                continue
            spots = [(fine.lats[c // wide], fine.lons[c % wide]) for c in (start, end)]
            ratios.append(sea.route(*spots, closed=SHUT).nm / nm[end])
    assert len(ratios) > 25
    assert np.median(ratios) == pytest.approx(0.985, abs=0.025)  # the raster lacks angles
    assert np.mean(np.array(ratios) < 1.05) > 0.95


def test_short_length_agrees_with_the_geodesic() -> None:
    rng = np.random.default_rng(2)
    lat, lon = rng.uniform(-88, 88, 500), rng.uniform(-180, 180, 500)
    lat2, lon2 = np.clip(lat + rng.uniform(-3, 3, 500), -90, 90), lon + rng.uniform(-3, 3, 500)
    short = geometry.short_nm(geometry.earth(lat, lon), geometry.earth(lat2, lon2))
    assert short == pytest.approx(geometry.geodesic_nm(lat, lon, lat2, lon2), rel=1e-5)
    assert short == pytest.approx(haversine_nm(lat, lon, lat2, lon2), rel=0.006)


@settings(max_examples=80, deadline=None)
@given(points, st.floats(0, 360), st.floats(0.01, 60))
def test_sight_along_an_arc_is_what_close_samples_say(a, azimuth, degrees) -> None:
    from pyproj import Geod

    lon, lat, _ = Geod(a=6371000, b=6371000).fwd(a[1], a[0], azimuth, degrees * 111195)
    ends = np.array([a]), np.array([(lat, lon)])
    share = np.linspace(0, 1, 20_000)[:, None]
    on = sight.on_arc(ends[0][0], ends[1][0], share)
    dry = ~data.fine().at(*data.fine().cell(on[:, 0], on[:, 1]))
    if sight.clear_arc(data.fine(), *ends)[0]:
        # samples half a cell apart can miss the corner of a cell, no more
        assert dry.mean() * degrees < 0.2
    else:
        assert dry.any()


def test_water_to_draw_on() -> None:
    lats, lons, mask = sea.water((120, 30, 140, 45), 0.5)
    assert mask.shape == (len(lats), len(lons)) == (30, 40)
    assert mask[np.argmin(abs(lats - 40)), np.argmin(abs(lons - 135))]
    assert not mask[np.argmin(abs(lats - 36.5)), np.argmin(abs(lons - 128))]
    assert sea.water((170, -20, -170, -10), 1.0)[1].tolist()[9:11] == [179.5, -179.5]


@pytest.mark.parametrize(
    ("bounds", "step"),
    [((0, 0, 0, 1), 1), ((0, 5, 1, 4), 1), ((0, 0, 1, 1), 0), ((-180, -90, 180, 90), 0.01)],
)
def test_impossible_raster_is_refused(bounds, step) -> None:
    with pytest.raises(ReferenceDataError):
        sea.water(bounds, step)


def test_provenance_names_builder_coast_and_hash() -> None:
    text = sea.provenance().text()
    assert "scripts/make_sea.py" in text
    assert "Natural Earth 5.1.1" in text
    assert sea.route(BUSAN, OSAKA).provenance == sea.provenance()


def test_changed_file_is_refused(tmp_path, monkeypatch) -> None:
    source = data.reference_folder() / "sea"
    folder = tmp_path / "reference" / "sea"
    folder.mkdir(parents=True)
    for name in ("manifest.json", "water.xz", "graph.xz"):
        raw = bytearray((source / name).read_bytes())
        if name == "graph.xz":
            raw[len(raw) // 2] ^= 1
        (folder / name).write_bytes(raw)
    monkeypatch.setattr(data, "reference_folder", lambda: tmp_path / "reference")
    data.arrays.cache_clear()
    data.manifest.cache_clear()
    try:
        with pytest.raises(ReferenceDataError, match="not those of the manifest"):
            data.arrays("graph.xz")
        (folder / "manifest.json").write_text("{}")
        data.manifest.cache_clear()
        with pytest.raises(ReferenceDataError, match="schema"):
            data.manifest()
    finally:
        data.arrays.cache_clear()
        data.manifest.cache_clear()


def test_files_are_small_and_described() -> None:
    folder = data.reference_folder() / "sea"
    assert sum(path.stat().st_size for path in folder.iterdir()) < 3_000_000
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["coast"]["file"] == "ne_10m_admin_0_countries_deu.zip"
    assert passages.checked(["suez", "suez"]) == ("suez",)


def test_rebuilt_water_and_leaves_are_the_shipped_ones() -> None:
    """The first half of the build, as bytes: fine cells and leaves (the rest follows from them)."""
    from scripts.make_sea import digest, surfaces

    shipped = {
        one["name"]: one["sha256"]
        for file in data.manifest()["files"].values()
        for one in file["arrays"]
    }
    water, cells = surfaces()
    assert digest(np.packbits(water, axis=1)) == shipped["water"]
    made = np.stack([cells.row, cells.column, cells.height, cells.width], 0).astype("<u2")
    assert digest(made) == shipped["leaves"]


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = (
        "import sys, osint_helpers.reference.sea as s; "
        "sys.exit(any(m in sys.modules for m in ('scipy', 'numpy', 'shapely')))"
    )
    root = Path(__file__).resolve().parents[3]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
