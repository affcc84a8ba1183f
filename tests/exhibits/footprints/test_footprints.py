"""Maps and tables of satellite scenes: what is drawn, what is said, what is refused."""

import copy
import csv
import io
import json
import re
from dataclasses import replace

import pytest

from osint_helpers import exhibits
from osint_helpers.collect.imagery import cdse, earth_search
from osint_helpers.collect.imagery.picture import picture
from osint_helpers.errors import CollectError, ExhibitError, OsintError
from osint_helpers.exhibits import from_json
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.footprints.drawing import styles
from osint_helpers.exhibits.footprints.framing import framed, near
from osint_helpers.exhibits.footprints.spec import build, grouped
from osint_helpers.exhibits.kinds import kind
from tests.collect.desk import Desk
from tests.collect.fakes import cdse as fake_cdse
from tests.collect.fakes import earth_search as fake
from tests.collect.fakes.server import FakeSources
from tests.collect.imagery.items import result
from tests.exhibits import drawn

AUTUMN = {"start": "2018-09-01", "end": "2018-10-31"}
COVERS = "A scene covers the place at that time; whether a ship can be seen is another question."


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Results of both fakes: at a port, over the antimeridian, empty, not complete."""
    with FakeSources(earth_search=fake.answer, cdse=fake_cdse.answer) as fakes:
        client = Desk(tmp_path_factory.mktemp("scenes"), fakes).client("live")
        yield {
            "port": earth_search.scenes(client, place="RUNJK", **AUTUMN),
            "clear": earth_search.scenes(client, place="RUNJK", **AUTUMN, max_cloud=20),
            "sea": cdse.scenes(client, bbox=(177, 8, -177, 12), **AUTUMN),
            "none": cdse.scenes(client, place="SGSIN", **AUTUMN),
            "cut": earth_search.scenes(client, place="RUNJK", **AUTUMN, limit=7, at_most=7),
        }


@pytest.fixture(scope="module")
def chart(results):
    return exhibits.scenes_map(results["port"], "X-1")


def test_the_kind_is_registered_and_the_exhibit_survives_its_private_form(chart):
    assert chart.kind == "footprints"
    assert from_json(json.loads(json.dumps(chart.to_json()))) == chart


def test_the_same_result_gives_the_same_exhibit(results, chart):
    assert exhibits.scenes_map(results["port"], "X-1").digest == chart.digest
    assert exhibits.scenes_map(results["port"], "X-1").to_svg() == chart.to_svg()


def test_every_scene_is_drawn_in_the_line_of_its_collection(chart):
    paths = [path.attrib for path in drawn.root(chart.to_svg()).iter(f"{drawn.NS}path")]
    lines = [(one["stroke"], one.get("stroke-dasharray")) for one in paths
             if one.get("stroke-width") == "1.6"]  # fmt: skip
    assert lines.count(("#005a8f", None)) == 9
    assert lines.count(("#a84300", "9 5")) == 11
    assert {name: style.color for name, style in styles(chart.spec).items()} == {
        "sentinel-1-grd": "#005a8f", "sentinel-2-l2a": "#a84300",
    }  # fmt: skip


def test_a_third_collection_has_a_line_of_its_own(chart):
    spec = copy.deepcopy(chart.spec)
    for number, name in enumerate(("sentinel-2-c1-l2a", "other"), 1):
        spec["groups"].append({**spec["groups"][1], "collection": name, "letter": f"Y{number}"})
    found = {(style.color, style.dash) for style in styles(spec).values()}
    assert len(found) == len(styles(spec)) == 4


def test_views_that_are_nearly_the_same_share_a_letter(chart):
    groups = chart.spec["groups"]
    assert [(one["letter"], one["collection"], len(one["scenes"])) for one in groups] == [
        ("A", "sentinel-1-grd", 5), ("B", "sentinel-2-l2a", 11), ("C", "sentinel-1-grd", 4),
    ]  # fmt: skip
    assert {one["group"] for one in chart.spec["scenes"]} == {"A", "B", "C"}


def square(n, west, look="a", size=1.0):
    ring = [[west, 0], [west + size, 0], [west + size, 1], [west, 1], [west, 0]]
    return {"n": n, "collection": "c", "look": look, "radar": True, "rings": [ring]}


@pytest.mark.parametrize(("shift", "groups"), [(0.1, 1), (0.12, 2)])
def test_two_views_are_one_from_four_fifths_of_their_common_area(shift, groups):
    # two unit squares moved by d share (1 - d) / (1 + d): 0.818 for 0.1, 0.786 for 0.12
    assert len(grouped([square(1, 0), square(2, shift)])) == groups


def test_another_track_is_another_view_although_it_looks_the_same():
    assert [one["letter"] for one in grouped([square(1, 0), square(2, 0, "b")])] == ["A", "B"]


def test_after_z_comes_aa():
    letters = [one["letter"] for one in grouped([square(n, 3 * n) for n in range(28)])]
    assert letters[25:] == ["Z", "AA", "AB"]


def test_it_says_what_a_scene_is_not_in_every_rendering(chart, results):
    table = exhibits.scenes_table(results["port"], "X-2")
    for text in (chart.to_html(), kind("footprints").in_print(chart), table.to_html()):
        assert COVERS in text


def test_a_made_up_result_is_stamped_in_every_rendering(chart, results):
    table = exhibits.scenes_table(results["port"], "X-2")
    for text in (chart.to_svg(), chart.to_html(), chart.caption, table.to_html(), table.caption):
        assert "SYNTHETIC" in text
    assert all(row["synthetic"] == "yes" for row in rows(chart))


def test_a_result_of_a_public_address_is_not_stamped(results):
    one = results["port"]
    parts = tuple(replace(part, synthetic=False) for part in one.meta.parts)
    real = replace(one, meta=replace(one.meta, parts=parts))
    facts = picture(real)
    assert facts["stamp"] == ""
    assert "made-up" not in exhibits.scenes_map(real, "X-1").to_html()


def test_a_result_that_lacks_something_says_so_in_every_rendering(results):
    chart, table = (one(results["cut"], "X-1") for one in (exhibits.scenes_map,
                                                           exhibits.scenes_table))  # fmt: skip
    for text in (chart.caption, chart.to_html(), chart.to_svg(), table.caption, table.to_html()):
        assert "NOT COMPLETE: ended after 7 scenes of 20" in text


def test_source_captures_and_licence_stand_below(results, chart):
    assert "Source: Earth Search v1 (Element 84), asked 20" in chart.to_html()
    assert "not kept as captures" in chart.to_html()
    assert "Contains Copernicus Sentinel data" in chart.to_html()
    assert "The boundaries shown are no statement of the authors." in chart.to_html()


def test_two_processings_count_as_one_look(chart):
    text = re.sub(r"<[^>]+>", "", chart.to_html())
    assert "B: sentinel-2-l2a · 11 scenes of 10 acquisitions · covers the place" in text
    assert "2018-09-25 02:06 (0.4 % / 0.6 % cloud, 2 processings)" in text
    assert "B · 10" in chart.to_svg()


def test_a_scene_that_covers_only_the_box_says_so(chart):
    said = "C: sentinel-1-grd · descending, track 2, mode IW, VV+VH · 4 scenes · does not cover"
    assert f"{said} the place" in chart.to_svg()


def test_the_place_is_marked_and_another_can_be(results):
    other = exhibits.scenes_map(results["port"], "X-1", place="RUVVO")
    assert other.spec["place"]["label"] == "Vladivostok (RUVVO)"
    covers = {one["group"]: one["covers"] for one in other.spec["scenes"]}
    assert covers == {"A": "yes", "B": "no", "C": "yes"}


def test_without_a_place_nothing_is_said_to_be_covered(results):
    chart = exhibits.scenes_map(results["sea"], "X-3")
    assert chart.spec["place"] is None
    assert "covers the place" not in chart.to_svg().replace(COVERS, "")
    assert {one["covers"] for one in chart.spec["scenes"]} == {""}


def test_a_map_over_the_antimeridian_is_of_one_piece(results):
    spec = exhibits.scenes_map(results["sea"], "X-3").spec
    _, west, _, east = spec["bounds"]
    assert 170 < west < 180 < east < 190
    assert len(spec["boxes"]) == 1
    lons = [lon for one in spec["scenes"] for ring in one["rings"] for lon, _ in ring]
    assert west < min(lons) < 180 < max(lons) < east


def test_points_are_moved_by_whole_turns_only():
    assert near([[-179, 1], [-178, 2]], 179) == [[181, 1], [182, 2]]
    assert near([[10, 1], [11, 2]], 179) == [[10, 1], [11, 2]]


def test_the_frame_holds_every_point_and_keeps_its_proportions():
    for points in ([[0, 0], [0, 60]], [[0, 0], [60, 0]], [[5, 5]], [[179, -40], [185, 64]]):
        frame = framed(points)
        assert all(frame.west <= x <= frame.east for x, _ in points)
        assert all(frame.south <= y <= frame.north for _, y in points)
        assert 0.45 < frame.height / frame.width < 0.9


def test_no_scene_is_no_map_and_the_table_says_so(results):
    with pytest.raises(ExhibitError, match="no scene has an outline"):
        exhibits.scenes_map(results["none"], "X-1")
    table = exhibits.scenes_table(results["none"], "X-2")
    assert "no scene" in table.to_html()


def test_a_table_of_a_cut_result_without_rows_does_not_say_that_there_is_none(results):
    one = results["none"]
    cut = replace(one, meta=replace(one.meta, reason="page 1: nothing came"))
    assert "no scene among what came" in exhibits.scenes_table(cut, "X-2").to_html()


def test_a_scene_without_an_outline_is_in_the_table_and_counted(results):
    one = results["port"]
    frame = one.frame.copy()
    frame.loc[0, "footprint"] = None
    chart = exhibits.scenes_map(replace(one, frame=frame), "X-1")
    assert "1 more without an outline stand in the table only" in chart.to_html()
    assert len(rows(chart)) == 20


def test_a_repeated_row_is_shown_once(results):
    one = results["port"]
    frame = one.frame.copy()
    frame.loc[3, "repeated"] = True
    assert len(picture(replace(one, frame=frame))["scenes"]) == 19


def test_another_result_is_refused(results):
    one = results["port"]
    with pytest.raises(CollectError, match="gives no scenes"):
        exhibits.scenes_map(replace(one, frame=one.frame[["id"]]), "X-1")


def rows(chart):
    return list(csv.DictReader(io.StringIO(chart.to_csv())))


def test_the_csv_has_every_scene_in_order_of_time(chart):
    found = rows(chart)
    assert [row["n"] for row in found] == [str(n) for n in range(1, 21)]
    assert [row["when"] for row in found] == sorted(row["when"] for row in found)
    assert found[1] == {
        "n": "2", "when": "2018-09-05 02:06", "collection": "sentinel-2-l2a",
        "platform": "synthetic-2b", "look": "", "cloud": "3.2 %", "covers": "yes",
        "id": "SYNTHETIC_S2_20180905_SYN-01_0206", "group": "B", "synthetic": "yes",
    }  # fmt: skip
    assert found[0]["cloud"] == "radar"


def test_the_limit_of_cloud_stands_in_the_caption(results):
    chart = exhibits.scenes_map(results["clear"], "X-1")
    assert "optical scenes with at most 20 % cloud" in chart.caption


def test_a_caption_of_ones_own_does_not_remove_the_warnings(results):
    chart = exhibits.scenes_map(results["cut"], "X-1", caption="Mine.", title="Other")
    assert (chart.caption, chart.title) == ("Mine.", "Other")
    assert "NOT COMPLETE" in chart.to_html()
    assert COVERS in chart.to_html()


@pytest.mark.parametrize("name", ["port", "sea", "clear"])
def test_the_drawing_keeps_to_what_every_figure_must(results, name):
    spec = exhibits.scenes_map(results[name], "X-1").spec
    plain = Exhibit("footprints", "X-1", "Scenes", "", {**spec, "stamp": ""})
    drawn.check_drawing(plain.to_svg())


def test_the_stamp_can_be_read():
    assert drawn.contrast("#ffffff", "#7a1020") >= 4.5


def test_hostile_text_of_a_catalogue_is_text(results):
    facts = picture(results["port"])
    for one in facts["scenes"]:
        one |= {"id": drawn.HOSTILE, "platform": drawn.HOSTILE, "look": drawn.HOSTILE,
                "collection": drawn.HOSTILE}  # fmt: skip
    place = {**facts["place"], "label": drawn.HOSTILE * 9}
    facts |= {"origin": drawn.HOSTILE, "stamp": "", "place": place}
    chart = Exhibit("footprints", "X-1", "Scenes", "", build(facts))
    for text in (chart.to_svg(), chart.to_html(), kind("footprints").in_print(chart)):
        assert "<script" not in text
        assert "\u202e" not in text
    assert drawn.overlapping(chart.to_svg()) == drawn.outside(chart.to_svg()) == []
    assert {one.tag for one in drawn.root(chart.to_svg()).iter()} <= {
        f"{drawn.NS}{name}"
        for name in ("svg", "g", "title", "desc", "text", "rect", "line", "path",
                                         "circle")}  # fmt: skip
    assert all(not row["id"].startswith("=") for row in rows(chart))


def broken(spec, change):
    made = copy.deepcopy(spec)
    change(made)
    return made


@pytest.mark.parametrize("change", [
    lambda s: s.pop("words"), lambda s: s.update(bounds=[1, 2, 3]),
    lambda s: s.update(bounds=[2, 2, 1, 3]), lambda s: s.update(extra=1),
    lambda s: s["scenes"][0].pop("when"), lambda s: s["scenes"][0].update(covers=True),
    lambda s: s["scenes"][0].update(rings=[[[0, 0]]]),
    lambda s: s["scenes"][0]["rings"][0].append("x"),
    lambda s: s["groups"][0].update(scenes=[99]), lambda s: s["groups"][0].update(scenes=[]),
    lambda s: s["land"].update(polygons=[[["x"]]]), lambda s: s.update(boxes=[[1]]),
    lambda s: s.update(place={"label": "x"}), lambda s: s["scenes"][0].update(versions="x"),
])  # fmt: skip
def test_a_specification_of_another_form_is_refused(chart, change):
    with pytest.raises(OsintError):
        Exhibit("footprints", "X-1", "t", "", broken(chart.spec, change))


def test_in_a_notebook_it_is_complete_in_itself(chart):
    bundle = chart._repr_mimebundle_()
    assert "<svg" in bundle["text/html"]
    assert ".footprints-groups" in bundle["text/html"]


def test_it_stands_in_a_report_with_its_styles_and_loads_nothing():
    from osint_helpers.report.exporter import CounselExporter
    from tests.report.synthetic import markdown, node, shown

    one = exhibits.scenes_map(result(), "X-1")
    table = exhibits.scenes_table(result(), "X-2")
    made = node(markdown("## 3. Journey map and narrative"), shown(one), shown(table))
    page, _ = CounselExporter().from_notebook_node(made)
    assert one.digest in page
    assert table.digest in page
    assert ".footprints-groups" in page
    assert page.count(COVERS) >= 3
    assert not re.search(r"(?:src|href)=[\"']https?:", page)


def test_the_table_of_made_up_scenes_is_stamped_like_every_other(results):
    made = exhibits.scenes_table(results["port"], "X-1")
    assert made.spec["stamp"] == "SYNTHETIC"
    assert 'class="stamp"' in made.to_html()
    assert made.to_csv().splitlines()[1].endswith("SYNTHETIC")
