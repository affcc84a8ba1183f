"""Maps built from cases: the case of the repository, and a small one that is SYNTHETIC."""

import os
import subprocess
import sys

import pytest
from shapely import LineString, Point, Polygon

from osint_helpers.case import open_case
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits import route_map
from osint_helpers.exhibits.routemap.build import _largest_group
from osint_helpers.exhibits.routemap.coast import unpack
from tests.case.builder import edit, write_case


@pytest.fixture(scope="module")
def maybach():
    return open_case("maybach-2018")


@pytest.fixture(scope="module")
def world(maybach):
    return route_map(maybach, "C-1").spec


@pytest.fixture(scope="module")
def region(maybach):
    return route_map(maybach, "C-2", view="region").spec


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    return open_case(write_case(tmp_path_factory.mktemp("cases") / "synthetic-map"))


def test_every_leg_is_a_line_a_shaded_gap_or_said_to_be_not_drawn(world):
    assert [leg["leg"] for leg in world["legs"]] == ["L1", "L3", "L4", "L6", "L7"]
    assert [area["leg"] for area in world["areas"]] == ["L5"]
    assert [row["leg"] for row in world["undrawn"]] == ["L0", "L0b", "R1"]


def test_stops_are_numbered_in_order_with_their_status(world):
    assert [(s["n"], s["place"], s["status"]) for s in world["stops"]] == [
        (1, "NLRTM", "documented"),
        (2, "CNDAL", "documented"),
        (3, "JPOSA", "documented"),
        (4, "KRPUS", "documented"),
        (5, "RUNJK", "scheduled"),
        (6, "UHWW", "inferred"),
        (7, "ZKPY", "inferred"),
    ]


def test_the_kind_of_line_follows_the_mode(world):
    kinds = {leg["leg"]: (leg["status"], leg["kind"]) for leg in world["legs"]}
    assert kinds == {
        "L1": ("documented", "modelled sea lane"),
        "L3": ("documented", "modelled sea lane"),
        "L4": ("documented", "modelled sea lane"),
        "L6": ("inferred", "straight line, way unknown"),
        "L7": ("inferred", "great circle, not a track"),
    }


def test_the_lane_from_rotterdam_passes_suez(world):
    (path,) = world["legs"][0]["paths"]
    line = LineString([(lon, lat) for lat, lon in path])
    assert line.distance(Point(32.55, 29.97)) < 0.6
    assert path[0] == [51.958, 4.044]
    assert path[-1] == [38.917, 121.65]


def test_the_gap_says_both_counts_of_its_days_and_bounds_nothing(world):
    (area,) = world["areas"]
    assert area["short"] == "not received 1–19 October 2018"  # noqa: RUF001
    assert "18 days elapsed; 19 counted inclusively" in area["words"]
    assert "no position is published" in area["words"]
    assert area["words"].endswith("does not bound where the ship was.")
    assert area["claims"] == ["l6_off", "l6_on"]
    assert area["between"] == [4, 5]


def test_no_line_leaves_the_port_of_the_gap_for_the_port_declared(world, region):
    for spec in (world, region):
        assert not [leg for leg in spec["legs"] if set(leg["between"]) == {4, 5}]
        # The middle of the sea between the ports is crossed by no line at all.
        middle = Polygon([(lon, lat) for lat, lon in spec["areas"][0]["ring"]]).centroid.buffer(1.5)
        for leg in spec["legs"]:
            for path in leg["paths"]:
                assert not LineString([(lon, lat) for lat, lon in path]).intersects(middle)


def test_what_is_not_drawn_says_why(world):
    why = {row["leg"]: row["why"] for row in world["undrawn"]}
    assert "“German plant (town not given)”" in why["L0"]
    assert why["L0b"].startswith("nothing is published between")
    assert why["R1"].startswith("sources contradict each other; its start, “unknown")


def test_steps_add_one_leg_or_gap_at_a_time(world):
    counts = [(s["stops"], s["legs"], s["areas"]) for s in world["steps"]]
    assert counts == [(1, 0, 0), (2, 1, 0), (3, 2, 0), (4, 3, 0), (5, 3, 1), (6, 4, 1), (7, 5, 1)]
    assert world["steps"][4]["label"].endswith("(not received 1–19 October 2018, no line)")  # noqa: RUF001


def test_the_foot_names_the_edition_and_the_point_of_view(world):
    assert "Natural Earth 5.1.1, 1:10m, German point of view" in world["boundary"]
    assert "no statement of the authors" in world["boundary"]
    assert "searoute 1.6.0" in world["boundary"]


def test_the_detail_map_shows_the_east_asian_stops_and_not_rotterdam(region):
    south, west, north, east = region["bounds"]
    shown = [s["place"] for s in region["stops"]
             if south < s["lat"] < north and west < s["lon"] < east]  # fmt: skip
    assert shown == ["CNDAL", "JPOSA", "KRPUS", "RUNJK", "UHWW", "ZKPY"]


def test_a_detail_map_of_the_whole_journey_holds_its_lines():
    near = route_map(open_case("kobe-mercedes-2008"), "C-2", view="region").spec
    south, west, north, east = near["bounds"]
    for leg in near["legs"]:
        for lat, lon in (point for path in leg["paths"] for point in path):
            assert south < lat < north, leg["leg"]
            assert west < lon < east, leg["leg"]


def test_the_coast_of_a_detail_map_is_cut_beyond_its_frame(region):
    south, west, north, east = region["bounds"]
    points = [p for poly in unpack(region["land"]["polygons"], 2) for ring in poly for p in ring]
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    assert min(lons) < west - 4
    assert max(lons) > east + 4
    assert min(lats) < south - 4
    assert max(lats) > north + 4


def test_popups_lead_to_the_claims(world):
    nakhodka = world["stops"][4]
    refs = [ref for _, _, refs in nakhodka["facts"] for ref in refs]
    assert ["claim", "l5_eta"] in refs
    assert "no call recorded" in nakhodka["when"]


def test_dates_of_a_leg_show_every_version_and_its_doubt(world):
    when = {row["leg"]: row["when"] for row in [*world["legs"], *world["areas"]]}
    assert when["L1"] == "dep. 14 June 2018 / 20 June 2018 (disputed); arr. 31 July 2018"
    assert when["L5"] == (
        "dep. 1 October 2018; arr. 5 October 2018 (disputed); due 5 October 2018; "
        "est. arr. 5 October 2018 (inferred) (disputed); no call recorded"
    )
    assert when["L6"] == "no date published"


def test_specifications_stay_small(maybach):
    assert len(str(route_map(maybach, "C-1").to_json())) < 30_000
    assert len(str(route_map(maybach, "C-2", view="region").to_json())) < 80_000


@pytest.mark.parametrize(
    ("points", "group"),
    [
        ([(0, 0), (0, 5), (50, 0)], {(0, 0), (0, 5)}),
        ([(0, 0), (50, 0)], {(50, 0)}),  # a tie: the end of the journey is shown
        ([(0, 0), (0, 20), (0, 10), (60, 0)], {(0, 0), (0, 10), (0, 20)}),  # joined by the third
    ],
)
def test_the_detail_map_takes_the_largest_group_of_near_stops(points, group):
    assert set(_largest_group(points)) == group


def test_an_unknown_view_is_refused(maybach):
    with pytest.raises(ExhibitError, match="exhibit 'C-1': there is no view 'globe'"):
        route_map(maybach, "C-1", view="globe")


def test_title_and_caption_can_be_given(synthetic):
    made = route_map(synthetic, "C-1", title="SYNTHETIC title", caption="SYNTHETIC caption")
    assert (made.title, made.caption) == ("SYNTHETIC title", "SYNTHETIC caption")
    assert made.spec["title"] == "SYNTHETIC title"


def test_a_leg_that_reaches_into_a_gap_is_shaded_too(synthetic):
    spec = route_map(synthetic, "C-1").spec
    assert [leg["leg"] for leg in spec["legs"]] == ["leg-1"]
    assert [(area["leg"], area["short"]) for area in spec["areas"]] == [
        ("leg-2", "not received 11–20 April 2001")  # noqa: RUF001
    ]


def test_a_case_without_a_leg_to_draw_is_refused(tmp_path):
    def hide(rows):
        return edit(edit(rows, "leg-1", status="not_drawn"), "leg-2", status="not_drawn")

    case = open_case(write_case(tmp_path / "synthetic-bare", legs=hide))
    with pytest.raises(ExhibitError, match="exhibit 'C-1': no leg of the case can be drawn"):
        route_map(case, "C-1")


def test_a_lane_the_network_does_not_have_is_said_and_not_drawn(tmp_path):
    inland = open_case(
        write_case(tmp_path / "synthetic-inland",
                   places=lambda rows: edit(rows, "ZZAAA", lat="48.0", lon="68.0"))
    )  # fmt: skip
    spec = route_map(inland, "C-1").spec
    assert spec["legs"] == []
    assert spec["undrawn"][0]["why"].startswith("no modelled sea lane joins its ends")


def test_the_bytes_do_not_depend_on_the_hash_seed(maybach):
    code = (
        "from osint_helpers.case import open_case\n"
        "from osint_helpers.exhibits import route_map\n"
        "import hashlib\n"
        "made = route_map(open_case('maybach-2018'), 'C-2', view='region')\n"
        "print(made.digest, hashlib.sha256(made.to_svg().encode()).hexdigest())\n"
    )
    outputs = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert outputs.pop().split()[0] == route_map(maybach, "C-2", view="region").digest


def test_a_notebook_may_show_the_picture_alone(maybach):
    assert route_map(maybach, "C-1", in_jupyter="picture").spec["jupyter"] == "picture"
    with pytest.raises(ExhibitError, match=r"spec\.jupyter"):
        route_map(maybach, "C-1", in_jupyter="film")
